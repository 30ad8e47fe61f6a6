"""Picking measures into a plan: the lists of the catalogue, with boxes to tick."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from catalog.browsing import example_page, national_page, sample_page
from catalog.enums import Audience, ExampleKind
from catalog.facets import CataloguePage
from catalog.models import Example, NationalMeasure, SampleMeasure
from catalog.query import CatalogueQuery
from documents.content import OriginKind
from plans.chapters import in_book_order
from plans.content import WorkingCopy, working_copy
from plans.difference import differing
from plans.errors import DeedNotAllowed
from plans.forms.plan import PickForm
from plans.models import Measure, Plan
from plans.permissions import Action, get_plan
from plans.picking import pick_examples, pick_national, pick_samples
from plans.views.session import posted, signed_in
from plans.views.tree import workspace


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list to pick from: its name, its rows, how a page of it is asked and how rows are copied.

    `uses` gives for a plan the key of a row → the measures that were picked from it.
    """

    name: str
    address: str
    title: str
    button: str
    rows: Callable[[], QuerySet[Any]]
    page: Callable[[CatalogueQuery, Audience], CataloguePage[Any]]
    pick: Callable[..., list[Measure]]
    uses: Callable[[WorkingCopy], dict[Any, list[Measure]]]
    key: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class PickRow:
    """A row with what the plan has of it already."""

    row: Model
    is_used: bool
    differs: bool  # a measure picked from it says something else now


def _national_uses(copy: WorkingCopy) -> dict[Any, list[Measure]]:
    by_pk = {measure.pk: measure for measure in copy.measures}
    uses: dict[Any, list[Measure]] = {}
    for link in copy.links:
        if link.source_id is not None and link.measure_id in by_pk:
            uses.setdefault(link.source_id, []).append(by_pk[link.measure_id])
    return uses


def _origin_uses(kind: OriginKind) -> Callable[[WorkingCopy], dict[Any, list[Measure]]]:
    def uses(copy: WorkingCopy) -> dict[Any, list[Measure]]:
        found: dict[Any, list[Measure]] = {}
        for measure in copy.measures:
            origin = measure.origin or {}
            if origin.get("kind") == kind.value:
                found.setdefault((origin["edition"], origin["key"]), []).append(measure)
        return found

    return uses


NATIONAL = Shelf(
    name="national",
    address="plans:pick-national",
    title="国の施策一覧から選ぶ",
    button="選んだ施策を計画に入れる",
    rows=lambda: (
        NationalMeasure.objects.filter(edition__released_at__isnull=False)
        .select_related("edition")
        .order_by("edition", "no")
    ),
    page=lambda query, audience: national_page(query, fits_first=audience),
    pick=pick_national,
    uses=_national_uses,
    key=lambda row: row.pk,
)
SAMPLES = Shelf(
    name="samples",
    address="plans:pick-samples",
    title="手引の記載例から選ぶ",
    button="選んだ記載例を計画に入れる",
    rows=lambda: (
        SampleMeasure.objects.select_related("edition", "pillar")
        .prefetch_related("national_measures", "case_refs")
        .order_by("edition", "seq")
    ),
    page=lambda query, audience: sample_page(query, fits_first=audience),
    pick=pick_samples,
    uses=_origin_uses(OriginKind.SAMPLE),
    key=lambda row: (row.edition.code, str(row.seq)),
)
EXAMPLES = Shelf(
    name="examples",
    address="plans:pick-examples",
    title="ほかの団体の例から選ぶ",
    button="選んだ例を計画に入れる",
    rows=lambda: Example.objects.filter(kind=ExampleKind.MEASURE).select_related(
        "plan__municipality"
    ),
    page=lambda query, audience: example_page(query, kind=ExampleKind.MEASURE),
    pick=pick_examples,
    uses=_origin_uses(OriginKind.EXAMPLE),
    key=lambda row: (row.plan.code, str(row.seq)),
)


@require_http_methods(["GET", "HEAD", "POST"])
def national(request: HttpRequest, pk: int) -> HttpResponse:
    """Pick from the national measures."""
    return _page(request, pk, NATIONAL)


@require_http_methods(["GET", "HEAD", "POST"])
def samples(request: HttpRequest, pk: int) -> HttpResponse:
    """Pick from the guide's sample measures."""
    return _page(request, pk, SAMPLES)


@require_http_methods(["GET", "HEAD", "POST"])
def examples(request: HttpRequest, pk: int) -> HttpResponse:
    """Pick from the measures of another body's plan."""
    return _page(request, pk, EXAMPLES)


def _page(request: HttpRequest, pk: int, shelf: Shelf) -> HttpResponse:
    plan, access = get_plan(request, pk, Action.EDIT)
    copy = working_copy(plan)
    form = PickForm(
        posted(request),
        chapters=in_book_order(copy.chapters),
        rows=shelf.rows(),
        wanted=request.GET.get("chapter", ""),
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["sources"]
        try:
            measures = shelf.pick(
                plan,
                chosen,
                chapter=form.cleaned_data["chapter"],
                batch=form.cleaned_data["uid"],
                by=signed_in(request),
                at=timezone.now(),
            )
        except DeedNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return _picked(request, pk, chosen, measures)
    is_prefecture = plan.organization.municipality.is_prefecture
    audience = Audience.PREFECTURE if is_prefecture else Audience.MUNICIPALITY
    page = shelf.page(CatalogueQuery.read(request.GET, kept=["chapter"]), audience)
    context = workspace(plan, access, copy, here=shelf.title)
    context |= {
        "shelf": shelf,
        "shelves": [NATIONAL, SAMPLES] if is_prefecture else [NATIONAL, SAMPLES, EXAMPLES],
        "audience": audience.label,
        "form": form,
        "page_errors": form.is_bound,
        "page": page,
        "picks": _rows(shelf, page, copy, plan),
        "chosen": request.POST.getlist("sources"),
        "kept": _kept(form, page),
    }
    return render(request, "plans/pick.html", context, status=422 if form.is_bound else 200)


def _rows(shelf: Shelf, page: CataloguePage[Any], copy: WorkingCopy, plan: Plan) -> list[PickRow]:
    uses = shelf.uses(copy)
    differ = differing(copy, plan.organization.municipality)
    origins = _origin_uses(OriginKind.NATIONAL)(copy)
    changed = {key for key, copies in origins.items() if any(m.uid in differ for m in copies)}
    return [
        PickRow(
            row=row,
            is_used=shelf.key(row) in uses,
            differs=isinstance(row, NationalMeasure) and (row.edition.code, row.code) in changed,
        )
        for row in page.rows
    ]


def _kept(form: PickForm, page: CataloguePage[Any]) -> list[Model]:
    """Return the rows that were ticked and are not on this page of the list."""
    chosen = form.chosen_rows() if form.is_bound else []
    shown = {row.pk for row in page.rows}
    return [row for row in chosen if row.pk not in shown]


def _picked(
    request: HttpRequest, pk: int, chosen: list[Any], measures: list[Measure]
) -> HttpResponse:
    messages.success(
        request,
        f"{len(measures)}件の施策を入れました。文を読み、自分の団体に合わせてください。",
    )
    open_names = [row.name for row in chosen if getattr(row, "is_timing_open", False)]
    if open_names:
        names = "、".join(open_names)
        messages.warning(request, f"掲載時期が「時期調整中」の施策があります：{names}")
    if len(measures) == 1:
        return redirect("plans:measure-edit", pk, measures[0].uid)
    return redirect("plans:workspace", pk)

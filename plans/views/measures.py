"""Measures: one screen for text, tags, department, KPI and schedule."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.models import NationalMeasure, SampleMeasure
from documents.assemble.outline import outline_of
from documents.content import OriginKind
from plans.candidates import Candidate, candidates_of
from plans.chapters import in_book_order
from plans.content import WorkingCopy, working_copy
from plans.difference import differences, differs, rows_of_origin
from plans.errors import TEXT_STAYS, DeedNotAllowed, StalePart
from plans.forms.chapter import NewPartForm
from plans.forms.measure_screen import MeasureScreen
from plans.measures import save_measure
from plans.models import Chapter, Measure, NationalLink, Placement, Plan
from plans.permissions import Access, Action, find_plan, get_plan
from plans.picking import write_own
from plans.views.beside import press
from plans.views.conflict import conflict_page, replaces
from plans.views.guidance import legal_bases
from plans.views.session import posted, signed_in
from plans.views.tree import workspace


def _screen(request: HttpRequest, plan: Plan, access: Access, measure: Measure) -> MeasureScreen:
    return MeasureScreen(
        posted(request),
        measure=measure,
        organization=plan.organization,
        may_assign=access.can(Action.EDIT),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def measure_edit(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Edit a measure with its KPI and schedule."""
    plan, access = find_plan(request, pk)
    measure = get_object_or_404(
        Measure.objects.present().select_related("plan", "department"), plan=plan, uid=uid
    )
    if request.method == "POST":
        access.demand(Action.EDIT_PART, measure)
    screen = _screen(request, plan, access, measure)
    if request.method == "POST" and screen.is_valid():
        try:
            given = screen.given(merge=not replaces(request))
            saved = save_measure(measure, given, by=signed_in(request), at=timezone.now())
        except StalePart:
            fresh = Measure.objects.select_related("plan").get(pk=measure.pk)
            stored = MeasureScreen(
                None,
                measure=fresh,
                organization=plan.organization,
                may_assign=access.can(Action.EDIT),
            )
            return conflict_page(
                request,
                plan,
                mine=screen.shown(),
                theirs=stored.shown(),
                version=fresh.version,
                title=measure.name or "施策",
            )
        except DeedNotAllowed as refusal:
            screen.form.add_error(None, f"{refusal}{TEXT_STAYS}")
        else:
            return redirect(reverse("plans:measure-edit", args=[pk, uid]) + press(request, saved))
    copy = working_copy(plan)
    context = workspace(plan, access, copy, current=uid, here=measure.name or "施策")
    context["confirmed"] = "confirmed" in request.GET and not measure.is_inserted
    context |= _page(plan, access, copy, measure, screen)
    return render(
        request, "plans/measure_edit.html", context, status=422 if screen.is_bound else 200
    )


def _page(
    plan: Plan, access: Access, copy: WorkingCopy, measure: Measure, screen: MeasureScreen
) -> dict[str, Any]:
    links = [link for link in copy.links if link.measure_id == measure.pk]
    nationals = _nationals(plan, measure, links, screen)
    placements = Placement.objects.filter(measure=measure).select_related("chapter")
    printed = outline_of(copy.content).placements
    return {
        "measure": measure,
        "screen": screen,
        "page_errors": screen.is_bound,
        "placements": [
            (place, printed[place.uid].reprint if place.uid in printed else place.reprint)
            for place in placements
        ],
        "chapters": in_book_order(copy.chapters),
        "links": links,
        "sample": _sample(measure),
        "legal": legal_bases(plan, copy, measure),
        "nationals": nationals,
        "differs": any(panel.differs for panel in nationals),
        "may_edit": plan.is_editable and access.can(Action.EDIT_PART, measure),
        "may_arrange": plan.is_editable and access.can(Action.EDIT),
    }


@dataclass(frozen=True, slots=True)
class NationalPanel:
    """A row of the national list beside the measure, with what it offers."""

    source: NationalMeasure
    is_origin: bool  # the measure was copied from it
    differs: bool = False  # and says something else now
    # Where the measure answers to it:
    link_uid: str = ""
    candidates: tuple[Candidate, ...] = ()
    is_open: bool = False  # its time is not settled: 時期調整中


def _nationals(
    plan: Plan, measure: Measure, links: Iterable[NationalLink], screen: MeasureScreen
) -> list[NationalPanel]:
    """Return the row that the measure was copied from, and the rows that it answers to."""
    kpis = [form.row for form in screen.kpi_forms if form.row is not None]
    origin = rows_of_origin([measure], links).get(measure.uid)
    is_changed = origin is not None and differs(measure, origin, plan.organization.municipality)
    panels = [
        NationalPanel(
            source=link.source,
            is_origin=link.source == origin,
            differs=link.source == origin and is_changed,
            link_uid=link.uid,
            candidates=candidates_of(link, measure, kpis),
            is_open=link.source.is_timing_open,
        )
        for link in links
        if link.source is not None
    ]
    if origin is not None and not any(panel.is_origin for panel in panels):
        panels.append(NationalPanel(source=origin, is_origin=True, differs=is_changed))
    return sorted(panels, key=lambda panel: not panel.is_origin)


def _sample(measure: Measure) -> SampleMeasure | None:
    """Return the guide's sample that the measure was copied from."""
    origin = measure.origin or {}
    # An imported plan may name any row; what is no number of a sample is none.
    if origin.get("kind") != OriginKind.SAMPLE.value or not origin["key"].isdecimal():
        return None
    return (
        SampleMeasure.objects.filter(edition__code=origin["edition"], seq=origin["key"])
        .select_related("edition")
        .first()
    )


@require_safe
def measure_difference(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Show where a measure says something else than the row of the list it was copied from."""
    plan, access = get_plan(request, pk, Action.VIEW)
    measure = get_object_or_404(Measure.objects.present(), plan=plan, uid=uid)
    copy = working_copy(plan)
    source = rows_of_origin([measure], copy.links).get(measure.uid)
    context = workspace(plan, access, copy, current=uid, here="国の一覧との違い")
    context |= {
        "measure": measure,
        "source": source,
        "rows": differences(measure, source, plan.organization.municipality) if source else [],
    }
    return render(request, "plans/measure_difference.html", context)


@require_POST
def measure_add(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Add an own measure to a chapter and open its screen."""
    plan, _ = get_plan(request, pk, Action.EDIT)
    chapter = get_object_or_404(Chapter.objects.present(), plan=plan, uid=uid)
    try:
        measure = write_own(
            plan,
            chapter,
            name="",
            uid=NewPartForm.uid_in(request.POST),
            by=signed_in(request),
            at=timezone.now(),
        )
    except DeedNotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:workspace", pk)
    messages.success(request, "施策を足しました。名前と内容を書いてください。")
    return redirect("plans:measure-edit", pk, measure.uid)

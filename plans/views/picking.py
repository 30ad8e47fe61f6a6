"""Picking measures from the state's catalogue into a plan."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from catalog.models import NationalMeasure, SampleMeasure
from plans.chapters import listed_chapters
from plans.content import working_copy
from plans.errors import DeedNotAllowed
from plans.forms.plan import PickForm
from plans.models import Measure
from plans.permissions import Action, get_plan
from plans.picking import pick_national, pick_samples
from plans.views.session import posted, signed_in
from plans.views.tree import workspace

_Pick = Callable[..., list[Measure]]


@require_http_methods(["GET", "HEAD", "POST"])
def national(request: HttpRequest, pk: int) -> HttpResponse:
    """Search the national measures and pick some."""
    words = request.GET.get("q", "")[:100]
    sources = list(
        NationalMeasure.objects.search(words).select_related("edition").order_by("edition", "no")
    )
    return _page(
        request,
        pk,
        sources=sources,
        pick=pick_national,
        template="plans/pick_national.html",
        title="国の施策一覧から選ぶ",
        words=words,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def samples(request: HttpRequest, pk: int) -> HttpResponse:
    """Pick from the guide's sample measures."""
    sources = list(
        SampleMeasure.objects.select_related("edition", "pillar")
        .prefetch_related("national_measures", "case_refs")
        .order_by("edition", "seq")
    )
    return _page(
        request,
        pk,
        sources=sources,
        pick=pick_samples,
        template="plans/pick_samples.html",
        title="手引の記載例から選ぶ",
        words="",
    )


def _page(
    request: HttpRequest,
    pk: int,
    *,
    sources: Sequence[Any],
    pick: _Pick,
    template: str,
    title: str,
    words: str,
) -> HttpResponse:
    plan, access = get_plan(request, pk, Action.EDIT)
    wanted = request.GET.get("chapter", "")
    form = PickForm(
        posted(request),
        chapters=listed_chapters(plan),
        sources=[(source.pk, source.name) for source in sources],
        wanted=wanted,
    )
    if request.method == "POST" and form.is_valid():
        chosen = [s for s in sources if s.pk in form.cleaned_data["sources"]]
        try:
            measures = pick(
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
            messages.success(
                request,
                f"{len(measures)}件の施策を入れました。文を読み、自分の団体に合わせてください。",
            )
            open_names = [s.name for s in chosen if getattr(s, "is_timing_open", False)]
            if open_names:
                messages.warning(
                    request,
                    f"掲載時期が「時期調整中」の施策があります：{'、'.join(open_names)}",
                )
            if len(measures) == 1:
                return redirect("plans:measure-edit", pk, measures[0].uid)
            return redirect("plans:workspace", pk)
    used = set(plan.national_links.values_list("source_id", flat=True))
    context = workspace(plan, access, working_copy(plan), here=title)
    context |= {
        "form": form,
        "page_errors": form.is_bound,
        "sources": sources,
        "words": words,
        "wanted": wanted,
        "used": used,
        "chosen": request.POST.getlist("sources"),
    }
    return render(request, template, context, status=422 if form.is_bound else 200)

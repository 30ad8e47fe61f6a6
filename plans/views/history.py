"""What a chapter or a measure said before: every revision, with who wrote it and when."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.content import working_copy
from plans.editing import parts_of
from plans.enums import PartKind
from plans.forms.chapter import ChapterForm
from plans.forms.fields import shown_values
from plans.forms.kpi import KpiForm
from plans.forms.measure import MeasureForm
from plans.forms.schedule import ScheduleForm
from plans.models import Chapter, Kpi, Measure, Plan, Revision, ScheduleItem, Tag
from plans.permissions import Action, get_plan
from plans.views.tree import workspace

ON_A_PAGE = 20
_SCREENS = {PartKind.CHAPTER: "plans:chapter-edit", PartKind.MEASURE: "plans:measure-edit"}


@require_safe
def part_history(request: HttpRequest, pk: int, kind: str, uid: str) -> HttpResponse:
    """Show the revisions of a chapter, or of a measure with its KPI and schedule, newest first."""
    if kind not in _SCREENS:
        raise Http404
    plan, access = get_plan(request, pk, Action.VIEW)
    part = get_object_or_404(parts_of(plan, PartKind(kind)), uid=uid)
    title = str(part)
    page = Paginator(
        Revision.objects.filter(plan=plan, part_uid__in=_uids(part)).order_by("-saved_at", "-pk"),
        ON_A_PAGE,
    ).get_page(request.GET.get("page"))
    shown = _reader(plan)
    context = workspace(plan, access, working_copy(plan), current=uid, here="変更履歴")
    context["breadcrumbs"].insert(-1, (title, reverse(_SCREENS[PartKind(kind)], args=[pk, uid])))
    context |= {
        "title": title,
        "page": page,
        "revisions": [(revision, shown(revision)) for revision in page],
    }
    return render(request, "plans/history.html", context)


def _uids(part: Model) -> list[str]:
    """Return the uids of what is written on the screen of a part, removed rows too."""
    if isinstance(part, Measure):
        rows = [*part.kpis.all(), *part.schedule_items.all()]
        return [part.uid, *(row.uid for row in rows)]
    assert isinstance(part, Chapter)
    return [part.uid]


def _reader(plan: Plan) -> Callable[[Revision], list[tuple[str, str]]]:
    """Return what gives label and text of what a revision says, as its form would show it."""
    tags = list(Tag.objects.filter(plan=plan))

    def form_of(kind: PartKind, data: dict[str, Any]) -> Any:
        if kind is PartKind.CHAPTER:
            chapter = Chapter(plan=plan, **data)
            return ChapterForm(chapter=chapter, organization=plan.organization, may_assign=False)
        if kind is PartKind.MEASURE:
            measure = Measure(plan=plan, **data)
            return MeasureForm(
                measure=measure, organization=plan.organization, tags=tags, may_assign=False
            )
        if kind is PartKind.KPI:
            return KpiForm(row=Kpi(plan=plan, **data))
        return ScheduleForm(row=ScheduleItem(plan=plan, **data))

    def shown(revision: Revision) -> list[tuple[str, str]]:
        form = form_of(PartKind(revision.part_kind), revision.data)
        form.fields.pop("remove", None)  # a button, nothing that was written
        return [(label, text) for label, text in shown_values(form).items() if text]

    return shown

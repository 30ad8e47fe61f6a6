"""The overview of a plan, its facts, its pillars and what was removed from it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.models import Pillar
from plans.content import fact_from, working_copy
from plans.editing import (
    PART_MODELS,
    add_part,
    next_position,
    parts_of,
    remove_part,
    restore_part,
    save_part,
    save_plan_facts,
)
from plans.enums import FactKind, PartKind, SubmissionOutcome
from plans.errors import TEXT_STAYS, DeedNotAllowed, PlanError, StalePart
from plans.forms.facts import FACT_FORMS
from plans.forms.fields import shown_values
from plans.forms.plan import PillarsForm, PlanFactsForm
from plans.models import Chapter, Measure, Part, PlanFact
from plans.permissions import Action, get_plan
from plans.pillars import choose_pillars, chosen_pillars
from plans.views.conflict import conflict_page, replaces
from plans.views.session import posted, signed_in
from plans.views.tree import finding_links, workspace
from plans.work_list import newer_editions


@require_safe
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a plan at a glance: its tree, what is missing, where it stands."""
    plan, access = get_plan(request, pk, Action.VIEW)
    copy = working_copy(plan)
    content = copy.content
    last = plan.submissions.select_related("drafter", "closed_by").defer("content_json").first()
    outcome = last.outcome if last is not None else ""
    pending = last if outcome == SubmissionOutcome.PENDING else None
    returned = outcome == SubmissionOutcome.RETURNED and plan.is_editable
    context = workspace(plan, access, copy)
    links = finding_links(plan, context["found"], access)
    may_switch = plan.is_editable and access.can(Action.EDIT)
    context |= {
        "musts": [link for link in links if link.is_must],
        "advice": [link for link in links if not link.is_must],
        "pending": pending,
        "last_return": last if returned else None,
        "editions": list(plan.editions.defer("content_json", "record_json")),
        "measure_count": len(content.measures),
        "kpi_count": sum(len(measure.kpis) for measure in content.measures),
        "fact_kinds": [(kind.value, kind.label) for kind in FACT_FORMS],
        "newer_editions": newer_editions(plan) if may_switch else [],
        "own_submission": pending is not None and pending.drafter_id == request.user.pk,
    }
    return render(request, "plans/workspace.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit the plan's names, period and contact."""
    plan, access = get_plan(request, pk, Action.EDIT)
    form = PlanFactsForm(posted(request), plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            save_plan_facts(
                plan,
                by=signed_in(request),
                at=timezone.now(),
                version=form.cleaned_data["version"],
                changes=form.changes(),
                merge=not replaces(request),
            )
        except StalePart as stale:
            return conflict_page(
                request,
                plan,
                mine=shown_values(form),
                theirs=shown_values(PlanFactsForm(plan=stale.current)),
                version=stale.current.version,
                title="計画の基本情報",
            )
        except DeedNotAllowed as refusal:
            form.add_error(None, f"{refusal}{TEXT_STAYS}")
        else:
            messages.success(request, "計画の基本情報を保存しました。")
            return redirect("plans:plan-facts", pk)
    context = workspace(plan, access, working_copy(plan), here="計画の基本情報")
    context |= {"form": form, "page_errors": form.is_bound}
    return render(request, "plans/plan_facts.html", context, status=422 if form.is_bound else 200)


def _fact_kind(kind: str) -> FactKind:
    if kind not in FACT_FORMS:
        raise Http404
    return FactKind(kind)


@require_safe
def facts(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """List the facts of one kind."""
    fact_kind = _fact_kind(kind)
    plan, access = get_plan(request, pk, Action.EDIT)
    rows = PlanFact.objects.present().filter(plan=plan, kind=fact_kind)
    context = workspace(plan, access, working_copy(plan), here=fact_kind.label)
    context |= {
        "kind": fact_kind.value,
        "kind_label": fact_kind.label,
        "rows": [(row, _fact_title(row)) for row in rows],
    }
    return render(request, "plans/facts.html", context)


def _fact_title(row: PlanFact) -> str:
    value = fact_from(row)
    names = ("title", "name", "word", "law")
    words = next(getattr(value, name) for name in names if hasattr(value, name))
    return f"{words} {getattr(value, 'article', '')}".strip()


@require_http_methods(["GET", "HEAD", "POST"])
def fact_edit(request: HttpRequest, pk: int, kind: str, uid: str = "") -> HttpResponse:
    """Edit a fact, or add one where no uid is given."""
    fact_kind = _fact_kind(kind)
    plan, access = get_plan(request, pk, Action.EDIT)
    rows = PlanFact.objects.present().filter(plan=plan, kind=fact_kind)
    row = get_object_or_404(rows, uid=uid) if uid else None
    form_class = FACT_FORMS[fact_kind]
    form = form_class(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        try:
            if row is None:
                add_part(
                    PlanFact(
                        plan=plan,
                        uid=form.cleaned_data["uid"],
                        kind=fact_kind,
                        data=form.data_column(),
                        position=next_position(rows),
                    ),
                    by=signed_in(request),
                    at=timezone.now(),
                )
            else:
                save_part(
                    row,
                    by=signed_in(request),
                    at=timezone.now(),
                    version=form.cleaned_data["version"],
                    changes={"data": form.data_column()},
                    merge=not replaces(request),
                )
        except StalePart as stale:
            return conflict_page(
                request,
                plan,
                mine=shown_values(form),
                theirs=shown_values(form_class(row=stale.current)),
                version=stale.current.version,
                title=fact_kind.label,
            )
        except DeedNotAllowed as refusal:
            form.add_error(None, f"{refusal}{TEXT_STAYS}")
        else:
            messages.success(request, f"{fact_kind.label}を保存しました。")
            return redirect("plans:facts", pk, kind)
    context = workspace(plan, access, working_copy(plan), here=fact_kind.label)
    context |= {
        "form": form,
        "kind": fact_kind.value,
        "kind_label": fact_kind.label,
        "row": row,
        "page_errors": form.is_bound,
    }
    return render(request, "plans/fact_edit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def pillars(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose which pillars the plan takes up."""
    plan, access = get_plan(request, pk, Action.EDIT)
    offered = list(Pillar.objects.filter(edition=plan.guide_edition))
    chosen = [str(no) for no in chosen_pillars(plan)]
    form = PillarsForm(posted(request), pillars=offered, initial={"pillars": chosen})
    if request.method == "POST" and form.is_valid():
        picked = form.cleaned_data["pillars"]
        wanted = [p for p in offered if str(p.no) in picked]
        by, at = signed_in(request), timezone.now()
        try:
            went = choose_pillars(plan, wanted, offered=offered, by=by, at=at)
        except DeedNotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "取り上げる柱を変えました。")
            if not set(chosen) <= set(picked):
                request.session["undo"] = {"plan": pk, "pillars": chosen, "went": went}
        return redirect("plans:workspace", pk)
    context = workspace(plan, access, working_copy(plan), here="取り上げる柱")
    context |= {"form": form, "offered": offered, "page_errors": form.is_bound}
    return render(request, "plans/pillars.html", context, status=422 if form.is_bound else 200)


# Kind of part → what holds it: that is where it returns to.
_OWNERS = {
    PartKind.CHAPTER: "parent",
    PartKind.KPI: "measure",
    PartKind.SCHEDULE_ITEM: "measure",
}


def _place_of(part: Part) -> str:
    """Return where a removed part returns to, in words; "" for a fact, which has no place."""
    if isinstance(part, PlanFact):
        return ""
    owner: Chapter | Measure | None
    if isinstance(part, Measure):
        places = sorted(part.placements.all(), key=lambda placement: placement.reprint)
        owner = places[0].chapter if places else None
    else:
        owner = getattr(part, _OWNERS[part.part_kind])
    if owner is None:
        return "一番上の段" if isinstance(part, Chapter) else "どの章でもないところ"
    return f"「{owner}」{'（これも取り除かれています）' if owner.is_removed else ''}"


@require_safe
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was removed, each with a button that brings it back."""
    plan, access = get_plan(request, pk, Action.EDIT)
    rows: list[dict[str, Any]] = []
    for kind in PART_MODELS:
        parts = parts_of(plan, kind).exclude(removed_at=None).select_related("removed_by")
        if kind is PartKind.MEASURE:
            parts = parts.prefetch_related("placements__chapter")
        elif kind in _OWNERS:
            parts = parts.select_related(_OWNERS[kind])
        for part in parts:
            title = _fact_title(part) if isinstance(part, PlanFact) else str(part)
            row = {"kind": kind.value, "label": kind.label, "part": part, "title": title}
            rows.append({**row, "place": _place_of(part)})
    rows.sort(key=lambda row: row["part"].removed_at, reverse=True)
    copy = working_copy(plan)
    context = workspace(plan, access, copy, here="取り除いたもの")
    placed = {measure.uid for measure in copy.content.measures}
    context |= {
        "rows": rows,
        "unplaced": [measure for measure in copy.measures if measure.uid not in placed],
    }
    return render(request, "plans/removed.html", context)


def _part_kind(kind: str) -> PartKind:
    try:
        part_kind = PartKind(kind)
    except ValueError as error:
        raise Http404 from error
    if part_kind not in PART_MODELS:
        raise BadRequest
    return part_kind


@require_POST
def part_remove(request: HttpRequest, pk: int, kind: str, uid: str) -> HttpResponse:
    """Take a part out of the plan; the next page says so and offers the way back."""
    plan, _ = get_plan(request, pk, Action.EDIT)
    part = get_object_or_404(parts_of(plan, _part_kind(kind)), uid=uid)
    try:
        remove_part(part, by=signed_in(request), at=timezone.now())
    except PlanError as refusal:
        messages.error(request, str(refusal))
    else:
        title = _fact_title(part) if isinstance(part, PlanFact) else str(part)
        request.session["undo"] = {"plan": pk, "kind": kind, "uid": uid, "title": title}
    return redirect("plans:workspace", pk)


@require_POST
def part_restore(request: HttpRequest, pk: int, kind: str, uid: str) -> HttpResponse:
    """Bring a removed part back."""
    plan, _ = get_plan(request, pk, Action.EDIT)
    part = get_object_or_404(parts_of(plan, _part_kind(kind)), uid=uid)
    try:
        restore_part(part, by=signed_in(request))
    except PlanError as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:workspace", pk)
    request.session.pop("undo", None)
    messages.success(request, "元に戻しました。")
    if isinstance(part, Chapter):
        return redirect("plans:chapter-edit", pk, uid)
    if isinstance(part, Measure):
        return redirect("plans:measure-edit", pk, uid)
    return redirect("plans:workspace", pk)

"""Chapters: edit, add, move."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from documents.assemble.outline import outline_of
from plans.chapters import listed_chapters
from plans.content import WorkingCopy, content_of, working_copy
from plans.editing import add_part, move, next_position, save_part
from plans.errors import TEXT_STAYS, DeedNotAllowed, PlanError, StalePart
from plans.forms.chapter import ChapterForm, NewChapterForm, NewPartForm, PlacementForm
from plans.forms.fields import shown_values
from plans.models import Chapter, Placement, Plan
from plans.permissions import Access, Action, find_plan, get_plan
from plans.placements import move_to, show_in, take_out
from plans.views.beside import press
from plans.views.conflict import conflict_page, replaces
from plans.views.guidance import guide_section, legal_bases, section_examples
from plans.views.session import posted, signed_in
from plans.views.tree import workspace


def _form(request: HttpRequest, plan: Plan, access: Access, chapter: Chapter) -> ChapterForm:
    return ChapterForm(
        posted(request),
        chapter=chapter,
        organization=plan.organization,
        may_assign=access.can(Action.EDIT),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def chapter_edit(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Edit a chapter; those who may only read see it with the reason why."""
    plan, access = find_plan(request, pk)
    chapter = get_object_or_404(
        Chapter.objects.present().select_related("plan", "department"), plan=plan, uid=uid
    )
    if request.method == "POST":
        access.demand(Action.EDIT_PART, chapter)
    form = _form(request, plan, access, chapter)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_part(
                chapter,
                by=signed_in(request),
                at=timezone.now(),
                version=form.cleaned_data["version"],
                changes=form.changes(),
                merge=not replaces(request),
            )
        except StalePart as stale:
            current = ChapterForm(
                chapter=stale.current,
                organization=plan.organization,
                may_assign=access.can(Action.EDIT),
            )
            return conflict_page(
                request,
                plan,
                mine=shown_values(form),
                theirs=shown_values(current),
                version=stale.current.version,
                title=chapter.title,
            )
        except DeedNotAllowed as refusal:
            form.add_error(None, f"{refusal}{TEXT_STAYS}")
        else:
            return redirect(reverse("plans:chapter-edit", args=[pk, uid]) + press(request, saved))
    copy = working_copy(plan)
    context = workspace(plan, access, copy, current=uid, here=chapter.title)
    context["confirmed"] = "confirmed" in request.GET and not chapter.is_inserted
    context |= _page(plan, access, copy, chapter, form)
    return render(request, "plans/chapter_edit.html", context, status=422 if form.is_bound else 200)


def _page(
    plan: Plan, access: Access, copy: WorkingCopy, chapter: Chapter, form: ChapterForm
) -> dict[str, Any]:
    return {
        "chapter": chapter,
        "form": form,
        "page_errors": form.is_bound,
        "guide": guide_section(plan, chapter),
        "examples": section_examples(plan, chapter),
        "legal": legal_bases(plan, copy, chapter),
        "may_edit": plan.is_editable and access.can(Action.EDIT_PART, chapter),
        "may_arrange": plan.is_editable and access.can(Action.EDIT),
        "new_measure": NewPartForm(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def chapter_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a chapter under a parent or at the top."""
    plan, access = get_plan(request, pk, Action.EDIT)
    form = NewChapterForm(
        posted(request),
        parents=listed_chapters(plan),
        wanted=request.GET.get("parent", ""),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        siblings = Chapter.objects.filter(plan=plan, parent=data["parent"])
        try:
            chapter = add_part(
                Chapter(plan=plan, position=next_position(siblings), **data),
                by=signed_in(request),
                at=timezone.now(),
            )
        except DeedNotAllowed as refusal:
            form.add_error(None, f"{refusal}{TEXT_STAYS}")
        else:
            messages.success(request, "章を足しました。")
            return redirect("plans:chapter-edit", pk, chapter.uid)
    context = workspace(plan, access, working_copy(plan), here="章を足す")
    context |= {"form": form, "page_errors": form.is_bound}
    return render(request, "plans/chapter_add.html", context, status=422 if form.is_bound else 200)


_STEPS = {"up": -1, "down": 1}


def _move(request: HttpRequest, siblings: QuerySet[Any], pk: int, plan: Plan) -> None:
    step = _STEPS.get(request.POST.get("direction", ""))
    if step is None:
        messages.error(request, "前か後か、動かす向きを選んでください。")
        return
    try:
        move(siblings, pk, step=step, plan=plan)
    except PlanError as refusal:
        messages.error(request, str(refusal))


@require_POST
def chapter_move(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Move a chapter up or down among its siblings."""
    plan, _ = get_plan(request, pk, Action.EDIT)
    chapter = get_object_or_404(Chapter.objects.present(), plan=plan, uid=uid)
    siblings = Chapter.objects.present().filter(plan=plan, parent=chapter.parent)
    _move(request, siblings, chapter.pk, plan)
    return redirect("plans:chapter-edit", pk, uid)


@require_POST
def placement_move(request: HttpRequest, pk: int, uid: str, placement_uid: str) -> HttpResponse:
    """Move a measure up or down in its chapter."""
    plan, _ = get_plan(request, pk, Action.EDIT)
    placement = get_object_or_404(
        Placement, plan=plan, uid=placement_uid, measure__uid=uid, measure__removed_at=None
    )
    siblings = Placement.objects.filter(chapter=placement.chapter_id, measure__removed_at=None)
    _move(request, siblings, placement.pk, plan)
    return redirect("plans:measure-edit", pk, uid)


def _chosen_chapter(request: HttpRequest, plan: Plan) -> Chapter | None:
    form = PlacementForm(request.POST, chapters=listed_chapters(plan))
    if form.is_valid():
        chapter: Chapter = form.cleaned_data["chapter"]
        return chapter
    messages.error(request, " ".join(str(text) for text in form.errors["chapter"]))
    return None


@require_POST
def placement_change(request: HttpRequest, pk: int, uid: str, placement_uid: str) -> HttpResponse:
    """Put a measure into another chapter, at its end."""
    plan, _ = get_plan(request, pk, Action.EDIT)
    placement = get_object_or_404(
        Placement.objects.select_related("plan", "measure"),
        plan=plan,
        uid=placement_uid,
        measure__uid=uid,
    )
    chapter = _chosen_chapter(request, plan)
    if chapter is None:
        return redirect("plans:measure-edit", pk, uid)
    try:
        move_to(placement, chapter)
    except PlanError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"「{chapter.title}」へ移しました。")
    return redirect("plans:measure-edit", pk, uid)


@require_POST
def placement_add(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Show a measure in one more chapter as 再掲, or place one that stands nowhere."""
    plan, _ = get_plan(request, pk, Action.EDIT)
    measure = get_object_or_404(plan.measures.filter(removed_at=None), uid=uid)
    chapter = _chosen_chapter(request, plan)
    if chapter is None:
        return redirect("plans:measure-edit", pk, uid)
    try:
        show_in(measure, chapter)
    except PlanError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"「{chapter.title}」にも載せました。")
    return redirect("plans:measure-edit", pk, uid)


@require_POST
def placement_remove(request: HttpRequest, pk: int, uid: str, placement_uid: str) -> HttpResponse:
    """Take a 再掲 out again; the measure stays in its other chapters."""
    plan, _ = get_plan(request, pk, Action.EDIT)
    placement = get_object_or_404(
        Placement.objects.select_related("plan"),
        plan=plan,
        uid=placement_uid,
        measure__uid=uid,
    )
    printed = outline_of(content_of(plan)).placements.get(placement.uid)
    if not (printed or placement).reprint:
        raise Http404  # the place that carries the text
    try:
        take_out(placement)
    except PlanError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "再掲をやめました。施策はほかの章に残っています。")
    return redirect("plans:measure-edit", pk, uid)

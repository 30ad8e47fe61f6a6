"""Which pillars a plan takes up: a chapter each under the policies and under the measures."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from catalog.models import Pillar
from documents import content as c
from documents.codec import encode
from plans.content import content_of
from plans.editing import add_part, lock_for_editing, new_uid, next_position
from plans.models import Chapter, Plan, Tag
from plans.starting import own_paragraphs


def _pillar_chapters(plan: Plan) -> dict[int, list[Chapter]]:
    """Return the chapters, removed ones too, that carry the tag of each pillar."""
    numbers = {
        tag.uid: int(tag.code)
        for tag in Tag.objects.filter(plan=plan, scheme=c.TagScheme.PILLAR.value)
        if tag.code.isdigit()
    }
    found: dict[int, list[Chapter]] = {number: [] for number in numbers.values()}
    for chapter in Chapter.objects.filter(plan=plan):
        for uid in chapter.tags:
            if uid in numbers:
                found[numbers[uid]].append(chapter)
    return found


def chosen_pillars(plan: Plan) -> list[int]:
    """Return the numbers of the pillars that have a chapter in the plan."""
    return sorted(
        number
        for number, chapters in _pillar_chapters(plan).items()
        if any(not chapter.is_removed for chapter in chapters)
    )


def choose_pillars(
    plan: Plan, wanted: Sequence[Pillar], *, offered: Sequence[Pillar], by: User, at: datetime
) -> int:
    """Add the chapters of newly wanted pillars and take out those of the others.

    A pillar that was taken out before comes back with what was written under it. Pillars that
    the guide's edition does not offer are left alone. Returns how many measures stand in no
    chapter any more because theirs was taken out.
    """
    with transaction.atomic():
        locked = lock_for_editing(plan)
        before = {measure.uid for measure in content_of(locked).measures}
        existing = _pillar_chapters(locked)
        numbers = {pillar.no for pillar in wanted}
        for pillar in offered:
            chapters = existing.get(pillar.no, [])
            if pillar.no in numbers and not chapters:
                _add_chapters(locked, pillar, by=by, at=at)
                continue
            for chapter in chapters:
                keep = pillar.no in numbers
                if chapter.is_removed == keep:
                    chapter.removed_at = None if keep else at
                    chapter.removed_by = None if keep else by
                    chapter.version += 1
                    chapter.save(update_fields=["removed_at", "removed_by", "version"])
        return len(before - {measure.uid for measure in content_of(locked).measures})


def _add_chapters(plan: Plan, pillar: Pillar, *, by: User, at: datetime) -> None:
    tag, _ = Tag.objects.get_or_create(
        plan=plan,
        scheme=c.TagScheme.PILLAR.value,
        code=str(pillar.no),
        defaults={
            "uid": new_uid(),
            "label": pillar.name,
            "position": next_position(plan.tags.all()),
        },
    )
    parents = Chapter.objects.present().filter(plan=plan)
    policies = parents.filter(kind=c.ChapterKind.BASIC_POLICIES.value).first()
    measures = parents.filter(kind=c.ChapterKind.MEASURES.value).first()
    policy = own_paragraphs(pillar.policy.split("\n"), plan.organization.municipality)
    body: list[dict[str, Any]] = [encode(block) for block in policy]
    for parent, kind, text in (
        (policies, c.ChapterKind.TEXT, body),
        (measures, c.ChapterKind.THEME, []),
    ):
        if parent is None or (kind is c.ChapterKind.TEXT and not pillar.policy):
            continue
        add_part(
            Chapter(
                plan=plan,
                parent=parent,
                position=next_position(Chapter.objects.filter(plan=plan, parent=parent)),
                title=pillar.name,
                kind=kind.value,
                body=text,
                is_inserted=bool(text),
                tags=[tag.uid],
            ),
            by=by,
            at=at,
            plan=plan,
        )

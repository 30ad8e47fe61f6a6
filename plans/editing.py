"""Saving parts of the working copy: locked, version-checked, with a revision of each save.

Every function locks the plan's row first; so a save and a 起案 never overlap, and on SQLite the
IMMEDIATE transaction does the same. A save that was begun on an older version raises StalePart and
writes nothing: the view then shows both texts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self, TypeVar
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Max, QuerySet

from accounts.models import User
from plans.enums import PartKind
from plans.errors import DeedNotAllowed, StalePart
from plans.models import (
    Chapter,
    Kpi,
    Measure,
    Part,
    Placement,
    Plan,
    PlanFact,
    Revision,
    ScheduleItem,
)
from plans.models.part import VersionedRow

MERGE_WITHIN = timedelta(minutes=10)

PartT = TypeVar("PartT", bound=Part)

PART_MODELS: dict[PartKind, type[Part]] = {
    PartKind.FACT: PlanFact,
    PartKind.CHAPTER: Chapter,
    PartKind.MEASURE: Measure,
    PartKind.KPI: Kpi,
    PartKind.SCHEDULE_ITEM: ScheduleItem,
}


def parts_of(plan: Plan, kind: PartKind) -> QuerySet[Any]:
    """Return all parts of one kind of a plan, removed ones too."""
    # `plan` is a column of every concrete part; their abstract base cannot say so.
    return PART_MODELS[kind]._default_manager.filter(**{"plan": plan})


def new_uid() -> str:
    """Return an identifier that no part of any plan has had."""
    return f"x{uuid4().hex}"


def lock_for_editing(plan: Plan) -> Plan:
    """Lock the plan's row and return it; raise DeedNotAllowed where it is no draft.

    Runs inside the caller's transaction.
    """
    locked = Plan.objects.select_for_update().get(pk=plan.pk)
    if not locked.is_editable:
        raise DeedNotAllowed(f"この計画は{locked.get_state_display()}なので、いまは直せません。")
    return locked


@dataclass(frozen=True, slots=True)
class Former:
    """What a part said before a save."""

    version: int
    data: Mapping[str, Any]

    @classmethod
    def of(cls, row: VersionedRow) -> Self:
        """Return what `row` says now; to be taken before its columns are changed."""
        return cls(row.version, row.written_state())


def note_revision(
    plan: Plan,
    row: VersionedRow,
    former: Former,
    *,
    by: User,
    at: datetime,
    reason: str = "",
    merge: bool = True,
) -> None:
    """Keep what a part says after a save.

    Merged into the last revision only for the same person, part and epoch within ten minutes, and
    not where the save replaces a text that its writer had not before them (`merge` false). A part
    that came with the template or with a file has no revision yet: its first save keeps `former`
    too, so that no text that ever stood in the plan is missing from the history.
    """
    last = Revision.objects.filter(plan=plan, part_uid=_uid_of(row)).order_by("-pk").first()
    if (
        merge
        and last is not None
        and last.author_id == by.pk
        and last.epoch == plan.epoch
        and at - last.created_at < MERGE_WITHIN
    ):
        last.data = row.written_state()
        last.part_version = row.version
        last.saved_at = at
        last.reason = reason or last.reason
        last.save(update_fields=["data", "part_version", "saved_at", "reason"])
        return
    saved = _revision(plan, row, by=by, at=at, reason=reason)
    Revision.objects.bulk_create([saved] if last else [_first_revision(plan, row, former), saved])


def _revision(
    plan: Plan, row: VersionedRow, *, by: User, at: datetime, reason: str = ""
) -> Revision:
    return Revision(
        plan=plan,
        part_kind=row.part_kind,
        part_uid=_uid_of(row),
        part_version=row.version,
        data=row.written_state(),
        author=by,
        author_name=by.name,
        reason=reason,
        created_at=at,
        saved_at=at,
        epoch=plan.epoch,
    )


def _first_revision(plan: Plan, row: VersionedRow, former: Former) -> Revision:
    """Return what a part said when the plan was made; no person saved it."""
    return Revision(
        plan=plan,
        part_kind=row.part_kind,
        part_uid=_uid_of(row),
        part_version=former.version,
        data=former.data,
        created_at=plan.created_at,
        saved_at=plan.created_at,
    )


def _uid_of(row: VersionedRow) -> str:
    uid: str = getattr(row, "uid")  # noqa: B009 - Plan and Part both have it, their base has not
    return uid


def apply_changes(row: VersionedRow, changes: Mapping[str, Any]) -> list[str]:
    """Set the changed columns on `row` and return their names.

    Who edits a text that was inserted from the catalogue has read it: its mark goes.
    """
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, changes[name])
    if (
        isinstance(row, Chapter | Measure)
        and row.is_inserted
        and not set(changed).isdisjoint(row.inserted_fields)
    ):
        row.is_inserted = False
        changed.append("is_inserted")
    return changed


def save_plan_facts(
    plan: Plan,
    *,
    by: User,
    at: datetime,
    version: int,
    changes: Mapping[str, Any],
    merge: bool = True,
) -> Plan:
    """Save columns of the plan's own row; return the saved row. `merge` is as in `save_part`."""
    with transaction.atomic():
        locked = lock_for_editing(plan)
        if locked.version != version:
            raise StalePart(locked)
        former = Former.of(locked)
        changed = apply_changes(locked, changes)
        if changed:
            locked.version += 1
            locked.save(update_fields=[*changed, "version"])
            note_revision(locked, locked, former, by=by, at=at, merge=merge)
    return locked


def save_part(
    part: PartT,
    *,
    by: User,
    at: datetime,
    version: int,
    changes: Mapping[str, Any],
    plan: Plan | None = None,
    reason: str = "",
    merge: bool = True,
) -> PartT:
    """Save columns of one part and return the saved row.

    `version` is the one that the writer had before them; another one in the database raises
    StalePart with the present row. Unchanged input writes nothing. `plan` is given where the
    caller has locked it already. `merge` is false where the writer decided to replace another text
    than the one they began with; that text then keeps a revision of its own.
    """
    with transaction.atomic():
        locked_plan = plan or lock_for_editing(_plan_of(part))
        current = type(part)._default_manager.select_for_update().get(pk=part.pk)
        if current.is_removed:
            raise DeedNotAllowed(
                "この部分は取り除かれています。先に「取り除いたもの」から元に戻してください。"
            )
        if current.version != version:
            raise StalePart(current)
        former = Former.of(current)
        changed = apply_changes(current, changes)
        if changed:
            current.version += 1
            current.save(update_fields=[*changed, "version"])
            note_revision(locked_plan, current, former, by=by, at=at, reason=reason, merge=merge)
    return current


def _plan_of(part: Part) -> Plan:
    plan: Plan = getattr(part, "plan")  # noqa: B009 - every concrete part has it
    return plan


def add_part(part: PartT, *, by: User, at: datetime, plan: Plan | None = None) -> PartT:
    """Save a new part with its first revision and return it; `part.plan` is set.

    Without a uid it gets one here. A part that was added before with the same uid is returned as
    it is: a form that was sent twice adds one part.
    """
    with transaction.atomic():
        locked_plan = plan or lock_for_editing(_plan_of(part))
        if part.uid:
            added = part_added(type(part), locked_plan, part.uid)
            if added is not None:
                return added
        else:
            part.uid = new_uid()
        part.full_clean(validate_unique=False, validate_constraints=False)
        part.save(force_insert=True)
        _revision(locked_plan, part, by=by, at=at).save(force_insert=True)
    return part


def part_added(model: type[PartT], plan: Plan, uid: str) -> PartT | None:
    """Return the part with this uid, or None; the plan is locked by the caller."""
    found: PartT | None = model._default_manager.filter(**{"plan": plan, "uid": uid}).first()
    return found


def remove_part(part: Part, *, by: User, at: datetime) -> None:
    """Take a part out of the plan; nothing is deleted, `restore_part` brings it back."""
    _set_removed(part, at=at, by=by)


def restore_part(part: Part, *, by: User) -> None:
    """Bring a removed part back to where it was."""
    _set_removed(part, at=None, by=None)


def _set_removed(part: Part, *, at: datetime | None, by: User | None) -> None:
    with transaction.atomic():
        lock_for_editing(_plan_of(part))
        current = type(part)._default_manager.select_for_update().get(pk=part.pk)
        if current.is_removed == (at is not None):
            return
        current.removed_at = at
        current.removed_by = by
        current.version += 1
        current.save(update_fields=["removed_at", "removed_by", "version"])
        if isinstance(current, Kpi | ScheduleItem):
            # The measure's version stands for its whole screen.
            Measure.objects.filter(pk=current.measure_id).update(version=F("version") + 1)


# --- inserted text ---------------------------------------------------------------------------


def mark_inserted(part: Chapter | Measure, *, version: int, is_inserted: bool) -> None:
    """Mark a text as read by a person (`is_inserted` false), or again as merely inserted.

    The words do not change, so neither does the version; but who says that they have read a text
    must have had the present one before them: another `version` raises StalePart.
    """
    with transaction.atomic():
        lock_for_editing(part.plan)
        current = type(part)._default_manager.select_for_update().get(pk=part.pk)
        if current.version != version:
            raise StalePart(current)
        type(part)._default_manager.filter(pk=part.pk).update(is_inserted=is_inserted)


# --- order -----------------------------------------------------------------------------------


def next_position(siblings: QuerySet[Any]) -> int:
    """Return the position after the last of `siblings`."""
    last = siblings.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def move(siblings: QuerySet[Any], pk: int, *, step: int, plan: Plan) -> None:
    """Move one of `siblings` up (step −1) or down (+1) and renumber them together.

    At the end of the row nothing happens.
    """
    with transaction.atomic():
        lock_for_editing(plan)
        rows = list(siblings)
        index = next((i for i, row in enumerate(rows) if row.pk == pk), None)
        if index is None or not 0 <= index + step < len(rows):
            return
        rows.insert(index + step, rows.pop(index))
        renumber(rows)


def renumber(rows: Sequence[Any]) -> None:
    """Give `rows` of one table the positions 0, 1, 2 … in one statement."""
    for position, row in enumerate(rows):
        row.position = position
    if rows:
        type(rows[0])._default_manager.bulk_update(rows, ["position"])


def place_measure(measure: Measure, chapter: Chapter, *, reprint: bool = False) -> Placement:
    """Show a measure at the end of a chapter; inside the caller's transaction."""
    return Placement.objects.create(
        plan=measure.plan,
        uid=new_uid(),
        chapter=chapter,
        measure=measure,
        position=next_position(Placement.objects.filter(chapter=chapter)),
        reprint=reprint,
    )

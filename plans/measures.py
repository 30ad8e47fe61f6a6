"""Saving a measure's whole screen: the measure, its KPI and its schedule, together or not at all.

The measure's version stands for the whole screen: every change of a row below it raises it too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from plans.editing import (
    Former,
    add_part,
    apply_changes,
    lock_for_editing,
    next_position,
    note_revision,
)
from plans.errors import DeedNotAllowed, StalePart
from plans.models import Kpi, Measure, Plan, ScheduleItem

Row = Kpi | ScheduleItem


@dataclass(frozen=True, slots=True)
class RowChange:
    """What becomes of one KPI or statement: changed columns, or removed."""

    row: Row
    changes: Mapping[str, Any] = field(default_factory=dict)
    remove: bool = False


@dataclass(frozen=True, slots=True)
class MeasureInput:
    """Everything that a person sent from the screen of a measure."""

    version: int
    changes: Mapping[str, Any]
    rows: Sequence[RowChange] = ()
    new_kpis: Sequence[Mapping[str, Any]] = ()
    new_items: Sequence[Mapping[str, Any]] = ()
    merge: bool = True  # as in plans/editing.py, save_part


def save_measure(measure: Measure, given: MeasureInput, *, by: User, at: datetime) -> Measure:
    """Save the screen of a measure in one transaction and return the saved measure.

    Raises StalePart, with nothing written, where anything of the measure is newer than what the
    person had before them.
    """
    with transaction.atomic():
        plan = lock_for_editing(measure.plan)
        current = Measure.objects.select_for_update().get(pk=measure.pk)
        if current.is_removed:
            raise DeedNotAllowed(
                "この施策は取り除かれています。先に「取り除いたもの」から元に戻してください。"
            )
        if current.version != given.version:
            raise StalePart(current)
        former = Former.of(current)
        changed = apply_changes(current, given.changes)
        rows_changed = [
            _save_row(change, plan, by=by, at=at, merge=given.merge) for change in given.rows
        ]
        _add_rows(Kpi, current, plan, given.new_kpis, by=by, at=at)
        _add_rows(ScheduleItem, current, plan, given.new_items, by=by, at=at)
        if changed or any(rows_changed) or given.new_kpis or given.new_items:
            current.version += 1
            current.save(update_fields=[*changed, "version"])
        if changed:
            note_revision(plan, current, former, by=by, at=at, merge=given.merge)
    return current


def _save_row(change: RowChange, plan: Plan, *, by: User, at: datetime, merge: bool) -> bool:
    """Save one row and say whether anything changed; the measure's version guards it."""
    row = change.row
    if change.remove:
        row.removed_at, row.removed_by = at, by
        row.version += 1
        row.save(update_fields=["removed_at", "removed_by", "version"])
        return True
    former = Former.of(row)
    changed = apply_changes(row, change.changes)
    if changed:
        row.version += 1
        row.save(update_fields=[*changed, "version"])
        note_revision(plan, row, former, by=by, at=at, merge=merge)
    return bool(changed)


def _add_rows(
    model: type[Kpi] | type[ScheduleItem],
    measure: Measure,
    plan: Plan,
    added: Sequence[Mapping[str, Any]],
    *,
    by: User,
    at: datetime,
) -> None:
    if not added:
        return
    first = next_position(model._default_manager.filter(measure=measure))
    for offset, columns in enumerate(added):
        row = model(plan=plan, measure=measure, position=first + offset, **columns)
        add_part(row, by=by, at=at, plan=plan)

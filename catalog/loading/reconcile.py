"""Wanted rows against stored rows → the fewest writes; nothing is written where nothing differs.

The number of queries depends on the number of tables, not of rows (apart from batches that the
database's limit on parameters forces).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.db.models import F, Model, ProtectedError

from catalog.enums import ErratumKind
from catalog.errors import FixtureError
from catalog.loading.errata import Ledger
from catalog.loading.report import TableReport

Row = TypeVar("Row", bound=Model)

# Far above any number or place of a list and within a small integer: room to renumber rows
# without two of them bearing one number in between.
ASIDE = 20_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a file fills: its name in files and errata, its field, how to read it."""

    name: str
    field: str
    read: Callable[[Any], object]


def columns(*names: str, **fields: str) -> tuple[Column, ...]:
    """Return columns called `names` in file and model, and columns whose field has another name."""
    return tuple(
        Column(name, field, attrgetter(field))
        for name, field in [*((name, name) for name in names), *fields.items()]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Generic[Row]):
    """A table that files fill.

    `printed` is what the state printed, under the rule of errata; `ours` is what we derive or
    judge, free to change; `kind` is None where the table belongs to no edition.
    """

    model: type[Row]
    printed: Sequence[Column]
    ours: Sequence[Column] = ()
    kind: ErratumKind | None = None

    @property
    def label(self) -> str:
        """What a reader calls the rows."""
        return str(self.model._meta.verbose_name)


@dataclass(slots=True)
class Difference(Generic[Row]):
    """What must be written so that the stored rows are the wanted ones."""

    table: Table[Row]
    total: int
    added: list[Row]
    changed: list[Row]
    changed_fields: set[str]
    stale: list[Row]

    @property
    def report(self) -> TableReport:
        """The numbers of this difference."""
        return TableReport(
            label=self.table.label,
            total=self.total,
            added=len(self.added),
            changed=len(self.changed),
            removed=len(self.stale),
        )


def compare(
    table: Table[Row],
    *,
    stored: Mapping[str, Row],
    wanted: Mapping[str, Row],
    ledger: Ledger | None = None,
) -> Difference[Row]:
    """Compare rows by key and copy the wanted values into the stored rows.

    Args:
        table: which columns count.
        stored: the rows of the database by their key within the edition.
        wanted: unsaved rows from the file by the same key.
        ledger: the errata of the edition; refuses what a released edition may not change.

    Raises:
        FixtureError: a released edition would change without an erratum.
    """
    difference = Difference(table, len(wanted), [], [], set(), [])
    for key, row in wanted.items():
        if key not in stored:
            if ledger is not None and ledger.is_locked:
                ledger.refuse(table.label, key, "新しい行は加えられません。")
            difference.added.append(row)
            continue
        current = stored[key]
        fields = set()
        for column in (*table.printed, *table.ours):
            old = column.read(current)
            if old == column.read(row):
                continue
            if ledger is not None and table.kind is not None and column in table.printed:
                ledger.permit(table.kind, table.label, key, column.name, old)
            fields.add(column.field)
        if fields:
            for field in fields:
                setattr(current, field, getattr(row, field))
            difference.changed.append(current)
            difference.changed_fields |= fields
    for key, row in stored.items():
        if key not in wanted:
            if ledger is not None and ledger.is_locked:
                ledger.refuse(table.label, key, "行は除けません。")
            difference.stale.append(row)
    return difference


def cells_by_row(
    table: Table[Row], rows: Mapping[str, Row]
) -> dict[tuple[str, str], dict[str, object]]:
    """Return the printed cells of each row by kind and key, as errata name them."""
    kind = table.kind.value if table.kind is not None else ""
    return {
        (kind, key): {column.name: column.read(row) for column in table.printed}
        for key, row in rows.items()
    }


def set_aside(difference: Difference[Row], field: str, *, former: Mapping[Any, int]) -> None:
    """Free the numbers of the rows that are about to bear another one.

    Args:
        difference: what will be written after this.
        field: a column of numbers that no two rows share.
        former: the number of each stored row by its primary key, from before the comparison.
    """
    pks = [row.pk for row in difference.changed if getattr(row, field) != former[row.pk]]
    if pks:
        manager = difference.table.model._default_manager
        manager.filter(pk__in=pks).update(**{field: F(field) + ASIDE})


def write(difference: Difference[Row]) -> None:
    """Add and change rows; related rows must have been saved before."""
    manager = difference.table.model._default_manager
    if difference.added:
        manager.bulk_create(difference.added)
    if difference.changed:
        manager.bulk_update(difference.changed, sorted(difference.changed_fields))


def remove(difference: Difference[Row], *, file: str) -> None:
    """Remove the rows that the file no longer has.

    Raises:
        FixtureError: somebody's work hangs on one of them; nothing is removed.
    """
    if not difference.stale:
        return
    pks = [row.pk for row in difference.stale]
    try:
        difference.table.model._default_manager.filter(pk__in=pks).delete()
    except ProtectedError as error:
        names = "、".join(str(row) for row in difference.stale[:3])
        raise FixtureError(
            file,
            "",
            f"{difference.table.label}（{names}）は計画などで使われているため、除けません。",
        ) from error

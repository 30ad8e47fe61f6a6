"""What an import would do, told row by row before anything is written."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from catalog.exchange import facts
from catalog.exchange.columns import (
    BY_FIELD,
    MARK,
    UNKNOWN,
    head_in_sheet,
)
from catalog.exchange.matching import Match
from catalog.models import NationalMeasure, NationalMeasureEdition

_FACTS = {
    facts.TITLE: "title",
    facts.AS_OF: "as_of",
    facts.SOURCE: "source_note",
    facts.URL: "source_url",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A row as a reader knows it."""

    no: int
    code: str
    name: str

    def __str__(self) -> str:
        return f"No {self.no}（{self.code}）{self.name}"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A cell that says something else; both texts as they stand in the sheet."""

    head: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of which cells have changed."""

    row: Named
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Renumbering:
    """A row whose No or code is another one."""

    former: Named
    row: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an import would do.

    `against` is the code of the edition that it is compared with, "" where there is none;
    `is_reload` says that it is this edition itself, which is not released yet: then the rows that
    are gone would be removed. `facts` are changes of the edition's own facts and columns.
    """

    code: str
    title: str
    as_of: str
    against: str
    is_reload: bool
    total: int
    added: tuple[Named, ...]
    changed: tuple[RowChange, ...]
    renumbered: tuple[Renumbering, ...]
    gone: tuple[Named, ...]
    facts: tuple[FieldChange, ...]
    notes: tuple[str, ...]

    @property
    def unchanged(self) -> int:
        """How many rows say and are numbered as before."""
        touched = {change.row.code for change in self.changed}
        touched |= {each.row.code for each in self.renumbered}
        return self.total - len(self.added) - len(touched)

    @property
    def is_empty(self) -> bool:
        """Whether the edition is loaded again as it is."""
        return self.is_reload and not (
            self.added or self.changed or self.renumbered or self.gone or self.facts
        )

    @property
    def digest(self) -> str:
        """A hash of all of it, by which a confirmation names what was confirmed."""
        content = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


def preview_of(
    edition: NationalMeasureEdition,
    matches: Sequence[Match],
    *,
    against: NationalMeasureEdition | None,
    is_reload: bool,
    notes: Iterable[str],
) -> Preview:
    """Return what changes from `against` to the unsaved `edition`, whose rows are in `matches`."""
    pairs = [(match.former, match.later) for match in matches if match.former and match.later]
    return Preview(
        code=edition.code,
        title=edition.title,
        as_of=edition.as_of,
        against=against.code if against else "",
        is_reload=is_reload,
        total=sum(match.later is not None for match in matches),
        added=tuple(
            named(match.later) for match in matches if match.later and match.former is None
        ),
        changed=tuple(
            RowChange(named(later), (*_number_changes(former, later), *fields))
            for former, later in pairs
            if (fields := field_changes(former, later))
        ),
        renumbered=tuple(
            Renumbering(named(former), named(later))
            for former, later in pairs
            if (former.no, former.code) != (later.no, later.code)
        ),
        gone=tuple(
            named(match.former) for match in matches if match.former and match.later is None
        ),
        facts=_fact_changes(against, edition) if is_reload and against else (),
        notes=tuple(notes),
    )


def named(row: NationalMeasure) -> Named:
    """Return what a reader knows a row by."""
    return Named(row.no, row.code, row.name)


def field_changes(former: NationalMeasure, later: NationalMeasure) -> tuple[FieldChange, ...]:
    """Return the cells that differ, number and code left out, under the heads of the later list."""
    heads = {
        column["field"]: head_in_sheet(column["field"], column["head"])
        for column in later.edition.columns
    }
    changes = [
        FieldChange(heads.get(name, column.heads[0]), old, new)
        for name, column in BY_FIELD.items()
        if name not in {"no", "code"}
        and (old := _shown(column.write(former))) != (new := _shown(column.write(later)))
    ]
    marks = FieldChange("○のある効果", marks_of(former), marks_of(later))
    if marks.old != marks.new:
        changes.append(marks)
    changes += [
        FieldChange(head, former.extra.get(head, ""), later.extra.get(head, ""))
        for head in dict.fromkeys([*later.extra, *former.extra])
        if former.extra.get(head, "") != later.extra.get(head, "")
    ]
    return tuple(changes)


def _number_changes(former: NationalMeasure, later: NationalMeasure) -> tuple[FieldChange, ...]:
    """Return that No and code have changed; told with the cells of a row that says more anew."""
    changes = (
        FieldChange(BY_FIELD["no"].heads[0], str(former.no), str(later.no)),
        FieldChange(BY_FIELD["code"].heads[0], former.code, later.code),
    )
    return tuple(change for change in changes if change.old != change.new)


def _shown(value: str | int | None) -> str:
    return "" if value is None else str(value)


def marks_of(row: NationalMeasure) -> str:
    """Return which benefits are marked by their names, or 不明 where only their number is known."""
    if row.benefits is None:
        return UNKNOWN
    names = row.edition.benefit_names
    return "\n".join(f"{MARK}{names[at]}" for at in row.benefits if at < len(names))


def _fact_changes(
    former: NationalMeasureEdition, later: NationalMeasureEdition
) -> tuple[FieldChange, ...]:
    changes = [
        FieldChange(head, getattr(former, name), getattr(later, name))
        for head, name in _FACTS.items()
    ]
    changes.append(
        FieldChange(facts.BENEFITS, "\n".join(former.benefit_names), "\n".join(later.benefit_names))
    )
    changes.append(FieldChange("欄", _heads(former), _heads(later)))
    return tuple(change for change in changes if change.old != change.new)


def _heads(edition: NationalMeasureEdition) -> str:
    return "\n".join(column["head"] for column in edition.columns)

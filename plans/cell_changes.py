"""Where two rows of the national list say something else, cell by cell under the printed heads."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.cells import FIELDS, LATER_FIELDS, head_of
from catalog.models import NationalMeasure, NationalMeasureEdition
from documents.text_diff import Piece, diff_text

# What names a row: another number, code or name is told apart from what the row says.
_NAMING = frozenset({"no", "code", "name"})
_EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A column that says something else in the newer list, each as lines."""

    label: str
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What stayed, went and came, in reading order."""
        return diff_text("\n".join(self.old), "\n".join(self.new))


def changed_cells(old: NationalMeasure, new: NationalMeasure) -> tuple[FieldChange, ...]:
    """Return the printed cells that differ between two rows, number, code and name left out.

    Heads and order are those of the newer list; what only the former one prints comes after them.
    Both rows come with their edition. Our own readings (who a measure suits) are not compared.
    """
    return tuple(
        change
        for field, head in _columns(old, new)
        if (change := _change(old, new, field, head)) is not None
    )


def _columns(old: NationalMeasure, new: NationalMeasure) -> Iterable[tuple[str, str]]:
    """Return (field, head) of every column that either row may have something in."""
    known = (*FIELDS, *LATER_FIELDS)
    order = [*_printed(new.edition), *_printed(old.edition)]
    order += [(field, _head(old, new, field)) for field in known]
    order += [(_EXTRA, head) for head in (*new.extra, *old.extra)]
    columns: dict[tuple[str, str], str] = {}
    for field, head in order:
        if field == _EXTRA:
            columns.setdefault((field, head), head)
        elif field in known and field not in _NAMING:
            columns.setdefault((field, ""), _head(old, new, field))
    return [(field, head) for (field, _), head in columns.items()]


def _printed(edition: NationalMeasureEdition) -> list[tuple[str, str]]:
    return [(str(column["field"]), str(column["head"])) for column in edition.columns]


def _head(old: NationalMeasure, new: NationalMeasure, field: str) -> str:
    is_new = field in {name for name, _ in _printed(new.edition)}
    return head_of(new.edition if is_new else old.edition, field)


def _change(
    old: NationalMeasure, new: NationalMeasure, field: str, head: str
) -> FieldChange | None:
    if field == "benefit_marks":
        marks = _marked(old), _marked(new)
        # Which columns are marked is lost in some lists: what is not known did not change.
        is_same = old.benefit_marks == new.benefit_marks if None in marks else marks[0] == marks[1]
        return None if is_same else FieldChange(head, _marks_shown(old), _marks_shown(new))
    before, after = (_lines(row, field, head) for row in (old, new))
    return None if before == after else FieldChange(head, before, after)


def _lines(row: NationalMeasure, field: str, head: str) -> tuple[str, ...]:
    """Return what a cell says, as lines; none for a cell that is empty or missing."""
    value: object
    match field:
        case "references":
            return tuple("　".join(filter(None, (r["label"], r["url"]))) for r in row.references)
        case "ministries":
            return tuple(f"{'◎' if item['lead'] else ''}{item['name']}" for item in row.ministries)
        case "pillar":
            value = row.pillar_printed
        case "extra":
            value = row.extra.get(head)
        case _:
            value = getattr(row, field)
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return tuple(str(value).split("\n")) if value else ()


def _marked(row: NationalMeasure) -> frozenset[str] | None:
    """Return the names of the marked benefits, or None where only their number is known."""
    names = row.edition.benefit_names
    places = row.benefits
    if places is None and row.benefit_marks in (0, len(names)):
        places = range(row.benefit_marks)
    if places is None or any(at >= len(names) for at in places):
        return None
    return frozenset(str(names[at]) for at in places)


def _marks_shown(row: NationalMeasure) -> tuple[str, ...]:
    marked = _marked(row)
    if marked is None:
        return (f"○の数は{row.benefit_marks}（どの欄かは不明）",)
    return tuple(f"○{name}" for name in row.edition.benefit_names if name in marked) or (
        "○はありません。",
    )

"""What the sheets of the workbook for people are made of.

The words are those of the book, as they were written. A column that no row fills is left out.
How the sheets look is the business of xlsx.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.assemble.measures import (
    measure_name,
)
from documents.assemble.outline import Outline, outline_of
from documents.content import (
    Measure,
    PlanContent,
)
from documents.datasets.measure_rows import measures_in_order
from documents.datasets.text_rows import chapters_below
from documents.tree import numbered_line


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """A column: its head, its width in half-width characters, whether it is one of the grid.

    `is_key` says that it names its row, and stays in view.
    """

    title: str
    width: float
    is_key: bool = False
    is_grid: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSheet:
    """A sheet: its name, columns and rows of text, as they stand.

    `legend` explains the marks of the grid; `nothing` says that there are no rows.
    """

    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: str = ""
    nothing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """A measure with what every sheet says of it first."""

    measure: Measure
    number: str
    name: str
    chapter: str
    others: str  # chapters that show it again


def lines_of(content: PlanContent) -> list[MeasureLine]:
    """Return every measure once, in the order of the book."""
    outline = outline_of(content)
    shown: dict[str, list[str]] = {}
    for chapter, _, _ in chapters_below(content.chapters):
        title = numbered_line(outline.chapters[chapter.uid].number, chapter.title)
        for placement in chapter.placements:
            shown.setdefault(placement.measure, []).append(title)
    return [
        MeasureLine(
            measure=placed.measure,
            number=_number(outline, placed.measure),
            name=measure_name(placed.measure),
            chapter=next(iter(shown.get(placed.measure.uid, ())), ""),
            others="\n".join(shown.get(placed.measure.uid, ())[1:]),
        )
        for placed in measures_in_order(content)
    ]


def _number(outline: Outline, measure: Measure) -> str:
    return outline.homes[measure.uid].number


KEYS = (
    SheetColumn(title="番号", width=7, is_key=True),
    SheetColumn(title="施策", width=32, is_key=True),
)


def filled_sheet(
    title: str,
    columns: Sequence[SheetColumn],
    rows: Sequence[Sequence[str]],
    *,
    nothing: str,
    legend: str = "",
) -> PeopleSheet:
    """A sheet without the columns that no row fills; those of a grid and of no rows stay."""
    kept = [
        index
        for index, column in enumerate(columns)
        if not rows or column.is_grid or any(row[index] for row in rows)
    ]
    return PeopleSheet(
        title=title,
        columns=tuple(columns[index] for index in kept),
        rows=tuple(tuple(row[index] for index in kept) for row in rows),
        legend=legend,
        nothing="" if rows else nothing,
    )

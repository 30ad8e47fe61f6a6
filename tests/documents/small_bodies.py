"""Small bodies for tests: their blocks, and how they are read from markup."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from documents.content import (
    Block,
    Chart,
    ChartKind,
    ChartSeries,
    Figure,
    ListBlock,
    ListItem,
    Mark,
    MarkKind,
    Paragraph,
    Table,
    TableCell,
    TableRow,
)
from documents.markup import ParseResult, from_markup


def unexpected() -> str:
    raise AssertionError("nothing here is new")


def numbered(prefix: str = "n") -> Callable[[], str]:
    numbers = iter(range(1, 10_000))
    return lambda: f"{prefix}{next(numbers)}"


def read(text: str, previous: tuple[Block, ...] = (), **kwargs: Any) -> ParseResult:
    return from_markup(text, previous=previous, new_uid=numbered(), **kwargs)


def blocks_of(text: str, previous: tuple[Block, ...] = (), **kwargs: Any) -> tuple[Block, ...]:
    result = read(text, previous, **kwargs)
    assert result.errors == ()
    return result.blocks


def paragraph(text: str, uid: str = "n1", *marks: Mark) -> Paragraph:
    return Paragraph(uid=uid, text=text, marks=marks)


def bold(start: int, end: int) -> Mark:
    return Mark(kind=MarkKind.BOLD, start=start, end=end)


def link(start: int, end: int, ref: str) -> Mark:
    return Mark(kind=MarkKind.LINK, start=start, end=end, ref=ref)


def footnote(place: int, ref: str) -> Mark:
    return Mark(kind=MarkKind.FOOTNOTE, start=place, end=place, ref=ref)


def term(start: int, end: int, ref: str) -> Mark:
    return Mark(kind=MarkKind.TERM, start=start, end=end, ref=ref)


def items(*rows: tuple[int, str], ordered: bool = False) -> ListBlock:
    return ListBlock(
        uid="n1",
        ordered=ordered,
        items=tuple(
            ListItem(uid=f"n{index}", text=text, level=level)
            for index, (level, text) in enumerate(rows, start=2)
        ),
    )


def table(*rows: tuple[str, ...], uid: str = "n1", **kwargs: Any) -> Table:
    return Table(
        uid=uid,
        rows=tuple(
            TableRow(uid=f"n{index}", cells=tuple(TableCell(text=text) for text in row))
            for index, row in enumerate(rows, start=2)
        ),
        **kwargs,
    )


FIGURE = Figure(uid="f1", sha256="0" * 64, media_type="image/png", alt="図の説明", caption="図の題")
CHART = Chart(
    uid="g1",
    kind=ChartKind.BAR,
    categories=("令和2年度",),
    series=(ChartSeries(name="件数", values=(Decimal(3),)),),
    unit="件",
)

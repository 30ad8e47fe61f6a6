"""Blocks of the made-up plan in samples.py, with characters that break things."""

from decimal import Decimal
from hashlib import sha256
from io import BytesIO

from PIL import Image

from documents.content import (
    Chart,
    ChartKind,
    ChartSeries,
    Mark,
    MarkKind,
    Paragraph,
    Table,
    TableCell,
    TableRow,
)
from documents.eras import DateReading

NASTY = "𠮷野家と葛\U000e0100飾区の髙橋さん①㈱〜<script>alert(1)</script>{{ settings.SECRET_KEY }}&amp;\"'"


def png(width: int, height: int, colour: str) -> bytes:
    """Return a small picture."""
    buffer = BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()


PICTURE = png(240, 120, "#336699")
ORNAMENT = png(600, 20, "#dddddd")
FIGURES = {sha256(data).hexdigest(): data for data in (PICTURE, ORNAMENT)}


def reading(text: str) -> DateReading:
    """Return a reading by its spelling."""
    return DateReading.parse(text)


def marked(uid: str, text: str, *marks: tuple[MarkKind, str, str]) -> Paragraph:
    """Return a paragraph; each mark is a kind, the words it lies on and its reference."""
    found = []
    for kind, words, ref in marks:
        start = text.index(words)
        # A footnote stands after the words.
        begin = start + len(words) if kind is MarkKind.FOOTNOTE else start
        found.append(Mark(kind=kind, start=begin, end=start + len(words), ref=ref))
    return Paragraph(uid=uid, text=text, marks=tuple(sorted(found, key=lambda mark: mark.start)))


def table(uid: str, *rows: tuple[str, ...], **more: object) -> Table:
    """Return a table of plain cells."""
    return Table(
        uid=uid,
        rows=tuple(
            TableRow(uid=f"{uid}-r{index}", cells=tuple(TableCell(text=text) for text in row))
            for index, row in enumerate(rows)
        ),
        **more,  # type: ignore[arg-type]
    )


LONG_TABLE = table(
    "b-long",
    ("番号", "手続の名称", "所管"),
    *((f"{n}号", f"長い表の{n}番目の手続の名称がここに入る", f"第{n}課") for n in range(1, 71)),
    caption="手続の一覧",
    source="庁内調べ（長い表）",
)

CHARTS = tuple(
    Chart(
        uid=f"b-chart-{kind.value}",
        kind=kind,
        categories=("平成30年", "令和元年", "令和2年"),
        series=(
            ChartSeries(
                name=f"申請（{kind.value}）", values=(Decimal("1200"), None, Decimal("2400.5"))
            ),
            ChartSeries(
                name=f"届出（{kind.value}）", values=(Decimal("-300"), Decimal("0"), Decimal("90"))
            ),
        ),
        caption=f"件数の推移（{kind.value}）",
        unit="件",
        alt=f"件数が増えていく図（{kind.value}）",
        source=f"統計書（{kind.value}）",
    )
    for kind in ChartKind
)

MANY_YEARS = Chart(
    uid="b-chart-years",
    kind=ChartKind.BAR,
    categories=tuple(f"{year}年の値" for year in range(2010, 2022)),
    series=(ChartSeries(name="人口", values=tuple(Decimal(year) for year in range(12))),),
)

"""Charts are drawn to scale from their own figures."""

import re
from decimal import Decimal

import pytest
from lxml import etree

from documents.charts import chart_svg
from documents.tree import Chart, ChartKind, Series

SVG = "{http://www.w3.org/2000/svg}"


def chart(kind: ChartKind, *rows: tuple[str | None, ...], categories: int = 0) -> Chart:
    length = categories or max((len(row) for row in rows), default=0)
    return Chart(
        kind=kind,
        categories=tuple(f"{index}年" for index in range(length)),
        series=tuple(
            Series(
                name=f"系列{index}",
                values=tuple(None if value is None else Decimal(value) for value in row),
            )
            for index, row in enumerate(rows)
        ),
        unit="件",
        alt="図",
    )


def drawn(one: Chart) -> etree._Element:
    return etree.fromstring(chart_svg(one).encode())


def texts(one: Chart) -> list[str]:
    return [element.text or "" for element in drawn(one).iter(f"{SVG}text")]


def bars(one: Chart) -> list[float]:
    """Return the heights of the bars, legend left out."""
    heights = [float(rect.get("height", "")) for rect in drawn(one).iter(f"{SVG}rect")]
    return heights[: len(heights) - len(one.series)]


def test_unit_ticks_categories_and_names_are_written() -> None:
    assert texts(chart(ChartKind.BAR, ("10", "40"))) == [
        "（件）", "0", "10", "20", "30", "40", "0年", "1年", "系列0",
    ]  # fmt: skip


def test_bars_are_as_high_as_their_values() -> None:
    low, high = bars(chart(ChartKind.BAR, ("10", "40")))
    assert high == pytest.approx(low * 4, rel=0.01)


def test_stacked_bars_add_up_to_the_scale() -> None:
    one = chart(ChartKind.STACKED, ("10", "20"), ("30", "20"))
    heights = bars(one)
    assert heights[0] + heights[2] == pytest.approx(heights[1] + heights[3], rel=0.01)
    assert texts(one)[1:6] == ["0", "10", "20", "30", "40"]


def test_a_missing_value_is_a_gap() -> None:
    svg = chart_svg(chart(ChartKind.LINE, ("1", None, "3", "4")))
    (path,) = re.findall(r'<path d="([^"]*)"', svg)
    assert re.findall(r"[ML]", path) == ["M", "M", "L"]
    assert svg.count("<circle") == 3
    assert len(bars(chart(ChartKind.BAR, ("1", None, "3")))) == 2


def test_negative_values_stand_below_zero() -> None:
    assert texts(chart(ChartKind.BAR, ("-30", "50")))[1:6] == ["-40", "-20", "0", "20", "40"]


@pytest.mark.parametrize(
    "one",
    [
        chart(ChartKind.LINE),
        chart(ChartKind.BAR, (None, None)),
        chart(ChartKind.STACKED, ("0", "0")),
        chart(ChartKind.LINE, ("999999999999999",)),
        chart(ChartKind.BAR, ("0.0000000001",)),
        chart(ChartKind.STACKED, ("-5", "-5")),
    ],
)
def test_empty_flat_huge_and_tiny_charts_are_drawn(one: Chart) -> None:
    numbers = [
        float(value)
        for element in drawn(one).iter()
        for name, value in element.items()
        if name in {"x", "y", "width", "height", "x1", "x2", "y1", "y2", "cx", "cy"}
    ]
    assert numbers
    assert all(-1 <= number <= 800 for number in numbers)


def test_names_of_many_categories_are_thinned_out() -> None:
    years = [text for text in texts(chart(ChartKind.LINE, ("1",) * 60)) if text.endswith("年")]
    assert years[:3] == ["0年", "4年", "8年"]


def test_more_series_than_colours_are_drawn() -> None:
    one = chart(ChartKind.LINE, *(("1", "2"),) * 14)
    assert chart_svg(one).count("<path") == 14

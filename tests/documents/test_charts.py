"""Charts are drawn to scale from their own figures."""

import re
from decimal import Decimal

import pytest
from lxml import etree

from documents.charts import chart_svg
from documents.renderers.docx_charts import chart_part
from documents.tree import Chart, ChartKind, Series

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


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
    assert svg.count("<circle") == 3 + 1  # and that of the legend
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


def named(*names: str, kind: ChartKind = ChartKind.BAR, value: str = "3") -> Chart:
    row = Series(name="値", values=(Decimal(value),) * len(names))
    return Chart(kind=kind, categories=names, series=(row,), unit="", alt="図")


@pytest.mark.parametrize("value", ["29000000", "-9000000", "0.0000001", "999999999999999"])
def test_the_numbers_of_the_axis_stand_inside_the_drawing(value: str) -> None:
    """A digit of the fonts of screens is up to 0.7 of its height wide."""
    numbers = [
        element
        for element in drawn(named("一", value=value)).iter(f"{SVG}text")
        if element.get("text-anchor") == "end"
    ]
    assert len(numbers) >= 2
    lefts = [float(one.get("x", "")) - 8.4 * len(one.text or "") for one in numbers]
    assert min(lefts) >= 0


def test_a_long_name_runs_over_several_lines() -> None:
    lines = texts(named("とても長い項目の名前がここに入りますので折り返しが要ります", "二つ目"))
    assert lines[lines.index("3") + 1 :] == [
        "とても長い項目の名前がここに入りますので折り返",
        "しが要ります",
        "二つ目",
        "値",
    ]


def test_a_name_too_long_for_three_lines_is_cut_with_a_mark() -> None:
    lines = texts(named("あ" * 100, "い"))
    (third,) = [line for line in lines if line.endswith("…")]
    assert [line for line in lines if line.startswith("あ")] == [
        *("あ" * (len(third)),) * 2,
        third,
    ]


def test_many_long_names_are_thinned_out_and_run_over() -> None:
    names = [f"令和{number}年度の値" for number in range(1, 31)]
    lines = texts(named(*names, kind=ChartKind.LINE))
    assert [line for line in lines if line.startswith("令和")][:2] == ["令和1年", "令和4年"]


def test_counts_have_whole_ticks() -> None:
    assert texts(chart(ChartKind.BAR, ("3", "4")))[1:6] == ["0", "1", "2", "3", "4"]
    assert texts(chart(ChartKind.BAR, ("1", "1")))[1:3] == ["0", "1"]


def test_parts_of_one_have_ticks_between() -> None:
    assert texts(chart(ChartKind.BAR, ("0.5", "1")))[1:3] == ["0.0", "0.2"]


def legend_looks(one: Chart, tag: str, attribute: str) -> list[str]:
    return [element.get(attribute, "") for element in drawn(one).iter(f"{SVG}{tag}")]


def test_the_legend_shows_lines_as_they_are_drawn() -> None:
    one = chart(ChartKind.LINE, ("1", "2"), ("2", "3"), ("3", "4"))
    in_plot = legend_looks(one, "path", "stroke-dasharray")
    in_legend = [
        element.get("stroke-dasharray", "")
        for element in drawn(one).iter(f"{SVG}line")
        if element.get("stroke-width")
    ]
    assert in_legend == in_plot == ["", "8 4", "2 3"]
    # Two points and the legend: circles, then squares, then triangles.
    corners = [points.count(",") for points in legend_looks(one, "polygon", "points")]
    assert (len(legend_looks(one, "circle", "r")), corners) == (3, [4, 4, 3, 3, 4, 3])


def test_bars_differ_by_hatching_in_the_legend_too() -> None:
    one = chart(ChartKind.BAR, ("40",), ("40",), ("40",))
    hatches = legend_looks(one, "path", "d")
    assert ["L" in hatch for hatch in hatches] == [True, False, True, False]
    assert ["H" in hatch for hatch in hatches] == [False, True, False, True]


def test_series_of_one_colour_have_another_look() -> None:
    one = chart(ChartKind.LINE, *(("1", "2"),) * 7)
    looks = list(
        zip(
            legend_looks(one, "path", "stroke"),
            legend_looks(one, "path", "stroke-dasharray"),
            strict=True,
        )
    )
    assert (looks[0][0], len(set(looks))) == (looks[6][0], 7)


@pytest.mark.parametrize(
    ("values", "number_format", "units"),
    [
        (("3", "4"), "#,##0", ["1"]),
        (("3000000", "40"), "#,##0", ["1000000"]),
        (("0.5", "4"), "#,##0.##########", []),
    ],
)
def test_word_is_told_the_ticks_of_counts(
    values: tuple[str, ...], number_format: str, units: list[str]
) -> None:
    part = etree.fromstring(chart_part(chart(ChartKind.BAR, values)))
    (axis,) = part.iter(f"{DRAWN}valAx")
    (written,) = axis.iter(f"{DRAWN}numFmt")
    assert written.get("formatCode") == number_format
    assert [unit.get("val") for unit in axis.iter(f"{DRAWN}majorUnit")] == units

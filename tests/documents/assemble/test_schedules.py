"""Schedules: statements as written, steps on a grid of fiscal years."""

import pytest

from documents.assemble.schedules import schedule_nodes
from documents.content import ScheduleItem, ScheduleStep
from documents.eras import DateReading
from documents.tree import Bar, Label, Paragraph, Table, TableRole, inline_text
from tests.documents.assemble.test_kpis import rows


def step(
    label: str, start: str = "", end: str = "", *, open_end: str = "", milestone: bool = False
) -> ScheduleStep:
    return ScheduleStep(
        uid=f"s-{label}",
        label=label,
        start=DateReading.parse(start) if start else None,
        end=DateReading.parse(end) if end else None,
        open_end=open_end,
        milestone=milestone,
    )


def item(written: str, *steps: ScheduleStep, open_end: str = "") -> ScheduleItem:
    return ScheduleItem(uid=f"i-{written}", written=written, steps=steps, open_end=open_end)


def test_statements_without_steps_are_paragraphs_as_written() -> None:
    due = ScheduleItem(
        uid="i", written="平成32年度までに随時実施。", due=DateReading.parse("FY2020")
    )
    nodes = schedule_nodes((due, item("極力前倒しする。")), "<スケジュール>")
    assert nodes[0] == Label(text="<スケジュール>")
    assert [type(node) for node in nodes[1:]] == [Paragraph, Paragraph]
    assert [inline_text(node.inlines) for node in nodes[1:] if isinstance(node, Paragraph)] == [
        "平成32年度までに随時実施。",
        "極力前倒しする。",
    ]


def test_an_open_end_that_the_statement_says_is_not_said_twice() -> None:
    nodes = schedule_nodes((item("次期更新時まで実施", open_end="次期更新時まで"),), "L")
    assert len(nodes) == 2


def test_an_open_end_that_the_statement_does_not_say_is_printed() -> None:
    nodes = schedule_nodes((item("実施", open_end="次期更新時まで"),), "L")
    assert isinstance(nodes[2], Paragraph)
    assert inline_text(nodes[2].inlines) == "次期更新時まで"


def test_nothing_is_printed_without_a_schedule() -> None:
    assert schedule_nodes((), "L") == []


def test_steps_run_over_fiscal_years_from_april_to_march() -> None:
    grid = schedule_nodes(
        (
            item(
                "順に進める。",
                step("設計", "2019-03", "2019-04"),
                step("工事", "FY2019", "FY2020"),
                step("開所", "2020-05", milestone=True),
                step("運用", "FY2020", open_end="廃止まで"),
            ),
        ),
        "L",
    )[1]
    assert isinstance(grid, Table)
    assert grid.role is TableRole.SCHEDULE
    assert rows(grid) == [
        [
            "取組",
            "工程",
            "平成30年度／（2018年度）",
            "令和元年度／（2019年度）",
            "令和2年度／（2020年度）",
        ],
        ["順に進める。", "設計", "■ 3月から", "■ 4月まで", ""],
        ["", "工事", "", "■", "■"],
        ["", "開所", "", "", "◆ 5月"],
        ["", "運用", "", "", "■ → 廃止まで"],
    ]


def test_an_open_end_is_an_arrow_through_the_years_after_the_start() -> None:
    grid = schedule_nodes(
        (item("", step("運用", "FY2018", open_end="当分の間"), step("他", "FY2018", "FY2020")),),
        "L",
    )[1]
    assert rows(grid)[1] == ["運用", "■", "→", "→ 当分の間"]


def test_a_grid_without_statements_has_no_column_for_them() -> None:
    grid = schedule_nodes((item("", step("工事", "FY2019")),), "L")[1]
    assert rows(grid) == [["工程", "令和元年度／（2019年度）"], ["工事", "■"]]


def test_more_years_than_fit_are_told_in_words() -> None:
    grid = schedule_nodes(
        (
            item(
                "",
                step("長い", "1990", "FY2040"),
                step("終わりだけ", end="2020-03-31"),
                step("目印", "2019-05-01", milestone=True),
                step("始まりだけ", "FY2019", open_end="廃止まで"),
                step("無し"),
            ),
        ),
        "L",
    )[1]
    assert rows(grid) == [
        ["工程", "時期"],
        ["長い", "平成2年（1990年）から令和22年度（2040年度）まで"],
        ["終わりだけ", "令和2年3月31日（2020年3月31日）まで"],
        ["目印", "◆ 令和元年5月1日（2019年5月1日）"],
        ["始まりだけ", "令和元年度（2019年度）から 廃止まで"],
        ["無し", ""],
    ]


@pytest.mark.parametrize(
    ("written", "last", "years"),
    [
        ("", "FY2025", [8]),
        ("", "FY2026", [5, 4]),
        ("順に進める。", "FY2023", [6]),
        ("順に進める。", "FY2024", [4, 3]),
        ("順に進める。", "FY2031", [5, 5, 4]),
    ],
)
def test_many_years_go_on_in_upright_grids_below(written: str, last: str, years: list[int]) -> None:
    grids = schedule_nodes((item(written, step("工事", "FY2018", last)),), "L")[1:]
    assert [
        (sum("年度）" in title for title in rows(grid)[0]), grid.landscape)
        for grid in grids
        if isinstance(grid, Table)
    ] == [(count, False) for count in years]


def test_a_grid_below_has_only_the_steps_of_its_years() -> None:
    steps = (step("設計", "FY2018"), step("工事", "FY2020", "FY2026"), step("未定"))
    first, second = schedule_nodes((item("", *steps),), "L")[1:]
    assert [row[0] for row in rows(first)] == ["工程", "設計", "工事", "未定"]
    assert rows(second)[1:] == [["工事", "■", "■", "■", "■"]]


def test_an_open_end_goes_on_to_the_end_of_the_plan() -> None:
    items = (item("", step("運用", "FY2018", open_end="当分の間")),)
    grid = schedule_nodes(items, "L", last_year=2020)[1]
    assert rows(grid)[1:] == [["運用", "■", "→", "→ 当分の間"]]


def test_steps_with_an_end_do_not_lengthen_the_grid() -> None:
    grid = schedule_nodes((item("", step("工事", "FY2018")),), "L", last_year=2020)[1]
    assert rows(grid)[1:] == [["工事", "■"]]


def test_cells_say_what_they_draw() -> None:
    steps = (
        step("工事", "FY2018", "FY2019"),
        step("開所", "FY2019", milestone=True),
        step("運用", "FY2018", open_end="当分の間"),
    )
    grid = schedule_nodes((item("", *steps),), "L")[1]
    assert isinstance(grid, Table)
    assert [[cell.bar for cell in row[1:]] for row in grid.rows] == [
        [Bar.RUNNING, Bar.RUNNING],
        [None, Bar.MILESTONE],
        [Bar.RUNNING, Bar.OPEN],
    ]


def test_a_step_that_ends_before_it_begins_stands_in_both_years() -> None:
    grid = schedule_nodes((item("", step("逆", "FY2020", "FY2018")),), "L")[1]
    assert rows(grid)[1] == ["逆", "■", "■", "■"]


def test_items_with_and_without_steps_stand_together() -> None:
    nodes = schedule_nodes(
        (item("工事をする。", step("工事", "FY2019"), open_end="別に定める"), item("周知する。")),
        "L",
    )
    assert [type(node) for node in nodes] == [Label, Paragraph, Table, Paragraph]

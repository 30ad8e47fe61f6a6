"""The tables of a plan: what stands in them, what is missing, what explains them."""

import enum
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest

from documents import content as c
from documents.datasets import Dataset, datasets_of
from documents.datasets.codes import LISTS, code_lists
from documents.datasets.columns import Fact, columns_of
from documents.eras import DateReading
from tests.consistency.test_glossary import members
from tests.documents.assemble.test_completeness import PLANS, texts_of
from tests.documents.printed import demo_plan
from tests.documents.sample_blocks import NASTY
from tests.documents.samples import everything, record

NAMES = [
    "plan",
    "legal_bases",
    "related_plans",
    "revisions",
    "chapters",
    "chapter_tags",
    "texts",
    "table_cells",
    "chart_values",
    "measures",
    "placements",
    "measure_tags",
    "responsibilities",
    "national_measures",
    "cases",
    "related_measures",
    "kpis",
    "kpi_values",
    "schedules",
    "schedule_steps",
    "tags",
    "terms",
    "footnotes",
    "governance",
    "coverage",
    "process",
    "codes",
    "columns",
]


def table(content: c.PlanContent, name: str) -> Dataset:
    return next(one for one in datasets_of(content, record()) if one.name == name)


def rows(content: c.PlanContent, name: str, *names: str) -> list[tuple[Any, ...]]:
    """Return some columns of a table; without names all but the four in front."""
    dataset = table(content, name)
    titles = [column.name for column in dataset.columns]
    kept = [titles.index(one) for one in names] or range(4, len(titles))
    return [tuple(values[index] for index in kept) for values in dataset.records()]


def plan_with(*measures: c.Measure) -> c.PlanContent:
    chapter = c.Chapter(
        uid="c",
        title="施策",
        placements=tuple(c.Placement(uid=f"p-{m.uid}", measure=m.uid) for m in measures),
    )
    return c.PlanContent(
        uid="plan",
        title="計画",
        organization=c.OrganizationName(code="014681", name="下川町"),
        chapters=(chapter,),
        measures=measures,
    )


def test_every_plan_has_the_same_tables() -> None:
    for content, edition in ((everything(), record()), (demo_plan("ibaraki"), None)):
        assert [one.name for one in datasets_of(content, edition)] == NAMES


def test_no_column_depends_on_the_plan() -> None:
    def columns(content: c.PlanContent) -> list[list[str]]:
        return [[column.name for column in one.columns] for one in datasets_of(content, None)]

    assert columns(everything()) == columns(demo_plan("ibaraki"))


def test_whose_plan_it_is_stands_in_front_of_every_row() -> None:
    *tables, _codes, _columns = datasets_of(everything(), record())
    front = {values[:4] for one in tables for values in one.records()}
    assert front == {("080004", "架空県", "everything", 2)}


def test_a_draft_has_no_number_of_an_edition() -> None:
    [values] = datasets_of(everything(), None)[0].records()
    assert values[:4] == ("080004", "架空県", "everything", None)


def test_values_of_kpis_are_long() -> None:
    name = f"全部ある施策{NASTY}"
    fy = "fiscal_year"
    assert rows(everything(), "kpi_values") == [
        ("m-full", name, "k-1", "利用率", None, "baseline", 2017, "平成29年度", "平成29年度末",
         date(2017, 4, 1), date(2018, 3, 31), fy, "平成29年度", "約3割", None, "%", "住民調査"),
        ("m-full", name, "k-1", "利用率", "k-1-1", "year_target", 2019, "令和元年度", None,
         date(2019, 4, 1), date(2020, 3, 31), fy, "令和元年度", None, Decimal("40"), "%", None),
        ("m-full", name, "k-1", "利用率", "k-1-2", "year_target", 2020, "令和2年度", "平成32年度",
         date(2020, 4, 1), date(2021, 3, 31), fy, "令和2年度", "五割以上", Decimal("50"), "%", None),
        ("m-full", name, "k-2", "整備済みの施設", None, "baseline", None, None, None,
         None, None, None, None, None, Decimal("1200"), "施設", None),
        ("m-full", name, "k-2", "整備済みの施設", "k-2-1", "plan_target", None, None, None,
         None, None, None, None, "全部", None, "施設", None),
    ]  # fmt: skip


def test_a_year_that_never_came_stands_as_written_and_as_read() -> None:
    assert rows(demo_plan("shimokawa"), "schedules", "statement", "due_first_day", "due_last_day",
                "due_granularity", "due_wareki")[0] == (
        "平成32年度までに随時実施。必要に応じて前倒しし、早期実現に努めます。",
        date(2020, 4, 1),
        date(2021, 3, 31),
        "fiscal_year",
        "令和2年度",
    )  # fmt: skip


def test_steps_say_from_when_to_when() -> None:
    found = rows(everything(), "schedule_steps", "schedule_id", "position", "label",
                 "start_first_day", "start_granularity", "start_wareki", "end_last_day",
                 "end_granularity", "end_wareki", "open_end", "is_milestone")  # fmt: skip
    assert found == [
        ("s-2", 1, "設計", date(2018, 10, 1), "month", "平成30年10月", date(2020, 3, 31),
         "fiscal_year", "令和元年度", None, "0"),
        ("s-2", 2, "運用", date(2020, 4, 1), "fiscal_year", "令和2年度", None, None, None,
         "廃止の日まで", "0"),
        ("s-2", 3, "開所式", date(2019, 5, 1), "month", "令和元年5月", None, None, None, None, "1"),
        ("s-3", 1, "長い工程", date(2005, 1, 1), "year", "平成17年", date(2041, 3, 31),
         "fiscal_year", "令和22年度", None, "0"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reading", "fiscal_year"),
    [
        ("FY2020", 2020),
        ("2021-03", 2020),
        ("2021-03-31", 2020),
        ("2021-04-01", 2021),
        ("2021", None),
    ],
)
def test_a_baseline_has_a_fiscal_year_where_its_date_lies_in_one(reading, fiscal_year) -> None:
    when = c.WrittenDate(written="時点", reading=DateReading.parse(reading))
    kpi = c.Kpi(uid="k", name="指標", baseline=c.KpiBaseline(date=when))
    content = plan_with(c.Measure(uid="m", name="施策", kpis=(kpi,)))
    assert rows(content, "kpi_values", "fiscal_year") == [(fiscal_year,)]


def test_nothing_and_zero_are_told_apart() -> None:
    targets = (
        c.KpiTarget(uid="t-1", written="0件", value=Decimal(0)),
        c.KpiTarget(uid="t-2", written="なし"),
    )
    kpi = c.Kpi(uid="k", name="事故", targets=targets)
    content = plan_with(c.Measure(uid="m", name="施策", kpis=(kpi,)))
    assert rows(content, "kpi_values", "value_written", "value", "unit") == [
        ("0件", Decimal(0), "件"),
        ("なし", None, "件"),
    ]


def test_where_a_measure_stands() -> None:
    assert rows(everything(), "placements") == [
        ("p-1", 1, "c-theme", "m-full", "(1)", "0"),
        ("p-2", 2, "c-theme", "m-nameless", "(2)", "0"),
        ("p-3", 3, "c-theme", "m-words", "(3)", "0"),
        ("p-4", 4, "c-deep", "m-full", "1", "1"),
        ("p-5", 5, "c-deep", "m-nameless", "2", "1"),
    ]


def test_measures_come_in_the_order_of_the_book_and_unplaced_ones_last() -> None:
    content = plan_with(c.Measure(uid="m-1", name="一"), c.Measure(uid="m-2", name="二"))
    lost = c.Measure(uid="m-0", name="どこにもない")
    content = replace(content, measures=(lost, *reversed(content.measures)))
    found = rows(content, "measures", "measure_id", "position", "chapter_id", "chapter_title")
    assert found == [("m-1", 1, "c", "施策"), ("m-2", 2, "c", "施策"), ("m-0", 3, None, None)]


def test_the_mark_of_a_measure_is_no_part_of_its_name() -> None:
    assert rows(everything(), "measures", "mark", "name")[0] == ("◎", f"全部ある施策{NASTY}")


def test_a_measure_without_a_name_is_called_by_its_first_words() -> None:
    content = plan_with(
        c.Measure(
            uid="m",
            body=(c.Paragraph(uid="b", text="名前がない"),),
            responsibilities=(c.Responsibility(uid="r", name="総務課"),),
        )
    )
    assert rows(content, "measures", "name") == [(None,)]
    assert rows(content, "responsibilities") == [("m", "名前がない", "r", "lead", "総務課")]


def test_chapters_know_what_stands_above_them() -> None:
    found = rows(everything(), "chapters", "chapter_id", "parent_chapter_id", "depth", "number")
    assert found[:7] == [
        ("part-1", None, 1, "I"),
        ("c-intro", "part-1", 2, "第1章"),
        ("c-place", "part-1", 2, "第2章"),
        ("part-2", None, 1, "II"),
        ("c-blocks", "part-2", 2, "第1章"),
        ("c-theme", "part-2", 2, "第2章"),
        ("c-deep", "c-theme", 3, "(4)"),
    ]


def test_a_list_gives_a_row_an_item() -> None:
    found = rows(everything(), "texts", "text_id", "part_id", "text_kind", "level", "text")
    assert [row for row in found if row[0].startswith("n-")] == [
        ("n-1", "c-intro", "numbered_item", 1, "番号の甲"),
        ("n-2", "c-intro", "numbered_item", 2, "番号の甲の一"),
        ("n-3", "c-intro", "numbered_item", 3, "番号の甲の一の一"),
        ("n-4", "c-intro", "numbered_item", 2, "番号の甲の二"),
        ("n-5", "c-intro", "numbered_item", 1, "番号の乙"),
    ]


def test_a_chart_gives_a_row_a_value() -> None:
    found = rows(everything(), "chart_values", "chart_id", "series", "category", "value", "unit")
    assert found[:4] == [
        ("b-chart-line", "申請（line）", "平成30年", Decimal("1200"), "件"),
        ("b-chart-line", "申請（line）", "令和元年", None, "件"),
        ("b-chart-line", "申請（line）", "令和2年", Decimal("2400.5"), "件"),
        ("b-chart-line", "届出（line）", "平成30年", Decimal("-300"), "件"),
    ]


def test_the_history_tells_where_each_line_is_from() -> None:
    earlier = c.EarlierEdition(label="第1版", description="初めてつくった")
    edition = replace(record(), earlier=(earlier,))
    [dataset] = (one for one in datasets_of(everything(), edition) if one.name == "revisions")
    assert [(row.position, row.revision_kind.value, row.edition) for row in dataset.rows] == [
        (1, "written", "初版"),
        (2, "earlier", "第1版"),
        (3, "this", "第2版"),
    ]


# --- nothing is lost ---------------------------------------------------------------------------

# Texts that stand in no table, each with its reason.
EXCEPTIONS = {
    ("Mark", "ref"): "the target of a link, a footnote or a term",
    ("Look", "kpi_label"): "how the book looks",
    ("Look", "schedule_label"): "how the book looks",
    ("Look", "header_text"): "how the book looks",
    ("Logo", "alt"): "how the book looks",
    ("RevisionTable", "title"): "heads of a printed table; ours stand in columns.csv",
    ("RevisionTable", "edition"): "heads of a printed table; ours stand in columns.csv",
    ("RevisionTable", "date"): "heads of a printed table; ours stand in columns.csv",
    ("RevisionTable", "description"): "heads of a printed table; ours stand in columns.csv",
    ("RevisionTable", "department"): "heads of a printed table; ours stand in columns.csv",
}


@pytest.mark.parametrize("name", PLANS)
def test_every_text_of_the_plan_stands_in_a_cell(name: str) -> None:
    content = PLANS[name]()
    cells = {v for one in datasets_of(content, record()) for row in one.records() for v in row}
    lost = [
        (field, text)
        for field, text in texts_of(content)
        if text and field not in EXCEPTIONS and text not in cells
    ]
    assert lost == []


# --- codes and columns -------------------------------------------------------------------------


def test_codes_have_the_words_of_the_glossary() -> None:
    said = members("documents.content")
    differing = {
        kind.__name__: {member.value: codes.words[member.value][0] for member in kind}
        for kind, codes in LISTS.items()
        if kind.__module__.startswith("documents.content")
        and {member.name: codes.words[member.value][0] for member in kind} != said[kind.__name__]
    }
    assert differing == {}


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
def test_a_code_list_is_whole(kind: type[enum.Enum]) -> None:
    assert list(LISTS[kind].words) == [member.value for member in kind]


def test_every_code_list_is_used() -> None:
    used = {column.code_list for one in datasets_of(everything(), None) for column in one.columns}
    assert used - {""} == {codes.name for codes in code_lists()}


def test_the_dictionary_tells_every_column_of_every_file() -> None:
    *tables, last = datasets_of(everything(), None)
    expected = [
        (f"{one.name}.csv", number, column.name)
        for one in (*tables, last)
        for number, column in enumerate(one.columns, start=1)
    ]
    assert [(row.file_name, row.position, row.column_name) for row in last.rows] == expected


@dataclass(frozen=True)
class Odd:
    """A row that holds several things in one cell."""

    names: Annotated[tuple[str, ...], Fact("名前", "名前。")]


def test_a_field_that_no_column_can_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="no column can hold names"):
        columns_of(Odd)

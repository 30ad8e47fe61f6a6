"""KPI tables: no more columns than are filled, values as written."""

from decimal import Decimal

import pytest

from documents.assemble.kpis import kpi_nodes, name_text
from documents.content import Kpi, KpiBaseline, KpiRole, KpiTarget, WrittenDate
from documents.eras import DateReading
from documents.tree import Label, Node, Paragraph, ParagraphRole, Table, inline_text


def rows(node: Node) -> list[list[str]]:
    """Return head and rows of a table as texts."""
    assert isinstance(node, Table)
    return [
        ["／".join(inline_text(words) for words in cell.paragraphs) for cell in row]
        for row in (*node.head, *node.rows)
    ]


def target(written: str = "", value: str | None = None, year: int | None = None) -> KpiTarget:
    number = None if value is None else Decimal(value)
    return KpiTarget(uid=f"t-{written}-{year}", written=written, value=number, fiscal_year=year)


def test_one_kpi_with_one_target_is_a_table_of_two_columns() -> None:
    kpi = Kpi(uid="k", name="申請・届出手続きの棚卸し", unit="件", targets=(target("10件", "10"),))
    label, table = kpi_nodes((kpi,), "<KPI>")
    assert label == Label(text="<KPI>")
    assert rows(table) == [["指標", "目標値"], ["申請・届出手続きの棚卸し", "10件"]]


def test_nothing_is_printed_without_a_kpi() -> None:
    assert kpi_nodes((), "<KPI>") == []


def test_a_kpi_of_words_alone_is_a_paragraph() -> None:
    _label, paragraph = kpi_nodes((Kpi(uid="k", name="規格への準拠"),), "<KPI>")
    assert isinstance(paragraph, Paragraph)
    assert inline_text(paragraph.inlines) == "規格への準拠"


def test_an_empty_label_is_not_printed() -> None:
    nodes = kpi_nodes((Kpi(uid="k", name="規格への準拠"),), "")
    assert [type(node) for node in nodes] == [Paragraph]


def test_years_stand_in_order_in_both_calendars() -> None:
    kpi = Kpi(
        uid="k", name="率", unit="%", targets=(target("五割", "50", 2020), target("", "40", 2019))
    )
    assert rows(kpi_nodes((kpi,), "L")[1]) == [
        ["指標", "令和元年度／（2019年度）", "令和2年度／（2020年度）"],
        ["率", "40%", "五割"],
    ]


def test_a_year_stands_as_it_was_written_below_its_value() -> None:
    written = KpiTarget(
        uid="t", written="30%", value=Decimal(30), fiscal_year=2020, year_written="平成32年度"
    )
    assert rows(kpi_nodes((Kpi(uid="k", name="率", targets=(written,)),), "L")[1]) == [
        ["指標", "令和2年度／（2020年度）"],
        ["率", "30%／（平成32年度）"],
    ]


def test_a_value_without_words_is_printed_with_commas_and_unit() -> None:
    kpi = Kpi(uid="k", name="人口", unit="人", targets=(target("", "1200000.50"),))
    assert rows(kpi_nodes((kpi,), "L")[1])[1] == ["人口", "1,200,000.50人"]


@pytest.mark.parametrize(
    ("values", "printed"),
    [
        (["10"], "受講者（単位：件）"),
        (["約1,200"], "受講者（単位：件）"),
        (["10～20"], "受講者（単位：件）"),
        (["令和8年3月末：12"], "受講者（単位：件）"),
        (["10", "全町"], "受講者（単位：件）"),
        ([], "受講者（単位：件）"),
        (["10件"], "受講者"),
        (["10件", "20"], "受講者"),
        (["約3割"], "受講者"),
        (["第3位"], "受講者"),
        (["10人", "20人"], "受講者"),
        (["全町"], "受講者"),
    ],
)
def test_a_unit_stands_with_the_name_where_a_number_needs_it(
    values: list[str], printed: str
) -> None:
    kpi = Kpi(uid="k", name="受講者", unit="件", targets=tuple(target(value) for value in values))
    assert name_text(kpi) == printed


def test_every_column_in_its_order() -> None:
    first = Kpi(
        uid="k1",
        name="率",
        role=KpiRole.EFFECT,
        unit="%",
        baseline=KpiBaseline(
            value=Decimal("30"),
            date=WrittenDate(written="", reading=DateReading.parse("FY2017")),
            source="調査",
        ),
        targets=(target("40%", "40", 2020), target("半分")),
        method="甲÷乙",
        department="総務課",
    )
    second = Kpi(uid="k2", name="数", role=KpiRole.PROGRESS)
    assert rows(kpi_nodes((first, second), "L")[1]) == [
        ["指標", "種別", "基準値", "令和2年度／（2020年度）", "目標値", "備考"],
        [
            "率",
            "効果",
            "30%／（平成29年度（2017年度））／出典：調査",
            "40%",
            "半分",
            "算定方法：甲÷乙／担当：総務課",
        ],
        ["数", "進捗", "", "", "", ""],
    ]


def test_a_note_stands_under_the_table_as_written() -> None:
    kpi = Kpi(uid="k", name="箇所", targets=(target("3 件"),), note="※公民館、学校は整備済み")
    note = kpi_nodes((kpi,), "L")[2]
    assert isinstance(note, Paragraph)
    assert (note.role, inline_text(note.inlines)) == (
        ParagraphRole.SOURCE,
        "※公民館、学校は整備済み",
    )


def test_a_note_names_its_kpi_where_there_are_several() -> None:
    kpis = (
        Kpi(uid="k1", name="甲", targets=(target("1"),)),
        Kpi(uid="k2", name="乙", targets=(target("2"),), note="注記"),
    )
    note = kpi_nodes(kpis, "L")[2]
    assert isinstance(note, Paragraph)
    assert inline_text(note.inlines) == "乙：注記"


def test_more_years_than_an_upright_page_holds_go_on_in_a_table_below() -> None:
    kpi = Kpi(
        uid="k",
        name="率",
        role=KpiRole.EFFECT,
        baseline=KpiBaseline(written="30%"),
        targets=tuple(target(f"{year - 1990}%", None, year) for year in range(2025, 2033)),
        department="総務課",
    )
    short = Kpi(uid="s", name="数", role=KpiRole.PROGRESS)
    tables = kpi_nodes((kpi, short), "L")[1:]
    assert [node.landscape for node in tables if isinstance(node, Table)] == [False, False]
    assert [[title.split("／")[0] for title in rows(table)[0]] for table in tables] == [
        ["指標", "種別", "基準値", *(f"令和{year}年度" for year in range(7, 11))],
        ["指標", *(f"令和{year}年度" for year in range(11, 15)), "備考"],
    ]
    assert [row[0] for row in rows(tables[0])[1:]] == ["率", "数"]
    assert rows(tables[1])[1:] == [["率", "39%", "40%", "41%", "42%", "担当：総務課"]]

"""An edition goes out and comes in again as it was, cell by cell."""

from datetime import UTC, datetime

import pytest

from catalog.exchange.importing import import_workbook
from catalog.exchange.writing import HELP, export_workbook, sample_workbook
from catalog.models import NationalMeasure, NationalMeasureEdition
from tests.catalog.exchange.workbooks import HEADS, book, cells_of, export, read

AT = datetime(2027, 5, 1, tzinfo=UTC)
FACTS = ("title", "as_of", "source_note", "source_url", "columns", "benefit_names")
FIELDS = [
    field.name
    for field in NationalMeasure._meta.concrete_fields
    if field.name not in {"id", "edition"}
]


def bring_in(data: bytes, code: str) -> None:
    import_workbook(data, code=code, uses=lambda rows: {}, by="管理者", at=AT)


def rows_of(code: str) -> list[tuple[object, ...]]:
    return list(
        NationalMeasure.objects.filter(edition__code=code).order_by("no").values_list(*FIELDS)
    )


def facts_of(code: str) -> list[object]:
    edition = NationalMeasureEdition.objects.get(code=code)
    return [getattr(edition, name) for name in FACTS]


def test_the_list_of_r1_comes_in_as_another_edition(shipped):
    bring_in(export("R1"), "R2")
    assert (len(rows_of("R2")), rows_of("R2"), facts_of("R2")) == (
        75,
        rows_of("R1"),
        facts_of("R1"),
    )


def test_out_in_and_out_again_gives_the_same_cells(shipped):
    first = export("R1")
    bring_in(first, "R2")
    assert cells_of(export("R2")) == cells_of(first)


def test_the_printed_heads_stand_in_the_printed_order(shipped):
    cells = cells_of(export("R1"))
    assert [cells[f"{letter}1"] for letter in "ABCDEFGHIJKLMNOP"] == [
        "No",
        "施策名",
        "KPI（進捗）",
        "KPI（効果）",
        "課題・取組概要（スケジュール・効果）",
        "対応する柱",
        "都道府県官民データ活用推進計画掲載時期",
        "都道府県の取組により期待される効果の○の数",
        "都道府県等への支援策",
        "予算事業名",
        "参考URL",
        "国の施策番号",
        "府省庁名",
        "柱の番号",
        "向く団体（本システムの読み）",
        "向く団体の理由",
    ]


def test_printed_rows_as_their_cells(shipped):
    cells = cells_of(export("R1"))
    assert [cells.get(f"{letter}2", "") for letter in "ABCDFGHIJKLM"] == [
        1,
        "マイナンバーカードと電子委任状を活用した政府調達",
        "マイナンバーカード・電子委任状を活用した電子調達の利用件数",
        "電子応札率",
        "手続における情報通信の技術の利用等",
        "時期調整中",
        2,
        "電子委任状に対応した電子調達システムや各種申請システムの開発に関するセミナーや講習会の開催を検討。",
        "",
        "",
        "01-05",
        "◎総務省\n経済産業省",
    ]
    assert cells["J76"] == (
        "森林情報活用促進事業↵\n"
        "http://www.rinya.maff.go.jp/j/rinsei/yosankesan/attach/pdf/31hikoukyou-34.pdf"
    )
    assert cells["K13"].split("\n")[:4] == [
        "（オープンデータ伝道師）",
        "https://cio.go.jp/policy-opendata",
        "（パッケージツール）↵",
        "■政府CIOポータルオープンデータページ",
    ]


def test_the_same_edition_gives_the_same_bytes(shipped):
    assert export("R1") == export("R1")


def test_the_workbook_says_what_the_edition_is(shipped):
    edition = NationalMeasureEdition.objects.get(code="R1")
    cells = cells_of(export("R1"), sheet="版")
    assert {cells[f"A{row}"]: cells[f"B{row}"] for row in range(1, 8)} == {
        "項目": "内容",
        "版": "R1",
        "題": edition.title,
        "時点": "令和元年10月時点",
        "出典": edition.source_note,
        "出典のURL": edition.source_url,
        "期待される効果の欄": "\n".join(edition.benefit_names),
    }


def test_the_workbook_explains_itself(shipped):
    assert list(cells_of(export("R1"), sheet="記入のしかた").values()) == ["記入のしかた", *HELP]


def test_the_sample_has_every_column_and_two_rows(db):
    bring_in(sample_workbook(), "R2")
    first, second = NationalMeasure.objects.order_by("no")
    assert (first.benefits, first.benefit_marks, second.benefits, second.benefit_marks) == (
        [0, 2],
        2,
        None,
        1,
    )
    again = cells_of(export("R2"))
    assert again == cells_of(sample_workbook())


def test_columns_of_a_later_list_are_taken(db):
    heads = ("No", "国の施策番号", "施策名", "根拠条項", "都道府県・市町村", "進捗状況", "備 考")
    bring_in(
        book(
            [[1, "01-01", "施策", "第10条第1項\n第11条", "市町村", "実施中\n一部", None]],
            heads=heads,
        ),
        "R9",
    )
    row = NationalMeasure.objects.get()
    assert (row.law_articles, row.audience_printed, row.extra, row.edition.columns) == (
        ["第10条第1項", "第11条"],
        "市町村",
        {"進捗状況": "実施中\n一部", "備 考": ""},
        [
            {"field": "no", "head": "No"},
            {"field": "code", "head": "国の施策番号"},
            {"field": "name", "head": "施策名"},
            {"field": "law_articles", "head": "根拠条項"},
            {"field": "audience_printed", "head": "都道府県・市町村"},
            {"field": "extra", "head": "進捗状況"},
            {"field": "extra", "head": "備 考"},
        ],
    )


def test_columns_of_a_later_list_go_out_as_they_came_in(db):
    heads = (
        "国の施策番号",
        "施策名",
        "No",
        "根拠条項",
        "備 考",
        "期待される効果：便利",
        "期待される効果：安全",
    )
    rows = [
        ["01-01", "施策", 1, "第10条", "注", "○", None],
        ["01-02", "別の施策", 2, None, None, "不明", "不明"],
    ]
    bring_in(book(rows, heads=heads), "R9")
    first = export("R9")
    bring_in(first, "R10")
    assert rows_of("R10") == rows_of("R9")
    assert cells_of(export("R10")) == cells_of(first)
    assert list(cells_of(first).values())[:8] == [*heads[:5], "期待される効果の○の数", *heads[5:]]


def test_an_edition_of_which_no_column_is_named_loses_nothing(db):
    edition = NationalMeasureEdition.objects.create(
        code="R8", title="題", as_of="時点", source_note="出典"
    )
    row = NationalMeasure(
        edition=edition,
        no=1,
        code="01-01",
        name="施策",
        benefit_marks=1,
        law_articles=["第10条"],
        audience_printed="市町村",
        extra={"備考": "注"},
    )
    row.derive()
    row.save()
    again = read(export_workbook(edition)).rows[0]
    assert [getattr(again, name) for name in FIELDS] == [getattr(row, name) for name in FIELDS]


@pytest.mark.parametrize("head", ["KPI(進捗)", "ＫＰＩ（進捗）", "KPI\n（進捗）", " kpi （進捗） "])
def test_a_head_is_known_whatever_its_width_and_blanks(head):
    row = read(
        book([[1, "01-01", "施策", "指標"]], heads=("No", "国の施策番号", "施策名", head))
    ).rows[0]
    assert (row.kpi_progress, row.extra) == (["指標"], {})


def test_a_head_that_a_stored_edition_prints_is_known(db):
    NationalMeasureEdition.objects.create(
        code="R8", title="題", as_of="時点", source_note="出典",
        columns=[{"field": "overview", "head": "施策の中身"}, {"field": "benefit_marks", "head": "効き目"}],
    )  # fmt: skip
    heads = ("No", "国の施策番号", "施策名", "施策の中身", "効き目の○の数")
    bring_in(book([[1, "01-01", "施策", "概要", 3]], heads=heads), "R9")
    row = NationalMeasure.objects.get()
    assert (row.overview, row.benefit_marks, row.extra) == (["概要"], 3, {})


def test_the_number_of_a_pillar_is_that_of_the_stored_lists(shipped):
    heads = (*HEADS, "対応する柱")
    bring_in(
        book([[1, "01-01", "施策", "その他"], [2, "01-02", "別", "聞かない柱"]], heads=heads), "R9"
    )
    rows = NationalMeasure.objects.filter(edition__code="R9").order_by("no")
    assert [row.pillar_no for row in rows] == [6, None]

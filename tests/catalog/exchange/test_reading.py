"""Every fault of a workbook is told in Japanese, all at once, each with its cell."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from catalog.errors import ImportRefused
from catalog.models import NationalMeasureEdition
from tests.catalog.exchange.workbooks import ABOUT, HEADS, book, edited, numbered, read, saved

LINE: list[Any] = [1, "01-01", "施策"]


def faults(data: bytes, **how) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        read(data, **how)
    return list(refused.value.faults)


def fault_of(head: str, value: object) -> list[str]:
    """Return the faults of a sheet with one more column, D, whose only cell is `value`."""
    return faults(edited(book([LINE], heads=(*HEADS, head)), {"D2": value}))


def value_of(head: str, value: object, field: str) -> object:
    data = edited(book([LINE], heads=(*HEADS, head)), {"D2": value})
    return getattr(read(data).rows[0], field)


def test_the_good_workbook_is_read():
    found = read(book(numbered(2)))
    assert [(row.no, row.code, row.name) for row in found.rows] == [
        (1, "01-01", "第1の施策"),
        (2, "01-02", "第2の施策"),
    ]


# --- cells ---------------------------------------------------------------------------------------

CELLS = [
    ("KPI（進捗）", "指標\n二つ目", "kpi_progress", ["指標", "二つ目"]),
    ("対応する柱", None, "pillar_printed", None),
    ("掲載時期", "-", "timing", "-"),
    ("掲載時期", 2019, "timing", "2019"),
    ("支援策", "一行目\n二行目", "support", "一行目\n二行目"),
    ("府省庁名", "◎総務省、内閣府", "leads", "|総務省|"),
    ("期待される効果の数", "４", "benefit_marks", 4),
    ("期待される効果の数", None, "benefit_marks", 0),
    ("向く団体", "要書換え", "audience_fit", "rewrite"),
    ("備考", "'", "extra", {"備考": "'"}),
    ("備考", True, "extra", {"備考": "TRUE"}),
    ("備考", 0.5, "extra", {"備考": "0.5"}),
]  # fmt: skip


@pytest.mark.parametrize(("head", "value", "field", "expected"), CELLS)
def test_what_a_cell_says(head, value, field, expected):
    assert value_of(head, value, field) == expected


@pytest.mark.parametrize("code", ["06-16", "０６－１６", "06‐16", "06−16", "06ー16", " 06-16 "])
def test_a_code_is_read_whatever_its_width_and_dash(code):
    assert read(book([[1, code, "施策"]])).rows[0].code == "06-16"


WRONG = [
    ("KPI（進捗）", date(2019, 6, 16), "日付になっています。表示形式を「文字列」にして、印刷のとおりに入れ直してください。"),
    ("KPI（進捗）", "=A2", "数式が入っています。値だけを貼り付けてください。"),
    ("KPI（進捗）", "#N/A", "エラー値（#N/A）が入っています。"),
    ("対応する柱", "柱\nの名", "使えない文字（U+000A）があります。"),
    ("対応する柱", "柱" * 101, "101文字あります。100文字までです。"),
    ("掲載時期", "時" * 61, "61文字あります。60文字までです。"),
    ("期待される効果の数", "二つ", "整数ではありません。"),
    ("期待される効果の数", 5, "0から4までの整数ではありません。"),
    ("期待される効果の数", 1.5, "整数ではありません。"),
    ("期待される効果の数", "-1", "整数ではありません。"),
    ("参考URL", "案内", "「案内」の次の行に、http:// か https:// で始まるURLがありません。"),
    ("参考URL", "https://a.jp/" + "a" * 1000, "1013文字あります。1000文字までです。"),
    ("府省庁名", "総" * 61, "61文字あります。60文字までです。"),
    ("府省庁名", "総務省◎", "府省庁は一つずつ書きます。名に「、」と「◎」は使えません。"),
    ("府省庁名", "、".join(["◎" + "総" * 60] * 5), "◎の府省庁が多すぎます。"),
    ("柱の番号", 1, "対応する柱が空欄なのに番号があります。"),
    ("柱の番号", 7, "1から6までの整数ではありません。"),
    ("向く団体", "両方とも", "都道府県・市町村・両方・要書換えのどれかを書くか、空けておきます。"),
    ("期待される効果：便利", "はい", "○か空欄、分からないときは不明とします。"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "value", "told"), WRONG)
def test_a_wrong_cell_is_told(head, value, told):
    assert fault_of(head, value) == [f"シート「国の施策」のD2：{told}"]


REQUIRED = [
    ({"A3": None}, ["A3：空です。"]),
    ({"B3": None}, ["B3：空です。"]),
    ({"C3": None}, ["C3：空です。"]),
    ({"A3": 0}, ["A3：1から9999までの整数ではありません。"]),
    ({"A3": "9" * 5_000}, ["A3：5000文字あります。40文字までです。"]),
    ({"A3": 1}, ["A3：No 1 はA2にもあります。"]),
    ({"B3": "01-01"}, ["B3：国の施策番号 01-01 はB2にもあります。"]),
    ({"B3": "6-16"}, ["B3：国の施策番号が「06-16」の形ではありません。"]),
    ({"B3": date(2026, 6, 16)}, ["B3：日付になっています。表示形式を「文字列」にして、印刷のとおりに入れ直してください。"]),
    ({"C3": "施" * 201}, ["C3：201文字あります。200文字までです。"]),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "told"), REQUIRED)
def test_number_code_and_name_are_needed_and_differ(cells, told):
    assert faults(edited(book(numbered(2)), cells)) == [
        f"シート「国の施策」の{text}" for text in told
    ]


def test_every_fault_is_told_in_the_order_of_the_sheet():
    data = edited(
        book(numbered(3), heads=(*HEADS, "掲載時期"), about={**ABOUT, "出典のURL": "ftp://x"}),
        {"D4": date(2019, 4, 1), "A4": "四", "C2": "=B2", "B3": "x", "AB3": "迷子"},
    )
    assert faults(data) == [
        "シート「版」のB4：http:// か https:// で始まるURLではありません。",
        "シート「国の施策」のC2：数式が入っています。値だけを貼り付けてください。",
        "シート「国の施策」のB3：国の施策番号が「06-16」の形ではありません。",
        "シート「国の施策」のAB3：この列の1行目に見出しがありません。",
        "シート「国の施策」のA4：整数ではありません。",
        "シート「国の施策」のD4：日付になっています。表示形式を「文字列」にして、印刷のとおりに入れ直してください。",
    ]


def test_merged_cells_are_told_once():
    opened = openpyxl.load_workbook(BytesIO(book(numbered(3))))
    opened["国の施策"].merge_cells("C2:C3")
    assert faults(saved(opened)) == [
        "シート「国の施策」のC2：結合されたセル（C2:C3）があります。結合を解いてください。",
        "シート「国の施策」のC3：空です。",
    ]


def test_empty_lines_are_passed_over():
    data = edited(book(numbered(3)), {"A3": None, "B3": None, "C3": None})
    assert [row.no for row in read(data).rows] == [1, 3]


# --- benefits ------------------------------------------------------------------------------------

BENEFITS = ("期待される効果：便利", "期待される効果：安全", "期待される効果の○の数")


def marks(*cells: object) -> bytes:
    return book([[*LINE, *cells]], heads=(*HEADS, *BENEFITS))


@pytest.mark.parametrize(
    ("cells", "benefits", "count"),
    [
        (("○", None, None), [0], 1),
        (("〇", "◯", 2), [0, 1], 2),
        ((None, "-", None), [], 0),
        (("不明", "不明", 2), None, 2),
        (("不明", "不明", None), None, 0),
    ],
)
def test_marks_and_their_count(cells, benefits, count):
    found = read(marks(*cells))
    assert (found.rows[0].benefits, found.rows[0].benefit_marks, found.edition.benefit_names) == (
        benefits,
        count,
        ["便利", "安全"],
    )


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("○", None, 2), "F2：○の数が2ですが、効果の欄の○は1です。"),
        (("○", "不明", None), "D2：不明とするときは、全ての効果の欄を不明とします。"),
    ],
)
def test_marks_that_do_not_agree(cells, told):
    assert faults(marks(*cells)) == [f"シート「国の施策」の{told}"]


def test_names_of_benefits_may_stand_alone_where_the_edition_names_them():
    data = book(
        [[*LINE, "○"]], heads=(*HEADS, "便利"), about={**ABOUT, "期待される効果の欄": "便利"}
    )
    assert read(data).rows[0].benefits == [0]


def test_more_benefits_than_four_are_refused():
    heads = (*HEADS, *(f"期待される効果：{name}" for name in "甲乙丙丁戊"))
    assert faults(book([LINE], heads=heads)) == [
        "シート「国の施策」のH1：期待される効果の欄は4つまでです。"
    ]


# --- heads ---------------------------------------------------------------------------------------


def test_missing_heads_are_told():
    assert faults(book([["施策"]], heads=("施策名",))) == [
        "シート「国の施策」：1行目に見出し「No」がありません。",
        "シート「国の施策」：1行目に見出し「国の施策番号」がありません。",
    ]


@pytest.mark.parametrize("head", ["ＮＯ", "施策 名"])
def test_a_head_that_stands_twice_is_told(head):
    first = "A1" if head == "ＮＯ" else "C1"
    assert faults(book([LINE], heads=(*HEADS, head))) == [
        f"シート「国の施策」のD1：見出し「{head}」は{first}と同じ欄です。",
    ]


def test_too_long_a_head_is_told():
    assert faults(book([LINE], heads=(*HEADS, "欄" * 101))) == [
        "シート「国の施策」のD1：見出しは100文字までです。"
    ]


def test_a_sheet_without_rows_is_told():
    assert faults(book([])) == [
        "シート「国の施策」：施策の行がありません。2行目から書いてください。"
    ]


def test_a_workbook_without_the_sheet_is_told():
    opened = openpyxl.load_workbook(BytesIO(book([LINE])))
    opened["国の施策"].title = "一覧"
    assert faults(saved(opened)) == [
        "シート「国の施策」がありません。あるのは「一覧」、「版」です。"
    ]


def test_what_is_no_workbook_is_told():
    assert faults(b"No,name") == [
        "Excelブック（.xlsx）ではありません。「Excelブック（.xlsx）」として保存してください。"
    ]


# --- the edition itself --------------------------------------------------------------------------


def test_missing_facts_are_told():
    assert faults(book([LINE], about=None)) == [
        "シート「版」：「題」が書かれていません。",
        "シート「版」：「時点」が書かれていません。",
        "シート「版」：「出典」が書かれていません。",
    ]


def test_a_title_that_is_given_goes_before_that_of_the_file():
    assert read(book([LINE]), title="別の題").edition.title == "別の題"


def test_facts_of_the_stored_edition_stand_in_for_missing_ones():
    stored = NationalMeasureEdition(
        code="R9",
        title="題",
        as_of="時点",
        source_note="出典",
        source_url="https://a.jp/",
        benefit_names=["便利"],
    )
    edition = read(book([LINE], about={"題": "新しい題"}), stored=stored).edition
    assert (
        edition.title,
        edition.as_of,
        edition.source_note,
        edition.source_url,
        edition.benefit_names,
    ) == ("新しい題", "時点", "出典", "https://a.jp/", ["便利"])


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        (
            "時点",
            date(2027, 4, 1),
            "日付になっています。表示形式を「文字列」にして書き直してください。",
        ),
        ("題", "題" * 201, "201文字あります。200文字までです。"),
        ("期待される効果の欄", "甲\n乙\n丙\n丁\n戊", "4つまでの、互いに異なる名を書いてください。"),
        ("期待される効果の欄", "甲\n甲", "4つまでの、互いに異なる名を書いてください。"),
    ],
)
def test_a_wrong_fact_is_told(name, value, told):
    about = {**ABOUT, "出典のURL": "https://a.jp/", name: "x"}
    row = list(about).index(name) + 1
    data = edited(book([LINE], about=about), {f"B{row}": value}, sheet="版")
    assert faults(data)[0] == f"シート「版」のB{row}：{told}"


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("題" * 201, "題：201文字あります。200文字までです。"),
        ("題\n", None),
        ("題\n名", "題：使えない文字（U+000A）があります。"),
    ],
)
def test_a_title_that_is_given_is_checked(title, told):
    if told is None:
        assert read(book([LINE]), title=title).edition.title == "題"
    else:
        assert faults(book([LINE]), title=title) == [f"シート「版」：{told}"]


def test_the_edition_that_the_file_names_is_told():
    assert read(book([LINE], about={**ABOUT, "版": "R1"})).said_code == "R1"


@pytest.mark.parametrize(("pillar", "number"), [("その他", 6), ("別の名", None), (None, None)])
def test_the_number_of_a_pillar_comes_from_its_name_where_the_file_has_none(pillar, number):
    data = book([[*LINE, pillar]], heads=(*HEADS, "対応する柱"))
    assert read(data, pillars={"その他": 6}).rows[0].pillar_no == number


def test_an_empty_number_of_a_pillar_stays_empty():
    data = book([[*LINE, "その他", None]], heads=(*HEADS, "対応する柱", "柱の番号"))
    assert read(data, pillars={"その他": 6}).rows[0].pillar_no is None

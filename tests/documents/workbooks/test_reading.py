"""What a workbook says: every kind of cell, as offices make them."""

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from documents.workbooks import (
    Cell,
    CellProblem,
    WorkbookError,
    WorkbookLimits,
    address_of,
    column_letters,
    open_workbook,
)
from tests.documents.workbooks.parts import MAIN, TITLE, made, parts_of, relations, zipped


def values(data: bytes, **limits: int) -> dict[str, object]:
    """Return the cells of the sheet by address; there must be no fault."""
    sheet = open_workbook(data, WorkbookLimits(**limits)).sheet(TITLE)
    assert sheet.problems == ()
    return {cell.address: cell.value for cell in sheet.cells}


def faults(data: bytes) -> list[str]:
    """Return the faults of the sheet as they are told."""
    return [str(problem) for problem in open_workbook(data).sheet(TITLE).problems]


def row(*cells: str, number: int = 1) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def inline(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize(
    ("column", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_columns_are_called_as_excel_calls_them(column, letters):
    assert (column_letters(column), address_of(12, column)) == (letters, f"{letters}12")


KINDS = [
    ('<c r="A1" t="s"><v>0</v></c>', "共有の文"),
    ('<c r="A1" t="s"><v>1</v></c>', "太字と普通"),
    ('<c r="A1" t="s"><v>2</v></c>', "漢字"),
    (inline("A1", "中の文"), "中の文"),
    ('<c r="A1" t="inlineStr"><is><t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh></is></c>', "漢字"),
    ('<c r="A1" t="str"><v>文</v></c>', "文"),
    ('<c r="A1"><v>12</v></c>', Decimal(12)),
    ('<c r="A1" t="n"><v>1.0</v></c>', Decimal(1)),
    ('<c r="A1"><v>0.10000000000000001</v></c>', Decimal("0.1")),
    ('<c r="A1"><v>1E3</v></c>', Decimal(1000)),
    ('<c r="A1" t="b"><v>1</v></c>', True),
    ('<c r="A1" t="b"><v>0</v></c>', False),
    ('<c r="A1" t="d"><v>2019-10-11</v></c>', date(2019, 10, 11)),
    ('<c r="A1" s="1"><v>43749</v></c>', date(2019, 10, 11)),
    ('<c r="A1" s="1"><v>43749.5</v></c>', datetime.fromisoformat("2019-10-11T12:00")),
    ('<c r="A1" s="2"><v>43749</v></c>', date(2019, 10, 11)),
    ('<c r="A1" s="3"><v>43749</v></c>', date(2019, 10, 11)),
    ('<c r="A1" s="4"><v>0.5</v></c>', time(12)),
    ('<c r="A1" s="5"><v>43749</v></c>', Decimal(43749)),
    ('<c r="A1" s="6"><v>59</v></c>', date(1900, 2, 28)),
    ('<c r="A1" s="99"><v>43749</v></c>', Decimal(43749)),
    (inline("A1", "一行目_x000D_\n二行目"), "一行目\n二行目"),
    (inline("A1", "_x005F_x000D_"), "_x000D_"),
    (inline("A1", "か\u3099く "), "がく"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "value"), KINDS)
def test_every_kind_of_cell(cell, value):
    data = made(
        row(cell),
        strings=(
            "<t>共有の文</t>",
            "<r><rPr><b/></rPr><t>太字</t></r><r><t>と普通</t></r>",
            '<t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh>',
        ),
        formats=("14", "57", '[$-411]ge"年"m"月"d"日"', "h:mm", '#,##0"日"', "yyyy-mm-dd"),
    )
    assert values(data) == {"A1": value}


EMPTY = ['<c r="A1"/>', '<c r="A1" t="b"/>', '<c r="A1" t="d"/>', '<c r="A1" s="1"/>',
         '<c r="A1" t="str"><v> </v></c>', inline("A1", "\n")]  # fmt: skip


@pytest.mark.parametrize("cell", EMPTY)
def test_a_cell_that_holds_nothing_is_none(cell):
    assert values(made(row(cell), formats=("14",))) == {}


def test_dates_of_a_workbook_that_counts_from_1904():
    data = made(
        row('<c r="A1" s="1"><v>42287</v></c>'), formats=("14",), book='<workbookPr date1904="1"/>'
    )
    assert values(data) == {"A1": date(2019, 10, 11)}


def test_cells_and_rows_without_an_address_follow_each_other():
    data = made("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    assert values(data) == {"A1": Decimal(1), "B1": Decimal(2), "A2": Decimal(3)}


def test_a_strict_workbook_is_read_as_well():
    parts = parts_of(row(inline("A1", "文")))
    strict = {
        name: str(content)
        .replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in parts.items()
    }
    assert values(zipped(strict)) == {"A1": "文"}


def test_rows_are_given_by_number_and_column():
    data = made(
        row(inline("A2", "左"), inline("C2", "右"), number=2) + row(inline("B7", "下"), number=7)
    )
    rows = open_workbook(data).sheet(TITLE).rows
    assert rows == {2: {1: Cell(2, 1, "左"), 3: Cell(2, 3, "右")}, 7: {2: Cell(7, 2, "下")}}


@pytest.mark.parametrize(
    ("value", "text", "is_date"),
    [
        ("文", "文", False),
        (Decimal("1E+3"), "1000", False),
        (Decimal("0.10"), "0.10", False),
        (True, "TRUE", False),
        (False, "FALSE", False),
        (date(2019, 10, 11), "2019-10-11", True),
        (time(9, 30), "09:30:00", True),
    ],
)
def test_a_value_as_text(value, text, is_date):
    cell = Cell(1, 1, value)
    assert (cell.text, cell.is_date) == (text, is_date)


def test_a_hyperlink_is_no_link_to_another_file():
    parts = parts_of(row(inline("A1", "https://example.go.jp/")))
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations(
        ("hyperlink", "https://example.go.jp/", "External")
    )
    assert values(zipped(parts)) == {"A1": "https://example.go.jp/"}


def test_titles_come_in_order_without_charts():
    parts = parts_of("")
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(
        "<sheets>",
        '<sheets><sheet name="図" sheetId="3" r:id="r9"/><sheet name="版" sheetId="2" r:id="r1"/>',
    )
    assert open_workbook(zipped(parts)).titles == ["版", TITLE]


def test_a_missing_sheet_is_told_with_those_that_are_there():
    with pytest.raises(WorkbookError) as refused:
        open_workbook(made("")).sheet("版")
    assert refused.value.problems == (
        CellProblem("", "", "シート「版」がありません。あるのは「一覧」です。"),
    )


# --- faults of a sheet, each with its address --------------------------------------------------

FAULTS = [
    ('<c r="B1"><f>A1+1</f><v>2</v></c>', "B1：数式が入っています。値だけを貼り付けてください。"),
    ('<c r="B1" t="str"><f t="shared" si="0"/><v>文</v></c>', "B1：数式が入っています。値だけを貼り付けてください。"),
    ('<c r="B1" t="e"><v>#REF!</v></c>', "B1：エラー値（#REF!）が入っています。"),
    ('<c r="B1"><v>nan</v></c>', "B1：数が大きすぎます。15桁までです。"),
    ('<c r="B1"><v>1e400</v></c>', "B1：数が大きすぎます。15桁までです。"),
    ('<c r="B1"><v>二</v></c>', "B1：数又は日付として読めません。"),
    ('<c r="B1" s="1"><v>1e300</v></c>', "B1：数又は日付として読めません。"),
    ('<c r="B1" s="1"><v>nan</v></c>', "B1：数又は日付として読めません。"),
    ('<c r="B1" t="d"><v>10月</v></c>', "B1：日付として読めません。"),
    (inline("B1", "長" * 32_768), "B1：文字が多すぎます。一つのセルは32,767文字までです。"),
    (inline("B1", "長" * 32_767 * 7 + "長"), "B1：文字が多すぎます。一つのセルは32,767文字までです。"),
    (inline("B1", "文_x0000_"), "B1：2文字目に使えない文字（U+0000）があります。"),
    (inline("B1", "_xD83D__xDE00_"), "B1：1文字目に使えない文字（U+D83D）があります。"),
    (inline("B1", "\u202e"), "B1：1文字目に使えない文字（U+202E）があります。"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "told"), FAULTS)
def test_a_fault_is_told_with_its_cell(cell, told):
    assert faults(made(row(cell), formats=("14",))) == [f"シート「一覧」の{told}"]


def test_a_cell_of_the_longest_text_is_read():
    assert values(made(row(inline("A1", "長" * 32_767)))) == {"A1": "長" * 32_767}


def test_a_cell_with_a_fault_is_missing_and_the_others_are_there():
    sheet = open_workbook(made(row(inline("A1", "文"), '<c r="B1" t="e"><v>#N/A</v></c>'))).sheet(
        TITLE
    )
    assert [cell.address for cell in sheet.cells] == ["A1"]


def test_merged_cells_are_told_with_their_area():
    data = made(row(inline("A1", "文")), after='<mergeCells><mergeCell ref="B2:C3"/></mergeCells>')
    assert faults(data) == [
        "シート「一覧」のB2：結合されたセル（B2:C3）があります。結合を解いてください。"
    ]


def test_values_of_a_hidden_row_are_told_once():
    hidden = f'<row r="2" hidden="1">{inline("A2", "一")}{inline("B2", "二")}</row>'
    assert faults(made(hidden + '<row r="3" hidden="1"><c r="A3"/></row>')) == [
        "シート「一覧」のA2：隠れている行に値があります。行を再表示するか、消してください。"
    ]


def test_values_of_a_hidden_column_are_told_once():
    data = made(
        row(inline("A1", "一"), inline("B1", "二")) + row(inline("B2", "三"), number=2),
        before='<cols><col min="2" max="3" hidden="true"/><col min="1" max="1"/></cols>',
    )
    assert faults(data) == [
        "シート「一覧」のB1：隠れている列に値があります。列を再表示するか、消してください。"
    ]


# --- another program's workbooks ---------------------------------------------------------------


def test_what_openpyxl_writes_is_read_as_openpyxl_reads_it():
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = TITLE
    rows = [
        ["文", 12, 0.5, True, date(2019, 10, 11), time(9, 30)],
        [CellRichText("普通", TextBlock(InlineFont(b=True), "太字")), None, "二行\nの文"],
    ]
    for each in rows:
        sheet.append(each)
    buffer = BytesIO()
    book.save(buffer)
    again = openpyxl.load_workbook(buffer, read_only=True, data_only=True)
    expected = {
        cell.coordinate: cell.value
        for each in again[TITLE].iter_rows()
        for cell in each
        if cell.value is not None
    }
    again.close()
    expected["E1"] = date(2019, 10, 11)  # openpyxl gives midnight
    assert values(buffer.getvalue()) == expected

"""What is no plain workbook is refused, before it costs anything."""

import struct
import zlib
from io import BytesIO
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from documents.workbooks import WorkbookError, WorkbookLimits, open_workbook
from documents.workbooks.limits import MEGABYTE
from tests.documents.workbooks.parts import (
    MAIN,
    TITLE,
    made,
    parts_of,
    relations,
    with_sizes,
    zipped,
)

CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>文</t></is></c></row>'
SHEET = "xl/worksheets/sheet1.xml"
BROKEN = "ファイルが壊れています。Excelで開いて保存し直してください。"
NO_WORKBOOK = "Excelブック（.xlsx）ではありません。「Excelブック（.xlsx）」として保存してください。"
TOO_MANY = "ファイルの中身が多すぎます。使っていない行・列・書式を消してください。"
NO_XML = "ファイルの中のXMLを読めません。Excelで開いて保存し直してください。"


def refusal(data: bytes, *, sheet: bool = False, **limits: int) -> WorkbookError:
    """Return how a workbook is refused, when it is opened or when its sheet is read."""
    try:
        book = open_workbook(data, WorkbookLimits(**limits))
    except WorkbookError as error:
        return error
    assert sheet, "it was opened"
    with pytest.raises(WorkbookError) as refused:
        book.sheet(TITLE)
    return refused.value


def told(data: bytes, **how: Any) -> str:
    return str(refusal(data, **how))


def plus(**parts: str | bytes) -> bytes:
    """Return a good workbook with some parts added or changed."""
    return zipped({**parts_of(CELL), **parts})


def test_the_good_workbook_is_good():
    assert [cell.value for cell in open_workbook(made(CELL)).sheet(TITLE).cells] == ["文"]


# --- size ---------------------------------------------------------------------------------------


def test_a_file_above_the_limit_is_refused_by_its_size():
    found = refusal(b"PK\x03\x04" + bytes(3 * MEGABYTE), max_bytes=2 * MEGABYTE)
    assert (str(found), found.unpacked) == ("ファイルが大きすぎます（3.0MB）。2MBまでです。", 0)


def test_a_bomb_is_refused_by_its_declared_sizes_before_a_byte_is_unpacked():
    bomb = plus(**{"xl/media/image1.bin": bytes(200 * MEGABYTE)})
    assert len(bomb) < MEGABYTE
    found = refusal(bomb)
    assert (str(found), found.unpacked) == (
        "ファイルの中身が大きすぎます。展開して40MBまでです。使っていない行・シート・画像を消してください。",
        0,
    )


def test_sizes_are_summed_over_all_parts():
    parts = {f"xl/media/image{number}.bin": bytes(MEGABYTE) for number in range(3)}
    assert refusal(plus(**parts), max_unpacked=3 * MEGABYTE).unpacked == 0


def test_a_bomb_that_declares_little_gives_no_more_than_it_declares():
    bomb = with_sizes(plus(**{SHEET: b" " * (50 * MEGABYTE)}), 1_000)
    found = refusal(bomb, sheet=True)
    assert (str(found), found.unpacked <= 7 * 1_000) == (BROKEN, True)


def test_bytes_are_counted_while_they_are_unpacked():
    """The declared sum is just below the limit, and what was read before counts as well."""
    parts = parts_of(CELL)
    parts[SHEET] = str(parts[SHEET]).replace("<sheetData>", " " * MEGABYTE + "<sheetData>")
    book = open_workbook(zipped(parts), WorkbookLimits(max_unpacked=2 * MEGABYTE))
    book.sheet(TITLE)
    with pytest.raises(WorkbookError) as refused:
        book.sheet(TITLE)
    assert 2 * MEGABYTE < refused.value.unpacked <= 2 * MEGABYTE + 64 * 1024


def test_a_part_that_is_not_asked_for_is_not_unpacked():
    book = open_workbook(plus(**{"xl/media/image1.bin": bytes(30 * MEGABYTE)}))
    book.sheet(TITLE)
    assert book.unpacked < 10_000


def test_too_many_parts_are_refused_by_the_end_record():
    found = refusal(plus(**{f"x/{number}": b"" for number in range(600)}))
    assert (str(found), found.unpacked) == ("ファイルの中の部品が多すぎます。500個までです。", 0)


def test_too_long_a_directory_is_refused_whatever_number_it_declares():
    data = bytearray(plus(**{f"{'x' * 1000}/{number}": b"" for number in range(400)}))
    struct.pack_into("<HH", data, len(data) - 22 + 8, 1, 1)
    assert told(bytes(data)) == "ファイルの中の部品が多すぎます。500個までです。"


# --- form ---------------------------------------------------------------------------------------

FORMS = [
    (b"", "ファイルが空です。"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        "パスワードで保護されているか、古い形式（.xls）のファイルです。パスワードを外し、「Excelブック（.xlsx）」として保存してください。",
    ),
    (b"<html><table></table></html>", NO_WORKBOOK),
    (b"%PDF-1.7\n" + made(CELL), NO_WORKBOOK),
    (made(CELL)[:-30], BROKEN),
    (made(CELL) + b"<script>", BROKEN),
    (b"PK\x03\x04", BROKEN),
    (zipped({"word/document.xml": "<w/>"}), NO_WORKBOOK),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message"), FORMS)
def test_what_is_no_workbook(data, message):
    assert told(data) == message


def test_a_document_renamed_is_no_workbook():
    other = str(parts_of(CELL)["[Content_Types].xml"]).replace(
        "spreadsheetml.sheet", "wordprocessingml.document"
    )
    assert told(plus(**{"[Content_Types].xml": other})) == NO_WORKBOOK


def test_an_encrypted_part_is_refused():
    data = bytearray(made(CELL))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)
    assert told(bytes(data)) == "ファイルが暗号化されています。パスワードを外して保存してください。"


def test_a_zip64_record_does_not_overrule_the_end_record():
    data = made(CELL)
    end = data[-22:]
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 7, 7, 10**6, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(data) - 22, 1)
    assert told(data[:-22] + record + locator + end) == BROKEN


@pytest.mark.parametrize("compression", [ZIP_BZIP2])
def test_another_compression_is_refused(compression):
    buffer = BytesIO()
    with ZipFile(buffer, "w", compression) as package:
        for name, content in parts_of(CELL).items():
            package.writestr(name, content)
    assert told(buffer.getvalue()) == BROKEN


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/passwd", "xl/../../evil", "c:evil", "xl\\evil"]
)
def test_a_name_that_leads_elsewhere_is_refused(name):
    assert (
        told(plus(**{name: b""}))
        == "ファイルの中に、置き場所の正しくない部品があります。Excelで保存し直してください。"
    )


def test_a_part_that_is_there_twice_is_refused():
    assert told(plus(**{SHEET.upper(): b""})) == BROKEN


def test_a_name_that_is_no_text_is_refused():
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        package.writestr(ZipInfo("あ"), b"")
    data = buffer.getvalue().replace("あ".encode(), b"\xff\xfe\xfd")
    assert told(data) == BROKEN


def test_a_torn_part_is_refused():
    data = bytearray(made(CELL))
    at = data.find(SHEET.encode()) + len(SHEET)
    data[at : at + 40] = bytes(40)
    assert told(bytes(data), sheet=True) == BROKEN


def test_a_part_with_another_sum_is_refused():
    data = bytearray(made(CELL))
    sums = zlib.crc32(str(parts_of(CELL)[SHEET]).encode())
    changed = bytes(data).replace(struct.pack("<L", sums), struct.pack("<L", sums ^ 1))
    assert told(changed, sheet=True) == BROKEN


def test_a_missing_part_is_refused():
    parts = parts_of(CELL)
    del parts[SHEET]
    assert told(zipped(parts), sheet=True) == BROKEN


# --- what runs or fetches -----------------------------------------------------------------------

MACROS = "マクロが入っています。マクロのない「Excelブック（.xlsx）」で保存してください。"
LINKS = "ほかのファイルへのリンク（外部参照）が入っています。リンクを消してください。"
CONNECTIONS = "外部データへの接続が入っています。接続を消してください。"
EMBEDDED = "埋め込まれたファイルや部品（OLE、ActiveX）が入っています。取り除いてください。"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("xl/vbaProject.bin", MACROS),
        ("xl/VBAPROJECT.BIN", MACROS),
        ("xl/macrosheets/sheet1.xml", MACROS),
        ("xl/externalLinks/externalLink1.xml", LINKS),
        ("xl/connections.xml", CONNECTIONS),
        ("xl/queryTables/queryTable1.xml", CONNECTIONS),
        ("xl/embeddings/oleObject1.bin", EMBEDDED),
        ("xl/activeX/activeX1.bin", EMBEDDED),
        ("xl/ctrlProps/ctrlProp1.xml", EMBEDDED),
    ],
)
def test_a_part_that_runs_or_fetches_is_refused(name, message):
    found = refusal(plus(**{name: b"x"}))
    assert (str(found), found.unpacked) == (message, 0)


def test_a_macro_workbook_is_refused_by_its_type():
    types = str(parts_of(CELL)["[Content_Types].xml"]).replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    assert (
        told(plus(**{"[Content_Types].xml": types}))
        == "マクロが入る形式です。マクロのない「Excelブック（.xlsx）」で保存してください。"
    )


@pytest.mark.parametrize("kind", ["externalLinkPath", "oleObject", "image", "attachedTemplate"])
def test_a_relation_that_leads_out_is_refused(kind):
    rels = relations((kind, "file://server/share/book.xlsx", "External"))
    assert told(plus(**{"xl/worksheets/_rels/sheet1.xml.rels": rels})) == LINKS


# --- XML ----------------------------------------------------------------------------------------

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f'<sst xmlns="{MAIN}"><si><t>&b;</t></si></sst>'
)
OUTSIDE = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst xmlns="{MAIN}">&a;</sst>'
PARTS = ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/sharedStrings.xml",
         "xl/styles.xml", SHEET]  # fmt: skip


@pytest.mark.parametrize("document", [LAUGHS, OUTSIDE, "<!DOCTYPE x><x/>"])
@pytest.mark.parametrize("part", PARTS)
def test_a_document_type_is_refused_in_every_part(part, document):
    assert told(plus(**{part: document}), sheet=True) == NO_XML


@pytest.mark.parametrize(
    "content",
    [b"", b"<worksheet>", b"no xml", b'<?xml version="1.0" encoding="x-none"?><x/>', b"\xff\xfe\x00",
     b'<?xml version="1.0" encoding="utf-7"?><x/>'],
)  # fmt: skip
def test_what_is_no_xml_is_refused(content):
    assert told(plus(**{SHEET: content}), sheet=True) == NO_XML


def test_elements_are_counted():
    assert told(made("<row/>" * 2_000), sheet=True, max_elements=1_000) == TOO_MANY


def test_elements_of_all_parts_count_together():
    data = made("<row/>" * 600, strings=("<t>文</t>",) * 200)
    assert told(data, sheet=True, max_elements=1_000) == TOO_MANY


def test_elements_may_not_nest_without_end():
    assert told(plus(**{SHEET: "<a>" * 200 + "</a>" * 200}), sheet=True) == TOO_MANY


def test_a_tag_without_end_is_not_kept():
    many = " ".join(f'a{number}="x"' for number in range(200_000))
    found = refusal(plus(**{"xl/styles.xml": f"<styleSheet {many}/>"}), sheet=True)
    assert (str(found), found.unpacked < 512 * 1024) == (TOO_MANY, True)


def test_a_long_text_is_no_tag_without_end():
    book = open_workbook(made(CELL, strings=("<t>" + "a" * MEGABYTE + "</t>",)))
    assert [cell.value for cell in book.sheet(TITLE).cells] == ["文"]


# --- rows and columns ---------------------------------------------------------------------------


def test_a_declared_size_is_not_walked():
    data = made(CELL, before='<dimension ref="A1:XFD1048576"/>')
    assert [cell.address for cell in open_workbook(data).sheet(TITLE).cells] == ["A1"]


def test_formatted_rows_without_values_do_not_count():
    data = made(CELL + '<row r="1048576"><c r="A1048576" s="0"/></row>')
    assert [cell.address for cell in open_workbook(data).sheet(TITLE).cells] == ["A1"]


def test_a_million_rows_are_not_walked_to_their_end():
    found = refusal(made("<row/>" * 1_048_576), sheet=True)
    assert str(found) == TOO_MANY


def test_a_value_below_the_last_row_is_refused():
    data = made('<row r="5001"><c r="A5001"><v>1</v></c></row>')
    assert told(data, sheet=True) == "シート「一覧」の行が多すぎます。5,000行までです。"


def test_a_value_right_of_the_last_column_is_refused():
    data = made('<row r="1"><c r="CW1"><v>1</v></c></row>')
    assert told(data, sheet=True) == "シート「一覧」の列が多すぎます。100列までです。"


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="A2"/></row><row r="1"><c r="A1"/></row>',
        '<row r="1"><c r="A1"/></row><row r="1"><c r="A1"/></row>',
        '<row r="1"><c r="B1"/><c r="A1"/></row>',
        '<row r="1"><c r="A1"/><c r="A1"/></row>',
        '<row r="1"><c r="A2"/></row>',
        '<row r="1"><c r="1A"/></row>',
        '<row r="1"><c r="AAAA1"/></row>',
    ],
)
def test_cells_out_of_order_are_refused(rows):
    assert (
        told(made(rows), sheet=True)
        == "セルの番地が正しくありません。Excelで開いて保存し直してください。"
    )


@pytest.mark.parametrize("index", ["1", "-1", "", "x"])
def test_a_string_that_is_not_in_the_list_is_refused(index):
    data = made(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>', strings=("<t>文</t>",))
    assert (
        told(data, sheet=True) == "文字列の一覧が壊れています。Excelで開いて保存し直してください。"
    )

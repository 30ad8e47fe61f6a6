"""Workbooks that are written: text stays text, the same rows give the same bytes."""

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text import clean, forbidden_character
from documents.workbooks import SheetToWrite, WorkbookError, open_workbook, write_workbook
from tests.documents.renderers.test_same_bytes import A_YEAR, CLOCK

ROOT = Path(__file__).parents[3]


def written(*rows: list[str | int | None], **how) -> bytes:
    sheet = SheetToWrite(title="一覧", rows=rows, widths=(10, 30), **how)
    return write_workbook([sheet], title="題", author="planbuilder")


def read(data: bytes) -> dict[str, object]:
    sheet = open_workbook(data).sheet("一覧")
    assert sheet.problems == ()
    return {cell.address: cell.value for cell in sheet.cells}


DANGEROUS = ["=1+1", "+1", "-", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "=cmd|'/c calc'!A0",
             "#REF!", "1", "2019-10-11", "TRUE", "06-16", "'文", "_x0041_", "__x0041_", "二行\nの文"]  # fmt: skip


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_stays_text(text):
    data = written([text])
    cell = openpyxl.load_workbook(BytesIO(data))["一覧"]["A1"]
    assert (cell.data_type, cell.number_format, read(data)) == ("s", "@", {"A1": text})


@pytest.mark.parametrize(
    ("text", "quoted"), [("=1+1", True), ("-", True), ("@x", True), ("文", False)]
)
def test_what_may_begin_a_formula_is_marked_as_text(text, quoted):
    cell = openpyxl.load_workbook(BytesIO(written([text])))["一覧"]["A1"]
    assert cell.quotePrefix == quoted


def test_numbers_are_numbers_and_empty_cells_are_none():
    assert read(written([1, None, ""], [None, 20])) == {"A1": 1, "B2": 20}


def test_looks():
    book = openpyxl.load_workbook(BytesIO(written(["見出し"], ["文"], text_columns=(2,))))
    sheet = book["一覧"]
    assert (
        sheet.freeze_panes,
        sheet["A1"].font.b,
        sheet["A2"].font.b,
        sheet["A2"].alignment.wrap_text,
        sheet.column_dimensions["A"].width,
        sheet.column_dimensions["B"].number_format,
        sheet.merged_cells.ranges,
    ) == ("A2", True, False, True, 10, "@", set())


def test_sheets_come_in_order():
    sheets = [SheetToWrite(title=title, rows=[["文"]], widths=()) for title in ("一", "二")]
    data = write_workbook(sheets, title="題", author="planbuilder")
    assert open_workbook(data).titles == ["一", "二"]


def test_properties_name_title_and_author_and_no_moment():
    properties = openpyxl.load_workbook(BytesIO(written(["文"]))).properties
    assert (
        properties.title,
        properties.creator,
        properties.created.year,
        properties.modified.year,
    ) == (
        "題",
        "planbuilder",
        1980,
        1980,
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "長" * 32_768,
            "シート「一覧」のB1：32,768文字あり、Excelの一つのセル（32,767文字まで）に入りません。",
        ),
        ("文\x00", "シート「一覧」のB1：2文字目に使えない文字（U+0000）があります。"),
    ],
)
def test_a_text_that_no_cell_can_hold_is_refused(text, message):
    with pytest.raises(WorkbookError) as refused:
        written(["文", text])
    assert str(refused.value) == message


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
        .map(lambda text: clean(text, multiline=True))
        .filter(lambda text: text and forbidden_character(text) is None),
        min_size=1,
        max_size=5,
    )
)
def test_any_text_comes_back_as_it_was(texts):
    assert list(read(written(*([text] for text in texts))).values()) == texts


WRITE = """
import datetime, hashlib
from documents.workbooks import SheetToWrite, write_workbook
sheet = SheetToWrite(title="一覧", rows=[["見出し", 1], ["=文", None]], widths=(10, 20), text_columns=(1,))
print(datetime.date.today().year)
print(hashlib.sha256(write_workbook([sheet], title="題", author="planbuilder")).hexdigest())
"""


def test_the_same_rows_give_the_same_bytes_at_any_time(tmp_path):
    found = []
    for name, shift, seed in (("now", 0, "1"), ("later", 3 * A_YEAR, "2")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(CLOCK.format(shift=shift))
        done = subprocess.run(
            [sys.executable, "-c", WRITE],
            cwd=ROOT,
            env={"PYTHONPATH": f"{folder}:{ROOT}", "PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
        )
        found.append(done.stdout.split())
    assert int(found[1][0]) - int(found[0][0]) == 3
    assert found[0][1] == found[1][1]


def test_fonts_are_written_in_the_order_of_the_schema():
    with ZipFile(BytesIO(written(["見出し"], ["文"]))) as package:
        styles = package.read("xl/styles.xml").decode()
    assert [re.findall(r"<(\w+)", font) for font in re.findall(r"<font>(.*?)</font>", styles)] == [
        ["sz", "color", "name", "family", "scheme"],
        ["b"],
    ]


def test_no_part_names_the_library_that_wrote_it():
    with ZipFile(BytesIO(written(["文"]))) as package:
        named = [name for name in package.namelist() if b"openpyxl" in package.read(name).lower()]
    assert named == []

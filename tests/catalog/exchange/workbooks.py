"""Workbooks of the national list for tests: small ones from rows, and stored ones changed."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import openpyxl

from catalog.exchange import facts
from catalog.exchange.columns import SHEET, known_heads
from catalog.exchange.reading import ReadEdition, read_workbook
from catalog.exchange.writing import export_workbook
from catalog.models import NationalMeasureEdition
from documents.workbooks import SheetToWrite, open_workbook, write_workbook

HEADS = ("No", "国の施策番号", "施策名")
ABOUT = {"題": "国の施策一覧", "時点": "令和9年4月時点", "出典": "出典"}


def book(
    rows: Sequence[Sequence[Any]],
    *,
    heads: Sequence[str] = HEADS,
    about: Mapping[str, str] | None = ABOUT,
) -> bytes:
    """Return a workbook with these rows; `about` None leaves the sheet 「版」 out."""
    sheets = [SheetToWrite(title=SHEET, rows=[list(heads), *rows], widths=())]
    if about is not None:
        pairs = [[name, text] for name, text in about.items()]
        sheets.append(SheetToWrite(title=facts.SHEET, rows=pairs, widths=()))
    return write_workbook(sheets, title="題", author="作成者")


def numbered(count: int, *, first: int = 1) -> list[list[Any]]:
    """Return rows of so many measures, 01-01 and on."""
    return [
        [no, f"{no // 100 + 1:02}-{no % 100:02}", f"第{no}の施策"]
        for no in range(first, first + count)
    ]


def edited(data: bytes, cells: Mapping[str, Any], *, sheet: str = SHEET) -> bytes:
    """Return a workbook in which some cells hold something else, as Excel would save it."""
    opened = openpyxl.load_workbook(BytesIO(data))
    for address, value in cells.items():
        opened[sheet][address] = value
    return saved(opened)


def without_rows(data: bytes, *numbers: int) -> bytes:
    """Return a workbook without some lines of the list."""
    opened = openpyxl.load_workbook(BytesIO(data))
    for number in sorted(numbers, reverse=True):
        opened[SHEET].delete_rows(number)
    return saved(opened)


def saved(opened: openpyxl.Workbook) -> bytes:
    """Return what openpyxl writes."""
    buffer = BytesIO()
    opened.save(buffer)
    return buffer.getvalue()


def export(code: str) -> bytes:
    """Return the workbook of a stored edition."""
    return export_workbook(NationalMeasureEdition.objects.get(code=code))


def cells_of(data: bytes, *, sheet: str = SHEET) -> dict[str, Any]:
    """Return the cells of a sheet by address."""
    return {cell.address: cell.value for cell in open_workbook(data).sheet(sheet).cells}


def read(data: bytes, *, code: str = "R9", **how: Any) -> ReadEdition:
    """Read a workbook without a database."""
    values: dict[str, Any] = {"title": "", "stored": None, "heads": known_heads([]), "pillars": {}}
    return read_workbook(data, code=code, **(values | how))

"""Rows of text → XLSX: text stays text whatever it begins with; same rows, same bytes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from documents.text import forbidden_character
from documents.workbooks.errors import CellProblem, WorkbookError
from documents.workbooks.limits import LONGEST_PROPERTY, LONGEST_TEXT
from documents.workbooks.sheet import column_letters

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
# In place of the part in which openpyxl names itself with its version.
_PROGRAM = "docProps/app.xml"
_PROGRAM_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    '"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>planbuilder</Application></Properties>"
)
_FIXED = datetime(1980, 1, 1)  # noqa: DTZ001 -- a property without a zone, and no moment at all
# openpyxl writes what is in a font in an order that the schema does not allow (CT_Font in
# ECMA-376 part 1, §18.8.22).
_STYLES = "xl/styles.xml"
_IN_FONT = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
# What Excel or another program might take for the beginning of a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
# What a reader would take for an escaped character.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_HEAD = PatternFill("solid", fgColor="E6EEF8")
_TOP = Alignment(vertical="top", wrap_text=True)
_TEXT_FORMAT = "@"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetToWrite:
    """A sheet: its rows (text, whole numbers, None for an empty cell) and how wide its columns are.

    The first `heads` rows are printed bold and stay in view. `text_columns` (counted from 1) are
    formatted as text also below the last row, so that what is typed there stays as typed.
    """

    title: str
    rows: Sequence[Sequence[str | int | None]]
    widths: Sequence[float]
    heads: int = 1
    text_columns: Sequence[int] = ()


def write_workbook(sheets: Sequence[SheetToWrite], *, title: str, author: str) -> bytes:
    """Return an XLSX of the sheets in their order.

    Every text is a string cell in the format for text, never a formula; no cell is merged. Dates
    of the package and its properties are fixed.

    Args:
        sheets: at least one.
        title: the title in the properties of the file.
        author: the author there.

    Raises:
        WorkbookError: a text is longer than a cell can hold, or holds a character that no XML
            can; names the cell.
    """
    book = Workbook()
    for number, sheet in enumerate(sheets):
        target = book.active if number == 0 else book.create_sheet()
        assert isinstance(target, Worksheet)  # a new workbook has one worksheet, which is active
        _write_sheet(target, sheet)
    return package_of(book, title=title, author=author)


def package_of(book: Workbook, *, title: str, author: str, day: date | None = None) -> bytes:
    """Return the bytes of a workbook, without any moment at which it was made.

    Args:
        title, author: for the properties, which name no program but ours.
        day: of the record, for the dates there; without one they are a fixed day.
    """
    book.properties.title = title[:LONGEST_PROPERTY]
    book.properties.creator = book.properties.lastModifiedBy = author[:LONGEST_PROPERTY]
    moment = _FIXED if day is None else datetime(day.year, day.month, day.day)  # noqa: DTZ001
    book.properties.created = book.properties.modified = moment
    buffer = BytesIO()
    # save() would stamp the file with the present moment.
    ExcelWriter(book, ZipFile(buffer, "w", ZIP_DEFLATED)).save()
    return _packed(buffer.getvalue())


def put_text(cell: Cell, text: str, *, sheet: str) -> None:
    """Make `text` the value of a cell, as a string whatever it begins with.

    Raises:
        WorkbookError: it is longer than a cell can hold, or holds a character that no XML can;
            names the cell of `sheet`.
    """
    _check(text, sheet, cell.coordinate)
    cell.value = _LOOKS_ESCAPED.sub("_x005F_", text)
    cell.data_type = "s"
    cell.number_format = _TEXT_FORMAT
    if text.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True


def _write_sheet(target: Worksheet, sheet: SheetToWrite) -> None:
    target.title = sheet.title
    for row_number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is None or value == "":
                continue
            cell = target.cell(row_number, column)
            assert isinstance(cell, Cell)  # nothing is merged
            cell.alignment = _TOP
            if isinstance(value, str):
                put_text(cell, value, sheet=sheet.title)
            else:
                cell.value = value
            if row_number <= sheet.heads:
                cell.font = Font(bold=True)
                cell.fill = _HEAD
    for column, width in enumerate(sheet.widths, start=1):
        target.column_dimensions[column_letters(column)].width = width
    for column in sheet.text_columns:
        target.column_dimensions[column_letters(column)].number_format = _TEXT_FORMAT
    if sheet.heads:
        target.freeze_panes = f"A{sheet.heads + 1}"


def _check(text: str, title: str, address: str) -> None:
    found = forbidden_character(text)
    message = found.message if found else ""
    # openpyxl would cut the rest off without a word.
    if len(text) > LONGEST_TEXT:
        message = (
            f"{len(text):,}文字あり、Excelの一つのセル（{LONGEST_TEXT:,}文字まで）に入りません。"
        )
    if message:
        raise WorkbookError([CellProblem(title, address, message)])


def _mended(name: str, part: bytes) -> bytes:
    """Return a part of the package as it is to be: fonts in order, no name of a library."""
    if name == _PROGRAM:
        return _PROGRAM_XML.encode()
    if name != _STYLES:
        return part
    styles = etree.fromstring(part)
    for font in styles.iter("{*}font"):
        font[:] = sorted(font, key=lambda child: _IN_FONT.index(etree.QName(child).localname))
    written: bytes = etree.tostring(styles)
    return written


def _packed(data: bytes) -> bytes:
    """Return the package with fixed dates and the name of our program."""
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(packed, "w") as result:
        for name in source.namelist():
            info = ZipInfo(name, _ZIP_DATE)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            result.writestr(info, _mended(name, source.read(name)))
    return packed.getvalue()

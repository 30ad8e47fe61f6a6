"""The workbook for people: 施策一覧, 施策の内容, KPI一覧, スケジュール, fit to be printed on A3.

Every cell is text as it was written; there is no formula, no merged cell and no hidden row. What
machines read is made by csv.py.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from documents.assemble import assemble
from documents.assemble.front import stage_marks
from documents.content import EditionRecord, PlanContent
from documents.datasets.read_me import edition_name, source_line
from documents.renderers.docx_properties import HASH_PROPERTY
from documents.renderers.errors import RenderError
from documents.renderers.xlsx_measures import measure_sheet, text_sheet
from documents.renderers.xlsx_progress import DUE, kpi_sheet, schedule_sheet
from documents.renderers.xlsx_tables import PeopleSheet, lines_of
from documents.workbooks import WorkbookError, address_of, column_letters, package_of, put_text
from documents.workbooks.limits import LONGEST_PROPERTY

VERSION = 2

FONT = "BIZ UDPゴシック"

_SIZE = 10
_RULE = Side(style="thin", color="8C8C8C")
_BORDER = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)
_HEAD = PatternFill("solid", fgColor="E6EEF8")
_RUNS = PatternFill("solid", fgColor="C9DBF2")
_ENDS = PatternFill("solid", fgColor="FCE9C4")
_TEXT = Alignment(vertical="top", wrap_text=True)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_A3 = 8  # paper sizes are numbers there
# Excel shows at most 409 points of a row; so many lines of our font stay well below.
_MOST_LINES = 24
_LINE = 13.0  # points of a line of text
_AROUND = 5.0  # points above and below the text of a row
_MOST_IN_HEADER = 60  # characters of a running head


def render_xlsx(content: PlanContent, record: EditionRecord | None) -> bytes:
    """Return the workbook of an edition, or of a draft (marked 案); equal arguments, equal bytes.

    Raises:
        RenderError: a text holds a character that no workbook can carry.
    """
    document = assemble(content, record)
    book = Workbook()
    lines = lines_of(content)
    sheets = (
        measure_sheet(content, lines),
        text_sheet(content, lines),
        kpi_sheet(lines),
        schedule_sheet(content, lines),
    )
    for number, sheet in enumerate(sheets):
        target = book.active if number == 0 else book.create_sheet()
        assert isinstance(target, Worksheet)  # a new workbook has one worksheet, which is active
        try:
            _write(target, sheet, content, record)
        except WorkbookError as error:
            reasons = "／".join(str(problem) for problem in error.problems)
            raise RenderError(f"Excelファイルに書けない文字があります。{reasons}") from error
    book.properties.subject = document.subject[:LONGEST_PROPERTY]
    book.properties.language = "ja"
    if document.content_sha256:
        hash_of_content = StringProperty(name=HASH_PROPERTY, value=document.content_sha256)
        book.custom_doc_props.append(hash_of_content)  # type: ignore[attr-defined] # not in the stubs
    return package_of(book, title=document.title, author=document.author, day=document.created)


def _write(
    target: Worksheet, sheet: PeopleSheet, content: PlanContent, record: EditionRecord | None
) -> None:
    target.title = sheet.title
    widths = [column.width for column in sheet.columns]
    marks = "　".join((edition_name(record), *stage_marks(content, record)))
    marks = "案" if record is None else marks
    top = [
        *(
            (line, 14, True)
            for line in _title_lines(content.title, sheet.title, sum(widths) * 0.65)
        ),
        *((line, _SIZE, False) for line in _cut(source_line(content, record), sum(widths))),
        *([(sheet.legend, _SIZE, False)] if sheet.legend else []),
    ]
    for row, (text, size, bold) in enumerate(top, start=1):
        cell = _put(target, row, 1, text)
        cell.font = Font(name=FONT, size=size, bold=bold)
        target.row_dimensions[row].height = size * 1.7
    head = len(top) + 1
    for number, column in enumerate(sheet.columns, start=1):
        cell = _put(target, head, number, column.title)
        cell.font, cell.fill = Font(name=FONT, size=_SIZE, bold=True), _HEAD
        cell.alignment, cell.border = _CENTRED, _BORDER
        target.column_dimensions[column_letters(number)].width = column.width
    heads = [column.title.count("\n") + 1 for column in sheet.columns]
    target.row_dimensions[head].height = max(heads) * _LINE + _AROUND
    last = _write_rows(target, sheet, head)
    _lay_out(target, sheet, head, last)
    _set_running_heads(target, content, f"{content.organization.name}　{marks}")


def _title_lines(plan: str, sheet: str, width: float) -> list[str]:
    """The names of plan and sheet, on one line where they fit."""
    lines = _cut(f"{plan}　{sheet}", width)
    return lines if len(lines) == 1 else [*_cut(plan, width), sheet]


def _write_rows(target: Worksheet, sheet: PeopleSheet, head: int) -> int:
    """Write the rows below the head and return the number of the last."""
    font, bold = Font(name=FONT, size=_SIZE), Font(name=FONT, size=_SIZE, bold=True)
    row = head
    for row, texts in enumerate(_physical_rows(sheet), start=head + 1):
        for number, (text, column) in enumerate(zip(texts, sheet.columns, strict=True), start=1):
            cell = _put(target, row, number, text)
            cell.font, cell.border = font, _BORDER
            cell.alignment = _CENTRED if column.is_grid else _TEXT
            if column.is_grid and text:
                cell.font, cell.fill = bold, _ENDS if DUE in text else _RUNS
        target.row_dimensions[row].height = _height(texts, sheet)
    if sheet.nothing:
        row += 1
        _put(target, row, 1, sheet.nothing).font = font
    return row


def _height(texts: Sequence[str], sheet: PeopleSheet) -> float:
    """Points of a row that shows all of its texts; programs do not all find them out."""
    lines = (
        sum(len(_cut(part, _room(column.width))) or 1 for part in text.split("\n"))
        for text, column in zip(texts, sheet.columns, strict=True)
    )
    return max(lines) * _LINE + _AROUND


def _put(target: Worksheet, row: int, column: int, text: str) -> Cell:
    cell = target.cell(row, column)
    assert isinstance(cell, Cell)  # nothing is merged
    if text:
        put_text(cell, text, sheet=target.title)
    return cell


def _lay_out(target: Worksheet, sheet: PeopleSheet, head: int, last: int) -> None:
    keys = sum(column.is_key for column in sheet.columns)
    end = address_of(last, len(sheet.columns))
    target.freeze_panes = address_of(head + 1, keys + 1)
    if sheet.rows:
        target.auto_filter.ref = f"A{head}:{end}"
    target.print_title_rows = f"{head}:{head}"
    target.print_area = f"A1:{end}"
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = _A3
    target.page_setup.fitToWidth = 1
    target.page_setup.fitToHeight = 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.print_options.horizontalCentered = True
    margins = target.page_margins
    margins.left = margins.right = 0.5  # inches
    margins.top = margins.bottom = 0.75
    margins.header = margins.footer = 0.35


def _set_running_heads(target: Worksheet, content: PlanContent, mark: str) -> None:
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    target.oddHeader, target.oddFooter = header, footer
    for part, text in (
        (header.left, _literal(content.title)),
        (header.right, _literal(mark)),
        (footer.left, "&A"),
        (footer.center, "&P / &N"),
    ):
        part.text, part.font, part.size = text, FONT, 9


def _literal(text: str) -> str:
    """Return a text as a running head takes it: & begins a code there."""
    short = text if len(text) <= _MOST_IN_HEADER else f"{text[:_MOST_IN_HEADER]}…"
    return short.replace("&", "&&")


# --- long texts ------------------------------------------------------------------------------


def _width(character: str) -> float:
    """Half-width characters that a character is wide: kana are narrow in our proportional font."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0  # it stands on another
    if "\u3001" <= character <= "\u30ff":
        return 1.75
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1.1


def _room(width: float) -> float:
    """Half-width characters of our proportional font that fit side by side in a column."""
    return width * 1.05


def _cut(text: str, width: float) -> list[str]:
    """Cut a text into lines that are at most `width` half-width characters wide."""
    lines, line, used = list[str](), "", 0.0
    for character in text.replace("\n", " "):
        wide = _width(character)
        if line and used + wide > width and wide:
            lines.append(line)
            line, used = "", 0.0
        line += character
        used += wide
    return [*lines, line] if line else lines


def _pieces(text: str, width: float) -> list[str]:
    """Cut a text into pieces that a row can show whole in a column of this width."""
    room = _room(width)
    pieces: list[str] = []
    piece: list[str] = []
    left = _MOST_LINES
    for paragraph in text.split("\n"):
        wrapped = _cut(paragraph, room) or [""]
        while wrapped:
            if not left:
                pieces.append("\n".join(piece))
                piece, left = [], _MOST_LINES
            piece.append("".join(wrapped[:left]))
            taken = min(left, len(wrapped))
            wrapped, left = wrapped[taken:], left - taken
    return [*pieces, "\n".join(piece)]


def _physical_rows(sheet: PeopleSheet) -> Iterator[Sequence[str]]:
    """Yield the rows of a sheet; one that no page could show goes on in the next.

    Rows that go on bear the words of the key columns again.
    """
    for row in sheet.rows:
        cut = [
            [text] if column.is_grid else _pieces(text, column.width)
            for text, column in zip(row, sheet.columns, strict=True)
        ]
        for number in range(max(len(pieces) for pieces in cut)):
            yield [
                pieces[number]
                if number < len(pieces)
                else (pieces[0] if column.is_key and len(pieces) == 1 else "")
                for pieces, column in zip(cut, sheet.columns, strict=True)
            ]

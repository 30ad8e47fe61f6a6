"""Tables of a DOCX: fixed widths, heads that repeat, rows that do not break."""

import unicodedata
from itertools import pairwise

from documents.renderers.docx_inlines import InlineWriter
from documents.renderers.docx_sections import Page
from documents.renderers.wordml import attribute, paragraph
from documents.tree import (
    Bar,
    Cell,
    Table,
    TableRole,
    caption_line,
    heads_repeat,
    inline_text,
    stays_together,
)

_HEAD_SHADE, _NAME_SHADE = "E4E9F2", "F1F3F7"
_BAR_SHADES = {Bar.RUNNING: "D5DEF0", Bar.MILESTONE: "FDF0C4", Bar.OPEN: "EEF2F9"}
_BY_YEAR = (TableRole.KPI, TableRole.SCHEDULE)
# The styles of table text in base.docx, in twentieths of a point; a body's own may be larger.
_CHARACTER, _LINE_HEIGHT, _PADDING = 190, 300, 220
_NARROW = '<w:tcMar><w:left w:w="20" w:type="dxa"/><w:right w:w="20" w:type="dxa"/></w:tcMar>'


def table_properties(
    style: str, width: int, *, title: str = "", description: str = "", head: bool = False
) -> str:
    """Return w:tblPr; title and description are read out in place of the table's look."""
    words = f"<w:tblCaption w:val={attribute(title)}/>" if title else ""
    words += f"<w:tblDescription w:val={attribute(description)}/>" if description else ""
    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="04A0" w:firstRow="{int(head)}" w:lastRow="0" w:firstColumn="1" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{words}</w:tblPr>'
    )


def grid(widths: list[int]) -> str:
    """Return w:tblGrid."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def column_widths(shares: tuple[int, ...], width: int) -> list[int]:
    """Return widths in twentieths of a point that make `width` together, by their shares."""
    total = sum(shares) or 1
    ends = [0]
    for share in shares:
        ends.append(ends[-1] + share)
    places = [width * end // total for end in ends]
    return [last - first for first, last in pairwise(places)]


def _lines(text: str, width: int) -> int:
    """How many lines a paragraph takes at most; a wide character is one em, others two thirds."""
    line = max(width - _PADDING, _CHARACTER) // _CHARACTER * 3
    lines = 0
    for part in text.split("\n"):
        ems = sum(3 if unicodedata.east_asian_width(one) in "WFA" else 2 for one in part)
        lines += max(1, -(-ems // line))
    return lines


def row_height(row: tuple[Cell, ...], widths: list[int]) -> int:
    """Return how high a row is at most: an estimate in twentieths of a point."""
    return max(
        (
            sum(_lines(inline_text(words), width) for words in cell.paragraphs) * _LINE_HEIGHT
            for cell, width in zip(row, widths, strict=True)
        ),
        default=0,
    )


def _shade(cell: Cell, *, in_head: bool) -> str:
    fill = ""
    if cell.bar is not None:
        fill = _BAR_SHADES[cell.bar]
    elif cell.is_head:
        fill = _HEAD_SHADE if in_head else _NAME_SHADE
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""


class TableWriter:
    """Writes the tables of one document."""

    def __init__(self, inlines: InlineWriter) -> None:
        self._inlines = inlines

    def table(self, node: Table, page: Page, *, has_source: bool) -> str:
        """Return a table, without its caption, as wide as the text of a page.

        The anchor of a table without a caption is in its first cell. Its last row stays with the
        source below it. Rows that may be higher than half a page break, for LibreOffice leaves
        out what does not fit on the page of a row that must not.
        """
        widths = column_widths(node.widths, page.text_width)
        colophon = node.role is TableRole.COLOPHON
        together = colophon or stays_together(node)
        repeats = heads_repeat(node)
        rows = [(row, True) for row in node.head] + [(row, False) for row in node.rows]
        anchor = "" if node.caption else node.anchor
        body = "".join(
            self._row(
                node,
                row,
                widths,
                is_head=is_head,
                repeats=is_head and repeats,
                whole=row_height(row, widths) <= page.text_height // 2,
                keep=(is_head and repeats) or (has_source if index == len(rows) - 1 else together),
                anchor=anchor if index == 0 else "",
            )
            for index, (row, is_head) in enumerate(rows)
        )
        properties = table_properties(
            "ColophonTable" if colophon else "PlanTable",
            sum(widths),
            title="" if node.caption is None else caption_line(node.caption),
            head=bool(node.head),
        )
        return f"<w:tbl>{properties}{grid(widths)}{body}</w:tbl>"

    def _row(
        self,
        node: Table,
        row: tuple[Cell, ...],
        widths: list[int],
        *,
        is_head: bool,
        repeats: bool,
        whole: bool,
        keep: bool,
        anchor: str,
    ) -> str:
        marks = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if repeats else "")
        cells = "".join(
            self._cell(
                node,
                cell,
                width,
                in_head=is_head,
                keep=keep,
                anchors=(cell.anchor, anchor if index == 0 else ""),
            )
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        properties = f"<w:trPr>{marks}</w:trPr>" if marks else ""
        return f"<w:tr>{properties}{cells}</w:tr>"

    def _cell(
        self,
        node: Table,
        cell: Cell,
        width: int,
        *,
        in_head: bool,
        keep: bool,
        anchors: tuple[str, ...],
    ) -> str:
        plain = node.role is TableRole.COLOPHON
        shading = "" if plain else _shade(cell, in_head=in_head)
        middle = '<w:vAlign w:val="center"/>' if in_head else ""
        centred = in_head or (node.role in _BY_YEAR and not cell.is_head)
        properties = ("<w:keepNext/>" if keep else "") + (
            '<w:jc w:val="center"/>' if centred else ""
        )
        # A year in both calendars stands on two lines, which must not break in a narrow column.
        year = in_head and node.role in _BY_YEAR and len(cell.paragraphs) > 1
        style = "TableYear" if year else "TableHead" if cell.is_head else "TableText"
        words = [self._inlines.inlines(words) for words in cell.paragraphs] or [""]
        for anchor in anchors:
            words[0] = self._inlines.bookmarked(anchor, words[0])
        paragraphs = "".join(paragraph(style, one, properties) for one in words)
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}'
            f"{_NARROW if year else ''}{middle}</w:tcPr>"
            f"{paragraphs}</w:tc>"
        )

"""What a tree says, in strings: the same words for every renderer."""

from collections.abc import Iterator
from typing import assert_never

from documents.tree.inline import (
    FootnoteMark,
    Inlines,
    LineBreak,
    Link,
    Reference,
    Strong,
    Text,
)
from documents.tree.nodes import (
    Box,
    Caption,
    Cell,
    Chart,
    Contents,
    Cover,
    Diagram,
    Document,
    Figure,
    Heading,
    ItemList,
    Label,
    Node,
    Note,
    Paragraph,
    Picture,
    Table,
)

# Signs that carry their own space: nothing stands between them and the title.
_CLOSE_SIGNS = frozenset("・○") | {
    chr(code)
    for first, last in ((0x2460, 0x2473), (0x3251, 0x325F), (0x32B1, 0x32BF))
    for code in range(first, last + 1)
}


_MOST_ROWS, _MOST_CHARACTERS, _MOST_LINES = 6, 400, 14
_MOST_ENTRIES = 24
_MOST_HEAD_LINES, _MOST_ROW_LINES = 16, 16
_LINE = 36  # wide characters on a line over the whole width, less the padding of narrow cells


def gap_after(number: str) -> str:
    """Return what stands between a printed number and its text: nothing or one wide space."""
    return "" if not number or number[-1] in _CLOSE_SIGNS else "\u3000"


def numbered_line(number: str, text: str) -> str:
    """Return a printed number and its text as one line."""
    return number + gap_after(number) + text


def heading_line(heading: Heading) -> str:
    """Return a heading as one line: number, text and marks."""
    return numbered_line(heading.number, heading.text) + "".join(heading.marks)


def caption_number(caption: Caption) -> str:
    """Return the numbered word of a caption: 図1."""
    return f"{caption.kind.value}{caption.number}"


def caption_line(caption: Caption) -> str:
    """Return a caption as one line."""
    return numbered_line(caption_number(caption), caption.text)


def paragraph_line(paragraph: Paragraph) -> str:
    """Return the words of a paragraph with its number; a line break is a line feed."""
    return numbered_line(paragraph.number, inline_text(paragraph.inlines))


def boxes_of(roots: tuple[Box, ...]) -> Iterator[tuple[int, Box]]:
    """Yield every box of a diagram with its depth (from 0), each before those below it."""
    waiting = [(0, box) for box in reversed(roots)]
    while waiting:
        depth, box = waiting.pop()
        yield depth, box
        waiting.extend((depth + 1, child) for child in reversed(box.children))


def pictures_of(document: Document) -> Iterator[Picture]:
    """Yield every picture of a document."""
    for node in document.nodes:
        match node:
            case Figure(picture=picture):
                yield picture
            case Cover(logo=Picture() as logo):
                yield logo


def inline_text(inlines: Inlines) -> str:
    """Return the words of `inlines`; a line break is a line feed, a footnote call is nothing."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text) | Strong(text=text) | Link(text=text):
                parts.append(text)
            case Reference(number=number, text=text):
                parts.append(numbered_line(number, text))
            case LineBreak():
                parts.append("\n")
            case FootnoteMark():
                pass
            case _:
                assert_never(inline)
    return "".join(parts)


def heads_repeat(table: Table) -> bool:
    """Say whether the heads of a table are low enough to stand on every page: some sixteen lines.

    Heads that leave no room for a row would be left out by the layout; they are rows then.
    """
    return sum(_row_lines(table, row) for row in table.head) <= _MOST_HEAD_LINES


def row_breaks(table: Table, row: tuple[Cell, ...]) -> bool:
    """Say whether a row is so high, over sixteen lines, that it may go on on the next page.

    Kept whole it leaves half a page empty, and takes the heads off the table where it leaves them
    no room.
    """
    return _row_lines(table, row) > _MOST_ROW_LINES


def stays_together(table: Table) -> bool:
    """Say whether a table is kept on one page: at most six rows, fourteen lines with its heads.

    A higher one would leave too much of a page empty; nor may it have over four hundred characters.
    """
    rows = (*table.head, *table.rows)
    words = sum(
        len(inline_text(paragraph)) for row in rows for cell in row for paragraph in cell.paragraphs
    )
    return (
        len(table.rows) <= _MOST_ROWS
        and words <= _MOST_CHARACTERS
        and sum(_row_lines(table, row) for row in rows) <= _MOST_LINES
    )


def _row_lines(table: Table, row: tuple[Cell, ...]) -> int:
    total = sum(table.widths) or 1
    return max(
        (
            sum(1 + len(inline_text(words)) * total // (_LINE * width) for words in cell.paragraphs)
            for cell, width in zip(row, table.widths, strict=True)
        ),
        default=0,
    )


def captions_begin_page(document: Document) -> bool:
    """Say whether the lists of figures and tables begin a page: with the contents over 24 lines.

    Counted, not left to the room on the page, so that the PDF and Word have the same pages.
    """
    lines = sum(
        1 + len(numbered_line(entry.number, entry.text)) // _LINE
        for node in document.nodes
        if isinstance(node, Contents)
        for entry in node.entries
    )
    return lines > _MOST_ENTRIES


def _caption_strings(caption: Caption | None) -> Iterator[str]:
    if caption is not None:
        yield caption_line(caption)


def _node_strings(node: Node) -> Iterator[str]:
    match node:
        case Cover():
            yield from (node.organization, node.title, node.subtitle, node.date, *node.marks)
        case Contents():
            yield node.title
            for entry in node.entries:
                yield entry.number + entry.text
        case Heading():
            yield node.number + node.text + "".join(node.marks)
        case Label(text=text):
            yield text
        case Paragraph():
            yield paragraph_line(node)
        case ItemList(items=items):
            for item in items:
                yield item.number + inline_text(item.inlines)
        case Table():
            yield from _caption_strings(node.caption)
            for row in (*node.head, *node.rows):
                for cell in row:
                    yield from (inline_text(paragraph) for paragraph in cell.paragraphs)
        case Diagram():
            for _, box in boxes_of(node.roots):
                yield from box.lines
            yield from _caption_strings(node.caption)
        case Figure(caption=caption) | Chart(caption=caption):
            yield from _caption_strings(caption)
        case Note(title=title, paragraphs=paragraphs):
            yield title
            yield from (inline_text(paragraph) for paragraph in paragraphs)
        case _:
            assert_never(node)


def strings_of(document: Document) -> list[str]:
    """Return every printed string of the nodes in document order; footnotes are left apart.

    This is the yardstick of the parity test: each string stands whole, once and in this order in
    every rendering.
    """
    return [text for node in document.nodes for text in _node_strings(node) if text]


def footnote_strings_of(document: Document) -> list[str]:
    """Return the texts of the footnotes in order."""
    return [inline_text(footnote.inlines) for footnote in document.footnotes]

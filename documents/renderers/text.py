"""Document → plain text (テキスト版): one line per paragraph, cells apart by a tab."""

from collections.abc import Iterator
from typing import assert_never

from documents.tree import (
    Chart,
    Contents,
    Cover,
    Document,
    Figure,
    FootnoteMark,
    Heading,
    Inlines,
    ItemList,
    Label,
    LineBreak,
    Link,
    Node,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
    heading_line,
    numbered_line,
)

VERSION = 5


def _words(inlines: Inlines, line_break: str = "\n") -> str:
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text) | Strong(text=text):
                parts.append(text)
            case Link(text=text, href=href):
                outside = not href.startswith("#") and href != text
                parts.append(f"{text}（{href}）" if outside else text)
            case LineBreak():
                parts.append(line_break)
            case FootnoteMark(number=number):
                parts.append(f"［注{number}］")
            case _:
                assert_never(inline)
    return "".join(parts)


def _table_lines(table: Table) -> Iterator[str]:
    if table.caption:
        yield table.caption
    for row in (*table.head, *table.rows):
        yield "\t".join(
            " ".join(_words(paragraph, " ") for paragraph in cell.paragraphs) for cell in row
        ).rstrip("\t")


def _lines(node: Node) -> Iterator[str]:
    match node:
        case Cover():
            yield from (node.organization, node.title, node.subtitle, node.date, *node.marks)
        case Contents(title=title, entries=entries):
            yield title
            for entry in entries:
                indent = "\u3000" * (entry.level - 1)
                yield indent + numbered_line(entry.number, entry.text)
        case Heading():
            yield ""
            yield heading_line(node)
        case Label(text=text):
            yield text
        case Paragraph(inlines=inlines):
            yield _words(inlines)
        case ItemList(items=items):
            for item in items:
                mark = item.number or "・"
                gap = " " if item.number else ""
                yield "\u3000" * item.level + mark + gap + _words(item.inlines)
        case Table():
            yield from _table_lines(node)
        case Figure(caption=caption, alt=alt):
            yield caption
            if alt:
                yield f"（画像：{alt}）"
        case Chart(caption=caption):
            yield caption
        case Note(title=title, paragraphs=paragraphs):
            yield title
            yield from (_words(paragraph) for paragraph in paragraphs)
        case _:
            assert_never(node)


def render_text(document: Document) -> str:
    """Return the document as plain text, ending in one line feed; footnotes stand at the end."""
    blocks = [
        "\n".join(line for line in _lines(node) if line or isinstance(node, Heading))
        for node in document.nodes
    ]
    notes = [f"［注{note.number}］{_words(note.inlines)}" for note in document.footnotes]
    if notes:
        blocks.append("\n".join(["", "注", *notes]))
    return "\n".join(block for block in blocks if block) + "\n"

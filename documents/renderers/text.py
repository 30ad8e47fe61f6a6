"""Document → plain text (テキスト版): one line per paragraph, cells apart by a tab."""

from collections.abc import Iterator
from typing import assert_never

from documents.tree import (
    Chart,
    Contents,
    Cover,
    Diagram,
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
    Reference,
    Strong,
    Table,
    Text,
    boxes_of,
    caption_line,
    gap_after,
    heading_line,
    numbered_line,
)

VERSION = 7


def _words(inlines: Inlines, line_break: str = "\n") -> str:
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text) | Strong(text=text):
                parts.append(text)
            case Link(text=text, href=href):
                outside = not href.startswith("#") and href != text
                parts.append(f"{text}（{href}）" if outside else text)
            case Reference(number=number, text=text):
                parts.append(numbered_line(number, text))
            case LineBreak():
                parts.append(line_break)
            case FootnoteMark(number=number):
                parts.append(f"［注{number}］")
            case _:
                assert_never(inline)
    return "".join(parts)


def _table_lines(table: Table) -> Iterator[str]:
    if table.caption is not None:
        yield caption_line(table.caption)
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
        case Paragraph(number=number, inlines=inlines):
            yield number + gap_after(number) + _words(inlines)
        case ItemList(items=items):
            for item in items:
                mark = item.number or "・"
                gap = " " if item.number else ""
                yield "\u3000" * item.level + mark + gap + _words(item.inlines)
        case Table():
            yield from _table_lines(node)
        case Figure(caption=caption, picture=picture):
            yield "" if caption is None else caption_line(caption)
            if picture.alt:
                yield f"（画像：{picture.alt}）"
        case Chart(caption=caption):
            yield "" if caption is None else caption_line(caption)
        case Diagram(roots=roots, caption=caption):
            for depth, box in boxes_of(roots):
                name, *more = box.lines
                yield "\u3000" * depth + "・" + name
                yield from ("\u3000" * (depth + 1) + line for line in more)
            yield "" if caption is None else caption_line(caption)
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

"""Document → the part of it under one heading: a chapter or a measure, as it stands in the whole.

Numbers, captions and footnote numbers are those of the whole document. Links that would lead out
of the part become plain text.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from documents.tree import (
    Box,
    Cell,
    Chart,
    Contents,
    Diagram,
    Document,
    Figure,
    FootnoteMark,
    Heading,
    Link,
    Node,
    Note,
    Paragraph,
    Reference,
    Table,
    Text,
    numbered_line,
)

# What a link can lead to; other things with an anchor (references, boxes) lead there themselves.
_PLACES = (Heading, Paragraph, Cell, Table, Figure, Chart, Diagram, Note)


def part_of(document: Document, anchor: str) -> Document:
    """Return the part of `document` that begins at `anchor`.

    A heading's part goes on to the next heading of its level or a higher one. A measure without a
    name begins with a paragraph; its part goes on to the next heading or the next such paragraph.
    All else is left out: cover, contents list, footnotes that the part does not call.

    Raises:
        KeyError: no heading and no paragraph has this anchor.
    """
    nodes = _slice(document.nodes, anchor)
    anchors = {place.anchor for place in _every(nodes, _PLACES) if place.anchor}
    called = {mark.number for mark in _every(nodes, (FootnoteMark,))}
    footnotes = tuple(note for note in document.footnotes if note.number in called)
    return replace(
        document,
        nodes=_without_dead_links(_on_its_page(nodes), anchors),
        footnotes=_without_dead_links(footnotes, anchors),
    )


def part_title(document: Document, anchor: str) -> str:
    """Return what the part at `anchor` is called in a file name: its number and title, or "".

    Raises:
        KeyError: no heading and no paragraph has this anchor.
    """
    first = _slice(document.nodes, anchor)[0]
    return f"{first.number}{first.text}" if isinstance(first, Heading) else ""


def _slice(nodes: tuple[Node, ...], anchor: str) -> tuple[Node, ...]:
    start = next((i for i, node in enumerate(nodes) if _begins(node, anchor)), None)
    if start is None:
        raise KeyError(anchor)
    end = next(
        (i for i in range(start + 1, len(nodes)) if _ends(nodes[start], nodes[i])), len(nodes)
    )
    return nodes[start:end]


def _begins(node: Node, anchor: str) -> bool:
    return anchor != "" and isinstance(node, Heading | Paragraph) and node.anchor == anchor


def _ends(opener: Node, node: Node) -> bool:
    if isinstance(node, Contents):  # it stands between the front matter and the chapters
        return True
    if isinstance(opener, Heading):
        return isinstance(node, Heading) and node.level <= opener.level
    return isinstance(node, Heading) or (isinstance(node, Paragraph) and node.anchor != "")


def _on_its_page(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Nothing stands before the part, so it needs no page break to begin with."""
    first = nodes[0]
    if isinstance(first, Heading):
        first = replace(first, starts_page=False)
    return (first, *nodes[1:])


def _every(value: Any, kinds: tuple[type, ...]) -> Iterator[Any]:
    """Yield everything in a tree that is of one of `kinds`."""
    if isinstance(value, kinds):
        yield value
    if isinstance(value, tuple):
        for item in value:
            yield from _every(item, kinds)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _every(getattr(value, field.name), kinds)


def _without_dead_links(value: Any, anchors: set[str]) -> Any:
    """Return a tree in which what leads to an anchor outside `anchors` is its words alone.

    It walks whatever the nodes are made of, so that a new node needs no word here.
    """
    match value:
        case tuple():
            return tuple(_without_dead_links(item, anchors) for item in value)
        case Link(text=text, href=href) if href.startswith("#") and href[1:] not in anchors:
            return Text(text=text)
        case Reference(number=number, text=text, anchor=anchor) if anchor not in anchors:
            return Text(text=numbered_line(number, text))
        case Box(anchor=anchor) if anchor and anchor not in anchors:
            return replace(value, anchor="", children=_without_dead_links(value.children, anchors))
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: _without_dead_links(getattr(value, field.name), anchors)
            for field in fields(value)
        }
        return replace(value, **changed)
    return value

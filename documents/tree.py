"""The document tree: a closed union of semantic nodes between a plan and its renderings.

assemble: PlanContent → Document; renderers: Document → bytes or str. Nodes say what a thing is
(a heading, a note), never how it looks. Numbers, anchors and captions are already computed, so
that every renderer prints the same ones. A new node must be handled in every renderer: each ends
its `match` in `assert_never`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

# --- inline ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Literal text without line feeds."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strong:
    """Stressed text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Text that leads to an address outside, or (with `#anchor`) inside the document."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FootnoteMark:
    """The call of a footnote; its text stands in Document.footnotes under the same number."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBreak:
    """A line break inside a paragraph."""


Inline = Text | Strong | Link | FootnoteMark | LineBreak
Inlines = tuple[Inline, ...]


# --- flow ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The title page. `marks` are words such as 「案」 and the edition."""

    title: str
    subtitle: str = ""
    organization: str = ""
    date: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsEntry:
    """A line of the contents list."""

    level: int
    number: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The contents list; renderers add the page numbers."""

    title: str
    entries: tuple[ContentsEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the outline, levels 1 to 6. `number` is printed before the text."""

    level: int
    number: str
    text: str
    anchor: str
    starts_page: bool = False
    marks: tuple[str, ...] = ()  # words after the text: 【再掲】


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A small heading outside the outline: ＜KPI＞."""

    text: str


class ParagraphRole(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    SIGNATURE = "signature"
    SOURCE = "source"  # under a table, figure or chart
    BULLET = "bullet"  # a measure without a name, printed as 「・…」


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph."""

    inlines: Inlines
    role: ParagraphRole = ParagraphRole.BODY
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a list. `number` is "" in an unordered list, else what is printed: 「1.」."""

    level: int
    number: str
    inlines: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemList:
    """A list, ordered or not, with levels."""

    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell; each entry of `paragraphs` is one paragraph. Links may lead to its `anchor`."""

    paragraphs: tuple[Inlines, ...]
    is_head: bool = False
    anchor: str = ""


class TableRole(StrEnum):
    """What a table shows, for style names and widths."""

    BODY = "body"
    REVISIONS = "revisions"
    KPI = "kpi"
    SCHEDULE = "schedule"
    FACTS = "facts"  # two columns: name, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; `head` rows repeat on every page. Every row has `len(widths)` cells.

    `widths` are relative column widths. `caption` is whole, its number included.
    """

    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    role: TableRole = TableRole.BODY
    caption: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture by the hash of its file. `alt` is "" only for decoration."""

    sha256: str
    media_type: str
    alt: str
    caption: str = ""
    anchor: str = ""


class ChartKind(StrEnum):
    """How a chart is drawn."""

    LINE = "line"
    BAR = "bar"
    STACKED = "stacked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One row of a chart; None is a gap."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart; its data table is a Table node that follows it."""

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    alt: str
    caption: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A boxed note: title (may be empty) and paragraphs."""

    title: str
    paragraphs: tuple[Inlines, ...]
    anchor: str = ""


Node = Cover | Contents | Heading | Label | Paragraph | ItemList | Table | Figure | Chart | Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A footnote with its number in the document."""

    number: int
    inlines: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document. `created` is a date of the record, never today's."""

    title: str
    author: str
    subject: str
    nodes: tuple[Node, ...]
    footnotes: tuple[Footnote, ...] = ()
    created: date | None = None
    header: str = ""  # running head
    footer_marks: tuple[str, ...] = ()  # 「案」 on every page of a draft
    accent: str = "#1a3f8b"
    language: str = "ja"


# --- reading a tree --------------------------------------------------------------------------

# Signs that carry their own space: nothing stands between them and the title.
_CLOSE_SIGNS = frozenset("・○") | {
    chr(code)
    for first, last in ((0x2460, 0x2473), (0x3251, 0x325F), (0x32B1, 0x32BF))
    for code in range(first, last + 1)
}


_MOST_ROWS, _MOST_CHARACTERS = 6, 400


def gap_after(number: str) -> str:
    """Return what stands between a printed number and its text: nothing or one wide space."""
    return "" if not number or number[-1] in _CLOSE_SIGNS else "\u3000"


def numbered_line(number: str, text: str) -> str:
    """Return a printed number and its text as one line."""
    return number + gap_after(number) + text


def heading_line(heading: Heading) -> str:
    """Return a heading as one line: number, text and marks."""
    return numbered_line(heading.number, heading.text) + "".join(heading.marks)


def inline_text(inlines: Inlines) -> str:
    """Return the words of `inlines`; a line break is a line feed, a footnote call is nothing."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text) | Strong(text=text) | Link(text=text):
                parts.append(text)
            case LineBreak():
                parts.append("\n")
            case FootnoteMark():
                pass
    return "".join(parts)


def stays_together(table: Table) -> bool:
    """Say whether a table is kept on one page: at most six rows and four hundred characters."""
    words = sum(
        len(inline_text(paragraph))
        for row in (*table.head, *table.rows)
        for cell in row
        for paragraph in cell.paragraphs
    )
    return len(table.rows) <= _MOST_ROWS and words <= _MOST_CHARACTERS


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
        case Paragraph(inlines=inlines):
            yield inline_text(inlines)
        case ItemList(items=items):
            for item in items:
                yield item.number + inline_text(item.inlines)
        case Table():
            yield node.caption
            for row in (*node.head, *node.rows):
                for cell in row:
                    yield from (inline_text(paragraph) for paragraph in cell.paragraphs)
        case Figure(caption=caption) | Chart(caption=caption):
            yield caption
        case Note(title=title, paragraphs=paragraphs):
            yield title
            yield from (inline_text(paragraph) for paragraph in paragraphs)


def strings_of(document: Document) -> list[str]:
    """Return every printed string of the nodes in document order; footnotes are left apart.

    This is the yardstick of the parity test: each string stands whole, once and in this order in
    every rendering.
    """
    return [text for node in document.nodes for text in _node_strings(node) if text]


def footnote_strings_of(document: Document) -> list[str]:
    """Return the texts of the footnotes in order."""
    return [inline_text(footnote.inlines) for footnote in document.footnotes]

"""What a document is made of: its nodes in order, and what holds for the whole."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from documents.numbering import NumberStyle
from documents.tree.inline import Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """The number of a heading as a counted thing, for renderers that count by themselves.

    `depth` is 0 for a part, 1 for a chapter, and so on down; `value` runs from 1.
    """

    style: NumberStyle
    depth: int
    value: int


class CaptionKind(StrEnum):
    """What a caption numbers; the value is printed."""

    FIGURE = "図"
    TABLE = "表"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The caption of a figure or table; each kind is numbered through the document."""

    kind: CaptionKind
    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture by the hash of its file. `alt` is "" only for decoration."""

    sha256: str
    media_type: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The title page. `marks` are words such as 「案」 and the edition."""

    title: str
    logo: Picture | None = None
    subtitle: str = ""
    organization: str = ""
    date: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsEntry:
    """A line of a list of contents; a figure or table has 「図1」 for its number."""

    level: int
    number: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A list of headings (目次), or of the captions of one kind (図表目次).

    Renderers add the page numbers. Lists that follow one another stand together.
    """

    title: str
    entries: tuple[ContentsEntry, ...]
    captions: CaptionKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the outline, levels 1 to 6. `number` is printed before the text.

    `counter` is the same number as a counted thing. With `landscape`, what stands under the
    heading is printed on pages turned sideways.
    """

    level: int
    number: str
    text: str
    anchor: str
    starts_page: bool = False
    marks: tuple[str, ...] = ()  # words after the text: 【再掲】
    counter: Counter | None = None
    landscape: bool = False


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
    """One paragraph. A measure without a name has its `number` printed before its text."""

    inlines: Inlines
    role: ParagraphRole = ParagraphRole.BODY
    anchor: str = ""
    number: str = ""
    counter: Counter | None = None


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


class Bar(StrEnum):
    """What a cell of a schedule draws behind its words."""

    RUNNING = "running"
    MILESTONE = "milestone"
    OPEN = "open"  # goes on after the last year


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell; each entry of `paragraphs` is one paragraph. Links may lead to its `anchor`."""

    paragraphs: tuple[Inlines, ...]
    is_head: bool = False
    anchor: str = ""
    bar: Bar | None = None


class TableRole(StrEnum):
    """What a table shows, for style names and widths."""

    BODY = "body"
    REVISIONS = "revisions"
    KPI = "kpi"
    SCHEDULE = "schedule"
    FACTS = "facts"  # two columns: name, value
    MEASURES = "measures"  # 施策一覧
    COVERAGE = "coverage"  # 対応表
    COLOPHON = "colophon"  # 奥付: at the foot of the last page


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; `head` rows repeat on every page. Every row has `len(widths)` cells.

    `widths` are relative column widths. With `landscape` it stands on pages turned sideways.
    """

    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    role: TableRole = TableRole.BODY
    caption: Caption | None = None
    anchor: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with its caption."""

    picture: Picture
    caption: Caption | None = None
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
    caption: Caption | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box of a diagram: its lines (the first is its name), and the boxes below it.

    `anchor` is "" or the heading that the name leads to.
    """

    lines: tuple[str, ...]
    anchor: str = ""
    children: tuple["Box", ...] = ()


class DiagramKind(StrEnum):
    """What a diagram shows."""

    GOVERNANCE = "governance"  # 推進体制図
    SYSTEM = "system"  # 体系図


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """Boxes joined by lines, drawn from data: trees that grow from the left to the right."""

    kind: DiagramKind
    roots: tuple[Box, ...]
    alt: str
    caption: Caption | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A boxed note: title (may be empty) and paragraphs."""

    title: str
    paragraphs: tuple[Inlines, ...]
    anchor: str = ""


Node = (
    Cover
    | Contents
    | Heading
    | Label
    | Paragraph
    | ItemList
    | Table
    | Figure
    | Chart
    | Diagram
    | Note
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A footnote with its number in the document."""

    number: int
    inlines: Inlines


class Typeface(StrEnum):
    """The two families of print."""

    MINCHO = "mincho"  # 明朝
    GOTHIC = "gothic"  # ゴシック


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document. `created` is a date of the record, never today's.

    `content_sha256` is the hash of the sealed content of an edition, "" for a draft; it stands in
    the properties of a file, not in print. `base_document` is "" or the hash of the .docx whose
    styles a DOCX uses.
    """

    title: str
    author: str
    subject: str
    nodes: tuple[Node, ...]
    footnotes: tuple[Footnote, ...] = ()
    created: date | None = None
    header: str = ""  # running head
    footer_marks: tuple[str, ...] = ()  # 「案」 on every page of a draft
    accent: str = "#1a3f8b"
    body_face: Typeface = Typeface.MINCHO
    heading_face: Typeface = Typeface.GOTHIC
    base_document: str = ""
    content_sha256: str = ""
    language: str = "ja"

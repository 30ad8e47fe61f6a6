"""Text as an ordered list of blocks; marks stand beside the literal text (docs/adr/0002)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from documents.limits import Long, MediaType, Sha256, Short, Uid


class MarkKind(StrEnum):
    """The only inline marks that text may carry; everything else in a text is literal."""

    BOLD = "bold"
    LINK = "link"
    FOOTNOTE = "footnote"
    TERM = "term"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark on the characters start..end (code points, end exclusive) of its text.

    `ref` is the address of a link or the uid of a footnote or term. A footnote stands at one
    place: its start equals its end.
    """

    kind: MarkKind
    start: int
    end: int
    ref: Short = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; a line feed in the text is a line break on paper."""

    type: ClassVar[str] = "paragraph"
    uid: Uid
    text: Long
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One item of a list; level 0 is the outermost."""

    uid: Uid
    text: Long
    level: int = 0
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock:
    """A list; the numbers of an ordered one are computed."""

    type: ClassVar[str] = "list"
    uid: Uid
    items: tuple[ListItem, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """One cell; no cell spans rows or columns."""

    text: Long = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row; all rows of a table have the same number of cells."""

    uid: Uid
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; the first `header_rows` rows are heads, repeated on each page."""

    type: ClassVar[str] = "table"
    uid: Uid
    rows: tuple[TableRow, ...]
    caption: Short = ""
    header_rows: int = 1
    header_column: bool = False
    source: Short = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture, named by the SHA-256 of its file in the store of figures."""

    type: ClassVar[str] = "figure"
    uid: Uid
    sha256: Sha256
    media_type: MediaType
    alt: Long = ""
    decorative: bool = False
    caption: Short = ""
    source: Short = ""
    rights: Short = ""


class ChartKind(StrEnum):
    """How a small table is drawn."""

    LINE = "line"
    BAR = "bar"
    STACKED = "stacked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSeries:
    """One row of figures; a missing value is a gap."""

    name: Short
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart drawn from its own table of figures."""

    type: ClassVar[str] = "chart"
    uid: Uid
    kind: ChartKind
    categories: tuple[Short, ...]
    series: tuple[ChartSeries, ...]
    caption: Short = ""
    unit: Short = ""
    alt: Long = ""
    source: Short = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A boxed note with an optional title."""

    type: ClassVar[str] = "note"
    uid: Uid
    text: Long
    title: Short = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermNote:
    """The place where the explanation of a term of the glossary is printed as a note (※)."""

    type: ClassVar[str] = "term_note"
    uid: Uid
    term: Uid


Block = Paragraph | ListBlock | Table | Figure | Chart | Note | TermNote

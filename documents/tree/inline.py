"""What stands inside a paragraph."""

from dataclasses import dataclass


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
    """Text that leads to an address outside, or (with `#anchor`) to a place in the document."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A cross-reference to a heading: its number and its text, which renderers can keep current."""

    number: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FootnoteMark:
    """The call of a footnote; its text stands in Document.footnotes under the same number."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBreak:
    """A line break inside a paragraph."""


Inline = Text | Strong | Link | Reference | FootnoteMark | LineBreak
Inlines = tuple[Inline, ...]

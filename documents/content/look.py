"""How the book looks; frozen with the content."""

from dataclasses import dataclass
from enum import StrEnum

from documents.limits import Colour, MediaType, Sha256, Short
from documents.numbering import NumberStyle


class PhraseStyle(StrEnum):
    """How sentences end that the product writes itself."""

    PLAIN = "plain"  # である
    POLITE = "polite"  # です・ます


class FontFamily(StrEnum):
    """The two families of print."""

    MINCHO = "mincho"  # 明朝
    GOTHIC = "gothic"  # ゴシック


class NewTextSide(StrEnum):
    """On which side a 新旧対照表 has the new text; there is no common custom."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture on the cover, named by the SHA-256 of its file in the store of figures."""

    sha256: Sha256
    media_type: MediaType
    alt: Short = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the book looks; frozen with the content.

    `base_document` is the SHA-256 of the body's own .docx whose styles are used, in the store.
    """

    part_numbering: NumberStyle = NumberStyle.ROMAN
    numbering: tuple[NumberStyle, ...] = (
        NumberStyle.ARABIC,
        NumberStyle.PAREN,
        NumberStyle.CIRCLED,
        NumberStyle.KATAKANA,
    )
    kpi_label: Short = "＜KPI＞"
    schedule_label: Short = "＜スケジュール＞"
    header_text: Short = ""
    accent: Colour = "#1a3f8b"
    phrases: PhraseStyle = PhraseStyle.PLAIN
    body_font: FontFamily = FontFamily.MINCHO
    heading_font: FontFamily = FontFamily.GOTHIC
    landscape_tables: bool = True
    new_text: NewTextSide = NewTextSide.LEFT
    logo: Logo | None = None
    base_document: Sha256 | None = None

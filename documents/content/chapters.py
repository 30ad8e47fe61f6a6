"""The tree of chapters and how it looks."""

from dataclasses import dataclass
from enum import StrEnum

from documents.content.blocks import Block
from documents.content.measures import Placement
from documents.limits import Colour, Short, Uid


class ChapterKind(StrEnum):
    """What a chapter holds."""

    PART = "part"  # 部: its chapters are numbered from one again
    TEXT = "text"
    BASIC_POLICIES = "basic_policies"
    THEME = "theme"
    MEASURES = "measures"
    SECURITY = "security"
    GLOSSARY = "glossary"
    APPENDIX = "appendix"


class Shown(StrEnum):
    """Facts of the plan that a chapter prints after its text."""

    POSITION = "position"  # 根拠・期間・関連計画
    GOVERNANCE = "governance"  # 推進体制
    PROCESS = "process"  # 策定経過
    TERMS = "terms"  # 用語集
    CONTACT = "contact"  # 連絡先


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A node of the tree of chapters (部 → 章 → 節 → 項).

    Printed in this order: title, body, what it shows, measures placed here, children.
    """

    uid: Uid
    title: Short
    kind: ChapterKind = ChapterKind.TEXT
    numbered: bool = True
    guide_section: int | None = None
    body: tuple[Block, ...] = ()
    shows: tuple[Shown, ...] = ()
    placements: tuple[Placement, ...] = ()
    children: tuple["Chapter", ...] = ()
    tags: tuple[Uid, ...] = ()


class NumberStyle(StrEnum):
    """How a number in front of a title is written; the value is the number one."""

    NONE = ""
    ROMAN = "Ⅰ"
    PART_KANJI = "第1部"
    CHAPTER = "第1章"
    SECTION = "第1節"
    ARABIC = "1"
    ARABIC_WIDE = "１"
    PAREN = "(1)"
    PAREN_WIDE = "（１）"
    CIRCLED = "①"
    KATAKANA = "ア"
    PAREN_KATAKANA = "(ア)"
    DOT = "・"
    RING = "○"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the book looks; frozen with the content."""

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

"""The tree of chapters."""

from dataclasses import dataclass
from enum import StrEnum

from documents.content.blocks import Block
from documents.content.measures import Placement
from documents.limits import Short, Uid


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
    GOVERNANCE = "governance"  # 推進体制: the chart and the bodies
    SYSTEM = "system"  # 体系図: themes → measures
    MEASURE_LIST = "measure_list"  # 施策一覧
    KPI_LIST = "kpi_list"  # KPI一覧
    CORRESPONDENCE = "correspondence"  # 対応表（パターン2）
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

"""What a plan is: its body, bases, relations, bodies, process, terms and tags."""

from dataclasses import dataclass
from enum import StrEnum

from documents.content.blocks import Block
from documents.content.written import Period, WrittenDate
from documents.limits import Code, Long, Short, Uid, Url


class Pattern(StrEnum):
    """How the plan is made (guide, Ⅰ chapter 4)."""

    STANDALONE = "standalone"  # パターン1: a plan of its own
    EMBEDDED = "embedded"  # パターン2: put into another plan


class Stage(StrEnum):
    """How far the text has come."""

    OUTLINE = "outline"  # 骨子
    DRAFT = "draft"  # 素案
    PROPOSAL = "proposal"  # 案
    FINAL = "final"  # 決定


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationName:
    """The body that makes the plan, with its 全国地方公共団体コード."""

    code: Code
    name: Short


@dataclass(frozen=True, slots=True, kw_only=True)
class Hat:
    """A legal basis that the plan answers to (根拠), each with a period of its own."""

    uid: Uid
    law: Short
    article: Short = ""
    description: Long = ""
    period: Period | None = None


class Relation(StrEnum):
    """What another plan is to this one."""

    PARENT = "parent"  # 盛り込み先の計画（パターン2）
    UPPER = "upper"  # 上位計画
    SIBLING = "sibling"  # 関連計画
    PREDECESSOR = "predecessor"  # 前計画
    SUCCESSOR = "successor"  # 後継計画


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedPlan:
    """Another plan and how this one stands to it."""

    uid: Uid
    relation: Relation
    title: Short
    url: Url = ""
    pages: Short = ""
    note: Long = ""
    abolished: bool = False  # a former plan that was abolished; `note` says why


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreword:
    """Words of the head of the body, with a signature."""

    title: Short = "はじめに"
    body: tuple[Block, ...] = ()
    signature: Short = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow:
    """A row of the 改定履歴 that came with an imported plan, printed as written."""

    uid: Uid
    edition: Short = ""
    date: WrittenDate | None = None
    description: Long = ""
    department: Short = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionTable:
    """What the 改定履歴 and its columns are called; an imported plan brings its own words."""

    title: Short = "改定履歴"
    edition: Short = "版数"
    date: Short = "策定・改定年月日"
    description: Short = "内容"
    department: Short = "作成部署"


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernanceBody:
    """A body of the 推進体制."""

    uid: Uid
    name: Short
    head: Short = ""
    members: Long = ""
    office: Short = ""
    reporting_rhythm: Short = ""
    role: Long = ""
    parent: Uid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessStep:
    """A step of the 策定経過."""

    uid: Uid
    title: Short
    date: WrittenDate | None = None
    parties: Short = ""
    description: Long = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """A row of the 対応表: where an element of the guide or a matter of the Act is treated.

    `chapter` is the uid of a chapter of this plan; `place` says where in the plan that takes this
    one in (パターン2).
    """

    uid: Uid
    element: Short
    chapter: Uid | None = None
    place: Long = ""
    note: Long = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask (guide, Ⅰ chapter 4: to be published with the plan)."""

    department: Short = ""
    postal_address: Short = ""
    phone: Short = ""
    fax: Short = ""
    email: Short = ""
    url: Url = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the glossary (用語集)."""

    uid: Uid
    word: Short
    explanation: Long
    reading: Short = ""  # in kana, for the order


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """The text of a footnote; marks in texts point at it."""

    uid: Uid
    text: Long


class TagScheme(StrEnum):
    """What a tag classifies by; an own scheme is OWN with its name in the label."""

    PILLAR = "pillar"  # 基本的な方針の柱
    FIELD = "field"  # 重点分野
    ARTICLE = "article"  # 基本法の条
    BENEFIT = "benefit"  # 期待される効果
    ISSUE = "issue"  # 課題
    AIM = "aim"  # 目的
    SDG = "sdg"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One value that chapters and measures may carry."""

    uid: Uid
    scheme: TagScheme
    label: Short
    code: Short = ""

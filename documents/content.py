"""PlanContent: everything that one plan says, as frozen data; the plan interchange format.

rows or JSON → PlanContent → assemble. docs/plan-format.md explains the format for readers;
documents/codec.py turns these classes into JSON and back and derives the JSON Schema from them.
Every part carries a `uid`, unique in the plan and never reused. A field that is missing stays
missing: nothing here invents a period, a contact or a number (design §2).
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from documents.eras import DateReading
from documents.limits import Code, Colour, Long, MediaType, Sha256, Short, Uid, Url

FORMAT_NAME = "planbuilder-plan"
FORMAT_VERSION = 1


# --- dates and numbers: what was written, and beside it our reading --------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A date as printed, with our reading of it where there is one."""

    written: Short
    reading: DateReading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of time as printed; start and end may be missing one by one."""

    written: Short = ""
    start: DateReading | None = None
    end: DateReading | None = None
    extension: Long = ""  # the decision that prolonged it, in words


# --- text: blocks ----------------------------------------------------------------------------


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


# --- what a plan is --------------------------------------------------------------------------


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


# --- measures --------------------------------------------------------------------------------


class MeasureStatus(StrEnum):
    """New or not."""

    NEW = "new"  # 新規
    CONTINUED = "continued"  # 継続
    EXPANDED = "expanded"  # 拡充


class SectionKind(StrEnum):
    """The named blocks of a measure."""

    SITUATION = "situation"  # 現状と課題
    ACTIONS = "actions"  # 取組内容
    EFFECTS = "effects"  # 期待される効果
    MEANS = "means"  # 主な推進方策
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSection:
    """A named block of a measure; an empty title means the usual name of its kind."""

    uid: Uid
    kind: SectionKind
    title: Short = ""
    body: tuple[Block, ...] = ()


class ResponsibilityRole(StrEnum):
    """Lead or partner."""

    LEAD = "lead"  # 担当課
    PARTNER = "partner"  # 連携先


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who carries a measure."""

    uid: Uid
    name: Short
    role: ResponsibilityRole = ResponsibilityRole.LEAD


class KpiKind(StrEnum):
    """What sort of figure a KPI is."""

    NUMBER = "number"
    RATIO = "ratio"
    RANK = "rank"
    CUMULATIVE = "cumulative"
    PER_YEAR = "per_year"
    DONE = "done"  # done or not
    WORDS = "words"
    NONE = "none"


class KpiRole(StrEnum):
    """Progress or effect (国の施策一覧: KPI（進捗）, KPI（効果）)."""

    PROGRESS = "progress"
    EFFECT = "effect"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiBaseline:
    """Where a KPI stood."""

    written: Short = ""
    value: Decimal | None = None
    date: WrittenDate | None = None
    source: Short = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiTarget:
    """Where a KPI is to stand; without a fiscal year the target belongs to the whole plan."""

    uid: Uid
    written: Short = ""
    value: Decimal | None = None
    fiscal_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """An indicator. `name` and the `written` values are printed; values are our reading."""

    uid: Uid
    name: Short
    kind: KpiKind = KpiKind.NUMBER
    role: KpiRole | None = None
    unit: Short = ""
    direction: Direction | None = None
    baseline: KpiBaseline | None = None
    targets: tuple[KpiTarget, ...] = ()
    method: Long = ""
    department: Short = ""
    note: Long = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleStep:
    """A step on the grid of years; an end may be open and said in words."""

    uid: Uid
    label: Short
    start: DateReading | None = None
    end: DateReading | None = None
    open_end: Short = ""
    milestone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleItem:
    """A statement on when something is done, as written, with our reading of its deadline."""

    uid: Uid
    written: Long
    due: DateReading | None = None
    open_end: Short = ""  # a deadline that names no date: 「次期更新時まで」
    steps: tuple[ScheduleStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalLink:
    """A national measure that a measure answers to, in the edition it was taken from."""

    uid: Uid
    edition: Short
    name: Short
    no: int | None = None
    code: Short = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLink:
    """A similar case elsewhere."""

    uid: Uid
    title: Short
    organization: Short = ""
    no: Short = ""
    url: Url = ""


class OriginKind(StrEnum):
    """Where the first text of a measure came from."""

    NATIONAL = "national"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The row of the catalogue that a measure was copied from."""

    kind: OriginKind
    edition: Short
    key: Short


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure (個別施策), written once and shown where placements put it.

    The name may be empty where a plan prints the text alone.
    """

    uid: Uid
    name: Short = ""
    mark: Short = ""  # ◎, ○ or the plan's own
    status: MeasureStatus | None = None
    body: tuple[Block, ...] = ()
    sections: tuple[MeasureSection, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    schedule: tuple[ScheduleItem, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    joint_with: Short = ""
    support: Long = ""
    budget: Long = ""
    national_measures: tuple[NationalLink, ...] = ()
    cases: tuple[CaseLink, ...] = ()
    related: tuple[Uid, ...] = ()
    tags: tuple[Uid, ...] = ()
    notes: tuple[Block, ...] = ()  # printed last
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A measure's place in a chapter; `reprint` marks a 再掲."""

    uid: Uid
    measure: Uid
    reprint: bool = False


# --- chapters --------------------------------------------------------------------------------


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


# --- look ------------------------------------------------------------------------------------


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


# --- the plan --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent:
    """One plan, whole."""

    uid: Uid
    title: Short
    organization: OrganizationName
    subtitle: Short = ""
    short_name: Short = ""
    vision: Long = ""
    pattern: Pattern = Pattern.STANDALONE
    stage: Stage = Stage.FINAL
    guide_edition: Short = ""
    cover_date: WrittenDate | None = None
    period: Period | None = None
    hats: tuple[Hat, ...] = ()
    related_plans: tuple[RelatedPlan, ...] = ()
    prefectural_plan_note: Long = ""  # 都道府県計画を勘案した点（法第9条第3項）
    foreword: Foreword | None = None
    revision_rows: tuple[RevisionRow, ...] = ()
    revision_notes: tuple[Block, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    measures: tuple[Measure, ...] = ()
    terms: tuple[Term, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    tags: tuple[Tag, ...] = ()
    governance: tuple[GovernanceBody, ...] = ()
    process: tuple[ProcessStep, ...] = ()
    contact: Contact | None = None
    licence: Short = ""
    prints_national_measures: bool = True
    look: Look = field(default_factory=Look)


# --- the record of an edition ----------------------------------------------------------------


class Capacity(StrEnum):
    """As what somebody decided."""

    SELF = "self"  # 本人
    DEPUTY = "deputy"  # 代決
    DELEGATED = "delegated"  # 専決
    EXTERNAL = "external"  # 外部決裁の記録


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of the route, bound to the hash of the content decided on."""

    step: int
    name: Short
    capacity: Capacity
    decided_on: WrittenDate | None = None
    post: Short = ""
    comment: Long = ""
    evidence: Long = ""
    recorded_by: Short = ""
    content_sha256: Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRecord:
    """What is known of an edition only by or after its decision; hashed apart from the content."""

    edition_no: int
    edition_label: Short
    content_sha256: Sha256
    decisions: tuple[Decision, ...]
    document_number: Short = ""
    decided_on: WrittenDate | None = None
    established_on: WrittenDate | None = None
    effective_on: WrittenDate | None = None
    published_on: WrittenDate | None = None
    summary: Long = ""  # 改定内容
    reason: Long = ""
    department: Short = ""

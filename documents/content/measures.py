"""Measures with their KPI, schedule and what they answer to."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from documents.content.blocks import Block
from documents.content.written import WrittenDate
from documents.eras import DateReading
from documents.limits import Long, Short, Uid, Url


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
    """Where a KPI is to stand; without a fiscal year the target belongs to the whole plan.

    `year_written` is the year as it was written where that is not the usual name of `fiscal_year`.
    """

    uid: Uid
    written: Short = ""
    value: Decimal | None = None
    fiscal_year: int | None = None
    year_written: Short = ""


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
    EXAMPLE = "example"


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

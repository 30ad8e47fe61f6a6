"""One plan, whole."""

from dataclasses import dataclass, field

from documents.content.blocks import Block
from documents.content.chapters import Chapter
from documents.content.facts import (
    Contact,
    CoverageRow,
    Footnote,
    Foreword,
    GovernanceBody,
    Hat,
    OrganizationName,
    Pattern,
    ProcessStep,
    RelatedPlan,
    RevisionRow,
    RevisionTable,
    Stage,
    Tag,
    Term,
)
from documents.content.look import Look
from documents.content.measures import Measure
from documents.content.written import Period, WrittenDate
from documents.limits import Long, Short, Uid


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
    revision_table: RevisionTable = field(default_factory=RevisionTable)
    revision_rows: tuple[RevisionRow, ...] = ()
    revision_notes: tuple[Block, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    measures: tuple[Measure, ...] = ()
    terms: tuple[Term, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    tags: tuple[Tag, ...] = ()
    governance: tuple[GovernanceBody, ...] = ()
    process: tuple[ProcessStep, ...] = ()
    coverage: tuple[CoverageRow, ...] = ()
    contact: Contact | None = None
    licence: Short = ""
    prints_national_measures: bool = True
    look: Look = field(default_factory=Look)

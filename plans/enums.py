"""States, deeds and kinds of plan rows."""

from django.db import models


class PlanState(models.TextChoices):
    """Where the working copy of a plan stands."""

    DRAFTING = "drafting", "下書き"
    CIRCULATING = "circulating", "回議中"
    SETTLED = "settled", "決裁済（改定待ち）"


class EditionState(models.TextChoices):
    """Where an edition stands."""

    DECIDED = "decided", "決裁済"
    PUBLISHED = "published", "公表済"
    UNPUBLISHED = "unpublished", "取下げ"
    SUPERSEDED = "superseded", "改定済"
    ABOLISHED = "abolished", "廃止"


# Editions that the public may read.
PUBLIC_EDITION_STATES = (EditionState.PUBLISHED, EditionState.SUPERSEDED)


class SubmissionOutcome(models.TextChoices):
    """What became of a submission (起案)."""

    PENDING = "pending", "回議中"
    DECIDED = "decided", "決裁"
    RETURNED = "returned", "差戻し"
    WITHDRAWN = "withdrawn", "引戻し"


class LinkDecision(models.TextChoices):
    """What somebody decided on a national measure when a newer list was looked at."""

    ACCEPTED = "accepted", "新しい版に改めた"
    DECLINED = "declined", "前の版のままにした"


class SwitchKind(models.TextChoices):
    """What a newer national list says of a measure that a plan answers to."""

    SAME = "same", "変わらない"
    RENUMBERED = "renumbered", "番号が変わった"
    RENAMED = "renamed", "名称が変わった"
    REWORDED = "reworded", "内容が変わった"
    GONE = "gone", "対応する施策がない"
    CANDIDATE = "candidate", "候補だけがある"
    UNKNOWN = "unknown", "対照がない"


class Deed(models.TextChoices):
    """A deed on a plan; each leaves one event."""

    CREATE = "create", "作成"
    IMPORT = "import", "取込み"
    SUBMIT = "submit", "起案"
    WITHDRAW = "withdraw", "引戻し"
    RETURN = "return", "差戻し"
    DECIDE = "decide", "決裁"
    RECORD_EXTERNAL = "record_external", "外部決裁の記録"
    PUBLISH = "publish", "公表"
    UNPUBLISH = "unpublish", "公表の取下げ"
    START_REVISION = "start_revision", "改定の開始"


class FactKind(models.TextChoices):
    """What a PlanFact holds; its data is the content class of the same name."""

    HAT = "hat", "根拠"
    RELATED_PLAN = "related_plan", "関連する計画"
    GOVERNANCE_BODY = "governance_body", "推進体制"
    PROCESS_STEP = "process_step", "策定経過"
    REVISION_ROW = "revision_row", "取り込んだ改定履歴"
    TERM = "term", "用語"
    FOOTNOTE = "footnote", "脚注"
    COVERAGE_ROW = "coverage_row", "対応表の行"


class PartKind(models.TextChoices):
    """The parts of a plan that are saved, versioned and restored one by one."""

    PLAN = "plan", "計画の基本情報"
    FACT = "fact", "計画の付属情報"
    CHAPTER = "chapter", "章"
    MEASURE = "measure", "施策"
    KPI = "kpi", "KPI"
    SCHEDULE_ITEM = "schedule_item", "スケジュール"

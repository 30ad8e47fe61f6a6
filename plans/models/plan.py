"""A plan's working copy and the facts about it."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from accounts.models import Organization, User
from catalog.models import GuideEdition
from documents.content import Pattern, Stage
from plans.enums import FactKind, PartKind, PlanState
from plans.models.part import Part, PartQuerySet, VersionedRow, part_constraints

PATTERN_LABELS = {
    Pattern.STANDALONE: "単独の計画としてつくる（パターン1）",
    Pattern.EMBEDDED: "ほかの計画に盛り込む（パターン2）",
}
STAGE_LABELS = {
    Stage.OUTLINE: "骨子",
    Stage.DRAFT: "素案",
    Stage.PROPOSAL: "案",
    Stage.FINAL: "決定",
}


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans as the business asks for them."""

    def visible_to(self, user: User) -> Self:
        """Return the plans of the organisations that `user` works for; all for a superuser."""
        if user.is_superuser:
            return self
        return self.filter(
            organization__memberships__user=user, organization__memberships__is_active=True
        )


class Plan(VersionedRow):
    """A plan of an organisation: one working copy, and the editions frozen from it.

    Only plans/workflow.py writes `state`, `head_hash` and `event_count`.
    """

    part_kind: ClassVar = PartKind.PLAN
    written_fields: ClassVar = (
        "title",
        "subtitle",
        "short_name",
        "vision",
        "pattern",
        "stage",
        "cover_date",
        "period",
        "prefectural_plan_note",
        "foreword",
        "revision_table",
        "revision_notes",
        "contact",
        "licence",
        "prints_national_measures",
        "look",
    )

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="plans", verbose_name="団体"
    )
    organization_name = models.CharField(
        "計画に書く団体名（空なら登録された名前）", max_length=500, blank=True
    )
    slug = models.SlugField("短い名前（URL）", max_length=60, unique=True)
    uid = models.CharField("識別子", max_length=64)
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name="前の計画",
    )
    guide_edition = models.ForeignKey(
        GuideEdition,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name="手引の版",
    )
    created_at = models.DateTimeField("作成日時", default=timezone.now)

    title = models.CharField("計画の名称", max_length=500)
    subtitle = models.CharField("副題", max_length=500, blank=True)
    short_name = models.CharField("略称", max_length=500, blank=True)
    vision = models.TextField("ビジョン", blank=True)
    pattern = models.CharField(
        "つくり方",
        max_length=20,
        choices=[(pattern.value, label) for pattern, label in PATTERN_LABELS.items()],
        default=Pattern.STANDALONE.value,
    )
    stage = models.CharField(
        "段階",
        max_length=20,
        choices=[(stage.value, label) for stage, label in STAGE_LABELS.items()],
        default=Stage.FINAL.value,
    )
    cover_date = models.JSONField("表紙の日付", null=True, blank=True)
    period = models.JSONField("計画期間", null=True, blank=True)
    prefectural_plan_note = models.TextField("都道府県計画を勘案した点", blank=True)
    foreword = models.JSONField("はしがき", null=True, blank=True)
    revision_table = models.JSONField("改定履歴の題と見出し", default=dict, blank=True)
    revision_notes = models.JSONField("改定履歴の注意事項", default=list, blank=True)
    contact = models.JSONField("連絡先", null=True, blank=True)
    licence = models.CharField("利用条件", max_length=500, blank=True)
    prints_national_measures = models.BooleanField("対応する国の施策を印刷する", default=True)
    look = models.JSONField("体裁", default=dict, blank=True)

    state = models.CharField(
        "状態", max_length=20, choices=PlanState.choices, default=PlanState.DRAFTING
    )
    epoch = models.PositiveIntegerField("変更履歴の区切り", default=0)
    event_count = models.PositiveIntegerField("記録の数", default=0)
    head_hash = models.CharField("最後の記録のハッシュ", max_length=64, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "計画"
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=PlanState.values),
                name="plan_state_known",
                violation_error_message="計画の状態が正しくありません。",
            ),
            models.CheckConstraint(
                condition=models.Q(pattern__in=[pattern.value for pattern in Pattern]),
                name="plan_pattern_known",
                violation_error_message="つくり方が正しくありません。",
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=[stage.value for stage in Stage]),
                name="plan_stage_known",
                violation_error_message="段階が正しくありません。",
            ),
            models.CheckConstraint(
                condition=~models.Q(title=""),
                name="plan_title_not_empty",
                violation_error_message="計画の名称を入れてください。",
            ),
            models.CheckConstraint(
                condition=models.Q(version__gte=1),
                name="plan_version_positive",
                violation_error_message="版は1以上にしてください。",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_editable(self) -> bool:
        """Say whether the working copy may be changed."""
        return self.state == PlanState.DRAFTING


class PlanFact(Part):
    """A hat, related plan, body, step, revision row, term or footnote of a plan.

    `data` is the content class of the kind, in the encoding of documents/codec.py, without its
    uid; plans/content.py holds the pairs.
    """

    part_kind: ClassVar = PartKind.FACT
    written_fields: ClassVar = ("kind", "data")

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="facts", verbose_name="計画"
    )
    kind = models.CharField("種類", max_length=20, choices=FactKind.choices)
    data = models.JSONField("内容", default=dict)

    objects = PartQuerySet["PlanFact"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "計画の付属情報"
        ordering = ("kind", "position", "pk")
        constraints = (
            *part_constraints("planfact"),
            models.CheckConstraint(
                condition=models.Q(kind__in=FactKind.values),
                name="planfact_kind_known",
                violation_error_message="種類が正しくありません。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.uid}"

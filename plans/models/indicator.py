"""KPI and their actual values."""

from typing import ClassVar

from django.db import models

from documents.content import Direction, KpiKind, KpiRole
from plans.enums import PartKind
from plans.models.measure import Measure
from plans.models.part import Part, PartQuerySet, part_constraints
from plans.models.plan import Plan

KPI_KIND_LABELS = {
    KpiKind.NUMBER: "数",
    KpiKind.RATIO: "割合",
    KpiKind.RANK: "順位",
    KpiKind.CUMULATIVE: "累計",
    KpiKind.PER_YEAR: "年当たり",
    KpiKind.DONE: "実施の有無",
    KpiKind.WORDS: "言葉で書く",
    KpiKind.NONE: "指標なし",
}
KPI_ROLE_LABELS = {KpiRole.PROGRESS: "進捗", KpiRole.EFFECT: "効果"}
DIRECTION_LABELS = {
    Direction.UP: "増えるほどよい",
    Direction.DOWN: "減るほどよい",
    Direction.KEEP: "保つ",
}


class Kpi(Part):
    """An indicator of a measure; baseline and targets are in the encoding of the content."""

    part_kind: ClassVar = PartKind.KPI
    written_fields: ClassVar = (
        "name",
        "kind",
        "role",
        "unit",
        "direction",
        "baseline",
        "targets",
        "method",
        "department_name",
        "note",
    )

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="kpis", verbose_name="計画"
    )
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="kpis", verbose_name="施策"
    )
    name = models.CharField("指標", max_length=500)
    kind = models.CharField(
        "種類",
        max_length=20,
        choices=[(kind.value, label) for kind, label in KPI_KIND_LABELS.items()],
        default=KpiKind.NUMBER.value,
    )
    role = models.CharField(
        "進捗・効果",
        max_length=20,
        blank=True,
        choices=[(role.value, label) for role, label in KPI_ROLE_LABELS.items()],
    )
    unit = models.CharField("単位", max_length=500, blank=True)
    direction = models.CharField(
        "向き",
        max_length=20,
        blank=True,
        choices=[(direction.value, label) for direction, label in DIRECTION_LABELS.items()],
    )
    baseline = models.JSONField("基準値", null=True, blank=True)
    targets = models.JSONField("目標値", default=list, blank=True)
    method = models.TextField("算出方法", blank=True)
    department_name = models.CharField("所管", max_length=500, blank=True)
    note = models.TextField("注", blank=True)

    objects = PartQuerySet["Kpi"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "KPI"
        ordering = ("position", "pk")
        constraints = (
            *part_constraints("kpi"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in KpiKind]),
                name="kpi_kind_known",
                violation_error_message="KPIの種類が正しくありません。",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["", *(role.value for role in KpiRole)]),
                name="kpi_role_known",
                violation_error_message="進捗・効果の別が正しくありません。",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    direction__in=["", *(direction.value for direction in Direction)]
                ),
                name="kpi_direction_known",
                violation_error_message="向きが正しくありません。",
            ),
        )

    def __str__(self) -> str:
        return self.name


class KpiActual(models.Model):
    """What a KPI came to in a fiscal year; keyed by the KPI's uid, which editions share."""

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="actuals", verbose_name="計画"
    )
    kpi_uid = models.CharField("KPIの識別子", max_length=64)
    fiscal_year = models.PositiveIntegerField("年度（西暦）")
    written = models.CharField("実績（記載のとおり）", max_length=500, blank=True)
    value = models.DecimalField("実績値", max_digits=25, decimal_places=10, null=True, blank=True)
    note = models.TextField("備考", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "実績値"
        ordering = ("kpi_uid", "fiscal_year")
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "kpi_uid", "fiscal_year"],
                name="kpiactual_one_a_year",
                violation_error_message="この年度の実績は既にあります。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kpi_uid} {self.fiscal_year}"

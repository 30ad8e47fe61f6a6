"""Measures (個別施策)."""

from typing import ClassVar

from django.db import models

from accounts.models import Department
from catalog.models import NationalMeasure
from documents.content import MeasureStatus
from plans.enums import PartKind
from plans.models.part import Part, PartQuerySet, part_constraints
from plans.models.plan import Plan

MEASURE_STATUS_LABELS = {
    MeasureStatus.NEW: "新規",
    MeasureStatus.CONTINUED: "継続",
    MeasureStatus.EXPANDED: "拡充",
}


class Measure(Part):
    """A measure, written once; placements show it in chapters.

    body, notes: blocks. sections, responsibilities, cases: lists of the content classes.
    related: uids of other measures; tags: uids of tags. origin: the row of the catalogue that
    the first text came from.
    """

    part_kind: ClassVar = PartKind.MEASURE
    written_fields: ClassVar = (
        "name",
        "mark",
        "status",
        "body",
        "sections",
        "notes",
        "responsibilities",
        "cases",
        "related",
        "tags",
        "joint_with",
        "support",
        "budget",
    )

    # A save of one of these is a person's own text: what was inserted has been read.
    inserted_fields: ClassVar = ("name", "body", "sections")

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="measures", verbose_name="計画"
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name="書く部署",
    )
    name = models.CharField("施策名", max_length=500, blank=True)
    mark = models.CharField("印", max_length=500, blank=True)
    status = models.CharField(
        "新規・継続・拡充",
        max_length=20,
        blank=True,
        choices=[(status.value, label) for status, label in MEASURE_STATUS_LABELS.items()],
    )
    body = models.JSONField("内容", default=list, blank=True)
    sections = models.JSONField("項目別の内容", default=list, blank=True)
    notes = models.JSONField("注", default=list, blank=True)
    responsibilities = models.JSONField("担当課・連携先", default=list, blank=True)
    cases = models.JSONField("類似の事例", default=list, blank=True)
    related = models.JSONField("関連施策", default=list, blank=True)
    tags = models.JSONField("分類", default=list, blank=True)
    joint_with = models.CharField("共同で行う団体", max_length=500, blank=True)
    support = models.TextField("支援策", blank=True)
    budget = models.TextField("予算", blank=True)
    origin = models.JSONField("写した元", null=True, blank=True)
    # Set where the text came from the catalogue, until somebody changes or confirms it.
    is_inserted = models.BooleanField("写したままの文", default=False)

    objects = PartQuerySet["Measure"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "施策"
        ordering = ("position", "pk")
        constraints = (
            *part_constraints("measure"),
            models.CheckConstraint(
                condition=models.Q(status__in=["", *(status.value for status in MeasureStatus)]),
                name="measure_status_known",
                violation_error_message="「新規・継続・拡充」が正しくありません。",
            ),
        )

    def __str__(self) -> str:
        return self.name or "（名前のない施策）"


class NationalLink(models.Model):
    """A national measure that a measure answers to; the words are a copy of their edition."""

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="national_links", verbose_name="計画"
    )
    uid = models.CharField("識別子", max_length=64)
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="national_links", verbose_name="施策"
    )
    position = models.PositiveIntegerField("順", default=0)
    source = models.ForeignKey(
        NationalMeasure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="links",
        verbose_name="国の施策一覧の行",
    )
    edition = models.CharField("版", max_length=500)
    no = models.PositiveIntegerField("番号", null=True, blank=True)
    code = models.CharField("国の施策番号", max_length=500, blank=True)
    name = models.CharField("国の施策名", max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "対応する国の施策"
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "uid"],
                name="nationallink_uid_unique_in_plan",
                violation_error_message="同じ識別子の国の施策が既にあります。",
            ),
        )

    def __str__(self) -> str:
        return self.name

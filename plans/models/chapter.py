"""The tree of chapters and the places of measures in it."""

from typing import ClassVar

from django.db import models

from accounts.models import Department
from documents.content import ChapterKind, Shown
from plans.enums import PartKind
from plans.models.measure import Measure
from plans.models.part import Part, PartQuerySet, part_constraints
from plans.models.plan import Plan

CHAPTER_KIND_LABELS = {
    ChapterKind.PART: "部（章の番号を1から始める）",
    ChapterKind.TEXT: "文章の章",
    ChapterKind.BASIC_POLICIES: "基本的な方針",
    ChapterKind.THEME: "柱・テーマ",
    ChapterKind.MEASURES: "個別施策",
    ChapterKind.SECURITY: "セキュリティ及び個人情報",
    ChapterKind.GLOSSARY: "用語集",
    ChapterKind.APPENDIX: "資料",
}

SHOWN_LABELS = {
    Shown.POSITION: "位置付け（根拠・期間・関連計画）",
    Shown.GOVERNANCE: "推進体制",
    Shown.SYSTEM: "体系図",
    Shown.MEASURE_LIST: "施策一覧",
    Shown.KPI_LIST: "KPI一覧",
    Shown.CORRESPONDENCE: "対応表",
    Shown.PROCESS: "策定経過",
    Shown.TERMS: "用語集",
    Shown.CONTACT: "連絡先",
}


class Chapter(Part):
    """A node of the tree; children are found by parent and position, the tree in one query."""

    part_kind: ClassVar = PartKind.CHAPTER
    written_fields: ClassVar = (
        "title",
        "kind",
        "numbered",
        "guide_section",
        "body",
        "shows",
        "tags",
    )

    # A save of one of these is a person's own text: what was inserted has been read.
    inserted_fields: ClassVar = ("title", "body")

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="chapters", verbose_name="計画"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上の章",
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="chapters",
        verbose_name="書く部署",
    )
    title = models.CharField("題名", max_length=500)
    kind = models.CharField(
        "種類",
        max_length=20,
        choices=[(kind.value, label) for kind, label in CHAPTER_KIND_LABELS.items()],
        default=ChapterKind.TEXT.value,
    )
    numbered = models.BooleanField("番号を付ける", default=True)
    guide_section = models.PositiveSmallIntegerField("手引の節", null=True, blank=True)
    body = models.JSONField("本文", default=list, blank=True)
    shows = models.JSONField("続けて載せる情報", default=list, blank=True)
    tags = models.JSONField("分類", default=list, blank=True)
    # Set where the text came from the template, until somebody changes or confirms it.
    is_inserted = models.BooleanField("ひな形のままの文", default=False)

    objects = PartQuerySet["Chapter"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "章"
        ordering = ("position", "pk")
        constraints = (
            *part_constraints("chapter"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in ChapterKind]),
                name="chapter_kind_known",
                violation_error_message="章の種類が正しくありません。",
            ),
            models.CheckConstraint(
                condition=~models.Q(pk=models.F("parent")),
                name="chapter_not_own_parent",
                violation_error_message="章を自分の下に置くことはできません。",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Placement(models.Model):
    """Where a measure is shown: written once, shown in each of its places."""

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="placements", verbose_name="計画"
    )
    uid = models.CharField("識別子", max_length=64)
    chapter = models.ForeignKey(
        Chapter, on_delete=models.PROTECT, related_name="placements", verbose_name="章"
    )
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="placements", verbose_name="施策"
    )
    position = models.PositiveIntegerField("順", default=0)
    reprint = models.BooleanField("再掲", default=False)
    version = models.PositiveIntegerField("版", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "施策の置き場所"
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "uid"],
                name="placement_uid_unique_in_plan",
                violation_error_message="同じ識別子の置き場所が既にあります。",
            ),
            models.UniqueConstraint(
                fields=["measure"],
                condition=models.Q(reprint=False),
                name="placement_once_unless_reprint",
                violation_error_message="施策は一か所に置き、ほかは再掲にしてください。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure_id} → {self.chapter_id}"

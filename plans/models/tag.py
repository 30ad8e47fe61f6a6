"""Tags: pillars, fields, articles, issues and whatever else a plan classifies by.

Chapters and measures name the tags they carry by uid, in order, in their `tags` column.
"""

from django.db import models

from documents.content import TagScheme
from plans.models.plan import Plan

TAG_SCHEME_LABELS = {
    TagScheme.PILLAR: "柱",
    TagScheme.FIELD: "分野",
    TagScheme.ARTICLE: "基本法の条",
    TagScheme.BENEFIT: "期待される効果",
    TagScheme.ISSUE: "課題",
    TagScheme.AIM: "目的",
    TagScheme.SDG: "SDGs",
    TagScheme.OWN: "独自の分類",
}


class Tag(models.Model):
    """A value of the plan's own vocabulary."""

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="tags", verbose_name="計画"
    )
    uid = models.CharField("識別子", max_length=64)
    position = models.PositiveIntegerField("順", default=0)
    scheme = models.CharField(
        "分類の種類",
        max_length=20,
        choices=[(scheme.value, label) for scheme, label in TAG_SCHEME_LABELS.items()],
    )
    label = models.CharField("表示", max_length=500)
    code = models.CharField("番号", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "分類"
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "uid"],
                name="tag_uid_unique_in_plan",
                violation_error_message="同じ識別子の分類が既にあります。",
            ),
            models.CheckConstraint(
                condition=models.Q(scheme__in=[scheme.value for scheme in TagScheme]),
                name="tag_scheme_known",
                violation_error_message="分類の種類が正しくありません。",
            ),
        )

    def __str__(self) -> str:
        return self.label

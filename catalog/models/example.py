"""Examples from a real published plan, offered beside the guide's own; the source is named."""

from django.db import models
from django.db.models import Q

from catalog.enums import ExampleKind
from catalog.models.municipality import Municipality
from catalog.models.searched import SearchedQuerySet
from catalog.search import normalise


class ExamplePlan(models.Model):
    """A real plan whose sections and measures are offered as examples."""

    code = models.CharField("符号", max_length=40)
    municipality = models.ForeignKey(
        Municipality, verbose_name="団体", on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField("計画の名称", max_length=200)
    source_note = models.TextField("出典")

    class Meta:
        verbose_name = "例とする計画"
        verbose_name_plural = "例とする計画"
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                fields=["code"],
                name="example_plan_code_unique",
                violation_error_message="この計画の例は既に登録されています。",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Example(models.Model):
    """A section or a measure of an example plan, as printed there."""

    plan = models.ForeignKey(
        ExamplePlan, verbose_name="計画", on_delete=models.PROTECT, related_name="examples"
    )
    kind = models.CharField("種類", max_length=20, choices=ExampleKind)
    seq = models.PositiveSmallIntegerField("通し番号")
    guide_section = models.PositiveSmallIntegerField("手引の項", null=True, blank=True)
    pillar_no = models.PositiveSmallIntegerField("柱の番号", null=True, blank=True)
    name = models.CharField("題", max_length=200)
    body = models.JSONField("本文", default=list, blank=True)
    kpis = models.JSONField("KPI", default=list, blank=True)
    schedule = models.JSONField("スケジュール", default=list, blank=True)
    search_text = models.TextField("検索用の本文", blank=True, editable=False)

    objects = SearchedQuerySet["Example"].as_manager()

    class Meta:
        verbose_name = "計画の例"
        verbose_name_plural = "計画の例"
        ordering = ("plan", "kind", "seq")
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "kind", "seq"],
                name="example_seq_unique",
                violation_error_message="計画の例の通し番号が重なっています。",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ExampleKind.values),
                name="example_kind_known",
                violation_error_message="計画の例の種類が正しくありません。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def compose_search_text(self) -> str:
        """Return what is printed in the form that searches compare, one text a line."""
        texts = [self.name, *self.body, *self.kpis, *self.schedule]
        return "\n".join(normalise(text) for text in texts)

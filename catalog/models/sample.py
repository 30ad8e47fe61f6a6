"""Sample measures of the guide (都道府県の施策の記載例) and what they answer to."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from catalog.enums import AudienceFit, SampleMark
from catalog.models.guide import GuideEdition, Pillar
from catalog.models.searched import SearchedQuerySet
from catalog.search import normalise


class SampleMeasure(models.Model):
    """A sample measure as printed; `seq` counts through the whole guide."""

    edition = models.ForeignKey(
        GuideEdition, verbose_name="版", on_delete=models.PROTECT, related_name="sample_measures"
    )
    seq = models.PositiveSmallIntegerField("通し番号")
    pillar = models.ForeignKey(
        Pillar, verbose_name="柱", on_delete=models.PROTECT, related_name="sample_measures"
    )
    mark = models.CharField("印", max_length=1, choices=SampleMark)
    name = models.CharField("施策名", max_length=200)
    field = models.CharField("分野", max_length=60)
    body = models.JSONField("本文", default=list, blank=True)
    kpis = models.JSONField("KPI", default=list, blank=True)
    schedule = models.JSONField("スケジュール", default=list, blank=True)
    audience_fit = models.CharField(
        "向く団体（本システムの読み）", max_length=20, choices=AudienceFit, blank=True
    )
    audience_fit_reason = models.CharField("向く団体の理由", max_length=300, blank=True)
    search_text = models.TextField("検索用の本文", blank=True, editable=False)

    objects = SearchedQuerySet["SampleMeasure"].as_manager()

    class Meta:
        verbose_name = "施策の記載例"
        verbose_name_plural = "施策の記載例"
        ordering = ("edition", "seq")
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "seq"],
                name="sample_measure_seq_unique",
                violation_error_message="記載例の通し番号が重なっています。",
            ),
            models.CheckConstraint(
                condition=Q(mark__in=SampleMark.values),
                name="sample_measure_mark_known",
                violation_error_message="記載例の印は◎か○です。",
            ),
            models.CheckConstraint(
                condition=Q(audience_fit__in=["", *AudienceFit.values]),
                name="sample_measure_audience_fit_known",
                violation_error_message="向く団体の値が正しくありません。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.mark}{self.name}"

    def clean(self) -> None:
        """Refuse a pillar of another edition.

        Raises:
            ValidationError: with a Japanese message on the field.
        """
        if self.pillar.edition_id != self.edition_id:
            raise ValidationError({"pillar": "柱は同じ版の手引から選びます。"})

    def compose_search_text(
        self,
        nationals: Iterable["SampleNationalMeasure"],
        cases: Iterable["SampleCaseRef"],
    ) -> str:
        """Return every printed cell in the form that `search` compares, one cell a line.

        Args:
            nationals: what is printed beside it under 【対応する国の施策】.
            cases: what is printed beside it under 【対応する事例集の施策】.
        """
        cells = [
            self.name,
            self.pillar.name,
            self.pillar.short_name,
            self.field,
            *self.body,
            *self.kpis,
            *self.schedule,
            *(text for row in nationals for text in (row.name, *row.bullets)),
            *(text for row in cases for text in (row.no, row.title, row.organisation)),
        ]
        return "\n".join(normalise(cell) for cell in cells if cell)


class SampleNationalMeasure(models.Model):
    """A national measure printed beside a sample (【対応する国の施策】)."""

    sample = models.ForeignKey(
        SampleMeasure,
        verbose_name="記載例",
        on_delete=models.PROTECT,
        related_name="national_measures",
    )
    position = models.PositiveSmallIntegerField("順番")
    name = models.CharField("施策名", max_length=200)
    recap = models.BooleanField("再掲", default=False)
    bullets = models.JSONField("説明", default=list, blank=True)

    class Meta:
        verbose_name = "記載例に対応する国の施策"
        verbose_name_plural = "記載例に対応する国の施策"
        ordering = ("sample", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["sample", "position"],
                name="sample_national_measure_position_unique",
                violation_error_message="対応する国の施策の順番が重なっています。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}（再掲）" if self.recap else self.name


class SampleCaseRef(models.Model):
    """A case of the 事例集 named by a sample (【対応する事例集の施策】)."""

    sample = models.ForeignKey(
        SampleMeasure, verbose_name="記載例", on_delete=models.PROTECT, related_name="case_refs"
    )
    position = models.PositiveSmallIntegerField("順番")
    no = models.CharField("事例集の番号", max_length=10)
    title = models.CharField("題", max_length=200)
    organisation = models.CharField("団体", max_length=60)

    class Meta:
        verbose_name = "記載例に対応する事例"
        verbose_name_plural = "記載例に対応する事例"
        ordering = ("sample", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["sample", "position"],
                name="sample_case_ref_position_unique",
                violation_error_message="対応する事例の順番が重なっています。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}（{self.organisation}）"

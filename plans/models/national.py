"""What editions and later lists have to do with the national measures that a plan answers to."""

from django.conf import settings
from django.db import models

from catalog.models import NationalMeasure, NationalMeasureEdition
from plans.enums import LinkDecision
from plans.models.history import Edition
from plans.models.measure import NationalLink
from plans.models.plan import Plan


class EditionNational(models.Model):
    """A row of the national list that a sealed edition answers to; written with the decision.

    The frozen JSON says the same; this is its index, for 「この施策を使っている計画」.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="nationals", verbose_name="版"
    )
    source = models.ForeignKey(
        NationalMeasure,
        on_delete=models.PROTECT,
        related_name="edition_uses",
        verbose_name="国の施策",
    )

    class Meta:
        verbose_name = verbose_name_plural = "版が対応する国の施策"
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "source"],
                name="edition_national_unique",
                violation_error_message="この版の国の施策は既に記録されています。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition_id} {self.source_id}"


class LinkChange(models.Model):
    """What somebody decided on one link when the plan was looked at against a newer list.

    `former` is the link as it stood and `made` what an accepted change made of it (each
    {source, edition, no, code, name}): a change is taken back only while the link still says what
    was made of it. A decision taken back keeps its row. `former_source` holds the row that a
    taking back would point at again.
    """

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="link_changes", verbose_name="計画"
    )
    link = models.ForeignKey(
        NationalLink, on_delete=models.PROTECT, related_name="changes", verbose_name="国の施策"
    )
    to_edition = models.ForeignKey(
        NationalMeasureEdition,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="新しい版",
    )
    target = models.ForeignKey(
        NationalMeasure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="新しい版の行",
    )
    decision = models.CharField("判断", max_length=20, choices=LinkDecision.choices)
    former = models.JSONField("前の内容")
    former_source = models.ForeignKey(
        NationalMeasure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="前の版の行",
    )
    made = models.JSONField("改めた内容", default=dict, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="判断した人",
    )
    decided_at = models.DateTimeField("判断した日時")
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="取り消した人",
    )
    undone_at = models.DateTimeField("取り消した日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "国の施策の版の切替え"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["link", "to_edition"],
                condition=models.Q(undone_at=None),
                name="link_change_one_standing",
                violation_error_message="この国の施策は既に判断されています。",
            ),
            models.CheckConstraint(
                condition=models.Q(decision__in=LinkDecision.values),
                name="link_change_decision_known",
                violation_error_message="判断が正しくありません。",
            ),
            models.CheckConstraint(
                condition=models.Q(decision=LinkDecision.ACCEPTED, target__isnull=False)
                | models.Q(decision=LinkDecision.DECLINED, target=None),
                name="link_change_target_if_accepted",
                violation_error_message="改めたときだけ、新しい版の行を記録してください。",
            ),
            models.CheckConstraint(
                condition=models.Q(undone_at=None, undone_by=None)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="link_change_undone_pair",
                violation_error_message="取消しの日時と人は、そろえて記録してください。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.link} {self.get_decision_display()}"

"""Words of the guide's time whose law or name has moved since."""

from django.db import models
from django.db.models import Q


class OutdatedTerm(models.Model):
    """A word as it stood in 2017–2019, and what may stand in its place today."""

    old = models.CharField("もとの用語", max_length=200)
    aliases = models.JSONField("ほかの書き方", default=list, blank=True)
    # "" where nothing can simply be put in its place and a person must write anew.
    proposed = models.CharField("いまの用語（案）", max_length=200, blank=True)
    note = models.TextField("説明")
    source = models.TextField("典拠")
    checked_on = models.DateField("確認した日")
    verified = models.BooleanField("典拠を確かめた", default=False)

    class Meta:
        verbose_name = "変わった用語"
        verbose_name_plural = "変わった用語"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["old"],
                name="outdated_term_unique",
                violation_error_message="この用語は既に登録されています。",
            ),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(note=""),
                name="outdated_term_sourced",
                violation_error_message="変わった用語には説明と典拠が要ります。",
            ),
        )

    def __str__(self) -> str:
        return self.old

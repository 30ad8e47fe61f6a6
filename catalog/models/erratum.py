"""Corrections of released editions."""

from typing import Self

from django.db import models
from django.db.models import Q

from catalog.enums import ErratumKind


class ErratumQuerySet(models.QuerySet["Erratum"]):
    """Sets of errata."""

    def of_row(self, *, kind: ErratumKind, edition_code: str, key: str) -> Self:
        """Return the corrections of one row, oldest first, to be shown on it."""
        return self.filter(kind=kind, edition_code=edition_code, key=key)


class Erratum(models.Model):
    """One correction of one field of a released edition's row; it is never changed itself.

    `key` names the row within its edition: the code of a national measure, the number of a
    section or pillar, the seq of a sample, "seq/position" for what hangs on a sample, and ""
    for the edition. Text instead of a foreign key, so that one table serves every kind.
    """

    kind = models.CharField("種類", max_length=40, choices=ErratumKind)
    edition_code = models.CharField("版", max_length=20)
    key = models.CharField("行", max_length=40, blank=True)
    field = models.CharField("欄", max_length=40)
    old = models.JSONField("訂正前", null=True)
    new = models.JSONField("訂正後", null=True)
    source = models.TextField("典拠")
    date = models.DateField("訂正日")
    # Who entered it on the site; empty where a reference file lists it.
    entered_by = models.CharField("登録した人", max_length=100, blank=True)
    entered_at = models.DateTimeField("登録日時", null=True, blank=True)

    objects = ErratumQuerySet.as_manager()

    class Meta:
        verbose_name = "正誤"
        verbose_name_plural = "正誤"
        ordering = ("edition_code", "kind", "key", "field", "date")
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "edition_code", "key", "field", "date"],
                name="erratum_unique",
                violation_error_message="同じ欄の同じ日の正誤が既に登録されています。",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ErratumKind.values),
                name="erratum_kind_known",
                violation_error_message="正誤の種類が正しくありません。",
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="erratum_source_present",
                violation_error_message="正誤には典拠が要ります。",
            ),
            models.CheckConstraint(
                condition=Q(entered_at=None, entered_by="")
                | (Q(entered_at__isnull=False) & ~Q(entered_by="")),
                name="erratum_entered_pair",
                violation_error_message="正誤を登録した日時と人は、そろえて記録してください。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition_code} {self.key} {self.field}（{self.date:%Y-%m-%d}）"

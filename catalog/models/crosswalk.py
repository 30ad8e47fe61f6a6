"""What a national measure of one edition answers to in another."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from catalog.enums import CrosswalkRelation
from catalog.models.national import NationalMeasure, NationalMeasureEdition


class CrosswalkQuerySet(models.QuerySet["CrosswalkRow"]):
    """Sets of crosswalk rows."""

    def between(self, former: str, later: str) -> Self:
        """Return the rows from the edition with code `former` to `later`, in order."""
        return self.filter(from_edition=former, to_edition__code=later)

    def confirmed(self) -> Self:
        """Return the rows that an administrator has confirmed: only these count elsewhere."""
        return self.filter(confirmed_at__isnull=False)

    def told(self, *, drafts: bool) -> Self:
        """Return the rows that the pages for staff tell; with `drafts` all.

        These are the confirmed ones that lead to a released edition and not from one that is
        stored but unreleased; a former edition known by its names only (H30) has no release.
        """
        if drafts:
            return self.all()
        unreleased = NationalMeasureEdition.objects.filter(
            code=OuterRef("from_edition"), released_at=None
        )
        return self.confirmed().filter(~Exists(unreleased), to_edition__released_at__isnull=False)


class CrosswalkRow(models.Model):
    """One measure of a former edition and what answers to it in a later one.

    The former edition may be known by the names in a guide only (H30), so it is named by its
    code. A row that an import proposes counts only once an administrator has confirmed it.
    """

    from_edition = models.CharField("前の版", max_length=20)
    position = models.PositiveSmallIntegerField("順番")
    name = models.CharField("前の版の施策名", max_length=200)
    source = models.ForeignKey(
        NationalMeasure,
        verbose_name="前の版の行",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
    )
    to_edition = models.ForeignKey(
        NationalMeasureEdition,
        verbose_name="後の版",
        on_delete=models.PROTECT,
        related_name="crosswalk",
    )
    relation = models.CharField("関係", max_length=20, choices=CrosswalkRelation)
    target = models.ForeignKey(
        NationalMeasure,
        verbose_name="後の版の行",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
    )
    reason = models.TextField("理由")
    confirmed_at = models.DateTimeField("確認日時", null=True, blank=True)
    confirmed_by = models.CharField("確認した人", max_length=100, blank=True)
    # As an import proposed it; the next import may propose anew. False once a person wrote in it.
    is_proposal = models.BooleanField("取込みが作った案のまま", default=False)

    objects = CrosswalkQuerySet.as_manager()

    class Meta:
        verbose_name = "版の対照"
        verbose_name_plural = "版の対照"
        ordering = ("to_edition", "from_edition", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["from_edition", "to_edition", "position"],
                name="crosswalk_position_unique",
                violation_error_message="版の対照の順番が重なっています。",
            ),
            # A list may print one name twice; its rows are then told apart by their source.
            models.UniqueConstraint(
                fields=["from_edition", "to_edition", "name"],
                condition=Q(source=None),
                name="crosswalk_name_unique",
                violation_error_message="版の対照に同じ施策名が二度あります。",
            ),
            models.UniqueConstraint(
                fields=["to_edition", "source"],
                name="crosswalk_source_unique",
                violation_error_message="版の対照に前の版の同じ行が二度あります。",
            ),
            models.CheckConstraint(
                condition=Q(relation=CrosswalkRelation.NONE, target=None)
                | (
                    Q(
                        relation__in=[
                            CrosswalkRelation.SAME,
                            CrosswalkRelation.RENAMED,
                            CrosswalkRelation.RELATED,
                        ]
                    )
                    & Q(target__isnull=False)
                ),
                name="crosswalk_target_with_relation",
                violation_error_message="対応する施策の有無と関係が合いません。",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by="")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by="")),
                name="crosswalk_confirmed_pair",
                violation_error_message="確認の日時と人は、そろえて記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(is_proposal=False) | Q(confirmed_at=None),
                name="crosswalk_proposal_unconfirmed",
                violation_error_message="確認された対照は、取込みの案のままではありません。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_edition} {self.name}"

    @property
    def is_confirmed(self) -> bool:
        """Whether an administrator has looked at it."""
        return self.confirmed_at is not None

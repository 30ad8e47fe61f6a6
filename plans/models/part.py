"""What all parts of a plan share: identity, version, order, removal with undo.

A part that is edited, versioned or removed by itself is a row. What is only ever read and saved
together with its owner (the blocks of a body, the targets of a KPI) is a JSON column in the
encoding of documents/content/. See docs/adr/0003.
"""

from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models

from plans.enums import PartKind


class VersionedRow(models.Model):
    """A row whose saves are checked against the version that the writer had before them."""

    version = models.PositiveIntegerField("版", default=1)

    part_kind: ClassVar[PartKind]
    # The columns that people write; together they are the part's text in a Revision.
    written_fields: ClassVar[tuple[str, ...]]

    class Meta:
        abstract = True

    def written_state(self) -> dict[str, Any]:
        """Return what is written in this part, as JSON data."""
        return {name: getattr(self, name) for name in self.written_fields}


PartT = TypeVar("PartT", bound="Part")


class PartQuerySet(models.QuerySet[PartT]):
    """Parts as the business asks for them."""

    def present(self) -> Self:
        """Return those that nobody removed."""
        return self.filter(removed_at=None)


class Part(VersionedRow):
    """A part of a plan that can be removed and brought back."""

    uid = models.CharField("識別子", max_length=64)
    position = models.PositiveIntegerField("順", default=0)
    removed_at = models.DateTimeField("取り除いた日時", null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="取り除いた人",
    )

    class Meta:
        abstract = True

    @property
    def is_removed(self) -> bool:
        """Say whether somebody removed the part."""
        return self.removed_at is not None


def part_constraints(model_name: str) -> tuple[models.BaseConstraint, ...]:
    """Return the constraints that every table of parts has, named for the table."""
    return (
        models.UniqueConstraint(
            fields=["plan", "uid"],
            name=f"{model_name}_uid_unique_in_plan",
            violation_error_message="同じ識別子の部分が既にあります。",
        ),
        models.CheckConstraint(
            condition=models.Q(removed_at=None, removed_by=None)
            | models.Q(removed_at__isnull=False, removed_by__isnull=False),
            name=f"{model_name}_removed_pair",
            violation_error_message="取り除いた日時と人は、両方そろえてください。",
        ),
        models.CheckConstraint(
            condition=models.Q(version__gte=1),
            name=f"{model_name}_version_positive",
            violation_error_message="版は1以上にしてください。",
        ),
    )

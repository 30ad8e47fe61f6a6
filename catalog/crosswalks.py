"""What an administrator decides on the rows of a crosswalk; only confirmed rows count elsewhere."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from catalog.enums import CrosswalkRelation
from catalog.errors import DeedRefused, StaleRow
from catalog.exchange.matching import plain
from catalog.models import CrosswalkRow, NationalMeasure, NationalMeasureEdition


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the crosswalk from one edition to another has been looked at."""

    from_edition: str
    confirmed: int
    total: int

    @property
    def open(self) -> int:
        """How many rows nobody has confirmed yet."""
        return self.total - self.confirmed


def progress_of(edition: NationalMeasureEdition) -> list[Progress]:
    """Return the crosswalks that lead to an edition, by former edition, in one query."""
    return progress_of_all(edition).get(edition.pk, [])


def progress_of_all(*editions: NationalMeasureEdition) -> dict[int, list[Progress]]:
    """Return the crosswalks by the edition that they lead to; without arguments, all of them."""
    rows = CrosswalkRow.objects.all()
    counts = (
        (rows.filter(to_edition__in=editions) if editions else rows)
        .order_by("to_edition", "from_edition")
        .values("to_edition", "from_edition")
        .annotate(confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)), total=Count("pk"))
        .values_list("to_edition", "from_edition", "confirmed", "total")
    )
    found: dict[int, list[Progress]] = {}
    for later, former, confirmed, total in counts:
        found.setdefault(later, []).append(Progress(former, confirmed, total))
    return found


def seen_of(row: CrosswalkRow) -> str:
    """Return a hash of what a row says, by which a person says which one they saw."""
    says = [row.relation, row.target_id, row.reason, row.is_confirmed]
    return hashlib.sha256(json.dumps(says).encode()).hexdigest()


def confirm(
    row: CrosswalkRow,
    *,
    relation: CrosswalkRelation,
    target: NationalMeasure | None,
    reason: str,
    seen: str,
    by: str,
    at: datetime,
) -> CrosswalkRow:
    """Confirm a row of a crosswalk as it is or with another judgement, and return it.

    The same confirmation again writes nothing.

    Args:
        row: any state of it; it is read again under a lock.
        relation, target, reason: the judgement; a target exactly where there is a relation.
        seen: from `seen_of`, of the row that the person had before them.
        by, at: who confirms, and when.

    Raises:
        StaleRow: the row is another one by now.
        DeedRefused: the judgement is contradictory.
    """
    with transaction.atomic():
        current = _locked(row)
        judgement = (relation.value, target.pk if target else None, reason)
        if current.is_confirmed and _judgement(current) == judgement:
            return current
        if seen_of(current) != seen:
            raise StaleRow
        _check(current, relation=relation, target=target, reason=reason)
        current.relation, current.target, current.reason = relation.value, target, reason
        current.confirmed_by, current.confirmed_at, current.is_proposal = by, at, False
        current.save(
            update_fields=[
                "relation", "target", "reason", "confirmed_by", "confirmed_at", "is_proposal",
            ]
        )  # fmt: skip
        return current


def undo(row: CrosswalkRow, *, seen: str) -> CrosswalkRow:
    """Take a confirmation back and return the row; what it says stays and waits again.

    Raises:
        StaleRow: the row is another one by now.
    """
    with transaction.atomic():
        current = _locked(row)
        if not current.is_confirmed:
            return current
        if seen_of(current) != seen:
            raise StaleRow
        current.confirmed_by, current.confirmed_at = "", None
        current.save(update_fields=["confirmed_by", "confirmed_at"])
        return current


def _locked(row: CrosswalkRow) -> CrosswalkRow:
    found = CrosswalkRow.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:  # an import has proposed anew
        raise StaleRow
    return found


def _judgement(row: CrosswalkRow) -> tuple[str, int | None, str]:
    return (row.relation, row.target_id, row.reason)


def _check(
    row: CrosswalkRow,
    *,
    relation: CrosswalkRelation,
    target: NationalMeasure | None,
    reason: str,
) -> None:
    if relation is CrosswalkRelation.NONE:
        if target is not None:
            raise DeedRefused("「対応する施策なし」のときは、施策を選びません。", field="target")
    elif target is None:
        raise DeedRefused("対応する施策を選んでください。", field="target")
    elif target.edition_id != row.to_edition_id:
        raise DeedRefused("選んだ施策は、この版のものではありません。", field="target")
    elif relation is CrosswalkRelation.SAME and plain(target.name) != plain(row.name):
        raise DeedRefused(
            "「同じ施策」は施策名が同じときだけです。名称が変わったときは「名称の変わった同じ施策」を"
            "選んでください。",
            field="relation",
        )
    if not reason.strip():
        raise DeedRefused("理由を書いてください。", field="reason")

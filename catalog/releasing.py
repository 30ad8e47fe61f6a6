"""The release of an edition of the list: from then on it changes only by errata."""

from datetime import datetime

from django.db import transaction

from catalog.errors import DeedRefused
from catalog.models import NationalMeasureEdition


def release(edition: NationalMeasureEdition, *, by: str, at: datetime) -> NationalMeasureEdition:
    """Release an edition and return it; one that is released stays as it is.

    Args:
        edition: any state of it; it is read again under a lock.
        by: who releases it, for the record.
        at: when.

    Raises:
        DeedRefused: it has no rows.
    """
    with transaction.atomic():
        current = NationalMeasureEdition.objects.select_for_update().get(pk=edition.pk)
        if current.is_released:
            return current
        if not current.measures.exists():
            raise DeedRefused("施策が一つもない版は、確定できません。")
        current.released_by, current.released_at = by, at
        current.save(update_fields=["released_by", "released_at"])
        return current

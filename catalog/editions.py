"""The editions of the guide and of the national list in the order of time."""

import re
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import QuerySet

from catalog.models import GuideEdition, NationalMeasureEdition

Edition = TypeVar("Edition", GuideEdition, NationalMeasureEdition)

# H30 is 平成30年, R1 令和元年; a number of the same year may follow (R2-2).
_CODE = re.compile(r"([MTSHR])([0-9]{1,2})(?:-([0-9]{1,2}))?", re.ASCII)
_ERAS = "MTSHR"
LONGEST_CODE = 20
CODE_PATTERN = r"[A-Z][0-9A-Z]*(-[0-9A-Z]+)*"


def is_edition_code(code: str) -> bool:
    """Say whether `code` may name an edition: capital letters, digits and hyphens, such as R2."""
    return len(code) <= LONGEST_CODE and re.fullmatch(CODE_PATTERN, code, re.ASCII) is not None


def order_of(code: str) -> tuple[int, int, int, str]:
    """Return what editions are sorted by: the year in the code; codes without one come last."""
    match = _CODE.fullmatch(code)
    if match is None:
        return (len(_ERAS), 0, 0, code)
    return (_ERAS.index(match[1]), int(match[2]), int(match[3] or 0), code)


def in_order(editions: Iterable[Edition]) -> list[Edition]:
    """Return the editions from the oldest to the newest."""
    return sorted(editions, key=lambda edition: order_of(edition.code))


def newest_first(editions: Iterable[Edition]) -> list[Edition]:
    """Return the editions from the newest to the oldest: R10, R2, R1, H30."""
    return in_order(editions)[::-1]


def told_editions(*, drafts: bool) -> QuerySet[NationalMeasureEdition]:
    """Return the editions that the pages for staff tell: the released ones; with `drafts` all."""
    editions = NationalMeasureEdition.objects.all()
    return editions if drafts else editions.filter(released_at__isnull=False)


def former_of(code: str) -> NationalMeasureEdition | None:
    """Return the newest stored edition that is older than the one with `code`, in one query."""
    older = [
        edition
        for edition in in_order(NationalMeasureEdition.objects.all())
        if order_of(edition.code) < order_of(code)
    ]
    return older[-1] if older else None

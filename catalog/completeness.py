"""Proof that the catalogue which the product ships is whole."""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef

from catalog.masters import Proof
from catalog.models import (
    CrosswalkRow,
    GuideSection,
    NationalMeasure,
    Pillar,
    SampleMeasure,
    SampleNationalMeasure,
)

GUIDE = "H30"
MEASURES = "R1"


def prove_catalogue() -> list[Proof]:
    """Look at the shipped editions of guide and national list, in one query for each proof."""
    return [
        _numbered(
            f"国の施策（{MEASURES}）75件",
            NationalMeasure.objects.filter(edition__code=MEASURES).values_list("no", flat=True),
            last=75,
        ),
        _numbered(
            f"手引（{GUIDE}）の雛型の項 7件",
            GuideSection.objects.filter(edition__code=GUIDE).values_list("no", flat=True),
            last=7,
        ),
        _numbered(
            f"手引（{GUIDE}）の柱 6件",
            Pillar.objects.filter(edition__code=GUIDE).values_list("no", flat=True),
            last=6,
        ),
        _numbered(
            f"手引（{GUIDE}）の施策の記載例 33件",
            SampleMeasure.objects.filter(edition__code=GUIDE).values_list("seq", flat=True),
            last=33,
        ),
        Proof(
            title="記載例の柱は同じ版の手引の柱",
            faults=tuple(
                f"{seq} {name}"
                for seq, name in SampleMeasure.objects.exclude(
                    pillar__edition=F("edition")
                ).values_list("seq", "name")
            ),
        ),
        Proof(title=f"記載例が挙げる国の施策の、{MEASURES}との対照", faults=_without_crosswalk()),
    ]


def _numbered(title: str, numbers: Iterable[int], *, last: int) -> Proof:
    """Prove that some rows bear the numbers from 1 to `last`."""
    found, wanted = set(numbers), set(range(1, last + 1))
    return Proof(
        title=title,
        faults=(
            *(f"{no}がありません。" for no in sorted(wanted - found)),
            *(f"{no}は余分です。" for no in sorted(found - wanted)),
        ),
    )


def _without_crosswalk() -> tuple[str, ...]:
    """The names that samples print and that no confirmed row of the crosswalk has."""
    answered = CrosswalkRow.objects.between(GUIDE, MEASURES).filter(
        name=OuterRef("name"), confirmed_at__isnull=False
    )
    names = (
        SampleNationalMeasure.objects.filter(sample__edition__code=GUIDE)
        .annotate(is_answered=Exists(answered))
        .order_by("sample__seq", "position")
        .values_list("name", "is_answered")
    )
    found = list(names)
    if not found:
        return ("記載例が挙げる国の施策がありません。",)
    return tuple(dict.fromkeys(name for name, is_answered in found if not is_answered))

"""What answers to what over the editions: national measures, and the samples that name them.

A sample prints the names of the list of its own time; which row of a later list a name stands
for is said by the crosswalk. A related row (関連する施策) is a candidate and never the same; a row
that nobody has confirmed, or of an unreleased edition, is told only with `drafts`, for the site's
administrator.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from catalog.editions import told_editions
from catalog.enums import CrosswalkRelation
from catalog.models import CrosswalkRow, NationalMeasure, SampleMeasure, SampleNationalMeasure

_THE_SAME = (CrosswalkRelation.SAME, CrosswalkRelation.RENAMED)


@dataclass(frozen=True, slots=True)
class Answers:
    """What has to do with one national measure.

    Attributes:
        former: rows of the crosswalk that lead to it from earlier editions.
        later: rows that lead from it to later editions, 「対応する施策なし」 too.
        samples: samples that name it, under this or a former name of the same measure.
        candidates: samples that name a measure which is only related to it, or of which nobody
            has confirmed that it is this one.
        names: (code of an edition, name) under which the measure is certainly known.
    """

    former: tuple[CrosswalkRow, ...]
    later: tuple[CrosswalkRow, ...]
    samples: tuple[SampleMeasure, ...]
    candidates: tuple[SampleMeasure, ...]
    names: frozenset[tuple[str, str]]


def answers_of(row: NationalMeasure, *, drafts: bool = False) -> Answers:
    """Return what has to do with a national measure; its edition is at hand.

    `drafts` adds what only the site's administrator may see (CrosswalkQuerySet.told).

    It takes three queries, and one more for each list before the one that it surely came from.
    """
    code = row.edition.code
    former = tuple(
        CrosswalkRow.objects.told(drafts=drafts)
        .filter(target=row)
        .select_related("source__edition", "to_edition")
        .order_by("from_edition", "position")
    )
    later = tuple(
        CrosswalkRow.objects.told(drafts=drafts)
        .filter(Q(source=row) | Q(source=None, from_edition=code, name=row.name))
        .select_related("target__edition", "to_edition")
        .order_by("to_edition__code", "position")
    )
    sure = {(code, row.name)}
    unsure: set[tuple[str, str]] = set()
    for each in former:
        (sure if _is_sure(each) else unsure).add((each.from_edition, each.name))
    sure |= _earlier_names(former, drafts=drafts)
    named = _samples_naming(sure | unsure)
    samples = {sample.pk: sample for name, sample in named if name in sure}
    candidates = {
        sample.pk: sample for name, sample in named if name not in sure and sample.pk not in samples
    }
    return Answers(
        former, later, tuple(samples.values()), tuple(candidates.values()), frozenset(sure)
    )


def _is_sure(row: CrosswalkRow) -> bool:
    return row.is_confirmed and row.relation in _THE_SAME


def _earlier_names(former: Iterable[CrosswalkRow], *, drafts: bool) -> set[tuple[str, str]]:
    """Return the names of the same measure in editions before those that `former` lead from."""
    names: set[tuple[str, str]] = set()
    seen: set[int] = set()
    sources = {each.source_id for each in former if _is_sure(each) and each.source_id}
    while sources - seen:
        rows = [
            each
            for each in CrosswalkRow.objects.told(drafts=drafts).filter(target__in=sources - seen)
            if _is_sure(each)
        ]
        seen |= sources
        names |= {(each.from_edition, each.name) for each in rows}
        sources = {each.source_id for each in rows if each.source_id}
    return names


def _samples_naming(
    names: Iterable[tuple[str, str]],
) -> list[tuple[tuple[str, str], SampleMeasure]]:
    """Return (edition and name, sample) for each sample that prints one of `names`."""
    printed = Q(pk__in=[])
    for edition, name in sorted(names):
        printed |= Q(sample__edition__code=edition, name=name)
    rows = (
        SampleNationalMeasure.objects.filter(printed)
        .select_related("sample__edition")
        .order_by("sample__edition__code", "sample__seq", "position")
    )
    return [((row.sample.edition.code, row.name), row.sample) for row in rows]


@dataclass(frozen=True, slots=True)
class NamedMeasure:
    """A national measure that a sample prints, with what answers to it in the lists."""

    printed: SampleNationalMeasure
    rows: tuple[NationalMeasure, ...]  # of the list of the sample's own edition
    answers: tuple[CrosswalkRow, ...]


def named_by(sample: SampleMeasure, *, drafts: bool = False) -> tuple[NamedMeasure, ...]:
    """Return the national measures that a sample prints; its edition is at hand. Three queries.

    `drafts` is as in `answers_of`.
    """
    printed = list(sample.national_measures.all())
    names = {each.name for each in printed}
    code = sample.edition.code
    rows = list(
        NationalMeasure.objects.filter(
            edition__in=told_editions(drafts=drafts).filter(code=code), name__in=names
        )
        .select_related("edition")
        .order_by("no")
    )
    answers = list(
        CrosswalkRow.objects.told(drafts=drafts)
        .filter(from_edition=code, name__in=names)
        .select_related("target__edition", "to_edition")
        .order_by("to_edition__code", "position")
    )
    return tuple(
        NamedMeasure(
            each,
            tuple(row for row in rows if row.name == each.name),
            tuple(answer for answer in answers if answer.name == each.name),
        )
        for each in printed
    )

"""Proposals of a crosswalk: what each row of a former list may answer to in a later one.

They count only once an administrator has confirmed them. What a person has written or confirmed
stays as it is; what only an import has proposed is proposed anew by the next one.
"""

from collections.abc import Sequence

from django.db.models import F

from catalog.editions import former_of
from catalog.enums import CrosswalkRelation
from catalog.exchange.matching import Candidates, Match, likeness, match_rows, plain_name
from catalog.loading.reconcile import ASIDE
from catalog.models import CrosswalkRow, NationalMeasure, NationalMeasureEdition


def propose_around(edition: NationalMeasureEdition) -> None:
    """Propose the crosswalk that leads to an edition, and those that lead on from it.

    To be called inside the transaction that has written the edition's rows.
    """
    former = former_of(edition.code)
    if former is not None:
        _propose(former, edition)
    for later in NationalMeasureEdition.objects.filter(
        crosswalk__source__edition=edition
    ).distinct():
        _propose(edition, later)


def drop_proposals(edition: NationalMeasureEdition) -> None:
    """Remove the proposals that name rows of an edition, before some of these rows go."""
    CrosswalkRow.objects.filter(is_proposal=True, to_edition=edition).delete()
    CrosswalkRow.objects.filter(is_proposal=True, source__edition=edition).delete()


def _propose(former: NationalMeasureEdition, later: NationalMeasureEdition) -> None:
    rows = list(former.measures.order_by("no"))
    answers = list(later.measures.order_by("no"))
    places = {row.pk: place for place, row in enumerate(rows, start=1)}
    stored = CrosswalkRow.objects.filter(from_edition=former.code, to_edition=later)
    stored.filter(is_proposal=True).delete()
    written = list(stored.order_by("position"))
    kept = {row.source_id: row for row in written if row.source_id is not None}
    # Rows of a guide's names, which have no source, stand behind those of the list.
    others = [row for row in written if row.source_id is None]
    for place, row in enumerate(others, start=len(rows) + 1):
        row.position = place
    for source, row in kept.items():
        row.position = places[source]
    if written:
        stored.update(position=F("position") + ASIDE)
        CrosswalkRow.objects.bulk_update(written, ["position"])
    CrosswalkRow.objects.bulk_create(
        proposal
        for proposal in proposals_for(rows, answers, former=former, later=later)
        if proposal.source_id not in kept
    )


def proposals_for(
    rows: Sequence[NationalMeasure],
    answers: Sequence[NationalMeasure],
    *,
    former: NationalMeasureEdition,
    later: NationalMeasureEdition,
) -> list[CrosswalkRow]:
    """Return an unsaved proposal for each of `rows`, in their order."""
    matches = {
        match.former.pk: match
        for match in match_rows(rows, answers, is_same_edition=False)
        if match.former is not None
    }
    candidates = Candidates(answers)
    by_code = {row.code: row for row in answers}
    found = []
    for place, row in enumerate(rows, start=1):
        relation, target, reason = _judge(row, matches[row.pk], candidates, by_code)
        found.append(
            CrosswalkRow(
                from_edition=former.code,
                to_edition=later,
                position=place,
                name=row.name,
                source=row,
                relation=relation.value,
                target=target,
                reason=reason,
                is_proposal=True,
            )
        )
    return found


def _judge(
    row: NationalMeasure,
    match: Match,
    candidates: Candidates,
    by_code: dict[str, NationalMeasure],
) -> tuple[CrosswalkRelation, NationalMeasure | None, str]:
    """Return what a row may answer to, and why we think so."""
    later = match.later
    if later is not None and plain_name(later) == plain_name(row):
        reason = "施策名と国の施策番号が同じです。"
        if later.code != row.code:
            reason = f"施策名が同じです。国の施策番号は{row.code}から{later.code}に変わっています。"
        return CrosswalkRelation.SAME, later, reason
    if later is not None:
        share = likeness(plain_name(row), plain_name(later))
        return (
            CrosswalkRelation.RENAMED,
            later,
            f"国の施策番号が同じで、施策名が似ています（文字の並びの{share:.0%}が共通）。",
        )
    best = candidates.best_for(row)
    if best is not None:
        target, share = best
        return (
            CrosswalkRelation.RELATED,
            target,
            f"施策名が似ています（文字の並びの{share:.0%}が共通）。国の施策番号は違います。",
        )
    same_code = by_code.get(row.code)
    if same_code is not None:
        return (
            CrosswalkRelation.RELATED,
            same_code,
            "国の施策番号は同じですが、施策名が違います。",
        )
    return CrosswalkRelation.NONE, None, "同じ番号の施策も、似た名の施策も見当たりません。"

"""Whether a measure still says what the national list says, and where it does not.

Copies never change with the list, and the list never changes with a copy; so the two are compared
whenever a page asks. The list is read in the body's own name, as it was when it was picked. What
counts is the row that the text was copied from, whatever row of a later list the measure answers
to by now.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.models import Municipality, NationalMeasure
from documents.codec import decode
from documents.content import Block, OriginKind
from documents.markup import plain_text
from documents.text_diff import Piece, diff_text
from plans.content import WorkingCopy
from plans.models import Measure, NationalLink
from plans.starting import own_paragraphs


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which measure and list differ, with the pieces from the list to the measure."""

    label: str
    pieces: tuple[Piece, ...]


def rows_of_origin(
    measures: Iterable[Measure], links: Iterable[NationalLink], *, look_up: bool = True
) -> dict[str, NationalMeasure]:
    """Return the row of the list that each picked measure was copied from, by uid of the measure.

    One query where a link has gone on to another edition or is gone, else none. A measure of
    which the edition or the row is not in the catalogue (an imported plan) is left out.

    Args:
        measures: of one plan.
        links: the links of these measures, others too, each with its source and edition.
        look_up: whether to ask for rows that no link names any more.
    """
    origins = {
        measure.pk: (measure.uid, (measure.origin["edition"], measure.origin["key"]))
        for measure in measures
        if measure.origin and measure.origin["kind"] == OriginKind.NATIONAL.value
    }
    found: dict[str, NationalMeasure] = {}
    for link in links:
        uid, named = origins.get(link.measure_id, ("", None))
        # The link itself knows its row even where an erratum has corrected the row's number.
        if link.source is not None and (link.edition, link.code) == named:
            found.setdefault(uid, link.source)
    others = {uid: named for uid, named in origins.values() if uid not in found}
    if others and look_up:
        rows = NationalMeasure.objects.filter(
            edition__code__in={edition for edition, _ in others.values()},
            code__in={code for _, code in others.values()},
        )
        by_name = {
            (row.edition.code, row.code): row
            for row in rows.select_related("edition").defer("search_text")
        }
        found |= {uid: by_name[named] for uid, named in others.items() if named in by_name}
    return found


def _texts(
    measure: Measure, source: NationalMeasure, municipality: Municipality
) -> list[tuple[str, str, str]]:
    """Return (label, what the list says, what the measure says) of each field that was copied."""
    body = plain_text(decode(tuple[Block, ...], measure.body))
    return [
        ("施策名", source.name, measure.name),
        ("内容", plain_text(own_paragraphs(source.overview, municipality)), body),
    ]


def differs(measure: Measure, source: NationalMeasure, municipality: Municipality) -> bool:
    """Say whether a measure says anything else than its row of the list."""
    return any(listed != said for _, listed, said in _texts(measure, source, municipality))


def differences(
    measure: Measure, source: NationalMeasure, municipality: Municipality
) -> list[Difference]:
    """Return the fields in which a measure differs from its row of the list."""
    return [
        Difference(label, diff_text(listed, said))
        for label, listed, said in _texts(measure, source, municipality)
        if listed != said
    ]


def differing(
    copy: WorkingCopy, municipality: Municipality, *, look_up: bool = True
) -> frozenset[str]:
    """Return the uids of the measures of a plan that differ from the row they were copied from.

    `look_up` is as in `rows_of_origin`.
    """
    rows = rows_of_origin(copy.measures, copy.links, look_up=look_up)
    return frozenset(
        measure.uid
        for measure in copy.measures
        if measure.uid in rows and differs(measure, rows[measure.uid], municipality)
    )

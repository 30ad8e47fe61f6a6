"""Whether a measure still says what the national list says, and where it does not.

Copies never change with the list, and the list never changes with a copy; so the two are compared
whenever a page asks. The list is read in the body's own name, as it was when it was picked.
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


def link_of_origin(measure: Measure, links: Iterable[NationalLink]) -> NationalLink | None:
    """Return the link to the row of the list that a picked measure was copied from, or None.

    After a change to another edition it is the row that the link points to now.
    """
    origin = measure.origin or {}
    if origin.get("kind") != OriginKind.NATIONAL.value:
        return None
    own = [link for link in links if link.measure_id == measure.pk and link.source is not None]
    named = (
        link for link in own if (link.edition, link.code) == (origin["edition"], origin["key"])
    )
    return next(named, next(iter(own), None))


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


def differing(copy: WorkingCopy, municipality: Municipality) -> frozenset[str]:
    """Return the uids of the measures of a plan that differ from their row of the list."""
    links: dict[int, list[NationalLink]] = {}
    for link in copy.links:
        links.setdefault(link.measure_id, []).append(link)
    found = set()
    for measure in copy.measures:
        origin = link_of_origin(measure, links.get(measure.pk, ()))
        source = origin.source if origin is not None else None
        if source is not None and differs(measure, source, municipality):
            found.add(measure.uid)
    return frozenset(found)

"""Sealed editions: content, record, and the rows of the national list they answer to."""

from catalog.models import NationalMeasure
from documents.codec import load_json, plan_from_json, record_from_json
from documents.content import EditionRecord, PlanContent
from plans.models import Edition, EditionNational


def content_of_edition(edition: Edition) -> PlanContent:
    """Return the sealed content, lifted to the present format."""
    return plan_from_json(load_json(edition.content_json.encode()))


def record_of_edition(edition: Edition) -> EditionRecord:
    """Return the record of an edition."""
    return record_from_json(load_json(edition.record_json.encode()))


def note_nationals(edition: Edition) -> None:
    """Keep which rows of the national list a sealed edition answers to, for whoever asks by row.

    A link names its row by edition and code. Links without a code, as the guide prints them, and
    codes that the catalogue does not have, are in the content only. Runs inside the transaction
    that seals the edition, in two statements whatever the number of links.
    """
    named = {
        (link["edition"], link["code"])
        for measure in load_json(edition.content_json.encode())["plan"].get("measures", ())
        for link in measure.get("national_measures", ())
        if link.get("code")
    }
    if not named:
        return
    rows = NationalMeasure.objects.filter(code__in={code for _, code in named})
    EditionNational.objects.bulk_create(
        EditionNational(edition=edition, source_id=pk)
        for pk, edition_code, code in rows.values_list("pk", "edition__code", "code")
        if (edition_code, code) in named
    )

"""Reading sealed editions: their content and their record, without any other row."""

from documents.codec import load_json, plan_from_json, record_from_json
from documents.content import EditionRecord, PlanContent
from plans.models import Edition


def content_of_edition(edition: Edition) -> PlanContent:
    """Return the sealed content, lifted to the present format."""
    return plan_from_json(load_json(edition.content_json.encode()))


def record_of_edition(edition: Edition) -> EditionRecord:
    """Return the record of an edition."""
    return record_from_json(load_json(edition.record_json.encode()))

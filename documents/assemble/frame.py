"""What holds for every document of a plan, whatever part of it is told."""

from datetime import date

from documents import tree
from documents.assemble.front import stage_marks
from documents.content import EditionRecord, PlanContent, WrittenDate
from documents.eras import Granularity


def _day(*dates: WrittenDate | None) -> date | None:
    """The first of `dates` that is known to the day."""
    for one in dates:
        reading = None if one is None else one.reading
        if reading is not None and reading.granularity is Granularity.DAY:
            return date.fromisoformat(str(reading))
    return None


def framed(
    content: PlanContent,
    record: EditionRecord | None,
    *,
    title: str,
    header: str,
    nodes: tuple[tree.Node, ...],
    footnotes: tuple[tree.Footnote, ...],
) -> tree.Document:
    """Return a document of `nodes` with the look of the plan and the dates of the edition.

    `header` is the running head where the look names none.
    """
    look = content.look
    return tree.Document(
        title=title,
        author=content.organization.name,
        subject=content.subtitle or content.short_name,
        nodes=nodes,
        footnotes=footnotes,
        created=None if record is None else _day(record.established_on, record.decided_on),
        header=look.header_text or header,
        footer_marks=stage_marks(content, record),
        accent=look.accent,
        body_face=tree.Typeface(look.body_font.value),
        heading_face=tree.Typeface(look.heading_font.value),
        base_document=look.base_document or "",
        content_sha256="" if record is None else record.content_sha256,
    )

"""A plan as a file for the command line: the working copy or an edition, in any format."""

import base64
from datetime import datetime

from django.template.loader import render_to_string

from documents.codec import canonical_plan, sha256_of
from documents.content import EditionRecord, Figure, Logo, PlanContent
from documents.validation import walk
from plans.models import Edition, Plan
from publishing.drafts import draft_file
from publishing.enums import Format
from publishing.figures import figures_of
from publishing.reading import read_edition, read_working_copy
from publishing.rendering import render_page
from publishing.store import bytes_of, rendering

HTML = "html"
FORMATS = (*Format.values, HTML)


def exported(plan: Plan, format: str, *, edition: Edition | None, at: datetime) -> bytes:
    """Return a plan as the bytes of a file.

    Args:
        format: one of FORMATS.
        edition: the edition to write; None means the working copy. A working copy that says
            exactly what an edition says is written as that edition (the newest such), with its
            record; any other is written as a draft (案).
        at: the moment that the store notes for a file made on the way.

    Raises:
        RenderingFailed: it cannot be made.
    """
    edition = edition or _edition_that_says(plan)
    if format != HTML:
        if edition is None:
            return draft_file(plan, Format(format))
        return bytes_of(edition, rendering(edition, Format(format), at=at), at=at)
    if edition is None:
        return _html(plan, read_working_copy(plan), None).encode("utf-8")
    return _html(plan, *read_edition(edition)).encode("utf-8")


def _edition_that_says(plan: Plan) -> Edition | None:
    sha256 = sha256_of(canonical_plan(read_working_copy(plan)))
    return Edition.objects.filter(plan=plan, content_sha256=sha256).order_by("-no").first()


def _html(plan: Plan, content: PlanContent, record: EditionRecord | None) -> str:
    """Return a page that stands alone: its figures are in it."""
    figures = figures_of(content, plan.organization)
    media_types = {
        value.sha256: value.media_type
        for _, value in walk(content, "plan")
        if isinstance(value, Figure | Logo)
    }

    def data_url(sha256: str) -> str:
        encoded = base64.b64encode(figures[sha256]).decode("ascii")
        return f"data:{media_types[sha256]};base64,{encoded}"

    page = render_page(content, record, figure_url=data_url)
    return render_to_string("publishing/export.html", {"page": page})

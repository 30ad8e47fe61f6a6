"""Files of the working copy: rendered on demand, marked 案, never put into the store."""

from documents.codec import canonical_plan
from plans.models import Plan
from publishing.enums import Format
from publishing.figures import figures_of
from publishing.names import file_name
from publishing.reading import read_working_copy
from publishing.rendering import NO_PAGES, render_file

# What the preview offers; a draft is no open data.
DRAFT_FORMATS = (Format.DOCX, Format.PDF)


def draft_name(plan: Plan, format: Format) -> str:
    """Return the file name of a draft; its end says 案."""
    return file_name(plan.title, mark="（案）", extension=format.value)


def draft_file(plan: Plan, format: Format) -> bytes:
    """Return the working copy as a file.

    Raises:
        RenderingFailed: it cannot be made.
    """
    content = read_working_copy(plan)
    if format is Format.JSON:
        return canonical_plan(content).encode("utf-8")
    figures = figures_of(content, plan.organization)
    pages = NO_PAGES
    if format is Format.DOCX:
        pages = render_file(content, None, Format.PDF, figures=figures).pages
    return render_file(content, None, format, figures=figures, pages=pages).data

"""Files of the working copy, marked 案: whole ones out of the store, and parts made at once."""

from contextlib import suppress
from dataclasses import dataclass

from documents.assemble.part import part_of, part_title
from documents.codec import canonical_plan, sha256_of
from documents.content import PlanContent
from documents.tree import strings_of
from plans.models import Plan
from publishing.enums import PAGES_OF, VARIANT_MARKS, Format
from publishing.errors import PartTooLarge, RenderingFailed
from publishing.figures import figures_in, figures_of
from publishing.names import file_name
from publishing.reading import read_working_copy
from publishing.rendering import NO_PAGES, Rendered, document_of, pdf_of, render_file

# What the preview offers; a draft is no open data.
DRAFT_FORMATS = (Format.DOCX, Format.PDF, Format.SUMMARY_DOCX, Format.SUMMARY_PDF)
# What is made of sealed editions only.
SEALED_FORMATS = frozenset({Format.ZIP, Format.ARCHIVE})
# What it offers at once, because it costs little.
DRAFT_AT_ONCE = (Format.XLSX,)
# A part is made while its reader waits: about twenty pages of text, or a table of 1,000 cells.
MOST_CHARACTERS = 30_000
MOST_STRINGS = 2_000


@dataclass(frozen=True, slots=True)
class Draft:
    """What the working copy says at one moment, sealed."""

    content: PlanContent
    json: str
    sha256: str


def draft_of(plan: Plan) -> Draft:
    """Return what the working copy says now.

    Raises:
        RenderingFailed: a stored column does not fit the format.
    """
    content = read_working_copy(plan)
    text = canonical_plan(content)
    return Draft(content=content, json=text, sha256=sha256_of(text))


def draft_name(plan: Plan, format: Format) -> str:
    """Return the file name of a draft; its end says 案."""
    return file_name(
        plan.title, mark=f"{VARIANT_MARKS[format.variant]}（案）", extension=format.ending
    )


def draft_file(plan: Plan, format: Format) -> bytes:
    """Return the working copy as a file, made now and kept nowhere.

    Raises:
        RenderingFailed: it cannot be made.
    """
    if format in SEALED_FORMATS:
        raise RenderingFailed(f"{format.label}は、決裁された版からだけ作れます。")
    content = read_working_copy(plan)
    if format is Format.JSON:
        return canonical_plan(content).encode("utf-8")
    figures = figures_of(content, plan.organization)
    pages = NO_PAGES
    if (paged := PAGES_OF.get(format)) is not None:
        # A DOCX that the PDF cannot give its pages has a contents list without them.
        with suppress(RenderingFailed):
            pages = render_file(content, None, paged, figures=figures).pages
    return render_file(content, None, format, figures=figures, pages=pages).data


# --- a part at once --------------------------------------------------------------------------


def part_file(plan: Plan, anchor: str) -> tuple[str, Rendered]:
    """Return the name and the PDF of one chapter or measure of the working copy.

    Raises:
        KeyError: there is no such part.
        PartTooLarge: it would take longer than a reader waits.
        RenderingFailed: it cannot be made.
    """
    content = read_working_copy(plan)
    document = document_of(content, None)
    title = part_title(document, anchor)
    part = part_of(document, anchor)
    strings = strings_of(part)
    if len(strings) > MOST_STRINGS or sum(map(len, strings)) > MOST_CHARACTERS:
        raise PartTooLarge(
            "この部分は長いので、その場では作れません。「案のファイル」の「PDFを作る」で、全体のPDFを"
            "作ってください。"
        )
    name = file_name(f"{plan.title}_{title or '施策'}", mark="（案）", extension="pdf")
    return name, pdf_of(part, figures=figures_in(part, plan.organization))

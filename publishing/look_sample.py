"""A made-up plan in some look: as sheets on a page, and as a file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString

from accounts.models import Organization
from documents.codec import parse_plan
from documents.content import (
    Chapter,
    Look,
    NewTextSide,
    OrganizationName,
    PlanContent,
    Table,
)
from documents.tree import Contents, Cover, Document, Heading, Node
from documents.tree import Table as TableNode
from publishing.enums import Format
from publishing.names import file_name
from publishing.rendering import NO_PAGES, Figures, document_of, render_file, render_sheet

SAMPLE_FORMATS = (Format.DOCX, Format.PDF)

# In the fixture: the chapter with a 新旧対照表, its new text on the left.
_COMPARISON = "comparison"


@cache
def _plan() -> PlanContent:
    """The plan of fixtures/look/, read once a process."""
    return parse_plan(Path(settings.BASE_DIR, "fixtures", "look", "sample.json").read_bytes())


def sample_content(look: Look, organization: Organization) -> PlanContent:
    """Return the sample plan in `look`, under the name of the organisation."""
    plan = _plan()
    return replace(
        plan,
        organization=OrganizationName(code=organization.code, name=organization.name),
        look=look,
        chapters=tuple(_sided(chapter, look.new_text) for chapter in plan.chapters),
    )


def _sided(chapter: Chapter, side: NewTextSide) -> Chapter:
    """Return the chapter with the columns of its 新旧対照表 in the order that the look wants."""
    if chapter.uid == _COMPARISON and side is NewTextSide.RIGHT:
        body = tuple(
            replace(block, rows=tuple(replace(row, cells=row.cells[::-1]) for row in block.rows))
            if isinstance(block, Table)
            else block
            for block in chapter.body
        )
        return replace(chapter, body=body)
    return replace(chapter, children=tuple(_sided(child, side) for child in chapter.children))


# --- on a page -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper on a page: its number, what stands on it, and whether it is turned."""

    number: int
    text: SafeString
    is_cover: bool
    is_turned: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample as a page shows it, with what stands at the head and foot of its sheets."""

    sheets: tuple[Sheet, ...]
    header: str
    marks: str
    look: Look

    @property
    def colour(self) -> str:
        """The six digits of the accent colour, for the address of its style sheet."""
        return self.look.accent.removeprefix("#")


def sample_of(
    look: Look, organization: Organization, *, figure_url: Callable[[str], str]
) -> Sample:
    """Return the sample in `look` as sheets.

    Args:
        figure_url: SHA-256 of the logo → its address.

    Raises:
        RenderingFailed: it cannot be shown.
    """
    document = document_of(sample_content(look, organization), None)
    sheets = tuple(
        Sheet(
            number=number,
            text=render_sheet(document, nodes, figure_url=figure_url),
            is_cover=isinstance(nodes[0], Cover),
            is_turned=is_turned,
        )
        for number, (nodes, is_turned) in enumerate(_sheets(document), start=1)
    )
    return Sample(
        sheets=sheets,
        header=document.header,
        marks="\u3000".join(document.footer_marks),
        look=look,
    )


def _sheets(document: Document) -> Iterator[tuple[list[Node], bool]]:
    """Yield the nodes of each sheet, and whether it is turned sideways.

    A sheet of the sample is as long as what stands on it; the contents list, whose page numbers
    nobody has counted, is left out.
    """
    sheet: list[Node] = []
    is_turned = section_is_turned = False
    for node in document.nodes:
        if isinstance(node, Contents):
            continue
        if isinstance(node, Heading):
            section_is_turned = node.landscape
        turned = section_is_turned or (isinstance(node, TableNode) and node.landscape)
        begins = isinstance(node, Heading) and node.starts_page
        if sheet and (begins or isinstance(sheet[-1], Cover) or turned != is_turned):
            yield sheet, is_turned
            sheet = []
        sheet.append(node)
        is_turned = turned
    if sheet:
        yield sheet, is_turned


# --- as a file -------------------------------------------------------------------------------


def sample_name(format: Format) -> str:
    """Return the name of a file of the sample."""
    return file_name(_plan().title, mark="", extension=format.value)


def sample_file(look: Look, organization: Organization, format: Format, files: Figures) -> bytes:
    """Return the sample in `look` as a file.

    Args:
        files: SHA-256 → bytes of the logo and the base document that the look names.

    Raises:
        RenderingFailed: it cannot be made.
    """
    content, pages = sample_content(look, organization), NO_PAGES
    if format is Format.DOCX:
        pages = render_file(content, None, Format.PDF, figures=files).pages
    return render_file(content, None, format, figures=files, pages=pages).data

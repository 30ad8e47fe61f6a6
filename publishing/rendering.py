"""One plan → one page or file: the only place that calls the renderers of documents/.

Whatever goes wrong below ends as RenderingFailed with a Japanese message; the log has the cause.
Nothing here writes to the database or the storage.
"""

import logging
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version

from django.utils.safestring import SafeString, mark_safe
from weasyprint.text.ffi import pango

from documents.assemble import assemble, summary
from documents.assemble.summary import assemble_summary
from documents.codec import canonical_plan
from documents.content import EditionRecord, PlanContent
from documents.renderers import csv, docx, html, pdf, text, xlsx
from documents.renderers.errors import RenderError
from documents.renderers.pdf_archive import Attachment, Relationship
from documents.tree import Contents, ContentsEntry, Cover, Document, Node
from documents.validation import ContentError, check_content
from publishing.enums import MEDIA_TYPES, SUMMARIES, Format
from publishing.errors import RenderingFailed
from publishing.fonts import font_fingerprint

logger = logging.getLogger(__name__)

# A JSON file is the sealed content itself, whatever renderers there are.
_JSON_VERSION = 1

_PDF_LIBRARIES = ("weasyprint", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "pyphen", "pillow")
_DOCX_LIBRARIES = ("python-docx", "lxml")
_XLSX_LIBRARIES = ("openpyxl", "lxml")

Figures = Mapping[str, bytes]
NO_PAGES: Mapping[str, int] = {}

_NO_BASE = (
    "この計画の体裁が使うWordのひな形が、見つからないか、壊れています。"
    "団体の管理者が「体裁」の画面でひな形を登録し直すか、外してください。"
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file's bytes, and for a PDF the page of each anchor."""

    data: bytes
    pages: Mapping[str, int] = field(default_factory=dict)


@contextmanager
def _explaining(what: str) -> Iterator[None]:
    """Turn any failure into RenderingFailed.

    The engines below (layout, fonts, pictures) raise whatever they like; a reader needs a page
    that says so, and the log needs the traceback.
    """
    try:
        yield
    except RenderError as error:
        # The plan is at fault and the message says how: no traceback between it and its reader.
        logger.warning("could not render %s: %s", what, error)
        raise RenderingFailed(str(error)) from error
    except MemoryError:
        raise  # a job runs under a limit, and says so itself
    except Exception as error:
        logger.exception("could not render %s", what)
        raise RenderingFailed(
            f"{what}を作れませんでした。しばらくしてから、もう一度お試しください。"
        ) from error


def document_of(
    content: PlanContent, record: EditionRecord | None, *, summary: bool = False
) -> Document:
    """Return the assembled document, or its 概要版; without a record it is a draft (案).

    Raises:
        RenderingFailed: it cannot be assembled; where the content itself is at fault, as a working
            copy may be, the message names the places.
    """
    try:
        return assemble_summary(content, record) if summary else assemble(content, record)
    except Exception as error:
        logger.exception("could not assemble plan %s", content.uid)
        raise RenderingFailed(_fault_of(content)) from error


def _fault_of(content: PlanContent) -> str:
    try:
        check_content(content)
    except ContentError as error:
        places = "／".join(str(problem) for problem in error.problems[:5])
        return f"計画の内容に直すところがあります。{places}"
    return "文書を組み立てられませんでした。管理者に連絡してください。"


@dataclass(frozen=True, slots=True)
class Page:
    """A plan as parts of a web page: what its title page says, its contents, its text."""

    cover: Cover
    logo_url: str  # "" where the cover has none
    contents: tuple[ContentsEntry, ...]
    text: SafeString


def render_page(
    content: PlanContent,
    record: EditionRecord | None,
    *,
    figure_url: Callable[[str], str],
    part_link: html.PartLink | None = None,
) -> Page:
    """Return the plan for a page that shows the cover's title as its h1.

    Args:
        record: of the edition, or None for a draft.
        figure_url: SHA-256 of a figure → its address.
        part_link: heading → words and address of a link under it; None for no such links.

    Raises:
        RenderingFailed: the plan cannot be shown.
    """
    document = document_of(content, record)
    with _explaining("ページ"):
        flow = tuple(n for n in document.nodes if not isinstance(n, Cover | Contents))
        fragment = html.render_html(
            replace(document, nodes=flow),
            heading_offset=1,
            figure_url=figure_url,
            part_link=part_link,
        )
        cover = next(n for n in document.nodes if isinstance(n, Cover))
        return Page(
            cover=cover,
            logo_url=figure_url(cover.logo.sha256) if cover.logo is not None else "",
            contents=tuple(
                entry
                for n in document.nodes
                if isinstance(n, Contents) and n.captions is None
                for entry in n.entries
            ),
            text=mark_safe(fragment),  # the renderer escapes everything
        )


def render_sheet(
    document: Document, nodes: Iterable[Node], *, figure_url: Callable[[str], str]
) -> SafeString:
    """Return some nodes of a document for a page that has an h1 and an h2 above them.

    Raises:
        RenderingFailed: they cannot be shown.
    """
    with _explaining("見本"):
        fragment = html.render_html(
            replace(document, nodes=tuple(nodes)), heading_offset=2, figure_url=figure_url
        )
        return mark_safe(fragment)  # the renderer escapes everything


def render_file(
    content: PlanContent,
    record: EditionRecord | None,
    format: Format,
    *,
    figures: Figures,
    pages: Mapping[str, int] = NO_PAGES,
    sealed: str = "",
) -> Rendered:
    """Return the plan as a file.

    Args:
        figures: SHA-256 → bytes of every file that the content names: figures, logo, base document.
        pages: for DOCX, the pages of the PDF, which its contents list prints until Word counts.
        sealed: the plan file of an edition as it was decided on, which the archive carries; where
            it is "", today's encoding of `content`.

    Raises:
        ValueError: for JSON, which nothing renders.
        RenderingFailed: the engine failed.
    """
    document = document_of(content, record, summary=format in SUMMARIES)
    with _explaining(f"{format.label}ファイル"):
        match format:
            case Format.XLSX:
                return Rendered(xlsx.render_xlsx(content, record))
            case Format.ZIP:
                return Rendered(csv.render_zip(content, record))
            case Format.PDF | Format.SUMMARY_PDF:
                return _pdf(document, figures)
            case Format.ARCHIVE:
                return _archive(document, content, record, figures, sealed)
            case Format.DOCX | Format.SUMMARY_DOCX:
                base = figures.get(document.base_document)
                if document.base_document and base is None:
                    raise RenderError(_NO_BASE)
                return Rendered(
                    docx.render_docx(document, figures=figures, pages=pages or None, base=base)
                )
            case Format.TXT:
                return Rendered(text.render_text(document).encode("utf-8"))
    raise ValueError(f"{format} is not rendered")


def pdf_of(document: Document, *, figures: Figures) -> Rendered:
    """Return a document, or a part of one, as PDF.

    Raises:
        RenderingFailed: the engine failed.
    """
    with _explaining(f"{Format.PDF.label}ファイル"):
        return _pdf(document, figures)


def _pdf(document: Document, figures: Figures) -> Rendered:
    result = pdf.render_pdf(document, figures=figures)
    return Rendered(result.data, dict(result.pages))


def _archive(
    document: Document,
    content: PlanContent,
    record: EditionRecord | None,
    figures: Figures,
    sealed: str,
) -> Rendered:
    """The PDF/A-3: with the plan file it was made from, and the lists as a workbook."""
    attachments = (
        Attachment(
            name="plan.json",
            data=(sealed or canonical_plan(content)).encode("utf-8"),
            media_type=MEDIA_TYPES[Format.JSON],
            relationship=Relationship.SOURCE,
            description="計画ファイル（決裁された内容）",
        ),
        Attachment(
            name="plan.xlsx",
            data=xlsx.render_xlsx(content, record),
            media_type=MEDIA_TYPES[Format.XLSX],
            relationship=Relationship.DATA,
            description="施策・KPI・スケジュールの一覧",
        ),
    )
    result = pdf.render_pdf(document, figures=figures, archival=attachments)
    return Rendered(result.data, dict(result.pages))


@cache
def fingerprint(format: Format) -> tuple[str, ...]:
    """Return everything besides the plan that the bytes of a file depend on."""
    match format:
        case Format.PDF:
            return (
                f"pdf {pdf.VERSION}",
                *(f"{name} {version(name)}" for name in _PDF_LIBRARIES),
                f"pango {pango.pango_version()}",
                f"zlib {zlib.ZLIB_RUNTIME_VERSION}",
                *font_fingerprint(),
            )
        case Format.DOCX:
            # Its contents list prints the pages of the PDF.
            return (
                f"docx {docx.VERSION}",
                *(f"{name} {version(name)}" for name in _DOCX_LIBRARIES),
                *fingerprint(Format.PDF),
            )
        case Format.SUMMARY_PDF | Format.SUMMARY_DOCX:
            whole = Format.PDF if format is Format.SUMMARY_PDF else Format.DOCX
            return (f"summary {summary.VERSION}", *fingerprint(whole))
        case Format.ARCHIVE:
            return ("archive", *fingerprint(Format.PDF), *fingerprint(Format.XLSX))
        case Format.XLSX:
            return (
                f"xlsx {xlsx.VERSION}",
                *(f"{name} {version(name)}" for name in _XLSX_LIBRARIES),
                f"zlib {zlib.ZLIB_RUNTIME_VERSION}",
            )
        case Format.ZIP:
            return (f"csv {csv.VERSION}", f"zlib {zlib.ZLIB_RUNTIME_VERSION}")
        case Format.TXT:
            return (f"text {text.VERSION}",)
        case Format.JSON:
            return (f"json {_JSON_VERSION}",)

"""Document → PDF: the HTML of html.py in a shell of its own, laid out by WeasyPrint.

Tagged (PDF/UA-1, on request also PDF/A-3a), bookmarked, every font embedded, nothing fetched but
the figures handed in. The layout engine only logs what goes wrong; here every warning fails the
render, so that no document leaves with something missing.
"""

import logging
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from documents.renderers.collector import collector_at_rest
from documents.renderers.errors import RenderError
from documents.renderers.footnote_layout import laid_out
from documents.renderers.html import Writer
from documents.renderers.missing_glyphs import missing_characters, unprintable
from documents.renderers.pdf_archive import Attachment, Metadata, finish
from documents.tree import Document, Typeface, pictures_of

VERSION = 12

_FIGURE_SCHEME = "pb-figure:"
_ASSETS = Path(__file__).parents[1] / "assets"
_STYLES = (_ASSETS / "print.css", _ASSETS / "web" / "columns.css")
# The fonts of each face in order of choice; publishing/fonts.py knows them too.
FAMILIES = {
    Typeface.MINCHO: '"BIZ UDMincho", "Noto Serif CJK JP", "Symbola", serif',
    Typeface.GOTHIC: '"BIZ UDGothic", "Noto Sans CJK JP", "Symbola", sans-serif',
}
_MARGIN_BOXES = ("top-right", "bottom-left", "bottom-center")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class PdfResult:
    """A PDF and the page (from 1) on which each anchor of the document stands."""

    data: bytes
    pages: Mapping[str, int]


class FigureFetcher(URLFetcher):  # type: ignore[misc]  # weasyprint ships no types
    """Hands out the given figures and refuses everything else."""

    def __init__(self, figures: Mapping[str, bytes], media_types: Mapping[str, str]) -> None:
        super().__init__()
        self.figures = figures
        self.media_types = media_types

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return the figure that `url` names; raise FatalURLFetchingError for anything else."""
        sha256 = url.removeprefix(_FIGURE_SCHEME)
        if url == sha256 or sha256 not in self.figures or sha256 not in self.media_types:
            raise FatalURLFetchingError(f"refused: {url}")
        media_type = {"Content-Type": self.media_types[sha256]}
        return URLFetcherResponse(url, self.figures[sha256], media_type)


class _Warnings(logging.Handler):
    """Collects what the layout engine complains of in this thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.thread = threading.get_ident()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:
            self.messages.append(record.getMessage())


def _css_string(text: str) -> str:
    """Return `text` as a CSS string; whatever is not a plain letter or digit is escaped."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):06x}" for c in text) + '"'


def _own_css(document: Document) -> str:
    """The part of the style that differs from plan to plan."""
    if not _COLOUR.fullmatch(document.accent):
        raise RenderError(f"見出しの色「{document.accent}」は使えません。")
    marks = _css_string("\u3000".join(document.footer_marks))
    heading = FAMILIES[document.heading_face]
    # Margin boxes see no custom properties of the text.
    faces = " ".join(f"@{box} {{ font-family: {heading}; }}" for box in _MARGIN_BOXES)
    return (
        f":root {{ --accent: {document.accent};"
        f" --body-face: {FAMILIES[document.body_face]}; --heading-face: {heading};"
        # 明朝 has no bold: what is emphasized in the text is ゴシック with either face.
        f" --strong-face: {FAMILIES[Typeface.GOTHIC]}; }}\n"
        f"@page {{ {faces} @top-right {{ content: {_css_string(document.header)}; }}"
        f" @bottom-left {{ content: {marks}; }} }}\n"
        "@page cover { @top-right { content: none; } }\n"
    )


def print_html(document: Document) -> str:
    """Return the page that the engine lays out, whole, without its style sheets."""
    writer = Writer(
        document,
        heading_offset=0,
        figure_url=lambda sha256: _FIGURE_SCHEME + sha256,
        paged=True,
    )
    return (
        f'<!DOCTYPE html><html lang="{escape(document.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title></head><body>{''.join(writer.nodes())}</body></html>"
    )


def render_pdf(
    document: Document,
    *,
    figures: Mapping[str, bytes] | None = None,
    archival: Sequence[Attachment] | None = None,
) -> PdfResult:
    """Return the document as tagged PDF (PDF/UA-1) with the pages of its anchors.

    Args:
        figures: the files of the figures by SHA-256.
        archival: the files to attach (there may be none); then the PDF is PDF/A-3a as well.

    Raises:
        RenderError: a figure is missing or the layout engine complains of anything.

    Equal arguments give equal bytes on one installation.
    """
    files = {} if figures is None else figures
    media_types = {picture.sha256: picture.media_type for picture in pictures_of(document)}
    fetcher = FigureFetcher(files, media_types)
    options = {"pdf_variant": "pdf/ua-1"}
    if archival is not None:
        # pdf_archive.py writes the output intent.
        options = {"pdf_variant": "pdf/a-3a", "output_intent": ""}
    logger = logging.getLogger("weasyprint")
    warnings = _Warnings()
    logger.addHandler(warnings)
    try:
        with collector_at_rest():
            book = laid_out(
                HTML(string=print_html(document), url_fetcher=fetcher),
                stylesheets=[
                    *(CSS(string=path.read_text("utf-8"), url_fetcher=fetcher) for path in _STYLES),
                    CSS(string=_own_css(document), url_fetcher=fetcher),
                ],
                **options,
            )
            book.metadata = Metadata(document, archival=archival is not None)
            data: bytes = book.write_pdf(
                finisher=lambda _book, pdf: finish(pdf, document, archival),
                **options,
            )
    except FatalURLFetchingError as error:
        raise RenderError("PDFに入れる図の画像がありません。") from error
    finally:
        logger.removeHandler(warnings)
    if missing := missing_characters(warnings.messages):
        raise RenderError(unprintable(document, missing))
    if warnings.messages:
        raise RenderError(f"PDFを作れませんでした：{warnings.messages[0]}")
    # A table goes on over pages with its anchor; what counts is where it begins.
    pages: dict[str, int] = {}
    for number, page in enumerate(book.pages, start=1):
        for anchor in page.anchors:
            pages.setdefault(anchor, number)
    return PdfResult(data=data, pages=pages)

"""Document → DOCX: python-docx opens base.docx, the body is written as one piece of XML.

Real styles, footnotes, contents field and bullets, so that staff can go on in Word. The package is
packed again with fixed dates: the same document gives the same bytes.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as DocxDocument
from docx.image.exceptions import UnrecognizedImageError
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from lxml.etree import XMLSyntaxError

from documents.renderers.docx_body import BodyWriter
from documents.renderers.docx_charts import chart_part
from documents.renderers.errors import RenderError
from documents.renderers.wordml import DECLARATION, declared, field, paragraph, run, tab
from documents.tree import Chart, Document, Picture

VERSION = 6

_BASE = Path(__file__).parents[1] / "assets" / "base.docx"
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_ACCENTED_STYLES = ("Title", "Heading1", "Heading2", "FrontHeading")
_LONGEST_PROPERTY = 255
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
    "</w:r></w:p></w:footnote>"
)


class _Package:
    """The parts that a body refers to, added to one package as they come up."""

    def __init__(self, target: DocxDocument, figures: Mapping[str, bytes]) -> None:
        self.target = target
        self.figures = figures
        self.charts = 0

    def add(self, name: str, content_type: str, relation: str, blob: bytes) -> str:
        """Add a part and return the id of the relationship that leads to it."""
        part = Part(PackURI(f"/word/{name}"), content_type, blob, self.target.part.package)
        return self.target.part.relate_to(part, relation)

    def add_link(self, href: str) -> str:
        """Add an address outside."""
        return self.target.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def add_picture(self, picture: Picture) -> tuple[str, int, int]:
        """Add a picture; return its id and its own size in EMU."""
        data = self.figures.get(picture.sha256)
        if data is None:
            raise RenderError("Word文書に入れる図の画像がありません。")
        try:
            relation, image = self.target.part.get_or_add_image(BytesIO(data))
        except UnrecognizedImageError as error:
            raise RenderError("Word文書に入れる図の画像を読めません。") from error
        return relation, int(image.width), int(image.height)

    def add_chart(self, chart: Chart) -> str:
        """Add a chart part."""
        self.charts += 1
        content_type = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
        name = f"charts/chart{self.charts}.xml"
        return self.add(name, content_type, RELATIONSHIP_TYPE.CHART, chart_part(chart))


def _set_accent(target: DocxDocument, accent: str) -> None:
    if not _COLOUR.fullmatch(accent):
        raise RenderError(f"見出しの色「{accent}」は使えません。")
    colour = accent.removeprefix("#").upper()
    for style in _ACCENTED_STYLES:
        element = target.styles.element.get_by_id(style)
        for name in ("w:color", "w:bottom"):
            for found in element.xpath(f".//{name}"):
                key = "val" if name == "w:color" else "color"
                found.set(f"{{{found.nsmap['w']}}}{key}", colour)


def _footnotes_part(document: Document, writer: BodyWriter) -> bytes:
    notes = "".join(
        f'<w:footnote w:id="{note.number}">'
        + paragraph(
            "FootnoteText",
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
            + run("\u3000")
            + writer.inlines(note.inlines),
        )
        + "</w:footnote>"
        for note in document.footnotes
    )
    return (
        f"{DECLARATION}<w:footnotes{declared('w', 'r')}>{_SEPARATORS}{notes}</w:footnotes>"
    ).encode()


def _section(document: Document, package: _Package) -> str:
    """Heads and feet; the cover has only the 案 mark of a draft."""
    mark = run("\u3000".join(document.footer_marks))
    number = field("PAGE", "")
    heads = {
        "default": paragraph("Header", run(document.header)),
        "first": paragraph("Header", ""),
    }
    feet = {
        "default": paragraph("Footer", mark + tab() + number),
        "first": paragraph("Footer", mark),
    }
    references = ""
    for element, kind, content_type, relation, parts in (
        ("hdr", "header", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, heads),
        ("ftr", "footer", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, feet),
    ):
        for number_of_part, (use, content) in enumerate(parts.items(), start=1):
            xml = f"{DECLARATION}<w:{element}{declared('w', 'r')}>{content}</w:{element}>"
            name = f"{kind}{number_of_part}.xml"
            identifier = package.add(name, content_type, relation, xml.encode())
            references += f'<w:{kind}Reference w:type="{use}" r:id="{identifier}"/>'
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1418" w:right="1418" w:bottom="1361" w:left="1418" '
        'w:header="794" w:footer="680" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


def _set_properties(target: DocxDocument, document: Document) -> None:
    properties = target.core_properties
    # Word keeps at most 255 characters of a property.
    properties.title = document.title[:_LONGEST_PROPERTY]
    properties.author = document.author[:_LONGEST_PROPERTY]
    properties.last_modified_by = document.author[:_LONGEST_PROPERTY]
    properties.subject = document.subject[:_LONGEST_PROPERTY]
    properties.language = "ja-JP"
    properties.revision = 1
    if document.created is not None:
        # A day of the record, not the time at which the file was made.
        day = datetime.combine(document.created, datetime.min.time(), UTC)
        properties.created = day
        properties.modified = day


def _packed(target: DocxDocument) -> bytes:
    """The package with fixed dates; its content types first, as Office writes it."""
    buffer = BytesIO()
    target.save(buffer)
    packed = BytesIO()
    with ZipFile(buffer) as source, ZipFile(packed, "w") as result:
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            info = ZipInfo(name, _ZIP_DATE)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            result.writestr(info, source.read(name))
    return packed.getvalue()


def render_docx(
    document: Document,
    *,
    figures: Mapping[str, bytes] | None = None,
    pages: Mapping[str, int] | None = None,
) -> bytes:
    """Return the document as DOCX.

    `figures` holds the files by SHA-256; `pages` gives the page of each anchor (PdfResult.pages)
    for the contents list, which is without page numbers until Word updates it where `pages` is
    None. Raises RenderError for a figure that is missing or no picture, and for text with
    characters that no XML can carry. Equal arguments give equal bytes.
    """
    target = docx.Document(str(_BASE))
    _set_accent(target, document.accent)
    package = _Package(target, {} if figures is None else figures)
    writer = BodyWriter(
        document,
        pages={} if pages is None else pages,
        add_link=package.add_link,
        add_picture=package.add_picture,
        add_chart=package.add_chart,
    )
    content = "".join(writer.nodes())
    package.add(
        "footnotes.xml",
        CONTENT_TYPE.WML_FOOTNOTES,
        RELATIONSHIP_TYPE.FOOTNOTES,
        _footnotes_part(document, writer),
    )
    section = _section(document, package)
    namespaces = declared("w", "r", "wp", "a", "pic", "c")
    try:
        body = parse_xml(f"<w:body{namespaces}>{content}{section}</w:body>")
    except XMLSyntaxError as error:
        raise RenderError("Word文書に使えない文字が文章に入っています。") from error
    target.element.replace(target.element.body, body)
    _set_properties(target, document)
    return _packed(target)

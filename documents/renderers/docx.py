"""Document → DOCX: python-docx opens the base, the body is written as one piece of XML.

Real styles, numbers, footnotes, captions and contents, so that staff can go on in Word. The
package is packed again with fixed dates: the same document gives the same bytes.
"""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as DocxDocument
from docx.image.exceptions import UnrecognizedImageError
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from lxml.etree import XMLSyntaxError

from documents.renderers.docx_body import BodyWriter
from documents.renderers.docx_charts import chart_part
from documents.renderers.docx_heads import Heads
from documents.renderers.docx_inlines import InlineWriter
from documents.renderers.docx_numbering import Numbering
from documents.renderers.docx_properties import set_properties
from documents.renderers.docx_template import Template, W, own_template
from documents.renderers.errors import RenderError
from documents.renderers.wordml import DECLARATION, declared, paragraph, run
from documents.tree import Chart, Document, Picture

VERSION = 12

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


def _footnotes_part(document: Document, inlines: InlineWriter) -> bytes:
    notes = "".join(
        f'<w:footnote w:id="{note.number}">'
        + paragraph(
            "FootnoteText",
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
            + run("\u3000")
            + inlines.inlines(note.inlines),
        )
        + "</w:footnote>"
        for note in document.footnotes
    )
    return (
        f"{DECLARATION}<w:footnotes{declared('w', 'r')}>{_SEPARATORS}{notes}</w:footnotes>"
    ).encode()


def _write_numbering(template: Template, numbering: Numbering) -> None:
    """Put the numbers of the document after those of the base, and link the headings to them."""
    root = template.target.part.numbering_part.element
    abstract, links = numbering.abstract()
    made = parse_xml(f"<w:numbering{declared('w')}>{abstract}{numbering.numbers()}</w:numbering>")
    numbers = root.findall(f"{W}num")
    place = root.index(numbers[0]) if numbers else len(root)
    for child in list(made):
        if child.tag == f"{W}abstractNum":
            root.insert(place, child)
        else:
            root.append(child)
    for style, (level, number) in links.items():
        element = template.target.styles.element.get_by_id(style)
        counted = element.get_or_add_pPr().get_or_add_numPr()
        counted.get_or_add_ilvl().val = level
        counted.get_or_add_numId().val = number


def _content_types(parts: list[Part]) -> bytes:
    """[Content_Types].xml: pictures by their extension, everything else part by part."""
    extensions = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML}
    overrides = ""
    for part in parts:
        if part.partname.ext in extensions:
            same = extensions[part.partname.ext] == part.content_type
        else:
            same = part.content_type.startswith("image/")
            extensions[part.partname.ext] = part.content_type
        if not same:
            overrides += f'<Override PartName="{part.partname}" ContentType="{part.content_type}"/>'
    defaults = "".join(
        f'<Default Extension="{extension}" ContentType="{content_type}"/>'
        for extension, content_type in sorted(extensions.items())
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'{DECLARATION}<Types xmlns="{namespace}">{defaults}{overrides}</Types>'.encode()


def _packed(target: DocxDocument) -> bytes:
    """The package with fixed dates; its content types first, as Office writes it.

    Packed here, for python-docx writes the time of day into it, and packing twice takes time.
    """
    package = target.part.package
    parts = sorted(package.iter_parts(), key=lambda part: part.partname)
    files = {"_rels/.rels": package.rels.xml}
    for part in parts:
        files[part.partname.membername] = part.blob
        if part.rels:
            files[part.partname.rels_uri.membername] = part.rels.xml
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, data in (("[Content_Types].xml", _content_types(parts)), *sorted(files.items())):
            info = ZipInfo(name, _ZIP_DATE)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, data)
    return packed.getvalue()


def _template(document: Document, base: bytes | None) -> Template:
    if not document.base_document:
        return own_template(document)
    if base is None:
        raise RenderError("Word文書のひな形（.docx）がありません。")
    # Imported when it is needed: the look at an uploaded package brings a third of all the time
    # that a fresh process takes for a document.
    from documents.renderers.docx_merging import merged_template

    return merged_template(document, base)


def render_docx(
    document: Document,
    *,
    figures: Mapping[str, bytes] | None = None,
    pages: Mapping[str, int] | None = None,
    base: bytes | None = None,
) -> bytes:
    """Return the document as DOCX.

    `figures` holds the files by SHA-256; `pages` gives the page of each anchor (PdfResult.pages)
    for the contents list, which is without page numbers until Word updates it where `pages` is
    None. `base` is the file that Document.base_document names; it is not looked at where none is
    named. Raises RenderError for a base that is missing or refused (docx_base.check_base), a
    figure that is missing or no picture, and text with characters that no XML can carry. Equal
    arguments give equal bytes.
    """
    template = _template(document, base)
    target = template.target
    package = _Package(target, {} if figures is None else figures)
    numbering = Numbering(
        ordered=template.ordered, abstract=template.abstract, number=template.number
    )
    inlines = InlineWriter(document, add_link=package.add_link)
    writer = BodyWriter(
        document,
        page=template.page,
        pages={} if pages is None else pages,
        numbering=numbering,
        inlines=inlines,
        add_picture=package.add_picture,
        add_chart=package.add_chart,
        references=Heads(template, document).references,
    )
    content = writer.body()
    package.add(
        "footnotes.xml",
        CONTENT_TYPE.WML_FOOTNOTES,
        RELATIONSHIP_TYPE.FOOTNOTES,
        _footnotes_part(document, inlines),
    )
    namespaces = declared("w", "r", "wp", "a", "pic", "c")
    try:
        body = parse_xml(f"<w:body{namespaces}>{content}</w:body>")
    except XMLSyntaxError as error:
        raise RenderError("Word文書に使えない文字が文章に入っています。") from error
    target.element.replace(target.element.body, body)
    _write_numbering(template, numbering)
    set_properties(target, document)
    return _packed(target)

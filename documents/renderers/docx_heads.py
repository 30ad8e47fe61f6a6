"""The parts of heads and feet; those of a body's base stand before ours."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx.document import Document as DocxDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from lxml import etree

from documents.renderers.docx_sections import Page, foot_line, head_line
from documents.renderers.docx_template import Template, W, renamed
from documents.renderers.wordml import DECLARATION, NAMESPACES, declared, paragraph
from documents.tree import Document

_KINDS = (
    ("header", "hdr", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER),
    ("footer", "ftr", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER),
)
_DRAWINGS = 1_000_000  # above the ids of all drawings in the text
_R_ID = f"{{{NAMESPACES['r']}}}id"
_TAKEN_ALONG = (RELATIONSHIP_TYPE.IMAGE, RELATIONSHIP_TYPE.HYPERLINK)


class Heads:
    """Heads and feet of one document: upright, turned, and of the cover."""

    def __init__(self, template: Template, document: Document) -> None:
        self._template = template
        self._target = template.target
        self._document = document
        self._made: dict[Page, str] = {}
        self._counts = {"header": 0, "footer": 0}
        self._media = 0
        self._drawings = _DRAWINGS

    def references(self, page: Page) -> str:
        """Return the references of a section with this page; parts are made at the first call."""
        if page not in self._made:
            self._made[page] = "".join(self._references(page))
        return self._made[page]

    def _references(self, page: Page) -> Iterator[str]:
        # The cover is upright and stands first, so only the first section has the second kind.
        uses = ("default", "first") if not self._made else ("default",)
        for kind, element, content_type, relation in _KINDS:
            for use in uses:
                blob, source = self._content(kind, element, use, page)
                self._counts[kind] += 1
                name = PackURI(f"/word/{kind}{self._counts[kind]}.xml")
                part = Part(name, content_type, blob, self._target.part.package)
                if source is not None:
                    self._take_along(part, source)
                identifier = self._target.part.relate_to(part, relation)
                yield f'<w:{kind}Reference w:type="{use}" r:id="{identifier}"/>'

    def _content(self, kind: str, element: str, use: str, page: Page) -> tuple[bytes, Part | None]:
        """The XML of one part, and the part of the base that it came from."""
        given = _given(self._template.source, kind, use)
        if given is None:
            lines = self._lines(kind, use, page, numbered=use == "default")
            xml = f"{DECLARATION}<w:{element}{declared('w', 'r')}>{lines}</w:{element}>"
            return xml.encode(), None
        root = etree.fromstring(given.blob, etree.XMLParser(resolve_entities=False))
        renamed(root, self._template.ids)
        for drawing in root.iter(f"{{{NAMESPACES['wp']}}}docPr"):
            self._drawings += 1  # in several heads, but under one id only once
            drawing.set("id", str(self._drawings))
        numbered = use == "default" and not _has_page_field(root)
        lines = self._lines(kind, use, page, numbered=numbered)
        if kind == "footer" and not numbered and not self._document.footer_marks:
            lines = ""
        wrapped = parse_xml(f"<w:{element}{declared('w', 'r')}>{lines}</w:{element}>")
        root.extend(deepcopy(child) for child in wrapped)
        xml_bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
        return xml_bytes, given

    def _lines(self, kind: str, use: str, page: Page, *, numbered: bool) -> str:
        if kind == "footer":
            return foot_line(self._document, page, numbered=numbered)
        return head_line(self._document) if use == "default" else paragraph("Header", "")

    def _take_along(self, part: Part, source: Part) -> None:
        for identifier, rel in source.rels.items():
            if rel.is_external:
                part.load_rel(rel.reltype, rel.target_ref, identifier, is_external=True)
                continue
            picture = rel.target_part
            name = str(picture.partname)
            if not name.startswith("/word/media/base"):
                self._media += 1
                extension = name.rpartition(".")[2]
                picture.partname = PackURI(f"/word/media/base{self._media}.{extension}")
            part.load_rel(rel.reltype, picture, identifier)


def _given(source: DocxDocument | None, kind: str, use: str) -> Part | None:
    """The head or foot of a body's base, where it says something and stands by itself."""
    section: Any = None if source is None else source.element.body.find(f"{W}sectPr")
    if source is None or section is None:
        return None
    for reference in section.iterchildren(f"{W}{kind}Reference"):
        identifier = reference.get(_R_ID)
        if reference.get(f"{W}type", "default") == use and identifier in source.part.rels:
            part: Part = source.part.rels[identifier].target_part
            if all(rel.reltype in _TAKEN_ALONG for rel in part.rels.values()):
                return part
    return None


def _has_page_field(root: Any) -> bool:
    words = [element.text or "" for element in root.iter(f"{W}instrText")]
    words += [element.get(f"{W}instr", "") for element in root.iter(f"{W}fldSimple")]
    return "PAGE" in " ".join(words).split()

"""What a PDF says of itself and carries along: properties, XMP, structure, attachments.

The layout engine writes its own name, and its variants are either PDF/UA or PDF/A. Here one file
is both: ISO 14289-1 (PDF/UA-1) and, where asked for, ISO 19005-3 level A (PDF/A-3a).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import md5
from importlib.resources import files
from typing import Any
from xml.sax.saxutils import escape

import pydyf
from weasyprint.document import DocumentMetadata

from documents.tree import Document

PRODUCER = "planbuilder"

_POINTS = 0.75  # of a CSS pixel


class Relationship(StrEnum):
    """What an attached file is to the document (ISO 19005-3, AFRelationship)."""

    SOURCE = "Source"  # the document was made from it
    DATA = "Data"  # the figures behind the document


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file inside the PDF. `name` is its file name, in ASCII; `description` is for people."""

    name: str
    data: bytes
    media_type: str
    relationship: Relationship
    description: str = ""


# PDF/A asks that a property which XMP does not know be declared: pdfuaid is not among the known.
_DECLARED = """\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file keeps to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def _xmp(document: Document, *, archival: bool) -> bytes:
    """Return the XMP packet; it says the same as the document information, as PDF/A asks."""
    lines = ["<pdfuaid:part>1</pdfuaid:part>"]
    if archival:
        lines.append("<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>")
    lines.append(f"<pdf:Producer>{PRODUCER}</pdf:Producer>")
    if document.created is not None:
        day = document.created.isoformat()
        lines.append(f"<xmp:CreateDate>{day}</xmp:CreateDate>")
        lines.append(f"<xmp:ModifyDate>{day}</xmp:ModifyDate>")
    lines.append(
        f"<dc:language><rdf:Bag><rdf:li>{document.language}</rdf:li></rdf:Bag></dc:language>"
    )
    for name, text in (("title", document.title), ("description", document.subject)):
        if text:
            words = f'<rdf:li xml:lang="x-default">{escape(text)}</rdf:li>'
            lines.append(f"<dc:{name}><rdf:Alt>{words}</rdf:Alt></dc:{name}>")
    if document.author:
        author = f"<rdf:li>{escape(document.author)}</rdf:li>"
        lines.append(f"<dc:creator><rdf:Seq>{author}</rdf:Seq></dc:creator>")
    if document.content_sha256:
        lines.append(f"<dc:identifier>sha256:{document.content_sha256}</dc:identifier>")
    properties = "\n".join(lines)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\n'
        f"{properties}\n</rdf:Description>\n{_DECLARED if archival else ''}"
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


class Metadata(DocumentMetadata):  # type: ignore[misc]  # weasyprint ships no types
    """The metadata of the engine's document, with an XMP packet of our own."""

    def __init__(self, document: Document, *, archival: bool) -> None:
        day = None if document.created is None else document.created.isoformat()
        super().__init__(
            title=document.title,
            authors=[document.author] if document.author else [],
            description=document.subject,
            created=day,
            modified=day,
            lang=document.language,
        )
        self.packet = _xmp(document, archival=archival)

    def include_in_pdf(self, pdf: Any, *_variant: object, **_more: object) -> None:
        """Add the packet, uncompressed, so that what looks for it finds it without a PDF reader."""
        packet = pydyf.Stream([self.packet], {"Type": "/Metadata", "Subtype": "/XML"})
        pdf.add_object(packet)
        pdf.catalog["Metadata"] = packet.reference


def _attach(pdf: Any, attachment: Attachment, modified: str) -> Any:
    """Add the file and return the object that describes it."""
    params = {"CheckSum": f"<{md5(attachment.data, usedforsecurity=False).hexdigest()}>"}
    params["Size"] = str(len(attachment.data))
    if modified:
        params["ModDate"] = pydyf.String(modified)
    stream = pydyf.Stream(
        [attachment.data],
        {
            "Type": "/EmbeddedFile",
            "Subtype": pydyf.name(attachment.media_type),
            "Params": pydyf.Dictionary(params),
        },
        compress=True,
    )
    pdf.add_object(stream)
    described = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(attachment.name),
            "UF": pydyf.String(attachment.name),
            "Desc": pydyf.String(attachment.description),
            "AFRelationship": f"/{attachment.relationship.value}",
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
        }
    )
    pdf.add_object(described)
    return described


def _parent(pdf: Any, element: Any) -> Any:
    """Return the element of the structure tree that holds `element`."""
    return pdf.objects[int(element["P"].split()[0])]


def _in_points(pdf: Any, figure: Any) -> Any:
    """Return the place of a figure in points from the lower left corner of its page.

    The engine gives its own measure: CSS pixels from the upper left corner.
    """
    left, top, right, bottom = (edge * _POINTS for edge in figure["A"]["BBox"])
    height = pdf.objects[int(figure["Pg"].split()[0])]["MediaBox"][3]
    return pydyf.Array([left, height - bottom, right, height - top])


def _mend_structure(pdf: Any) -> None:
    """Say what the engine leaves out of the structure tree, and unsay what it doubles.

    A figure stands where it is drawn. A head cell gets its scope: that of a column in the head of
    the table, else that of a row. An item drawn as a table (the boxes of a diagram) is tagged once
    for each anonymous box of it; only the outermost is an item (ISO 14289-1, 7.2: an LI stands in
    an L).
    """
    elements = [found for found in pdf.objects if isinstance(found, pydyf.Dictionary)]
    for element in elements:
        match element.get("S"):
            case "/TH":
                group = _parent(pdf, _parent(pdf, element))
                element["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"
            case "/Figure":
                element["A"]["BBox"] = _in_points(pdf, element)
            case "/LI" if _parent(pdf, element)["S"] != "/L":
                element["S"] = "/NonStruct"
    for element in elements:
        if element.get("S") == "/LBody" and _parent(pdf, element)["S"] != "/LI":
            element["S"] = "/NonStruct"


def _embed(pdf: Any, attachments: Sequence[Attachment], modified: str) -> None:
    by_name = sorted(attachments, key=lambda attachment: attachment.name)
    described = [_attach(pdf, attachment, modified) for attachment in by_name]
    names = pydyf.Array()
    for attachment, one in zip(by_name, described, strict=True):
        names.extend([pydyf.String(attachment.name), one.reference])
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = pydyf.Dictionary(
        {"Names": names}
    )
    pdf.catalog["AF"] = pydyf.Array([one.reference for one in described])


def _add_output_intent(pdf: Any) -> None:
    """Say which colours the numbers mean: sRGB (ISO 19005-3, 6.2.3).

    The engine would do it, but leaves the file of the profile open behind it.
    """
    profile = pydyf.Stream(
        [files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()], {"N": 3}, compress=True
    )
    pdf.add_object(profile)
    intent = pydyf.Dictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": pydyf.String("sRGB"),
            "Info": pydyf.String("sRGB"),
            "DestOutputProfile": profile.reference,
        }
    )
    pdf.catalog["OutputIntents"] = pydyf.Array([intent])


def finish(pdf: Any, document: Document, attachments: Sequence[Attachment] | None) -> None:
    """Complete the PDF of `document` before it is written: properties, structure, files.

    `attachments` is None where the file is not for the archive.
    """
    pdf.info["Producer"] = pydyf.String(PRODUCER)
    if document.content_sha256:
        pdf.info["ContentSHA256"] = pydyf.String(document.content_sha256)
    _mend_structure(pdf)
    if attachments is None:
        return
    _add_output_intent(pdf)
    for found in pdf.objects:
        if isinstance(found, pydyf.Stream) and found.extra.get("Subtype") == "/Image":
            # Readers may smooth pictures, a file for the archive may not ask for it (6.2.8).
            found.extra.pop("Interpolate", None)
    if attachments:
        modified = "" if document.created is None else f"D:{document.created:%Y%m%d}"
        _embed(pdf, attachments, modified)

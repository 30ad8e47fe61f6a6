"""What a DOCX says of itself: title, author, dates, and the hash of its content."""

from datetime import UTC, datetime

from docx.document import Document as DocxDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from documents.renderers.wordml import DECLARATION, attribute
from documents.tree import Document

_LONGEST = 255
HASH_PROPERTY = "内容のSHA-256"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# The format of all properties that people give names to (MS-OSHARED 2.3.3.2.1.1).
_OWN_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def set_properties(target: DocxDocument, document: Document) -> None:
    """Write the properties; no program is named, and no time at which the file was made."""
    properties = target.core_properties
    # Word keeps at most 255 characters of a property.
    properties.title = document.title[:_LONGEST]
    properties.author = document.author[:_LONGEST]
    properties.last_modified_by = document.author[:_LONGEST]
    properties.subject = document.subject[:_LONGEST]
    properties.language = "ja-JP"
    properties.revision = 1
    if document.created is not None:
        # A day of the record, not the time at which the file was made.
        day = datetime.combine(document.created, datetime.min.time(), UTC)
        properties.created = day
        properties.modified = day
    if document.content_sha256:
        xml = (
            f'{DECLARATION}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}">'
            f'<property fmtid="{_OWN_FORMAT}" pid="2" name={attribute(HASH_PROPERTY)}>'
            f"<vt:lpwstr>{document.content_sha256}</vt:lpwstr></property></Properties>"
        )
        package = target.part.package
        name = PackURI("/docProps/custom.xml")
        part = Part(name, CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, xml.encode(), package)
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)

"""What the tests of the DOCX look at: a sample, small documents and their parts."""

from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import Any

from documents.assemble import assemble
from documents.renderers.docx import render_docx
from documents.renderers.wordml import NAMESPACES
from documents.tree import Document, Node, Text
from tests.documents.samples import FIGURES, everything, record

CONTENTS_PAGES = {"c-part-1": 5, "c-c-intro": 6}


def sample() -> Document:
    """Return the document of the edition that fills everything."""
    return assemble(everything(), record())


@cache
def sample_docx() -> bytes:
    """Return it as DOCX, with pages for the first two entries of its contents."""
    return render_docx(sample(), figures=FIGURES, pages=CONTENTS_PAGES)


def based(base: bytes) -> bytes:
    """Return the sample in the styles of a body's own base."""
    document = replace(sample(), base_document=sha256(base).hexdigest())
    return render_docx(document, figures=FIGURES, pages=CONTENTS_PAGES, base=base)


def found(root: Any, path: str) -> list[Any]:
    """Return what an XPath finds."""
    return list(root.xpath(path, namespaces=NAMESPACES))


def small(*nodes: Node, **fields: Any) -> bytes:
    """Return a document of these nodes as DOCX."""
    return render_docx(Document(title="題", author="県", subject="", nodes=nodes, **fields))


def words(text: str) -> tuple[Text, ...]:
    """Return text as inlines."""
    return (Text(text=text),)

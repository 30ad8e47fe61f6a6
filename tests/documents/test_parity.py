"""Every rendering carries the same words, whole, once and in the same order."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from documents.assemble import assemble
from documents.assemble.summary import assemble_summary
from documents.renderers.docx import render_docx
from documents.renderers.html import render_html
from documents.renderers.pdf import render_pdf
from documents.renderers.text import render_text
from documents.tree import Document, Paragraph, footnote_strings_of, inline_text, strings_of
from tests.documents.extraction import (
    differences,
    docx_extract,
    html_extract,
    pdf_extract,
    printed_strings,
    squash,
    typed_strings,
)
from tests.documents.printed import demo_plan
from tests.documents.samples import FIGURES, everything, record

DOCUMENTS: dict[str, Callable[[], Document]] = {
    "shimokawa": lambda: assemble(demo_plan("shimokawa"), None),
    "ibaraki": lambda: assemble(demo_plan("ibaraki"), None),
    "everything": lambda: assemble(everything(), record()),
    "everything-draft": lambda: assemble(everything(), None),
    "shimokawa-summary": lambda: assemble_summary(demo_plan("shimokawa"), None),
    "everything-summary": lambda: assemble_summary(everything(), record()),
}


def html_differences(document: Document, rendered: Document, _folder: Path) -> list[str]:
    extract = html_extract(render_html(rendered, figure_url=lambda sha256: f"/figures/{sha256}"))
    return differences(strings_of(document), extract.text) + differences(
        footnote_strings_of(document), "".join(extract.footnotes)
    )


def docx_differences(
    document: Document, rendered: Document, _folder: Path, *, shared: bool = True
) -> list[str]:
    extract = docx_extract(render_docx(rendered, figures=FIGURES), shared=shared)
    return differences(strings_of(document), extract.text) + differences(
        footnote_strings_of(document), "".join(extract.footnotes)
    )


def docx_differences_apart(document: Document, rendered: Document, folder: Path) -> list[str]:
    """As a program reads it in which every w:num counts for itself."""
    return docx_differences(document, rendered, folder, shared=False)


def pdf_differences(document: Document, rendered: Document, folder: Path) -> list[str]:
    result = render_pdf(rendered, figures=FIGURES)
    path = folder / "plan.pdf"
    path.write_bytes(result.data)
    extract = pdf_extract(path)
    notes = [f"{note.number}{inline_text(note.inlines)}" for note in document.footnotes]
    return differences(printed_strings(document, result.pages), extract.text) + differences(
        notes, "".join(extract.footnotes)
    )


def text_differences(document: Document, rendered: Document, _folder: Path) -> list[str]:
    return differences(typed_strings(document), squash(render_text(rendered)))


FORMATS = {
    "html": html_differences,
    "docx": docx_differences,
    "docx-apart": docx_differences_apart,
    "pdf": pdf_differences,
    "text": text_differences,
}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("kind", FORMATS)
def test_a_rendering_says_what_the_document_says(kind: str, name: str, tmp_path: Path) -> None:
    document = DOCUMENTS[name]()
    assert FORMATS[kind](document, document, tmp_path) == []


def without(document: Document, text: str) -> Document:
    """Return the document less the one paragraph that says `text`."""
    nodes = tuple(
        node
        for node in document.nodes
        if not (isinstance(node, Paragraph) and inline_text(node.inlines) == text)
    )
    assert len(nodes) == len(document.nodes) - 1
    return replace(document, nodes=nodes)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_paragraph_that_one_renderer_drops_is_named(kind: str, tmp_path: Path) -> None:
    document = DOCUMENTS["shimokawa"]()
    text = "平成32年度までに随時実施。必要に応じて前倒しし、早期実現に努めます。"
    assert FORMATS[kind](document, without(document, text), tmp_path) == [f"missing: {text!r}"]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_paragraph_that_one_renderer_adds_is_named(kind: str, tmp_path: Path) -> None:
    document = DOCUMENTS["shimokawa"]()
    text = "平成32年度までに随時実施。必要に応じて前倒しし、早期実現に努めます。"
    expected = [f"too much: {squash(text)!r} before '※KPI'"]
    assert FORMATS[kind](without(document, text), document, tmp_path) == expected

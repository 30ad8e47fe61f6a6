"""The engines that make a PDF inside Python: ours, and WeasyPrint with a naive style sheet."""

from dataclasses import replace
from pathlib import Path

from weasyprint import CSS, HTML

from benchmarks.runs import Made, run_engine
from documents.renderers.pdf import print_html, render_pdf
from documents.tree import Document, Heading

_NAIVE = Path(__file__).with_name("naive.css")


def _pdf(document: Document) -> Made:
    result = render_pdf(document)
    return result.data, max(result.pages.values())


def _archive(document: Document) -> Made:
    result = render_pdf(document, archival=())
    return result.data, max(result.pages.values())


def _chapter(document: Document) -> Made:
    """The chapter in the middle of the measures by itself, as the preview of a draft shows it."""
    heads = [
        index
        for index, node in enumerate(document.nodes)
        if isinstance(node, Heading) and node.anchor.startswith("c-bench-ch-")
    ]
    middle = len(heads) // 2
    end = heads[middle + 1] if middle + 1 < len(heads) else len(document.nodes)
    return _pdf(replace(document, nodes=document.nodes[heads[middle] : end]))


def _naive(document: Document, variant: str | None) -> Made:
    page = HTML(string=print_html(document))
    book = page.render(stylesheets=[CSS(filename=str(_NAIVE))], pdf_variant=variant)
    data: bytes = book.write_pdf(pdf_variant=variant)
    return data, len(book.pages)


def _naive_plain(document: Document) -> Made:
    return _naive(document, None)


def _naive_tagged(document: Document) -> Made:
    return _naive(document, "pdf/ua-1")


if __name__ == "__main__":
    run_engine(
        {
            "pdf": _pdf,
            "archive": _archive,
            "chapter": _chapter,
            "naive": _naive_plain,
            "naive-tagged": _naive_tagged,
        }
    )

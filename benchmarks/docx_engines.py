"""The engine that makes a DOCX; nothing here imports the layout engine of the PDF."""

from benchmarks.runs import Made, run_engine
from documents.renderers.docx import render_docx
from documents.tree import Document


def _docx(document: Document) -> Made:
    return render_docx(document), 0


if __name__ == "__main__":
    run_engine({"docx": _docx})

"""DOCX and the assembling before it; nothing here imports the layout engine of the PDF."""

import sys
from json import dumps
from time import process_time

from benchmarks import plans
from benchmarks.runs import Made, run_engine
from documents.assemble import assemble
from documents.renderers.docx import render_docx
from documents.tree import Document

_TIMES = 20  # assembling is too short to be measured once


def _docx(document: Document) -> Made:
    return render_docx(document), 0


def _assembling(measures: int) -> float:
    """Return the CPU seconds of assembling the plan once."""
    content, record = plans.plan(measures), plans.record()
    assemble(content, record)
    start = process_time()
    for _ in range(_TIMES):
        assemble(content, record)
    return (process_time() - start) / _TIMES


if __name__ == "__main__":
    if sys.argv[1] == "assemble":
        print(dumps({"cpu": _assembling(int(sys.argv[2])), "pages": 0}))
    else:
        run_engine({"docx": _docx})

"""One measured run in a process of its own, for the engines of pdf_engines.py and docx_engines.py.

    python -m benchmarks.pdf_engines ENGINE TREE OUTPUT [WARM_UP]

TREE is a pickled document, as HTML is what other programs start from. Renders the document of
WARM_UP first (none: a cold process), then that of TREE, and prints as JSON what that one time cost
(CPU seconds) and how many pages it has.
"""

import gc
import json
import pickle
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from documents.tree import Document

Made = tuple[bytes, int]  # a file and its pages, 0 where nobody counts them
Engines = Mapping[str, Callable[[Document], Made]]


def _document(path: str) -> Document:
    found = pickle.loads(Path(path).read_bytes())
    assert isinstance(found, Document)
    return found


def run_engine(engines: Engines) -> None:
    """Do what the module says with the arguments of the command line."""
    engine, tree, output, *warm_up = sys.argv[1:]
    render = engines[engine]
    for path in warm_up:
        render(_document(path))
    whole = _document(tree)
    gc.collect()
    start = time.process_time()
    data, pages = render(whole)
    cpu = time.process_time() - start
    Path(output).write_bytes(data)
    print(json.dumps({"cpu": cpu, "pages": pages}))

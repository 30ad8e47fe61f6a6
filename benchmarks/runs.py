"""One measured run in a process of its own, for the engines of pdf_engines.py and docx_engines.py.

    python -m benchmarks.pdf_engines ENGINE MEASURES WARM_UPS OUTPUT

Renders a small plan so many times (none: a cold process), then the plan once, and prints as JSON
what that one time cost (CPU seconds) and how many pages it has.
"""

import gc
import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import plans
from documents.assemble import assemble
from documents.tree import Document

_SMALL = 3  # measures of the plan that warms an engine up

Made = tuple[bytes, int]  # a file and its pages, 0 where nobody counts them
Engines = Mapping[str, Callable[[Document], Made]]


def document(measures: int) -> Document:
    """Return the document of the plan with so many measures."""
    return assemble(plans.plan(measures), plans.record())


def run_engine(engines: Engines) -> None:
    """Do what the module says with the arguments of the command line."""
    engine, measures, warm_ups, output = sys.argv[1:]
    render = engines[engine]
    for _ in range(int(warm_ups)):
        render(document(_SMALL))
    whole = document(int(measures))
    gc.collect()
    start = time.process_time()
    data, pages = render(whole)
    cpu = time.process_time() - start
    Path(output).write_bytes(data)
    print(json.dumps({"cpu": cpu, "pages": pages}))

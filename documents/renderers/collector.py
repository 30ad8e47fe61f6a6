"""Python's garbage collector stands still while a book is laid out.

The layout engine makes millions of objects that live to the end of the render. The collector looks
at all of them again and again and finds nothing: a fifth of the time of sixty pages, more of two
hundred (benchmarks/README.md).
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_renders = 0
_was_enabled = False


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Switch automatic collection off for the block, and on again where it was on before.

    The switch belongs to the whole process: renders in several threads share it, the first in
    turns it off and the last out turns it on. What became garbage meanwhile is of the youngest
    generation, so the very next collection, a cheap one, frees it.
    """
    global _renders, _was_enabled
    with _lock:
        if _renders == 0:
            _was_enabled = gc.isenabled()
            gc.disable()
        _renders += 1
    try:
        yield
    finally:
        with _lock:
            _renders -= 1
            if _renders == 0 and _was_enabled:
                gc.enable()

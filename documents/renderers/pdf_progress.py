"""How far the layout of a PDF has come: the engine says it in its log, page by page."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOGGER = "weasyprint.progress"
_PAGE = "Step 5 - Creating layout - Page %d"


class _Pages(logging.Handler):
    """Hands on the pages that are laid out; a page that is laid out again says nothing new."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        super().__init__(logging.INFO)
        self.tell = tell
        self.furthest = 0

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg == _PAGE and isinstance(record.args, tuple):
            page = int(str(record.args[0]))
            if page > self.furthest:
                self.furthest = page
                self.tell(page)


@contextmanager
def told_pages(tell: Callable[[int], None]) -> Iterator[None]:
    """Call `tell` with the number of each page as it is laid out, for every PDF made within.

    What `tell` raises ends the render. For a process that makes one PDF at a time: the engine has
    one log for all of its threads.
    """
    logger = logging.getLogger(_LOGGER)
    level, propagate = logger.level, logger.propagate
    pages = _Pages(tell)
    logger.addHandler(pages)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(pages)
        logger.setLevel(level)
        logger.propagate = propagate

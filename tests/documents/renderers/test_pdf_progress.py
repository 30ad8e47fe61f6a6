"""Pages are told while a PDF is laid out, and nothing of it is left behind."""

import logging

import pytest

from documents.renderers.pdf import render_pdf
from documents.renderers.pdf_progress import told_pages
from documents.tree import Document, Heading

BOOK = Document(
    title="題",
    author="県",
    subject="",
    nodes=tuple(
        Heading(level=1, number="", text=f"{n}", anchor=f"a{n}", starts_page=True) for n in range(3)
    ),
)


def test_each_page_is_told_once_in_order() -> None:
    told: list[int] = []
    with told_pages(told.append):
        render_pdf(BOOK)
    assert told == [1, 2, 3]


def test_what_the_teller_raises_ends_the_render() -> None:
    class Enough(Exception):
        pass

    def tell(page: int) -> None:
        if page == 2:
            raise Enough

    with pytest.raises(Enough), told_pages(tell):
        render_pdf(BOOK)


def test_the_log_of_the_engine_is_as_it_was() -> None:
    logger = logging.getLogger("weasyprint.progress")
    before = (logger.level, logger.propagate, list(logger.handlers))
    with told_pages(lambda page: None):
        pass
    assert (logger.level, logger.propagate, list(logger.handlers)) == before


def test_the_bytes_are_the_same() -> None:
    with told_pages(lambda page: None):
        told = render_pdf(BOOK).data
    assert told == render_pdf(BOOK).data

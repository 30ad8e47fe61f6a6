"""Footnotes stay on the page of their call: a correction of WeasyPrint's layout.

When a paragraph or cell does not fit at the foot of a page, WeasyPrint 70 first pushes all
footnotes of that page to the next one to make room (`_linebox_layout`, its pull request 2437). With
tables the room is often not enough, and notes end up two pages behind their calls. Here the notes
that a page has taken in are no reserve: the paragraph breaks instead.

Touches private names of the pinned version; tests/documents/test_pdf.py holds it.
"""

from typing import Any

from weasyprint import DEFAULT_OPTIONS, HTML
from weasyprint.document import Document as LaidOutDocument
from weasyprint.layout import LayoutContext


class _TakenIn(list[Any]):
    """Footnotes of a page, which answer no to the question whether there are any to push away."""

    def __bool__(self) -> bool:
        return False


class _Context(LayoutContext):  # type: ignore[misc]  # weasyprint ships no types
    @property
    def current_page_footnotes(self) -> list[Any]:
        return self._page_footnotes

    @current_page_footnotes.setter
    def current_page_footnotes(self, footnotes: list[Any]) -> None:
        self._page_footnotes: list[Any] = _TakenIn(footnotes)

    def _update_footnote_area(self) -> Any:
        # The area itself asks the same question and must get the true answer.
        taken_in = self._page_footnotes
        self._page_footnotes = list(taken_in)
        try:
            return super()._update_footnote_area()
        finally:
            self._page_footnotes = taken_in


class _Document(LaidOutDocument):  # type: ignore[misc]
    @classmethod
    def _build_layout_context(cls, *arguments: Any) -> Any:
        context = super()._build_layout_context(*arguments)
        footnotes = context.__dict__.pop("current_page_footnotes")
        context.__class__ = _Context
        context.current_page_footnotes = footnotes
        return context


def laid_out(html: HTML, **options: Any) -> Any:
    """Return `html` laid out in pages, as HTML.render does, with footnotes where they belong."""
    return _Document._render(html, None, None, None, DEFAULT_OPTIONS | options)

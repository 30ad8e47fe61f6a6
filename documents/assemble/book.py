"""The book in the making: what a text may refer to, and the counters that run through it.

Footnotes, figures and tables are numbered in the order in which the text first calls or shows
them, so parts must be asked for in printing order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TypeVar

from documents import tree
from documents.assemble.outline import Outline, outline_of
from documents.content import (
    Block,
    ChapterKind,
    Footnote,
    Mark,
    MarkKind,
    Measure,
    PlanContent,
    Shown,
    Tag,
    Term,
    WrittenDate,
)
from documents.content import Chapter as ContentChapter
from documents.eras import DateReading, format_reading
from documents.limits import URL


def date_text(date: WrittenDate | None) -> str:
    """Return a date as it was written; where nothing was written, our reading of it."""
    if date is None:
        return ""
    if date.written or date.reading is None:
        return date.written
    return format_reading(date.reading)


def plain(text: str) -> tree.Inlines:
    """Return `text` without marks as inlines; a line feed becomes a line break."""
    if "\n" not in text:
        return (tree.Text(text=text),) if text else ()
    inlines: list[tree.Inline] = []
    for index, line in enumerate(text.split("\n")):
        if index:
            inlines.append(tree.LineBreak())
        if line:
            inlines.append(tree.Text(text=line))
    return tuple(inlines)


def paragraph(text: str, role: tree.ParagraphRole = tree.ParagraphRole.BODY) -> tree.Paragraph:
    """Return a paragraph of text without marks."""
    return tree.Paragraph(inlines=plain(text), role=role)


def head(text: str) -> tree.Cell:
    """Return a head cell."""
    return tree.Cell(paragraphs=(plain(text),), is_head=True)


_T = TypeVar("_T")


@cache
def year_head(year: int) -> tree.Cell:
    """Return a head cell for a fiscal year in both calendars: 令和2年度 over （2020年度）."""
    label = format_reading(DateReading(year, is_fiscal=True))
    era, gap, gregorian = label.partition("（")
    return tree.Cell(paragraphs=(plain(era), plain(gap + gregorian)), is_head=True)


def even_shares(items: Sequence[_T], count: int) -> list[Sequence[_T]]:
    """Return `items` in order in `count` shares that differ by one item at most."""
    least, more = divmod(len(items), count)
    starts = [index * least + min(index, more) for index in range(count + 1)]
    return [items[start:end] for start, end in pairwise(starts)]


def cell(*texts: str) -> tree.Cell:
    """Return a cell with one paragraph per text that is not empty."""
    return tree.Cell(paragraphs=tuple(plain(text) for text in texts if text))


def link_or_text(text: str, href: str) -> tree.Inlines:
    """Return `text` as a link where `href` is an http(s) address, else as plain text."""
    if href and URL.matches(href):
        return (tree.Link(text=text, href=href),)
    return plain(text)


def shown_of(chapter: ContentChapter) -> tuple[Shown, ...]:
    """Return the facts that a chapter prints; a glossary prints the terms unasked."""
    if chapter.kind is ChapterKind.GLOSSARY and Shown.TERMS not in chapter.shows:
        return (*chapter.shows, Shown.TERMS)
    return chapter.shows


def chapters_of(content: PlanContent) -> Iterator[ContentChapter]:
    """Yield every chapter in printing order."""
    waiting = list(reversed(content.chapters))
    while waiting:
        chapter = waiting.pop()
        yield chapter
        waiting.extend(reversed(chapter.children))


@dataclass(slots=True)
class Book:
    """The plan with its lookups and counters; made anew for every assembly."""

    content: PlanContent
    outline: Outline
    measures: dict[str, Measure]
    terms: dict[str, Term]
    tags: dict[str, Tag]
    footnotes: dict[str, Footnote]
    shown: frozenset[Shown]  # facts that some chapter prints
    footnote_numbers: dict[str, int] = field(default_factory=dict)
    caption_numbers: dict[tree.CaptionKind, dict[str, int]] = field(default_factory=dict)
    anchors: set[str] = field(default_factory=set)
    noted_terms: set[str] = field(default_factory=set)  # printed as a note at their place
    signs_said: bool = False  # what the signs of a schedule mean stands under the first one

    @classmethod
    def of(cls, content: PlanContent) -> "Book":
        """Return an empty book of `content`."""
        return cls(
            content=content,
            outline=outline_of(content),
            measures={measure.uid: measure for measure in content.measures},
            terms={term.uid: term for term in content.terms},
            tags={tag.uid: tag for tag in content.tags},
            footnotes={footnote.uid: footnote for footnote in content.footnotes},
            shown=frozenset(
                shown for chapter in chapters_of(content) for shown in shown_of(chapter)
            ),
        )

    def issue(self, anchor: str) -> str:
        """Return `anchor` the first time it is asked for, then "": anchors are unique."""
        if anchor in self.anchors:
            return ""
        self.anchors.add(anchor)
        return anchor

    def caption(self, kind: tree.CaptionKind, uid: str, text: str) -> tree.Caption | None:
        """Return a caption with its number, or None without text.

        What is printed again keeps its number.
        """
        if not text:
            return None
        numbers = self.caption_numbers.setdefault(kind, {})
        return tree.Caption(kind=kind, number=numbers.setdefault(uid, len(numbers) + 1), text=text)

    def inlines(self, text: str, marks: tuple[Mark, ...]) -> tree.Inlines:
        """Return a marked text as inlines; marks are sorted and lie apart (validation.py)."""
        inlines: list[tree.Inline] = []
        position = 0
        for mark in marks:
            inlines.extend(plain(text[position : mark.start]))
            inlines.extend(self._marked(text[mark.start : mark.end], mark))
            position = mark.end
        inlines.extend(plain(text[position:]))
        return tuple(inlines)

    def _marked(self, text: str, mark: Mark) -> Iterator[tree.Inline]:
        if mark.kind is MarkKind.FOOTNOTE:
            number = self.footnote_numbers.setdefault(mark.ref, len(self.footnote_numbers) + 1)
            yield tree.FootnoteMark(number=number)
            return
        for inline in plain(text):
            if not isinstance(inline, tree.Text):
                yield inline
            elif mark.kind is MarkKind.BOLD:
                yield tree.Strong(text=inline.text)
            elif mark.kind is MarkKind.TERM:
                yield tree.Link(text=inline.text, href=f"#term-{mark.ref}")
            elif URL.matches(mark.ref) and mark.ref:
                yield tree.Link(text=inline.text, href=mark.ref)
            else:
                yield inline

    def called_footnotes(self) -> tuple[tree.Footnote, ...]:
        """Return the footnotes that the text called so far, by number."""
        return tuple(
            tree.Footnote(number=number, inlines=plain(self.footnotes[uid].text))
            for uid, number in self.footnote_numbers.items()
        )

    def uncalled_footnotes(self) -> tuple[Footnote, ...]:
        """Return the footnotes that no text called so far."""
        return tuple(
            footnote
            for footnote in self.content.footnotes
            if footnote.uid not in self.footnote_numbers
        )


def first_text(blocks: tuple[Block, ...]) -> str:
    """Return the first words of a body, to name what has no name."""
    for block in blocks:
        text: str = getattr(block, "text", "")
        if text:
            line = text.split("\n")[0]
            return line if len(line) <= 30 else line[:30] + "…"
    return ""

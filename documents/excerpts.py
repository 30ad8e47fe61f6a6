"""PlanContent → its sections and measures by themselves, as plain text for examples."""

from collections.abc import Iterator
from dataclasses import dataclass

from documents import tree
from documents.assemble.blocks import block_nodes
from documents.assemble.book import Book, chapters_of
from documents.assemble.kpis import baseline_value, name_text, value_text
from documents.assemble.measures import SECTION_TITLES, measure_name
from documents.content import Block, Chapter, Kpi, Measure, PlanContent, TagScheme
from documents.eras import DateReading, format_reading
from documents.renderers.text import render_text


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionExcerpt:
    """A chapter that answers to a section of the guide; a text for each block below its title."""

    guide_section: int
    title: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureExcerpt:
    """A measure: a text for each block of its body, a line for each KPI and statement.

    `pillar_no` is None where neither the measure nor the chapter that it stands in says it.
    """

    name: str
    pillar_no: int | None
    body: tuple[str, ...]
    kpis: tuple[str, ...]
    schedule: tuple[str, ...]


def section_excerpts(content: PlanContent) -> tuple[SectionExcerpt, ...]:
    """Return the chapters that answer to a section of the guide, in printing order.

    What stands below such a chapter belongs to it, with its titles, down to the next chapter that
    answers to a section itself. Measures are left apart.
    """
    book = Book.of(content)
    return tuple(
        SectionExcerpt(
            guide_section=chapter.guide_section,
            title=chapter.title,
            body=tuple(_chapter_texts(book, chapter)),
        )
        for chapter in chapters_of(content)
        if chapter.guide_section is not None
    )


def measure_excerpts(content: PlanContent) -> tuple[MeasureExcerpt, ...]:
    """Return every measure once: as the chapters show them first, then those in no chapter.

    The notes that a measure prints last are left out: they explain words of the whole plan.
    """
    book = Book.of(content)
    places: dict[str, Chapter] = {}
    for chapter in chapters_of(content):
        for placement in chapter.placements:
            places.setdefault(placement.measure, chapter)
    shown = (*places, *(uid for uid in book.measures if uid not in places))
    return tuple(_measure_excerpt(book, book.measures[uid], place=places.get(uid)) for uid in shown)


def _measure_excerpt(book: Book, measure: Measure, *, place: Chapter | None) -> MeasureExcerpt:
    body = list(_texts(book, measure.body))
    for section in measure.sections:
        title = section.title or SECTION_TITLES[section.kind]
        body += [title] if title else []
        body += _texts(book, section.body)
    pillar_no = _pillar_no(book, measure.tags)
    if pillar_no is None and place is not None:
        pillar_no = _pillar_no(book, place.tags)
    return MeasureExcerpt(
        name=measure.name or measure_name(measure),
        pillar_no=pillar_no,
        body=tuple(body),
        kpis=tuple(_kpi_line(kpi) for kpi in measure.kpis),
        schedule=tuple(item.written for item in measure.schedule if item.written),
    )


def _chapter_texts(book: Book, chapter: Chapter) -> Iterator[str]:
    yield from _texts(book, chapter.body)
    for child in chapter.children:
        if child.guide_section is None:
            yield child.title
            yield from _chapter_texts(book, child)


def _texts(book: Book, blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        nodes = tuple(block_nodes(book, (block,)))
        text = render_text(tree.Document(title="", author="", subject="", nodes=nodes)).strip("\n")
        if text:
            yield text


def _pillar_no(book: Book, tags: tuple[str, ...]) -> int | None:
    """The number of the first pillar among some tags."""
    for uid in tags:
        tag = book.tags[uid]
        if tag.scheme is TagScheme.PILLAR and tag.code.isascii() and tag.code.isdigit():
            return int(tag.code)
    return None


def _kpi_line(kpi: Kpi) -> str:
    """Name and values on one line, as a small plan prints them."""
    words = [name_text(kpi)]
    if kpi.baseline is not None and (start := baseline_value(kpi, kpi.baseline)):
        words.append(f"（基準値 {start}）")
    for target in kpi.targets:
        year = target.year_written
        if not year and target.fiscal_year is not None:
            year = format_reading(DateReading(target.fiscal_year, is_fiscal=True))
        value = value_text(kpi, target)
        words.append(f"{value}（{year}）" if year else value)
    line = " ".join(word for word in words if word)
    return f"{line}\u3000{kpi.note}" if kpi.note else line

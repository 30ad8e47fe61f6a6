"""The appendix tables: 施策一覧, KPI一覧 and 対応表."""

from dataclasses import dataclass

from documents import tree
from documents.assemble.book import Book, chapters_of, head, paragraph, plain
from documents.assemble.kpis import kpi_columns, name_text
from documents.assemble.measures import STATUS_WORDS, measure_name, national_text
from documents.assemble.phrases import Phrase, phrase
from documents.content import Chapter, Kpi, Measure, Relation, ResponsibilityRole

# From this many columns on a table is easier to read on a page turned sideways.
WIDE = 7


@dataclass(frozen=True, slots=True)
class PlacedMeasure:
    """A measure at the place that carries its text, with the chapter around it."""

    measure: Measure
    chapter: Chapter
    reference: tree.Reference


def placed_measures(book: Book) -> list[PlacedMeasure]:
    """Return every measure once, in the order of the book."""
    return [
        PlacedMeasure(
            book.measures[placement.measure],
            chapter,
            tree.Reference(
                number=place.number,
                text=measure_name(book.measures[placement.measure]),
                anchor=place.anchor,
            ),
        )
        for chapter in chapters_of(book.content)
        for placement in chapter.placements
        if not (place := book.outline.placements[placement.uid]).reprint
    ]


def _filled(
    titles: tuple[tuple[str, int], ...], rows: list[tuple[tree.Cell, ...]]
) -> tuple[tuple[tree.Cell, ...], list[tuple[tree.Cell, ...]], tuple[int, ...]]:
    """Heads, rows and widths without the columns that no row fills."""
    kept = [i for i in range(len(titles)) if any(row[i].paragraphs for row in rows)]
    return (
        tuple(head(titles[i][0]) for i in kept),
        [tuple(row[i] for i in kept) for row in rows],
        tuple(titles[i][1] for i in kept),
    )


def _words(*texts: str) -> tree.Cell:
    return tree.Cell(paragraphs=tuple(plain(text) for text in texts if text))


def _measure_row(book: Book, placed: PlacedMeasure) -> tuple[tree.Cell, ...]:
    measure = placed.measure
    place = book.outline.chapters[placed.chapter.uid]
    leads = (r.name for r in measure.responsibilities if r.role is ResponsibilityRole.LEAD)
    national = (
        (national_text(link) for link in measure.national_measures)
        if book.content.prints_national_measures
        else ()
    )
    return (
        _words(tree.numbered_line(place.number, placed.chapter.title)),
        tree.Cell(paragraphs=((placed.reference,),), is_head=True),
        _words("" if measure.status is None else STATUS_WORDS[measure.status]),
        _words("、".join(leads)),
        _words(*national),
    )


def measure_list(book: Book) -> list[tree.Node]:
    """Return 施策一覧: chapter, measure, 区分, 担当課, 国の施策, each where some row fills it."""
    rows = [_measure_row(book, placed) for placed in placed_measures(book)]
    if not rows:
        return []
    titles = (
        ("章", 12),
        ("施策", 20),
        ("区分", 5),
        ("担当課", 10),
        ("対応する国の施策", 20),
    )
    top, body, widths = _filled(titles, rows)
    lead = phrase(book.content.look, Phrase.MEASURE_LIST, count=len(rows))
    table = tree.Table(head=(top,), rows=tuple(body), widths=widths, role=tree.TableRole.MEASURES)
    return [paragraph(lead), table]


def kpi_list(book: Book) -> list[tree.Node]:
    """Return KPI一覧: measure and indicator, then the columns of the sheets of the measures.

    It stands on pages turned sideways where it has many columns and the look allows it.
    """
    look = book.content.look
    pairs: list[tuple[PlacedMeasure, Kpi]] = [
        (placed, kpi) for placed in placed_measures(book) for kpi in placed.measure.kpis
    ]
    if not pairs:
        return []
    columns = kpi_columns(tuple(kpi for _, kpi in pairs), landscape=look.landscape_tables)
    rows = tuple(
        (
            tree.Cell(paragraphs=((placed.reference,),), is_head=True),
            tree.Cell(paragraphs=(plain(name_text(kpi)),), is_head=True),
            *(_words(*column.texts(kpi)) for column in columns),
        )
        for placed, kpi in pairs
    )
    table = tree.Table(
        head=((head("施策"), head("指標"), *(column.title for column in columns)),),
        rows=rows,
        widths=(18, 16, *(column.width for column in columns)),
        role=tree.TableRole.KPI,
        landscape=look.landscape_tables and len(columns) + 2 >= WIDE,
    )
    return [paragraph(phrase(look, Phrase.KPI_LIST)), table]


def correspondence(book: Book) -> list[tree.Node]:
    """Return 対応表: where each element is treated here and in the plan that takes this one in."""
    content = book.content
    if not content.coverage:
        return []
    parents = [plan.title for plan in content.related_plans if plan.relation is Relation.PARENT]
    chapters = {chapter.uid: chapter for chapter in chapters_of(content)}
    rows: list[tuple[tree.Cell, ...]] = []
    for row in content.coverage:
        here: tree.Inlines = ()
        if row.chapter is not None:
            place = book.outline.chapters[row.chapter]
            title = chapters[row.chapter].title
            here = (tree.Reference(number=place.number, text=title, anchor=place.anchor),)
        rows.append(
            (
                tree.Cell(paragraphs=(plain(row.element),), is_head=True),
                tree.Cell(paragraphs=(here,) if here else ()),
                _words(row.place),
                _words(row.note),
            )
        )
    other = f"「{parents[0]}」の記載箇所" if len(parents) == 1 else "ほかの計画の記載箇所"
    titles = (("求められる事項", 14), ("本計画の記載箇所", 14), (other, 16), ("備考", 12))
    top, body, widths = _filled(titles, rows)
    lead = [phrase(content.look, Phrase.EMBEDDED, parent=parent) for parent in parents]
    lead.append(phrase(content.look, Phrase.CORRESPONDENCE))
    table = tree.Table(head=(top,), rows=tuple(body), widths=widths, role=tree.TableRole.COVERAGE)
    return [paragraph("".join(lead)), table]

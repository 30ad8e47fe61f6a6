"""Blocks of a body → nodes."""

from collections.abc import Iterable
from decimal import Decimal
from typing import assert_never

from documents import content, tree
from documents.assemble.book import Book, cell, head, paragraph, plain
from documents.numbering import item_number

# Wide characters that a line of a table holds over the whole width of an upright page; a column
# asks for no more than _WIDEST of them and its padding takes about one.
_LINE, _WIDEST, _PADDING = 44, 30, 1
_MOST_CHART_COLUMNS = 8
_MOST_COLUMNS = 8  # upright; a table with more is printed sideways where the look allows it


def column_widths(rows: Iterable[tuple[tree.Cell, ...]]) -> tuple[int, ...]:
    """Return relative widths by the longest line of each column.

    Columns that need little get what they need; the others share what is left evenly.
    """
    needs: list[int] = []
    for row in rows:
        for index, item in enumerate(row):
            if index == len(needs):
                needs.append(1)
            for words in item.paragraphs:
                longest = max(len(line) for line in tree.inline_text(words).split("\n"))
                needs[index] = max(needs[index], min(longest, _WIDEST))
    needs = [need + _PADDING for need in needs]
    if sum(needs) <= _LINE:
        return tuple(needs)
    # Tenths, so that columns that need the same get the same, however many there are.
    widths = dict.fromkeys(range(len(needs)), 0)
    left, waiting = _LINE * 10, len(needs)
    for index in sorted(widths, key=needs.__getitem__):
        widths[index] = max(1, min(needs[index] * 10, left // waiting))
        left, waiting = left - widths[index], waiting - 1
    return tuple(widths.values())


def source_nodes(source: str, rights: str = "") -> list[tree.Node]:
    """Return the line under a table or figure that says where it comes from."""
    words = []
    if source:
        words.append(f"出典：{source}")
    if rights:
        words.append(f"権利：{rights}")
    return [paragraph("\u3000".join(words), tree.ParagraphRole.SOURCE)] if words else []


def number_text(value: Decimal) -> str:
    """Return a number as print writes it: thousands apart, no exponent."""
    return f"{value:,f}"


def block_nodes(book: Book, blocks: Iterable[content.Block]) -> list[tree.Node]:
    """Return the nodes of a body in order."""
    return [node for block in blocks for node in _nodes(book, block)]


def _nodes(book: Book, block: content.Block) -> list[tree.Node]:
    match block:
        case content.Paragraph():
            return [tree.Paragraph(inlines=book.inlines(block.text, block.marks))]
        case content.ListBlock():
            return [_list(book, block)]
        case content.Table():
            return [_table(book, block), *source_nodes(block.source)]
        case content.Figure():
            return [_figure(book, block), *source_nodes(block.source, block.rights)]
        case content.Chart():
            return [*_chart(book, block), *source_nodes(block.source)]
        case content.Note():
            words = book.inlines(block.text, block.marks)
            return [tree.Note(title=block.title, paragraphs=(words,))]
        case content.TermNote():
            return [_term_note(book, block)]
        case _:
            assert_never(block)


def _list(book: Book, block: content.ListBlock) -> tree.ItemList:
    counts: dict[int, int] = {}
    items: list[tree.Item] = []
    for item in block.items:
        counts = {level: count for level, count in counts.items() if level <= item.level}
        counts[item.level] = counts.get(item.level, 0) + 1
        number = item_number(item.level, counts[item.level]) if block.ordered else ""
        words = book.inlines(item.text, item.marks)
        items.append(tree.Item(level=item.level, number=number, inlines=words))
    return tree.ItemList(items=tuple(items), ordered=block.ordered)


def _table(book: Book, block: content.Table) -> tree.Table:
    rows = tuple(
        tuple(
            tree.Cell(
                paragraphs=(book.inlines(item.text, item.marks),) if item.text else (),
                is_head=row_index < block.header_rows or (block.header_column and index == 0),
            )
            for index, item in enumerate(row.cells)
        )
        for row_index, row in enumerate(block.rows)
    )
    return tree.Table(
        head=rows[: block.header_rows],
        rows=rows[block.header_rows :],
        widths=column_widths(rows),
        caption=book.caption(tree.CaptionKind.TABLE, block.uid, block.caption),
        anchor=book.issue(f"t-{block.uid}"),
        landscape=book.content.look.landscape_tables and len(rows[0]) > _MOST_COLUMNS,
    )


def _figure(book: Book, block: content.Figure) -> tree.Figure:
    picture = tree.Picture(
        sha256=block.sha256,
        media_type=block.media_type,
        # A picture that says something must never be silent to a screen reader.
        alt="" if block.decorative else block.alt or block.caption or "図",
    )
    return tree.Figure(
        picture=picture,
        caption=book.caption(tree.CaptionKind.FIGURE, block.uid, block.caption),
        anchor=book.issue(f"f-{block.uid}"),
    )


def _chart(book: Book, block: content.Chart) -> list[tree.Node]:
    series = tuple(tree.Series(name=row.name, values=row.values) for row in block.series)
    subject = block.caption or "数値"
    chart = tree.Chart(
        kind=tree.ChartKind(block.kind.value),
        categories=block.categories,
        series=series,
        unit=block.unit,
        alt=block.alt or f"{subject}のグラフ。数値は次の表のとおり。",
        caption=book.caption(tree.CaptionKind.FIGURE, block.uid, block.caption),
        anchor=book.issue(f"f-{block.uid}"),
    )
    return [chart, _chart_table(block)]


def _chart_table(block: content.Chart) -> tree.Table:
    """The figures of a chart: categories across, or down where they are many."""
    corner = head(f"単位：{block.unit}" if block.unit else "")

    def figure(value: Decimal | None) -> tree.Cell:
        return cell("" if value is None else number_text(value))

    if len(block.categories) <= _MOST_CHART_COLUMNS:
        top = (corner, *(head(name) for name in block.categories))
        rows = tuple(
            (head(row.name), *(figure(value) for value in row.values)) for row in block.series
        )
    else:
        top = (corner, *(head(row.name) for row in block.series))
        rows = tuple(
            (head(name), *(figure(row.values[index]) for row in block.series))
            for index, name in enumerate(block.categories)
        )
    return tree.Table(head=(top,), rows=rows, widths=column_widths((top, *rows)))


def _term_note(book: Book, block: content.TermNote) -> tree.Note:
    term = book.terms[block.term]
    book.noted_terms.add(term.uid)
    # Where a glossary exists, links to a term lead there.
    anchor = "" if content.Shown.TERMS in book.shown else book.issue(f"term-{term.uid}")
    return tree.Note(title=f"※{term.word}", paragraphs=(plain(term.explanation),), anchor=anchor)

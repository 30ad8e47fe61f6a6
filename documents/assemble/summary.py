"""PlanContent → 概要版: two to four pages with aims, pillars, measures, KPIs and one chart.

An assembly of its own over the same content. What it takes from the text is whole sentences from
the beginning of a chapter; what does not fit is counted, never dropped in silence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from documents import content as c
from documents import tree
from documents.assemble.blocks import block_nodes
from documents.assemble.book import Book, chapters_of, date_text, head, paragraph, plain
from documents.assemble.facts import contact_rows, period_text
from documents.assemble.frame import framed
from documents.assemble.front import stage_marks
from documents.assemble.kpis import kpi_columns, name_text
from documents.assemble.lists import PlacedMeasure, placed_measures
from documents.assemble.measures import facts_table
from documents.assemble.phrases import Phrase, phrase
from documents.numbering import NumberStyle, format_number

VERSION = 3
SUMMARY_MARK = "概要版"
# Characters of a chapter that are told, and rows; with these figures 60 measures make four pages.
_LONGEST_AIM, _LONGEST_POLICY = 400, 90
_MANY_MEASURES, _MOST_KPIS = 30, 24
_PURPOSE = 2  # the guide's section 計画の目的


@dataclass(frozen=True, slots=True)
class _Theme:
    """A chapter that places measures, with them."""

    chapter: c.Chapter
    measures: tuple[PlacedMeasure, ...]


def opening(text: str, most: int) -> str:
    """Return the first sentences of `text` that fit into `most` characters.

    The first sentence is told up to its end however long it is, but never more than twice `most`.
    """
    kept = ""
    for sentence in text.replace("\n", "").split("。"):
        if not sentence:
            continue
        whole = f"{kept}{sentence}。"
        if kept and len(whole) > most:
            break
        kept = whole
    if not text.rstrip().endswith("。") and len(kept) == len(text.replace("\n", "")) + 1:
        kept = kept[:-1]
    return kept if len(kept) <= 2 * most else kept[: 2 * most] + "…"


def _first_text(blocks: tuple[c.Block, ...]) -> str:
    """The first paragraph of a body."""
    return next((block.text for block in blocks if isinstance(block, c.Paragraph)), "")


def _aim(content: c.PlanContent) -> str:
    chapters = [chapter for chapter in chapters_of(content) if _first_text(chapter.body)]
    asked = [chapter for chapter in chapters if chapter.guide_section == _PURPOSE]
    found = (asked or chapters)[:1]
    return opening(_first_text(found[0].body), _LONGEST_AIM) if found else ""


def _themes(book: Book) -> list[_Theme]:
    placed = placed_measures(book)
    return [
        _Theme(chapter, measures)
        for chapter in chapters_of(book.content)
        if (measures := tuple(one for one in placed if one.chapter.uid == chapter.uid))
    ]


def _policy(content: c.PlanContent, theme: c.Chapter) -> str:
    """What a theme aims at: its own text, or that of the chapter of its name or of its pillar."""
    others = [chapter for chapter in chapters_of(content) if not chapter.placements]
    same = [chapter for chapter in others if chapter.title == theme.title]
    pillar = [chapter for chapter in others if set(chapter.tags) & set(theme.tags)]
    texts = (_first_text(chapter.body) for chapter in (theme, *same, *pillar))
    return opening(next((text for text in texts if text), ""), _LONGEST_POLICY)


def _theme_table(book: Book, themes: list[_Theme]) -> tree.Table:
    """Themes with what they aim at and their measures; many measures run on, without the aims."""
    many = sum(len(theme.measures) for theme in themes) > _MANY_MEASURES
    rows = []
    for theme in themes:
        number = book.outline.chapters[theme.chapter.uid].number
        names = [
            tree.numbered_line(one.reference.number, one.reference.text) for one in theme.measures
        ]
        rows.append(
            (
                head(tree.numbered_line(number, theme.chapter.title)),
                _cell("" if many else _policy(book.content, theme.chapter)),
                _cell("、".join(names)) if many else _cell(*names),
            )
        )
    has_policy = any(row[1].paragraphs for row in rows)
    kept = (0, 1, 2) if has_policy else (0, 2)
    titles, widths = ("柱・テーマ", "ねらい", "施策"), (10, 14, 22)
    return tree.Table(
        head=(tuple(head(titles[i]) for i in kept),),
        rows=tuple(tuple(row[i] for i in kept) for row in rows),
        widths=tuple(widths[i] for i in kept),
        role=tree.TableRole.MEASURES,
    )


def _cell(*texts: str) -> tree.Cell:
    return tree.Cell(paragraphs=tuple(plain(text) for text in texts if text))


def _kpi_nodes(book: Book) -> list[tree.Node]:
    """The first KPI of each measure, up to twenty-four; then how many more the book has."""
    placed = placed_measures(book)
    pairs = [(one, kpi) for one in placed for kpi in one.measure.kpis]
    first = [(one, one.measure.kpis[0]) for one in placed if one.measure.kpis]
    shown = (pairs if len(pairs) <= _MOST_KPIS else first)[:_MOST_KPIS]
    if not shown:
        return []
    columns = kpi_columns(tuple(kpi for _, kpi in shown), landscape=False)
    table = tree.Table(
        head=((head("施策"), head("指標"), *(column.title for column in columns)),),
        rows=tuple(
            (
                head(one.reference.text),
                head(name_text(kpi)),
                *(_cell(*column.texts(kpi)) for column in columns),
            )
            for one, kpi in shown
        ),
        widths=(18, 16, *(column.width for column in columns)),
        role=tree.TableRole.KPI,
    )
    more = len(pairs) - len(shown)
    if not more:
        return [table]
    return [table, paragraph(phrase(book.content.look, Phrase.MORE_KPIS, count=more))]


def _charts(content: c.PlanContent) -> Iterator[c.Chart]:
    bodies = [chapter.body for chapter in chapters_of(content)]
    for measure in content.measures:
        bodies += [measure.body, *(section.body for section in measure.sections), measure.notes]
    for body in bodies:
        yield from (block for block in body if isinstance(block, c.Chart))


def _chart(book: Book, themes: list[_Theme]) -> list[c.Block]:
    """The first chart of the plan; where it has none, how many measures each theme has."""
    written = next(_charts(book.content), None)
    if written is not None:
        return [written]
    if len(themes) < 2:
        return []
    numbers = tuple(book.outline.chapters[theme.chapter.uid].number for theme in themes)
    titles = tuple(theme.chapter.title for theme in themes)
    # Bullets, or numbers that begin anew under each chapter, tell the themes not apart.
    apart = all(numbers) and len(set(numbers)) == len(numbers)
    return [
        c.Chart(
            uid="summary-measures",
            kind=c.ChartKind.BAR,
            categories=numbers if apart else titles,
            series=(
                c.ChartSeries(
                    name="施策の数",
                    values=tuple(Decimal(len(theme.measures)) for theme in themes),
                ),
            ),
            caption="柱・テーマごとの施策の数",
            unit="件",
        )
    ]


def _facts(content: c.PlanContent, record: c.EditionRecord | None) -> list[tree.Node]:
    date = date_text(content.cover_date)
    edition = ""
    if record is not None:
        edition = record.edition_label
        date = date or date_text(record.established_on) or date_text(record.decided_on)
    hats = tuple(plain(f"{hat.law}{hat.article}") for hat in content.hats)
    bodies = "、".join(body.name for body in content.governance)
    # The title is that of the plan around it.
    own = content.subtitle or content.short_name if content.pattern is c.Pattern.EMBEDDED else ""
    return facts_table(
        [
            ("計画の名称", (plain(own),) if own else ()),
            ("団体", (plain(content.organization.name),)),
            ("策定", (plain("\u3000".join(word for word in (date, edition) if word)),)),
            ("計画期間", (plain(period_text(content.period)),)),
            ("根拠", hats),
            ("推進体制", (plain(bodies),)),
        ]
    )


def assemble_summary(content: c.PlanContent, record: c.EditionRecord | None) -> tree.Document:
    """Return the 概要版 of an edition, or of a draft (marked 案) where `record` is None.

    `content` is sound by documents.validation.check_content. The same arguments give an equal
    document.
    """
    book = Book.of(content)
    themes = _themes(book)
    aim = [paragraph(text) for text in (content.vision, _aim(content)) if text]
    parts: list[tuple[str, list[tree.Node]]] = [
        ("計画の目指すもの", [*aim, *_facts(content, record)]),
        ("柱と施策", [_theme_table(book, themes)] if themes else []),
        ("主な指標", _kpi_nodes(book)),
        ("数で見る計画", block_nodes(book, _chart(book, themes))),
        ("お問合せ", facts_table(contact_rows(content.contact))),
    ]
    title = f"{content.title}（{SUMMARY_MARK}）"
    marks = stage_marks(content, record)
    nodes: list[tree.Node] = [
        tree.Heading(
            level=1,
            number="",
            text=content.title,
            anchor="summary",
            marks=tuple(f"【{mark}】" for mark in (SUMMARY_MARK, *marks)),
        ),
        paragraph(phrase(content.look, Phrase.SUMMARY, title=content.title)),
    ]
    for value, (name, inner) in enumerate([part for part in parts if part[1]], start=1):
        counter = tree.Counter(style=NumberStyle.ARABIC, depth=1, value=value)
        nodes.append(
            tree.Heading(
                level=2,
                number=format_number(counter.style, value),
                counter=counter,
                text=name,
                anchor=f"summary-{value}",
            )
        )
        nodes.extend(inner)
    return framed(
        content,
        record,
        title=title,
        header=title,
        nodes=tuple(nodes),
        footnotes=book.called_footnotes(),
    )

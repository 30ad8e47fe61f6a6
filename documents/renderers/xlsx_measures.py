"""Two sheets of the workbook for people: 施策一覧 and 施策の内容."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import assert_never

from documents.assemble.blocks import number_text
from documents.assemble.measures import (
    SECTION_TITLES,
    STATUS_WORDS,
    measure_name,
    national_text,
    tag_texts,
)
from documents.content import (
    Block,
    Chart,
    Figure,
    ListBlock,
    Measure,
    Note,
    Paragraph,
    PlanContent,
    ResponsibilityRole,
    Table,
    TermNote,
)
from documents.numbering import item_number
from documents.renderers.xlsx_tables import (
    KEYS,
    MeasureLine,
    PeopleSheet,
    SheetColumn,
    filled_sheet,
)

# --- 施策一覧 ----------------------------------------------------------------------------------


def _people(measure: Measure, role: ResponsibilityRole) -> str:
    return "\n".join(one.name for one in measure.responsibilities if one.role is role)


def measure_sheet(content: PlanContent, lines: Sequence[MeasureLine]) -> PeopleSheet:
    """Return 施策一覧: a measure a row."""
    tags = {tag.uid: tag for tag in content.tags}

    def row(line: MeasureLine) -> tuple[str, ...]:
        measure = line.measure
        return (
            line.number,
            line.name,
            line.chapter,
            line.others,
            "" if measure.status is None else STATUS_WORDS[measure.status],
            "\n".join(tag_texts([tags[uid] for uid in measure.tags], ())),
            _people(measure, ResponsibilityRole.LEAD),
            _people(measure, ResponsibilityRole.PARTNER),
            measure.joint_with,
            "\n".join(kpi.name for kpi in measure.kpis),
            "\n".join(item.written for item in measure.schedule if item.written),
        )

    columns = (
        *KEYS,
        SheetColumn(title="章", width=28),
        SheetColumn(title="再掲", width=20),
        SheetColumn(title="区分", width=7),
        SheetColumn(title="分類", width=28),
        SheetColumn(title="担当課", width=16),
        SheetColumn(title="連携先", width=16),
        SheetColumn(title="共同で行う団体", width=16),
        SheetColumn(title="KPI", width=34),
        SheetColumn(title="スケジュール", width=40),
    )
    nothing = "この計画には、施策が書かれていません。"
    return filled_sheet("施策一覧", columns, [row(line) for line in lines], nothing=nothing)


# --- 施策の内容 --------------------------------------------------------------------------------


def _table_lines(table: Table) -> Iterator[str]:
    if table.caption:
        yield table.caption
    for row in table.rows:
        yield "｜".join(cell.text.replace("\n", " ") for cell in row.cells)
    if table.source:
        yield f"出典：{table.source}"


def _chart_lines(chart: Chart) -> Iterator[str]:
    if chart.caption:
        yield chart.caption
    for series in chart.series:
        for category, value in zip(chart.categories, series.values, strict=True):
            words = "" if value is None else f"{number_text(value)}{chart.unit}"
            yield f"{series.name}｜{category}｜{words}"
    if chart.source:
        yield f"出典：{chart.source}"


def _item_lines(block: ListBlock) -> Iterator[str]:
    counts: dict[int, int] = {}
    for item in block.items:
        counts = {level: count for level, count in counts.items() if level <= item.level}
        counts[item.level] = counts.get(item.level, 0) + 1
        mark = item_number(item.level, counts[item.level]) if block.ordered else "・"
        yield "\u3000" * item.level + mark + item.text


def _block_text(block: Block, terms: dict[str, str]) -> str:
    match block:
        case Paragraph():
            return block.text
        case ListBlock():
            return "\n".join(_item_lines(block))
        case Table():
            return "\n".join(_table_lines(block))
        case Chart():
            return "\n".join(_chart_lines(block))
        case Figure():
            return "\n".join(word for word in (block.caption, block.alt, block.source) if word)
        case Note():
            return "\n".join(word for word in (block.title, block.text) if word)
        case TermNote():
            return terms[block.term]
        case _:
            assert_never(block)


def _paragraphs(content: PlanContent, measure: Measure) -> Iterator[tuple[str, str]]:
    """Yield (name of the part, text) of what a measure says, in the order of the book."""
    terms = {term.uid: f"※{term.word}\n{term.explanation}" for term in content.terms}

    def texts(name: str, blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
        for block in blocks:
            yield name, _block_text(block, terms)

    yield from texts("本文", measure.body)
    for section in measure.sections:
        yield from texts(section.title or SECTION_TITLES[section.kind] or "その他", section.body)
    if content.prints_national_measures:
        for link in measure.national_measures:
            yield "対応する国の施策", national_text(link)
    for case in measure.cases:
        where = f"（{case.organization}）" if case.organization else ""
        words = "\u3000".join(word for word in (case.no, case.title) if word)
        yield "類似の事例", "\n".join(word for word in (words + where, case.url) if word)
    yield "支援策", measure.support
    yield "予算", measure.budget
    names = {one.uid: measure_name(one) for one in content.measures}
    for uid in measure.related:
        yield "関連施策", names[uid]
    yield from texts("注", measure.notes)


def text_sheet(content: PlanContent, lines: Sequence[MeasureLine]) -> PeopleSheet:
    """Return 施策の内容: a named part of a measure a row."""
    rows = [
        (line.number, line.name, part, "\n".join(text for _, text in texts))
        for line in lines
        for part, texts in groupby(
            (pair for pair in _paragraphs(content, line.measure) if pair[1]), key=itemgetter(0)
        )
    ]
    columns = (
        *KEYS,
        SheetColumn(title="項目", width=18),
        SheetColumn(title="内容", width=120),
    )
    nothing = "この計画には、施策の内容が書かれていません。"
    return filled_sheet("施策の内容", columns, rows, nothing=nothing)

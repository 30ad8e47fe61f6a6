"""Schedule of a measure → statements as written, or a grid of steps over fiscal years."""

from collections.abc import Callable, Sequence

from documents import tree
from documents.assemble.book import cell, even_shares, head, paragraph, plain, year_head
from documents.content import ScheduleItem, ScheduleStep
from documents.eras import DateReading, format_reading

# The steps of a grid with more years than this are told in words.
MOST_YEARS = 14
# Widths in twelfths of a column that holds 「（2020年度）」 on one line; what an upright page has.
_STATEMENT, _STEP, _YEAR, _UPRIGHT = 22, 18, 12, 115

RUNNING, MILESTONE, OPEN = "■", "◆", "→"
SIGNS = f"{RUNNING} 実施\u3000{MILESTONE} 節目\u3000{OPEN} 継続"

Cells = tuple[tree.Cell, ...] | None


def first_year(reading: DateReading) -> int:
    """Return the fiscal year in which a reading begins; a calendar year keeps its own number."""
    if reading.month is not None and reading.month < 4:
        return reading.year - 1
    return reading.year


def span_of(step: ScheduleStep) -> tuple[int, int] | None:
    """Return the first and last fiscal year of a step, or None; one reading alone is one year."""
    known = [first_year(reading) for reading in (step.start, step.end) if reading is not None]
    return (min(known), max(known)) if known else None


def _month_words(step: ScheduleStep, year: int) -> list[str]:
    words = []
    start, end = step.start, step.end
    if start is not None and start.month is not None and first_year(start) == year:
        words.append(f"{start.month}月" if step.milestone else f"{start.month}月から")
    if end is not None and end.month is not None and first_year(end) == year:
        words.append(f"{end.month}月まで")
    return words


def _bar_cell(step: ScheduleStep, year: int, years: range) -> tree.Cell:
    span = span_of(step)
    words: list[str] = []
    bar: tree.Bar | None = None
    if span is not None and span[0] <= year <= span[1]:
        bar = tree.Bar.MILESTONE if step.milestone else tree.Bar.RUNNING
        words.append(MILESTONE if step.milestone else RUNNING)
        words.extend(_month_words(step, year))
    elif span is not None and step.open_end and step.end is None and year > span[1]:
        bar = tree.Bar.OPEN
        words.append(OPEN)
    if step.open_end and year == years[-1]:
        if words[:1] != [OPEN]:
            words.append(OPEN)
        words.append(step.open_end)
        bar = bar or tree.Bar.OPEN
    text = " ".join(words)
    return tree.Cell(paragraphs=(plain(text),) if text else (), bar=bar)


def time_text(step: ScheduleStep) -> str:
    """Return when a step is done, in words; "" where the plan does not say."""
    start = "" if step.start is None else format_reading(step.start)
    end = "" if step.end is None else format_reading(step.end)
    if step.milestone and start and not end:
        text = f"{MILESTONE} {start}"
    elif start and end:
        text = start if start == end else f"{start}から{end}まで"
    else:
        text = f"{start}から" if start else f"{end}まで" if end else ""
    return " ".join(part for part in (text, step.open_end) if part)


def _years(items: list[ScheduleItem], last_year: int | None) -> range:
    """The fiscal years of a grid; with an open end they go on to the last year of the plan."""
    steps = [step for item in items for step in item.steps]
    spans = [span for step in steps if (span := span_of(step))]
    if not spans:
        return range(0)
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    if last_year is not None and any(step.open_end and span_of(step) for step in steps):
        last = max(last, last_year)
    return range(first, last + 1)


def _table(
    items: list[ScheduleItem], titles: Sequence[tree.Cell], cells: Callable[[ScheduleStep], Cells]
) -> tree.Table | None:
    """One table: 取組 where one is written, 工程 and what `cells` says of each step.

    Steps of which `cells` says nothing (None) are left out.
    """
    with_statement = any(item.written for item in items)
    rows: list[tuple[tree.Cell, ...]] = []
    for item in items:
        written = item.written
        for step in item.steps:
            said = cells(step)
            if said is None:
                continue
            statement = (head(written),) if with_statement else ()
            rows.append((*statement, head(step.label), *said))
            written = ""
    names = ("取組", "工程") if with_statement else ("工程",)
    widths = (_STATEMENT, _STEP) if with_statement else (_STEP,)
    each = _YEAR if len(titles) > 1 else 2 * _YEAR
    if not rows:
        return None
    return tree.Table(
        head=((*(head(name) for name in names), *titles),),
        rows=tuple(rows),
        widths=(*widths, *(each for _ in titles)),
        role=tree.TableRole.SCHEDULE,
    )


def _grids(items: list[ScheduleItem], last_year: int | None) -> list[tree.Table]:
    """The steps over their years, in as many tables as upright pages ask for, or in words."""
    years = _years(items, last_year)
    if not 0 < len(years) <= MOST_YEARS:
        told = _table(items, (head("時期"),), lambda step: (cell(time_text(step)),))
        return [told] if told else []
    used = _STEP + (_STATEMENT if any(item.written for item in items) else 0)
    count = -(-len(years) // ((_UPRIGHT - used) // _YEAR))
    tables = []
    for share in even_shares(years, count):

        def cells(step: ScheduleStep, share: Sequence[int] = share) -> Cells:
            drawn = {year: _bar_cell(step, year, years) for year in years}
            said = {year for year, one in drawn.items() if one.paragraphs}
            # A step without a year stands in the first table.
            if said.isdisjoint(share) and (said or share[0] != years[0]):
                return None
            return tuple(drawn[year] for year in share)

        table = _table(items, tuple(year_head(year) for year in share), cells)
        if table is not None:
            tables.append(table)
    return tables


def _statements(item: ScheduleItem) -> list[tree.Node]:
    """A statement as written, and an open end that the statement does not say itself."""
    texts = [item.written]
    if item.open_end not in item.written:
        texts.append(item.open_end)
    return [paragraph(text) for text in texts if text]


def schedule_nodes(
    items: tuple[ScheduleItem, ...], label: str, *, last_year: int | None = None
) -> list[tree.Node]:
    """Return the schedule of one measure under `label`, or nothing where there is none.

    An item without steps is a paragraph, as it was written. Items with steps make a grid over the
    fiscal years (April to March) from the first start to the last end: ■ while a step runs, ◆ for
    a milestone, → with its words for an open end, which goes on to `last_year`, the last fiscal
    year of the plan. More years than an upright page holds go on in grids below.
    """
    nodes: list[tree.Node] = []
    for item in items:
        if not item.steps:
            nodes.extend(_statements(item))
    stepped = [item for item in items if item.steps]
    if stepped:
        nodes.extend(_grids(stepped, last_year))
        for item in stepped:
            if item.open_end and item.open_end not in item.written:
                nodes.append(paragraph(item.open_end))
    if not nodes:
        return []
    return [tree.Label(text=label), *nodes] if label else nodes

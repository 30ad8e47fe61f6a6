"""Schedule of a measure → statements as written, or a grid of steps over fiscal years."""

from documents import tree
from documents.assemble.book import cell, head, paragraph, plain, year_head
from documents.content import ScheduleItem, ScheduleStep
from documents.eras import DateReading, format_reading

# A grid with more years than this does not fit on an A4 page; its steps are then told in words.
MOST_YEARS, MOST_YEARS_SIDEWAYS = 8, 14

RUNNING, MILESTONE, OPEN = "■", "◆", "→"


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


def _grid(items: list[ScheduleItem], *, landscape: bool) -> tree.Table:
    spans = [span for item in items for step in item.steps if (span := span_of(step))]
    years = range(min(s[0] for s in spans), max(s[1] for s in spans) + 1) if spans else range(0)
    most = MOST_YEARS_SIDEWAYS if landscape else MOST_YEARS
    with_years = 0 < len(years) <= most
    with_statement = any(item.written for item in items)
    top = [head("工程")]
    widths = [16]
    if with_statement:
        top.insert(0, head("取組"))
        widths.insert(0, 20)
    if with_years:
        top.extend(year_head(year) for year in years)
        widths.extend(10 for _ in years)
    else:
        top.append(head("時期"))
        widths.append(24)
    rows: list[tuple[tree.Cell, ...]] = []
    for item in items:
        for index, step in enumerate(item.steps):
            row = [head(step.label)]
            if with_statement:
                row.insert(0, head(item.written if index == 0 else ""))
            if with_years:
                row.extend(_bar_cell(step, year, years) for year in years)
            else:
                row.append(cell(time_text(step)))
            rows.append(tuple(row))
    return tree.Table(
        head=(tuple(top),),
        rows=tuple(rows),
        widths=tuple(widths),
        role=tree.TableRole.SCHEDULE,
        landscape=with_years and len(years) > MOST_YEARS,
    )


def _statements(item: ScheduleItem) -> list[tree.Node]:
    """A statement as written, and an open end that the statement does not say itself."""
    texts = [item.written]
    if item.open_end not in item.written:
        texts.append(item.open_end)
    return [paragraph(text) for text in texts if text]


def schedule_nodes(
    items: tuple[ScheduleItem, ...], label: str, *, landscape: bool
) -> list[tree.Node]:
    """Return the schedule of one measure under `label`, or nothing where there is none.

    An item without steps is a paragraph, as it was written. Items with steps make a grid over the
    fiscal years (April to March) from the first start to the last end: ■ while a step runs, ◆ for
    a milestone, → with its words for an open end. `landscape` lets a grid of many years stand on a
    page turned sideways.
    """
    nodes: list[tree.Node] = []
    for item in items:
        if not item.steps:
            nodes.extend(_statements(item))
    stepped = [item for item in items if item.steps]
    if stepped:
        nodes.append(_grid(stepped, landscape=landscape))
        for item in stepped:
            if item.open_end and item.open_end not in item.written:
                nodes.append(paragraph(item.open_end))
    if not nodes:
        return []
    return [tree.Label(text=label), *nodes] if label else nodes

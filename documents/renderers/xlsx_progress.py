"""Two sheets of the workbook for people: KPI一覧 and スケジュール."""

from collections.abc import Callable, Iterator, Sequence

from documents.assemble.book import date_text
from documents.assemble.kpis import ROLE_WORDS, baseline_value, value_text
from documents.assemble.schedules import (
    MILESTONE,
    OPEN,
    RUNNING,
    first_year,
    span_of,
    time_text,
)
from documents.content import (
    Kpi,
    PlanContent,
    ScheduleItem,
    ScheduleStep,
)
from documents.eras import DateReading, fiscal_year_label, format_reading
from documents.renderers.xlsx_tables import (
    KEYS,
    MeasureLine,
    PeopleSheet,
    SheetColumn,
    filled_sheet,
)

DUE = "▼"
# More columns of years than these no longer fit on a page; what lies outside is told in words.
MOST_KPI_YEARS = 10
MOST_YEARS = 15
_MOST_WIDE_YEARS = 7
_BEFORE, _BEHIND = "←", "→"


# --- KPI一覧 -----------------------------------------------------------------------------------


def _year_title(year: int) -> str:
    return f"{fiscal_year_label(year)}\n（{year}年度）"


def _target_text(kpi: Kpi, year: int | None) -> str:
    words = []
    for target in kpi.targets:
        if target.fiscal_year == year:
            words.append(value_text(kpi, target))
            words.append(f"（{target.year_written}）" if target.year_written else "")
    return "\n".join(word for word in words if word)


def _targets_in_words(kpi: Kpi) -> str:
    """All targets by year in one cell, where there are too many years for columns."""
    words = []
    for target in kpi.targets:
        if target.fiscal_year is not None:
            year = target.year_written or format_reading(
                DateReading(target.fiscal_year, is_fiscal=True)
            )
            words.append(f"{year}：{value_text(kpi, target)}")
    return "\n".join(words)


def _year_columns(
    kpis: Sequence[Kpi],
) -> list[tuple[SheetColumn, Callable[[Kpi], str]]]:
    years = sorted(
        {
            target.fiscal_year
            for kpi in kpis
            for target in kpi.targets
            if target.fiscal_year is not None
        }
    )
    if len(years) > MOST_KPI_YEARS:
        return [(SheetColumn(title="年度ごとの目標値", width=36), _targets_in_words)]

    def column(year: int) -> tuple[SheetColumn, Callable[[Kpi], str]]:
        return (
            SheetColumn(title=_year_title(year), width=15),
            lambda kpi: _target_text(kpi, year),
        )

    return [column(year) for year in years]


def _baseline(kpi: Kpi) -> tuple[str, str, str]:
    if kpi.baseline is None:
        return "", "", ""
    date = date_text(kpi.baseline.date)
    return baseline_value(kpi, kpi.baseline), date, kpi.baseline.source


def kpi_sheet(lines: Sequence[MeasureLine]) -> PeopleSheet:
    """Return KPI一覧: a KPI a row, a year with targets a column."""
    pairs = [(line, kpi) for line in lines for kpi in line.measure.kpis]
    years = _year_columns([kpi for _, kpi in pairs])

    def row(line: MeasureLine, kpi: Kpi) -> tuple[str, ...]:
        value, date, source = _baseline(kpi)
        return (
            line.number,
            line.name,
            kpi.name,
            "" if kpi.role is None else ROLE_WORDS[kpi.role],
            kpi.unit,
            value,
            date,
            source,
            *(read(kpi) for _, read in years),
            _target_text(kpi, None),
            kpi.method,
            kpi.department,
            kpi.note,
        )

    columns = (
        *KEYS,
        SheetColumn(title="指標", width=34),
        SheetColumn(title="種別", width=7),
        SheetColumn(title="単位", width=8),
        SheetColumn(title="基準値", width=14),
        SheetColumn(title="基準値の時点", width=14),
        SheetColumn(title="基準値の出典", width=18),
        *(column for column, _ in years),
        SheetColumn(title="目標値", width=18),
        SheetColumn(title="算定方法", width=24),
        SheetColumn(title="担当", width=14),
        SheetColumn(title="備考", width=30),
    )
    nothing = "この計画には、KPIが書かれていません。"
    return filled_sheet(
        "KPI一覧", columns, [row(line, kpi) for line, kpi in pairs], nothing=nothing
    )


# --- スケジュール ------------------------------------------------------------------------------


def _years(content: PlanContent, lines: Sequence[MeasureLine]) -> range:
    """The fiscal years of the grid: all that are named, but no more than fit on a page."""
    named: set[int] = set()
    for line in lines:
        for item in line.measure.schedule:
            spans = (span_of(step) for step in item.steps)
            named.update(year for span in spans if span is not None for year in span)
            if item.due is not None:
                named.add(first_year(item.due))
    if not named:
        return range(0)
    start = None if content.period is None else content.period.start
    first, last = min(named), max(named)
    if last - first >= MOST_YEARS and start is not None:
        first = max(first, min(first_year(start), last - MOST_YEARS + 1))
    return range(first, min(last, first + MOST_YEARS - 1) + 1)


def _at_the_edge(mark: str, first: int, last: int, year: int, years: range) -> str:
    """A mark with an arrow where its span goes on outside the grid."""
    before = _BEFORE if year == years[0] and first < year else ""
    behind = _BEHIND if year == years[-1] and last > year else ""
    return before + mark + behind


def _step_mark(step: ScheduleStep, year: int, years: range) -> str:
    span = span_of(step)
    if span is None:
        return ""
    first, last = span
    if first <= year <= last:
        mark = MILESTONE if step.milestone else RUNNING
        return _at_the_edge(mark, first, last, year, years)
    if step.open_end and step.end is None and year > last:
        return OPEN
    return _at_the_edge("", first, last, year, years)


def _due_mark(due: DateReading | None, year: int, years: range) -> str:
    if due is None:
        return ""
    last = first_year(due)
    return _at_the_edge(DUE if last == year else "", last, last, year, years)


def _item_rows(line: MeasureLine, item: ScheduleItem, years: range) -> Iterator[tuple[str, ...]]:
    due = "" if item.due is None else format_reading(item.due)
    end = "" if item.open_end and item.open_end in item.written else item.open_end
    when = "\n".join(word for word in (due, end) if word)
    marks = tuple(_due_mark(item.due, year, years) for year in years)
    if item.written or when or not item.steps:
        yield (line.number, line.name, item.written, "", when, *marks)
    for step in item.steps:
        marks = tuple(_step_mark(step, year, years) for year in years)
        yield (line.number, line.name, item.written, step.label, time_text(step), *marks)


def _grid_column(year: int, count: int) -> SheetColumn:
    if count <= _MOST_WIDE_YEARS:
        return SheetColumn(title=_year_title(year), width=13, is_grid=True)
    title = f"{fiscal_year_label(year).replace('年度', '')}\n年度\n{year}"
    return SheetColumn(title=title, width=7.5, is_grid=True)


def schedule_sheet(content: PlanContent, lines: Sequence[MeasureLine]) -> PeopleSheet:
    """Return スケジュール: a statement or a step a row, a fiscal year a column."""
    years = _years(content, lines)
    rows = [
        row
        for line in lines
        for item in line.measure.schedule
        for row in _item_rows(line, item, years)
    ]
    columns = (
        *KEYS,
        SheetColumn(title="スケジュール（計画の文）", width=40),
        SheetColumn(title="工程", width=20),
        SheetColumn(title="時期・期限", width=24),
        *(_grid_column(year, len(years)) for year in years),
    )
    legend = f"{RUNNING} 実施　{MILESTONE} 節目　{DUE} 期限　{OPEN} 終わりを年度で定めないもの"
    nothing = "この計画には、スケジュールが書かれていません。"
    return filled_sheet(
        "スケジュール", columns, rows, nothing=nothing, legend=legend if years else ""
    )

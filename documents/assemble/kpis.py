"""KPIs of a measure → a label and a table with no more columns than are filled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from documents import tree
from documents.assemble.blocks import number_text
from documents.assemble.book import cell, date_text, even_shares, head, paragraph, year_head
from documents.content import Kpi, KpiBaseline, KpiRole, KpiTarget
from documents.eras import DateReading, format_reading
from documents.kpi_values import is_bare_number

ROLE_WORDS = {KpiRole.PROGRESS: "進捗", KpiRole.EFFECT: "効果"}


# More columns of years than this do not fit; the targets are then told in one column of words.
_MOST_YEARS, _MOST_YEARS_IN_ALL = 6, 10
# Widths in twelfths of a column that holds 「（2020年度）」 on one line; what an upright page has.
_YEAR, _LEAST_NAME, UPRIGHT = 12, 15, 115


@dataclass(frozen=True, slots=True)
class KpiColumn:
    """A column: its head, relative width and the paragraphs of a KPI in it."""

    title: tree.Cell
    width: int
    texts: Callable[[Kpi], tuple[str, ...]]


def value_text(kpi: Kpi, target: KpiTarget) -> str:
    """Return a target as written; where nothing was written, its number with the unit."""
    if target.written or target.value is None:
        return target.written
    return number_text(target.value) + kpi.unit


def baseline_value(kpi: Kpi, baseline: KpiBaseline) -> str:
    """Return a baseline as written; where nothing was written, its number with the unit."""
    if baseline.written or baseline.value is None:
        return baseline.written
    return number_text(baseline.value) + kpi.unit


def _baseline_texts(kpi: Kpi) -> tuple[str, ...]:
    baseline = kpi.baseline
    if baseline is None:
        return ()
    date = date_text(baseline.date)
    return tuple(
        text
        for text in (
            baseline_value(kpi, baseline),
            f"（{date}）" if date else "",
            f"出典：{baseline.source}" if baseline.source else "",
        )
        if text
    )


def _target_texts(kpi: Kpi, year: int | None) -> tuple[str, ...]:
    targets = (target for target in kpi.targets if target.fiscal_year == year)
    texts = (
        (value_text(kpi, target), f"（{target.year_written}）" if target.year_written else "")
        for target in targets
    )
    return tuple(text for pair in texts for text in pair if text)


def _remark_texts(kpi: Kpi) -> tuple[str, ...]:
    return tuple(
        text
        for text in (
            f"算定方法：{kpi.method}" if kpi.method else "",
            f"担当：{kpi.department}" if kpi.department else "",
        )
        if text
    )


def _role_texts(kpi: Kpi) -> tuple[str, ...]:
    return () if kpi.role is None else (ROLE_WORDS[kpi.role],)


def _years(kpis: tuple[Kpi, ...]) -> list[int]:
    return sorted(
        {
            target.fiscal_year
            for kpi in kpis
            for target in kpi.targets
            if target.fiscal_year is not None
        }
    )


def _target_lines(kpi: Kpi) -> tuple[str, ...]:
    """The targets of a KPI with years, each with its year."""
    lines = []
    for year in _years((kpi,)):
        label = format_reading(DateReading(year, is_fiscal=True))
        lines.append(f"{label}：{''.join(_target_texts(kpi, year))}")
    return tuple(lines)


def _year_columns(years: list[int], most: int) -> tuple[KpiColumn, ...]:
    if len(years) > most:
        return (KpiColumn(head("年度ごとの目標値"), 30, _target_lines),)
    return tuple(
        KpiColumn(year_head(year), _YEAR, partial(_target_texts, year=year)) for year in years
    )


def _filled(columns: tuple[KpiColumn, ...], kpis: tuple[Kpi, ...]) -> tuple[KpiColumn, ...]:
    return tuple(column for column in columns if any(column.texts(kpi) for kpi in kpis))


def _before(kpis: tuple[Kpi, ...]) -> tuple[KpiColumn, ...]:
    return _filled(
        (KpiColumn(head("種別"), 7, _role_texts), KpiColumn(head("基準値"), 18, _baseline_texts)),
        kpis,
    )


def _after(kpis: tuple[Kpi, ...]) -> tuple[KpiColumn, ...]:
    return _filled(
        (
            KpiColumn(head("目標値"), 14, partial(_target_texts, year=None)),
            KpiColumn(head("備考"), 15, _remark_texts),
        ),
        kpis,
    )


def kpi_columns(kpis: tuple[Kpi, ...], *, landscape: bool) -> tuple[KpiColumn, ...]:
    """Return the columns after the name that some KPI fills, for one table.

    種別, 基準値, a column per fiscal year, 目標値 (for the whole plan), 備考. Where there are more
    years than fit (`landscape`: on a page turned sideways), one column tells them in words.
    """
    most = _MOST_YEARS_IN_ALL if landscape else _MOST_YEARS
    return (*_before(kpis), *_year_columns(_years(kpis), most), *_after(kpis))


def _width(columns: Sequence[KpiColumn]) -> int:
    return sum(column.width for column in columns)


def _tables(kpis: tuple[Kpi, ...]) -> list[tuple[KpiColumn, ...]]:
    """The columns of the tables that hold the KPIs, each table low enough in width to be upright.

    What does not fit in one table goes on in another: the years are shared out evenly, the first
    table has what stands before them, the last one what stands after them.
    """
    years = _year_columns(_years(kpis), _MOST_YEARS_IN_ALL)
    before, after = _before(kpis), _after(kpis)
    tables = [(*before, *years, *after)]
    for count in range(2, len(years) + 1):
        if all(_LEAST_NAME + _width(table) <= UPRIGHT for table in tables):
            break
        shares = even_shares(years, count)
        tables = [(*before, *shares[0]), *map(tuple, shares[1:-1]), (*shares[-1], *after)]
    return tables


def name_text(kpi: Kpi) -> str:
    """Return the name; with the unit where a printed number needs it, or nothing else is known.

    Values that say a unit in their own words, and words without a number, take none.
    """
    values = [value_text(kpi, target) for target in kpi.targets]
    if kpi.baseline is not None:
        values.append(baseline_value(kpi, kpi.baseline))
    printed = [value for value in values if value]
    is_said = any(kpi.unit in value for value in printed)
    if kpi.unit and not is_said and (not printed or any(map(is_bare_number, printed))):
        return f"{kpi.name}（単位：{kpi.unit}）"
    return kpi.name


def _table(kpis: Sequence[Kpi], columns: tuple[KpiColumn, ...]) -> tree.Table:
    # What is left over goes to the name for a third, to all columns for the rest.
    spare = max(0, UPRIGHT - _LEAST_NAME - _width(columns))
    return tree.Table(
        head=((head("指標"), *(column.title for column in columns)),),
        rows=tuple(
            (head(name_text(kpi)), *(cell(*column.texts(kpi)) for column in columns))
            for kpi in kpis
        ),
        widths=(_LEAST_NAME + spare // 3, *(column.width for column in columns)),
        role=tree.TableRole.KPI,
    )


def kpi_nodes(kpis: tuple[Kpi, ...], label: str) -> list[tree.Node]:
    """Return the KPIs of one measure under `label`, or nothing where there are none.

    KPIs that have nothing but names are paragraphs; else a table: name, 種別, 基準値, a column per
    fiscal year, 目標値 (for the whole plan), 備考, each only where some KPI fills it. Values stand
    as they were written. More years than an upright page holds go on in tables below, each with
    the KPIs that have something in it.
    """
    if not kpis:
        return []
    nodes: list[tree.Node] = [tree.Label(text=label)] if label else []
    tables = _tables(kpis)
    if not tables[0]:
        nodes.extend(paragraph(name_text(kpi)) for kpi in kpis)
    else:
        for index, columns in enumerate(tables):
            others = [column for one in tables if one is not columns for column in one]
            shown = [
                kpi
                for kpi in kpis
                if any(column.texts(kpi) for column in columns)
                or (index == 0 and not any(column.texts(kpi) for column in others))
            ]
            nodes.append(_table(shown, columns))
    for kpi in kpis:
        if kpi.note:
            text = kpi.note if len(kpis) == 1 else f"{kpi.name}：{kpi.note}"
            nodes.append(paragraph(text, tree.ParagraphRole.SOURCE))
    return nodes

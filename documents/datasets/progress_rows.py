"""What is measured and by when, as rows: KPIs, their values, schedules and their steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from documents.content import (
    Direction,
    Kpi,
    KpiKind,
    KpiRole,
    Measure,
    PlanContent,
)
from documents.datasets.codes import KpiValueKind
from documents.datasets.columns import Fact
from documents.datasets.measure_rows import MeasurePart, measures_in_order, name_of
from documents.eras import DateReading, Granularity, fiscal_year_of
from documents.kpi_values import unit_read


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiRow(MeasurePart):
    """A KPI."""

    kpi_id: Annotated[
        str,
        Fact("KPI ID", "KPIの識別子。版が改まっても変わらない。", required=True, identifies=True),
    ]
    kpi_name: Annotated[str, Fact("指標名", "指標の名称。", required=True)]
    kpi_kind: Annotated[KpiKind, Fact("KPIの種類", "数、割合などの別。", required=True)]
    kpi_role: Annotated[KpiRole | None, Fact("KPIの別", "進捗か効果か。書かれていなければ空欄。")]
    unit: Annotated[
        str,
        Fact(
            "単位",
            "値の単位。単位の欄がなければ、目標値の文字から読み取ったもの。"
            "どちらにもなければ空欄。",
        ),
    ]
    direction: Annotated[
        Direction | None, Fact("望ましい向き", "どちらに動くのが望ましいか。定めがなければ空欄。")
    ]
    method: Annotated[str, Fact("算定方法", "値の算定方法。")]
    department: Annotated[str, Fact("担当", "指標の担当。")]
    note: Annotated[str, Fact("備考", "指標についての注記。")]


def _kpis(content: PlanContent) -> Iterator[tuple[Measure, Kpi]]:
    for placed in measures_in_order(content):
        for kpi in placed.measure.kpis:
            yield placed.measure, kpi


def unit_of(kpi: Kpi) -> str:
    """Return the unit of a KPI's values: as entered, else as its targets say; "" for none."""
    return kpi.unit or unit_read(kpi)


def kpi_rows(content: PlanContent) -> Iterator[KpiRow]:
    """Yield the KPIs in the order of their measures."""
    for measure, kpi in _kpis(content):
        yield KpiRow(
            measure_id=measure.uid,
            measure_name=name_of(measure),
            kpi_id=kpi.uid,
            kpi_name=kpi.name,
            kpi_kind=kpi.kind,
            kpi_role=kpi.role,
            unit=unit_of(kpi),
            direction=kpi.direction,
            method=kpi.method,
            department=kpi.department,
            note=kpi.note,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiValueRow(MeasurePart):
    """A value of a KPI: where it stood or where it is to stand."""

    kpi_id: Annotated[str, Fact("KPI ID", "KPIの識別子。", required=True, identifies=True)]
    kpi_name: Annotated[str, Fact("指標名", "指標の名称。", required=True)]
    kpi_value_id: Annotated[
        str | None, Fact("目標値ID", "目標値の識別子。基準値では空欄。", identifies=True)
    ]
    kpi_value_kind: Annotated[
        KpiValueKind, Fact("値の別", "基準値か、年度の目標値か、全体の目標値か。", required=True)
    ]
    fiscal_year: Annotated[
        int | None,
        Fact(
            "年度",
            "値の年度。計画全体の目標値と、年度の分からない値では空欄。",
            is_fiscal_year=True,
        ),
    ]
    time_written: Annotated[
        str, Fact("時点（書かれたまま）", "値の年度又は時点。計画に書かれている文字のまま。")
    ]
    time: Annotated[DateReading | None, Fact("時点", "値の年度又は時点。")]
    value_written: Annotated[
        str,
        Fact("値（書かれたまま）", "値。計画に書かれている文字のまま。書かれていなければ空欄。"),
    ]
    value: Annotated[
        Decimal | None,
        Fact(
            "値",
            "値を数として読み取ったもの。「約」「以上」などの言葉は含まない。"
            "数として読めない値では空欄（0とは異なる）。",
            unit="unitの列による",
        ),
    ]
    unit: Annotated[str, Fact("単位", "値の単位。計画に書かれていないときは空欄。")]
    source: Annotated[str, Fact("出典", "基準値の出典。")]


def _fiscal_year(reading: DateReading | None) -> int | None:
    """The fiscal year of a reading; a calendar year lies in two, so it has none."""
    if reading is None or reading.granularity is Granularity.YEAR:
        return None
    return fiscal_year_of(reading.first_day)


def kpi_value_rows(content: PlanContent) -> Iterator[KpiValueRow]:
    """Yield baseline and targets of each KPI, one value a row."""
    for measure, kpi in _kpis(content):
        unit = unit_of(kpi)
        if kpi.baseline is not None:
            date = kpi.baseline.date
            reading = None if date is None else date.reading
            yield KpiValueRow(
                measure_id=measure.uid,
                measure_name=name_of(measure),
                kpi_id=kpi.uid,
                kpi_name=kpi.name,
                kpi_value_id=None,
                kpi_value_kind=KpiValueKind.BASELINE,
                fiscal_year=_fiscal_year(reading),
                time_written="" if date is None else date.written,
                time=reading,
                value_written=kpi.baseline.written,
                value=kpi.baseline.value,
                unit=unit,
                source=kpi.baseline.source,
            )
        for target in kpi.targets:
            year = target.fiscal_year
            yield KpiValueRow(
                measure_id=measure.uid,
                measure_name=name_of(measure),
                kpi_id=kpi.uid,
                kpi_name=kpi.name,
                kpi_value_id=target.uid,
                kpi_value_kind=(
                    KpiValueKind.PLAN_TARGET if year is None else KpiValueKind.YEAR_TARGET
                ),
                fiscal_year=year,
                time_written=target.year_written,
                time=None if year is None else DateReading(year, is_fiscal=True),
                value_written=target.written,
                value=target.value,
                unit=unit,
                source="",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRow(MeasurePart):
    """A statement on when something is done."""

    schedule_id: Annotated[
        str, Fact("スケジュールID", "スケジュールの識別子。", required=True, identifies=True)
    ]
    position: Annotated[int, Fact("順", "施策の中での順番。", unit="番目", required=True)]
    statement: Annotated[
        str, Fact("スケジュール（書かれたまま）", "いつ何をするか。計画に書かれている文字のまま。")
    ]
    due: Annotated[DateReading | None, Fact("期限", "いつまでに行うか。")]
    open_end: Annotated[str, Fact("終わり（言葉）", "日付で定めない終わり。")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleStepRow(MeasurePart):
    """A step on the grid of years (工程)."""

    schedule_id: Annotated[
        str, Fact("スケジュールID", "スケジュールの識別子。", required=True, identifies=True)
    ]
    schedule_step_id: Annotated[
        str, Fact("工程ID", "工程の識別子。", required=True, identifies=True)
    ]
    position: Annotated[int, Fact("順", "スケジュールの中での順番。", unit="番目", required=True)]
    label: Annotated[str, Fact("工程", "工程の名称。", required=True)]
    start: Annotated[DateReading | None, Fact("始まり", "工程の始まり。")]
    end: Annotated[DateReading | None, Fact("終わり", "工程の終わり。")]
    open_end: Annotated[str, Fact("終わり（言葉）", "日付で定めない終わり。")]
    is_milestone: Annotated[
        bool, Fact("節目", "期間ではなく、ある時点の節目かどうか。", required=True)
    ]


def schedule_rows(content: PlanContent) -> Iterator[ScheduleRow]:
    """Yield the statements of each measure."""
    for placed in measures_in_order(content):
        for position, item in enumerate(placed.measure.schedule, start=1):
            yield ScheduleRow(
                measure_id=placed.measure.uid,
                measure_name=name_of(placed.measure),
                schedule_id=item.uid,
                position=position,
                statement=item.written,
                due=item.due,
                open_end=item.open_end,
            )


def schedule_step_rows(content: PlanContent) -> Iterator[ScheduleStepRow]:
    """Yield the steps of each statement."""
    for placed in measures_in_order(content):
        for item in placed.measure.schedule:
            for position, step in enumerate(item.steps, start=1):
                yield ScheduleStepRow(
                    measure_id=placed.measure.uid,
                    measure_name=name_of(placed.measure),
                    schedule_id=item.uid,
                    schedule_step_id=step.uid,
                    position=position,
                    label=step.label,
                    start=step.start,
                    end=step.end,
                    open_end=step.open_end,
                    is_milestone=step.milestone,
                )

"""PlanContent → tables of typed rows, for spreadsheets, CSV files and open data.

Nothing is invented: what the plan does not say is missing, and 0 is 0. Every plan has the same
tables with the same columns, so that plans and editions can be put under one another.
"""

from collections.abc import Iterable

from documents.assemble.outline import outline_of
from documents.content import EditionRecord, PlanContent
from documents.datasets.columns import Column, Dataset, Scalar, ValueType
from documents.datasets.dictionary import CodeRow, ColumnRow, code_rows, column_rows
from documents.datasets.measure_rows import (
    CaseRow,
    MeasureRow,
    MeasureTagRow,
    NationalMeasureRow,
    PlacementRow,
    RelatedMeasureRow,
    ResponsibilityRow,
    case_rows,
    measure_rows,
    measure_tag_rows,
    national_measure_rows,
    placement_rows,
    related_measure_rows,
    responsibility_rows,
)
from documents.datasets.plan_rows import (
    CoverageRow,
    FootnoteRow,
    GovernanceRow,
    LegalBasisRow,
    PlanRow,
    ProcessRow,
    RelatedPlanRow,
    RevisionRow,
    TagRow,
    TermRow,
    coverage_rows,
    footnote_rows,
    governance_rows,
    legal_basis_rows,
    plan_row,
    process_rows,
    related_plan_rows,
    revision_rows,
    source_of,
    tag_rows,
    term_rows,
)
from documents.datasets.progress_rows import (
    KpiRow,
    KpiValueRow,
    ScheduleRow,
    ScheduleStepRow,
    kpi_rows,
    kpi_value_rows,
    schedule_rows,
    schedule_step_rows,
)
from documents.datasets.text_rows import (
    ChapterRow,
    ChapterTagRow,
    ChartValueRow,
    TableCellRow,
    TextRow,
    chapter_rows,
    chapter_tag_rows,
    chart_value_rows,
    table_cell_rows,
    text_rows,
)

__all__ = ["Column", "Dataset", "Scalar", "ValueType", "datasets_of"]


def datasets_of(content: PlanContent, record: EditionRecord | None) -> tuple[Dataset, ...]:
    """Return all tables of an edition, or of a draft where `record` is None.

    The last two explain the others: codes and columns (the data dictionary, itself included).
    `content` is sound by documents.validation.check_content; a reference to nothing raises
    KeyError. Order and columns depend on no plan.
    """
    source = source_of(content, record)
    outline = outline_of(content)

    def table(name: str, title: str, row_type: type, rows: Iterable[object]) -> Dataset:
        return Dataset(name, title, row_type, tuple(rows), source)

    tables = (
        table("plan", "計画", PlanRow, [plan_row(content, record)]),
        table("legal_bases", "根拠", LegalBasisRow, legal_basis_rows(content)),
        table("related_plans", "関連する計画", RelatedPlanRow, related_plan_rows(content)),
        table("revisions", "改定履歴", RevisionRow, revision_rows(content, record)),
        table("chapters", "章", ChapterRow, chapter_rows(content, outline)),
        table("chapter_tags", "章の分類", ChapterTagRow, chapter_tag_rows(content)),
        table("texts", "本文", TextRow, text_rows(content)),
        table("table_cells", "本文の表", TableCellRow, table_cell_rows(content)),
        table("chart_values", "本文のグラフの値", ChartValueRow, chart_value_rows(content)),
        table("measures", "施策", MeasureRow, measure_rows(content, outline)),
        table("placements", "施策の置き場所", PlacementRow, placement_rows(content, outline)),
        table("measure_tags", "施策の分類", MeasureTagRow, measure_tag_rows(content)),
        table(
            "responsibilities", "担当課・連携先", ResponsibilityRow, responsibility_rows(content)
        ),
        table(
            "national_measures",
            "対応する国の施策",
            NationalMeasureRow,
            national_measure_rows(content),
        ),
        table("cases", "類似の事例", CaseRow, case_rows(content)),
        table("related_measures", "関連施策", RelatedMeasureRow, related_measure_rows(content)),
        table("kpis", "KPI", KpiRow, kpi_rows(content)),
        table("kpi_values", "KPIの基準値と目標値", KpiValueRow, kpi_value_rows(content)),
        table("schedules", "スケジュール", ScheduleRow, schedule_rows(content)),
        table("schedule_steps", "スケジュールの工程", ScheduleStepRow, schedule_step_rows(content)),
        table("tags", "分類", TagRow, tag_rows(content)),
        table("terms", "用語集", TermRow, term_rows(content)),
        table("footnotes", "脚注", FootnoteRow, footnote_rows(content)),
        table("governance", "推進体制", GovernanceRow, governance_rows(content)),
        table("coverage", "対応表", CoverageRow, coverage_rows(content)),
        table("process", "策定経過", ProcessRow, process_rows(content)),
    )
    codes = Dataset("codes", "コード表", CodeRow, tuple(code_rows()))
    columns = Dataset("columns", "データ項目定義書", ColumnRow, ())
    explained = (*tables, codes, columns)
    return (
        *tables,
        codes,
        Dataset("columns", "データ項目定義書", ColumnRow, tuple(column_rows(explained))),
    )

"""Where two rows of the national list say something else, cell by cell."""

from typing import Any

import pytest

from catalog.models import NationalMeasure, NationalMeasureEdition
from plans.cell_changes import FieldChange, changed_cells
from plans.enums import SwitchKind
from plans.models import Plan
from plans.work_list import work_list
from tests.plans.second_edition import add_link, make_second_edition, row_of

NAMES = ["住民の利便性", "行政の効率化", "経済の活性化", "その他"]


def pair(
    old: dict[str, Any], new: dict[str, Any], *, names: tuple[list[str], list[str]] = (NAMES, NAMES)
) -> tuple[NationalMeasure, NationalMeasure]:
    """Return the same measure in two editions, unsaved, which differ in what is given."""
    same = {"no": 1, "code": "01-01", "name": "施策", "benefit_marks": 0}
    former, later = (
        NationalMeasure(
            edition=NationalMeasureEdition(code=code, benefit_names=each), **same | cells
        )
        for code, cells, each in (("R1", old, names[0]), ("R2", new, names[1]))
    )
    return former, later


@pytest.mark.parametrize(
    ("cells", "head", "lines"),
    [
        ({"kpi_progress": ["一", "二"]}, "KPI（進捗）", ("一", "二")),
        ({"kpi_effect": ["一"]}, "KPI（効果）", ("一",)),
        ({"overview": ["一"]}, "課題・取組概要（スケジュール・効果）", ("一",)),
        ({"pillar_printed": "その他"}, "対応する柱", ("その他",)),
        ({"timing": "令和3年度から"}, "都道府県官民データ活用推進計画掲載時期", ("令和3年度から",)),
        ({"support": "補助\n助言"}, "都道府県等への支援策", ("補助", "助言")),
        ({"budget_programmes": ["推進事業"]}, "予算事業名", ("推進事業",)),
        (
            {"references": [{"label": "手引", "url": "https://example.go.jp/"}]},
            "参考URL",
            ("手引　https://example.go.jp/",),
        ),
        (
            {"references": [{"label": "", "url": "https://example.go.jp/"}]},
            "参考URL",
            ("https://example.go.jp/",),
        ),
        (
            {"ministries": [{"name": "総務省", "lead": True}, {"name": "内閣府", "lead": False}]},
            "府省庁名",
            ("◎総務省", "内閣府"),
        ),
        ({"law_articles": ["第10条"]}, "官民データ活用推進基本法の条項", ("第10条",)),
        ({"audience_printed": "市町村"}, "都道府県・市町村の別", ("市町村",)),
        ({"extra": {"備考": "一"}}, "備考", ("一",)),
    ],
)
def test_every_printed_cell_is_compared(
    cells: dict[str, Any], head: str, lines: tuple[str, ...]
) -> None:
    assert changed_cells(*pair({}, cells)) == (FieldChange(head, (), lines),)
    assert changed_cells(*pair(cells, {})) == (FieldChange(head, lines, ()),)
    assert changed_cells(*pair(cells, cells)) == ()


def test_number_name_and_our_own_reading_are_no_changed_cell() -> None:
    later = {"no": 9, "code": "02-02", "name": "別の名", "audience_fit_reason": "読み"}
    assert changed_cells(*pair({}, later)) == ()


def test_a_missing_cell_and_an_empty_one_say_the_same() -> None:
    assert changed_cells(*pair({"timing": None}, {"timing": ""})) == ()


ALL = ("○住民の利便性", "○行政の効率化", "○経済の活性化", "○その他")
NO_MARK = ("○はありません。",)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ({"benefit_marks": 2}, {"benefit_marks": 3}, (("○の数は2（どの欄かは不明）",), ("○の数は3（どの欄かは不明）",))),
        ({"benefit_marks": 2}, {"benefit_marks": 2}, None),
        ({"benefit_marks": 0}, {"benefit_marks": 4}, (NO_MARK, ALL)),
        ({"benefit_marks": 4}, {"benefit_marks": 4, "benefits": [3, 2, 1, 0]}, None),
        # Which of the columns were marked is lost: that it was another one is not known.
        ({"benefit_marks": 2}, {"benefit_marks": 2, "benefits": [0, 1]}, None),
        ({"benefit_marks": 1}, {"benefit_marks": 2, "benefits": [0, 1]}, (("○の数は1（どの欄かは不明）",), ALL[:2])),
        ({"benefit_marks": 1, "benefits": [0]}, {"benefit_marks": 1, "benefits": [1]}, (ALL[:1], ALL[1:2])),
        ({"benefit_marks": 1, "benefits": [0]}, {"benefit_marks": 0, "benefits": []}, (ALL[:1], NO_MARK)),
    ],
)  # fmt: skip
def test_the_marks_of_the_benefits(old: Any, new: Any, shown: Any) -> None:
    expected = () if shown is None else (FieldChange("期待される効果の○の数", *shown),)
    assert changed_cells(*pair(old, new)) == expected


def test_marks_are_compared_by_the_names_of_their_columns() -> None:
    marked = {"benefit_marks": 1, "benefits": [0]}
    assert changed_cells(*pair(marked, marked, names=(NAMES, ["安全", *NAMES[1:]]))) == (
        FieldChange("期待される効果の○の数", ("○住民の利便性",), ("○安全",)),
    )
    assert changed_cells(*pair(marked, marked, names=([], NAMES))) == ()


def test_heads_and_order_are_those_of_the_newer_list() -> None:
    former, later = pair(
        {"budget_programmes": ["前の事業"], "timing": "前", "extra": {"前の備考": "前"}},
        {"timing": "後", "support": "後", "extra": {"備考": "後"}},
    )
    former.edition.columns = [
        {"field": "budget_programmes", "head": "前の予算"},
        {"field": "timing", "head": "前の時期"},
        {"field": "extra", "head": "前の備考"},
    ]
    later.edition.columns = [
        {"field": "support", "head": "支援"},
        {"field": "extra", "head": "備考"},
        {"field": "timing", "head": "掲載時期"},
    ]
    assert changed_cells(former, later) == (
        FieldChange("支援", (), ("後",)),
        FieldChange("備考", (), ("後",)),
        FieldChange("掲載時期", ("前",), ("後",)),
        FieldChange("前の予算", ("前の事業",), ()),
        FieldChange("前の備考", ("前",), ()),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cells",
    [{"timing": "令和3年度から"}, {"support": "補助"}, {"benefit_marks": 1}, {"extra": {"備考": "一"}}],
)  # fmt: skip
def test_a_measure_of_which_any_cell_changed_is_reworded(plan: Plan, cells: dict[str, Any]) -> None:
    newer = make_second_edition()
    add_link(plan, "01-01")
    assert [item.kinds for item in work_list(plan, newer)] == [(SwitchKind.SAME,)]
    NationalMeasure.objects.filter(pk=row_of(newer, "01-01").pk).update(**cells)
    (item,) = work_list(plan, newer)
    assert (item.kinds, len(item.fields)) == ((SwitchKind.REWORDED,), 1)

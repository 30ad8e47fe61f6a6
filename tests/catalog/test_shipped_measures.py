"""The national measures that the product ships, cell by cell against the typed transcription."""

import json
from pathlib import Path
from typing import Any

import pytest

from catalog.exporting import export_measures
from catalog.models import NationalMeasure, NationalMeasureEdition
from tests.queries import count_queries

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]

EXPECTED = json.loads(
    (Path(__file__).parent / "expected" / "measures_r1.json").read_text(encoding="utf-8")
)


def exported() -> list[dict[str, Any]]:
    return export_measures(NationalMeasureEdition.objects.get(code="R1"))


def test_there_are_75_in_order():
    assert [row["no"] for row in exported()] == list(range(1, 76))


@pytest.mark.parametrize("index", range(75), ids=lambda index: EXPECTED[index]["code"])
def test_each_cell_is_the_printed_one(index):
    row = exported()[index]
    assert (list(row), row) == (list(EXPECTED[index]), EXPECTED[index])


def test_an_edition_is_exported_with_one_query():
    edition = NationalMeasureEdition.objects.get(code="R1")
    with count_queries() as ran:
        export_measures(edition)
    assert len(ran) == 1


def test_the_edition_says_as_of_when_and_what_its_heads_are():
    edition = NationalMeasureEdition.objects.get(code="R1")
    assert (
        edition.as_of,
        [column["head"] for column in edition.columns],
        edition.benefit_names,
    ) == (
        "令和元年10月時点",
        [
            "No",
            "施策名",
            "KPI（進捗）",
            "KPI（効果）",
            "課題・取組概要（スケジュール・効果）",
            "対応する柱",
            "都道府県官民データ活用推進計画掲載時期",
            "都道府県の取組により期待される効果",
            "都道府県等への支援策",
            "予算事業名",
            "参考URL",
            "国の施策番号",
            "府省庁名",
        ],
        [
            "行政の効率化・コスト削減",
            "地域社会・経済の活性化",
            "住民生活の利便性・質の向上",
            "住民生活の安全・安心の確保",
        ],
    )


@pytest.mark.parametrize(
    ("code", "leads", "has_support", "has_budget"),
    [
        ("02-25", "|厚生労働省|内閣府|", True, False),
        ("07-11", "|内閣官房|総務省|経済産業省|", False, True),
        ("07-20", "|総務省|", False, False),
    ],
)
def test_what_the_facets_ask_for(code, leads, has_support, has_budget):
    row = NationalMeasure.objects.get(edition__code="R1", code=code)
    assert (row.leads, row.has_support, row.has_budget) == (leads, has_support, has_budget)


def test_each_row_has_our_reading_of_whom_it_fits_with_a_reason():
    rows = NationalMeasure.objects.filter(edition__code="R1")
    assert rows.exclude(audience_fit="").exclude(audience_fit_reason="").count() == 75


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ﾏｲﾅﾝﾊﾞｰ", ["01-05", "05-04", "05-06", "08-09"]),
        ("ａｉ 計画", ["08-01"]),
        ("ｃｙｄｅｒ", ["10-04"]),
        (
            "計画",
            [
                "01-06",
                "01-18",
                "02-03",
                "02-05",
                "02-06",
                "06-08",
                "07-01",
                "07-03",
                "07-10",
                "07-11",
                "08-01",
                "09-30",
                "10-11",
                "11-01",
                "11-03",
            ],
        ),
        ("コンビニ　人口", ["05-06"]),
    ],
)
def test_search_of_the_shipped_list(text, codes):
    rows = NationalMeasure.objects.filter(edition__code="R1").search(text)
    assert [row.code for row in rows] == codes

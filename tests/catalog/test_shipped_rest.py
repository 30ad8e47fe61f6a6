"""The checklist and the crosswalk that the product ships, against the typed transcription."""

import json
from pathlib import Path
from typing import Any

import pytest

from catalog.exporting import export_checklist, export_crosswalk
from catalog.models import (
    Checklist,
    CrosswalkRow,
    NationalMeasure,
    NationalMeasureEdition,
    OutdatedTerm,
    SampleNationalMeasure,
)
from tests.queries import count_queries

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]


def expected(name: str) -> Any:
    path = Path(__file__).parent / "expected" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


CHECKLIST = expected("checklist")
CROSSWALK = expected("crosswalk")


# --- checklist -------------------------------------------------------------------------------


def test_the_checklist_has_the_printed_groups():
    groups = export_checklist(Checklist.objects.get())["groups"]
    assert [group["title"] for group in groups] == [
        "以下が目的に含まれているか",
        "以下が期待成果として明示されているか",
        "施策の記述に以下の要素は含まれているか",
        "以下の運用体制は整備され、明記されているか",
        "要求項",
    ]


@pytest.mark.parametrize("index", range(5))
def test_each_item_of_the_checklist_is_the_printed_one(index):
    group = export_checklist(Checklist.objects.get())["groups"][index]
    assert group == CHECKLIST["groups"][index]


def test_the_checklist_says_that_it_is_no_text_of_the_state():
    assert Checklist.objects.get().source_note == (
        "吉本氏が市町村向けの手引から抜き出して整理した個人の見解であり、国の文書ではありません。"
    )


def test_the_checklist_is_exported_with_two_queries():
    checklist = Checklist.objects.get()
    with count_queries() as ran:
        export_checklist(checklist)
    assert len(ran) == 2


# --- crosswalk -------------------------------------------------------------------------------


def exported() -> list[dict[str, Any]]:
    return export_crosswalk("H30", NationalMeasureEdition.objects.get(code="R1"))


def test_the_crosswalk_has_28_rows_in_the_order_of_the_guide():
    printed = SampleNationalMeasure.objects.order_by("sample__seq", "position")
    names = list(dict.fromkeys(printed.values_list("name", flat=True)))
    assert ([row["name"] for row in exported()], len(names)) == (names, 28)


@pytest.mark.parametrize("index", range(28), ids=lambda index: str(index + 1))
def test_each_row_of_the_crosswalk_is_the_typed_one(index):
    row = exported()[index]
    assert (list(row), row) == (list(CROSSWALK[index]), CROSSWALK[index])


def test_a_measure_is_the_same_just_where_the_list_has_its_name():
    same = CrosswalkRow.objects.filter(relation="same").values_list("name", flat=True)
    names = NationalMeasure.objects.filter(edition__code="R1").values_list("name", flat=True)
    every = CrosswalkRow.objects.values_list("name", flat=True)
    assert set(same) == set(names) & set(every)


def test_the_crosswalk_is_confirmed_and_without_sources():
    found = {(row.confirmed_by, row.is_confirmed, row.source) for row in CrosswalkRow.objects.all()}
    assert found == {("planbuilder", True, None)}


def test_the_crosswalk_is_exported_with_one_query():
    edition = NationalMeasureEdition.objects.get(code="R1")
    with count_queries() as ran:
        export_crosswalk("H30", edition)
    assert len(ran) == 1


# --- terms -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "proposed"),
    [
        (
            "世界最先端デジタル国家創造宣言・官民データ活用推進基本計画",
            "デジタル社会の実現に向けた重点計画",
        ),
        ("IT基本法", "デジタル社会形成基本法"),
        ("内閣官房IT総合戦略室", "デジタル庁"),
        ("行政手続オンライン化法", "情報通信技術を活用した行政の推進等に関する法律"),
        ("非識別加工情報", "行政機関等匿名加工情報"),
        ("推奨データセット", "自治体標準オープンデータセット"),
        ("平成31年度", "令和元年度"),
        ("平成35年", "令和５年"),
        ("個人番号カード", ""),
        ("個人情報保護条例", ""),
        ("自治体クラウド", ""),
    ],
)
def test_what_is_proposed_for_an_old_word(old, proposed):
    assert OutdatedTerm.objects.get(old=old).proposed == proposed


def test_a_word_of_the_act_is_not_outdated():
    assert not OutdatedTerm.objects.filter(old="官民データ活用推進基本計画").exists()


def test_terms_without_a_checked_source():
    unverified = OutdatedTerm.objects.filter(verified=False).values_list("old", flat=True)
    assert set(unverified) == {"官民データ活用推進戦略会議", "オープンデータ基本指針"}

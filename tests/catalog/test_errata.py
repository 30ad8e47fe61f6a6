"""A released edition changes only by an erratum."""

from datetime import date

import pytest

from catalog.enums import ErratumKind
from catalog.errors import FixtureError
from catalog.models import Erratum, GuideEdition, NationalMeasure, NationalMeasureEdition
from tests.catalog.reference_files import erratum, guide, measure, measures

RELEASED = "2019-10-11T00:00:00+09:00"
LOCKED = "版 R9 は確定済みのため、変えられません。"


def refusal(load, content) -> str:
    with pytest.raises(FixtureError) as refused:
        load(content)
    return str(refused.value)


@pytest.fixture
def released(load):
    """The released edition R9 with two measures, stored."""
    load(measures(2, released_at=RELEASED))
    return measures(2, released_at=RELEASED)


def names() -> list[str]:
    return list(NationalMeasure.objects.values_list("name", flat=True))


def test_release_is_recorded(released):
    assert NationalMeasureEdition.objects.get().is_released


def test_released_edition_loads_again_without_a_write(load, released):
    assert load(released).writes == 0


def test_change_without_an_erratum_is_refused(load, released):
    released["rows"][0]["name"] = "施策一"
    text = refusal(load, released)
    assert (text, names()) == (
        f"file.json の 国の施策「01-01」：{LOCKED}「name」を変えるには正誤の記載が要ります。",
        ["施策1", "施策2"],
    )


def test_change_of_the_edition_itself_is_refused(load, released):
    released["edition"]["as_of"] = "令和10年4月時点"
    assert (
        refusal(load, released)
        == f"file.json の 国の施策一覧の版：{LOCKED}「as_of」を変えるには正誤の記載が要ります。"
    )


def test_new_row_is_refused(load, released):
    released["rows"].append(measure(3))
    assert (
        refusal(load, released)
        == f"file.json の 国の施策「01-03」：{LOCKED}新しい行は加えられません。"
    )


def test_dropped_row_is_refused(load, released):
    del released["rows"][1]
    assert refusal(load, released) == f"file.json の 国の施策「01-02」：{LOCKED}行は除けません。"


@pytest.mark.parametrize("moment", [None, "2020-01-01T00:00:00+09:00"])
def test_release_is_not_taken_back_or_moved(load, released, moment):
    released["edition"]["released_at"] = moment
    assert (
        refusal(load, released)
        == "file.json の edition：版 R9 は確定済みのため、確定日時は変えられません。"
    )


def test_an_edition_may_change_in_the_load_that_releases_it(load):
    load(measures(2))
    content = measures(1, released_at=RELEASED)
    content["rows"][0]["name"] = "施策一"
    load(content)
    assert (names(), NationalMeasureEdition.objects.get().is_released) == (["施策一"], True)


def test_erratum_changes_the_row_and_is_kept_beside_it(load, released):
    released["rows"][0]["name"] = "施策一"
    released["errata"] = [erratum()]
    report = load(released)
    rows = Erratum.objects.of_row(kind=ErratumKind.NATIONAL_MEASURE, edition_code="R9", key="01-01")
    assert (
        names(),
        list(rows.values_list("field", "old", "new", "source", "date")),
        report.writes,
    ) == (
        ["施策一", "施策2"],
        [("name", "施策1", "施策一", "令和9年5月1日付け事務連絡", date(2027, 5, 1))],
        2,
    )


def test_corrected_edition_loads_again_without_a_write(load, released):
    released["rows"][0]["name"] = "施策一"
    released["errata"] = [erratum()]
    load(released)
    assert load(released).writes == 0


def test_corrected_edition_loads_into_an_empty_catalogue(load):
    content = measures(1, released_at=RELEASED)
    content["rows"][0]["name"] = "施策一"
    content["errata"] = [erratum()]
    load(content)
    assert (names(), Erratum.objects.count()) == (["施策一"], 1)


def test_a_chain_of_errata_leads_from_any_of_its_values(load, released):
    released["rows"][0]["name"] = "施策壱"
    released["errata"] = [
        erratum(old="施策一", new="施策壱", date="2028-05-01"),
        erratum(),
    ]
    load(released)
    assert (names(), Erratum.objects.count()) == (["施策壱", "施策2"], 2)


def test_erratum_of_a_list_and_of_a_missing_cell(load, released):
    released["rows"][0]["kpi_effect"] = ["正しい指標"]
    released["rows"][0]["timing"] = None
    released["errata"] = [
        erratum(field="kpi_effect", old=["効果の指標"], new=["正しい指標"]),
        erratum(field="timing", old="令和9年度から", new=None),
    ]
    load(released)
    row = NationalMeasure.objects.get(code="01-01")
    assert (row.kpi_effect, row.timing) == (["正しい指標"], None)


def test_our_reading_changes_without_an_erratum(load, released):
    released["readings"] = {"audience_fit": {"01-01": {"fit": "both", "reason": "どちらも"}}}
    load(released)
    assert NationalMeasure.objects.get(code="01-01").audience_fit == "both"


REFUSED = [
    ([erratum(old="ちがう")], "国の施策「01-01」", f"{LOCKED}「name」を変えるには正誤の記載が要ります。"),
    ([erratum(new="ちがう")], "errata[0]", "訂正後の値が、行の値と違います。"),
    ([erratum(key="09-99")], "errata[0]", "この正誤が指す行または欄がありません。"),
    ([erratum(field="title")], "errata[0]", "この正誤が指す行または欄がありません。"),
    ([erratum(field="audience_fit")], "errata[0]", "この正誤が指す行または欄がありません。"),
    ([erratum(kind="pillar")], "errata[0].kind", "この種類の行は、このファイルにありません。"),
    ([erratum(old="施策一")], "errata[0]", "訂正前と訂正後が同じです。"),
    ([erratum(source="")], "errata[0].source", "空です。"),
    ([erratum(date="2027/05/01")], "errata[0].date", "日付（2019-10-11 の形）ではありません。"),
    ([erratum(), erratum()], "errata[1]", "同じ欄の同じ日の正誤が二度あります。"),
    (
        [erratum(new="別"), erratum(date="2028-05-01")],
        "errata[1]",
        "訂正前の値が、一つ前の正誤の訂正後の値と違います。",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("errata", "place", "reason"), REFUSED)
def test_unfitting_errata_are_refused(load, released, errata, place, reason):
    released["rows"][0]["name"] = "施策一"
    released["errata"] = errata
    text = refusal(load, released)
    assert (text, names(), Erratum.objects.count()) == (
        f"file.json の {place}：{reason}",
        ["施策1", "施策2"],
        0,
    )


def test_unreleased_edition_has_no_errata(load):
    content = measures(1) | {"errata": [erratum()]}
    assert (
        refusal(load, content)
        == "file.json の errata：確定していない版に正誤は付けません。行をそのまま直します。"
    )


@pytest.mark.parametrize("left", [[], [erratum(source="別の典拠")]])
def test_a_stored_erratum_is_neither_dropped_nor_changed(load, released, left):
    released["rows"][0]["name"] = "施策一"
    released["errata"] = [erratum()]
    load(released)
    released["errata"] = left
    assert refusal(load, released) == (
        "file.json の errata：登録済みの正誤（R9 01-01 name（2027-05-01））は変えられません。"
    )


GUIDE_CELLS = [
    ("guide_edition", "", "title", ("edition", "title"), "策定の手引", "手引き"),
    ("guide_chapter", "1", "title", ("rows", "general", 0, "title"), "はじめに", "初めに"),
    ("guide_section", "1", "example", ("rows", "sections", 0, "example"), "例の一。\n例の二。", "例。"),
    ("pillar", "1", "policy", ("rows", "pillars", 0, "policy"), "方針。", "新方針。"),
    ("sample_measure", "1", "field", ("rows", "sample_measures", 0, "field"), "電子行政", "移動"),
    (
        "sample_national_measure",
        "1/1",
        "recap",
        ("rows", "sample_measures", 0, "national_measures", 0, "recap"),
        True,
        False,
    ),
    (
        "sample_case_ref",
        "1/1",
        "organisation",
        ("rows", "sample_measures", 0, "case_refs", 0, "organisation"),
        "柏市",
        "姫路市",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "key", "field", "path", "old", "new"), GUIDE_CELLS)
def test_every_kind_of_row_of_a_guide_can_be_corrected(load, kind, key, field, path, old, new):
    content = guide(released_at=RELEASED)
    load(content)
    target = content
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = new
    with pytest.raises(FixtureError):
        load(content)
    content["errata"] = [erratum(kind=kind, key=key, field=field, old=old, new=new)]
    report = load(content)
    # The row, the erratum, and the sample by whose search text what hangs on it is found.
    writes = 3 if kind == "sample_case_ref" else 2
    assert (report.writes, GuideEdition.objects.count()) == (writes, 1)

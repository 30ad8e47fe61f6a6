"""A released edition changes by an erratum that somebody enters, and in no other way."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from catalog.cells import corrections_of
from catalog.correcting import (
    Correctable,
    Correction,
    cells_of_row,
    correct_edition,
    correct_row,
    errata_of,
    facts_of_edition,
)
from catalog.errors import DeedRefused
from catalog.loading.national_measures import MEASURES
from catalog.models import Erratum, NationalMeasure, NationalMeasureEdition
from tests.catalog.reference_files import measures
from tests.queries import assert_queries

AT = datetime(2027, 6, 1, tzinfo=UTC)
TODAY = date(2027, 6, 1)
DAY = date(2027, 5, 1)


@pytest.fixture
def row(load) -> NationalMeasure:
    """Measure 01-01 of the released edition R9, which has a column of its own."""
    content = measures(2)
    content["edition"]["columns"] = [
        {"field": "name", "head": "施策の名称"},
        {"field": "timing", "head": "掲載時期"},
        {"field": "benefit_marks", "head": "効果"},
        {"field": "law_articles", "head": "根拠条項"},
        {"field": "extra", "head": "備考"},
    ]
    content["edition"]["benefit_names"] = ["便利", "安全"]
    content["rows"][0] |= {
        "extra": {"備考": "注", "状況": "実施"},
        "benefit_marks": 1,
        "benefits": [0],
    }
    load(content)
    NationalMeasureEdition.objects.update(released_by="管理者", released_at=AT)
    return get("01-01")


def get(code: str) -> NationalMeasure:
    return NationalMeasure.objects.select_related("edition").get(code=code)


def cell(row: NationalMeasure, field: str, part: str = "") -> Correctable:
    (found,) = [each for each in cells_of_row(row) if (each.field, each.part) == (field, part)]
    return found


def correct(row: NationalMeasure, field: str, text: str, *, part: str = "", **how) -> list[Erratum]:
    found = how.pop("cell", None) or cell(row, field, part)
    values: dict[str, Any] = {"cell": found, "text": text, "source": "事務連絡", "day": DAY} | how
    return correct_row(row, Correction(**values), by="管理者", at=AT, today=TODAY)


def refusal(deed, *args, **how) -> tuple[str, str]:
    with pytest.raises(DeedRefused) as refused:
        deed(*args, **how)
    return (refused.value.field, str(refused.value))


def test_the_cells_of_a_row_in_the_order_of_its_list(row):
    assert [(each.field, each.part, each.head) for each in cells_of_row(row)] == [
        ("name", "", "施策の名称"),
        ("timing", "", "掲載時期"),
        ("benefits", "", "効果"),
        ("law_articles", "", "根拠条項"),
        ("no", "", "No"),
        ("kpi_progress", "", "KPI（進捗）"),
        ("kpi_effect", "", "KPI（効果）"),
        ("overview", "", "課題・取組概要（スケジュール・効果）"),
        ("pillar", "", "対応する柱"),
        ("support", "", "都道府県等への支援策"),
        ("budget_programmes", "", "予算事業名"),
        ("references", "", "参考URL"),
        ("ministries", "", "府省庁名"),
        ("pillar_no", "", "柱の番号"),
        ("extra", "備考", "備考"),
        ("extra", "状況", "状況"),
    ]


def test_the_count_of_marks_is_called_a_count(row):
    assert cell(get("01-02"), "benefit_marks").head == "効果の○の数"


def test_every_printed_column_can_be_corrected_where_an_edition_names_none(row):
    NationalMeasureEdition.objects.update(columns=[])
    cells = {each.field for each in [*cells_of_row(get("01-01")), *cells_of_row(get("01-02"))]}
    assert cells == {column.name for column in MEASURES.printed}


def test_a_column_that_the_list_does_not_print_is_no_cell(row):
    assert "audience_printed" not in {each.field for each in cells_of_row(row)}


def test_a_correction_changes_the_row_and_is_kept_beside_it(row):
    correct(row, "name", "施策一")
    erratum = Erratum.objects.get()
    assert (
        get("01-01").name,
        erratum.key,
        erratum.field,
        erratum.old,
        erratum.new,
        erratum.source,
        erratum.date,
        erratum.entered_by,
        erratum.entered_at,
    ) == ("施策一", "01-01", "name", "施策1", "施策一", "事務連絡", DAY, "管理者", AT)


def test_a_correction_is_shown_on_the_row(row):
    correct(row, "name", "施策一")
    (shown,) = corrections_of(get("01-01"))
    assert (shown.head, shown.old, shown.new, shown.source, shown.date) == (
        "施策の名称", "施策1", "施策一", "事務連絡", DAY,
    )  # fmt: skip


CELLS = [
    ("no", "", "９", "no", 9),
    ("kpi_effect", "", "一つ\n二つ", "kpi_effect", ["一つ", "二つ"]),
    ("pillar_no", "", "", "pillar_no", None),
    ("timing", "", "", "timing", None),
    ("support", "", "", "support", ""),
    ("references", "", "（案内）\nhttps://a.jp/", "references", [{"label": "（案内）", "url": "https://a.jp/"}]),
    ("ministries", "", "◎内閣府、総務省", "ministries", [{"name": "内閣府", "lead": True}, {"name": "総務省", "lead": False}]),
    ("extra", "備考", "改めた注", "extra", {"備考": "改めた注", "状況": "実施"}),
    ("law_articles", "", "第10条", "law_articles", ["第10条"]),
    ("benefits", "", "○安全", "benefits", [1]),
]  # fmt: skip


@pytest.mark.parametrize(("field", "part", "text", "column", "value"), CELLS)
def test_every_kind_of_cell_is_corrected_as_it_is_written_in_the_sheet(
    row, field, part, text, column, value
):
    (erratum,) = correct(row, field, text, part=part)
    assert (getattr(get("01-01"), column), erratum.new) == (value, value)


def test_what_searches_ask_for_follows(row):
    correct(row, "ministries", "◎内閣府")
    correct(row, "support", "-")
    correct(get("01-01"), "name", "ＡＩの活用")
    found = NationalMeasure.objects.search("ai").get()
    assert (found.leads, found.has_support) == ("|内閣府|", False)


@pytest.mark.parametrize(("text", "benefits", "count"), [("便利\n安全", [0, 1], 2), ("", [], 0)])
def test_the_count_of_the_marks_follows_from_them(row, text, benefits, count):
    errata = correct(row, "benefits", text)
    found = get("01-01")
    assert (found.benefits, found.benefit_marks, [(each.field, each.new) for each in errata]) == (
        benefits,
        count,
        [("benefits", benefits), ("benefit_marks", count)],
    )


def test_it_may_turn_out_that_the_marks_are_not_known(row):
    correct(row, "benefits", "不明")
    found = get("01-01")
    assert (found.benefits, found.benefit_marks) == (None, 1)


def test_the_count_is_corrected_where_the_marks_are_not_known(row):
    correct(get("01-02"), "benefit_marks", "3")
    assert get("01-02").benefit_marks == 3


def test_a_cell_is_corrected_again_on_a_later_day(row):
    correct(row, "name", "施策一")
    correct(get("01-01"), "name", "施策壱", day=date(2027, 5, 2))
    assert [(each.old, each.new) for each in Erratum.objects.order_by("date")] == [
        ("施策1", "施策一"),
        ("施策一", "施策壱"),
    ]


def test_other_cells_may_be_corrected_on_the_same_day(row):
    correct(row, "name", "施策一")
    correct(get("01-01"), "timing", "令和10年度から")
    assert errata_of(row.edition) == {"01-01": 2}


REFUSED = [
    ("name", "施策1", {}, "text", "訂正前と同じです。訂正後の内容を書いてください。"),
    ("name", "", {}, "text", "空です。"),
    ("name", "施" * 201, {}, "text", "201文字あります。200文字までです。"),
    ("no", "2", {}, "text", "国の施策のNoが重なっています。"),
    ("pillar", "", {}, "text", "柱の番号は1から6で、印刷された柱があるときだけ付けます。"),
    ("benefits", "健康", {}, "text", "「健康」は、この版の期待される効果の欄にありません。"),
    ("name", "施策一", {"source": " "}, "source", "典拠を書いてください。"),
    ("name", "施策一", {"day": date(2027, 6, 2)}, "day", "訂正日が先の日付です。今日までの日付を入れてください。"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text", "how", "place", "told"), REFUSED)
def test_a_wrong_correction_is_refused(row, field, text, how, place, told):
    before = list(NationalMeasure.objects.values())
    assert refusal(correct, row, field, text, **how) == (place, told)
    assert (list(NationalMeasure.objects.values()), Erratum.objects.count()) == (before, 0)


@pytest.mark.parametrize("day", [DAY, date(2027, 4, 30)])
def test_a_day_that_is_not_after_that_of_the_last_erratum_is_refused(row, day):
    correct(row, "name", "施策一")
    assert refusal(correct, get("01-01"), "name", "施策壱", day=day) == (
        "day",
        "この欄には2027年5月1日の正誤があります。それより後の日付を入れてください。",
    )


def test_a_cell_that_has_changed_since_is_refused(row):
    correct(row, "name", "施策一")
    told = "あなたが開いたあとに、内容が変わりました。新しい内容を確かめてください。"
    seen = cell(row, "name")
    assert refusal(correct, get("01-01"), "name", "施策壱", cell=seen, day=date(2027, 5, 2)) == (
        "",
        told,
    )


@pytest.mark.parametrize("field", ["code", "audience_fit", "search_text", "edition"])
def test_what_is_not_printed_is_no_cell(row, field):
    made_up = Correctable(field, "", "欄", "")
    assert refusal(correct, row, field, "x", cell=made_up)[1].startswith("あなたが開いたあとに")


def test_an_edition_that_is_not_released_takes_no_errata(row):
    NationalMeasureEdition.objects.update(released_by="", released_at=None)
    told = ("", "確定していない版に正誤は付けません。ファイルを直して、もう一度取り込みます。")
    edition = NationalMeasureEdition.objects.get()
    change = Correction(cell=facts_of_edition(edition)[0], text="題", source="典拠", day=DAY)
    assert (
        refusal(correct, row, "name", "施策一"),
        refusal(correct_edition, edition, change, by="管理者", at=AT, today=TODAY),
    ) == (told, told)


# --- the edition itself ---------------------------------------------------------------------------


def correct_fact(name: str, text: str, **how) -> list[Erratum]:
    edition = NationalMeasureEdition.objects.get()
    (found,) = [each for each in facts_of_edition(edition) if each.field == name]
    correction = Correction(cell=found, text=text, source="事務連絡", day=how.pop("day", DAY))
    return correct_edition(edition, correction, by="管理者", at=AT, today=TODAY)


def test_a_fact_of_the_edition_is_corrected(row):
    (erratum,) = correct_fact("as_of", "令和9年5月時点")
    assert (
        NationalMeasureEdition.objects.get().as_of,
        erratum.kind,
        erratum.key,
        erratum.old,
        errata_of(row.edition),
    ) == ("令和9年5月時点", "national_measure_edition", "", "令和9年4月時点", {"": 1})


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("title", "", "空です。"),
        ("source_url", "ftp://a", "http:// か https:// で始まるURLではありません。"),
        ("title", "国の施策一覧", "訂正前と同じです。訂正後の内容を書いてください。"),
    ],
)
def test_a_wrong_fact_is_refused(row, name, text, told):
    assert refusal(correct_fact, name, text) == ("text", told)


# --- cost -----------------------------------------------------------------------------------------


def test_a_correction_takes_thirteen_queries(row):
    with assert_queries(13):
        correct(row, "name", "施策一")

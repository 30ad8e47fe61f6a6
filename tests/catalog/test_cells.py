"""One row of the national list, cell by cell under its printed heads; its errata in words."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from catalog.cells import (
    AS_PRINTED,
    EMPTY,
    LOST,
    NOTHING_PRINTED,
    Cell,
    Correction,
    Link,
    cells_of,
    corrections_of,
    corrections_of_sample,
    head_of,
    year_of,
)
from catalog.models import (
    Erratum,
    NationalMeasure,
    NationalMeasureEdition,
    RetiredSite,
    SampleMeasure,
)
from tests.catalog.reference_files import guide, measures

BENEFITS = ["効率", "経済", "便利", "安心"]


def edition(**changes: Any) -> NationalMeasureEdition:
    values = {"code": "R1", "as_of": "令和元年10月時点", "benefit_names": BENEFITS}
    return NationalMeasureEdition(**(values | changes))


def cells(of: NationalMeasureEdition | None = None, **values: Any) -> dict[str, Cell]:
    """Return the cells of a row by their heads."""
    row = NationalMeasure(**({"no": 1, "code": "01-01", "benefit_marks": 0} | values))
    row.edition = of or edition()
    sites = [RetiredSite(host="cio.go.jp", note="閉じた。")]
    return {cell.head: cell for cell in cells_of(row, retired=sites)}


def test_without_printed_heads_the_cells_have_the_names_of_the_columns() -> None:
    assert list(cells()) == [
        "No",
        "施策名",
        "KPI（進捗）",
        "KPI（効果）",
        "課題・取組概要（スケジュール・効果）",
        "対応する柱",
        "都道府県官民データ活用推進計画掲載時期",
        "期待される効果の○の数",
        "都道府県等への支援策",
        "予算事業名",
        "参考URL",
        "国の施策番号",
        "府省庁名",
    ]


def test_cells_stand_in_the_order_and_under_the_heads_of_the_edition() -> None:
    columns = [
        {"field": "code", "head": "番号"},
        {"field": "pillar", "head": "柱"},
        {"field": "extra", "head": "備考"},
        {"field": "law_articles", "head": "根拠条項"},
    ]
    found = cells(
        edition(columns=columns),
        pillar_printed="その他",
        law_articles=["第10条"],
        extra={"備考": "一行目\n二行目", "所管課": ""},
    )
    assert found == {
        "番号": Cell("番号", ("01-01",)),
        "柱": Cell("柱", ("その他",)),
        "備考": Cell("備考", ("一行目", "二行目")),
        "所管課": Cell("所管課", note=EMPTY),
        "根拠条項": Cell("根拠条項", ("第10条",), is_list=True),
    }


def test_what_an_edition_has_beyond_its_columns_is_shown_behind_them() -> None:
    columns = [{"field": "no", "head": "No"}]
    assert list(cells(edition(columns=columns), extra={"備考": "あり"})) == ["No", "備考"]


def test_each_column_of_its_own_stands_in_its_place() -> None:
    columns = [
        {"field": "extra", "head": "状況"},
        {"field": "no", "head": "No"},
        {"field": "extra", "head": "備考"},
    ]
    found = cells(edition(columns=columns), extra={"備考": "あり", "状況": "実施"})
    assert list(found) == ["状況", "No", "備考"]


def test_later_columns_are_shown_where_there_is_something() -> None:
    found = cells(law_articles=["第10条"], audience_printed="市町村")
    assert (found["官民データ活用推進基本法の条項"], found["都道府県・市町村の別"]) == (
        Cell("官民データ活用推進基本法の条項", ("第10条",), is_list=True),
        Cell("都道府県・市町村の別", ("市町村",)),
    )


@pytest.mark.parametrize(
    ("values", "head", "cell"),
    [
        ({"name": "名"}, "施策名", {"lines": ("名",)}),
        ({"kpi_effect": ["一", "二"]}, "KPI（効果）", {"lines": ("一", "二"), "is_list": True}),
        ({"kpi_effect": []}, "KPI（効果）", {"note": NOTHING_PRINTED, "is_list": True}),
        (
            {"overview": ["一", "二"]},
            "課題・取組概要（スケジュール・効果）",
            {"lines": ("一", "二")},
        ),
        ({"pillar_printed": None}, "対応する柱", {"note": NOTHING_PRINTED}),
        (
            {"timing": "-"},
            "都道府県官民データ活用推進計画掲載時期",
            {"lines": ("-",), "note": AS_PRINTED},
        ),
        ({"support": "一\n二"}, "都道府県等への支援策", {"lines": ("一", "二")}),
        ({"support": ""}, "都道府県等への支援策", {"note": LOST}),
        ({"support": "-"}, "都道府県等への支援策", {"lines": ("-",), "note": AS_PRINTED}),
        (
            {"ministries": [{"name": "総務省", "lead": True}, {"name": "内閣府", "lead": False}]},
            "府省庁名",
            {"lines": ("◎総務省", "内閣府"), "is_list": True, "note": "◎は主担当です。"},
        ),
        (
            {"ministries": [{"name": "内閣府", "lead": False}]},
            "府省庁名",
            {"lines": ("内閣府",), "is_list": True},
        ),
        ({"ministries": []}, "府省庁名", {"is_list": True, "note": NOTHING_PRINTED}),
        ({"references": []}, "参考URL", {"note": NOTHING_PRINTED}),
    ],
)
def test_a_cell(values: dict[str, Any], head: str, cell: dict[str, Any]) -> None:
    assert cells(**values)[head] == Cell(head, **cell)


def test_an_empty_cell_of_a_workbook_is_not_lost() -> None:
    imported = edition(imported_at=datetime(2027, 4, 1, tzinfo=UTC))
    assert cells(imported, support="")["都道府県等への支援策"].note == EMPTY


HEAD = "期待される効果の○の数"


@pytest.mark.parametrize(
    ("marks", "benefits", "names", "lines", "note"),
    [
        (0, None, BENEFITS, (), "○はありません。"),
        (
            2,
            None,
            BENEFITS,
            tuple(BENEFITS),
            "4つの欄のうち2つに○（どの欄かは元の資料から失われています）",
        ),
        (4, None, BENEFITS, tuple(BENEFITS), "4つの欄の全てに○"),
        (2, [0, 3], BENEFITS, ("効率", "安心"), ""),
        (0, [], BENEFITS, (), "○はありません。"),
        (3, None, [], (), "○の数は3です。"),
    ],
)
def test_the_marks_of_the_benefits(
    marks: int, benefits: list[int] | None, names: list[str], lines: tuple[str, ...], note: str
) -> None:
    found = cells(edition(benefit_names=names), benefit_marks=marks, benefits=benefits)[HEAD]
    assert (found.lines, found.note) == (lines, note)


def test_links_say_of_when_they_are_and_which_site_is_closed() -> None:
    references = [
        {"label": "（手引）", "url": "https://cio.go.jp/tebiki"},
        {"label": "", "url": "https://www.soumu.go.jp/a"},
        {"label": "", "url": "https://www.cio.go.jp/b"},
    ]
    assert cells(references=references)["参考URL"] == Cell(
        "参考URL",
        links=(
            Link("（手引）", "https://cio.go.jp/tebiki", "2019年当時のリンク"),
            Link("", "https://www.soumu.go.jp/a"),
            Link("", "https://www.cio.go.jp/b", "2019年当時のリンク"),
        ),
        note="令和元年10月時点のリンクです。閉じた。",
    )


@pytest.mark.parametrize(
    ("as_of", "year"), [("令和元年10月時点", "2019年"), ("2027年4月", "2027年"), ("不明", "")]
)
def test_the_year_of_an_edition(as_of: str, year: str) -> None:
    assert year_of(edition(as_of=as_of)) == year


@pytest.mark.parametrize(
    ("name", "head"),
    [("pillar", "柱"), ("timing", "都道府県官民データ活用推進計画掲載時期"), ("備考", "備考")],
)
def test_the_head_of_a_column(name: str, head: str) -> None:
    assert head_of(edition(columns=[{"field": "pillar", "head": "柱"}]), name) == head


# --- errata ----------------------------------------------------------------------------------


def correct(kind: str, code: str, key: str, field: str, old: object, new: object, day: int) -> None:
    Erratum.objects.create(
        kind=kind,
        edition_code=code,
        key=key,
        field=field,
        old=old,
        new=new,
        source="事務連絡",
        date=date(2027, 5, day),
    )


def test_errata_of_a_measure_are_told_in_words(load: Any) -> None:
    load(measures(2))
    correct("national_measure", "R9", "01-01", "timing", None, "令和9年度から", 3)
    correct("national_measure", "R9", "01-01", "kpi_effect", ["一", "二"], [], 2)
    correct("national_measure", "R9", "01-02", "name", "別の行", "別", 1)
    correct("national_measure", "R1", "01-01", "name", "別の版", "別", 1)
    correct(
        "national_measure",
        "R9",
        "01-01",
        "ministries",
        [{"name": "総務省", "lead": False}],
        [{"name": "総務省", "lead": True}, {"name": "内閣府", "lead": False}],
        4,
    )
    link = {"label": "（案内）", "url": "https://a.go.jp/"}
    correct("national_measure", "R9", "01-01", "references", [], [link], 5)
    correct("national_measure", "R9", "01-01", "extra", {}, {"備考": "あり"}, 6)
    correct("national_measure", "R9", "01-01", "benefit_marks", 1, 2, 7)
    correct("national_measure", "R9", "01-01", "benefits", None, [1], 8)
    correct("national_measure", "R9", "01-01", "benefits", [1], [], 9)
    correct(
        "national_measure",
        "R9",
        "01-01",
        "extra",
        {"a": "同", "b": "前"},
        {"a": "同", "b": "後"},
        10,
    )
    NationalMeasureEdition.objects.update(benefit_names=["便利", "安全"])
    row = NationalMeasure.objects.select_related("edition").get(code="01-01")
    assert [(each.head, each.old, each.new) for each in corrections_of(row)] == [
        ("KPI（効果）", "一\n二", NOTHING_PRINTED),
        ("都道府県官民データ活用推進計画掲載時期", NOTHING_PRINTED, "令和9年度から"),
        ("府省庁名", "総務省", "◎総務省\n内閣府"),
        ("参考URL", NOTHING_PRINTED, "（案内） https://a.go.jp/"),
        ("備考", NOTHING_PRINTED, "あり"),
        ("期待される効果の○の数", "1", "2"),
        ("期待される効果の○の数", "（どの欄かは不明）", "○安全"),
        ("期待される効果の○の数", "○安全", "○はありません。"),
        ("b", "前", "後"),
    ]


def test_errata_of_a_sample_and_of_what_hangs_on_it(load: Any) -> None:
    load(guide())
    correct("sample_measure", "R8", "1", "group_no", 1, 2, 1)
    correct("sample_case_ref", "R8", "1/1", "organisation", "柏市", "姫路市", 2)
    correct("sample_measure", "R8", "11", "name", "別の例", "別", 3)
    correct("sample_case_ref", "R8", "11/1", "organisation", "別の例", "別", 3)
    correct("pillar", "R8", "1", "name", "柱", "別", 3)
    row = SampleMeasure.objects.select_related("edition").get()
    assert corrections_of_sample(row) == (
        Correction("柱", "1", "2", "事務連絡", date(2027, 5, 1)),
        Correction("記載例に対応する事例の団体", "柏市", "姫路市", "事務連絡", date(2027, 5, 2)),
    )


@pytest.mark.usefixtures("shipped")
@pytest.mark.django_db
def test_the_shipped_list_has_a_cell_for_every_printed_head() -> None:
    row = NationalMeasure.objects.select_related("edition").get(edition__code="R1", no=2)
    found = cells_of(row, retired=RetiredSite.objects.all())
    assert [cell.head for cell in found] == [column["head"] for column in row.edition.columns]


@pytest.mark.usefixtures("shipped")
@pytest.mark.django_db
def test_the_closed_site_is_marked_wherever_the_shipped_list_links_to_it() -> None:
    sites = list(RetiredSite.objects.all())
    marks = [
        (link.since, "cio.go.jp" in link.url)
        for row in NationalMeasure.objects.select_related("edition")
        for cell in cells_of(row, retired=sites)
        for link in cell.links
    ]
    assert sorted(set(marks)) == [("", False), ("2019年当時のリンク", True)]
    assert sum(is_closed for _, is_closed in marks) == 14

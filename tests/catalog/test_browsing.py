"""The lists of the catalogue: order, facets with counts, what to drop where nothing is found."""

from typing import Any

import pytest
from django.http import QueryDict

from catalog.browsing import example_page, national_page, sample_page
from catalog.editions import newest_first
from catalog.enums import Audience, ExampleKind
from catalog.facets import CataloguePage
from catalog.models import Example, ExamplePlan, GuideEdition, NationalMeasure
from catalog.models import NationalMeasureEdition as ListEdition
from catalog.query import CatalogueQuery
from catalog.search import normalise
from tests.catalog.reference_files import guide, measure, measures, sample
from tests.factories import make_municipality
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db

TOWN, PREFECTURE = Audience.MUNICIPALITY, Audience.PREFECTURE

# What differs between the rows 01-01 … 01-05 of the list below.
ROWS: list[dict[str, Any]] = [
    {
        "name": "オンライン化",
        "pillar": "手続",
        "pillar_no": 1,
        "timing": "平成31年度以降",
        "ministries": [{"name": "総務省", "lead": True}, {"name": "内閣府", "lead": True}],
    },
    {"name": "カードの普及", "pillar": "カード", "pillar_no": 3, "timing": "令和２年度から"},
    {"name": "データ計画", "pillar": "業務の見直し", "pillar_no": None, "timing": "時期調整中"},
    {
        "name": "AI計画",
        "pillar": None,
        "pillar_no": None,
        "timing": None,
        "ministries": [{"name": "内閣府", "lead": False}],
        "support": "-",
        "budget_programmes": [],
    },
    {
        "name": "窓口",
        "pillar": "手続",
        "pillar_no": 1,
        "timing": "平成29年度から",
        "ministries": [{"name": "内閣府", "lead": True}],
        "support": "",
    },
]
FITS = {"01-01": "prefecture", "01-02": "both", "01-03": "rewrite", "01-04": "municipality"}


@pytest.fixture
def listed(load):
    """A list of five rows; nobody has judged whom the last one fits."""
    content = measures(5, released_at="2027-05-01T00:00:00+09:00")
    content["rows"] = [measure(no) | row for no, row in enumerate(ROWS, start=1)]
    content["readings"] = {
        "audience_fit": {code: {"fit": fit, "reason": "理由。"} for code, fit in FITS.items()}
    }
    load(content)


def ask(address: str = "", fits_first: Audience = TOWN) -> CataloguePage[NationalMeasure]:
    return national_page(CatalogueQuery.read(QueryDict(address)), fits_first=fits_first)


def names(page: CataloguePage[Any]) -> list[str]:
    return [row.name for row in page.rows]


def counts(page: CataloguePage[Any], facet: str) -> list[tuple[str, int]]:
    (found,) = (each for each in page.facets if each.name == facet)
    return [(value.word, value.count) for value in found.values]


# --- order -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("listed")
def test_a_municipality_sees_what_fits_it_first():
    assert names(ask()) == ["カードの普及", "AI計画", "窓口", "データ計画", "オンライン化"]


@pytest.mark.usefixtures("listed")
def test_a_prefecture_sees_what_fits_it_first():
    assert names(ask(fits_first=PREFECTURE)) == [
        "オンライン化",
        "カードの普及",
        "データ計画",
        "窓口",
        "AI計画",
    ]


def test_the_newest_edition_comes_first_among_what_fits_alike(load):
    for code in ("R9", "R10"):
        content = measures(2, released_at="2027-05-01T00:00:00+09:00")
        content["edition"]["code"] = code
        load(content)
    rows = [(row.edition.code, row.no) for row in ask("edition=all").rows]
    assert rows == [("R10", 1), ("R10", 2), ("R9", 1), ("R9", 2)]


def test_editions_are_ordered_by_their_number():
    editions = [ListEdition(code=code) for code in ("R2", "H30", "R10", "R1", "第2版")]
    assert [edition.code for edition in newest_first(editions)] == [
        "第2版",
        "R10",
        "R2",
        "R1",
        "H30",
    ]


def test_twenty_five_rows_stand_on_a_page(load):
    load(measures(30, released_at="2027-05-01T00:00:00+09:00"))
    first, second, beyond = ask(), ask("page=2"), ask("page=99")
    assert (len(first.rows), first.total, len(second.rows), names(beyond)) == (
        25,
        30,
        5,
        names(second),
    )


def test_an_empty_catalogue_has_no_rows_and_no_values():
    page = ask("q=計画")
    assert (page.total, [facet.values for facet in page.facets], page.hints) == (0, [()] * 7, ())


# --- facets ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    ("facet", "values"),
    [
        ("edition", [("R9（令和9年4月時点）", 5)]),
        ("fit", [("都道府県", 1), ("市町村", 1), ("両方", 1), ("要書換え", 1), ("未判定", 1)]),
        ("pillar", [("1", 2), ("3", 1), ("ほかの名", 1), ("記載なし", 1)]),
        ("lead", [("総務省", 3), ("内閣府", 2), ("記載なし", 1)]),
        (
            "timing",
            [
                ("平成29年度から", 1),
                ("平成31年度以降", 1),
                ("令和２年度から", 1),
                ("時期調整中", 1),
                ("記載なし", 1),
            ],
        ),
        ("support", [("あり", 3), ("なし", 2)]),
        ("budget", [("あり", 4), ("なし", 1)]),
    ],
)
def test_values_of_a_facet_with_their_counts(facet, values):
    assert counts(ask(), facet) == values


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("edition=R9&fit=both", ["カードの普及"]),
        ("fit=none", ["窓口"]),
        ("pillar=1", ["窓口", "オンライン化"]),
        ("pillar=other", ["データ計画"]),
        ("pillar=none", ["AI計画"]),
        ("pillar=1&pillar=3", ["カードの普及", "窓口", "オンライン化"]),
        ("lead=内閣府", ["窓口", "オンライン化"]),
        ("lead=none", ["AI計画"]),
        ("lead=内閣", []),
        ("timing=令和２年度から", ["カードの普及"]),
        ("timing=none", ["AI計画"]),
        ("support=no", ["AI計画", "窓口"]),
        ("budget=no", ["AI計画"]),
        ("budget=no&support=yes", []),
        ("q=計画&pillar=other", ["データ計画"]),
        ("pillar=7", []),
        ("pillar=x&budget=maybe", []),
        ("edition=R1", []),
        ("field=x", ["カードの普及", "AI計画", "窓口", "データ計画", "オンライン化"]),
    ],
)
def test_what_is_chosen_narrows_the_list(address, found):
    assert names(ask(address)) == found


@pytest.mark.usefixtures("listed")
def test_a_facet_counts_under_the_others_and_not_under_itself():
    page = ask("lead=内閣府&support=yes")
    assert (names(page), counts(page, "lead"), counts(page, "support"), counts(page, "pillar")) == (
        ["オンライン化"],
        [("総務省", 3), ("内閣府", 1)],
        [("あり", 1), ("なし", 1)],
        [("1", 1)],
    )


@pytest.mark.usefixtures("listed")
def test_a_facet_counts_under_the_words():
    assert counts(ask("q=計画"), "pillar") == [("ほかの名", 1), ("記載なし", 1)]


@pytest.mark.usefixtures("listed")
def test_a_chosen_value_without_rows_stays_to_be_removed():
    page = ask("pillar=3&timing=時期調整中&lead=財務省")
    assert (counts(page, "pillar"), counts(page, "lead"), names(page)) == (
        [("3", 0)],
        [("財務省", 0)],
        [],
    )


@pytest.mark.usefixtures("listed")
def test_a_value_keeps_its_name_for_the_page():
    def uid(address: str) -> str:
        (found,) = (value.uid for value in ask(address).facets[3].values if value.value == "内閣府")
        return found

    assert (uid("support=no"), uid("")[:5], uid("").isascii()) == (uid(""), "lead-", True)


def test_pillars_are_called_by_the_names_of_the_guide(load):
    content = guide()
    content["rows"]["pillars"][0]["name"] = "手続に係る取組"
    load(content)
    load(
        measures(1, released_at="2027-05-01T00:00:00+09:00")
        | {"rows": [measure(1) | {"pillar": "手続", "pillar_no": 1}]}
    )
    assert counts(ask(), "pillar") == [("1 手続", 1)]


# --- what narrows, what to drop --------------------------------------------------------------


@pytest.mark.usefixtures("listed")
def test_what_narrows_the_list_is_told_with_the_way_out():
    page = ask("q=計画 ai&pillar=none&pillar=3")
    assert [(chip.label, chip.word, chip.address) for chip in page.chips] == [
        ("言葉", "計画", "q=ai&pillar=none&pillar=3"),
        ("言葉", "ai", "q=%E8%A8%88%E7%94%BB&pillar=none&pillar=3"),
        ("対応する柱", "3", "q=%E8%A8%88%E7%94%BB+ai&pillar=none"),
        ("対応する柱", "記載なし", "q=%E8%A8%88%E7%94%BB+ai&pillar=3"),
    ]


@pytest.mark.usefixtures("listed")
def test_where_nothing_is_found_it_is_told_what_to_drop():
    page = ask("q=計画 カード&support=yes")
    assert [(hint.label, hint.word, hint.count, hint.address) for hint in page.hints] == [
        ("言葉", "計画", 1, "q=%E3%82%AB%E3%83%BC%E3%83%89&support=yes"),
        ("言葉", "カード", 1, "q=%E8%A8%88%E7%94%BB&support=yes"),
    ]


@pytest.mark.usefixtures("listed")
def test_a_whole_facet_is_offered_to_be_dropped():
    page = ask("pillar=3&pillar=other&timing=none")
    assert [(hint.label, hint.word, hint.count) for hint in page.hints] == [
        ("掲載時期", "記載なし", 2),
        ("対応する柱", "3、ほかの名", 1),
    ]


@pytest.mark.usefixtures("listed")
def test_nothing_is_offered_where_dropping_one_is_not_enough():
    page = ask("q=存在しない&pillar=3&timing=none")
    assert (page.total, page.hints, len(page.chips)) == (0, (), 3)


@pytest.mark.usefixtures("listed")
def test_nothing_is_offered_where_something_is_found():
    assert ask("q=計画").hints == ()


# --- editions ---------------------------------------------------------------------------------


@pytest.fixture
def three_editions(load):
    """R8 and R9 are released, R10 is not; each has one row more than the one before."""
    for count, (code, released) in enumerate({"R8": True, "R9": True, "R10": False}.items(), 1):
        content = measures(count, released_at="2027-05-01T00:00:00+09:00" if released else None)
        content["edition"]["code"] = code
        load(content)


def ask_draft(address: str = "") -> CataloguePage[NationalMeasure]:
    query = CatalogueQuery.read(QueryDict(address))
    return national_page(query, fits_first=TOWN, drafts=True)


@pytest.mark.usefixtures("three_editions")
@pytest.mark.parametrize(
    ("address", "editions"),
    [
        ("", ["R9"] * 2),
        ("edition=R8", ["R8"]),
        ("edition=R8&edition=R9", ["R9"] * 2 + ["R8"]),
        ("edition=all", ["R9"] * 2 + ["R8"]),
        ("edition=all&edition=R8", ["R9"] * 2 + ["R8"]),
        ("edition=R10", []),
    ],
)
def test_the_newest_released_edition_is_shown_unless_another_is_chosen(address, editions):
    assert [row.edition.code for row in ask(address).rows] == editions


@pytest.mark.usefixtures("three_editions")
def test_the_facet_of_editions_offers_the_released_ones_and_all():
    assert (counts(ask(), "edition"), counts(ask_draft(), "edition")) == (
        [("R9（令和9年4月時点）", 2), ("R8（令和9年4月時点）", 1), ("すべての版", 3)],
        [
            ("R10（令和9年4月時点）未確定", 3),
            ("R9（令和9年4月時点）", 2),
            ("R8（令和9年4月時点）", 1),
            ("すべての版", 6),
        ],
    )


@pytest.mark.usefixtures("three_editions")
def test_unreleased_editions_can_be_chosen_with_drafts_and_are_not_the_default():
    found = [{row.edition.code for row in ask_draft(each).rows} for each in ("", "edition=R10")]
    assert found == [{"R9"}, {"R10"}]


@pytest.mark.usefixtures("three_editions")
@pytest.mark.parametrize(
    ("address", "chips"),
    [
        ("", [("R9（令和9年4月時点）", "edition=all")]),
        ("edition=R8", [("R8（令和9年4月時点）", "edition=all")]),
        ("edition=all", [("すべての版", "")]),
    ],
)
def test_the_edition_is_told_and_taking_it_out_leads_to_all(address, chips):
    assert [(chip.word, chip.address) for chip in ask(address).chips] == chips


@pytest.mark.usefixtures("three_editions")
def test_only_more_than_the_default_is_cleared():
    addresses = ("", "edition=R9", "edition=R8", "edition=all", "q=施策")
    assert [ask(address).is_narrowed for address in addresses] == [False, False, True, True, True]


@pytest.mark.usefixtures("three_editions")
def test_what_only_another_edition_holds_is_found_by_all(load):
    NationalMeasure.objects.filter(edition__code="R8").update(search_text="珍しい")
    (hint,) = (each for each in ask("q=珍しい").hints if each.label == "版")
    assert (hint.word, hint.count, hint.address) == (
        "R9（令和9年4月時点）",
        1,
        "q=%E7%8F%8D%E3%81%97%E3%81%84&edition=all",
    )


# --- samples and examples --------------------------------------------------------------------


@pytest.fixture
def sampled(load):
    """Three samples of one pillar."""
    content = guide()
    content["rows"]["sample_measures"] = [
        sample(1) | {"field": "移動", "mark": "◎"},
        sample(2),
        sample(3) | {"name": "計画の例"},
    ]
    content["readings"] = {
        "audience_fit": {
            "1": {"fit": "prefecture", "reason": "警察の仕事。"},
            "3": {"fit": "both", "reason": "どちらも。"},
        }
    }
    load(content)


def ask_samples(address: str = "", fits_first: Audience = TOWN) -> CataloguePage[Any]:
    return sample_page(CatalogueQuery.read(QueryDict(address)), fits_first=fits_first)


@pytest.mark.usefixtures("sampled")
def test_samples_in_order_of_fit_with_their_facets():
    page = ask_samples()
    facets = {facet.name: counts(page, facet.name) for facet in page.facets}
    assert (names(page), facets) == (
        ["計画の例", "記載例2", "記載例1"],
        {
            "edition": [("R8（令和8年4月時点）", 3)],
            "fit": [("都道府県", 1), ("両方", 1), ("未判定", 1)],
            "pillar": [("1 柱の名", 3)],
            "field": [("電子行政", 2), ("移動", 1)],
            "mark": [("○ 地方独自の施策", 2), ("◎ 国との整合を図る施策", 1)],
        },
    )


@pytest.mark.usefixtures("sampled")
@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("field=移動", ["記載例1"]),
        ("mark=○&q=計画", ["計画の例"]),
        ("pillar=1&fit=both&fit=prefecture", ["計画の例", "記載例1"]),
        ("pillar=2", []),
        ("edition=R7", []),
    ],
)
def test_samples_are_narrowed(address, found):
    assert names(ask_samples(address)) == found


@pytest.fixture
def examples(db):
    """Two sections and two measures of 下川町's plan."""
    plan = ExamplePlan.objects.create(
        code="shimokawa", municipality=make_municipality(), title="下川町の計画", source_note="出典"
    )
    for kind, seq, pillar_no, name in (
        ("measure", 1, 4, "高速通信"),
        ("measure", 2, None, "電子計画"),
        ("section", 1, None, "計画の目的"),
        ("section", 2, None, "計画の期間"),
    ):
        Example.objects.create(
            plan=plan,
            kind=kind,
            seq=seq,
            pillar_no=pillar_no,
            name=name,
            search_text=normalise(name),
        )


@pytest.mark.usefixtures("examples")
def test_examples_in_the_order_of_their_plan_with_their_facets():
    page = example_page(CatalogueQuery())
    facets = {facet.name: counts(page, facet.name) for facet in page.facets}
    assert (names(page), facets) == (
        ["計画の目的", "計画の期間", "高速通信", "電子計画"],
        {
            "plan": [("下川町の計画", 4)],
            "kind": [("施策の例", 2), ("章の例", 2)],
            "pillar": [("4", 1), ("記載なし", 3)],
        },
    )


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("kind=measure", ["高速通信", "電子計画"]),
        ("pillar=none&q=計画&kind=measure", ["電子計画"]),
        ("plan=shimokawa&pillar=4", ["高速通信"]),
        ("plan=other", []),
    ],
)
def test_examples_are_narrowed(address, found):
    assert names(example_page(CatalogueQuery.read(QueryDict(address)))) == found


@pytest.mark.usefixtures("examples")
def test_examples_of_one_kind():
    page = example_page(CatalogueQuery(), kind=ExampleKind.MEASURE)
    assert (names(page), counts(page, "kind")) == (["高速通信", "電子計画"], [("施策の例", 2)])


def test_an_edition_without_rows_is_no_value():
    GuideEdition.objects.create(code="R8", title="手引", audience="prefecture")
    assert counts(ask_samples(), "edition") == []


# --- cost ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("sampled")
def test_the_cost_of_the_samples():
    with assert_queries(9):
        assert [row.pillar.name for row in ask_samples().rows] == ["柱の名"] * 3


@pytest.mark.usefixtures("examples")
def test_the_cost_of_the_examples():
    with assert_queries(7):
        rows = [row.plan.municipality.name for row in example_page(CatalogueQuery()).rows]
    assert rows == ["下川町"] * 4

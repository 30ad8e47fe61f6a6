"""The guide's words in a body's own name: what is replaced, what stays, what a person is told."""

import re
from datetime import date

import pytest

from catalog.models import Municipality
from plans.own_name import (
    Doubt,
    adapted,
    doubts_in,
    in_own_name,
    in_own_name_of,
    past_deadlines,
    with_open_years,
)
from tests.golden.own_names import OWN_BODIES, all_doubts, printed_samples
from tests.golden.regenerate import FOLDER

SETAGAYA = Municipality(name="世田谷区", kind="special_ward")
HOKKAIDO = Municipality(name="北海道", kind="prefecture")
TOKYO = Municipality(name="東京都", kind="prefecture")
OSAKA = Municipality(name="大阪府", kind="prefecture")
IBARAKI = Municipality(name="茨城県", kind="prefecture")
SAPPORO = Municipality(name="札幌市", kind="city")
SHIMOKAWA = Municipality(name="下川町", kind="town")
TOMARI = Municipality(name="泊村", kind="village")

ADAPT = "自分の団体に合わせて直してください"
TODAY = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("body", "own"),
    [
        (HOKKAIDO, "北海道では、本道の道民アンケートを北海道内で行う。"),
        (TOKYO, "東京都では、本都の都民アンケートを東京都内で行う。"),
        (OSAKA, "大阪府では、本府の府民アンケートを大阪府内で行う。"),
        (IBARAKI, "茨城県では、本県の県民アンケートを茨城県内で行う。"),
        (SETAGAYA, "世田谷区では、本区の区民アンケートを世田谷区内で行う。"),
        (SAPPORO, "札幌市では、本市の市民アンケートを札幌市内で行う。"),
        (SHIMOKAWA, "下川町では、本町の町民アンケートを下川町内で行う。"),
        (TOMARI, "泊村では、本村の村民アンケートを泊村内で行う。"),
    ],
)
def test_a_body_speaks_of_itself(body: Municipality, own: str) -> None:
    assert in_own_name("○〇県では、本県の県民アンケートを〇○県内で行う。", body).text == own


@pytest.mark.parametrize("blank", ["○○県", "〇〇県", "○〇県", "〇○県", "◯◯県", "○○都道府県"])
def test_every_mix_of_rings_is_a_blank(blank: str) -> None:
    assert in_own_name(f"{blank}の計画", TOMARI).text == "泊村の計画"


@pytest.mark.parametrize(
    "text",
    [
        "山梨県と熊本県の県境",
        "熊本県民の声",
        "山梨県民アンケート",
        "都道府県の施策",
        "47都道府県",
        "各府県",
        "○県の数",
        "○○サービス、○○業務",
    ],
)
@pytest.mark.parametrize("body", [TOMARI, SETAGAYA, IBARAKI])
def test_real_names_and_other_blanks_stay(body: Municipality, text: str) -> None:
    assert in_own_name(text, body).text == text


@pytest.mark.parametrize("body", [HOKKAIDO, TOKYO, OSAKA])
@pytest.mark.parametrize("text", ["山梨県と熊本県", "熊本県民", "都道府県の県警", "○○市"])
def test_a_prefecture_of_another_kind_touches_no_real_name(body: Municipality, text: str) -> None:
    assert in_own_name(text, body).text == text


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("県内の市町村からは、県主導による", "道内の市町村からは、道主導による"),
        ("市町村及び県職員向け、県及び県内市町村", "市町村及び道職員向け、道及び道内市町村"),
        ("県の施策に精通した", "道の施策に精通した"),
        ("までに、県が保有する", "までに、道が保有する"),
        ("県道の管理と県警", "県道の管理と県警"),
    ],
)
def test_a_prefecture_says_its_own_word_only_where_that_is_certain(text: str, own: str) -> None:
    assert in_own_name(text, HOKKAIDO).text == own


def test_what_a_prefecture_of_another_kind_would_not_say_is_told() -> None:
    found = [doubt.phrase for doubt in doubts_in("県道の管理と県警、当県の県の施策", HOKKAIDO)]
    assert found == ["県道", "県警", "当県", "県の施策"]


def test_a_municipality_is_told_every_word_that_speaks_as_a_prefecture() -> None:
    text = (
        "県内の市町村と県内市町村、区域の市町村、県及び市町村、県職員、県主導、47都道府県、"
        "都道府県、副知事、県警、市町村及び県職員、県の施策、近県"
    )
    own = in_own_name(text, SHIMOKAWA)
    assert own.text == text
    assert [doubt.phrase for doubt in own.doubts] == [
        "県内の市町村",
        "県内市町村",
        "区域の市町村",
        "県及び市町村",
        "県職員",
        "県主導",
        "47都道府県",
        "都道府県",
        "副知事",
        "県警",
        "市町村及び県職員",
        "県の施策",
        "近県",
    ]


def test_a_doubt_says_where_it_stands_and_what_to_do() -> None:
    text = "上記の課題を解決するため、○○県内市町村、民間部門におけるIoTの実装。"
    (doubt,) = in_own_name(text, SHIMOKAWA).doubts
    assert doubt == Doubt(
        phrase="下川町内市町村",
        around="…記の課題を解決するため、下川町内市町村、民間部門におけるIoT…",
        advice=ADAPT,
    )
    assert str(doubt) == f"「下川町内市町村」は{ADAPT}"


def test_the_metropolis_is_asked_whether_its_wards_are_meant() -> None:
    (doubt,) = in_own_name("県内の市町村と23区市町村", TOKYO).doubts
    assert str(doubt) == "「市町村」は特別区を含むときは「区市町村」に直してください"


def test_a_prefecture_has_no_doubt_of_its_own_word() -> None:
    text = "県内の市町村、県警、47都道府県、副知事"
    assert in_own_name(text, IBARAKI).doubts == ()


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("下川町では、下川町が保有する", "泊村では、泊村が保有する"),
        ("下川町公式HPと本町 Web サイト", "泊村公式HPと本村 Web サイト"),
        ("下川町森林組合と日本町並み", "下川町森林組合と日本町並み"),
        ("町民と町内", "町民と町内"),
    ],
)
def test_another_bodys_text_speaks_as_this_one_where_that_is_certain(text: str, own: str) -> None:
    assert in_own_name_of(text, SHIMOKAWA, TOMARI) == own


@pytest.mark.parametrize("body", [IBARAKI, SHIMOKAWA])
def test_an_open_year_in_which_something_began_is_told(body: Municipality) -> None:
    own = in_own_name("近県では、取組を平成〇年より行ってきた。平成○年までに公開する。", body)
    told = [(doubt.phrase, doubt.advice) for doubt in own.doubts]
    assert told[-1:] == [("平成〇年より", "始めた年を書いてください")]
    assert [phrase for phrase, _ in told[:-1]] == ([] if body is IBARAKI else ["近県"])


# --- years -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("平成○年までに", "令和○年度までに"),
        ("平成〇年度から、順次", "令和〇年度から、順次"),
        ("平成○○年度末までに", "令和○○年度末までに"),
        ("総合計画（平成○年○月）", "総合計画（令和○年○月）"),
        ("平成◯年10月", "令和◯年10月"),
        ("平成32年までに", "平成32年までに"),
        ("平成28年法律第103号", "平成28年法律第103号"),
        ("○年以内に", "○年以内に"),
        ("取組を平成〇年より行ってきた。", "取組を平成〇年より行ってきた。"),
        ("平成○年度から県内全域で実施している。", "平成○年度から県内全域で実施している。"),
        ("平成〇年より順次公開していく。", "令和〇年度より順次公開していく。"),
        ("平成○年から提供する。昨年も行ってきた。", "令和○年度から提供する。昨年も行ってきた。"),
    ],
)
def test_a_year_left_open_is_to_be_filled_in_the_present_era(text: str, opened: str) -> None:
    assert with_open_years(text) == opened


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("平成32年までに公開", ["平成32年までに"]),
        ("平成31年度末までに○万人", ["平成31年度末までに"]),
        ("平成32年に向けて", ["平成32年に向けて"]),
        ("平成30年度中に策定予定", ["平成30年度中に"]),
        ("平成29年度に○箇所、平成30年度に12箇所", ["平成29年度に", "平成30年度に"]),
        ("令和7年度までに", ["令和7年度までに"]),
        ("令和8年度までに", []),
        ("平成30年６月15日閣議決定", []),
        ("平成29年度から実施されている", []),
        ("令和○年度までに", []),
        (
            "平成29年度に○箇所、30年度に○箇所、31年度に○箇所",
            ["平成29年度に", "30年度に", "31年度に"],
        ),
        ("平成２９年度に１件、３０年度までに２件", ["平成２９年度に", "３０年度までに"]),
        ("令和6年度に1件、7年度に2件、8年度に3件", ["令和6年度に", "7年度に"]),
        ("平成29年度から。30年度までに", []),
        ("平成29年度から、30年までに", []),
        ("平成12年度から、90年度までに", []),
        ("平成30年度から、5年度までに", []),
    ],
)
def test_a_deadline_that_is_over_is_told(text: str, phrases: list[str]) -> None:
    found = past_deadlines(text, TODAY)
    assert [(doubt.phrase, doubt.advice) for doubt in found] == [
        (phrase, "期限が過ぎています") for phrase in phrases
    ]


# --- the whole guide -------------------------------------------------------------------------


def test_all_samples_of_the_guide_are_read() -> None:
    assert sorted({seq for seq, _ in printed_samples()}) == list(range(1, 34))


@pytest.mark.parametrize("body", OWN_BODIES, ids=lambda body: body.name)
def test_no_sample_keeps_a_blank_name_or_gains_a_broken_word(body: Municipality) -> None:
    broken = re.compile(
        rf"[○〇◯]{{2}}[都道府]?県|平成[○〇◯](?!年より行ってきた)|本{body.name}|{body.name}{body.suffix}(?!町村)"
        rf"|本[都道府]県|{body.suffix}{{2}}(?!路|町村)"
    )
    texts = [adapted(text, body) for _, text in printed_samples()]
    assert [text for text in texts if broken.search(text)] == []


def test_the_doubts_of_every_sample_are_as_filed() -> None:
    assert all_doubts() == (FOLDER / "own_name.txt").read_text("utf-8")

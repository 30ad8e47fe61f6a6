"""The national list beside a measure: what it offers, the badge, the page of differences."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from catalog.models import NationalMeasure, NationalMeasureEdition
from plans.content import content_of
from plans.models import Measure, NationalLink, Plan
from plans.picking import pick_national
from tests.conftest import Cast
from tests.pages import notices_of
from tests.plans.samples import NOON
from tests.plans.views.browser import main_form, send

pytestmark = pytest.mark.usefixtures("reference")
SignedIn = Callable[[User], Client]


@pytest.fixture
def link(plan: Plan, cast: Cast) -> NationalLink:
    """A picked measure's link to a row that we know."""
    rows = NationalMeasure.objects.filter(edition__code="R1", no=2)
    rows.update(
        name="手続のオンライン化",
        overview=["手続を減らす。"],
        kpi_progress=["手続の数"],
        kpi_effect=[],
        support="-",
        budget_programmes=["推進事業"],
        references=[{"label": "手引", "url": "https://example.go.jp/a"}],
        timing="令和3年度から（時期調整中）",
    )
    (measure,) = pick_national(plan, rows, by=cast.author, at=NOON)
    return NationalLink.objects.get(measure=measure)


def url(link: NationalLink, tail: str = "") -> str:
    """Return the address of the measure's screen, or below it."""
    return f"/staff/plans/{link.plan_id}/measures/{link.measure.uid}/{tail}"


def buttons(page: Any) -> list[str]:
    """Return what the buttons of the panel take."""
    return re.findall(r'name="deed" value="take:[^":]*:([^"]*)"', page.text)


def said(link: NationalLink) -> Any:
    """Return what the plan says of the measure."""
    measures = content_of(link.plan).measures
    return next(measure for measure in measures if measure.uid == link.measure.uid)


def test_what_can_be_taken_has_a_button_and_its_date(link: NationalLink, author: Client) -> None:
    page = author.get(url(link))
    assert buttons(page) == ["progress-0", "budget-0", "reference-0"]
    assert re.findall(r"<h3>(写せるもの.*?)</h3>", page.text) == ["写せるもの（令和元年10月時点）"]


def test_a_press_takes_one_thing_and_a_second_press_nothing(
    link: NationalLink, author: Client
) -> None:
    notices = []
    form = main_form(author.get(url(link)))
    for _ in range(2):
        deed = f"take:{link.uid}:progress-0"
        page = author.post(form.action, form.data(deed=deed), follow=True)
        notices += notices_of(page)[:1]
        form = main_form(page)
    assert notices == [
        ("success", "国の施策一覧のKPI（進捗）を写しました。"),
        ("info", "既に写してあります。何も足していません。"),
    ]
    assert [kpi.name for kpi in said(link).kpis] == ["手続の数"]
    assert buttons(page) == ["budget-0", "reference-0"]


def test_the_same_page_sent_twice_takes_one_thing(link: NationalLink, author: Client) -> None:
    form = main_form(author.get(url(link)))
    codes = [send(author, form, deed=f"take:{link.uid}:progress-0").status_code for _ in range(2)]
    assert codes == [302, 409]
    assert [kpi.name for kpi in said(link).kpis] == ["手続の数"]


def test_a_press_keeps_what_was_typed(link: NationalLink, author: Client) -> None:
    form = main_form(author.get(url(link)))
    send(author, form, body="書きかけの文", budget="100万円", deed=f"take:{link.uid}:budget-0")
    measure = said(link)
    assert measure.body[0].text == "書きかけの文"
    assert measure.budget == "100万円\n推進事業（国の施策一覧・令和元年10月時点）"


@pytest.mark.parametrize(
    ("deed", "message"),
    [
        ("take:nothing:budget-0", "その国の施策は、この施策から外れています。画面を開き直してください。"),
        ("take:{uid}:budget-9", "国の施策一覧にその欄がありません。画面を開き直してください。"),
        ("take:{uid}:support-0", "国の施策一覧にその欄がありません。画面を開き直してください。"),
    ],
)  # fmt: skip
def test_what_is_not_offered_is_told(
    deed: str, message: str, link: NationalLink, author: Client
) -> None:
    form = main_form(author.get(url(link)))
    page = author.post(form.action, form.data(deed=deed.format(uid=link.uid)), follow=True)
    assert ("danger", message) in notices_of(page)
    assert (said(link).budget, said(link).support) == ("", "")


def test_a_link_of_another_measure_offers_nothing_here(link: NationalLink, author: Client) -> None:
    address = f"/staff/plans/{link.plan_id}/measures/online/"
    form = main_form(author.get(address))
    send(author, form, deed=f"take:{link.uid}:budget-0")
    assert Measure.objects.get(plan=link.plan, uid="online").budget == ""


def test_who_may_only_read_sees_no_button(
    link: NationalLink, cast: Cast, signed_in: SignedIn
) -> None:
    page = signed_in(cast.viewer).get(url(link))
    assert (buttons(page), "推進事業" in page.text) == ([], True)


def test_an_unsettled_time_is_warned_of(link: NationalLink, author: Client) -> None:
    warned = ("warning", "掲載時期は「令和3年度から（時期調整中）」と印刷されています。国の予定が決まっていない施策です。")  # fmt: skip
    assert warned in notices_of(author.get(url(link)))
    NationalMeasure.objects.filter(links=link).update(timing="平成30年度から")
    assert [tone for tone, _ in notices_of(author.get(url(link)))] == []


# --- where it differs ------------------------------------------------------------------------


def badges(page: Any) -> int:
    """Count the places of a page that say that a measure differs."""
    return int(page.text.count("国の一覧と異なる"))


def test_an_edited_copy_bears_the_badge_on_its_screen_and_in_the_tree(
    link: NationalLink, author: Client
) -> None:
    overview = f"/staff/plans/{link.plan_id}/"
    before = [badges(author.get(address)) for address in (overview, url(link))]
    send(author, main_form(author.get(url(link))), body="別の文。")
    after = [badges(author.get(address)) for address in (overview, url(link))]
    assert (before, after) == ([0, 0], [1, 2])


@pytest.fixture
def switched(link: NationalLink) -> NationalLink:
    """The link, gone on to a row of a newer edition which says something else."""
    edition = NationalMeasureEdition.objects.create(
        code="R2", title="一覧（R2）", as_of="令和2年10月時点", released_at=NOON
    )
    row = NationalMeasure.objects.create(
        edition=edition, no=7, code="09-09", name="新しい名前", overview=["新しい文。"],
        budget_programmes=["新しい事業"], benefit_marks=0,
    )  # fmt: skip
    NationalLink.objects.filter(pk=link.pk).update(
        source=row, edition="R2", no=7, code="09-09", name=row.name
    )
    return link


def test_after_a_switch_source_and_answer_are_told_apart(
    switched: NationalLink, author: Client
) -> None:
    page = author.get(url(switched))
    shown = re.findall(
        r"<h2>(国の施策（写した元）|対応する国の施策（.*?）)</h2>\s*<p><strong>(.*?)</strong></p>",
        page.text,
    )
    code = (switched.measure.origin or {})["key"]
    assert shown == [
        ("国の施策（写した元）", "手続のオンライン化"),
        ("対応する国の施策（R2　09-09）", "新しい名前"),
    ]
    assert f"令和元年10月時点　No.2　{code}</p>" in page.text
    assert buttons(page) == ["budget-0"]
    assert [tone for tone, _ in notices_of(page)] == []


def test_an_unedited_copy_bears_no_badge_after_a_switch(
    switched: NationalLink, author: Client
) -> None:
    overview = f"/staff/plans/{switched.plan_id}/"
    pages = [overview, url(switched), f"{overview}pick/national/"]
    assert [badges(author.get(address)) for address in pages] == [0, 0, 0]
    assert "国の一覧と同じ文です。" in author.get(url(switched, "difference/")).text


def test_an_edited_copy_is_held_against_its_source_after_a_switch(
    switched: NationalLink, author: Client
) -> None:
    Measure.objects.filter(pk=switched.measure_id).update(name="新しい名前")
    page = author.get(url(switched, "difference/"))
    code = (switched.measure.origin or {})["key"]
    assert f"令和元年10月時点　No.2　{code}。" in page.text
    assert re.findall(r"<h2 id=\"row-.\">(.*?)</h2>", page.text) == ["施策名"]


def test_the_list_to_pick_from_marks_the_row_that_was_copied(
    switched: NationalLink, author: Client
) -> None:
    Measure.objects.filter(pk=switched.measure_id).update(name="別の名前")
    counts = []
    for edition in ("R1", "R2"):
        page = author.get(f"/staff/plans/{switched.plan_id}/pick/national/", {"edition": edition})
        counts.append(page.text[page.text.index('id="catalogue-results"') :])
    assert [listed.count("国の一覧と異なる") for listed in counts] == [1, 0]


def test_the_difference_is_shown_side_by_side(link: NationalLink, author: Client) -> None:
    Measure.objects.filter(pk=link.measure_id).update(name="申請の<b>オンライン化")
    page = author.get(url(link, "difference/"))
    assert re.findall(r"<h2 id=\"row-.\">(.*?)</h2>", page.text) == ["施策名"]
    shown = re.findall(r'<p class="pre-line difference">(.*?)</p>', page.text, re.DOTALL)
    words = [re.sub(r"<span class=\"visually-hidden\">.*?</span>", "", text) for text in shown]
    assert [text.strip() for text in words] == [
        "<del>手続の</del>オンライン化",
        "<ins>申請の&lt;b&gt;</ins>オンライン化",
    ]


def test_no_difference_and_no_origin_are_told(link: NationalLink, author: Client) -> None:
    assert "国の一覧と同じ文です。" in author.get(url(link, "difference/")).text
    other = f"/staff/plans/{link.plan_id}/measures/online/difference/"
    assert "国の施策一覧から写したものではありません" in author.get(other).text


def test_picking_warns_of_an_unsettled_time(link: NationalLink, author: Client) -> None:
    address = f"/staff/plans/{link.plan_id}/pick/national/"
    form = main_form(author.get(address), name="uid")
    page = author.post(address, form.data(sources=[str(link.source_id)]), follow=True)
    assert ("warning", "掲載時期が「時期調整中」の施策があります：手続のオンライン化") in notices_of(page)  # fmt: skip

"""The pages of the national measures of a plan: their editions, and the switch to a newer list."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from catalog.models import NationalMeasureEdition
from plans import workflow
from plans.editing import save_part
from plans.models import LinkChange, Measure, NationalLink, Plan
from plans.switching import decline
from plans.work_list import newer_editions, work_list
from tests.conftest import Cast
from tests.pages import errors_of, notices_of, title_of
from tests.plans.samples import NOON
from tests.plans.second_edition import (
    LATER,
    NAME_ONLY,
    SAME,
    add_answer,
    add_link,
    make_edition,
    make_second_edition,
    row_of,
)
from tests.plans.views.browser import Form, forms_of, posts_on, send
from tests.queries import assert_queries

NAMES = [
    "変わらない施策",
    "番号の変わる施策",
    "名称の変わる施策",
    "内容の変わる施策",
    "なくなる施策",
    "分かれる施策",
    "対照のない施策",
    NAME_ONLY,
]


def url(plan: Plan, tail: str = "switch/R2/") -> str:
    """Return an address of the national measures of a plan."""
    return f"/staff/plans/{plan.pk}/national/{tail}"


def names_on(page: Any) -> list[str]:
    """Return the names of the items of a work list."""
    return re.findall(r'<h2 id="name-[^"]*">(.*?)</h2>', page.text)


def form_of(page: Any, name: str, deed: str) -> Form:
    """Return the first form of a deed on the item with a name."""
    uid = NationalLink.objects.get(plan__slug="small", uid=_uid_of(page, name)).uid
    return next(form for form in forms_of(page) if form.action.endswith(f"/{uid}/{deed}/"))


def _uid_of(page: Any, name: str) -> str:
    found = re.search(rf'<h2 id="name-([^"]*)">{name}</h2>', page.text)
    assert found is not None, name
    return found[1]


def progress(page: Any) -> str:
    """Return how far the work is."""
    found = re.search(r"<label for=\"decided\">(.*?)</label>", page.text)
    assert found is not None
    return found[1]


# --- the list of links -------------------------------------------------------------------------


def test_the_links_are_listed_with_their_editions(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    page = author.get(url(plan, ""))
    rows = re.findall(r"<tr><th.*?>([^<>]*)</a></th><td>(.*?)</td><td>(.*?)</td></tr>", page.text)
    assert rows[0] == ("申請のオンライン化", "No.1　01-01　変わらない施策", "R1")
    assert rows[-1] == ("事務の見直し", NAME_ONLY, "H30")
    assert len(rows) == 8


def test_the_newer_edition_is_offered_there(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    page = author.get(url(plan, ""))
    assert re.findall(r'href="([^"]*)">R2と見比べる（まだ8件）', page.text) == [url(plan)]


def test_a_plan_without_national_measures_is_led_to_the_list(plan: Plan, author: Client) -> None:
    page = author.get(url(plan, ""))
    assert "対応する国の施策はまだありません" in page.text
    assert f'href="/staff/plans/{plan.pk}/pick/national/"' in page.text


def test_past_decisions_are_found_again(
    plan: Plan, newer: NationalMeasureEdition, cast: Cast, author: Client
) -> None:
    for version, item in enumerate(work_list(plan, newer)[:4], start=1):
        decline(item.link, newer, version=version, by=cast.author, at=NOON)
    page = author.get(url(plan, ""))
    assert re.findall(r'href="([^"]*)">(R2：.*?)</a>', page.text) == [
        (f"{url(plan)}?show=decided", "R2：改めた 0件、前の版のまま 4件")
    ]


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_whatever_the_size(number: int, plan: Plan, author: Client) -> None:
    make_second_edition()
    for each in range(number):
        add_link(plan, "01-04", number=each)
    with assert_queries(6):
        author.get(url(plan, ""))


# --- the workspace -----------------------------------------------------------------------------


def test_the_workspace_tells_of_the_newer_edition(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    page = author.get(f"/staff/plans/{plan.pk}/")
    assert re.findall(r'(国の施策一覧の新しい版.*?)<a href="([^"]*)">(.*?)</a>', page.text) == [
        (
            "国の施策一覧の新しい版（R2）があります。",
            url(plan),
            "対応する国の施策8件を見比べる",
        )
    ]


@pytest.mark.parametrize("who", ["viewer", "contributor", "approver"])
def test_who_may_not_switch_is_not_told(
    who: str,
    plan: Plan,
    newer: NationalMeasureEdition,
    cast: Cast,
    signed_in: Callable[[User], Client],
) -> None:
    page = signed_in(getattr(cast, who)).get(f"/staff/plans/{plan.pk}/")
    assert (page.status_code, "新しい版（R2）" in page.text) == (200, False)


def test_the_workspace_is_silent_while_the_plan_circulates_or_nothing_is_newer(
    plan: Plan, newer: NationalMeasureEdition, cast: Cast, author: Client
) -> None:
    workflow.submit(plan, by=cast.author, at=NOON)
    assert "新しい版（R2）" not in author.get(f"/staff/plans/{plan.pk}/").text


@pytest.mark.parametrize("number", [0, 1, 30])
def test_the_workspace_stays_within_its_budget(number: int, plan: Plan, author: Client) -> None:
    make_second_edition()
    for each in range(number):
        add_link(plan, "01-04", number=each)
    with assert_queries(15):
        author.get(f"/staff/plans/{plan.pk}/")


# --- the work list -----------------------------------------------------------------------------


def test_every_link_is_on_the_work_list(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    page = author.get(url(plan))
    assert names_on(page) == NAMES
    assert progress(page) == (
        "8件のうち0件を判断しました（改めた 0件、前の版のまま 0件）。残りは8件です。"
    )


def test_what_may_be_done_with_each(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    page = author.get(url(plan))
    deeds = {
        name: [
            form.action.split("/")[-2]
            for form in posts_on(page)
            if f"/{_uid_of(page, name)}/" in form.action
        ]
        for name in NAMES
    }
    assert deeds == {
        **{name: ["accept", "decline"] for name in NAMES},
        "なくなる施策": ["decline", "accept"],
        "対照のない施策": ["decline", "accept"],
        "分かれる施策": ["accept", "decline", "accept"],
    }


def test_the_changed_fields_stand_side_by_side(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    page = author.get(url(plan))
    found = re.findall(r'<div class="compare">\s*<h3>(.*?)</h3>(.*?)\n  </div>', page.text, re.S)
    plain = [
        (head, [re.sub("<.*?>|（ここ.*?）", "", text).strip() for text in _texts(texts)])
        for head, texts in found
    ]
    assert plain == [
        ("KPI（進捗）", ["（記載なし）", "新しいKPI"]),
        ("課題・取組概要（スケジュール・効果）", ["前の概要\n二段落目", "新しい概要\n二段落目"]),
        ("課題・取組概要（スケジュール・効果）", ["分かれる前の概要", "分かれた後の概要"]),
    ]


def _texts(compared: str) -> list[str]:
    return re.findall(r'<p class="pre-line difference">(.*?)</p>', compared, re.S)


def test_what_went_and_what_came_is_marked(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    page = author.get(url(plan))
    marked = re.findall(r"<(del|ins)><span[^>]*>[^<]*</span>(.*?)<span", page.text, re.S)
    assert marked == [
        ("ins", "新しいKPI"),
        ("del", "前の"),
        ("ins", "新しい"),
        ("del", "る前"),
        ("ins", "た後"),
    ]


def test_the_edition_between_is_led_to(plan: Plan, author: Client) -> None:
    newer = make_second_edition()
    newest = make_edition("R3", LATER)
    add_answer(newest, "変わらない施策", SAME, "01-01", former="R2", source=row_of(newer, "01-01"))
    add_link(plan, "", edition="H30", name=NAME_ONLY)
    page = author.get(url(plan, "switch/R3/"))
    assert re.findall(r'先に<a href="(.*?)">(.*?)</a>と、', page.text) == [
        (url(plan), "R2と見比べる")
    ]


@pytest.mark.parametrize("number", [1, 30])
def test_the_work_list_costs_the_same_whatever_the_size(
    number: int, plan: Plan, author: Client
) -> None:
    make_second_edition()
    for each in range(number):
        add_link(plan, "01-06", number=each)
    with assert_queries(9):
        page = author.get(url(plan))
    assert len(names_on(page)) == min(number, 20)


def test_a_long_work_list_is_paged(plan: Plan, author: Client) -> None:
    make_second_edition()
    for each in range(21):
        add_link(plan, "01-01", number=each)
    assert len(names_on(author.get(url(plan), {"page": "2"}))) == 1
    page = author.get(url(plan), {"page": "2"})
    decided = send(author, form_of(page, "変わらない施策", "decline"))
    assert decided.headers["Location"] == f"{url(plan)}?show=open&page=2&last=link-01-01-20"
    assert len(names_on(author.get(decided.headers["Location"]))) == 20  # page 1: the last one left


@pytest.mark.parametrize("odd", ["x", "0", "-1", "9" * 30, "\x00", ""])
def test_an_odd_place_is_the_beginning_or_the_end(
    odd: str, plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    page = author.get(url(plan), {"page": odd, "show": odd, "last": odd})
    assert (page.status_code, names_on(page)) == (200, NAMES)


def test_a_plan_with_nothing_to_switch_says_so(plan: Plan, author: Client) -> None:
    make_second_edition()
    page = author.get(url(plan))
    assert "この版と見比べるものはありません" in page.text
    assert list(posts_on(page))[1:] == []  # the first one signs out


def test_an_edition_that_is_none_is_not_found(plan: Plan, author: Client) -> None:
    assert author.get(url(plan, "switch/R7/")).status_code == 404


# --- accepting, declining, taking back -----------------------------------------------------------


def test_accepting_declining_and_taking_back(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    page = author.get(url(plan))
    form = form_of(page, "名称の変わる施策", "accept")
    page = author.post(form.action, form.data(), follow=True)
    assert "「名称の変わる施策」をR2の「01-03　新しい名称の施策」に改めました。" in page.text
    assert names_on(page) == [name for name in NAMES if name != "名称の変わる施策"]
    form = form_of(page, "なくなる施策", "decline")
    page = author.post(form.action, form.data(), follow=True)
    assert "「なくなる施策」を前の版のままにしました。" in page.text
    assert progress(page) == (
        "8件のうち2件を判断しました（改めた 1件、前の版のまま 1件）。残りは6件です。"
    )
    undo = next(form for form in forms_of(page) if form.action.endswith("/undo/"))
    page = author.post(undo.action, undo.data(), follow=True)
    assert notices_of(page) == [
        ("success", "「なくなる施策」の判断を取り消し、前のとおりに戻しました。")
    ]
    assert len(names_on(page)) == 7
    assert NationalLink.objects.get(plan=plan, name="新しい名称の施策").edition == "R2"


def test_decided_items_are_shown_apart_with_who_decided(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    page = author.get(url(plan))
    send(author, form_of(page, "番号の変わる施策", "accept"))
    page = author.get(url(plan), {"show": "decided"})
    assert names_on(page) == ["番号の変わる施策"]
    assert "<strong>新しい版に改めた</strong>：02-02　番号の変わる施策" in page.text
    assert "authorさんが" in page.text
    page = author.get(url(plan), {"show": "all"})
    assert names_on(page) == NAMES
    undo = form_of(page, "番号の変わる施策", "undo")
    assert send(author, undo).headers["Location"] == f"{url(plan)}?show=all&page=1"


def test_nothing_left_and_nothing_decided_have_their_words(plan: Plan, author: Client) -> None:
    make_second_edition()
    add_link(plan, "01-01")
    page = author.get(url(plan), {"show": "decided"})
    assert "まだ一つも判断していません" in page.text
    send(author, form_of(author.get(url(plan)), "変わらない施策", "accept"))
    assert "全て判断しました" in author.get(url(plan)).text


@pytest.mark.parametrize("typed", ["01-08", "０１－０８", " 01-08 "])
def test_a_row_is_chosen_by_its_number(
    typed: str, plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    page = author.get(url(plan))
    assert send(author, form_of(page, "対照のない施策", "accept"), code=typed).status_code == 302
    assert NationalLink.objects.get(plan=plan, uid="link-01-07-0").name == "名前だけの施策ＡＩ"


def test_the_rows_of_the_newer_list_are_proposed_while_one_types(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    page = author.get(url(plan))
    found = re.search(r'<datalist id="([^"]*)">(.*?)</datalist>', page.text)
    assert found is not None
    assert re.findall(r'value="(.*?)">(.*?)<', found[2])[1] == ("02-02", "番号の変わる施策")
    assert page.text.count(f'list="{found[1]}"') == 3


def test_the_rows_of_the_newer_list_are_a_click_away(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    page = author.get(url(plan))
    assert re.findall(r'<a href="([^"]*)">01-03　新しい名称の施策</a>', page.text) == [
        "/staff/catalogue/national/R2/01-03/"
    ]
    (search,) = set(re.findall(r'<a href="([^"]*)">R2の一覧から探す</a>', page.text))
    listed = author.get(search).text
    assert [row["name"] in listed for row in LATER.values()] == [True] * 6
    assert "なくなる施策" not in listed


def test_a_candidate_is_taken_only_by_a_persons_click(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    page = author.get(url(plan))
    assert "候補の01-06に改める" in page.text
    send(author, form_of(page, "分かれる施策", "accept"))
    assert NationalLink.objects.get(plan=plan, uid="link-01-06-0").name == "分かれた施策の一つ"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "国の施策番号：新しい版の国の施策番号を入れてください。"),
        ("99-99", "国の施策番号：「99-99」という番号は、この版の一覧にありません。"),
        ("01-05", "国の施策番号：「01-05」という番号は、この版の一覧にありません。"),
    ],
)
def test_a_number_that_is_none_is_told_at_its_field(
    typed: str, told: str, plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    form = form_of(author.get(url(plan)), "対照のない施策", "accept")
    page = send(author, form, code=typed)
    assert (page.status_code, errors_of(page)) == (422, [told])
    assert title_of(page).startswith("エラー：")
    (target,) = re.findall(r'<li><a href="#(.*?)">国の施策番号', page.text)
    assert re.findall(rf'<input[^>]*id="{target}"', page.text) != []
    assert re.findall(r'<details class="more" open>', page.text) != []
    assert LinkChange.objects.count() == 0


@pytest.mark.parametrize("deed", ["accept", "decline"])
@pytest.mark.parametrize("version", ["0", "x", "", None])
def test_a_version_that_is_none_decides_nothing(
    version: str | None, deed: str, plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    form = form_of(author.get(url(plan)), "変わらない施策", deed)
    page = send(author, form, version=version)
    assert (page.status_code, errors_of(page)) == (
        422,
        ["画面の情報が足りません。文を写してから、この画面を開き直してください。"],
    )
    assert LinkChange.objects.count() == 0


@pytest.mark.parametrize("deed", ["accept", "decline", "undo"])
def test_a_stale_page_is_shown_anew_and_changes_nothing(
    deed: str, plan: Plan, newer: NationalMeasureEdition, cast: Cast, author: Client
) -> None:
    page = author.get(url(plan))
    if deed == "undo":
        send(author, form_of(page, "変わらない施策", "decline"))
        page = author.get(url(plan), {"show": "decided"})
    form = form_of(page, "変わらない施策", deed)
    measure = Measure.objects.get(plan=plan, uid="online")
    before = list(LinkChange.objects.values())
    save_part(measure, by=cast.admin, at=NOON, version=measure.version, changes={"name": "別の名"})
    page = send(author, form)
    assert (page.status_code, title_of(page).startswith("エラー：")) == (409, True)
    assert "あなたが開いたあとに、この施策が保存されました。" in page.text
    assert "別の名" in page.text
    assert list(LinkChange.objects.values()) == before
    assert send(author, form_of(page, "変わらない施策", deed)).status_code == 302


def test_a_stale_page_is_shown_at_the_item(plan: Plan, cast: Cast, author: Client) -> None:
    make_second_edition()
    for each in range(21):
        add_link(plan, "01-01", number=each)
    form = form_of(author.get(url(plan), {"page": "2"}), "変わらない施策", "accept")
    measure = Measure.objects.get(plan=plan, uid="online")
    save_part(measure, by=cast.admin, at=NOON, version=1, changes={"name": "別の名"})
    page = send(author, form, page="1")
    assert len(names_on(page)) == 1


def test_a_form_sent_twice_decides_once(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    form = form_of(author.get(url(plan)), "変わらない施策", "accept")
    answers = [send(author, form).headers["Location"] for _ in range(2)]
    assert answers == [f"{url(plan)}?show=open&page=1&last=link-01-01-0"] * 2
    assert LinkChange.objects.count() == 1


def test_an_undoing_sent_again_after_a_new_decision_is_stale(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    send(author, form_of(author.get(url(plan)), "変わらない施策", "decline"))
    undo = form_of(author.get(url(plan), {"show": "decided"}), "変わらない施策", "undo")
    send(author, undo)
    send(author, form_of(author.get(url(plan)), "変わらない施策", "accept"))
    assert send(author, undo).status_code == 409
    assert LinkChange.objects.get(undone_at=None).decision == "accepted"


def test_what_is_decided_already_is_told(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    page = author.get(url(plan))
    accept, decline_ = (form_of(page, "変わらない施策", deed) for deed in ("accept", "decline"))
    send(author, accept)
    page = author.post(decline_.action, decline_.data(), follow=True)
    assert notices_of(page) == [
        (
            "danger",
            "この国の施策は既に判断されています。変えるときは、先にその判断を取り消してください。",
        )
    ]


def test_nothing_is_offered_while_the_plan_circulates_and_a_late_form_is_refused(
    plan: Plan, newer: NationalMeasureEdition, cast: Cast, author: Client
) -> None:
    form = form_of(author.get(url(plan)), "変わらない施策", "accept")
    workflow.submit(plan, by=cast.author, at=NOON)
    page = author.post(form.action, form.data(), follow=True)
    assert notices_of(page)[0] == ("danger", "この計画は回議中なので、いまは直せません。")
    assert [f.action for f in posts_on(page) if "/national/" in f.action] == []
    assert names_on(page) == NAMES
    assert LinkChange.objects.count() == 0


def test_a_link_of_another_plan_is_not_found(
    plan: Plan, other_plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    form = form_of(author.get(url(plan)), "変わらない施策", "accept")
    wrong = form.action.replace(f"/plans/{plan.pk}/", f"/plans/{other_plan.pk}/")
    assert author.post(wrong, form.data()).status_code == 404


def test_nothing_to_undo_is_not_found(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    answer = author.post(url(plan, "switch/R2/link-01-01-0/undo/"), {"version": "1"})
    assert answer.status_code == 404


def test_markup_of_the_list_is_text(plan: Plan, author: Client) -> None:
    newer = make_second_edition()
    link = add_link(plan, "01-04")
    newer.measures.update(overview=["<script>alert(1)</script>"], name="<b>太い</b>")
    NationalLink.objects.filter(pk=link.pk).update(name="<i>斜め</i>")
    page = author.get(url(plan))
    assert ("<script>alert" in page.text, "<b>太い" in page.text, "<i>斜め" in page.text) == (
        False,
        False,
        False,
    )


def test_what_a_decision_costs(plan: Plan, newer: NationalMeasureEdition, author: Client) -> None:
    page = author.get(url(plan))
    forms = [form_of(page, "内容の変わる施策", "accept"), form_of(page, "なくなる施策", "decline")]
    for form, cost in zip(forms, (15, 12), strict=True):
        with assert_queries(cost):
            assert send(author, form).status_code == 302
    undo = form_of(author.get(url(plan), {"show": "decided"}), "内容の変わる施策", "undo")
    with assert_queries(13):
        assert send(author, undo).status_code == 302


def test_an_unreleased_edition_is_neither_offered_nor_open(
    plan: Plan, newer: NationalMeasureEdition, author: Client
) -> None:
    assert author.get(url(plan)).status_code == 200
    NationalMeasureEdition.objects.filter(code="R2").update(released_at=None)
    assert ("R2と見比べる" in author.get(url(plan, "")).text, newer_editions(plan)) == (False, [])
    assert author.get(url(plan)).status_code == 404

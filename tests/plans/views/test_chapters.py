"""Chapters on their pages: edit, add, move; and the places of measures."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from catalog.models import GuideEdition
from documents import content as c
from plans import workflow
from plans.content import content_of
from plans.editing import remove_part
from plans.enums import PlanState
from plans.models import Chapter, Measure, Placement, Plan, Revision, Submission
from plans.starting import Wish, start_plan
from tests.conftest import Cast
from tests.factories import make_department
from tests.pages import errors_of, notices_of
from tests.plans.samples import NOON
from tests.plans.views.browser import main_form, posts_on, send

SignedIn = Callable[[User], Client]


def url(plan: Plan, tail: str) -> str:
    """Return an address inside a plan."""
    return f"/staff/plans/{plan.pk}/{tail}"


def chapter(plan: Plan, uid: str = "aims") -> Chapter:
    """Return the row of a chapter as it is now."""
    return Chapter.objects.get(plan=plan, uid=uid)


def order(plan: Plan) -> list[str]:
    """Return the uids of the children of the chapter of measures, in their order."""
    return [each.uid for each in content_of(plan).chapters[1].children]


def placed(plan: Plan) -> dict[str, list[tuple[str, bool]]]:
    """Return (measure, 再掲) of what each chapter under the measures shows."""
    return {
        each.uid: [(place.measure, place.reprint) for place in each.placements]
        for each in content_of(plan).chapters[1].children
    }


# --- edit ------------------------------------------------------------------------------------


def test_a_chapter_is_saved_with_a_revision(plan: Plan, cast: Cast, author: Client) -> None:
    form = main_form(author.get(url(plan, "chapters/aims/")))
    response = send(author, form, title="計画の目的", body="便利にする。\r\n\r\n- 速く\r\n- 近く")
    saved = chapter(plan)
    revision = Revision.objects.get(plan=plan, author=cast.author)
    assert response.headers["Location"] == url(plan, "chapters/aims/")
    assert (saved.title, saved.version) == ("計画の目的", 2)
    assert (saved.body[0]["type"], saved.body[0]["uid"]) == ("paragraph", "aims-1")
    assert [item["text"] for item in saved.body[1]["items"]] == ["速く", "近く"]
    assert (revision.part_uid, revision.data["title"], revision.author) == (
        "aims",
        "計画の目的",
        cast.author,
    )


def test_a_chapter_may_go_without_a_number(plan: Plan, author: Client) -> None:
    send(author, main_form(author.get(url(plan, "chapters/aims/"))), numbered=None)
    assert chapter(plan).numbered is False


def test_a_chapter_prints_what_is_ticked_in_the_order_it_has(plan: Plan, author: Client) -> None:
    Chapter.objects.filter(plan=plan, uid="aims").update(shows=["contact", "position"])
    form = main_form(author.get(url(plan, "chapters/aims/")))
    send(author, form, shows=["position", "system", "contact", "kpi_list"])
    assert chapter(plan).shows == ["contact", "position", "system", "kpi_list"]
    form = main_form(author.get(url(plan, "chapters/aims/")))
    send(author, form, shows=[])
    assert chapter(plan).shows == []


def test_what_no_chapter_can_print_is_refused(plan: Plan, author: Client) -> None:
    form = main_form(author.get(url(plan, "chapters/aims/")))
    response = send(author, form, shows=["secret"])
    assert (response.status_code, chapter(plan).shows) == (422, [])


def test_a_fault_is_told_at_its_field_and_nothing_is_saved(plan: Plan, author: Client) -> None:
    form = main_form(author.get(url(plan, "chapters/aims/")))
    response = send(author, form, title="", body="文\r\n\r\n[悪いリンク](javascript:alert(1))")
    assert response.status_code == 422
    assert errors_of(response) == [
        "題名：入れてください。",
        "本文：3行目：リンク先はhttp:// 又は https:// で始まるURLにしてください。",
    ]
    assert main_form(response).data()["body"] == ["文\r\n\r\n[悪いリンク](javascript:alert(1))"]
    assert (chapter(plan).title, chapter(plan).version, Revision.objects.count()) == ("目的", 1, 0)


def test_the_guidance_of_the_section_stands_beside_it(
    cast: Cast, author: Client, reference: None
) -> None:
    edition = GuideEdition.objects.get(code="H30")
    wish = Wish(title="計画", pattern=c.Pattern.STANDALONE)
    plan = start_plan(cast.town, by=cast.author, at=NOON, edition=edition, wish=wish)
    first, last = Chapter.objects.filter(plan=plan, guide_section__in=[1, 7]).order_by("position")
    asides = [
        author.get(url(plan, f"chapters/{each.uid}/")).text.partition('<aside class="ws-guide"')[2]
        for each in (first, last)
    ]
    opening = "官民データ活用推進基本計画の策定においては、先ず、都道府県における現状や直面する課題"
    assert [opening in aside for aside in asides] == [True, False]
    assert ["○○県は47都道府県の中でも" in aside for aside in asides] == [True, False]


def test_only_an_own_department_writes_an_assigned_chapter(
    plan: Plan, cast: Cast, author: Client, contributor: Client
) -> None:
    address = url(plan, "chapters/aims/")
    fields = {"title": "担当の題", "version": "1", "body": "文", "numbered": "on"}
    refused = contributor.post(address, fields).status_code
    send(author, main_form(author.get(address)), department=cast.department.pk)
    form = main_form(contributor.get(address))
    accepted = send(contributor, form, title="担当の題").status_code
    assert (refused, accepted, chapter(plan).title) == (403, 302, "担当の題")


def test_a_contributor_cannot_give_a_chapter_away(
    plan: Plan, cast: Cast, contributor: Client
) -> None:
    Chapter.objects.filter(plan=plan, uid="aims").update(department=cast.department)
    other = make_department(cast.town, "税務課")
    form = main_form(contributor.get(url(plan, "chapters/aims/")))
    assert "department" not in form.names()
    send(contributor, form, title="題", department=other.pk)
    assert (chapter(plan).title, chapter(plan).department) == ("題", cast.department)


def test_a_chapter_is_not_given_to_a_department_of_another_town(
    plan: Plan, cast: Cast, author: Client
) -> None:
    other = make_department(cast.other_town, "企画課")
    form = main_form(author.get(url(plan, "chapters/aims/")))
    response = send(author, form, department=other.pk)
    assert errors_of(response) == [
        "書く部署：正しく選択してください。選択したものは候補にありません。"
    ]
    assert chapter(plan).department is None


@pytest.mark.parametrize("username", ["viewer", "contributor", "approver"])
def test_a_reader_sees_the_text_and_why_it_cannot_be_changed(
    username: str, plan: Plan, signed_in: SignedIn
) -> None:
    page = signed_in(User.objects.get(username=username)).get(url(plan, "chapters/aims/"))
    assert "便利にすることを目的とする。" in page.text
    assert "この部分を直す役割がありません。" in page.text
    assert [form.names() for form in posts_on(page) if "title" in form.names()] == []


def test_a_circulating_chapter_says_so(plan: Plan, submission: Submission, author: Client) -> None:
    page = author.get(url(plan, "chapters/aims/"))
    assert "編集不可：この計画は回議中です。" in page.text
    assert [form.action for form in posts_on(page)] == [
        "/accounts/logout/",
        url(plan, "chapters/aims/"),
    ]


@pytest.mark.parametrize("extra", [{"kind": "part"}, {"parent": "1"}, {"uid": "x"}, {"plan": "9"},
                                   {"guide_section": "3"}, {"position": "9"}, {"tags": "x"}])  # fmt: skip
def test_what_is_no_field_of_a_chapter_is_ignored(
    extra: dict[str, str], plan: Plan, author: Client
) -> None:
    before = Chapter.objects.filter(plan=plan, uid="aims").values().get()
    send(author, main_form(author.get(url(plan, "chapters/aims/"))), **extra)
    assert Chapter.objects.filter(plan=plan, uid="aims").values().get() == before


@pytest.mark.parametrize("uid", ["gone", "online", "theirs"])
def test_what_is_no_chapter_of_this_plan_is_not_found(
    uid: str, plan: Plan, other_plan: Plan, author: Client
) -> None:
    Chapter.objects.create(plan=other_plan, uid="theirs", title="x")
    statuses = [
        author.get(url(plan, f"chapters/{uid}/")).status_code,
        author.post(url(plan, f"chapters/{uid}/"), {"title": "x", "version": 1}).status_code,
        author.post(url(plan, f"chapters/{uid}/move/")).status_code,
        author.post(url(plan, f"chapters/{uid}/measures/new/")).status_code,
    ]
    assert statuses == [404, 404, 404, 404]


def test_a_removed_chapter_is_not_found(plan: Plan, cast: Cast, author: Client) -> None:
    remove_part(chapter(plan), by=cast.author, at=NOON)
    assert author.get(url(plan, "chapters/aims/")).status_code == 404


# --- add -------------------------------------------------------------------------------------


def test_a_chapter_is_added_at_the_end_below_its_parent(plan: Plan, author: Client) -> None:
    page = author.get(url(plan, "chapters/new/?parent=measures"))
    response = send(author, main_form(page, name="title"), title="防災", kind="theme")
    added = Chapter.objects.get(plan=plan, title="防災")
    assert response.headers["Location"] == url(plan, f"chapters/{added.uid}/")
    assert (added.kind, order(plan)) == ("theme", ["theme-1", "theme-2", added.uid])
    assert Revision.objects.get(plan=plan).part_uid == added.uid


def test_a_chapter_is_added_at_the_top(plan: Plan, author: Client) -> None:
    page = author.get(url(plan, "chapters/new/"))
    send(author, main_form(page, name="title"), title="資料")
    assert [each.title for each in content_of(plan).chapters] == ["目的", "個別施策", "資料"]


def test_a_chapter_sent_twice_is_added_once(plan: Plan, author: Client) -> None:
    form = main_form(author.get(url(plan, "chapters/new/")), name="title")
    answers = [send(author, form, title="資料").headers["Location"] for _ in range(2)]
    assert Chapter.objects.filter(plan=plan, title="資料").count() == 1
    assert answers[0] == answers[1]


def parents_of(response: Any) -> list[str]:
    """Return the labels of the chapters that are offered as parents."""
    select = response.text.partition('name="parent"')[2].partition("</select>")[0]
    return re.findall(r"<option[^>]*>(.*?)</option>", select)


def test_parents_are_offered_in_the_order_of_the_book(
    plan: Plan, cast: Cast, author: Client
) -> None:
    page = author.get(url(plan, "chapters/new/"))
    assert parents_of(page) == [
        "（いちばん上）",
        "目的",
        "個別施策",
        "\u3000手続",
        "\u3000その他",
    ]
    remove_part(chapter(plan, "measures"), by=cast.author, at=NOON)
    assert parents_of(author.get(url(plan, "chapters/new/"))) == ["（いちばん上）", "目的"]


def test_a_chapter_is_not_added_below_what_is_not_offered(
    plan: Plan, other_plan: Plan, author: Client
) -> None:
    theirs = Chapter.objects.get(plan=other_plan, uid="aims")
    form = main_form(author.get(url(plan, "chapters/new/")), name="title")
    response = send(author, form, title="防災", parent=theirs.pk)
    assert errors_of(response) == [
        "上の章：正しく選択してください。選択したものは候補にありません。"
    ]
    assert Chapter.objects.filter(title="防災").count() == 0


def test_chapters_go_six_deep_and_no_deeper(plan: Plan, author: Client) -> None:
    parent = chapter(plan, "theme-1")
    for depth in range(3, 7):
        parent = Chapter.objects.create(
            plan=plan, parent=parent, uid=f"d{depth}", title=f"{depth}段", body=[]
        )
    form = main_form(author.get(url(plan, "chapters/new/")), name="title")
    response = send(author, form, title="七段目", parent=parent.pk)
    assert errors_of(response) == ["上の章：章の段は6段までです。もっと上の章を選んでください。"]
    assert send(author, form, title="六段目", parent=parent.parent_id).status_code == 302


def test_a_chapter_is_not_added_while_the_plan_circulates(
    plan: Plan, submission: Submission, author: Client
) -> None:
    form = main_form(author.get(url(plan, "chapters/new/")), name="title")
    response = send(author, form, title="防災")
    assert errors_of(response) == [
        "この計画は回議中なので、いまは直せません。"
        "あなたの文は下に残っています。写しておいてください。"
    ]
    assert main_form(response, name="title").data()["title"] == ["防災"]
    assert Chapter.objects.filter(title="防災").count() == 0


# --- move ------------------------------------------------------------------------------------


def test_a_chapter_moves_up_and_down_among_its_siblings(plan: Plan, author: Client) -> None:
    seen = []
    for uid, direction in (("theme-2", "up"), ("theme-2", "up"), ("theme-2", "down")):
        author.post(url(plan, f"chapters/{uid}/move/"), {"direction": direction})
        seen.append(order(plan))
    assert seen == [
        ["theme-2", "theme-1"],
        ["theme-2", "theme-1"],  # at the end nothing happens
        ["theme-1", "theme-2"],
    ]


@pytest.mark.parametrize("data", [{}, {"direction": "sideways"}, {"direction": "\x00"}])
def test_an_unknown_direction_moves_nothing(
    data: dict[str, str], plan: Plan, author: Client
) -> None:
    for tail in ("chapters/theme-1/move/", "measures/online/places/place-1/move/"):
        page = author.post(url(plan, tail), data, follow=True)
        assert notices_of(page) == [("danger", "前か後か、動かす向きを選んでください。")]
    assert order(plan) == ["theme-1", "theme-2"]


# --- the places of measures ------------------------------------------------------------------


def test_a_measure_moves_within_its_chapter(plan: Plan, author: Client) -> None:
    author.post(url(plan, "measures/online/places/place-1/move/"), {"direction": "down"})
    assert placed(plan)["theme-1"] == [("review", False), ("online", False)]


def test_a_measure_is_put_into_another_chapter(plan: Plan, author: Client) -> None:
    address = url(plan, "measures/review/places/place-2/change/")
    page = author.post(address, {"chapter": "theme-2"}, follow=True)
    assert notices_of(page) == [("success", "「その他」へ移しました。")]
    assert placed(plan) == {
        "theme-1": [("online", False)],
        "theme-2": [("online", True), ("review", False)],
    }


def test_a_measure_is_shown_again(plan: Plan, author: Client) -> None:
    address = url(plan, "measures/review/places/new/")
    page = author.post(address, {"chapter": "theme-2"}, follow=True)
    assert notices_of(page) == [("success", "「その他」にも載せました。")]
    assert placed(plan)["theme-2"] == [("online", True), ("review", True)]


def test_a_measure_stands_in_a_chapter_once(plan: Plan, author: Client) -> None:
    before = placed(plan)
    for tail in ("measures/online/places/new/", "measures/online/places/place-1/change/"):
        page = author.post(url(plan, tail), {"chapter": "theme-2"}, follow=True)
        assert notices_of(page) == [("danger", "この施策は「その他」に既に載っています。")]
    assert placed(plan) == before


def test_a_measure_that_stands_nowhere_gets_its_place(plan: Plan, author: Client) -> None:
    Placement.objects.filter(plan=plan, uid="place-2").delete()
    author.post(url(plan, "measures/review/places/new/"), {"chapter": "theme-2"})
    assert placed(plan)["theme-2"] == [("online", True), ("review", False)]


def test_a_reprint_is_taken_out_and_the_measure_stays(plan: Plan, author: Client) -> None:
    address = url(plan, "measures/online/places/place-3/remove/")
    statuses = [author.post(address).status_code for _ in range(2)]
    assert statuses == [302, 404]
    assert placed(plan) == {"theme-1": [("online", False), ("review", False)], "theme-2": []}


def test_the_first_place_in_the_book_carries_the_text_after_a_move(
    plan: Plan, author: Client
) -> None:
    author.post(url(plan, "chapters/theme-1/move/"), {"direction": "down"})
    page = author.get(url(plan, "measures/online/")).text
    panel = page.partition('id="places"')[2].partition("</section>")[0]
    assert re.findall(r'<div class="place">\s*<p>(.*?)</p>', panel) == ["手続【再掲】", "その他"]
    assert re.findall(r"places/([^/]*)/remove/", panel) == ["place-1"]
    statuses = [
        author.post(url(plan, f"measures/online/places/{place}/remove/")).status_code
        for place in ("place-3", "place-1")
    ]
    assert statuses == [404, 302]
    assert placed(plan) == {"theme-2": [("online", False)], "theme-1": [("review", False)]}


def test_the_last_place_of_a_measure_is_not_taken_out(plan: Plan, author: Client) -> None:
    Placement.objects.filter(plan=plan, uid="place-1").delete()
    page = author.post(url(plan, "measures/online/places/place-3/remove/"), follow=True)
    said = "ここだけに載っている施策です。外すには施策を取り除いてください。"
    assert notices_of(page) == [("danger", said)]
    assert placed(plan)["theme-2"] == [("online", True)]


def test_the_first_place_of_a_measure_is_not_taken_out(plan: Plan, author: Client) -> None:
    assert author.post(url(plan, "measures/online/places/place-1/remove/")).status_code == 404
    assert Placement.objects.filter(plan=plan).count() == 3


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "章を選んでください。"),
        ({"chapter": "gone"}, "その章はありません。画面を開き直してください。"),
        ({"chapter": "theirs"}, "その章はありません。画面を開き直してください。"),
        ({"chapter": "\x00"}, "何か文字を入力してください。"),  # so Django refuses NUL
    ],
)
def test_a_chapter_that_is_not_offered_takes_no_measure(
    data: dict[str, str], message: str, plan: Plan, other_plan: Plan, author: Client
) -> None:
    Chapter.objects.create(plan=other_plan, uid="theirs", title="x")
    before = placed(plan)
    for tail in ("measures/review/places/new/", "measures/review/places/place-2/change/"):
        assert notices_of(author.post(url(plan, tail), data, follow=True)) == [("danger", message)]
    assert placed(plan) == before


@pytest.mark.parametrize("deed", ["move", "change", "remove"])
def test_a_place_is_found_under_its_own_measure_and_plan_only(
    deed: str, plan: Plan, other_plan: Plan, author: Client
) -> None:
    Placement.objects.filter(plan=other_plan, uid="place-3").update(uid="theirs")
    data = {"direction": "up", "chapter": "theme-2"}
    statuses = [
        author.post(url(plan, f"measures/{measure}/places/{place}/{deed}/"), data).status_code
        for measure, place in (("review", "place-3"), ("online", "theirs"), ("gone", "place-3"))
    ]
    assert statuses == [404, 404, 404]


@pytest.mark.parametrize(
    ("tail", "data"),
    [
        ("chapters/theme-2/move/", {"direction": "up"}),
        ("measures/review/places/place-2/move/", {"direction": "up"}),
        ("measures/review/places/place-2/change/", {"chapter": "theme-2"}),
        ("measures/review/places/new/", {"chapter": "theme-2"}),
        ("measures/online/places/place-3/remove/", {}),
    ],
)
def test_nothing_moves_while_the_plan_circulates(
    tail: str, data: dict[str, str], plan: Plan, submission: Submission, author: Client
) -> None:
    before = content_of(plan)
    page = author.post(url(plan, tail), data, follow=True)
    dangers = [text for tone, text in notices_of(page) if tone == "danger"]
    assert dangers == ["この計画は回議中なので、いまは直せません。"]
    assert content_of(plan) == before


# --- a measure of one's own ------------------------------------------------------------------


def test_a_measure_is_written_into_the_chapter(plan: Plan, author: Client) -> None:
    page = author.get(url(plan, "chapters/theme-2/"))
    form = next(form for form in posts_on(page) if form.action.endswith("/measures/new/"))
    answers = [send(author, form).headers["Location"] for _ in range(2)]
    added = Measure.objects.exclude(uid__in=["online", "review"]).get(plan=plan)
    assert answers == [url(plan, f"measures/{added.uid}/")] * 2
    assert placed(plan)["theme-2"] == [("online", True), (added.uid, False)]


def test_a_wrong_identifier_of_a_new_measure_is_replaced(plan: Plan, author: Client) -> None:
    author.post(url(plan, "chapters/theme-2/measures/new/"), {"uid": "online"})
    assert Measure.objects.filter(plan=plan).count() == 3
    assert placed(plan)["theme-2"][0] == ("online", True)


def test_no_measure_is_written_while_the_plan_circulates(
    plan: Plan, cast: Cast, author: Client
) -> None:
    workflow.submit(plan, by=cast.author, at=NOON)
    page = author.post(url(plan, "chapters/theme-1/measures/new/"), follow=True)
    assert notices_of(page) == [("danger", "この計画は回議中なので、いまは直せません。")]
    assert (Measure.objects.filter(plan=plan).count(), page.context["plan"].state) == (
        2,
        PlanState.CIRCULATING,
    )

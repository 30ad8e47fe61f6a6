"""Inserted text on the pages: the mark in the tree, the places to read, the button that confirms."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from plans.models import Chapter, Measure, Plan, Submission
from tests.conftest import Cast
from tests.pages import notices_of
from tests.plans.views.browser import main_form, send

SignedIn = Callable[[User], Client]
SCREENS: dict[str, Any] = {"chapters/aims/": Chapter, "measures/online/": Measure}


def url(plan: Plan, tail: str = "") -> str:
    """Return an address inside a plan."""
    return f"/staff/plans/{plan.pk}/{tail}"


@pytest.fixture
def inserted(plan: Plan) -> Plan:
    """The small plan; one chapter and one measure of it are as they were inserted."""
    Chapter.objects.filter(plan=plan, uid="aims").update(is_inserted=True)
    Measure.objects.filter(plan=plan, uid="online").update(
        is_inserted=True,
        origin={"kind": "sample", "edition": "H30", "key": "1"},
        body=[{"type": "paragraph", "uid": "b", "text": "町と県内市町村が進める。"}],
    )
    return plan


def flagged(page: Any) -> list[str]:
    """Return the titles of the tree that bear the mark."""
    tree = page.text[page.text.index('class="ws-tree"') : page.text.index('class="ws-main"')]
    nodes = re.findall(r"</span> ([^<]*)</a>\s*((?:<span[^>]*>[^<]*</span>\s*)*)", tree)
    return [title for title, flags in nodes if "写したまま" in flags]


def is_marked(plan: Plan, tail: str) -> bool:
    """Say whether the part of a screen bears the mark."""
    part = SCREENS[tail].objects.get(plan=plan, uid=tail.split("/")[1])
    return bool(part.is_inserted)


def panel(page: Any) -> str:
    """Return what the panel of inserted text says, "" where there is none."""
    found = re.search(r'<section class="panel inserted".*?</section>', page.text, re.DOTALL)
    return found[0] if found else ""


def test_the_tree_shows_the_mark(inserted: Plan, author: Client) -> None:
    assert flagged(author.get(url(inserted))) == ["目的", "申請のオンライン化", "申請のオンライン化【再掲】"]  # fmt: skip


def test_the_overview_names_what_is_to_be_read(inserted: Plan, author: Client) -> None:
    page = author.get(url(inserted))
    found = re.findall(r'<a href="([^"]*)">([^<]*)</a>：(写したまま|「県内)', page.text)
    assert found == [
        (url(inserted, "chapters/aims/#inserted"), "目的", "写したまま"),
        (url(inserted, "measures/online/#inserted"), "申請のオンライン化", "写したまま"),
        (url(inserted, "measures/online/#id_body"), "申請のオンライン化", "「県内"),
    ]


def test_the_places_to_read_are_quoted(inserted: Plan, author: Client) -> None:
    shown = panel(author.get(url(inserted, "measures/online/")))
    assert re.findall(r"<li>(.*?)</li>", shown) == [
        "「県内市町村」は自分の団体に合わせて直してください"
        '<span class="muted">　町と県内市町村が進める。</span>'
    ]


@pytest.mark.parametrize("tail", SCREENS)
def test_a_text_is_confirmed_and_the_mark_can_be_brought_back(
    tail: str, inserted: Plan, author: Client
) -> None:
    states = []
    page = author.get(url(inserted, tail))
    for deed, button in (("confirm", "この文を確認した"), ("mark", "写したままの印を戻す")):
        assert re.findall(r'value="(\w+)">([^<]*)</button>', panel(page)) == [(deed, button)]
        form = main_form(page)
        page = author.post(form.action, form.data(deed=deed), follow=True)
        states.append((is_marked(inserted, tail), notices_of(page)))
    assert states == [
        (False, [("success", "この文を確認済みにしました。")]),
        (True, [("success", "写したままの文として、もう一度印を付けました。")]),
    ]


@pytest.mark.parametrize("tail", SCREENS)
def test_confirming_keeps_what_was_typed(tail: str, inserted: Plan, author: Client) -> None:
    form = main_form(author.get(url(inserted, tail)))
    send(author, form, body="書きかけの文", deed="confirm")
    part: Any = SCREENS[tail].objects.get(plan=inserted, uid=tail.split("/")[1])
    assert ([block["text"] for block in part.body], part.is_inserted) == (["書きかけの文"], False)


@pytest.mark.parametrize("tail", SCREENS)
def test_a_text_that_another_has_changed_meanwhile_is_not_confirmed(
    tail: str, inserted: Plan, author: Client, cast: Cast, signed_in: SignedIn
) -> None:
    form = main_form(author.get(url(inserted, tail)))
    SCREENS[tail].objects.filter(plan=inserted, uid=tail.split("/")[1]).update(version=2)
    response = send(author, form, deed="confirm")
    assert (response.status_code, is_marked(inserted, tail)) == (409, True)


@pytest.mark.parametrize("tail", SCREENS)
def test_who_may_only_read_sees_the_mark_and_no_button(
    tail: str, inserted: Plan, cast: Cast, signed_in: SignedIn
) -> None:
    viewer = signed_in(cast.viewer)
    shown = panel(viewer.get(url(inserted, tail)))
    assert ("写したままの文" in shown, "<button" in shown) == (True, False)
    response = viewer.post(url(inserted, tail), {"version": "1", "deed": "confirm"})
    assert (response.status_code, is_marked(inserted, tail)) == (403, True)


def test_the_department_that_writes_a_part_confirms_it(
    inserted: Plan, cast: Cast, contributor: Client
) -> None:
    Chapter.objects.filter(uid="aims").update(department=cast.department)
    page = contributor.get(url(inserted, "chapters/aims/"))
    send(contributor, main_form(page), deed="confirm")
    assert is_marked(inserted, "chapters/aims/") is False


def test_nothing_is_confirmed_while_the_plan_circulates(
    inserted: Plan, submission: Submission, author: Client
) -> None:
    data = {"version": "1", "title": "目的", "body": "文", "deed": "confirm"}
    author.post(url(inserted, "chapters/aims/"), data)
    assert is_marked(inserted, "chapters/aims/") is True


@pytest.mark.parametrize("tail", SCREENS)
def test_an_unknown_button_is_told_and_the_text_is_saved(
    tail: str, inserted: Plan, author: Client
) -> None:
    form = main_form(author.get(url(inserted, tail)))
    page = author.post(form.action, form.data(body="新しい文", deed="explode"), follow=True)
    assert notices_of(page) == [
        (
            "danger",
            "押されたボタンが分かりません。文は保存しました。画面を開き直してください。",
        )
    ]
    part: Any = SCREENS[tail].objects.get(plan=inserted, uid=tail.split("/")[1])
    assert [block["text"] for block in part.body] == ["新しい文"]

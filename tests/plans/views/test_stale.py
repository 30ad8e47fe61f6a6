"""Two people save the same part: both texts are shown, neither is lost, a person decides."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from plans import workflow
from plans.content import content_of
from plans.models import Chapter, Kpi, Measure, Plan, PlanFact, Revision
from tests.conftest import Cast
from tests.pages import errors_of, title_of
from tests.plans.samples import NOON
from tests.plans.views.browser import Form, forms_of, main_form, send

SignedIn = Callable[[User], Client]

CHAPTER, MEASURE, BASICS, HAT = "chapters/aims/", "measures/online/", "basics/", "facts/hat/hat/"

# Screen → a field of it, by which two people disagree, and its label.
FIELDS = {
    CHAPTER: ("body", "本文"),
    MEASURE: ("support", "支援策（国・県の補助など）"),
    BASICS: ("vision", "ビジョン"),
    HAT: ("description", "説明"),
}
MINE, THEIRS = "わたしの文\r\n二行目", "先に保存された文\r\n二行目"


@pytest.fixture
def admin(cast: Cast, signed_in: SignedIn) -> Client:
    """The browser of another writer."""
    return signed_in(cast.admin)


def opened(browser: Client, plan: Plan, tail: str) -> Form:
    """Return the form of a screen as it is opened."""
    return main_form(browser.get(f"/staff/plans/{plan.pk}/{tail}"))


def stored(plan: Plan, tail: str) -> str:
    """Return what is stored of the field of a screen."""
    if tail == CHAPTER:
        blocks = Chapter.objects.get(plan=plan, uid="aims").body
        return "\n".join(block["text"] for block in blocks)
    if tail == MEASURE:
        return Measure.objects.get(plan=plan, uid="online").support
    if tail == BASICS:
        return Plan.objects.get(pk=plan.pk).vision
    description: str = PlanFact.objects.get(plan=plan, uid="hat").data.get("description", "")
    return description


def rows_of(response: Any) -> list[tuple[str, str, str]]:
    """Return (label, mine, theirs) of the rows of the 409 page."""
    sections = re.findall(r'<section class="compare".*?</section>', response.text, re.DOTALL)
    pattern = r'<h2[^>]*>(.*?)</h2>|<p class="pre-line">(.*?)</p>'
    rows = [
        [label or text for label, text in re.findall(pattern, section, re.DOTALL)]
        for section in sections
    ]
    return [(label, mine, theirs) for label, mine, theirs in rows]


def conflict(
    plan: Plan,
    author: Client,
    admin: Client,
    tail: str,
    mine: dict[str, str],
    theirs: dict[str, str],
) -> Any:
    """Return the answer to a save that began before another one."""
    form = opened(author, plan, tail)
    assert send(admin, opened(admin, plan, tail), **theirs).status_code == 302
    return send(author, form, **mine)


def texts(plan: Plan, tail: str) -> list[Any]:
    """Return what the revisions say of the field of a screen, the first first."""
    name, _ = FIELDS[tail]
    found = []
    for revision in Revision.objects.filter(plan=plan).order_by("pk"):
        value = revision.data["data"] if tail == HAT else revision.data
        value = value.get(name, "")
        found.append(value if isinstance(value, str) else "\n".join(b["text"] for b in value))
    return found


@pytest.mark.parametrize("tail", FIELDS)
def test_both_texts_are_shown_and_the_first_stays(
    tail: str, plan: Plan, author: Client, admin: Client
) -> None:
    name, label = FIELDS[tail]
    former = stored(plan, tail)
    page = conflict(plan, author, admin, tail, {name: MINE}, {name: THEIRS})
    assert (page.status_code, title_of(page)) == (
        409,
        "エラー：ほかの人の保存と重なりました｜planbuilder（官民データ活用推進計画 作成システム）",
    )
    assert rows_of(page) == [(label, MINE.replace("\r", ""), THEIRS.replace("\r", ""))]
    assert stored(plan, tail) == THEIRS.replace("\r", "")
    assert texts(plan, tail) == [former, THEIRS.replace("\r", "")]


@pytest.mark.parametrize("tail", FIELDS)
def test_saving_again_replaces_and_keeps_what_was_replaced(
    tail: str, plan: Plan, author: Client, admin: Client
) -> None:
    name, _ = FIELDS[tail]
    former = stored(plan, tail)
    page = conflict(plan, author, admin, tail, {name: MINE}, {name: THEIRS})
    assert send(author, main_form(page)).status_code == 302
    assert stored(plan, tail) == MINE.replace("\r", "")
    assert texts(plan, tail) == [former, THEIRS.replace("\r", ""), MINE.replace("\r", "")]


@pytest.mark.parametrize("tail", FIELDS)
def test_what_one_person_replaces_in_a_second_window_is_kept_too(
    tail: str, plan: Plan, author: Client
) -> None:
    name, _ = FIELDS[tail]
    former = stored(plan, tail)
    page = conflict(plan, author, author, tail, {name: MINE}, {name: THEIRS})
    send(author, main_form(page))
    assert texts(plan, tail) == [former, THEIRS.replace("\r", ""), MINE.replace("\r", "")]


@pytest.mark.parametrize("tail", FIELDS)
def test_a_third_save_in_between_is_shown_again(
    tail: str, plan: Plan, author: Client, admin: Client
) -> None:
    name, _ = FIELDS[tail]
    first = conflict(plan, author, admin, tail, {name: MINE}, {name: THEIRS})
    send(admin, opened(admin, plan, tail), **{name: "三つ目の文"})
    second = send(author, main_form(first))
    assert (second.status_code, [row[2] for row in rows_of(second)]) == (409, ["三つ目の文"])
    assert send(author, main_form(second)).status_code == 302
    assert stored(plan, tail) == MINE.replace("\r", "")


@pytest.mark.parametrize("tail", FIELDS)
def test_the_stored_text_can_be_left_as_it_is(
    tail: str, plan: Plan, author: Client, admin: Client
) -> None:
    name, _ = FIELDS[tail]
    page = conflict(plan, author, admin, tail, {name: MINE}, {name: THEIRS})
    assert f'href="/staff/plans/{plan.pk}/{tail}">いまの文を残して開く' in page.text
    assert opened(author, plan, tail).data()[name] == [THEIRS]


@pytest.mark.parametrize("tail", FIELDS)
def test_the_same_text_twice_is_no_disagreement(
    tail: str, plan: Plan, author: Client, admin: Client
) -> None:
    name, _ = FIELDS[tail]
    page = conflict(plan, author, admin, tail, {name: MINE}, {name: MINE})
    assert (page.status_code, rows_of(page)) == (409, [])
    assert "二つの文に違いはありません。" in page.text


@pytest.mark.parametrize("tail", FIELDS)
def test_a_version_that_is_none_saves_nothing(tail: str, plan: Plan, author: Client) -> None:
    name, _ = FIELDS[tail]
    before = content_of(plan)
    form = opened(author, plan, tail)
    for version in ("0", "-1", "x", "", None, "1e3"):
        response = send(author, form, version=version, **{name: MINE})
        assert (response.status_code, errors_of(response)) == (
            422,
            ["画面の情報が足りません。文を写してから、この画面を開き直してください。"],
        )
        assert "わたしの文" in response.text
    assert content_of(plan) == before


@pytest.mark.parametrize("tail", FIELDS)
def test_a_version_that_never_was_is_shown_the_stored_text(
    tail: str, plan: Plan, author: Client
) -> None:
    name, _ = FIELDS[tail]
    before = content_of(plan)
    form = opened(author, plan, tail)
    answers = [send(author, form, version=v, **{name: MINE}) for v in ("2", "9" * 30)]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert content_of(plan) == before


@pytest.mark.parametrize("tail", FIELDS)
def test_a_save_after_the_plan_was_put_up_shows_what_was_typed(
    tail: str, plan: Plan, cast: Cast, author: Client
) -> None:
    name, _ = FIELDS[tail]
    form = opened(author, plan, tail)
    workflow.submit(plan, by=cast.author, at=NOON)
    before = content_of(plan)
    response = send(author, form, **{name: MINE})
    assert (response.status_code, errors_of(response)) == (
        422,
        [
            "この計画は回議中なので、いまは直せません。"
            "あなたの文は下に残っています。写しておいてください。"
        ],
    )
    assert "わたしの文" in response.text
    assert content_of(plan) == before


@pytest.mark.parametrize("tail", FIELDS)
def test_markup_in_both_texts_is_text(tail: str, plan: Plan, author: Client, admin: Client) -> None:
    name, _ = FIELDS[tail]
    script = "<script>alert(1)</script>{{ settings.SECRET_KEY }}"
    page = conflict(plan, author, admin, tail, {name: script}, {name: f"{script}乙"})
    assert "<script>alert" not in page.text
    send(author, main_form(page))
    assert stored(plan, tail) == script


# --- the rows of a measure ---------------------------------------------------------------------

LINES = "kpi-online-kpi-target_lines"


def kpi_row(response: Any) -> tuple[str, str]:
    """Return mine and theirs of the row of the first KPI."""
    return next((mine, theirs) for label, mine, theirs in rows_of(response) if label == "KPI（1）")


def targets(plan: Plan) -> list[tuple[str, list[str]]]:
    """Return the KPI of the measure with the words of their targets."""
    measure = content_of(plan).measures[0]
    return [(kpi.name, [target.written for target in kpi.targets]) for kpi in measure.kpis]


def test_a_kpi_that_both_changed(plan: Plan, author: Client, admin: Client) -> None:
    page = conflict(plan, author, admin, MEASURE, {LINES: "20件"}, {LINES: "30件"})
    mine, theirs = kpi_row(page)
    assert ["目標値：20件" in mine, "目標値：30件" in theirs] == [True, True]
    send(author, main_form(page))
    assert targets(plan) == [("オンラインの手続", ["20件"])]
    kept = [
        [target["written"] for target in revision.data["targets"]]
        for revision in Revision.objects.filter(part_uid="online-kpi").order_by("pk")
    ]
    assert kept == [["10件"], ["30件"], ["20件"]]


def test_a_kpi_that_the_other_removed_is_not_lost(
    plan: Plan, author: Client, admin: Client
) -> None:
    page = conflict(plan, author, admin, MEASURE, {LINES: "20件"}, {"kpi-online-kpi-remove": "on"})
    mine, theirs = kpi_row(page)
    assert ("目標値：20件" in mine, theirs) == (True, "（空）")
    send(author, main_form(page))
    assert targets(plan) == [("オンラインの手続", ["20件"])]
    assert Kpi.objects.get(plan=plan, uid="online-kpi").is_removed


def test_a_kpi_that_the_other_added_stays_beside_mine(
    plan: Plan, author: Client, admin: Client
) -> None:
    page = conflict(
        plan,
        author,
        admin,
        MEASURE,
        {"new-kpi-0-name": "わたしの指標"},
        {"new-kpi-0-name": "先に足された指標"},
    )
    labels = [label for label, _, _ in rows_of(page)]
    assert labels == ["KPI（2）"]
    send(author, main_form(page))
    assert [name for name, _ in targets(plan)] == [
        "オンラインの手続",
        "先に足された指標",
        "わたしの指標",
    ]


def test_a_text_that_only_the_other_changed_is_shown_before_it_is_replaced(
    plan: Plan, author: Client, admin: Client
) -> None:
    page = conflict(plan, author, admin, MEASURE, {"name": "わたしの名前"}, {LINES: "30件"})
    assert [(label, theirs != "") for label, _, theirs in rows_of(page)] == [
        ("施策名", True),
        ("KPI（1）", True),
    ]


def test_the_typed_rows_are_carried_on(plan: Plan, author: Client, admin: Client) -> None:
    typed = {"new-item-0-written": "令和9年度まで", "new-item-1-written": "令和10年度まで"}
    page = conflict(plan, author, admin, MEASURE, typed, {"name": "別の名前"})
    carried = next(form for form in forms_of(page) if "version" in form.names()).data()
    assert {name: carried[name] for name in typed} == {n: [v] for n, v in typed.items()}
    assert carried["version"] == ["2"]

"""A measure on its screen: text, KPI, schedule, department; saved together or not at all."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from documents import content as c
from documents.eras import DateReading
from plans.content import content_of
from plans.editing import remove_part
from plans.forms.measure_screen import MOST_NEW
from plans.models import Kpi, Measure, Plan, Revision, ScheduleItem, Submission
from tests.conftest import Cast
from tests.factories import make_department
from tests.pages import errors_of
from tests.plans.samples import NOON
from tests.plans.views.browser import Form, main_form, posts_on, send

SignedIn = Callable[[User], Client]


def url(plan: Plan, uid: str = "online") -> str:
    """Return the address of a measure's screen."""
    return f"/staff/plans/{plan.pk}/measures/{uid}/"


def opened(browser: Client, plan: Plan, uid: str = "online") -> Form:
    """Return the form of a measure's screen as it is opened."""
    return main_form(browser.get(url(plan, uid)))


def measure(plan: Plan, uid: str = "online") -> c.Measure:
    """Return what the plan says of a measure."""
    return next(each for each in content_of(plan).measures if each.uid == uid)


def versions(plan: Plan) -> dict[str, int]:
    """Return the versions of the measure, its KPI and its statement."""
    rows: list[Any] = [
        Measure.objects.get(plan=plan, uid="online"),
        *Kpi.objects.filter(plan=plan),
        *ScheduleItem.objects.filter(plan=plan),
    ]
    return {row.uid: row.version for row in rows}


def revised(plan: Plan) -> list[str]:
    """Return the uids of the parts that somebody's save has changed."""
    saves = Revision.objects.filter(plan=plan, author__isnull=False)
    return sorted(saves.values_list("part_uid", flat=True))


# --- the measure -----------------------------------------------------------------------------


def test_the_text_of_a_measure_is_saved_alone(plan: Plan, author: Client) -> None:
    response = send(author, opened(author, plan), name="申請の電子化", budget="1,200万円")
    saved = measure(plan)
    assert response.headers["Location"] == url(plan)
    assert (saved.name, saved.budget) == ("申請の電子化", "1,200万円")
    assert versions(plan) == {"online": 2, "online-kpi": 1, "online-when": 1}
    assert revised(plan) == ["online"]


def test_every_field_of_a_measure_is_saved(plan: Plan, cast: Cast, author: Client) -> None:
    form = opened(author, plan)
    data = {
        "name": "名前",
        "body": "本文",
        "status": "new",
        "mark": "◎",
        "lead": "総務課、税務課",
        "partners": "商工会",
        "joint_with": "隣の町",
        "support": "国の補助",
        "budget": "100万円",
        "notes": "注の文",
        "section_situation": "現状",
        "section_actions": "取組",
        "section_effects": "効果",
        "section_means": "方策",
        "tags": [],
        "department": str(cast.department.pk),
    }
    assert set(data) == set(form.names()) - {"version"} - {
        name for name in form.names() if name.startswith(("kpi-", "item-", "new-", "csrf"))
    }
    send(author, form, **data)
    saved = measure(plan)
    assert (saved.name, saved.status, saved.mark, saved.tags) == ("名前", c.MeasureStatus.NEW, "◎", ())  # fmt: skip
    assert (saved.joint_with, saved.support, saved.budget) == ("隣の町", "国の補助", "100万円")
    assert [(p.name, p.role) for p in saved.responsibilities] == [
        ("総務課", c.ResponsibilityRole.LEAD),
        ("税務課", c.ResponsibilityRole.LEAD),
        ("商工会", c.ResponsibilityRole.PARTNER),
    ]
    texts = [block.text for block in (*saved.body, *saved.notes) if isinstance(block, c.Paragraph)]
    assert texts == ["本文", "注の文"]
    assert [section.kind for section in saved.sections] == [
        c.SectionKind.SITUATION,
        c.SectionKind.ACTIONS,
        c.SectionKind.EFFECTS,
        c.SectionKind.MEANS,
    ]
    assert Measure.objects.get(plan=plan, uid="online").department == cast.department


# --- KPI and schedule ------------------------------------------------------------------------


def test_a_kpi_is_changed_and_its_measure_counts_on(plan: Plan, author: Client) -> None:
    lines = "令和8年度：5件\r\n令和11年度：10件"
    send(author, opened(author, plan), **{"kpi-online-kpi-target_lines": lines})
    (kpi,) = measure(plan).kpis
    assert [(t.uid == "online-target", t.written, t.fiscal_year) for t in kpi.targets] == [
        (False, "5件", 2026),
        (True, "10件", 2029),
    ]
    assert versions(plan) == {"online": 2, "online-kpi": 2, "online-when": 1}
    assert revised(plan) == ["online-kpi"]


def test_kpi_and_statements_are_added(plan: Plan, author: Client) -> None:
    new = {
        "new-kpi-0-name": "窓口の数",
        "new-kpi-0-target_lines": "3か所",
        "new-item-1-written": "令和9年度までに実施",
    }
    send(author, opened(author, plan), **new)
    saved = measure(plan)
    assert [(k.name, k.unit, [t.written for t in k.targets]) for k in saved.kpis] == [
        ("オンラインの手続", "件", ["10件"]),
        ("窓口の数", "", ["3か所"]),
    ]
    assert [(s.written, s.due) for s in saved.schedule] == [
        ("令和11年度までに実施", DateReading(2029, is_fiscal=True)),
        ("令和9年度までに実施", DateReading(2027, is_fiscal=True)),
    ]
    assert versions(plan)["online"] == 2


def test_kpi_and_statements_are_taken_out_and_can_come_back(plan: Plan, author: Client) -> None:
    form = opened(author, plan)
    send(author, form, **{"kpi-online-kpi-remove": "on", "item-online-when-remove": "on"})
    saved = measure(plan)
    assert (saved.kpis, saved.schedule) == ((), ())
    for part in ("kpi/online-kpi", "schedule_item/online-when"):
        author.post(f"/staff/plans/{plan.pk}/parts/{part}/restore/")
    assert [kpi.uid for kpi in measure(plan).kpis] == ["online-kpi"]
    assert [item.uid for item in measure(plan).schedule] == ["online-when"]


def test_a_row_that_was_not_sent_stays(plan: Plan, author: Client) -> None:
    before = measure(plan)
    sent = {
        name: value
        for name, value in opened(author, plan).data().items()
        if not name.startswith(("kpi-", "item-"))
    }
    assert author.post(url(plan), sent).status_code == 302
    assert measure(plan) == before


def test_a_year_as_it_was_written_stays_and_makes_no_new_version(
    plan: Plan, author: Client
) -> None:
    lines = "平成32年度：10件"
    send(author, opened(author, plan), **{"kpi-online-kpi-target_lines": lines})
    before = (Kpi.objects.filter(plan=plan).values().get(), content_of(plan))
    form = opened(author, plan)
    assert form.data()["kpi-online-kpi-target_lines"] == [lines]
    send(author, form)
    assert (Kpi.objects.filter(plan=plan).values().get(), content_of(plan)) == before


def test_the_reading_of_an_era_year_that_never_came_is_shown(plan: Plan, author: Client) -> None:
    lines = "平成32年度：10件"
    send(author, opened(author, plan), **{"kpi-online-kpi-target_lines": lines})
    page = author.get(url(plan)).text
    assert [t.fiscal_year for t in measure(plan).kpis[0].targets] == [2020]
    assert "読み：平成32年度：10件 → 令和2年度（2020年度）　10件" in page


def test_one_fault_saves_nothing_of_the_screen(plan: Plan, author: Client) -> None:
    before = measure(plan)
    wrong = {
        "name": "新しい名前",
        "kpi-online-kpi-target_lines": "令和0年度：10件",
        "new-item-0-written": "令和9年度までに実施",
    }
    response = send(author, opened(author, plan), **wrong)
    assert response.status_code == 422
    assert errors_of(response) == ["目標値：「令和0年度」：令和0年はありません。"]
    assert {name: main_form(response).data()[name] for name in wrong} == {
        name: [value] for name, value in wrong.items()
    }
    assert (measure(plan), versions(plan)["online"], revised(plan)) == (before, 1, [])


def test_every_fault_of_the_screen_is_told_at_once(plan: Plan, author: Client) -> None:
    wrong = {
        "name": "あ\u202eい",
        "kpi-online-kpi-name": "",
        "new-kpi-0-note": "名前のない指標",
        "item-online-when-due_written": "いつか",
        "new-item-0-open_end": "次期更新時まで",
    }
    response = send(author, opened(author, plan), **wrong)
    assert errors_of(response) == [
        "施策名：2文字目に使えない文字（U+202E）があります。",
        "指標：指標の名前を書いてください。",
        "指標：指標の名前を書いてください。",
        "期限の読み：日付として読めません。「令和8年度」「令和8年4月1日」のように書いてください。",
        "予定：予定を文で書いてください。",
    ]


def test_no_more_rows_are_added_at_once_than_a_screen_could_hold(
    plan: Plan, author: Client
) -> None:
    many = {f"new-kpi-{number}-name": f"指標{number}" for number in range(MOST_NEW + 10)}
    send(author, opened(author, plan), **many)
    assert Kpi.objects.filter(plan=plan).count() == 1 + MOST_NEW


def test_a_row_of_another_plan_is_not_touched(plan: Plan, other_plan: Plan, author: Client) -> None:
    Kpi.objects.filter(plan=other_plan).update(uid="theirs")
    send(author, opened(author, plan), **{"kpi-theirs-name": "乗っ取り"})
    assert Kpi.objects.get(plan=other_plan).name == "オンラインの手続"
    # What was typed is not lost: it is a new KPI here.
    assert [kpi.name for kpi in measure(plan).kpis] == ["オンラインの手続", "乗っ取り"]


@pytest.mark.parametrize("prefix", ["kpi-UPPER", "kpi-a b", "kpi-", "new-kpi-1234", "item--name"])
def test_a_field_whose_name_is_no_row_is_ignored(prefix: str, plan: Plan, author: Client) -> None:
    before = measure(plan)
    assert send(author, opened(author, plan), **{f"{prefix}-name": "x"}).status_code == 302
    assert measure(plan) == before


@pytest.mark.parametrize(
    "extra",
    [{"uid": "x"}, {"plan": "9"}, {"origin": "{}"}, {"cases": "[]"}, {"kpi-online-kpi-uid": "x"},
     {"kpi-online-kpi-measure": "1"}, {"removed_at": "2026-01-01"}, {"responsibilities": "[]"}],
)  # fmt: skip
def test_what_is_no_field_of_a_measure_is_ignored(
    extra: dict[str, str], plan: Plan, author: Client
) -> None:
    before = [list(model.objects.values()) for model in (Measure, Kpi, ScheduleItem)]
    send(author, opened(author, plan), **extra)
    assert [list(model.objects.values()) for model in (Measure, Kpi, ScheduleItem)] == before


# --- who ---------------------------------------------------------------------------------------


def test_a_contributor_writes_the_measures_of_the_own_department(
    plan: Plan, cast: Cast, author: Client, contributor: Client
) -> None:
    refused = contributor.post(url(plan), {"name": "x", "version": "1"}).status_code
    send(author, opened(author, plan), department=cast.department.pk)
    form = opened(contributor, plan)
    accepted = send(contributor, form, **{"new-kpi-0-name": "件数"}).status_code
    assert (refused, accepted) == (403, 302)
    assert "department" not in form.names()
    assert [kpi.name for kpi in measure(plan).kpis] == ["オンラインの手続", "件数"]


def test_a_contributor_does_not_arrange_the_plan(
    plan: Plan, cast: Cast, contributor: Client
) -> None:
    Measure.objects.filter(plan=plan).update(department=cast.department)
    page = contributor.get(url(plan))
    actions = [form.action for form in posts_on(page)]
    assert actions == ["/accounts/logout/", url(plan)]
    tails = ("parts/measure/online/remove/", "measures/online/places/new/", "chapters/new/")
    statuses = [contributor.post(f"/staff/plans/{plan.pk}/{tail}").status_code for tail in tails]
    assert statuses == [403, 403, 403]


def test_a_former_colleague_writes_no_more(
    plan: Plan, cast: Cast, author: Client, contributor: Client
) -> None:
    Measure.objects.filter(plan=plan).update(department=cast.department)
    form = opened(contributor, plan)
    cast.contributor.memberships.update(department=make_department(cast.town, "税務課"))
    assert send(contributor, form, name="x").status_code == 403
    cast.contributor.memberships.update(is_active=False)
    assert send(contributor, form, name="x").status_code == 404
    assert measure(plan).name == "申請のオンライン化"


@pytest.mark.parametrize("username", ["viewer", "approver"])
def test_a_reader_sees_the_screen_and_can_send_nothing(
    username: str, plan: Plan, signed_in: SignedIn
) -> None:
    browser = signed_in(User.objects.get(username=username))
    page = browser.get(url(plan))
    assert "申請をオンラインで受け付ける。" in page.text
    assert "この部分を直す役割がありません。" in page.text
    assert [form.names() for form in posts_on(page) if "name" in form.names()] == []
    assert browser.post(url(plan), {"name": "x", "version": "1"}).status_code == 403


def test_typed_text_is_shown_again_after_the_plan_was_put_up(
    plan: Plan, cast: Cast, author: Client
) -> None:
    form = opened(author, plan)
    author.post(f"/staff/plans/{plan.pk}/submit/", {"summary": "新規策定"})
    assert Submission.objects.filter(plan=plan).count() == 1
    response = send(author, form, name="手元の名前", **{"new-kpi-0-name": "手元の指標"})
    assert response.status_code == 422
    assert errors_of(response) == [
        "この計画は回議中なので、いまは直せません。"
        "あなたの文は下に残っています。写しておいてください。"
    ]
    assert [text in response.text for text in ("手元の名前", "手元の指標")] == [True, True]
    assert measure(plan).name == "申請のオンライン化"


@pytest.mark.parametrize("uid", ["gone", "aims", "theirs"])
def test_what_is_no_measure_of_this_plan_is_not_found(
    uid: str, plan: Plan, other_plan: Plan, author: Client
) -> None:
    Measure.objects.filter(plan=other_plan, uid="review").update(uid="theirs")
    data = {"name": "x", "version": "1"}
    statuses = [
        author.get(url(plan, uid)).status_code,
        author.post(url(plan, uid), data).status_code,
    ]
    assert statuses == [404, 404]


def test_a_removed_measure_is_not_found(plan: Plan, cast: Cast, author: Client) -> None:
    remove_part(Measure.objects.get(plan=plan, uid="online"), by=cast.author, at=NOON)
    assert author.get(url(plan)).status_code == 404


# --- what it was copied from -------------------------------------------------------------------


@pytest.mark.parametrize(
    "origin",
    [
        {"kind": "sample", "edition": "H30", "key": "x"},
        {"kind": "sample", "edition": "H30", "key": "9" * 40},
        {"kind": "sample", "edition": "none", "key": "1"},
        {"kind": "national", "edition": "R1", "key": "x"},
    ],
)
def test_an_origin_that_is_not_in_the_catalogue_shows_no_source(
    origin: dict[str, str], plan: Plan, author: Client
) -> None:
    Measure.objects.filter(plan=plan, uid="online").update(origin=origin)
    page = author.get(url(plan))
    assert (page.status_code, "写した元" in page.text) == (200, False)

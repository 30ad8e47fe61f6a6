"""起案, 引戻し, 差戻し, 決裁, 外部決裁の記録, 改定の開始; and the record of deeds, on their pages."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from documents.content import Capacity
from plans import workflow
from plans.decisions import DecisionFacts
from plans.editions import record_of_edition
from plans.enums import Deed, EditionState, PlanState, SubmissionOutcome
from plans.models import Edition, Event, Measure, Plan, Submission
from tests.conftest import Cast
from tests.pages import errors_of, notices_of
from tests.plans.samples import NOON
from tests.plans.views.browser import forms_of, main_form, send

SignedIn = Callable[[User], Client]


def url(plan: Plan, tail: str = "") -> str:
    """Return an address inside a plan."""
    return f"/staff/plans/{plan.pk}/{tail}"


def state(plan: Plan) -> str:
    """Return where the plan stands now."""
    return Plan.objects.get(pk=plan.pk).state


def deeds(plan: Plan) -> list[str]:
    """Return the deeds on the plan so far."""
    return list(Event.objects.filter(plan=plan).order_by("seq").values_list("deed", flat=True))


def decide(plan: Plan, submission: Submission, cast: Cast) -> Edition:
    """Decide on a submission without the pages."""
    return workflow.decide(
        plan,
        by=cast.approver,
        at=NOON,
        content_sha256=submission.content_sha256,
        facts=DecisionFacts(decided_on=date(2026, 3, 31)),
    )


def said(page: Any) -> list[tuple[str, str]]:
    """Return the messages of the last deed, without the notices of the page itself."""
    return notices_of(page)[:1]


# --- 起案 --------------------------------------------------------------------------------------


def test_a_plan_is_put_up(plan: Plan, cast: Cast, author: Client) -> None:
    form = main_form(author.get(url(plan, "submit/")), name="summary")
    response = send(author, form, summary="新規策定", reason="法の改正")
    submission = Submission.objects.get(plan=plan)
    assert response.headers["Location"] == url(plan)
    assert (submission.drafter, submission.summary, submission.reason, submission.outcome) == (
        cast.author,
        "新規策定",
        "法の改正",
        SubmissionOutcome.PENDING,
    )
    assert (state(plan), deeds(plan)) == (PlanState.CIRCULATING, [Deed.IMPORT, Deed.SUBMIT])


def test_what_is_to_be_decided_must_be_said(plan: Plan, author: Client) -> None:
    form = main_form(author.get(url(plan, "submit/")), name="summary")
    response = send(author, form, reason="法の改正")
    assert (response.status_code, errors_of(response)) == (
        422,
        ["内容（何を決めるか）：入れてください。"],
    )
    assert main_form(response, name="summary").data()["reason"] == ["法の改正"]
    assert (state(plan), Submission.objects.count()) == (PlanState.DRAFTING, 0)


def test_something_left_open_forbids_it_and_is_linked(plan: Plan, author: Client) -> None:
    form = main_form(author.get(url(plan, "submit/")), name="summary")
    Measure.objects.filter(plan=plan, uid="review").update(name="○○の見直し")
    page = author.get(url(plan, "submit/"))
    assert [form.names() for form in forms_of(page) if "summary" in form.names()] == []
    assert f'<a href="{url(plan, "measures/review/#id_name")}">○○の見直し</a>' in page.text
    response = send(author, form, summary="打った要約")
    assert errors_of(response) == [
        "起案の前に直すところがあります。施策名に「○○」「○年」など、埋めていないところがあります。"
    ]
    assert main_form(response, name="summary").data()["summary"] == ["打った要約"]
    assert (state(plan), Submission.objects.count()) == (PlanState.DRAFTING, 0)


def test_a_form_sent_twice_puts_up_once(plan: Plan, author: Client) -> None:
    form = main_form(author.get(url(plan, "submit/")), name="summary")
    answers = [send(author, form, summary="新規策定") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 422]
    assert errors_of(answers[1]) == ["起案できるのは下書きの計画です。この計画は回議中です。"]
    assert deeds(plan) == [Deed.IMPORT, Deed.SUBMIT]


# --- 引戻し ------------------------------------------------------------------------------------


def test_the_drafter_takes_it_back_once(plan: Plan, submission: Submission, author: Client) -> None:
    pages = [
        author.post(url(plan, "withdraw/"), {"comment": "直します"}, follow=True) for _ in "12"
    ]
    submission.refresh_from_db()
    assert [said(page) for page in pages] == [
        [("success", "引き戻しました。また直せます。")],
        [("danger", "引き戻せるのは回議中の計画です。この計画は下書きです。")],
    ]
    assert (submission.outcome, submission.closing_comment) == (
        SubmissionOutcome.WITHDRAWN,
        "直します",
    )
    assert deeds(plan) == [Deed.IMPORT, Deed.SUBMIT, Deed.WITHDRAW]


def test_nobody_else_takes_it_back(
    plan: Plan, submission: Submission, cast: Cast, signed_in: SignedIn
) -> None:
    page = signed_in(cast.admin).post(url(plan, "withdraw/"), follow=True)
    assert said(page) == [("danger", "引き戻せるのは起案した人だけです。差戻しを頼んでください。")]
    assert state(plan) == PlanState.CIRCULATING


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("あ\x08い", "引戻しの理由：2文字目に使えない文字（U+0008）があります。"),
        (
            "あ" * 20_001,
            "引戻しの理由：20000文字までにしてください（いまは20001文字です）。",
        ),
    ],
)
def test_a_comment_that_cannot_be_kept_takes_nothing_back(
    comment: str, message: str, plan: Plan, submission: Submission, author: Client
) -> None:
    page = author.post(url(plan, "withdraw/"), {"comment": comment}, follow=True)
    assert said(page) == [("danger", message)]
    assert state(plan) == PlanState.CIRCULATING


# --- reading what was put up -------------------------------------------------------------------


def test_the_frozen_text_is_shown_and_not_the_rows(
    plan: Plan, submission: Submission, approver: Client
) -> None:
    Measure.objects.filter(plan=plan, uid="review").update(name="書き換えた名前")
    page = approver.get(url(plan, "review/"))
    assert ["事務の見直し" in page.text, "書き換えた名前" in page.text] == [True, False]
    assert submission.content_sha256 in page.text


@pytest.mark.parametrize(
    ("username", "actions"),
    [
        ("viewer", []),
        ("author", []),
        ("admin", []),
        ("approver", ["decide/", "return/"]),
        ("superuser", ["decide/", "return/"]),
    ],
)
def test_only_who_may_decide_is_offered_to(
    username: str, actions: list[str], plan: Plan, submission: Submission, signed_in: SignedIn
) -> None:
    page = signed_in(User.objects.get(username=username)).get(url(plan, "review/"))
    assert [form.action for form in forms_of(page) if form.action != "/accounts/logout/"] == [
        url(plan, action) for action in actions
    ]


def test_a_plan_that_does_not_circulate_has_nothing_to_review(plan: Plan, approver: Client) -> None:
    page = approver.get(url(plan, "review/"), follow=True)
    assert page.redirect_chain == [(url(plan), 302)]
    assert said(page) == [("info", "この計画は、いま回議中ではありません。")]


# --- 決裁 --------------------------------------------------------------------------------------


def decide_form(page: Any) -> Any:
    """Return the form of the decision on a page."""
    return main_form(page, name="decide-content_sha256")


def test_a_decision_seals_an_edition(
    plan: Plan, submission: Submission, cast: Cast, approver: Client
) -> None:
    facts = {
        "decide-decided_on": "令和8年3月31日",
        "decide-document_number": "下総第12号",
        "decide-established_on": "2026-04-01",
        "decide-effective_on": "R8.4.1",
        "decide-post": "下川町長",
        "decide-department": "総務課",
        "decide-comment": "可",
    }
    response = send(approver, decide_form(approver.get(url(plan, "review/"))), **facts)
    edition = Edition.objects.get(plan=plan)
    record = record_of_edition(edition)
    assert response.headers["Location"] == url(plan, "editions/1/")
    assert (edition.content_json, edition.state) == (submission.content_json, EditionState.DECIDED)
    assert (record.document_number, record.department) == ("下総第12号", "総務課")
    assert [
        str(day.reading)
        for day in (record.decided_on, record.established_on, record.effective_on)
        if day is not None
    ] == ["2026-03-31", "2026-04-01", "2026-04-01"]
    assert [(d.name, d.post, d.comment, d.capacity) for d in record.decisions] == [
        ("approver", "下川町長", "可", Capacity.SELF)
    ]
    assert state(plan) == PlanState.SETTLED


def test_without_a_day_of_establishment_it_is_the_day_of_the_decision(
    plan: Plan, submission: Submission, approver: Client
) -> None:
    form = decide_form(approver.get(url(plan, "review/")))
    send(approver, form, **{"decide-decided_on": "2026-03-31"})
    record = record_of_edition(Edition.objects.get(plan=plan))
    assert (record.established_on, record.effective_on) == (record.decided_on, None)


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"decide-decided_on": ""}, ["決裁日：入れてください。"]),
        (
            {"decide-decided_on": "令和8年3月"},
            ["決裁日：年月日で書いてください（例：令和8年3月31日）。"],
        ),
        ({"decide-decided_on": "令和8年2月30日"}, ["決裁日：暦にない日付です。"]),
        ({"decide-decided_on": "9" * 40}, ["決裁日：年月日で書いてください（例：令和8年3月31日）。"]),
        ({"decide-effective_on": "未定"}, ["施行日：年月日で書いてください（例：令和8年3月31日）。"]),
        ({"decide-post": "長" * 501}, ["決裁者の職名：500文字までにしてください（いまは501文字です）。"]),
        ({"decide-content_sha256": "x"}, ["どの内容を読んだかが分かりません。画面を開き直して、読み直してください。"]),
        ({"decide-content_sha256": None}, ["どの内容を読んだかが分かりません。画面を開き直して、読み直してください。"]),
    ],
)  # fmt: skip
def test_what_a_decision_lacks_is_told_and_nothing_is_sealed(
    changed: dict[str, Any],
    errors: list[str],
    plan: Plan,
    submission: Submission,
    approver: Client,
) -> None:
    form = decide_form(approver.get(url(plan, "review/")))
    data = {"decide-decided_on": "2026-03-31", "decide-comment": "可", **changed}
    response = send(approver, form, **data)
    assert (response.status_code, errors_of(response)) == (422, errors)
    assert decide_form(response).data()["decide-comment"] == ["可"]
    assert (Edition.objects.count(), state(plan)) == (0, PlanState.CIRCULATING)


def test_a_form_sent_twice_decides_once(
    plan: Plan, submission: Submission, approver: Client
) -> None:
    form = decide_form(approver.get(url(plan, "review/")))
    data = form.data(**{"decide-decided_on": "2026-03-31"})
    pages = [approver.post(url(plan, "decide/"), data, follow=True) for _ in range(2)]
    assert [said(page) for page in pages] == [
        [("success", "決裁しました。続けて公表できます。")],
        [("danger", "決裁できるのは回議中の計画です。この計画は決裁済（改定待ち）です。")],
    ]
    assert deeds(plan) == [Deed.IMPORT, Deed.SUBMIT, Deed.DECIDE]


def test_a_decision_on_what_was_replaced_meanwhile_is_refused(
    plan: Plan, submission: Submission, cast: Cast, approver: Client
) -> None:
    form = decide_form(approver.get(url(plan, "review/")))
    workflow.withdraw(plan, by=cast.author, at=NOON)
    Measure.objects.filter(plan=plan, uid="review").update(name="別の名前")
    workflow.submit(plan, by=cast.author, at=NOON)
    data = form.data(**{"decide-decided_on": "2026-03-31"})
    page = approver.post(url(plan, "decide/"), data, follow=True)
    assert said(page) == [
        (
            "danger",
            "開いていた内容は、いま回議中の内容と違います。画面を開き直して、読み直してください。",
        )
    ]
    assert (Edition.objects.count(), state(plan)) == (0, PlanState.CIRCULATING)


def test_who_put_it_up_does_not_decide_not_even_as_superuser(
    plan: Plan, cast: Cast, signed_in: SignedIn
) -> None:
    submission = workflow.submit(plan, by=cast.superuser, at=NOON)
    browser = signed_in(cast.superuser)
    data = {
        "decide-content_sha256": submission.content_sha256,
        "decide-decided_on": "2026-03-31",
    }
    page = browser.post(url(plan, "decide/"), data, follow=True)
    assert said(page) == [("danger", "起案した人は決裁できません。ほかの承認者に頼んでください。")]
    assert (Edition.objects.count(), state(plan)) == (0, PlanState.CIRCULATING)


# --- 差戻し ------------------------------------------------------------------------------------


def return_form(page: Any) -> Any:
    """Return the form of the return on a page."""
    return main_form(page, name="return-content_sha256")


def test_it_is_returned_with_a_reason_once(
    plan: Plan, submission: Submission, approver: Client
) -> None:
    form = return_form(approver.get(url(plan, "review/")))
    data = form.data(**{"return-reason": "KPIを\r\n入れてください"})
    pages = [approver.post(url(plan, "return/"), data, follow=True) for _ in range(2)]
    submission.refresh_from_db()
    assert [said(page) for page in pages] == [
        [("success", "差し戻しました。理由は起案した人の画面に出ます。")],
        [("danger", "差し戻せるのは回議中の計画です。この計画は下書きです。")],
    ]
    assert (submission.outcome, submission.closing_comment) == (
        SubmissionOutcome.RETURNED,
        "KPIを\n入れてください",
    )
    assert deeds(plan) == [Deed.IMPORT, Deed.SUBMIT, Deed.RETURN]


def test_a_return_without_a_reason_is_refused(
    plan: Plan, submission: Submission, approver: Client
) -> None:
    form = return_form(approver.get(url(plan, "review/")))
    response = send(approver, form, **{"return-reason": " \n"})
    assert (response.status_code, errors_of(response)) == (
        422,
        ["差戻しの理由：差戻しの理由を書いてください。"],
    )
    assert state(plan) == PlanState.CIRCULATING


def test_a_wrong_form_after_the_end_of_the_round_leads_back(
    plan: Plan, submission: Submission, cast: Cast, approver: Client
) -> None:
    workflow.withdraw(plan, by=cast.author, at=NOON)
    for deed in ("decide/", "return/"):
        page = approver.post(url(plan, deed), {}, follow=True)
        assert said(page) == [
            ("danger", "回議中の起案がありません。もう決裁か差戻しが済んでいます。")
        ]


# --- 外部決裁の記録 ----------------------------------------------------------------------------

EXTERNAL = {
    "decider": "下川町長",
    "decided_on": "平成30年11月",
    "evidence": "決裁文書 平成30年総第5号",
    "edition_label": "1 版",
    "summary": "新規策定",
    "department": "総務課",
}


def test_a_decision_taken_elsewhere_is_recorded_as_such(plan: Plan, approver: Client) -> None:
    form = main_form(approver.get(url(plan, "record-external/")), name="evidence")
    response = send(approver, form, **EXTERNAL)
    record = record_of_edition(Edition.objects.get(plan=plan))
    (decision,) = record.decisions
    assert response.headers["Location"] == url(plan, "editions/1/")
    assert (decision.capacity, decision.name, decision.evidence, decision.recorded_by) == (
        Capacity.EXTERNAL,
        "下川町長",
        "決裁文書 平成30年総第5号",
        "approver",
    )
    assert record.decided_on is not None
    assert (record.decided_on.written, str(record.decided_on.reading)) == ("平成30年11月", "2018-11")  # fmt: skip
    assert (record.edition_label, record.established_on) == ("1 版", record.decided_on)


def test_a_form_sent_twice_records_once(plan: Plan, approver: Client) -> None:
    form = main_form(approver.get(url(plan, "record-external/")), name="evidence")
    answers = [send(approver, form, **EXTERNAL) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 422]
    assert errors_of(answers[1]) == [
        "外部決裁を記録できるのは下書きの計画です。この計画は決裁済（改定待ち）です。"
    ]
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"decider": ""}, ["決裁者：入れてください。"]),
        ({"evidence": " "}, ["それを示す資料：入れてください。"]),
        ({"decided_on": "令和0年"}, ["決裁日：令和0年はありません。"]),
        ({"decided_on": "令和150年1月1日"}, ["決裁日：決裁日が先の日付です。今日までの日付を入れてください。"]),
        ({"decided_on": "昨年"}, ["決裁日：日付として読めません。「令和8年度」「令和8年4月1日」のように書いてください。"]),
    ],
)  # fmt: skip
def test_what_the_record_lacks_is_told(
    changed: dict[str, str], errors: list[str], plan: Plan, approver: Client
) -> None:
    form = main_form(approver.get(url(plan, "record-external/")), name="evidence")
    response = send(approver, form, **{**EXTERNAL, **changed})
    assert (response.status_code, errors_of(response)) == (422, errors)
    assert (Edition.objects.count(), state(plan)) == (0, PlanState.DRAFTING)


# --- 改定の開始 --------------------------------------------------------------------------------


def test_a_revision_is_begun_once(
    plan: Plan, submission: Submission, cast: Cast, author: Client
) -> None:
    decide(plan, submission, cast)
    form = main_form(author.get(url(plan)), name="reason")
    data = form.data(reason="施策の追加")
    pages = [author.post(form.action, data, follow=True) for _ in range(2)]
    assert [said(page) for page in pages] == [
        [("success", "改定を始めました。公表中の版は、次の公表まで変わりません。")],
        [("danger", "改定を始められるのは決裁済みの計画です。この計画は下書きです。")],
    ]
    assert (state(plan), Event.objects.filter(plan=plan).latest("seq").comment) == (
        PlanState.DRAFTING,
        "施策の追加",
    )


def test_a_reason_that_cannot_be_kept_begins_nothing(
    plan: Plan, submission: Submission, cast: Cast, author: Client
) -> None:
    decide(plan, submission, cast)
    page = author.post(url(plan, "start-revision/"), {"reason": "\u202e"}, follow=True)
    assert said(page) == [("danger", "理由：1文字目に使えない文字（U+202E）があります。")]
    assert state(plan) == PlanState.SETTLED


# --- the record of deeds -----------------------------------------------------------------------


def rows_of(page: Any) -> list[tuple[str, str]]:
    """Return (number, deed) of each row of the record."""
    return re.findall(r'<tr><td>(\d+)</td>.*?<th scope="row">(.*?)</th>', page.text)


def test_every_deed_is_listed_the_last_first(
    plan: Plan, submission: Submission, cast: Cast, author: Client
) -> None:
    decide(plan, submission, cast)
    page = author.get(url(plan, "events/"))
    assert rows_of(page) == [("3", "決裁（第1版）"), ("2", "起案"), ("1", "取込み")]
    assert '<td class="pre-line">新規策定</td>' in page.text


def test_the_record_has_pages(plan: Plan, cast: Cast, author: Client) -> None:
    for _ in range(26):
        workflow.submit(plan, by=cast.author, at=NOON)
        workflow.withdraw(plan, by=cast.author, at=NOON)
    pages = [rows_of(author.get(url(plan, f"events/{query}"))) for query in ("", "?page=2")]
    assert [(len(rows), rows[0][0]) for rows in pages] == [(50, "53"), (3, "3")]

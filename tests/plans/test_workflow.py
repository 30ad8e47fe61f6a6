"""The one door for state: what each deed does, and what it refuses."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from documents.codec import canonical_plan, canonical_record, sha256_of
from documents.content import Capacity, WrittenDate
from documents.eras import DateReading
from plans import workflow
from plans.content import content_of
from plans.decisions import DecisionFacts, ExternalFacts
from plans.editions import content_of_edition, record_of_edition
from plans.enums import Deed, EditionState, PlanState, SubmissionOutcome
from plans.errors import DeedNotAllowed
from plans.models import Edition, Event, Measure, Plan, Submission
from plans.transitions import TRANSITIONS, may
from tests.conftest import Cast
from tests.plans.samples import NOON
from tests.queries import count_queries

FACTS = DecisionFacts(
    decided_on=date(2026, 3, 31), document_number="下総第12号", post="下川町長", comment="可"
)
EXTERNAL = ExternalFacts(
    decider="下川町長",
    evidence="決裁文書 平成30年総第5号",
    decided_on=WrittenDate(written="平成30年7月12日", reading=DateReading(2018, 7, 12)),
)


def _submit(plan: Plan, cast: Cast) -> Submission:
    return workflow.submit(plan, by=cast.author, at=NOON, summary="新規策定")


def _decide(plan: Plan, cast: Cast) -> Edition:
    submission = Submission.objects.get(plan=plan, outcome=SubmissionOutcome.PENDING)
    return workflow.decide(
        plan,
        by=cast.approver,
        at=NOON,
        content_sha256=submission.content_sha256,
        facts=FACTS,
    )


def _state(plan: Plan) -> str:
    return Plan.objects.get(pk=plan.pk).state


def _deeds(plan: Plan) -> list[str]:
    return [event.deed for event in Event.objects.filter(plan=plan).order_by("seq")]


def test_submission_freezes_the_content_with_its_hash(plan: Plan, cast: Cast) -> None:
    expected = canonical_plan(content_of(plan))
    submission = _submit(plan, cast)
    assert submission.content_json == expected
    assert submission.content_sha256 == sha256_of(expected)
    assert _state(plan) == PlanState.CIRCULATING
    assert _deeds(plan) == [Deed.IMPORT, Deed.SUBMIT]


def test_decision_seals_the_submitted_content_unchanged(plan: Plan, cast: Cast) -> None:
    submission = _submit(plan, cast)
    edition = _decide(plan, cast)
    record = record_of_edition(edition)
    assert (edition.no, edition.state) == (1, EditionState.DECIDED)
    assert edition.content_json == submission.content_json
    assert edition.content_sha256 == submission.content_sha256
    assert edition.record_sha256 == sha256_of(canonical_record(record))
    assert [(d.name, d.capacity, d.content_sha256) for d in record.decisions] == [
        ("approver", Capacity.SELF, submission.content_sha256)
    ]
    assert record.decided_on == WrittenDate(
        written="令和8年3月31日", reading=DateReading(2026, 3, 31)
    )
    assert record.document_number == "下総第12号"
    assert _state(plan) == PlanState.SETTLED
    assert Submission.objects.get().outcome == SubmissionOutcome.DECIDED


def test_drafter_never_decides(plan: Plan, cast: Cast) -> None:
    submission = _submit(plan, cast)
    with pytest.raises(DeedNotAllowed, match="起案した人は決裁できません"):
        workflow.decide(
            plan,
            by=cast.author,
            at=NOON,
            content_sha256=submission.content_sha256,
            facts=FACTS,
        )
    assert Edition.objects.count() == 0
    assert _state(plan) == PlanState.CIRCULATING


def test_drafter_never_decides_not_even_as_superuser(plan: Plan, cast: Cast) -> None:
    submission = workflow.submit(plan, by=cast.superuser, at=NOON)
    with pytest.raises(DeedNotAllowed, match="起案した人は決裁できません"):
        workflow.decide(
            plan,
            by=cast.superuser,
            at=NOON,
            content_sha256=submission.content_sha256,
            facts=FACTS,
        )


def test_database_too_refuses_a_decision_by_the_drafter(plan: Plan, cast: Cast) -> None:
    submission = _submit(plan, cast)
    submission.outcome = SubmissionOutcome.DECIDED
    submission.closed_at, submission.closed_by = NOON, cast.author
    with (
        pytest.raises(IntegrityError, match="submission_not_decided_by_drafter"),
        transaction.atomic(),
    ):
        submission.save()


def test_decision_on_another_version_than_the_one_shown_is_refused(plan: Plan, cast: Cast) -> None:
    _submit(plan, cast)
    with pytest.raises(DeedNotAllowed, match="いま回議中の内容と違います"):
        workflow.decide(plan, by=cast.approver, at=NOON, content_sha256="0" * 64, facts=FACTS)
    assert _state(plan) == PlanState.CIRCULATING


def test_return_with_a_reason_opens_the_draft_again(plan: Plan, cast: Cast) -> None:
    submission = _submit(plan, cast)
    workflow.return_to_drafter(
        plan,
        by=cast.approver,
        at=NOON,
        content_sha256=submission.content_sha256,
        reason="KPIがありません",
    )
    submission.refresh_from_db()
    assert _state(plan) == PlanState.DRAFTING
    assert (submission.outcome, submission.closing_comment) == (
        SubmissionOutcome.RETURNED,
        "KPIがありません",
    )
    assert _deeds(plan) == [Deed.IMPORT, Deed.SUBMIT, Deed.RETURN]


def test_return_without_a_reason_is_refused(plan: Plan, cast: Cast) -> None:
    submission = _submit(plan, cast)
    with pytest.raises(DeedNotAllowed, match="理由を書いてください"):
        workflow.return_to_drafter(
            plan,
            by=cast.approver,
            at=NOON,
            content_sha256=submission.content_sha256,
            reason=" \n",
        )
    assert _state(plan) == PlanState.CIRCULATING


def test_only_the_drafter_withdraws(plan: Plan, cast: Cast) -> None:
    _submit(plan, cast)
    with pytest.raises(DeedNotAllowed, match="起案した人だけです"):
        workflow.withdraw(plan, by=cast.admin, at=NOON)
    workflow.withdraw(plan, by=cast.author, at=NOON)
    assert _state(plan) == PlanState.DRAFTING
    assert Submission.objects.get().outcome == SubmissionOutcome.WITHDRAWN


def test_publication_makes_the_former_edition_superseded(plan: Plan, cast: Cast) -> None:
    _submit(plan, cast)
    first = workflow.publish(
        _decide(plan, cast), by=cast.approver, at=NOON, published_on=date(2026, 4, 1)
    )
    workflow.start_revision(plan, by=cast.author, at=NOON, reason="施策の追加")
    Measure.objects.filter(plan=plan, uid="review").update(name="事務の全面見直し")
    _submit(plan, cast)
    second = workflow.publish(
        _decide(plan, cast), by=cast.approver, at=NOON, published_on=date(2027, 4, 1)
    )
    first.refresh_from_db()
    assert (first.no, first.state) == (1, EditionState.SUPERSEDED)
    assert (second.no, second.state) == (2, EditionState.PUBLISHED)
    assert content_of_edition(first).measures[1].name == "事務の見直し"
    assert content_of_edition(second).measures[1].name == "事務の全面見直し"
    assert record_of_edition(second).published_on == WrittenDate(
        written="令和9年4月1日", reading=DateReading(2027, 4, 1)
    )


def test_publishing_changes_the_record_and_never_the_content(plan: Plan, cast: Cast) -> None:
    _submit(plan, cast)
    edition = _decide(plan, cast)
    content, record = edition.content_sha256, edition.record_sha256
    published = workflow.publish(edition, by=cast.approver, at=NOON, published_on=date(2026, 4, 1))
    assert published.content_sha256 == content
    assert published.record_sha256 != record
    event = Event.objects.filter(plan=plan).latest("seq")
    assert event.data == {
        "edition": 1,
        "content_sha256": content,
        "record_sha256": published.record_sha256,
    }


def test_second_publication_is_refused_and_leaves_no_event(plan: Plan, cast: Cast) -> None:
    _submit(plan, cast)
    edition = workflow.publish(
        _decide(plan, cast), by=cast.approver, at=NOON, published_on=date(2026, 4, 1)
    )
    before = _deeds(plan)
    with pytest.raises(DeedNotAllowed, match="既に公表されています"):
        workflow.publish(edition, by=cast.admin, at=NOON, published_on=date(2026, 4, 2))
    assert _deeds(plan) == before


def test_unpublishing_needs_a_reason(plan: Plan, cast: Cast) -> None:
    _submit(plan, cast)
    edition = workflow.publish(
        _decide(plan, cast), by=cast.approver, at=NOON, published_on=date(2026, 4, 1)
    )
    with pytest.raises(DeedNotAllowed, match="理由を書いてください"):
        workflow.unpublish(edition, by=cast.approver, at=NOON, reason="")
    workflow.unpublish(edition, by=cast.approver, at=NOON, reason="誤記")
    assert Edition.objects.get().state == EditionState.UNPUBLISHED


def test_external_decision_is_recorded_as_such(plan: Plan, cast: Cast) -> None:
    edition = workflow.record_external(plan, by=cast.approver, at=NOON, facts=EXTERNAL)
    decision = record_of_edition(edition).decisions[0]
    assert (decision.capacity, decision.name, decision.evidence, decision.recorded_by) == (
        Capacity.EXTERNAL,
        "下川町長",
        "決裁文書 平成30年総第5号",
        "approver",
    )
    assert edition.submission is None
    assert _deeds(plan) == [Deed.IMPORT, Deed.RECORD_EXTERNAL]


def test_external_decision_needs_evidence(plan: Plan, cast: Cast) -> None:
    with pytest.raises(DeedNotAllowed, match="それを示す資料"):
        workflow.record_external(
            plan, by=cast.approver, at=NOON, facts=replace(EXTERNAL, evidence=" ")
        )
    assert _state(plan) == PlanState.DRAFTING


@pytest.mark.parametrize(
    ("reading", "is_refused"),
    [
        (DateReading(2026, 4, 1), False),
        (DateReading(2026, 4, 2), True),
        (DateReading(2026, 4), False),  # the month has begun
        (DateReading(2026, 5), True),
        (DateReading(2027, is_fiscal=True), True),
    ],
)
def test_external_decision_on_a_day_that_has_not_come_is_refused(
    reading: DateReading, is_refused: bool, plan: Plan, cast: Cast
) -> None:
    facts = replace(EXTERNAL, decided_on=WrittenDate(written="決裁日", reading=reading))
    try:
        workflow.record_external(plan, by=cast.approver, at=NOON, facts=facts)
    except DeedNotAllowed as refusal:
        said = str(refusal)
    else:
        said = ""
    refused = "決裁日が先の日付です。今日までの日付を入れてください。"
    assert (said, Edition.objects.count()) == ((refused, 0) if is_refused else ("", 1))


def test_submission_with_something_left_open_is_refused(plan: Plan, cast: Cast) -> None:
    Measure.objects.filter(plan=plan, uid="review").update(name="○○県の見直し")
    with pytest.raises(DeedNotAllowed, match="起案の前に直すところがあります"):
        _submit(plan, cast)
    assert _state(plan) == PlanState.DRAFTING
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("state", list(PlanState))
def test_each_deed_is_open_in_its_states_only(state: PlanState, plan: Plan, cast: Cast) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=state)
    plan.refresh_from_db()
    allowed = {deed for deed in TRANSITIONS if may(plan, deed)}
    assert (
        allowed
        == {
            PlanState.DRAFTING: {Deed.SUBMIT, Deed.RECORD_EXTERNAL},
            PlanState.CIRCULATING: {Deed.WITHDRAW, Deed.RETURN, Deed.DECIDE},
            PlanState.SETTLED: {Deed.START_REVISION},
        }[state]
    )


def test_submitting_twice_does_one_thing_once(plan: Plan, cast: Cast) -> None:
    _submit(plan, cast)
    with pytest.raises(DeedNotAllowed, match="この計画は回議中です"):
        _submit(plan, cast)
    assert Submission.objects.count() == 1
    assert _deeds(plan) == [Deed.IMPORT, Deed.SUBMIT]


def test_submission_takes_twelve_queries(plan: Plan, cast: Cast) -> None:
    with count_queries() as queries:
        _submit(plan, cast)
    assert len(queries) == 12


def test_decision_takes_seven_queries(plan: Plan, cast: Cast) -> None:
    submission = _submit(plan, cast)
    with count_queries() as queries:
        workflow.decide(
            plan,
            by=cast.approver,
            at=NOON,
            content_sha256=submission.content_sha256,
            facts=FACTS,
        )
    assert len(queries) == 7


def test_events_refuse_change_and_deletion_in_the_database(plan: Plan) -> None:
    event = Event.objects.get(plan=plan)
    for sql in (
        "UPDATE plans_event SET comment = 'x' WHERE id = %s",
        "DELETE FROM plans_event WHERE id = %s",
    ):
        with (
            pytest.raises(Exception, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, [event.pk])
    assert Event.objects.filter(plan=plan).count() == 1


def test_record_tells_the_editions_decided_before(plan: Plan, cast: Cast) -> None:
    for number in (1, 2, 3):
        workflow.submit(plan, by=cast.author, at=NOON, summary=f"改定{number}", reason="定例")
        edition = _decide(plan, cast)
        if number < 3:
            workflow.start_revision(plan, by=cast.author, at=NOON)
    day = WrittenDate(written="令和8年3月31日", reading=DateReading(2026, 3, 31))
    assert [(e.label, e.date, e.description) for e in record_of_edition(edition).earlier] == [
        ("第1版", day, "改定1\n定例"),
        ("第2版", day, "改定2\n定例"),
    ]


def test_decision_on_a_day_that_has_not_come_is_refused(plan: Plan, cast: Cast) -> None:
    submission = _submit(plan, cast)
    with pytest.raises(DeedNotAllowed, match="決裁日が先の日付です"):
        workflow.decide(
            plan,
            by=cast.approver,
            at=NOON,
            content_sha256=submission.content_sha256,
            facts=replace(FACTS, decided_on=date(2026, 4, 2)),
        )
    assert _state(plan) == PlanState.CIRCULATING


def test_publication_before_the_decision_is_refused(plan: Plan, cast: Cast) -> None:
    _submit(plan, cast)
    edition = _decide(plan, cast)
    with pytest.raises(DeedNotAllowed, match="公表日が決裁日より前です"):
        workflow.publish(edition, by=cast.approver, at=NOON, published_on=date(2026, 3, 30))
    assert Edition.objects.get().state == EditionState.DECIDED

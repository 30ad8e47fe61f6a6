"""The one door for state: only this module moves a plan or an edition.

Each deed locks the plan's row, checks state and separation of duties (with a Japanese reason),
writes, and appends its event, in one transaction. Rights are checked before, in
plans/permissions.py; the separation of duties is checked here, so that nobody gets round it.
Dates that people decide (決裁日, 公表日) and the moment of the deed are arguments.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from documents.codec import canonical_record, freeze, sha256_of
from documents.content import (
    Capacity,
    Decision,
    EarlierEdition,
    EditionRecord,
    PlanContent,
    WrittenDate,
)
from documents.eras import DateReading, format_reading
from documents.validation import ContentError, check_content
from plans.checks import blocking
from plans.content import content_of
from plans.decisions import DecisionFacts, ExternalFacts
from plans.editions import note_nationals, record_of_edition
from plans.enums import Deed, EditionState, PlanState, SubmissionOutcome
from plans.errors import DeedNotAllowed
from plans.events import append_event
from plans.models import Edition, Plan, Submission
from plans.transitions import TRANSITIONS


def _lock(plan: Plan) -> Plan:
    return (
        Plan.objects.select_for_update(of=("self",))
        .select_related("organization__municipality", "guide_edition")
        .get(pk=plan.pk)
    )


def _move(plan: Plan, deed: Deed) -> None:
    transition = TRANSITIONS[deed]
    if plan.state not in transition.sources:
        raise DeedNotAllowed(f"{transition.refusal}この計画は{PlanState(plan.state).label}です。")
    plan.state = transition.target


def _save_head(plan: Plan) -> None:
    plan.save(update_fields=["state", "epoch", "event_count", "head_hash"])


def written_day(day: date | None) -> WrittenDate | None:
    """Return a day that somebody entered as a written date, in 和暦 as offices write it."""
    if day is None:
        return None
    reading = DateReading(day.year, day.month, day.day)
    return WrittenDate(written=format_reading(reading, gregorian=False), reading=reading)


# --- birth -----------------------------------------------------------------------------------


def note_birth(
    plan: Plan, deed: Deed, *, by: User | None, at: datetime, data: dict[str, Any] | None = None
) -> None:
    """Append the first event of a plan that was just created or imported."""
    append_event(plan, deed, by=by, at=at, data=data)
    _save_head(plan)


# --- up for decision -------------------------------------------------------------------------


def _frozen_content(plan: Plan) -> tuple[PlanContent, str, str]:
    content = content_of(plan)
    try:
        check_content(content)
    except ContentError as error:
        raise DeedNotAllowed(
            "内容に直すべきところがあります。" + "／".join(str(p) for p in error.problems[:5])
        ) from error
    frozen = freeze(content)
    return content, frozen.text, frozen.sha256


def submit(
    plan: Plan, *, by: User, at: datetime, summary: str = "", reason: str = ""
) -> Submission:
    """起案: freeze the working copy and put it up for decision.

    Raises DeedNotAllowed where the plan is not a draft or something that makes the output wrong
    is left in it.
    """
    with transaction.atomic():
        plan = _lock(plan)
        _move(plan, Deed.SUBMIT)
        content, text, sha256 = _frozen_content(plan)
        faults = blocking(content)
        if faults:
            raise DeedNotAllowed(
                "起案の前に直すところがあります。" + "／".join(f.message for f in faults[:5])
            )
        submission = Submission.objects.create(
            plan=plan,
            content_json=text,
            content_sha256=sha256,
            drafter=by,
            submitted_at=at,
            summary=summary,
            reason=reason,
        )
        append_event(
            plan, Deed.SUBMIT, by=by, at=at, comment=summary, data={"content_sha256": sha256}
        )
        plan.epoch += 1  # later saves must not be merged into what was submitted
        _save_head(plan)
    return submission


def _pending(plan: Plan) -> Submission:
    submission = (
        Submission.objects.select_for_update()
        .filter(plan=plan, outcome=SubmissionOutcome.PENDING)
        .first()
    )
    if submission is None:
        raise DeedNotAllowed("回議中の起案がありません。画面を開き直してください。")
    return submission


def _close(
    submission: Submission, outcome: SubmissionOutcome, *, by: User, at: datetime, comment: str
) -> None:
    submission.outcome = outcome
    submission.closed_at = at
    submission.closed_by = by
    submission.closing_comment = comment
    submission.save(update_fields=["outcome", "closed_at", "closed_by", "closing_comment"])


def withdraw(plan: Plan, *, by: User, at: datetime, comment: str = "") -> None:
    """引戻し: the drafter takes the submission back before the decision."""
    with transaction.atomic():
        plan = _lock(plan)
        _move(plan, Deed.WITHDRAW)
        submission = _pending(plan)
        if submission.drafter_id != by.pk:
            raise DeedNotAllowed("引き戻せるのは起案した人だけです。差戻しを頼んでください。")
        _close(submission, SubmissionOutcome.WITHDRAWN, by=by, at=at, comment=comment)
        append_event(plan, Deed.WITHDRAW, by=by, at=at, comment=comment)
        _save_head(plan)


def return_to_drafter(
    plan: Plan, *, by: User, at: datetime, content_sha256: str, reason: str
) -> None:
    """差戻し: send the submission back with a reason; `content_sha256` is the version read."""
    if not reason.strip():
        raise DeedNotAllowed("差戻しの理由を書いてください。")
    with transaction.atomic():
        plan = _lock(plan)
        _move(plan, Deed.RETURN)
        submission = _pending(plan)
        _check_seen(submission, content_sha256)
        if submission.drafter_id == by.pk:
            raise DeedNotAllowed("自分の起案は差し戻せません。「引戻し」を使ってください。")
        _close(submission, SubmissionOutcome.RETURNED, by=by, at=at, comment=reason)
        append_event(
            plan,
            Deed.RETURN,
            by=by,
            at=at,
            comment=reason,
            data={"content_sha256": submission.content_sha256},
        )
        _save_head(plan)


def _check_seen(submission: Submission, content_sha256: str) -> None:
    if content_sha256 != submission.content_sha256:
        raise DeedNotAllowed(
            "開いていた内容は、いま回議中の内容と違います。画面を開き直して、読み直してください。"
        )


def decide(
    plan: Plan, *, by: User, at: datetime, content_sha256: str, facts: DecisionFacts
) -> Edition:
    """決裁: seal the submitted content as an edition.

    The decider is never who drafted it, superusers included. `content_sha256` is the hash of the
    version that the decider read; another one is refused, as is a 決裁日 that has not come.
    """
    _check_day(facts.decided_on, "決裁日", at=at)
    with transaction.atomic():
        plan = _lock(plan)
        _move(plan, Deed.DECIDE)
        submission = _pending(plan)
        if submission.drafter_id == by.pk:
            raise DeedNotAllowed("起案した人は決裁できません。ほかの承認者に頼んでください。")
        _check_seen(submission, content_sha256)
        _close(submission, SubmissionOutcome.DECIDED, by=by, at=at, comment=facts.comment)
        earlier = _earlier(plan)
        no = len(earlier) + 1  # editions are never deleted
        record = EditionRecord(
            edition_no=no,
            edition_label=f"第{no}版",
            content_sha256=submission.content_sha256,
            decisions=(
                Decision(
                    step=1,
                    name=by.name,
                    capacity=Capacity.SELF,
                    decided_on=written_day(facts.decided_on),
                    post=facts.post,
                    comment=facts.comment,
                    content_sha256=submission.content_sha256,
                ),
            ),
            document_number=facts.document_number,
            decided_on=written_day(facts.decided_on),
            established_on=written_day(facts.established_on or facts.decided_on),
            effective_on=written_day(facts.effective_on),
            summary=submission.summary,
            reason=submission.reason,
            department=facts.department,
            earlier=earlier,
        )
        edition = _seal(plan, submission.content_json, record, at=at, submission=submission)
        append_event(
            plan,
            Deed.DECIDE,
            by=by,
            at=at,
            comment=facts.comment,
            data=_edition_data(edition),
        )
        _save_head(plan)
    return edition


def record_external(plan: Plan, *, by: User | None, at: datetime, facts: ExternalFacts) -> Edition:
    """外部決裁の記録: seal the working copy as an edition that was decided elsewhere.

    A 決裁日 that has not come is refused: the edition could never be published.
    """
    day = facts.decided_on.reading
    _check_day(day.first_day if day else None, "決裁日", at=at)
    if not facts.decider.strip() or not facts.evidence.strip():
        raise DeedNotAllowed("外部決裁の決裁者と、それを示す資料を書いてください。")
    with transaction.atomic():
        plan = _lock(plan)
        _move(plan, Deed.RECORD_EXTERNAL)
        _, text, sha256 = _frozen_content(plan)
        earlier = _earlier(plan)
        no = len(earlier) + 1  # editions are never deleted
        record = EditionRecord(
            edition_no=no,
            edition_label=facts.edition_label or f"第{no}版",
            content_sha256=sha256,
            decisions=(
                Decision(
                    step=1,
                    name=facts.decider,
                    capacity=Capacity.EXTERNAL,
                    decided_on=facts.decided_on,
                    evidence=facts.evidence,
                    recorded_by=by.name if by else "",
                    content_sha256=sha256,
                ),
            ),
            document_number=facts.document_number,
            decided_on=facts.decided_on,
            established_on=facts.established_on,
            effective_on=facts.effective_on,
            summary=facts.summary,
            department=facts.department,
            earlier=earlier,
        )
        edition = _seal(plan, text, record, at=at, submission=None)
        append_event(
            plan,
            Deed.RECORD_EXTERNAL,
            by=by,
            at=at,
            comment=facts.evidence,
            data=_edition_data(edition),
        )
        _save_head(plan)
    return edition


def _earlier(plan: Plan) -> tuple[EarlierEdition, ...]:
    """Return the editions decided before, for the 改定履歴 of the one to be sealed."""
    editions = Edition.objects.filter(plan=plan).order_by("no").defer("content_json")
    records = [record_of_edition(edition) for edition in editions]
    return tuple(
        EarlierEdition(
            label=record.edition_label,
            date=record.established_on or record.decided_on,
            description="\n".join(filter(None, (record.summary, record.reason))),
            department=record.department,
        )
        for record in records
    )


def _check_day(day: date | None, name: str, *, at: datetime) -> None:
    """Refuse a day that has not come: what is sealed cannot be mended afterwards."""
    if day is not None and day > timezone.localdate(at):
        raise DeedNotAllowed(f"{name}が先の日付です。今日までの日付を入れてください。")


def _seal(
    plan: Plan, text: str, record: EditionRecord, *, at: datetime, submission: Submission | None
) -> Edition:
    record_text = canonical_record(record)
    edition = Edition.objects.create(
        plan=plan,
        no=record.edition_no,
        submission=submission,
        title=plan.title,  # the row is locked: it says what the content says
        short_name=plan.short_name,
        content_json=text,
        content_sha256=record.content_sha256,
        record_json=record_text,
        record_sha256=sha256_of(record_text),
        created_at=at,
    )
    note_nationals(edition)
    return edition


def _edition_data(edition: Edition) -> dict[str, Any]:
    return {
        "edition": edition.no,
        "content_sha256": edition.content_sha256,
        "record_sha256": edition.record_sha256,
    }


# --- publication -----------------------------------------------------------------------------


def _reseal_record(edition: Edition, record: EditionRecord) -> None:
    edition.record_json = canonical_record(record)
    edition.record_sha256 = sha256_of(edition.record_json)


def _check_published_on(record: EditionRecord, published_on: date | None) -> None:
    decided = record.decided_on.reading if record.decided_on else None
    if published_on is not None and decided is not None and published_on < decided.first_day:
        raise DeedNotAllowed("公表日が決裁日より前です。決裁日からあとの日付を入れてください。")


def publish(edition: Edition, *, by: User, at: datetime, published_on: date | None) -> Edition:
    """公表: make a decided edition public; the one that was public before becomes 改定済.

    `published_on` is None only for a plan that was published elsewhere on an unknown day.
    """
    with transaction.atomic():
        plan = _lock(edition.plan)
        edition = Edition.objects.select_for_update().get(pk=edition.pk)
        if edition.state == EditionState.PUBLISHED:
            raise DeedNotAllowed("この版は既に公表されています。")
        if edition.state not in {EditionState.DECIDED, EditionState.UNPUBLISHED}:
            raise DeedNotAllowed(
                f"公表できるのは決裁済みの版です。この版は{EditionState(edition.state).label}です。"
            )
        newer = Edition.objects.filter(plan=plan, no__gt=edition.no, state=EditionState.PUBLISHED)
        if newer.exists():
            raise DeedNotAllowed("もっと新しい版が公表されています。")
        Edition.objects.filter(plan=plan, state=EditionState.PUBLISHED).update(
            state=EditionState.SUPERSEDED
        )
        record = record_of_edition(edition)
        _check_published_on(record, published_on)
        edition.state = EditionState.PUBLISHED
        edition.published_at = at
        edition.published_by = by
        _reseal_record(edition, replace(record, published_on=written_day(published_on)))
        edition.save(
            update_fields=["state", "published_at", "published_by", "record_json", "record_sha256"]
        )
        append_event(plan, Deed.PUBLISH, by=by, at=at, data=_edition_data(edition))
        _save_head(plan)
    return edition


def unpublish(edition: Edition, *, by: User, at: datetime, reason: str) -> Edition:
    """公表の取下げ: take a published edition off the public site, with a reason."""
    if not reason.strip():
        raise DeedNotAllowed("公表を取り下げる理由を書いてください。")
    with transaction.atomic():
        plan = _lock(edition.plan)
        edition = Edition.objects.select_for_update().get(pk=edition.pk)
        if not edition.is_public:
            raise DeedNotAllowed("この版は公表されていません。")
        edition.state = EditionState.UNPUBLISHED
        edition.save(update_fields=["state"])
        append_event(
            plan, Deed.UNPUBLISH, by=by, at=at, comment=reason, data=_edition_data(edition)
        )
        _save_head(plan)
    return edition


def start_revision(plan: Plan, *, by: User, at: datetime, reason: str = "") -> None:
    """改定の開始: open the working copy again; it begins as the last edition ended."""
    with transaction.atomic():
        plan = _lock(plan)
        _move(plan, Deed.START_REVISION)
        append_event(plan, Deed.START_REVISION, by=by, at=at, comment=reason)
        _save_head(plan)

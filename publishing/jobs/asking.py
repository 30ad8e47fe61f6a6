"""Asking for files: the same work is never queued twice, and nobody fills the queue alone."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.models import User
from plans.models import Edition, Plan
from publishing.drafts import draft_of
from publishing.enums import OPEN_JOB_STATES, Format, JobKind, JobState
from publishing.errors import JobRefused
from publishing.jobs import starting
from publishing.models import Job
from publishing.store import draft_key, key_of_all, stored_draft

# How long files that could not be made, or were lost again, are not tried again by a mere look.
PAUSE = timedelta(minutes=10)


def ask_for_draft(plan: Plan, format: Format, *, by: User, at: datetime) -> Job:
    """Return the job that makes a file of what the working copy says now.

    What is already made ends at once; what is being made is joined, whoever asked for it.

    Raises:
        RenderingFailed: the working copy cannot be read.
        JobRefused: too many jobs of this person wait, or were asked for within the hour.
    """
    starting.attend(at=at)
    draft = draft_of(plan)
    file = stored_draft(draft.sha256, format)
    key = draft_key(draft.sha256, format)
    mine = Job.objects.filter(plan=plan, owner=by, key=key, state=JobState.DONE, file=file)
    if file is not None and (had := mine.first()) is not None:
        return had
    new = Job(
        kind=JobKind.DRAFT,
        owner=by,
        plan=plan,
        format=format,
        key=key,
        content_sha256=draft.sha256,
        content_json="" if file else draft.json,
        state=JobState.DONE if file else JobState.WAITING,
        file=file,
        created_at=at,
        called_at=at,
        ended_at=at if file else None,
    )
    return _open(new, quota_of=None if file else by)


def ask_for_edition(edition: Edition, *, by: User | None, at: datetime, again: bool = False) -> Job:
    """Return the job that makes those files of an edition that are not in the store.

    Args:
        by: who asked, or None for a reader of the public page. There is no quota: editions are
            few, and each has at most one open job.
        again: try now, even where it has just ended without making all of them.
    """
    starting.attend(at=at)
    key = key_of_all(edition)
    if not again:
        lately = Job.objects.filter(plan_id=edition.plan_id, key=key, ended_at__gt=at - PAUSE)
        if (had := lately.first()) is not None:
            return had
    new = Job(
        kind=JobKind.EDITION,
        owner=by,
        plan_id=edition.plan_id,
        edition=edition,
        key=key,
        content_sha256=edition.content_sha256,
        created_at=at,
        called_at=at,
    )
    return _open(new, quota_of=None)


def _open(new: Job, *, quota_of: User | None) -> Job:
    """Store a job and call a runner; return the open one with the same key where there is one."""
    same = Job.objects.filter(plan_id=new.plan_id, key=new.key, state__in=OPEN_JOB_STATES)
    try:
        with transaction.atomic():
            if quota_of is not None:
                # Two requests of one person queue up here, so that both cannot be the last.
                User.objects.select_for_update().get(pk=quota_of.pk)
                if (open_one := same.first()) is not None:
                    return open_one
                _check_quota(quota_of, at=new.created_at)
            new.save(force_insert=True)
    except IntegrityError:  # somebody asked for the same at the same moment
        return same.get()
    if new.is_open:
        starting.start(new.pk)
    return new


def _check_quota(owner: User, *, at: datetime) -> None:
    jobs = Job.objects.filter(owner=owner, kind=JobKind.DRAFT)
    waiting = list(jobs.filter(state__in=OPEN_JOB_STATES).select_related("plan").order_by("pk"))
    if len(waiting) >= settings.JOBS_OPEN_PER_USER:
        names = "、".join(f"「{job.plan.title}」の{Format(job.format).label}" for job in waiting)
        raise JobRefused(
            f"あなたが頼んだファイルを、いま{len(waiting)}件作っています（{names}）。"
            "できるのを待つか、取り消してから、もう一度押してください。"
        )
    # What came out of the store at once was never started and does not count.
    hour = jobs.filter(created_at__gt=at - timedelta(hours=1)).exclude(
        started_at=None, state=JobState.DONE
    )
    if hour.count() >= settings.JOBS_PER_HOUR:
        raise JobRefused(
            f"一時間に作れるファイルは{settings.JOBS_PER_HOUR}件までです。"
            "しばらく待ってから、もう一度押してください。"
        )

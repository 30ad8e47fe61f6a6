"""What pages show of a job: how far it is, what came of it, which text it shows."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from documents.eras import DateReading, format_reading
from plans.models import Plan
from plans.permissions import Access, Action
from publishing.enums import OPEN_JOB_STATES, Format, JobKind, JobState
from publishing.models import Job
from publishing.names import readable_size

_TONES = {
    JobState.WAITING: "neutral",
    JobState.RUNNING: "info",
    JobState.DONE: "success",
    JobState.FAILED: "danger",
    JobState.CANCELLED: "warning",
}
# So many of a person's jobs are listed on the page of a plan.
MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class JobPage:
    """A job as its page or a line of a list shows it."""

    job: Job
    title: str
    state: str
    tone: str
    progress: str
    moment: str  # when the content was as the file shows it
    has_file: bool
    size: str
    is_open: bool
    may_cancel: bool


def moment_text(at: datetime) -> str:
    """Return a moment to the minute, in the time of Japan: 令和8年11月21日18時05分."""
    local = timezone.localtime(at)
    day = format_reading(DateReading(local.year, local.month, local.day)).partition("（")[0]
    return f"{day}{local.hour}時{local.minute:02}分"


def may_cancel(job: Job, access: Access) -> bool:
    """Say whether somebody may cancel a job: who asked for it, and whoever may edit the plan."""
    return job.is_open and (job.owner_id == access.user.pk or access.can(Action.EDIT))


def _title(job: Job) -> str:
    match JobKind(job.kind):
        case JobKind.DRAFT:
            return f"案の{Format(job.format).label}"
        case JobKind.EDITION:
            return f"第{job.edition.no}版のファイル" if job.edition else ""


def _progress(job: Job, before: int) -> str:
    if job.state == JobState.WAITING:
        if job.attempts:
            return f"途中で止まったので、もう一度始めます（{job.attempts}回試しました）。"
        return f"順番を待っています（前に{before}件）。" if before else "まもなく始めます。"
    if job.state == JobState.RUNNING:
        if not job.doing:
            return "始めています。"
        return f"{job.steps}段階のうち{job.step + 1}段階目：{job.doing}"
    return ""


def job_page(job: Job, access: Access, *, before: int = 0) -> JobPage:
    """Return a job for a page; its file and edition come with it.

    Args:
        before: how many jobs wait before this one.
    """
    state = JobState(job.state)
    return JobPage(
        job=job,
        title=_title(job),
        state=state.label,
        tone=_TONES[state],
        progress=_progress(job, before),
        moment=moment_text(job.created_at),
        has_file=job.file is not None,
        size=readable_size(job.file.size) if job.file else "",
        is_open=job.is_open,
        may_cancel=may_cancel(job, access),
    )


def jobs_before(job: Job) -> int:
    """Return how many open jobs were asked for before a waiting one."""
    if job.state != JobState.WAITING:
        return 0
    return Job.objects.filter(state__in=OPEN_JOB_STATES, pk__lt=job.pk).count()


def own_jobs(plan: Plan, access: Access) -> list[JobPage]:
    """Return the files of a draft that somebody asked for, the newest first, in one query."""
    jobs = (
        Job.objects.filter(plan=plan, owner=access.user, kind=JobKind.DRAFT)
        .select_related("file")
        .defer("content_json")
    )
    return [job_page(job, access) for job in jobs[:MOST_LISTED]]

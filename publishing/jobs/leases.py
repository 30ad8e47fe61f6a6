"""The state of a job, moved by single UPDATE … WHERE statements; nothing else writes it.

Whoever takes a job gets a lease, a number and a time: the number (`attempts`) goes up each time,
and every later write names it. Who was killed, or was too slow, finds no row to write to, whoever
has the job now. A lease that is not renewed runs out, and anybody may take the job again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from publishing.enums import Format, JobState
from publishing.models import DraftFile, Job

EXHAUSTED = (
    "{attempts}回試しましたが、作る作業が途中で止まりました。"
    "計画が大きすぎるか、この仕組みを動かしている機械に問題があります。管理者に連絡してください。"
)


class LeaseLost(Exception):
    """The job was cancelled, or somebody else has taken it: what was made counts for nothing."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a job, until it is cancelled or the lease runs out."""

    job_id: int
    attempt: int

    def _row(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self.job_id, state=JobState.RUNNING, attempts=self.attempt)

    def is_held(self) -> bool:
        """Say whether the job is still this lease's."""
        return self._row().exists()

    def renew(self) -> None:
        """Keep the lease for another JOB_LEASE_SECONDS; raise LeaseLost where it is gone."""
        self._write(lease_until=_until(timezone.now()))

    def tell(self, step: int, steps: int, doing: str) -> None:
        """Say that `step` of `steps` are done and what is done now; keeps the lease too.

        Raises:
            LeaseLost: it is gone.
        """
        self._write(step=step, steps=steps, doing=doing, lease_until=_until(timezone.now()))

    def finish(self, file: DraftFile | None) -> None:
        """完了. `file` is what was made of a draft, None for an edition.

        Raises:
            LeaseLost: it is gone; then nothing is written.
        """
        self._end(JobState.DONE, step=F("steps"), file=file)

    def fail(self, reason: str, *, reasons: Mapping[Format, str] | None = None) -> None:
        """失敗, for a reason that another attempt would not change.

        Args:
            reasons: of each file of an edition that could not be made, where they are known.

        Raises:
            LeaseLost: it is gone; then nothing is written.
        """
        why = {format.value: each for format, each in (reasons or {}).items()}
        self._end(JobState.FAILED, error=reason, reasons=why)

    def give_back(self) -> None:
        """Let the job wait for another attempt; after the last one it has failed.

        Raises:
            LeaseLost: it is gone; then nothing is written.
        """
        if self.attempt >= settings.JOB_ATTEMPTS:
            self.fail(EXHAUSTED.format(attempts=self.attempt))
        else:
            self._write(state=JobState.WAITING, lease_until=None)

    def _end(self, state: JobState, **changes: object) -> None:
        self._write(**changes, **_ended(state, at=timezone.now()))

    def _write(self, **changes: object) -> None:
        if not self._row().update(**changes):
            raise LeaseLost(f"job {self.job_id}, attempt {self.attempt}")


def _until(at: datetime) -> datetime:
    return at + timedelta(seconds=settings.JOB_LEASE_SECONDS)


def _ended(state: JobState, *, at: datetime) -> dict[str, object]:
    return {"state": state, "lease_until": None, "ended_at": at, "doing": "", "content_json": ""}


def runnable(at: datetime) -> Q:
    """Return the condition of the jobs that may be taken: waiting, or their lease ran out."""
    return Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, lease_until__lt=at)


def take(job_id: int, *, at: datetime) -> Lease | None:
    """Take a job, or return None where it has ended or somebody else has it.

    One that was tried JOB_ATTEMPTS times fails here: its last runner died without a word.
    """
    free = Job.objects.filter(runnable(at), pk=job_id, attempts__lt=settings.JOB_ATTEMPTS)
    before = free.values_list("attempts", flat=True).first()
    if before is None:
        give_up(job_id, at=at)
        return None
    taken = free.filter(attempts=before).update(
        state=JobState.RUNNING,
        attempts=before + 1,
        lease_until=_until(at),
        started_at=at,
        step=0,
        doing="",
    )
    return Lease(job_id, before + 1) if taken else None


def give_up(job_id: int, *, at: datetime) -> None:
    """End a job whose attempts are used up and whose last lease ran out."""
    attempts = settings.JOB_ATTEMPTS
    Job.objects.filter(runnable(at), pk=job_id, attempts__gte=attempts).update(
        **_ended(JobState.FAILED, at=at), error=EXHAUSTED.format(attempts=attempts)
    )


def cancel(job_id: int, *, at: datetime) -> bool:
    """取消: end an open job; whoever works on it finds the lease gone. Say whether it was open."""
    open_jobs = Job.objects.filter(pk=job_id, state__in=(JobState.WAITING, JobState.RUNNING))
    return bool(open_jobs.update(**_ended(JobState.CANCELLED, at=at)))

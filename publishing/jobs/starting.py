"""Calling a runner for a job: a thread of this process, or a worker of django-q2 (JOB_RUNNER).

Either does the same with it: publishing/jobs/watching.py. A call may be lost (the process stops
before the job's turn) or come twice; whoever next looks at the job, or asks for another, calls
again, and a job that is taken cannot be taken a second time.
"""

import logging
import threading
from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connections
from django.utils import timezone

from publishing.enums import JobKind, JobState
from publishing.jobs.leases import give_up, runnable
from publishing.jobs.watching import watch_job
from publishing.models import Job

logger = logging.getLogger(__name__)

_MOST_CALLED = 100


def start(job_id: int) -> None:
    """Call a runner for a job; the caller's transaction must have ended."""
    if settings.JOB_RUNNER == "worker":
        from django_q.tasks import async_task

        async_task("publishing.jobs.starting.work", job_id)
    else:
        _thread.wake()


def work(job_id: int) -> None:
    """Make one attempt at a job; called by a worker.

    Where the attempt leaves the job to another, that is called at once; so are jobs that lost
    their runner.
    """
    watch_job(job_id)
    if Job.objects.filter(runnable(timezone.now()), pk=job_id).exists():
        start(job_id)
    attend(at=timezone.now())


def attend(job: Job | None = None, *, at: datetime) -> bool:
    """Call again for `job`, or for all jobs, that wait and that nobody was called for lately.

    Jobs whose last attempt died without a word fail here. Say whether there was any such job.
    """
    lately = at - timedelta(seconds=settings.JOB_LEASE_SECONDS)
    stale = Job.objects.filter(runnable(at), called_at__lt=lately)
    if job is not None:
        stale = stale.filter(pk=job.pk)
    found = list(stale.order_by("pk").values_list("pk", "attempts")[:_MOST_CALLED])
    for job_id, attempts in found:
        if attempts >= settings.JOB_ATTEMPTS:
            give_up(job_id, at=at)
        elif Job.objects.filter(pk=job_id, called_at__lt=lately).update(called_at=at):
            start(job_id)
    return bool(found)


def next_job(at: datetime, *, kinds: Collection[JobKind] = tuple(JobKind)) -> int | None:
    """Return the job whose turn it is; None where none waits.

    Files of editions come first, for the public waits for them. Then drafts, each person's first
    before anybody's second; what runs counts as one of its owner's.

    Args:
        kinds: which may be started now.
    """
    free = Job.objects.filter(runnable(at), attempts__lt=settings.JOB_ATTEMPTS, kind__in=kinds)
    waiting = list(free.order_by("pk").values_list("pk", "kind", "owner_id"))
    running = Job.objects.filter(
        kind=JobKind.DRAFT, state=JobState.RUNNING, lease_until__gte=at
    ).values_list("owner_id", flat=True)
    before = Counter(running)
    turns: list[tuple[bool, int, int]] = []
    for job_id, kind, owner in waiting:
        if kind == JobKind.EDITION:
            turns.append((False, 0, job_id))
        else:
            turns.append((True, before[owner], job_id))
            before[owner] += 1
    return min(turns)[2] if turns else None


class _Thread:
    """At most one thread of this process, which lives while jobs wait: one job at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running = False
        self._called = False

    def wake(self) -> None:
        """Let the thread look for jobs; start it where there is none."""
        with self._lock:
            self._called = True
            if self._running:
                return
            self._running = True
        threading.Thread(target=self._work, name="jobs", daemon=True).start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._called:
                    self._running = False
                    return
                self._called = False
            try:
                while (job_id := next_job(timezone.now())) is not None:
                    watch_job(job_id)
            except Exception:  # the thread must not leave `_running` behind; jobs are called again
                logger.exception("the jobs' thread stopped")
            finally:
                connections.close_all()


_thread = _Thread()

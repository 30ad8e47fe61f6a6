"""One attempt at a job: taken, given to a child process, watched, and told how it ended.

Used alike by the thread of a web process and by a worker. The child is the leader of a process
group of its own, so that whatever it starts goes with it.
"""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from publishing.jobs.leases import Lease, LeaseLost, take
from publishing.jobs.limits import Limits, limits

logger = logging.getLogger(__name__)

# How often it is looked whether the job was cancelled.
_TICK_SECONDS = 1.0
# What the kernel's own limit is given before we step in.
_GRACE_SECONDS = 5

TOO_MUCH_WORK = (
    "決められた計算の量（プロセッサーの時間で{seconds}秒）の中で作り終えられませんでした。"
    "とても大きな表や長い文があるときは、分けるか短くしてから、もう一度お試しください。"
)
TOO_LONG = (
    "決められた時間（{seconds}秒）の中で作り終えられませんでした。"
    "とても大きな表や長い文があるときは、分けるか短くしてから、もう一度お試しください。"
)


def watch_job(job_id: int, *, command: Sequence[str] | None = None) -> None:
    """Make one attempt at a job, in a child process; return when it has ended.

    A child that used up its time has failed for good: it would again. One that died of anything
    else (killed, out of memory, the database gone) leaves the job to the next attempt. Nothing is
    done where the job has ended or somebody else has it.

    Args:
        command: what to run in place of `manage.py run_job`, for tests.
    """
    lease = take(job_id, at=timezone.now())
    if lease is None:
        return
    bounds = limits()
    child = subprocess.Popen(
        command or _command(lease),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        outlived = _wait(child, lease, bounds)
    finally:
        _end(child)
    try:
        _judge(child.returncode, lease, bounds, outlived=outlived)
    except LeaseLost:
        pass  # the child has ended the job itself, or it was cancelled
    except (DatabaseError, InterfaceError):
        # The lease runs out, and whoever looks at the job next takes it up again.
        logger.exception("job %s: its end could not be written", job_id)
        connection.close()


def _command(lease: Lease) -> list[str]:
    return [
        sys.executable,
        str(settings.BASE_DIR / "manage.py"),
        "run_job",
        str(lease.job_id),
        f"--attempt={lease.attempt}",
        f"--parent={os.getpid()}",
    ]


def _wait(child: subprocess.Popen[bytes], lease: Lease, bounds: Limits) -> bool:
    """Wait for the child, keeping its lease; say whether it outlived its time.

    Where the lease is gone (取消) it returns at once.
    """
    started = renewed = time.monotonic()
    while True:
        try:
            child.wait(timeout=_TICK_SECONDS)
            return False
        except subprocess.TimeoutExpired:
            pass
        now = time.monotonic()
        if now - started > bounds.seconds + _GRACE_SECONDS:
            return True
        try:
            if now - renewed > settings.JOB_LEASE_SECONDS / 4:
                lease.renew()
                renewed = now
            elif not lease.is_held():
                return False
        except LeaseLost:
            return False
        except (DatabaseError, InterfaceError):
            # It may come back while the lease lasts; the child has its own connection.
            logger.exception("job %s: the lease could not be kept", lease.job_id)
            connection.close()


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the child's group, and collect the child: no zombie stays."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _judge(code: int, lease: Lease, bounds: Limits, *, outlived: bool) -> None:
    """Write how the child ended, where it could not do so itself."""
    if not lease.is_held():
        return
    if outlived or -code == signal.SIGALRM:
        logger.error("job %s: over its time", lease.job_id)
        lease.fail(TOO_LONG.format(seconds=bounds.seconds))
    elif -code == signal.SIGXCPU:
        logger.error("job %s: over its processor time", lease.job_id)
        lease.fail(TOO_MUCH_WORK.format(seconds=bounds.cpu_seconds))
    else:
        logger.error("job %s: its process ended with %s", lease.job_id, code)
        lease.give_back()

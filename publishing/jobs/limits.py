"""What the process of a job may use: time, processor, memory. A poison document ends it, not us."""

import ctypes
import os
import resource
import signal
from dataclasses import dataclass

from django.conf import settings

# From <sys/prctl.h>: the signal that the kernel sends to a process whose parent is gone.
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds on the clock, seconds of processor time, megabytes of address space."""

    seconds: int
    cpu_seconds: int
    memory_mb: int


def limits() -> Limits:
    """Return the limits of this installation (JOB_SECONDS, JOB_CPU_SECONDS, JOB_MEMORY_MB)."""
    return Limits(**settings.JOB_LIMITS)


def confine(limits: Limits, *, parent: int | None) -> None:
    """Put this process under limits, each of which the kernel enforces whatever the code does.

    Over the clock it is ended by SIGALRM, over the processor by SIGXCPU, over the memory its next
    allocation fails.

    Args:
        parent: the process that watches over this one: it dies with it, so that no work goes on
            unseen. None where nobody watches.
    """
    if parent is not None:
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before we asked to be told
            os.kill(os.getpid(), signal.SIGKILL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(limits.seconds)
    # The soft limit sends SIGXCPU, the hard one a second later SIGKILL.
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1)
    size = limits.memory_mb * 1024 * 1024
    _lower(resource.RLIMIT_AS, size, size)
    _lower(resource.RLIMIT_CORE, 0, 0)


def _lower(what: int, soft: int, hard: int) -> None:
    """Set a limit, but never above the one that the machine has set already."""
    _, most = resource.getrlimit(what)
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(what, (soft, hard))

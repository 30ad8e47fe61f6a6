"""Who watches over a child: what he makes of its end, and of a database that goes away."""

import sys
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.utils import timezone

from publishing.jobs import leases, watching
from publishing.jobs.leases import Lease
from publishing.jobs.watching import watch_job
from tests.publishing.jobs.test_leases import columns

pytestmark = pytest.mark.django_db


def program(code: str) -> list[str]:
    """Return a command that stands for the child."""
    return [sys.executable, "-c", code]


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whenever the connection is given up, so that the next query opens another."""
    closed: list[str] = []
    stub = SimpleNamespace(close=lambda: closed.append("closed"))
    monkeypatch.setattr(watching, "connection", stub)
    return closed


@pytest.mark.parametrize(
    "code", ["import sys; sys.exit(3)", "pass", "import os; os.abort()"], ids=["3", "0", "abort"]
)
def test_a_child_that_says_nothing_is_followed_by_another(make_job, code, caplog) -> None:
    job = make_job()
    watch_job(job.pk, command=program(code))
    assert columns(job, "state", "attempts", "error") == ("waiting", 1, "")


def test_a_job_that_somebody_has_starts_no_child(make_job, tmp_path) -> None:
    job, mark = make_job(), tmp_path / "mark"
    leases.take(job.pk, at=timezone.now())
    watch_job(job.pk, command=program(f"open({str(mark)!r}, 'w')"))
    assert mark.exists() is False


def test_a_program_that_cannot_be_started_leaves_the_job_to_another_attempt(make_job) -> None:
    job = make_job()
    with pytest.raises(FileNotFoundError):
        watch_job(job.pk, command=["/no/such/program"])
    assert columns(job, "state", "attempts") == ("running", 1)


def test_a_database_that_is_away_for_a_moment_is_waited_for(
    make_job, monkeypatch, closed, caplog
) -> None:
    job, real = make_job(), Lease.is_held
    answers = [OperationalError("the server closed the connection")]

    def is_held(lease: Lease) -> bool:
        if answers:
            raise answers.pop()
        return real(lease)

    monkeypatch.setattr(watching, "_TICK_SECONDS", 0.01)
    monkeypatch.setattr(Lease, "is_held", is_held)
    watch_job(job.pk, command=program("import time; time.sleep(0.2)"))
    assert (columns(job, "state"), closed) == (("waiting",), ["closed"])


def test_an_end_that_cannot_be_written_is_found_when_the_lease_has_run_out(
    make_job, monkeypatch, closed, caplog
) -> None:
    def is_held(lease: Lease) -> bool:
        raise OperationalError("the server closed the connection")

    job = make_job()
    monkeypatch.setattr(Lease, "is_held", is_held)
    watch_job(job.pk, command=program("pass"))
    assert (columns(job, "state"), closed) == (("running",), ["closed"])
    later = columns(job, "lease_until")[0]
    monkeypatch.undo()
    assert leases.take(job.pk, at=later + timedelta(seconds=1)) == Lease(job.pk, 2)

"""Who is called for a job, and for one whose runner was lost."""

from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from publishing.jobs import leases, starting
from publishing.jobs.asking import ask_for_edition
from publishing.jobs.leases import take
from publishing.jobs.starting import attend, next_job, work
from publishing.models import Job
from tests.publishing.conftest import AT
from tests.publishing.jobs.test_leases import GIVEN_UP, columns

pytestmark = pytest.mark.django_db

LATER = timedelta(seconds=61)


def test_a_job_whose_runner_was_lost_is_called_again_once(make_job, called_jobs) -> None:
    job = make_job()
    attend(at=AT + LATER)
    attend(at=AT + LATER)
    assert called_jobs == [job.pk]


def test_a_job_for_which_somebody_was_just_called_is_left_alone(make_job, called_jobs) -> None:
    make_job()
    attend(at=AT + timedelta(seconds=59))
    assert called_jobs == []


def test_a_job_that_runs_is_left_alone_and_called_for_when_its_lease_has_run_out(
    make_job, called_jobs
) -> None:
    job = make_job()
    take(job.pk, at=AT + LATER)
    attend(at=AT + 1.5 * LATER)
    assert called_jobs == []
    attend(at=AT + 3 * LATER)
    assert called_jobs == [job.pk]


def test_a_job_whose_last_attempt_died_without_a_word_has_failed(make_job, called_jobs) -> None:
    job = make_job(attempts=2)
    take(job.pk, at=AT)
    attend(at=AT + LATER)
    assert (called_jobs, columns(job, "state", "error")) == ([], ("failed", GIVEN_UP))


def test_one_job_can_be_attended_alone(make_job, called_jobs) -> None:
    make_job()
    job = make_job(key="b" * 64)
    attend(job, at=AT + LATER)
    assert called_jobs == [job.pk]


def test_jobs_are_done_in_the_order_in_which_they_were_asked_for(make_job) -> None:
    first, second = make_job(), make_job(key="b" * 64)
    assert next_job(AT) == first.pk
    take(first.pk, at=AT)
    assert next_job(AT) == second.pk
    take(second.pk, at=AT)
    assert (next_job(AT), next_job(AT + LATER)) == (None, first.pk)


def test_files_of_an_edition_come_before_any_draft(make_job, edition) -> None:
    make_job()
    job = ask_for_edition(edition, by=None, at=AT)
    assert next_job(AT) == job.pk


def test_everybody_has_a_first_turn_before_anybody_has_a_second(make_job, cast) -> None:
    first, second = make_job(), make_job(key="b" * 64)
    other = make_job(key="c" * 64, owner=cast.contributor)
    turns = []
    while (job_id := next_job(AT)) is not None:
        turns.append(job_id)
        leases.cancel(job_id, at=AT) if len(turns) > 1 else take(job_id, at=AT)
    assert turns == [first.pk, other.pk, second.pk]


def test_the_thread_of_a_process_does_what_waits_and_ends(make_job, monkeypatch) -> None:
    """Run in this thread: the queue is worked off, then there is no thread any more."""
    first, second = make_job(), make_job(key="b" * 64)
    done: list[int] = []

    def watch(job_id: int) -> None:
        take(job_id, at=timezone.now())
        done.append(job_id)

    monkeypatch.setattr(starting, "watch_job", watch)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr(
        "threading.Thread.start", lambda thread: thread._target(*thread._args, **thread._kwargs)
    )
    thread = starting._Thread()
    thread.wake()
    assert (done, thread._running) == ([first.pk, second.pk], False)


def test_an_error_ends_the_round_but_not_the_thread_for_good(make_job, monkeypatch, caplog) -> None:
    make_job()
    monkeypatch.setattr(starting, "watch_job", lambda job_id: 1 / 0)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr(
        "threading.Thread.start", lambda thread: thread._target(*thread._args, **thread._kwargs)
    )
    thread = starting._Thread()
    thread.wake()
    thread.wake()
    assert [record.getMessage() for record in caplog.records] == ["the jobs' thread stopped"] * 2


def test_a_worker_calls_for_the_next_attempt(make_job, called_jobs, monkeypatch) -> None:
    job = make_job(called_at=timezone.now())

    def die(job_id: int) -> None:
        lease = take(job_id, at=timezone.now())
        assert lease is not None
        lease.give_back()

    monkeypatch.setattr(starting, "watch_job", die)
    work(job.pk)
    assert called_jobs == [job.pk]


def test_a_worker_calls_for_nothing_when_the_job_has_ended(make_job, called_jobs, monkeypatch):
    job = make_job()
    monkeypatch.setattr(
        starting, "watch_job", lambda job_id: Job.objects.filter(pk=job_id).delete()
    )
    work(job.pk)
    assert called_jobs == []

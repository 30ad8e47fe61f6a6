"""Who may write to a job: one at a time, and only while the lease holds."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from publishing.jobs.leases import Lease, LeaseLost, cancel, take
from publishing.models import Job
from tests.publishing.conftest import AT

pytestmark = pytest.mark.django_db

LATER = timedelta(seconds=61)
GIVEN_UP = (
    "3回試しましたが、作る作業が途中で止まりました。"
    "計画が大きすぎるか、この仕組みを動かしている機械に問題があります。管理者に連絡してください。"
)


def columns(job: Job, *names: str) -> tuple[Any, ...]:
    """Return what the database says of a job now."""
    found: tuple[Any, ...] = Job.objects.values_list(*names).get(pk=job.pk)
    return found


def test_a_waiting_job_is_taken_for_a_minute(make_job) -> None:
    job = make_job()
    assert take(job.pk, at=AT) == Lease(job.pk, 1)
    assert columns(job, "state", "attempts", "lease_until", "started_at") == (
        "running",
        1,
        AT + timedelta(seconds=60),
        AT,
    )


def test_a_job_is_taken_once(make_job) -> None:
    job = make_job()
    take(job.pk, at=AT)
    assert take(job.pk, at=AT) is None
    assert columns(job, "attempts") == (1,)


def test_who_looked_at_the_same_moment_comes_too_late(make_job, monkeypatch) -> None:
    """Both see it waiting; the other takes it between our look and our writing."""
    job = make_job()
    look = QuerySet.first
    others: list[Lease | None] = []

    def look_and_be_late(query: Any) -> Any:
        seen = look(query)
        monkeypatch.setattr(QuerySet, "first", look)
        others.append(take(job.pk, at=AT))
        return seen

    monkeypatch.setattr(QuerySet, "first", look_and_be_late)
    assert (take(job.pk, at=AT), others) == (None, [Lease(job.pk, 1)])
    assert columns(job, "attempts") == (1,)


def test_a_lease_that_ran_out_is_taken_over(make_job) -> None:
    job = make_job()
    take(job.pk, at=AT)
    assert take(job.pk, at=AT + LATER) == Lease(job.pk, 2)


def test_who_lost_the_lease_can_write_nothing(make_job) -> None:
    job = make_job()
    old = take(job.pk, at=timezone.now() - LATER)
    new = take(job.pk, at=timezone.now())
    assert old is not None
    assert new is not None
    before = columns(job, *(field.attname for field in Job._meta.fields))
    for deed in (
        old.renew,
        lambda: old.tell(1, 2, "PDF"),
        lambda: old.finish(None),
        lambda: old.fail("理由"),
        old.give_back,
    ):
        with pytest.raises(LeaseLost):
            deed()
    assert columns(job, *(field.attname for field in Job._meta.fields)) == before
    assert (old.is_held(), new.is_held()) == (False, True)


def test_telling_keeps_the_lease(make_job) -> None:
    job = make_job()
    lease = take(job.pk, at=timezone.now() - timedelta(seconds=50))
    assert lease is not None
    lease.tell(1, 3, "PDFファイルを作っています")
    state = columns(job, "step", "steps", "doing")
    assert state == (1, 3, "PDFファイルを作っています")
    assert columns(job, "lease_until")[0] > timezone.now() + timedelta(seconds=50)


def test_a_failure_says_why_and_lets_the_content_go(make_job) -> None:
    job = make_job()
    lease = take(job.pk, at=timezone.now())
    assert lease is not None
    lease.tell(1, 3, "PDF")
    lease.fail("理由")
    assert columns(job, "state", "error", "doing", "content_json", "lease_until") == (
        "failed",
        "理由",
        "",
        "",
        None,
    )
    assert take(job.pk, at=timezone.now()) is None


def test_a_job_that_is_given_back_waits_for_the_next_attempt(make_job) -> None:
    job = make_job()
    lease = take(job.pk, at=timezone.now())
    assert lease is not None
    lease.give_back()
    assert columns(job, "state", "attempts", "content_json") == ("waiting", 1, job.content_json)


def test_after_the_last_attempt_it_has_failed(make_job) -> None:
    job = make_job()
    for _ in range(3):
        lease = take(job.pk, at=timezone.now())
        assert lease is not None
        lease.give_back()
    assert columns(job, "state", "attempts", "error") == ("failed", 3, GIVEN_UP)


def test_attempts_that_died_without_a_word_count_too(make_job) -> None:
    job = make_job()
    for number in range(3):
        assert take(job.pk, at=AT + number * LATER) == Lease(job.pk, number + 1)
    assert take(job.pk, at=AT + 3 * LATER) is None
    assert columns(job, "state", "attempts", "error") == ("failed", 3, GIVEN_UP)


def test_the_last_attempt_is_left_alone_while_its_lease_holds(make_job) -> None:
    job = make_job(attempts=2)
    take(job.pk, at=AT)
    assert take(job.pk, at=AT) is None
    assert columns(job, "state", "attempts") == ("running", 3)


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_an_open_job_is_cancelled(make_job, state) -> None:
    job = make_job()
    lease = take(job.pk, at=AT) if state == "running" else Lease(job.pk, 0)
    assert cancel(job.pk, at=AT) is True
    assert columns(job, "state", "ended_at", "lease_until", "content_json") == (
        "cancelled",
        AT,
        None,
        "",
    )
    assert lease is not None
    assert (lease.is_held(), take(job.pk, at=AT + LATER)) == (False, None)


def test_what_has_ended_is_not_cancelled(make_job) -> None:
    job = make_job(state="failed", error="理由", ended_at=AT, content_json="")
    assert cancel(job.pk, at=AT + LATER) is False
    assert columns(job, "state", "ended_at") == ("failed", AT)


def test_a_job_that_is_not_there(db) -> None:
    assert (take(7, at=AT), cancel(7, at=AT)) == (None, False)

"""What is let go, and what never is."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from catalog.storage import keep
from publishing.jobs.pruning import prune
from publishing.jobs.running import run_job
from publishing.models import DraftFile, Job, Rendering
from publishing.store import render_all
from tests.publishing.conftest import AT

pytestmark = pytest.mark.django_db

LONG_AFTER = timedelta(days=31)


def age(name: str, at: datetime) -> None:
    os.utime(default_storage.path(name), (at.timestamp(), at.timestamp()))


@pytest.fixture
def done(make_job, engine) -> Job:
    """A job of a draft that is done."""
    job: Job = make_job()
    run_job(job.pk)
    job.refresh_from_db()
    return job


def ended(job: Job) -> datetime:
    assert job.ended_at is not None
    return job.ended_at


def test_a_file_of_a_draft_goes_with_its_last_job(done) -> None:
    name = done.file.name
    assert prune(at=ended(done) + timedelta(days=29)) == 0
    assert prune(at=ended(done) + LONG_AFTER) == 1
    assert (Job.objects.count(), DraftFile.objects.count()) == (0, 0)
    assert default_storage.exists(name) is False


def test_a_file_that_a_young_job_names_stays(done, make_job) -> None:
    young = ended(done) + LONG_AFTER
    make_job(state="done", file=done.file, ended_at=young, content_json="")
    assert prune(at=young) == 0
    assert (Job.objects.count(), default_storage.exists(done.file.name)) == (1, True)


def test_a_job_that_is_open_stays_however_old(make_job) -> None:
    make_job()
    prune(at=AT + timedelta(days=3650))
    assert Job.objects.count() == 1


def test_files_of_editions_stay_for_ever(edition, engine) -> None:
    made = render_all(edition, at=AT)
    for row in made:
        age(row.name, AT)
    prune(at=AT + timedelta(days=3650))
    assert [default_storage.exists(row.name) for row in made] == [True] * len(made)
    assert Rendering.objects.count() == len(made)


def test_what_a_killed_process_left_goes_after_a_day(done) -> None:
    orphan = keep(b"%PDF orphan", folder="drafts", extension="pdf")
    halves = ["drafts/ab/.half.part", "renderings/ab/.half.part"]
    for half in halves:
        path = Path(default_storage.path(half))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF ha")
    now = ended(done)
    for name in (orphan, *halves, done.file.name):
        age(name, now - timedelta(hours=23))
    prune(at=now)
    assert [default_storage.exists(name) for name in (orphan, *halves)] == [True] * 3
    prune(at=now + timedelta(hours=2))
    assert [default_storage.exists(name) for name in (orphan, *halves)] == [False] * 3
    assert default_storage.exists(done.file.name) is True

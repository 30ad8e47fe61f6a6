"""Asking for files: never the same work twice, never a queue filled by one person."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from catalog.storage import drop
from plans.models import Plan
from publishing import store
from publishing.drafts import draft_of
from publishing.enums import Format, JobKind, JobState
from publishing.errors import JobRefused, RenderingFailed
from publishing.jobs.asking import PAUSE, ask_for_draft, ask_for_edition
from publishing.models import DraftFile, Job
from publishing.rendering import fingerprint
from publishing.store import draft_key, key_of, key_of_all
from tests.factories import make_user
from tests.publishing.conftest import AT, TITLE
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db

PDF, DOCX = Format.PDF, Format.DOCX


def edit(plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(vision="新しい目指す姿")
    plan.refresh_from_db()


def test_what_is_asked_for_is_sealed_and_a_runner_called(cast, plan, called_jobs) -> None:
    job = ask_for_draft(plan, PDF, by=cast.viewer, at=AT)
    assert (job.kind, job.state, job.owner, job.format) == (
        JobKind.DRAFT,
        JobState.WAITING,
        cast.viewer,
        "pdf",
    )
    assert job.key == draft_key(job.content_sha256, PDF)
    assert (f'"title": "{TITLE}"' in job.content_json, called_jobs) == (True, [job.pk])


def test_the_same_work_is_not_queued_twice_whoever_asks(cast, plan, called_jobs) -> None:
    first = ask_for_draft(plan, PDF, by=cast.author, at=AT)
    again = ask_for_draft(plan, PDF, by=cast.author, at=AT)
    theirs = ask_for_draft(plan, PDF, by=cast.viewer, at=AT)
    assert (again, theirs, called_jobs) == (first, first, [first.pk])


def test_two_who_ask_at_the_same_moment_share_a_job(cast, plan, called_jobs, monkeypatch) -> None:
    """The other's row comes between our look and our writing; the database refuses ours."""
    first = ask_for_draft(plan, PDF, by=cast.viewer, at=AT)
    look = QuerySet.first
    monkeypatch.setattr(
        QuerySet,
        "first",
        lambda query: None if query.model is Job and "IN" in str(query.query) else look(query),
    )
    assert ask_for_draft(plan, PDF, by=cast.author, at=AT) == first
    assert called_jobs == [first.pk]


def test_another_format_and_another_text_are_other_work(cast, plan, called_jobs) -> None:
    ask_for_draft(plan, PDF, by=cast.author, at=AT)
    ask_for_draft(plan, DOCX, by=cast.author, at=AT)
    edit(plan)
    ask_for_draft(plan, PDF, by=cast.author, at=AT)
    assert len(called_jobs) == 3


def test_equal_content_is_never_made_twice(cast, plan, engine, called_jobs) -> None:
    first = ask_for_draft(plan, PDF, by=cast.author, at=AT)
    called_jobs.run()
    mine = ask_for_draft(plan, PDF, by=cast.author, at=AT)
    theirs = ask_for_draft(plan, PDF, by=cast.viewer, at=AT)
    first.refresh_from_db()
    assert (mine, theirs.state, theirs.file, theirs.owner) == (
        first,
        JobState.DONE,
        first.file,
        cast.viewer,
    )
    assert (engine.asked, called_jobs) == (["pdf"], [])


def test_a_file_of_a_draft_that_is_lost_is_made_again(cast, plan, engine, called_jobs) -> None:
    ask_for_draft(plan, PDF, by=cast.author, at=AT)
    called_jobs.run()
    drop(DraftFile.objects.get().name)
    job = ask_for_draft(plan, PDF, by=cast.author, at=AT)
    called_jobs.run()
    job.refresh_from_db()
    assert (job.state, engine.asked, DraftFile.objects.count()) == ("done", ["pdf", "pdf"], 1)


def test_a_draft_has_no_key_of_an_edition(edition) -> None:
    """The same content, sealed and not: neither can be served for the other."""
    sha256 = edition.content_sha256
    drafts = {draft_key(sha256, format) for format in Format}
    editions = {key_of(edition, format) for format in Format}
    assert (len(drafts), len(editions), drafts & editions) == (len(Format), len(Format), set())


def test_a_better_renderer_makes_the_draft_again(cast, plan, engine, called_jobs, monkeypatch):
    ask_for_draft(plan, PDF, by=cast.author, at=AT)
    called_jobs.run()
    monkeypatch.setattr(store, "fingerprint", lambda format: (*fingerprint(format), "new"))
    ask_for_draft(plan, PDF, by=cast.author, at=AT)
    assert len(called_jobs) == 1


def test_a_working_copy_that_cannot_be_read_makes_no_job(cast, plan, called_jobs, caplog) -> None:
    Plan.objects.filter(pk=plan.pk).update(period={"start": "2020-13"})
    plan.refresh_from_db()
    with pytest.raises(RenderingFailed):
        ask_for_draft(plan, PDF, by=cast.author, at=AT)
    assert (Job.objects.count(), called_jobs) == (0, [])


# --- quotas ----------------------------------------------------------------------------------


def test_a_fourth_open_job_is_refused_and_says_what_waits(cast, make_plan, called_jobs) -> None:
    for number in range(3):
        ask_for_draft(make_plan(f"plan-{number}"), PDF, by=cast.author, at=AT)
    with pytest.raises(JobRefused) as refusal:
        ask_for_draft(make_plan("plan-3"), PDF, by=cast.author, at=AT)
    names = "、".join([f"「{TITLE}」のPDF"] * 3)
    assert str(refusal.value) == (
        f"あなたが頼んだファイルを、いま3件作っています（{names}）。"
        "できるのを待つか、取り消してから、もう一度押してください。"
    )
    assert len(called_jobs) == 3


def test_a_thousand_jobs_of_one_person_keep_nobody_waiting(
    cast, plan, called_jobs, monkeypatch
) -> None:
    real, refused = draft_of(plan), 0
    for number in range(1_000):
        other = replace(real, sha256=f"{number:064x}")  # as if the text had changed each time
        monkeypatch.setattr("publishing.jobs.asking.draft_of", lambda plan, other=other: other)
        try:
            ask_for_draft(plan, PDF, by=cast.author, at=AT)
        except JobRefused:
            refused += 1
    theirs = ask_for_draft(plan, DOCX, by=cast.viewer, at=AT)
    assert (refused, len(called_jobs), called_jobs[3]) == (997, 4, theirs.pk)


def test_what_has_ended_makes_room(cast, make_plan, engine, called_jobs) -> None:
    for number in range(5):
        ask_for_draft(make_plan(f"plan-{number}", vision=f"{number}"), PDF, by=cast.author, at=AT)
        called_jobs.run()
    assert Job.objects.filter(state=JobState.DONE).count() == 5


def test_so_many_an_hour(cast, make_plan, engine, called_jobs, settings) -> None:
    settings.JOBS_PER_HOUR = 2
    at = timezone.now()
    for number in range(2):
        ask_for_draft(make_plan(f"plan-{number}", vision=f"{number}"), PDF, by=cast.author, at=at)
        called_jobs.run()
    third = make_plan("third", vision="third")
    with pytest.raises(JobRefused) as refusal:
        ask_for_draft(third, PDF, by=cast.author, at=at + timedelta(minutes=59))
    assert str(refusal.value) == (
        "一時間に作れるファイルは2件までです。しばらく待ってから、もう一度押してください。"
    )
    ask_for_draft(third, PDF, by=cast.author, at=at + timedelta(minutes=61))
    assert len(called_jobs) == 1


def test_what_comes_out_of_the_store_is_not_counted(
    cast, plan, engine, called_jobs, settings
) -> None:
    settings.JOBS_PER_HOUR = 1
    ask_for_draft(plan, PDF, by=cast.viewer, at=AT)
    called_jobs.run()
    ask_for_draft(plan, PDF, by=cast.author, at=AT)
    edit(plan)
    ask_for_draft(plan, PDF, by=cast.author, at=AT)
    assert len(called_jobs) == 1


def test_asking_takes_so_many_queries_however_long_the_queue(cast, plan, make_job) -> None:
    for number in range(30):
        make_job(owner=make_user(f"other-{number}"), key=f"{number:064x}", called_at=timezone.now())
    with assert_queries(15):
        ask_for_draft(plan, PDF, by=cast.author, at=timezone.now())


# --- editions --------------------------------------------------------------------------------


def test_the_files_of_an_edition_are_one_job(cast, edition, called_jobs) -> None:
    first = ask_for_edition(edition, by=None, at=AT)
    again = ask_for_edition(edition, by=cast.author, at=AT)
    assert (again, first.kind, first.edition, first.key) == (
        first,
        JobKind.EDITION,
        edition,
        key_of_all(edition),
    )
    assert (first.owner, called_jobs) == (None, [first.pk])


@pytest.mark.parametrize(("again", "jobs"), [(False, 1), (True, 2)])
def test_what_has_just_failed_is_tried_again_by_will_only(edition, again, jobs) -> None:
    failed = ask_for_edition(edition, by=None, at=AT)
    Job.objects.update(state=JobState.FAILED, error="理由", ended_at=AT)
    found = ask_for_edition(edition, by=None, at=AT + PAUSE / 2, again=again)
    assert (found == failed, Job.objects.count()) == (not again, jobs)


def test_after_a_pause_a_look_is_enough(edition, called_jobs) -> None:
    ask_for_edition(edition, by=None, at=AT)
    Job.objects.update(state=JobState.FAILED, error="理由", ended_at=AT)
    ask_for_edition(edition, by=None, at=AT + PAUSE)
    assert len(called_jobs) == 2


def test_files_of_an_edition_are_not_counted(cast, make_plan, edition, called_jobs) -> None:
    for number in range(3):
        ask_for_draft(make_plan(f"plan-{number}"), PDF, by=cast.approver, at=AT)
    ask_for_edition(edition, by=cast.approver, at=AT)
    assert len(called_jobs) == 4


def test_nobody_is_called_inside_a_transaction(cast, plan, monkeypatch) -> None:
    inside: list[bool] = []
    depth = len(transaction.get_connection().savepoint_ids)
    monkeypatch.setattr(
        "publishing.jobs.starting.start",
        lambda job_id: inside.append(len(transaction.get_connection().savepoint_ids) > depth),
    )
    ask_for_draft(plan, PDF, by=cast.author, at=AT)
    assert inside == [False]

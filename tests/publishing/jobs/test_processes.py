"""Real child processes on a real database: what is killed, too slow, too large or refused.

Every case ends in another attempt or in a failure that says why, never in half a file.
"""

import os
import signal
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connections
from django.utils import timezone

from documents.content import Paragraph, Table, TableCell, TableRow
from publishing.errors import NO_ROOM
from publishing.jobs import leases, starting, watching
from publishing.jobs.leases import EXHAUSTED, take
from publishing.jobs.watching import TOO_LONG, TOO_MUCH_WORK, watch_job
from publishing.models import DraftFile, Job
from publishing.store import TOO_LITTLE_MEMORY
from tests.publishing.conftest import chapter_of, figure_block, store_figure
from tests.publishing.jobs.real_site import (
    Site,
    child_of,
    processes,
    site,
    wait_for,
    zombies,
)
from tests.publishing.jobs.test_leases import columns

__all__ = ["site"]

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

Limit = Callable[..., None]
HUGE_TABLE = Table(
    uid="huge",
    rows=tuple(
        TableRow(
            uid=f"r-{row}",
            cells=tuple(TableCell(text=f"{row}行の{cell}列の文") for cell in range(4)),
        )
        for row in range(10_000)
    ),
)
LONG_WORD = tuple(Paragraph(uid=f"p-{n}", text="あ" * 20_000) for n in range(17))


@pytest.fixture
def limit(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Limit:
    """Return a function that sets limits for this process and for its children."""

    def limit(**limits: int) -> None:
        settings.JOB_LIMITS = {**settings.JOB_LIMITS, **limits}
        for name, value in limits.items():
            monkeypatch.setenv(f"JOB_{name.upper()}", str(value))

    return limit


@contextmanager
def watched(job: Job) -> Iterator[threading.Thread]:
    """Let another thread watch over a job, as in a web process; wait for its end."""

    def watch() -> None:
        try:
            watch_job(job.pk)
        finally:
            connections.close_all()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield thread
    except BaseException:
        leases.cancel(job.pk, at=timezone.now())  # no child outlives a test that failed
        raise
    finally:
        thread.join()


def result(job: Job) -> tuple[str, int, str]:
    """Return state, attempts and error of a job."""
    state, attempts, error = columns(job, "state", "attempts", "error")
    return state, attempts, error


# --- as it should be -------------------------------------------------------------------------


def test_a_child_makes_the_file(site: Site) -> None:
    job = site.make_job(format="docx")
    watch_job(job.pk)
    assert result(job) == ("done", 1, "")
    heads = {
        row.format: (site.var / "files" / row.name).read_bytes()[:4]
        for row in DraftFile.objects.all()
    }
    assert heads == {"pdf": b"%PDF", "docx": b"PK\x03\x04"}
    assert len(site.files()) == 2


def test_the_thread_of_a_web_process_works_off_the_queue(site: Site) -> None:
    jobs = [site.make_job(f"plan-{number}", vision=f"{number}") for number in range(2)]
    starting._thread.wake()
    wait_for(lambda: {result(job)[0] for job in jobs} == {"done"})
    wait_for(lambda: not starting._thread._running)
    assert (len(site.files()), zombies()) == (2, [])


def test_two_starters_of_one_job_run_it_once(site: Site, tmp_path: Path) -> None:
    job, mark = site.make_job(), tmp_path / "mark"
    command = [sys.executable, "-c", f"open({str(mark)!r}, 'a').write('x')"]
    ready = threading.Barrier(4)

    def start() -> None:
        ready.wait()
        try:
            watch_job(job.pk, command=command)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Each says nothing of the job, so that it is given back; what counts is one at a time.
    attempts = columns(job, "attempts")[0]
    assert (mark.read_text(), attempts) == ("x" * attempts, attempts)


# --- killed ----------------------------------------------------------------------------------


def test_a_child_that_is_killed_is_followed_by_another(site: Site) -> None:
    job = site.make_job()
    with watched(job):
        os.kill(child_of(job), signal.SIGKILL)
    assert result(job) == ("waiting", 1, "")
    watch_job(job.pk)
    assert result(job) == ("done", 2, "")
    assert (len(site.files()), zombies()) == (1, [])


def test_a_job_whose_children_are_killed_again_and_again_fails(site: Site) -> None:
    job = site.make_job(chapters=chapter_of(HUGE_TABLE))
    for _ in range(3):
        with watched(job):
            child = child_of(job)
            wait_for(lambda: columns(job, "doing")[0])
            os.kill(child, signal.SIGKILL)
    assert result(job) == ("failed", 3, EXHAUSTED.format(attempts=3))
    assert (site.files(), DraftFile.objects.count()) == ([], 0)


def test_who_watches_is_killed_and_takes_the_child_along(
    site: Site, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A web process or worker that dies: nobody works on unseen, and the next look finds it."""
    monkeypatch.setenv("JOB_LEASE_SECONDS", "2")
    settings.JOB_LEASE_SECONDS = 2
    job = site.make_job(chapters=chapter_of(HUGE_TABLE))
    code = f"from publishing.jobs.watching import watch_job; watch_job({job.pk})"
    manage = str(django_settings.BASE_DIR / "manage.py")
    watcher = subprocess.Popen([sys.executable, manage, "shell", "-v0", "-c", code])
    try:
        child_of(job)
        wait_for(lambda: columns(job, "doing")[0])
    finally:
        watcher.kill()
        watcher.wait()
    wait_for(lambda: processes("run_job", str(job.pk)) == [])
    assert result(job)[:2] == ("running", 1)
    lease = wait_for(lambda: take(job.pk, at=timezone.now()))
    assert (lease.attempt, site.files()) == (2, [])


def test_a_cancelled_job_is_stopped_at_once(site: Site) -> None:
    job = site.make_job(chapters=chapter_of(HUGE_TABLE))
    with watched(job):
        child = child_of(job)
        wait_for(lambda: columns(job, "doing")[0])
        leases.cancel(job.pk, at=timezone.now())
    assert (result(job), Path(f"/proc/{child}").exists()) == (("cancelled", 1, ""), False)
    assert (site.files(), DraftFile.objects.count()) == ([], 0)


# --- too slow, too large, refused ------------------------------------------------------------


@pytest.mark.parametrize("limits", [{"cpu_seconds": 4}, {"seconds": 4}], ids=["cpu", "clock"])
def test_a_table_of_ten_thousand_rows_ends_at_the_limit_and_others_go_on(
    site: Site, limit: Limit, limits: dict[str, int]
) -> None:
    limit(**limits)
    job = site.make_job("poison", chapters=chapter_of(HUGE_TABLE))
    watch_job(job.pk)
    over = TOO_MUCH_WORK if "cpu_seconds" in limits else TOO_LONG
    assert result(job) == ("failed", 1, over.format(seconds=4))
    assert (site.files(), DraftFile.objects.count(), zombies()) == ([], 0, [])
    limit(cpu_seconds=60, seconds=600)
    good = site.make_job("good")
    watch_job(good.pk)
    assert result(good) == ("done", 1, "")


def test_a_child_that_outlives_its_limits_is_killed(
    site: Site, limit: Limit, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(seconds=0)
    monkeypatch.setattr(watching, "_GRACE_SECONDS", 0)
    job = site.make_job()
    watch_job(job.pk, command=[sys.executable, "-c", "import signal; signal.pause()"])
    assert result(job) == ("failed", 1, TOO_LONG.format(seconds=0))
    assert zombies() == []


def test_a_plan_that_does_not_fit_into_the_memory_fails(site: Site, limit: Limit) -> None:
    limit(memory_mb=400)
    job = site.make_job(chapters=chapter_of(HUGE_TABLE))
    while result(job)[0] == "waiting":
        watch_job(job.pk)
    state, _, error = result(job)
    # Where memory ends inside a library, the process may die of it before it can say so.
    reasons = {TOO_LITTLE_MEMORY, EXHAUSTED.format(attempts=3)}
    assert (state, error in reasons) == ("failed", True)
    assert (site.files(), DraftFile.objects.count()) == ([], 0)


def test_a_word_of_a_megabyte_is_set(site: Site) -> None:
    """Three bytes a character, in blocks of the most that a block may hold."""
    job = site.make_job(chapters=chapter_of(*LONG_WORD))
    watch_job(job.pk)
    assert result(job) == ("done", 1, "")


def png(width: int, height: int) -> bytes:
    """Return a white picture of one bit a pixel: small as a file, huge when unpacked."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compressobj(9)
    line = b"\0" + b"\xff" * ((width + 7) // 8)
    data = b"".join(rows.compress(line) for _ in range(height)) + rows.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_a_picture_of_900_million_pixels_is_refused(site: Site) -> None:
    file = store_figure(site.author.memberships.get().organization, png(30_000, 30_000))
    job = site.make_job(chapters=chapter_of(figure_block(file)))
    watch_job(job.pk)
    assert result(job) == (
        "failed",
        1,
        "図の画像が大きすぎます。"
        "縦と横をかけて4,000万画素までの画像に直してから、入れ直してください。",
    )


def test_a_storage_that_refuses_leaves_no_half_file(site: Site) -> None:
    """A file stands where the folder should be: nothing can be written, as on a full disk."""
    (site.var / "files").mkdir()
    (site.var / "files" / "drafts").write_bytes(b"")
    job = site.make_job()
    watch_job(job.pk)
    assert result(job) == ("failed", 1, NO_ROOM)
    assert (site.files(), DraftFile.objects.count()) == (["drafts"], 0)


# --- a worker --------------------------------------------------------------------------------


def test_a_worker_does_the_same(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """django-q2 on the same database: called with a number, it starts the same child."""
    monkeypatch.setenv("JOB_RUNNER", "worker")
    manage = [sys.executable, str(django_settings.BASE_DIR / "manage.py")]
    subprocess.run([*manage, "migrate", "django_q", "-v0"], check=True)
    job = site.make_job()
    code = f"from publishing.jobs.starting import start; start({job.pk})"
    subprocess.run([*manage, "shell", "-v0", "-c", code], check=True)
    assert result(job) == ("waiting", 0, "")
    worker = subprocess.Popen([*manage, "qcluster"], start_new_session=True)
    try:
        wait_for(lambda: result(job)[0] == "done")
    finally:
        worker.terminate()
        worker.wait()
    assert (result(job), len(site.files())) == (("done", 1, ""), 1)

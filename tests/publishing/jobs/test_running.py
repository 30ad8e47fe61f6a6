"""What a job does, in this process; tests/publishing/jobs/test_processes.py lets children do it."""

import errno
import logging
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from documents.renderers import docx, pdf
from documents.renderers.errors import RenderError
from documents.renderers.pdf import PdfResult
from plans.models import Plan
from publishing.enums import Format
from publishing.errors import NO_ROOM
from publishing.jobs import leases
from publishing.jobs.asking import ask_for_edition
from publishing.jobs.leases import take
from publishing.jobs.running import run_job
from publishing.models import DraftFile, Job, Rendering
from publishing.rendering import Rendered
from publishing.store import TOO_LITTLE_MEMORY, keep_draft, key_of, rendering, stored
from tests.publishing.conftest import ALL_ASKED, AT, TITLE, chapter_of, figure_block, store_figure
from tests.publishing.jobs.conftest import job_of
from tests.publishing.jobs.test_leases import columns

pytestmark = pytest.mark.django_db


def files() -> list[str]:
    """Return the endings of all files in the storage, whole or not."""
    root = Path(default_storage.path(""))
    return sorted(path.suffix for path in root.rglob("*") if path.is_file())


def bytes_of(file: DraftFile) -> bytes:
    return Path(default_storage.path(file.name)).read_bytes()


def test_a_pdf_of_a_draft_is_marked_and_kept(make_job, engine) -> None:
    job = make_job()
    run_job(job.pk)
    file = DraftFile.objects.get()
    assert columns(job, "state", "file_id", "step", "steps", "content_json") == (
        "done",
        file.pk,
        2,
        2,
        "",
    )
    assert bytes_of(file) == f"%PDF {TITLE} 案".encode()
    assert (file.format, file.key, file.size, file.pages) == (
        "pdf",
        job.key,
        len(bytes_of(file)),
        {"c-purpose": 3},
    )


def test_a_docx_prints_the_pages_of_the_pdf_which_is_kept_too(make_job, engine) -> None:
    job = make_job(format="docx")
    run_job(job.pk)
    job.refresh_from_db()
    assert job.file is not None
    assert bytes_of(job.file) == f"PK {TITLE} 案 {{'c-purpose': 3}}".encode()
    assert (engine.asked, files()) == (["pdf", "docx"], [".docx", ".pdf"])


def test_a_docx_takes_the_pages_of_a_pdf_that_is_there(make_job, engine) -> None:
    for format in ("pdf", "docx"):
        run_job(make_job(format=format).pk)
    assert (engine.asked, DraftFile.objects.count()) == (["pdf", "docx"], 2)


def test_the_file_says_what_was_there_when_it_was_asked_for(make_job, plan, engine) -> None:
    job = make_job()
    Plan.objects.filter(pk=plan.pk).update(title="あとから直した題")
    run_job(job.pk)
    assert bytes_of(DraftFile.objects.get()) == f"%PDF {TITLE} 案".encode()


def test_a_file_of_a_draft_is_no_file_of_an_edition(make_job, edition, engine) -> None:
    """The working copy says what the edition says, to the letter."""
    job = make_job()
    run_job(job.pk)
    assert job.content_sha256 == edition.content_sha256
    assert (Rendering.objects.count(), stored(edition)) == (0, {})
    made = rendering(edition, Format.PDF, at=AT)
    assert made.key == key_of(edition, Format.PDF)
    assert (made.sha256 == DraftFile.objects.get().sha256, engine.asked) == (False, ["pdf", "pdf"])


def test_all_files_of_an_edition_are_made(edition, engine) -> None:
    job = ask_for_edition(edition, by=None, at=AT)
    run_job(job.pk)
    assert columns(job, "state", "file_id", "step", "steps") == ("done", None, 9, 9)
    assert (set(stored(edition)), engine.asked) == (set(Format), ALL_ASKED)


def test_what_an_edition_has_is_left_alone(edition, engine) -> None:
    rendering(edition, Format.PDF, at=AT)
    run_job(ask_for_edition(edition, by=None, at=AT).pk)
    assert engine.asked == ALL_ASKED


def test_a_job_that_was_done_is_done(make_job, engine) -> None:
    job = make_job()
    run_job(job.pk)
    run_job(job.pk)
    assert (engine.asked, columns(job, "attempts")) == (["pdf"], (1,))


def test_a_job_that_somebody_else_has_is_left_to_him(make_job, engine) -> None:
    job = make_job()
    take(job.pk, at=timezone.now())
    run_job(job.pk)
    assert (engine.asked, columns(job, "state")) == ([], ("running",))


def test_how_far_it_is_is_told_on_the_way(make_job, monkeypatch) -> None:
    job = make_job(format="docx")
    told: list[tuple] = []

    def render_pdf(document, *, figures) -> PdfResult:
        told.append(columns(job, "state", "step", "steps", "doing"))
        return PdfResult(b"%PDF", {})

    def render_docx(document, *, figures, pages, base) -> bytes:
        told.append(columns(job, "state", "step", "steps", "doing"))
        return b"PK"

    monkeypatch.setattr(pdf, "render_pdf", render_pdf)
    monkeypatch.setattr(docx, "render_docx", render_docx)
    run_job(job.pk)
    assert told == [
        ("running", 0, 3, "PDFファイルを作っています"),
        ("running", 1, 3, "Wordファイルを作っています"),
    ]


def test_pages_of_a_pdf_are_told_on_the_way_once_a_second(make_job, monkeypatch) -> None:
    job = make_job()
    clock = [102.0, 102.0, 100.5, 100.0, 100.0]
    told: list[str] = []

    def render_pdf(document, *, figures) -> PdfResult:
        log = logging.getLogger("weasyprint.progress")
        for page in (1, 2, 3):
            log.info("Step 5 - Creating layout - Page %d", page)
            told.append(columns(job, "doing")[0])
        return PdfResult(b"%PDF", {})

    monkeypatch.setattr("publishing.jobs.running.time", SimpleNamespace(monotonic=clock.pop))
    monkeypatch.setattr(pdf, "render_pdf", render_pdf)
    run_job(job.pk)
    assert told == [
        "PDFファイルを作っています（1ページまで組みました）",
        "PDFファイルを作っています（1ページまで組みました）",
        "PDFファイルを作っています（3ページまで組みました）",
    ]


# --- what goes wrong -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RenderError("見出しの色が使えません。"), "見出しの色が使えません。"),
        (MemoryError(), TOO_LITTLE_MEMORY),
    ],
)
def test_what_cannot_be_made_fails_at_once(make_job, engine, error, reason, caplog) -> None:
    engine.error = error
    job = make_job()
    run_job(job.pk)
    assert columns(job, "state", "attempts", "error") == ("failed", 1, reason)
    assert (files(), DraftFile.objects.count()) == ([], 0)


def test_a_docx_is_made_where_its_pdf_cannot_be(make_job, engine, monkeypatch) -> None:
    def refuse(document, *, figures) -> PdfResult:
        raise RenderError("印刷用のフォントにない文字があります。")

    monkeypatch.setattr(pdf, "render_pdf", refuse)
    job = make_job(format="docx")
    run_job(job.pk)
    assert columns(job, "state", "error") == ("done", "")
    assert bytes_of(DraftFile.objects.get()) == f"PK {TITLE} 案 None".encode()


@pytest.mark.parametrize(
    ("error", "reason"),
    [(RenderError("図が大きすぎます。"), "図が大きすぎます。"), (MemoryError(), TOO_LITTLE_MEMORY)],
)
def test_a_file_of_an_edition_that_cannot_be_made_keeps_no_other_back(
    edition, engine, monkeypatch, error, reason, caplog
) -> None:
    real = engine.render_pdf

    def render_pdf(document, *, figures, archival=None) -> PdfResult:
        if archival is not None:
            raise error
        result: PdfResult = real(document, figures=figures)
        return result

    monkeypatch.setattr(pdf, "render_pdf", render_pdf)
    job = ask_for_edition(edition, by=None, at=AT)
    run_job(job.pk)
    assert columns(job, "state", "error", "reasons") == (
        "failed",
        f"保存用PDF：{reason}",
        {"archive-pdf": reason},
    )
    assert set(stored(edition)) == set(Format) - {Format.ARCHIVE}


def test_a_storage_that_refuses_ends_the_job(make_job, engine, monkeypatch, caplog) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("catalog.storage.os.fsync", refuse)
    job = make_job()
    run_job(job.pk)
    assert columns(job, "state", "error") == ("failed", NO_ROOM)
    assert (files(), DraftFile.objects.count()) == ([], 0)


def test_a_storage_that_refuses_the_second_file_keeps_neither(
    make_job, engine, monkeypatch, caplog
) -> None:
    kept: list[str] = []

    def keep(rendered: Rendered, format: Format) -> str:
        if kept:
            raise OSError(errno.ENOSPC, "No space left on device")
        kept.append(keep_draft(rendered, format))
        return kept[0]

    monkeypatch.setattr("publishing.jobs.running.keep_draft", keep)
    job = make_job(format="docx")
    run_job(job.pk)
    assert columns(job, "state", "error") == ("failed", NO_ROOM)
    assert (files(), DraftFile.objects.count()) == ([], 0)


def test_an_error_that_nobody_knows_is_raised_and_leaves_the_job_to_another_attempt(
    make_job, engine, monkeypatch
) -> None:
    monkeypatch.setattr("publishing.jobs.running.figures_of", lambda *arguments: 1 / 0)
    job = make_job()
    with pytest.raises(ZeroDivisionError):
        run_job(job.pk)
    assert columns(job, "state", "attempts") == ("running", 1)
    monkeypatch.undo()
    assert take(job.pk, at=timezone.now() + timedelta(seconds=61)) is not None


@pytest.mark.parametrize("when", ["while it renders", "before it is stored"])
def test_a_cancelled_job_leaves_nothing(make_job, engine, monkeypatch, when) -> None:
    job = make_job()

    def cancel(*arguments: object) -> None:
        leases.cancel(job.pk, at=timezone.now())

    def keep_and_cancel(rendered: Rendered, format: Format) -> str:
        name = keep_draft(rendered, format)
        cancel()
        return name

    if when == "while it renders":
        monkeypatch.setattr(engine, "_ask", cancel)
    else:
        monkeypatch.setattr("publishing.jobs.running.keep_draft", keep_and_cancel)
    run_job(job.pk)
    assert columns(job, "state", "file_id") == ("cancelled", None)
    assert (files(), DraftFile.objects.count()) == ([], 0)


def test_a_file_that_a_cancelled_job_shares_with_another_stays(make_job, engine) -> None:
    """The same bytes have the same name; what a row names is never dropped."""
    run_job(make_job().pk)
    file = DraftFile.objects.get()
    Path(default_storage.path(file.name)).write_bytes(b"%PDF cut")
    job = make_job()

    def cancel(what: str) -> None:
        leases.cancel(job.pk, at=timezone.now())

    engine._ask = cancel
    run_job(job.pk)
    assert files() == [".pdf"]


def test_figures_reach_the_renderer_of_a_draft(cast, make_plan, monkeypatch) -> None:
    picture = store_figure(cast.town, b"\x89PNG picture")
    plan = make_plan("illustrated", chapters=chapter_of(figure_block(picture)))
    handed: list[dict[str, bytes]] = []

    def render_pdf(document, *, figures) -> PdfResult:
        handed.append(dict(figures))
        return PdfResult(b"%PDF", {})

    monkeypatch.setattr(pdf, "render_pdf", render_pdf)
    job = job_of(plan, owner=cast.author)
    job.save()
    run_job(job.pk)
    assert handed == [{picture.sha256: b"\x89PNG picture"}]


def test_old_things_are_let_go_after_a_job(make_job, engine) -> None:
    old = make_job(state="cancelled", ended_at=timezone.now() - timedelta(days=31), content_json="")
    run_job(make_job(format="docx").pk)
    assert Job.objects.filter(pk=old.pk).exists() is False

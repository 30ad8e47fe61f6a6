"""What a job does: the one function that makes files, whoever started it and wherever it runs."""

import logging
import time

from django.db import transaction
from django.utils import timezone

from catalog.storage import drop
from documents.codec import load_json, plan_from_json
from documents.renderers.pdf_progress import told_pages
from publishing.enums import PAGES_OF, Format, JobKind
from publishing.errors import NO_ROOM, RenderingFailed, SomeFailed
from publishing.figures import figures_of
from publishing.jobs.leases import Lease, LeaseLost, take
from publishing.jobs.pruning import is_named, prune
from publishing.models import DraftFile, Job
from publishing.rendering import NO_PAGES, Rendered, render_file
from publishing.store import (
    TOO_LITTLE_MEMORY,
    keep_draft,
    put_draft,
    render_all,
    stored_draft,
)

logger = logging.getLogger(__name__)

_PACE = 1.0  # seconds between two words on the pages of a PDF


def run_job(job_id: int, *, attempt: int | None = None) -> None:
    """Do a job: take it, make its files, store them, and say how it ended.

    A job that has ended, or that somebody else has, is left alone: it is safe to call twice. What
    cannot be made for a reason that lies in the plan or the storage ends the job with that reason.
    Any other error is raised, and leaves the job to another attempt.

    Args:
        attempt: the number of the lease that the caller has taken for this process; without it
            the job is taken here.
    """
    lease = take(job_id, at=timezone.now()) if attempt is None else Lease(job_id, attempt)
    if lease is None:
        return
    try:
        _run(lease)
    except LeaseLost:
        logger.info("job %s was cancelled, or is another's; its work is dropped", job_id)


def _run(lease: Lease) -> None:
    lease.renew()
    job = Job.objects.select_related("plan__organization", "edition").get(pk=lease.job_id)
    try:
        if JobKind(job.kind) is JobKind.DRAFT:
            _make_draft(job, lease)
        else:
            _make_edition(job, lease)
    except SomeFailed as failure:
        lease.fail(str(failure), reasons=failure.reasons)
    except RenderingFailed as failure:
        lease.fail(str(failure))
    except MemoryError:
        logger.exception("job %s: out of memory", job.pk)
        lease.fail(TOO_LITTLE_MEMORY)
    except OSError:
        logger.exception("job %s: the storage refuses", job.pk)
        lease.fail(NO_ROOM)
    prune(at=timezone.now())


class _Progress:
    """Tells of the files of a job and, within a PDF, of its pages: at most once a second."""

    def __init__(self, lease: Lease) -> None:
        self.lease = lease
        self.now = (0, 0, "")
        self.told_at = 0.0

    def file(self, done: int, steps: int, doing: str) -> None:
        """Say which file is made now; raise LeaseLost where the lease is gone."""
        self.now = (done, steps, doing)
        self.lease.tell(done, steps, doing)

    def page(self, page: int) -> None:
        """Say up to which page the file is laid out; raise LeaseLost where the lease is gone."""
        if time.monotonic() - self.told_at < _PACE:
            return
        self.told_at = time.monotonic()
        done, steps, doing = self.now
        self.lease.tell(done, steps, f"{doing}（{page}ページまで組みました）")


def _make_draft(job: Job, lease: Lease) -> None:
    format = Format(job.format)
    # A DOCX prints the pages of the PDF, which is kept too: who asks for it next has it at once.
    paged = PAGES_OF.get(format)
    formats = (format,) if paged is None else (paged, format)
    made: dict[Format, Rendered | DraftFile] = {}
    steps = len(formats) + 1
    progress = _Progress(lease)
    content = plan_from_json(load_json(job.content_json.encode()))
    figures = figures_of(content, job.plan.organization)
    for done, each in enumerate(formats):
        progress.file(done, steps, f"{each.label}ファイルを作っています")
        pages = made[paged].pages if paged in made else NO_PAGES
        try:
            with told_pages(progress.page):
                made[each] = stored_draft(job.content_sha256, each) or render_file(
                    content, None, each, figures=figures, pages=pages
                )
        except RenderingFailed:
            if each is format:
                raise
            # Without the pages of the PDF the contents list of the DOCX goes without them.
    lease.tell(len(formats), steps, "できたファイルを保管しています")
    _store(job, lease, made)


def _store(job: Job, lease: Lease, made: dict[Format, Rendered | DraftFile]) -> None:
    """Write the files, then their rows and the end of the job together: all of it or nothing."""
    at = timezone.now()
    names: dict[Format, str] = {}
    try:
        for format, file in made.items():
            if isinstance(file, Rendered):
                names[format] = keep_draft(file, format)
        with transaction.atomic():
            rows = {
                format: file
                if isinstance(file, DraftFile)
                else put_draft(job.content_sha256, format, file, name=names[format], at=at)
                for format, file in made.items()
            }
            lease.finish(rows[Format(job.format)])
    except BaseException:
        for name in names.values():
            if not is_named(name):
                drop(name)
        raise


def _make_edition(job: Job, lease: Lease) -> None:
    edition = job.edition
    assert edition is not None  # job_kind_fits
    edition.plan = job.plan  # it comes with its organisation
    progress = _Progress(lease)
    with told_pages(progress.page):
        render_all(edition, at=timezone.now(), tell=progress.file)
    lease.finish(None)

"""The store of renderings: each file of an edition is made once and then only sent.

edition → key → Rendering → bytes. The key hashes all that the bytes depend on, so that a new
renderer, library or font makes a new file and an old one is never taken for it. A file is written
first and its row after it; nothing is rendered inside a transaction. Draws on plans/workflow.py
for what an edition says; who may read it is the business of the views.
"""

import json
import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from catalog.storage import keep, read, sha256_of_bytes
from documents.codec import sha256_of
from plans.models import Edition
from publishing.enums import Format
from publishing.errors import RenderingFailed
from publishing.figures import figures_of
from publishing.models import Rendering
from publishing.reading import read_edition
from publishing.rendering import NO_PAGES, Rendered, fingerprint, render_file

logger = logging.getLogger(__name__)

FOLDER = "renderings"


def key_of(edition: Edition, format: Format) -> str:
    """Return the key under which the file of an edition is stored, as 64 hexadecimal digits."""
    parts = [edition.content_sha256, edition.record_sha256, format.value, *fingerprint(format)]
    return sha256_of(json.dumps(parts, ensure_ascii=False))


def stored(edition: Edition, formats: Iterable[Format] = Format) -> dict[Format, Rendering]:
    """Return the files of an edition that are already made, in one query."""
    keys = {key_of(edition, format): format for format in formats}
    rows = Rendering.objects.filter(key__in=keys)
    return {keys[row.key]: row for row in rows}


def rendering(edition: Edition, format: Format, *, at: datetime) -> Rendering:
    """Return the file of an edition, made now (`at`) where it is not yet in the store.

    Raises:
        RenderingFailed: it cannot be made; then nothing is stored.
    """
    found = Rendering.objects.filter(key=key_of(edition, format)).first()
    return found or _make(edition, format, at=at)


def bytes_of(edition: Edition, found: Rendering, *, at: datetime) -> bytes:
    """Return the bytes of `found`, a rendering of `edition`.

    A file that was lost or changed in the storage is made again, and the row mended.

    Raises:
        RenderingFailed: it is lost and cannot be made again.
    """
    data = read(found.name, found.sha256)
    if data is not None:
        return data
    logger.warning("file %s of the store is lost or changed; it is made again", found.name)
    mended = _make(edition, Format(found.format), at=at)
    data = read(mended.name, mended.sha256)
    if data is None:
        raise RenderingFailed("ファイルを保管できませんでした。管理者に連絡してください。")
    found.sha256, found.size, found.name = mended.sha256, mended.size, mended.name
    return data


def render_all(edition: Edition, *, at: datetime) -> list[Rendering]:
    """Make every file of an edition that is not yet in the store; PDF first, for its pages.

    Raises:
        RenderingFailed: one could not be made; those before it are kept.
    """
    order = (Format.PDF, Format.DOCX, Format.TXT, Format.JSON)
    return [rendering(edition, format, at=at) for format in order]


def _make(edition: Edition, format: Format, *, at: datetime) -> Rendering:
    rendered = _render(edition, format, at=at)
    name = keep(rendered.data, folder=FOLDER, extension=format.value)
    made = {
        "sha256": sha256_of_bytes(rendered.data),
        "size": len(rendered.data),
        "name": name,
        "pages": dict(rendered.pages),
    }
    key = key_of(edition, format)
    try:
        with transaction.atomic():
            return Rendering.objects.create(
                edition=edition, format=format, key=key, created_at=at, **made
            )
    except IntegrityError:
        # Somebody else made it meanwhile, or its file was lost. Theirs counts while it is whole.
        found = Rendering.objects.get(key=key)
        if read(found.name, found.sha256) is None:
            Rendering.objects.filter(pk=found.pk).update(**made)
            found.refresh_from_db()
        return found


def _render(edition: Edition, format: Format, *, at: datetime) -> Rendered:
    if format is Format.JSON:
        return Rendered(edition.content_json.encode("utf-8"))
    content, record = read_edition(edition)
    pages = NO_PAGES
    if format is Format.DOCX:
        pages = rendering(edition, Format.PDF, at=at).pages
    figures = {} if format is Format.TXT else figures_of(content, edition.plan.organization)
    return render_file(content, record, format, figures=figures, pages=pages)

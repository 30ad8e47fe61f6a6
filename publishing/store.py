"""The store of files: each is made once and then only sent.

edition → key → Rendering → bytes, and for a working copy content → key → DraftFile → bytes. The
key hashes all that the bytes depend on, so that a new renderer, library or font makes a new file
and an old one is never taken for it. A file is written first and its row after it; nothing is
rendered inside a transaction. Who may read a file is the business of the views.

The SHA-256 of a file is checked where it is written and by `manage.py check_files`. To send a file
only its size is compared: to read and hash it for every reader would cost more than all the rest.
"""

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, BinaryIO, cast

from django.db import IntegrityError, connection, transaction

from catalog.storage import drop, keep, open_file, read, sha256_of_bytes
from documents.codec import sha256_of
from plans.enums import PUBLIC_EDITION_STATES
from plans.models import Edition
from publishing.enums import PAGES_OF, Format
from publishing.errors import FileNotKept, RenderingFailed, SomeFailed
from publishing.figures import figures_of
from publishing.models import DraftFile, Rendering, StoredFile
from publishing.reading import read_edition
from publishing.rendering import NO_PAGES, Rendered, fingerprint, render_file

logger = logging.getLogger(__name__)

FOLDER = "renderings"
DRAFT_FOLDER = "drafts"
DRAFT = "DRAFT"  # stands in the key where the hash of an edition's record stands
# Cheap enough to be made while the first reader waits.
AT_ONCE = frozenset({Format.XLSX, Format.ZIP, Format.JSON, Format.TXT})
# The forms in which a plan has its pictures.
ILLUSTRATED = frozenset(Format) - AT_ONCE
# The PDF first: the contents list of the DOCX prints its pages.
FILE_ORDER = (Format.PDF, *(format for format in Format if format is not Format.PDF))

Tell = Callable[[int, int, str], None]

TOO_LITTLE_MEMORY = (
    "計画が大きすぎて、使ってよいメモリに収まりませんでした。"
    "大きな表や図を分けるか、小さくしてから、もう一度お試しください。"
)


def _say_nothing(step: int, steps: int, doing: str) -> None:
    pass


# --- keys ------------------------------------------------------------------------------------


def key_for(content_sha256: str, record: str, format: Format) -> str:
    """Return the key of a file, as 64 hexadecimal digits.

    Args:
        record: the hash of the edition's record, or DRAFT.
    """
    return _hashed(content_sha256, record, format.value, *fingerprint(format))


@lru_cache(maxsize=4096)
def _hashed(*parts: str) -> str:
    return sha256_of(json.dumps(parts, ensure_ascii=False))


def key_of(edition: Edition, format: Format) -> str:
    """Return the key under which the file of an edition is stored."""
    return key_for(edition.content_sha256, edition.record_sha256, format)


def key_of_all(edition: Edition) -> str:
    """Return one key for all files of an edition: it changes when one of theirs does."""
    return sha256_of(json.dumps([key_of(edition, format) for format in Format]))


# --- the files of editions -------------------------------------------------------------------


def stored(edition: Edition, formats: Iterable[Format] = Format) -> dict[Format, Rendering]:
    """Return the files of an edition that today's renderers have made, in one query."""
    keys = {key_of(edition, format): format for format in formats}
    rows = Rendering.objects.filter(edition=edition, key__in=keys)
    return {keys[row.key]: row for row in rows}


def served(edition: Edition) -> dict[Format, Rendering]:
    """Return the file of each format that a reader gets, in one query.

    It is the one that today's renderer made; until that is there, the newest that says the same.
    """
    rows = list(Rendering.objects.filter(edition=edition).order_by("pk"))
    found: dict[Format, Rendering] = {}
    for format in Format:
        key = key_of(edition, format)
        for row in rows:
            if row.format != format or (format in found and found[format].key == key):
                continue
            if row.key == key or row.record_sha256 == edition.record_sha256:
                found[format] = row
    return found


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file of a public edition, with what its download needs to know."""

    edition_id: int
    edition_title: str
    sha256: str
    size: int
    name: str
    is_current: bool  # made by today's renderer


_LARGEST = 2**31 - 1  # number that a column of this kind can hold

_COLUMNS = (
    "edition_id",
    "edition__title",
    "edition__content_sha256",
    "edition__record_sha256",
    "key",
    "record_sha256",
    "sha256",
    "size",
    "name",
)


@cache
def _public_rows() -> tuple[str, tuple[str | int, ...]]:
    """Return the SQL of the renderings of a public edition, with stand-ins for what is asked.

    It is put together once: that costs several times what it takes to run.
    """
    rows = Rendering.objects.filter(
        edition__plan__slug="?slug",
        edition__no=_LARGEST,
        edition__state__in=PUBLIC_EDITION_STATES,
        format="?format",
    )
    sql, parameters = rows.order_by("pk").values_list(*_COLUMNS).query.sql_with_params()
    return sql, tuple(cast("list[str | int]", parameters))


def public_file(slug: str, no: int, format: Format) -> PublicFile | None:
    """Return the file that readers of a public edition get, in one query; None for none.

    None also where there is no such edition, or the public may not read it.
    """
    sql, parameters = _public_rows()
    if no >= _LARGEST:
        return None
    given: dict[str | int, str | int] = {
        "?slug": slug,
        _LARGEST: no,
        "?format": format.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, [given.get(parameter, parameter) for parameter in parameters])
        rows = cursor.fetchall()
    found = None
    for edition_id, title, content, record, key, own_record, sha256, size, name in rows:
        is_current = key == key_for(content, record, format)
        if is_current or own_record == record:
            found = PublicFile(edition_id, title, sha256, size, name, is_current)
        if is_current:
            break
    return found


def open_whole(name: str, size: int) -> BinaryIO | None:
    """Return an open file of the store, or None where it is missing or not as long as it was."""
    try:
        file, length = open_file(name)
    except OSError as error:
        logger.warning("file %s of the store cannot be opened: %s", name, error)
        return None
    if length != size:
        logger.warning("file %s of the store has %s bytes, not %s", name, length, size)
        file.close()
        return None
    return file


def _is_whole(row: StoredFile) -> bool:
    file = open_whole(row.name, row.size)
    if file is None:
        return False
    file.close()
    return True


def rendering(edition: Edition, format: Format, *, at: datetime) -> Rendering:
    """Return the file of an edition, made now (`at`) where it is not yet in the store.

    Raises:
        FileNotKept: it was made, and the storage takes no file.
        RenderingFailed: it cannot be made; then nothing is stored.
    """
    key = key_of(edition, format)
    found = Rendering.objects.filter(edition=edition, key=key).first()
    if found is not None and _is_whole(found):
        return found
    alike = Rendering.objects.filter(key=key).exclude(edition=edition).first()
    if alike is not None and _is_whole(alike):
        made = {"sha256": alike.sha256, "size": alike.size, "name": alike.name}
        return _put(edition, format, key, at=at, pages=alike.pages, **made)
    rendered = _render(edition, format, at=at)
    try:
        name = keep(rendered.data, folder=FOLDER, extension=format.ending)
    except OSError as error:
        logger.exception("the storage refuses the %s of edition %s", format.value, edition.pk)
        raise FileNotKept(rendered.data) from error
    return _put(
        edition,
        format,
        key,
        at=at,
        sha256=sha256_of_bytes(rendered.data),
        size=len(rendered.data),
        name=name,
        pages=dict(rendered.pages),
    )


def _put(edition: Edition, format: Format, key: str, *, at: datetime, **made: Any) -> Rendering:
    """Store the row of a file that is there, or mend the one that has its key."""
    try:
        with transaction.atomic():
            return Rendering.objects.create(
                edition=edition,
                record_sha256=edition.record_sha256,
                format=format,
                key=key,
                created_at=at,
                **made,
            )
    except IntegrityError:
        # Somebody else made it meanwhile, or its file was lost. Theirs counts while it is whole.
        found = Rendering.objects.get(edition=edition, key=key)
        if not _is_whole(found):
            Rendering.objects.filter(pk=found.pk).update(**made)
            found.refresh_from_db()
        return found


def bytes_of(edition: Edition, found: Rendering, *, at: datetime) -> bytes:
    """Return the bytes of `found`, a rendering of `edition`, after a check of their hash.

    A file that was lost or changed in the storage is made again, and the row mended.

    Raises:
        RenderingFailed: it is lost and cannot be made again.
    """
    data = read(found.name, found.sha256)
    if data is not None:
        return data
    drop(found.name)  # it may be whole by its size
    mended = rendering(edition, Format(found.format), at=at)
    data = read(mended.name, mended.sha256)
    if data is None:
        raise RenderingFailed("ファイルを保管できませんでした。管理者に連絡してください。")
    found.sha256, found.size, found.name = mended.sha256, mended.size, mended.name
    return data


def render_all(edition: Edition, *, at: datetime, tell: Tell = _say_nothing) -> list[Rendering]:
    """Make every file of an edition that is not yet in the store; PDF first, for its pages.

    One that cannot be made does not keep the others back.

    Args:
        tell: is told, before each file, how many are done, how many there are, and what is made.

    Raises:
        SomeFailed: some could not be made; all others are kept.
    """
    made: list[Rendering] = []
    reasons: dict[Format, str] = {}
    for done, format in enumerate(FILE_ORDER):
        tell(done, len(FILE_ORDER), f"{format.label}ファイルを作っています")
        try:
            made.append(rendering(edition, format, at=at))
        except RenderingFailed as failure:
            reasons[format] = str(failure)
        except MemoryError:
            logger.exception("edition %s, %s: out of memory", edition.pk, format.value)
            reasons[format] = TOO_LITTLE_MEMORY
    if reasons:
        raise SomeFailed(reasons)
    return made


def _render(edition: Edition, format: Format, *, at: datetime) -> Rendered:
    if format is Format.JSON:
        return Rendered(edition.content_json.encode("utf-8"))
    content, record = read_edition(edition)
    pages = NO_PAGES
    if (paged := PAGES_OF.get(format)) is not None:
        # A DOCX that the PDF cannot give its pages has a contents list without them.
        try:
            pages = rendering(edition, paged, at=at).pages
        except FileNotKept:
            raise  # it has pages: a DOCX without them must not take the place of one with them
        except RenderingFailed:
            pages = NO_PAGES
    figures = figures_of(content, edition.plan.organization) if format in ILLUSTRATED else {}
    return render_file(
        content, record, format, figures=figures, pages=pages, sealed=edition.content_json
    )


# --- the files of working copies -------------------------------------------------------------


def draft_key(content_sha256: str, format: Format) -> str:
    """Return the key of a draft's file; no edition's file has it."""
    return key_for(content_sha256, DRAFT, format)


def stored_draft(content_sha256: str, format: Format) -> DraftFile | None:
    """Return the file of a draft that is already made and whole, or None."""
    found = DraftFile.objects.filter(key=draft_key(content_sha256, format)).first()
    return found if found is not None and _is_whole(found) else None


def keep_draft(rendered: Rendered, format: Format) -> str:
    """Write the bytes of a draft's file and return their name; `put_draft` makes the row."""
    return keep(rendered.data, folder=DRAFT_FOLDER, extension=format.ending)


def put_draft(
    content_sha256: str, format: Format, rendered: Rendered, *, name: str, at: datetime
) -> DraftFile:
    """Return the row of a draft's file whose bytes are kept under `name`."""
    values = {
        "format": format,
        "sha256": sha256_of_bytes(rendered.data),
        "size": len(rendered.data),
        "name": name,
        "pages": dict(rendered.pages),
        "created_at": at,
    }
    row, _ = DraftFile.objects.update_or_create(
        key=draft_key(content_sha256, format), defaults=values
    )
    return row

"""Uploads that wait for their confirmation, named by their hash; none is part of the catalogue."""

import re
from datetime import datetime, timedelta

from catalog.storage import drop, drop_older, keep, read, sha256_of_bytes

FOLDER = "imports"
KEPT_FOR = timedelta(days=1)
_SHA256 = re.compile(r"[0-9a-f]{64}")


def is_upload_name(sha256: str) -> bool:
    """Say whether `sha256` could name an upload at all."""
    return _SHA256.fullmatch(sha256) is not None


def keep_upload(data: bytes, *, at: datetime) -> str:
    """Keep an upload and return its SHA-256; uploads older than a day go."""
    drop_older(FOLDER, at - KEPT_FOR)
    keep(data, folder=FOLDER, extension="xlsx")
    return sha256_of_bytes(data)


def find_upload(sha256: str) -> bytes | None:
    """Return an upload, or None where it was never kept, is confirmed already or too old."""
    return read(_name(sha256), sha256) if is_upload_name(sha256) else None


def drop_upload(sha256: str) -> None:
    """Remove an upload that is done with."""
    drop(_name(sha256))


def _name(sha256: str) -> str:
    return f"{FOLDER}/{sha256[:2]}/{sha256}.xlsx"

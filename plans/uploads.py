"""Files sent with a form that is shown again: no browser sends them twice by itself.

They lie in the storage under their hash, apart for each organisation and kind, for a day; nothing
names them but the form. Once the form is saved they are kept like any other file.
"""

import re
from datetime import datetime, timedelta

from accounts.models import Organization
from catalog.storage import drop_older, keep, read, sha256_of_bytes

KEPT_FOR = timedelta(days=1)
_SHA256 = re.compile(r"[0-9a-f]{64}")


def _folder(organization: Organization, kind: str) -> str:
    return f"uploads/{organization.pk}-{kind}"


def keep_upload(data: bytes, *, organization: Organization, kind: str, at: datetime) -> str:
    """Keep an upload and return its SHA-256; others of its kind that are older than a day go.

    Only what was looked at is kept; `kind` says in whose way.
    """
    folder = _folder(organization, kind)
    drop_older(folder, at - KEPT_FOR)
    keep(data, folder=folder, extension="bin")
    return sha256_of_bytes(data)


def find_upload(sha256: str, *, organization: Organization, kind: str) -> bytes | None:
    """Return an upload of the organisation, or None where it was never kept or is too old."""
    if _SHA256.fullmatch(sha256) is None:
        return None
    return read(f"{_folder(organization, kind)}/{sha256[:2]}/{sha256}.bin", sha256)

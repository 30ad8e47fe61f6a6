"""Files by hash: whole or not at all."""

import os
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from catalog.storage import drop, drop_older, keep, open_file, read

pytestmark = pytest.mark.usefixtures("own_files")

DATA = "計画".encode()
HASH = sha256(DATA).hexdigest()
NAME = f"renderings/{HASH[:2]}/{HASH}.pdf"


def everything() -> list[str]:
    """Return every file in the storage."""
    root = Path(default_storage.path(""))
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


def test_a_file_is_opened_with_its_length(own_files) -> None:
    file, size = open_file(keep(b"%PDF bytes", folder="renderings", extension="pdf"))
    with file:
        assert (file.read(), size) == (b"%PDF bytes", 10)


def test_a_file_that_is_not_there_is_not_opened(own_files) -> None:
    with pytest.raises(FileNotFoundError):
        open_file("renderings/aa/nothing.pdf")


def test_a_file_is_named_by_its_hash() -> None:
    assert keep(DATA, folder="renderings", extension="pdf") == NAME
    assert read(NAME, HASH) == DATA


def test_the_same_bytes_are_kept_once() -> None:
    keep(DATA, folder="renderings", extension="pdf")
    keep(DATA, folder="renderings", extension="pdf")
    assert everything() == [NAME]


def test_what_was_broken_is_written_again() -> None:
    keep(DATA, folder="renderings", extension="pdf")
    Path(default_storage.path(NAME)).write_bytes(b"half")
    assert read(NAME, HASH) is None
    keep(DATA, folder="renderings", extension="pdf")
    assert read(NAME, HASH) == DATA


def test_a_missing_file_reads_as_none() -> None:
    assert read(NAME, HASH) is None


def test_a_write_that_fails_leaves_nothing(monkeypatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        keep(DATA, folder="renderings", extension="pdf")
    assert everything() == []


def test_a_kept_file_can_be_read_by_whoever_backs_it_up() -> None:
    keep(DATA, folder="renderings", extension="pdf")
    assert Path(default_storage.path(NAME)).stat().st_mode & 0o777 == 0o644


def test_a_storage_that_is_no_file_system_keeps_whole_objects(settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    assert keep(DATA, folder="renderings", extension="pdf") == NAME
    assert keep(DATA, folder="renderings", extension="pdf") == NAME
    assert (read(NAME, HASH), default_storage.listdir(f"renderings/{HASH[:2]}")) == (
        DATA,
        ([], [f"{HASH}.pdf"]),
    )


def test_a_file_that_is_done_with_is_dropped() -> None:
    keep(DATA, folder="imports", extension="xlsx")
    keep(DATA, folder="renderings", extension="pdf")
    for _ in range(2):
        drop(f"imports/{HASH[:2]}/{HASH}.xlsx")
    assert everything() == [NAME]


def test_older_files_of_a_folder_are_dropped() -> None:
    keep(DATA, folder="renderings", extension="pdf")
    old, new = (
        keep(b"old", folder="imports", extension="xlsx"),
        keep(b"new", folder="imports", extension="xlsx"),
    )
    moment = datetime(2026, 4, 1, tzinfo=UTC)
    for name, seconds in ((NAME, -1), (old, -1), (new, 1)):
        at = moment.timestamp() + seconds
        os.utime(default_storage.path(name), (at, at))
    drop_older("imports", moment)
    assert everything() == sorted([NAME, new])


def test_a_folder_that_is_not_there_has_no_older_files() -> None:
    drop_older("imports", datetime(2026, 4, 1, tzinfo=UTC))
    assert everything() == []

"""Files in the storage, named by the SHA-256 of their bytes: written whole, never written over.

It stands in the lowest package that has a database, because every package above keeps files.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from datetime import datetime
from io import FileIO
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, default_storage

_UNFINISHED = ".part"


def sha256_of_bytes(data: bytes) -> str:
    """Return the SHA-256 of `data`, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def keep(data: bytes, *, folder: str, extension: str) -> str:
    """Write `data` into the storage under a name made of its SHA-256 and return that name.

    A reader sees the whole file or none: on a file system it is written beside its place and
    then renamed. Other storages write whole objects by themselves.
    """
    sha256 = sha256_of_bytes(data)
    name = f"{folder}/{sha256[:2]}/{sha256}.{extension}"
    # The default storage is a lazy object that passes isinstance for the class it stands for.
    if isinstance(default_storage, FileSystemStorage):
        _write(Path(default_storage.path(name)), data, mode=default_storage.file_permissions_mode)
        return name
    if read(name, sha256) is None:
        _replace(default_storage, name, data)
    return name


def drop(name: str) -> None:
    """Remove a file that no row names; nothing happens where there is none."""
    default_storage.delete(name)


def _nothing(name: str) -> bool:
    return False


def drop_older(folder: str, moment: datetime, *, unless: Callable[[str], bool] = _nothing) -> None:
    """Remove the files of `folder` that were last written before `moment`.

    Args:
        unless: says of a name whether its file stays; files that a row names must.
    """
    if not default_storage.exists(folder):
        return
    for branch in default_storage.listdir(folder)[0]:
        for file in default_storage.listdir(f"{folder}/{branch}")[1]:
            name = f"{folder}/{branch}/{file}"
            try:
                is_old = default_storage.get_modified_time(name) < moment
            except FileNotFoundError:  # somebody else has just removed it
                continue
            if is_old and not unless(name):
                drop(name)


def is_unfinished(name: str) -> bool:
    """Say whether a file of the storage is one that `keep` began and could not finish."""
    return name.endswith(_UNFINISHED)


def _write(path: Path, data: bytes, *, mode: int | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=_UNFINISHED)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            Path(beside).chmod(mode)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _replace(storage: Storage, name: str, data: bytes) -> None:
    if storage.exists(name):  # a broken one: its bytes are not those of its name
        storage.delete(name)
    storage.save(name, ContentFile(data))


def open_file(name: str) -> tuple[BinaryIO, int]:
    """Return a file of the storage, opened for reading, and its length; the caller closes it.

    A file on disk comes without what Django's storage puts around it: it is opened for every
    download, and a web server hands it on as it is.

    Raises:
        OSError: it cannot be opened.
    """
    if isinstance(default_storage, FileSystemStorage):
        # Names are ours: a folder and a hash.
        disk_file = FileIO(f"{default_storage.location}/{name}")
        return cast("BinaryIO", disk_file), os.fstat(disk_file.fileno()).st_size
    file = default_storage.open(name)
    return cast("BinaryIO", file), file.size


def read(name: str, sha256: str) -> bytes | None:
    """Return the bytes under `name`, or None where they are missing or not those of `sha256`."""
    try:
        with default_storage.open(name) as file:
            data: bytes = file.read()
    except FileNotFoundError:
        return None
    return data if sha256_of_bytes(data) == sha256 else None

"""Files that a command writes for people: whole or not at all."""

import os
import sys
import tempfile
from pathlib import Path

from django.core.management.base import CommandError, OutputWrapper


def put_out(name: str, data: bytes, *, told: OutputWrapper) -> None:
    """Write what a command was asked for to the file `name`, or to standard output for 「-」.

    Raises:
        CommandError: the file cannot be written, in Japanese.
    """
    if name == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(name)
    try:
        write_whole(path, data)
    except OSError as error:
        raise CommandError(f"{path} に書けません（{error.strerror}）。") from error
    told.write(f"{path} に書き出しました（{len(data):,}バイト）。")


def write_whole(path: Path, data: bytes) -> None:
    """Write a whole file or none: beside its place, then renamed.

    Raises:
        OSError: the file cannot be written; what stood there stands there still.
    """
    if path.exists() and not path.is_file():
        # A device or a pipe: nothing can be renamed over it.
        path.write_bytes(data)
        return
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(beside).chmod(0o666 & ~umask)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise

"""The open data of a public edition: the tables of its stored package, one file each.

edition → the package (ZIP) out of the store → a table. A table is never made apart from the
package, so that whoever takes both gets the same bytes.
"""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

from catalog.storage import sha256_of_bytes
from documents.datasets import datasets_of
from documents.datasets.read_me import licence_line, source_line
from plans.models import Edition
from publishing.enums import Format
from publishing.errors import FileNotKept
from publishing.names import readable_size
from publishing.reading import read_edition
from publishing.store import bytes_of, rendering


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table as the page of the data lists it."""

    name: str
    title: str
    rows: int
    size: str


@dataclass(frozen=True, slots=True)
class OpenData:
    """What the page of the data shows."""

    files: tuple[TableFile, ...]
    package_size: str
    source: str
    licence: str


def package_of(edition: Edition, *, at: datetime) -> tuple[bytes, str]:
    """Return the package of an edition and its SHA-256, made now (`at`) where it is not stored.

    Where the storage takes no file, it comes as it was made.

    Raises:
        RenderingFailed: it cannot be made.
    """
    try:
        found = rendering(edition, Format.ZIP, at=at)
        return bytes_of(edition, found, at=at), found.sha256
    except FileNotKept as unkept:
        return unkept.data, sha256_of_bytes(unkept.data)


def table_of(package: bytes, name: str) -> bytes | None:
    """Return the CSV file of a table out of a package, or None where it has none of that name."""
    with ZipFile(BytesIO(package)) as files:
        wanted = f"{name}.csv"
        return files.read(wanted) if wanted in files.namelist() else None


def open_data_of(edition: Edition, *, at: datetime) -> OpenData:
    """Return the list of the tables of an edition with their sizes, and what is to be told.

    Raises:
        RenderingFailed: the package cannot be made or the edition cannot be read.
    """
    content, record = read_edition(edition)
    package, _ = package_of(edition, at=at)
    with ZipFile(BytesIO(package)) as files:
        sizes = {info.filename: info.file_size for info in files.infolist()}
    return OpenData(
        files=tuple(
            TableFile(
                name=dataset.name,
                title=dataset.title,
                rows=len(dataset.rows),
                size=readable_size(sizes[f"{dataset.name}.csv"]),
            )
            for dataset in datasets_of(content, record)
        ),
        package_size=readable_size(len(package)),
        source=source_line(content, record),
        licence=licence_line(content),
    )

"""What a load did, in numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReport:
    """The rows of one table: how many the file has, and how many were written or removed."""

    label: str
    total: int
    added: int
    changed: int
    removed: int

    @property
    def writes(self) -> int:
        """How many rows were touched."""
        return self.added + self.changed + self.removed


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """One file; `edition` is the code of its edition, or "" where the kind has none.

    `note` says in Japanese why the file was left aside, "" where it was not.
    """

    file: str
    edition: str
    tables: tuple[TableReport, ...]
    note: str = ""

    @property
    def writes(self) -> int:
        """How many rows were touched; 0 when the same file is loaded again."""
        return sum(table.writes for table in self.tables)

"""How large a workbook may be."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
LONGEST_TEXT = 32_767  # characters of a cell, in Excel
LONGEST_PROPERTY = 255  # characters of the title of a file and the like, in Excel


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookLimits:
    """The most of everything that an upload may have; whoever asks for one may set them lower.

    max_bytes: the file as uploaded.
    max_unpacked: all its parts together, unpacked. What is read costs a small multiple of it.
    max_parts: files inside the package; a workbook of an office has about twenty.
    max_elements: XML elements that are walked, which bounds the time where the bytes do not.
    max_rows, max_columns: the last row and column that may hold a value.
    """

    max_bytes: int = 5 * MEGABYTE
    max_unpacked: int = 40 * MEGABYTE
    max_parts: int = 500
    max_elements: int = 400_000
    max_rows: int = 5_000
    max_columns: int = 100

"""Reading the produced files back without the code that wrote them."""

import csv
from functools import cache
from io import BytesIO, StringIO
from zipfile import ZipFile

Files = dict[str, bytes]


def unpacked(data: bytes) -> Files:
    """Return name → bytes of a ZIP, in its order."""
    with ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


@cache
def rows_of(data: bytes) -> list[list[str]]:
    """Return the rows of a CSV file, the column names first; they are not to be changed."""
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def records_of(data: bytes) -> list[dict[str, str]]:
    """Return the rows below the column names, by column."""
    head, *rows = rows_of(data)
    return [dict(zip(head, row, strict=True)) for row in rows]


def written_text(cell: str) -> str:
    """Undo what the README says of texts: the apostrophe in front, the escapes."""
    text = cell[1:] if cell.startswith("'") else cell
    pieces, rest = [], text
    while rest:
        before, slash, rest = rest.partition("\\")
        pieces.append(before)
        if slash:
            pieces.append({"n": "\n", "\\": "\\"}[rest[0]])
            rest = rest[1:]
    return "".join(pieces)

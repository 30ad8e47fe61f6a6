"""Dataset → CSV file, and all of them with an explanation in one ZIP.

UTF-8 with a byte order mark, because the spreadsheet of every office takes a file without one for
Shift_JIS; CRLF and quotes as RFC 4180 has them; column names in row 1, one record a line. The
dictionary and the README of the ZIP (documents/datasets/read_me.py) say all this to the reader.
"""

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from documents.content import EditionRecord, PlanContent
from documents.datasets import Dataset, Scalar, datasets_of
from documents.datasets.read_me import read_me
from documents.renderers.errors import RenderError
from documents.text import forbidden_character

VERSION = 3
READ_ME = "README.txt"

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
# What a spreadsheet may take for a formula when it opens a CSV file, the wide signs too (OWASP,
# CSV injection); and the apostrophe, so that the guard can be told from a written one.
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "'", "＝", "＋", "－", "＠")
_GUARD = "'"


def guarded(text: str) -> str:
    """Return a text as a cell of a CSV file holds it; but for the blanks it can be undone.

    Blanks at the edges of its lines go. A backslash is doubled and a line feed becomes a backslash
    and an n, so that a record is one line. An apostrophe stands before what a spreadsheet might
    take for a formula, and before an apostrophe.
    """
    lines = (line.strip() for line in text.split("\n"))
    flat = "\\n".join(line.replace("\\", "\\\\") for line in lines)
    return _GUARD + flat if flat.startswith(_GUARDED) else flat


def _cell(value: Scalar) -> str:
    match value:
        case None:
            return ""
        case str():
            found = forbidden_character(value)
            if found is not None:
                raise RenderError(f"データの表に書けない文字があります。{found.message}")
            return guarded(value)
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case int():
            return str(value)


def render_csv(dataset: Dataset) -> bytes:
    """Return a table as a CSV file; the same rows give the same bytes.

    Raises:
        RenderError: a text holds a character that no document can carry.
    """
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.name for column in dataset.columns])
    for record in dataset.records():
        writer.writerow([_cell(value) for value in record])
    return buffer.getvalue().encode("utf-8-sig")


def render_zip(content: PlanContent, record: EditionRecord | None) -> bytes:
    """Return a ZIP with every table of a plan as CSV and a README; its dates are fixed.

    Raises:
        RenderError: a text holds a character that no document can carry.
    """
    datasets = datasets_of(content, record)
    files = [(READ_ME, _text_file(read_me(content, record, datasets)))]
    files += [(f"{dataset.name}.csv", render_csv(dataset)) for dataset in datasets]
    return _packed(files)


def _text_file(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _packed(files: Sequence[tuple[str, bytes]]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as result:
        for name, data in files:
            info = ZipInfo(name, _ZIP_DATE)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            result.writestr(info, data)
    return buffer.getvalue()

"""XLSX: uploaded workbooks read safely, workbooks written so that text stays text.

An upload is judged from its bytes alone. Nothing in it is computed, followed or run, and what
could be (formulas, macros, links to other files) is refused, so that nobody takes for a value
what is none.
"""

from documents.workbooks.errors import CellProblem, WorkbookError
from documents.workbooks.limits import WorkbookLimits
from documents.workbooks.reading import Workbook, open_workbook
from documents.workbooks.sheet import Cell, Sheet, address_of, column_letters
from documents.workbooks.writing import (
    MEDIA_TYPE,
    SheetToWrite,
    package_of,
    put_text,
    write_workbook,
)

__all__ = [
    "MEDIA_TYPE",
    "Cell",
    "CellProblem",
    "Sheet",
    "SheetToWrite",
    "Workbook",
    "WorkbookError",
    "WorkbookLimits",
    "address_of",
    "column_letters",
    "open_workbook",
    "package_of",
    "put_text",
    "write_workbook",
]

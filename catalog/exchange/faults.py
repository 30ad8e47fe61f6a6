"""The faults of one sheet, collected so that a person can mend them all at once."""

from documents.workbooks import CellProblem, Sheet


class Faults:
    """What is wrong in a sheet, cell by cell, with what reading it has found already."""

    def __init__(self, title: str, sheet: Sheet | None) -> None:
        self.title = title
        self._found = list(sheet.problems) if sheet else []
        # A cell that could not be read is told once, not as empty as well.
        self._told = {problem.address for problem in self._found}

    def add(self, address: str, message: str) -> None:
        """Note a fault of a cell, or of the sheet where `address` is ""."""
        self._found.append(CellProblem(self.title, address, message))

    def is_told(self, address: str) -> bool:
        """Say whether reading the workbook has found fault with a cell."""
        return address in self._told

    def __len__(self) -> int:
        return len(self._found)

    def in_order(self) -> list[CellProblem]:
        """Return the faults in the order of the sheet, rows first; those of the sheet lead."""
        return sorted(self._found, key=lambda fault: _place(fault.address))


def _place(address: str) -> tuple[int, int, str]:
    letters = address.rstrip("0123456789")
    return (int(address[len(letters) :] or 0), len(letters), letters)

"""What is wrong with a workbook, for the person who made it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A fault: its sheet and cell (both "" where it is the file's), and what to do in Japanese."""

    sheet: str
    address: str
    message: str

    def __str__(self) -> str:
        sheet = f"シート「{self.sheet}」" if self.sheet else ""
        place = f"{sheet}の{self.address}" if sheet and self.address else sheet or self.address
        return f"{place}：{self.message}" if place else self.message


class WorkbookError(Exception):
    """A workbook that is refused.

    `unpacked` is how many bytes of it had been unpacked by then.
    """

    def __init__(self, problems: Sequence[CellProblem], *, unpacked: int = 0) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)
        self.unpacked = unpacked

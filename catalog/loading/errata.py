"""The errata of one edition: what a released edition may change, and the record of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NoReturn

from catalog.enums import ErratumKind
from catalog.errors import FixtureError
from catalog.loading.node import Node
from catalog.loading.report import TableReport
from catalog.models import Erratum

Cell = tuple[str, str, str]  # kind, key of the row, name of the column


@dataclass(slots=True)
class Ledger:
    """The errata that a file lists for its edition.

    `is_locked` says that the stored edition is already released.
    """

    file: str
    edition_code: str
    is_locked: bool
    chains: dict[Cell, list[tuple[Node, Erratum]]] = field(default_factory=dict)

    def permit(self, kind: ErratumKind, label: str, key: str, column: str, old: object) -> None:
        """Let a cell change from `old` to what the file gives.

        Raises:
            FixtureError: the edition is released and no erratum starts from `old`.
        """
        if not self.is_locked:
            return
        # `check` has seen that the chain ends in the value that the file gives.
        chain = self.chains.get((kind.value, key, column), [])
        if any(erratum.old == old for _, erratum in chain):
            return
        self.refuse(label, key, f"「{column}」を変えるには正誤の記載が要ります。")

    def refuse(self, label: str, key: str, reason: str) -> NoReturn:
        """Refuse a change of a released edition.

        Raises:
            FixtureError: always.
        """
        row = f"{label}「{key}」" if key else label
        raise FixtureError(
            self.file, row, f"版 {self.edition_code} は確定済みのため、変えられません。{reason}"
        )

    def check(self, wanted: dict[tuple[str, str], dict[str, object]]) -> None:
        """See that each chain is unbroken and ends in the value that the file gives.

        Args:
            wanted: the printed cells of every row of the file by kind and key.

        Raises:
            FixtureError: an erratum names no cell of the file, or does not fit.
        """
        for (kind, key, column), chain in self.chains.items():
            cells = wanted.get((kind, key), {})
            if column not in cells:
                chain[0][0].fail("この正誤が指す行または欄がありません。")
            for (_, before), (node, after) in pairwise(chain):
                if before.new != after.old:
                    node.fail("訂正前の値が、一つ前の正誤の訂正後の値と違います。")
            if chain[-1][1].new != cells[column]:
                chain[-1][0].fail("訂正後の値が、行の値と違います。")

    def record(self, kinds: Iterable[ErratumKind]) -> TableReport:
        """Store the errata that are new; stored ones stay as they are.

        Raises:
            FixtureError: the file leaves out or changes an erratum that is already stored.
        """
        wanted = {_identity(row): row for chain in self.chains.values() for _, row in chain}
        stored = {
            _identity(row): row
            for row in Erratum.objects.filter(
                edition_code=self.edition_code, kind__in=[kind.value for kind in kinds]
            )
        }
        for identity, row in stored.items():
            again = wanted.get(identity)
            if again is None or (again.old, again.new, again.source) != (
                row.old,
                row.new,
                row.source,
            ):
                raise FixtureError(
                    self.file, "errata", f"登録済みの正誤（{row}）は変えられません。"
                )
        added = [row for identity, row in wanted.items() if identity not in stored]
        if added:
            Erratum.objects.bulk_create(added)
        return TableReport(
            label=str(Erratum._meta.verbose_name),
            total=len(wanted),
            added=len(added),
            changed=0,
            removed=0,
        )


def read_errata(node: Node | None, *, ledger: Ledger, kinds: Iterable[ErratumKind]) -> None:
    """Read a file's list of errata into `ledger`, in order of date within each cell.

    Args:
        node: the list, or None where the file has none.
        ledger: takes the errata.
        kinds: what this kind of file may correct.

    Raises:
        FixtureError: an erratum is malformed or given twice.
    """
    if node is None:
        return
    allowed = set(kinds)
    seen: set[tuple[str, str, str, object]] = set()
    for item in node.items():
        cell = item.members("kind", "key", "field", "old", "new", "source", "date")
        kind = cell["kind"].choice(ErratumKind)
        if kind not in allowed:
            cell["kind"].fail("この種類の行は、このファイルにありません。")
        erratum = Erratum(
            kind=str(kind),
            edition_code=ledger.edition_code,
            key=cell["key"].text(40, blank=True),
            field=cell["field"].text(40),
            old=cell["old"].value,
            new=cell["new"].value,
            source=cell["source"].text(lines=True),
            date=cell["date"].day(),
        )
        if erratum.old == erratum.new:
            item.fail("訂正前と訂正後が同じです。")
        if _identity(erratum) in seen:
            item.fail("同じ欄の同じ日の正誤が二度あります。")
        seen.add(_identity(erratum))
        chain = ledger.chains.setdefault((erratum.kind, erratum.key, erratum.field), [])
        chain.append((item, erratum))
    for chain in ledger.chains.values():
        chain.sort(key=lambda entry: entry[1].date)


def _identity(erratum: Erratum) -> tuple[str, str, str, object]:
    return (erratum.kind, erratum.key, erratum.field, erratum.date)

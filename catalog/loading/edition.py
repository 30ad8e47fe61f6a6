"""What every edition has in common: its own row, the lock of its release, our readings."""

from collections.abc import Collection
from typing import TypeVar

from catalog.enums import AudienceFit, ErratumKind
from catalog.loading.errata import Ledger, read_errata
from catalog.loading.node import Node
from catalog.loading.reconcile import Table, compare, write
from catalog.loading.report import TableReport
from catalog.models import GuideEdition, NationalMeasureEdition

Edition = TypeVar("Edition", GuideEdition, NationalMeasureEdition)


def load_edition(
    table: Table[Edition],
    wanted: Edition,
    *,
    node: Node,
    errata: Node | None,
    kinds: Collection[ErratumKind],
) -> tuple[Edition, Ledger, TableReport]:
    """Store the row of an edition and read the errata that may change a released one.

    The edition's row is locked, so that two loads of one edition wait for each other.

    Returns:
        the stored edition, the ledger to put every row to, and the numbers of its own row.

    Raises:
        FixtureError: the release would be taken back or moved, an unreleased edition has
            errata, or the row would change without an erratum.
    """
    manager = table.model._default_manager
    stored = manager.select_for_update().filter(code=wanted.code).first()
    is_locked = stored is not None and stored.released_at is not None
    if is_locked and stored is not None and stored.released_at != wanted.released_at:
        node.fail(f"版 {wanted.code} は確定済みのため、確定日時は変えられません。")
    if wanted.released_at is None and errata is not None and errata.items():
        errata.fail("確定していない版に正誤は付けません。行をそのまま直します。")
    ledger = Ledger(node.file, wanted.code, is_locked)
    read_errata(errata, ledger=ledger, kinds=kinds)
    difference = compare(
        table, stored={"": stored} if stored else {}, wanted={"": wanted}, ledger=ledger
    )
    write(difference)
    return stored or wanted, ledger, difference.report


def read_fits(node: Node | None, *, known: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return our reading of whom each row fits and why, by the key of the row.

    It stands apart from the printed cells (`readings.audience_fit`) and may change at any time.

    Raises:
        FixtureError: a key that is no row of the file, or a wrong value.
    """
    if node is None:
        return {}
    fits = {}
    for key, value in node.members("audience_fit")["audience_fit"].mapping().items():
        if key not in known:
            value.fail("この読みが指す行がありません。")
        cell = value.members("fit", "reason")
        fits[key] = (str(cell["fit"].choice(AudienceFit)), cell["reason"].text(300))
    return fits

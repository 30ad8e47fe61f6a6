"""What can go wrong in the catalogue; every message is Japanese and made for the reader."""

from collections.abc import Sequence


class CatalogError(Exception):
    """A deed on the catalogue that is refused."""


class FixtureError(CatalogError):
    """A reference file that cannot be loaded; names the file and the place in it."""

    def __init__(self, file: str, place: str, reason: str) -> None:
        """Build 「file の place：reason」; an empty `place` means the file as a whole."""
        self.file = file
        self.place = place
        self.reason = reason
        super().__init__(f"{file} の {place}：{reason}" if place else f"{file}：{reason}")


class ImportRefused(CatalogError):
    """A workbook that cannot become an edition; `faults` are for the reader, each with its cell."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class DeedRefused(CatalogError):
    """A deed on an edition that its state does not allow; `field` names what to mend, or is ""."""

    def __init__(self, reason: str, *, field: str = "") -> None:
        self.field = field
        super().__init__(reason)


class StaleRow(DeedRefused):
    """A row or cell that says something else by now than the person had before them."""

    def __init__(self) -> None:
        super().__init__("あなたが開いたあとに、内容が変わりました。新しい内容を確かめてください。")

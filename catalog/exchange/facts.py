"""The sheet 「版」: what an edition of the list says of itself."""

from collections.abc import Callable
from dataclasses import dataclass, field

from catalog.errors import FixtureError
from catalog.exchange.cells import from_items, to_items
from catalog.exchange.columns import head_key
from catalog.exchange.faults import Faults
from catalog.loading.node import Node
from catalog.models import NationalMeasureEdition
from documents.workbooks import Cell, Sheet, address_of

SHEET = "版"
HEADS = ("項目", "内容")
CODE = "版"
TITLE, AS_OF, SOURCE, URL, BENEFITS = "題", "時点", "出典", "出典のURL", "期待される効果の欄"
_READERS: dict[str, Callable[[Node], str]] = {
    TITLE: lambda node: node.text(200),
    AS_OF: lambda node: node.text(60),
    SOURCE: lambda node: node.text(lines=True),
    URL: lambda node: node.url(500, blank=True),
    CODE: lambda node: node.text(60, blank=True),
}
MOST_BENEFITS = 4


def rows_of(edition: NationalMeasureEdition) -> list[list[str | int | None]]:
    """Return the rows of the sheet for an edition."""
    return [
        list(HEADS),
        [CODE, edition.code],
        [TITLE, edition.title],
        [AS_OF, edition.as_of],
        [SOURCE, edition.source_note],
        [URL, edition.source_url],
        [BENEFITS, from_items(edition.benefit_names)],
    ]


@dataclass(slots=True)
class SaidFacts:
    """What the sheet says by item; `wrong` are the items whose value had to be refused."""

    found: dict[str, str | list[str]] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)


def read_facts(sheet: Sheet | None, faults: Faults) -> SaidFacts:
    """Return what the sheet says; it may be missing altogether."""
    said = SaidFacts()
    for number, row in sheet.rows.items() if sheet else ():
        name, value = _name(row.get(1)), row.get(2)
        if name and faults.is_told(address_of(number, 2)):
            said.wrong.add(name)
        elif name and value is not None:
            try:
                said.found[name] = _read(name, value)
            except FixtureError as error:
                said.wrong.add(name)
                faults.add(value.address, error.reason)
    return said


def _name(cell: Cell | None) -> str:
    keys = {head_key(name): name for name in (*_READERS, BENEFITS)}
    return keys.get(head_key(cell.text), "") if cell else ""


def _read(name: str, cell: Cell) -> str | list[str]:
    node = Node(SHEET, cell.address, cell.text.strip())
    if cell.is_date:
        node.fail("日付になっています。表示形式を「文字列」にして書き直してください。")
    if name != BENEFITS:
        return _READERS[name](node)
    names = to_items(cell.text)
    if len(names) > MOST_BENEFITS or len(set(names)) < len(names):
        node.fail(f"{MOST_BENEFITS}つまでの、互いに異なる名を書いてください。")
    return names


def read_fact(name: str, text: str) -> str:
    """Return a fact that is one text, checked.

    Raises:
        FixtureError: it is wrong; `reason` says why in Japanese.
    """
    return _READERS[name](Node(SHEET, "", text.strip()))


def edition_from(
    said: SaidFacts,
    *,
    code: str,
    title: str,
    stored: NationalMeasureEdition | None,
    faults: Faults,
) -> NationalMeasureEdition:
    """Return an unsaved edition.

    Args:
        said: from `read_facts`.
        code: what the edition is to be called, whatever the sheet says.
        title: goes before that of the sheet, unless "".
        stored: the edition of that code, whose facts stand in for those that are missing.
        faults: takes what is missing altogether.
    """

    def fact(name: str, column: str) -> str:
        value = said.found.get(name) or (getattr(stored, column) if stored else "")
        if not value and column != "source_url" and name not in said.wrong:
            faults.add("", f"「{name}」が書かれていません。")
        return str(value)

    if title:
        try:
            said.found[TITLE] = read_fact(TITLE, title)
        except FixtureError as error:
            faults.add("", f"題：{error.reason}")
    names = said.found.get(BENEFITS, stored.benefit_names if stored else [])
    return NationalMeasureEdition(
        code=code,
        title=fact(TITLE, "title"),
        as_of=fact(AS_OF, "as_of"),
        source_note=fact(SOURCE, "source_note"),
        source_url=fact(URL, "source_url"),
        benefit_names=list(names),
    )

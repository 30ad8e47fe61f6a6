"""Upload → workbook: which sheets it has, and a sheet of it."""

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from documents.workbooks.errors import CellProblem, WorkbookError
from documents.workbooks.limits import WorkbookLimits
from documents.workbooks.package import NO_WORKBOOK, Package, refuse
from documents.workbooks.sheet import Sheet, SheetReader
from documents.workbooks.xml_parts import PartReader, XmlReader

_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACROS = "マクロが入る形式です。マクロのない「Excelブック（.xlsx）」で保存してください。"
_OUTSIDE = "ほかのファイルへのリンク（外部参照）が入っています。リンクを消してください。"
_CONTENT_TYPES = "[Content_Types].xml"

# Number formats that Excel has built in and openpyxl does not list: the dates of Japanese Excel
# (ECMA-376 part 1, 18.8.30).
_JAPANESE_DATES = frozenset({*range(27, 37), *range(50, 59)})
_LONGEST_FORMAT = 255  # the most that Excel allows


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str  # the last word of the type's address
    target: str
    is_external: bool


class Workbook:
    """An upload that has passed every look at it as a whole; its sheets are read one by one."""

    def __init__(self, package: Package, limits: WorkbookLimits) -> None:
        self._package = package
        self._limits = limits
        self._xml = XmlReader(package, limits)
        self._refuse_other_types()
        self._refuse_links()
        main = self._main_part()
        book = _Book()
        self._xml.read(main, book)
        relations = self._relations(_relations_of(main))
        self._counts_from_1904 = book.counts_from_1904
        self._sheets: dict[str, str] = {}
        for title, identifier in book.sheets:
            relation = relations.get(identifier)
            if relation is not None and relation.kind == "worksheet":
                self._sheets[title] = _resolve(main, relation.target)
        self._strings_part = _first(relations, "sharedStrings", main)
        self._styles_part = _first(relations, "styles", main)
        self._shared: tuple[Sequence[str], frozenset[int]] | None = None

    @property
    def titles(self) -> list[str]:
        """The names of the sheets in their order; sheets of charts are left out."""
        return list(self._sheets)

    @property
    def unpacked(self) -> int:
        """How many bytes have been unpacked so far."""
        return self._package.unpacked

    def sheet(self, title: str) -> Sheet:
        """Read a sheet.

        Formulas, error values, merged cells and what is hidden are faults of the sheet
        (`Sheet.problems`), each with its address.

        Raises:
            WorkbookError: there is no such sheet, or the file is broken or too large.
        """
        part = self._sheets.get(title)
        if part is None:
            there = "、".join(f"「{name}」" for name in self._sheets)
            raise WorkbookError(
                [CellProblem("", "", f"シート「{title}」がありません。あるのは{there}です。")],
                unpacked=self.unpacked,
            )
        strings, dates = self._shared_parts()
        reader = SheetReader(
            title,
            limits=self._limits,
            strings=strings,
            dates=dates,
            counts_from_1904=self._counts_from_1904,
        )
        self._xml.read(part, reader)
        return Sheet(title, tuple(reader.cells), tuple(reader.problems))

    def _shared_parts(self) -> tuple[Sequence[str], frozenset[int]]:
        """Return the shared strings and the cell styles that show dates, read once."""
        if self._shared is None:
            strings, styles = _Strings(), _Styles()
            if self._strings_part:
                self._xml.read(self._strings_part, strings)
            if self._styles_part:
                self._xml.read(self._styles_part, styles)
            self._shared = strings.found, styles.dates()
        return self._shared

    def _refuse_other_types(self) -> None:
        """See that the package says it is a workbook without macros."""
        if not self._package.has(_CONTENT_TYPES):
            refuse(NO_WORKBOOK)
        types = _ContentTypes()
        self._xml.read(_CONTENT_TYPES, types)
        if any("macroenabled" in name or "vbaproject" in name for name in types.found):
            refuse(_MACROS, unpacked=self.unpacked)
        if _MAIN not in types.found:
            refuse(NO_WORKBOOK, unpacked=self.unpacked)

    def _refuse_links(self) -> None:
        """See that nothing but an ordinary hyperlink leads out of the package."""
        for name in self._package.names():
            if name.endswith(".rels"):
                for relation in self._relations(name).values():
                    if relation.is_external and relation.kind != "hyperlink":
                        refuse(_OUTSIDE, unpacked=self.unpacked)

    def _main_part(self) -> str:
        main = _first(self._relations("_rels/.rels"), "officeDocument", "")
        if not main:
            refuse(NO_WORKBOOK, unpacked=self.unpacked)
        return main

    def _relations(self, name: str) -> dict[str, _Relation]:
        reader = _Relations()
        if self._package.has(name):
            self._xml.read(name, reader)
        return reader.found


def open_workbook(data: bytes, limits: WorkbookLimits | None = None) -> Workbook:
    """Open an uploaded workbook.

    Args:
        data: the bytes of the upload; its name says nothing and is not asked.
        limits: how large it may be.

    Raises:
        WorkbookError: it is none, or is refused as a whole, with the reason in Japanese.
    """
    limits = limits or WorkbookLimits()
    return Workbook(Package(data, limits), limits)


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolve(part: str, target: str) -> str:
    """Return the part that `target` leads to from `part`; the root's own name is without "/"."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _first(relations: dict[str, _Relation], kind: str, part: str) -> str:
    """Return the part that the first relation of a kind leads to, or ""."""
    for relation in relations.values():
        if relation.kind == kind and not relation.is_external:
            return _resolve(part, relation.target)
    return ""


class _ContentTypes(PartReader):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"Override", "Default"}:
            self.found.add(attributes.get("ContentType", "").casefold())


class _Relations(PartReader):
    def __init__(self) -> None:
        self.found: dict[str, _Relation] = {}

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            self.found[attributes.get("Id", "")] = _Relation(
                kind=attributes.get("Type", "").rpartition("/")[2],
                target=attributes.get("Target", ""),
                is_external=attributes.get("TargetMode", "").casefold() == "external",
            )


class _Book(PartReader):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []  # title, id of the relation
        self.counts_from_1904 = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))
        elif name == "workbookPr":
            self.counts_from_1904 = attributes.get("date1904") in {"1", "true"}


class _Strings(PartReader):
    """The shared strings: plain or in runs, the readings of kanji (rPh) left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._in_text = False
        self._phonetic = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "si":
                self._pieces = []
            case "rPh":
                self._phonetic = True
            case "t":
                self._in_text = not self._phonetic

    def finish(self, name: str) -> None:
        match name:
            case "si":
                self.found.append("".join(self._pieces))
            case "rPh":
                self._phonetic = False
            case "t":
                self._in_text = False

    def text(self, text: str) -> None:
        if self._in_text:
            self._pieces.append(text)


class _Styles(PartReader):
    """Which cell styles show a number as a date."""

    def __init__(self) -> None:
        self._formats: dict[str, str] = {}
        self._used: list[str] = []
        self._in_cells = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "numFmt":
                self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            case "cellXfs":
                self._in_cells = True
            case "xf" if self._in_cells:
                self._used.append(attributes.get("numFmtId", "0"))

    def finish(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def dates(self) -> frozenset[int]:
        """Return the numbers of those styles."""
        return frozenset(number for number, used in enumerate(self._used) if self._shows_date(used))

    def _shows_date(self, number: str) -> bool:
        if number in self._formats:
            return is_date_format(self._formats[number][:_LONGEST_FORMAT])
        if not re.fullmatch(r"[0-9]{1,5}", number, re.ASCII):
            return False
        return int(number) in _JAPANESE_DATES or is_date_format(
            BUILTIN_FORMATS.get(int(number), "General")
        )

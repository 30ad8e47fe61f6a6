"""Lines of markup → blocks without ids; the grammar stands in documents/markup.py."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from documents.bodies import marks_of
from documents.content import (
    Block,
    Chart,
    Figure,
    ListBlock,
    ListItem,
    MarkKind,
    Note,
    Paragraph,
    Table,
    TableCell,
    TableRow,
    TermNote,
)
from documents.inline_markup import SIGNS, Inline, References, read_inline
from documents.limits import LONG, SHORT, TextKind
from documents.validation import DEEPEST_ITEM


@dataclass(frozen=True, slots=True)
class MarkupError:
    """What is wrong in a line (1 is the first), in Japanese."""

    line: int
    message: str


class Shape(Enum):
    """What a line is by itself."""

    BLANK = auto()
    ITEM = auto()
    ROW = auto()
    NOTE = auto()
    PLACEHOLDER = auto()
    TEXT = auto()


ITEM = re.compile(
    r"(?P<indent>[ \t\u3000]*)(?:-|(?P<number>[0-9]{1,9})\.)(?:[ \t\u3000]+(?P<text>.*))?"
)
# A bar behind a backslash is text.
CELL = re.compile(r"(?P<cell>(?>(?:\\[\\*\[\]|]|[^|\\]|\\(?![\\*\[\]|]))*))\|")
# Three at least: 「-」 in a cell is how tables say 「no value」.
RULE = re.compile(r":?(?:-{3,}|={3,}):?")
PLACEHOLDER = re.compile(r"\[\[(?P<kind>図|グラフ|用語)[ \u3000]+(?P<uid>[^\[\]\s]+)\]\]")
CAPTION = re.compile(r"表[：:](?P<text>.*)")
SOURCE = re.compile(r"出典[：:](?P<text>.*)")


def cells_of(line: str) -> list[str] | None:
    """Return the cells of a table row as typed, or None where the line is none."""
    line = line.strip()
    if not line.startswith("|"):
        return None
    cells: list[str] = []
    position = 1
    while position < len(line):
        match = CELL.match(line, position)
        if match is None:
            return None
        cells.append(match["cell"].strip())
        position = match.end()
    return cells or None


def shape_of(line: str) -> Shape:
    """Return what a line is by itself, whatever stands around it."""
    if not line.strip():
        return Shape.BLANK
    if line.startswith(">"):
        return Shape.NOTE
    if ITEM.fullmatch(line):
        return Shape.ITEM
    if PLACEHOLDER.fullmatch(line.strip()):
        return Shape.PLACEHOLDER
    return Shape.TEXT if cells_of(line) is None else Shape.ROW


def has_shape(line: str) -> bool:
    """Say whether the line is more than text or nothing."""
    return shape_of(line) not in (Shape.TEXT, Shape.BLANK)


def hides_shape(line: str) -> bool:
    """Say whether the line is text because of a backslash, and of nothing else, at its start."""
    return line.startswith("\\") and line[1:2] not in SIGNS and has_shape(line[1:])


class Reader:
    """Reads lines into blocks whose uid is still empty, save those of figures and charts."""

    def __init__(
        self,
        text: str,
        previous: Sequence[Block],
        footnotes: Collection[str],
        terms: Collection[str],
    ) -> None:
        self.lines = text.split("\n")
        self.at = 0
        self.drafts: list[Block] = []
        self.errors: list[MarkupError] = []
        self.pictures = {
            block.uid: block for block in previous if isinstance(block, Figure | Chart)
        }
        self.placed: set[str] = set()
        named = {MarkKind.FOOTNOTE: set(footnotes), MarkKind.TERM: set(terms)}
        for block in previous:
            if isinstance(block, TermNote):
                named[MarkKind.TERM].add(block.term)
            for mark in marks_of(block):
                named.setdefault(mark.kind, set()).add(mark.ref)
        self.references = References(
            footnotes=frozenset(named[MarkKind.FOOTNOTE]),
            terms=frozenset(named[MarkKind.TERM]),
            figures=frozenset(self.pictures),
        )

    def read(self) -> list[Block]:
        """Return the blocks; `errors` then holds what is wrong, not in order."""
        while self.at < len(self.lines):
            match shape_of(self.lines[self.at]):
                case Shape.BLANK:
                    self.at += 1
                case Shape.ITEM:
                    self._read_list()
                case Shape.ROW:
                    self._read_table()
                case Shape.NOTE:
                    self._read_note()
                case Shape.PLACEHOLDER:
                    self._read_placeholder()
                case Shape.TEXT:
                    if self._is_caption(self.at):
                        self._read_table()
                    else:
                        self._read_paragraph()
        return self.drafts

    def _shape_at(self, index: int) -> Shape:
        return shape_of(self.lines[index]) if index < len(self.lines) else Shape.BLANK

    def _is_caption(self, index: int) -> bool:
        is_like = CAPTION.fullmatch(self.lines[index].strip()) is not None
        return is_like and self._shape_at(index + 1) is Shape.ROW

    def _error(self, index: int, message: str) -> None:
        self.errors.append(MarkupError(index + 1, message))

    def _inline(self, raw: str, index: int) -> Inline:
        """Read text with marks that begins in the line `index`."""
        found = read_inline(raw, self.references)
        for fault in found.faults:
            self._error(index + fault.line, fault.message)
        self._check(found.text, LONG, index, "一つの段落・項目・欄")
        return found

    def _plain(self, raw: str, index: int, name: str) -> str:
        """Read text that carries no marks: a caption, a source, a title."""
        text = read_inline(raw).text
        self._check(text, SHORT, index, name)
        return text

    def _check(self, text: str, kind: TextKind, index: int, name: str) -> None:
        if len(text) > kind.max_length:
            self._error(
                index, f"{name}は{kind.max_length:,}字までです（{len(text):,}字あります）。"
            )

    def _read_paragraph(self) -> None:
        start = self.at
        while self._shape_at(self.at) is Shape.TEXT and not self._is_caption(self.at):
            self.at += 1
        lines = self.lines[start : self.at]
        self._add_paragraph([line[1:] if hides_shape(line) else line for line in lines], start)

    def _add_paragraph(self, lines: Sequence[str], start: int) -> None:
        found = self._inline("\n".join(lines), start)
        self.drafts.append(Paragraph(uid="", text=found.text, marks=tuple(found.marks)))

    def _read_list(self) -> None:
        items: list[ListItem] = []
        ordered = False
        outermost = 0
        while (match := self._item(outermost if ordered else 0)) is not None:
            number = match["number"]
            width = sum(1 if char == " " else 2 for char in match["indent"])
            level = min(width // 2, items[-1].level + 1 if items else 0, DEEPEST_ITEM)
            if not items:
                ordered = number is not None
            elif level == 0 and (number is not None) != ordered:
                break
            outermost += level == 0
            raw = (match["text"] or "").strip()
            if number is not None and not ordered:
                raw = f"{number}. {raw}"
            found = self._inline(raw, self.at)
            items.append(ListItem(uid="", text=found.text, level=level, marks=tuple(found.marks)))
            self.at += 1
        self.drafts.append(ListBlock(uid="", items=tuple(items), ordered=ordered))

    def _item(self, outermost: int) -> re.Match[str] | None:
        """Return the item to read next, or None where the list ends.

        `outermost` is the count of outermost items so far of an ordered list, else 0: such a list
        goes on behind empty lines if the next number says so.
        """
        at = self.at
        while outermost and at < len(self.lines) and self._shape_at(at) is Shape.BLANK:
            at += 1
        match = ITEM.fullmatch(self.lines[at]) if at < len(self.lines) else None
        if match is None or at == self.at:
            return match
        if match["indent"] or match["number"] is None or int(match["number"]) != outermost + 1:
            return None
        self.at = at
        return match

    def _read_table(self) -> None:
        start = self.at
        caption = source = ""
        if (match := CAPTION.fullmatch(self.lines[self.at].strip())) is not None:
            caption = self._plain(match["text"].strip(), self.at, "表の題")
            self.at += 1
        header_rows: int | None = None
        header_column = False
        rows: list[tuple[TableCell, ...]] = []
        while self._shape_at(self.at) is Shape.ROW:
            cells = cells_of(self.lines[self.at]) or []
            if header_rows is None and all(RULE.fullmatch(cell) for cell in cells):
                header_rows = len(rows)
                header_column = "=" in cells[0]
            else:
                found = [self._inline(cell, self.at) for cell in cells]
                rows.append(tuple(TableCell(text=f.text, marks=tuple(f.marks)) for f in found))
            self.at += 1
        if not rows:
            self._add_paragraph(self.lines[start : self.at], start)
            return
        if self.at < len(self.lines):
            match = SOURCE.fullmatch(self.lines[self.at].strip())
            if match is not None:
                source = self._plain(match["text"].strip(), self.at, "表の出典")
                self.at += 1
        width = max(map(len, rows))
        self.drafts.append(
            Table(
                uid="",
                rows=tuple(
                    TableRow(uid="", cells=row + (TableCell(),) * (width - len(row)))
                    for row in rows
                ),
                caption=caption,
                header_rows=header_rows or 0,
                header_column=header_column,
                source=source,
            )
        )

    def _read_note(self) -> None:
        start = self.at
        lines = []
        while self._shape_at(self.at) is Shape.NOTE:
            lines.append(self.lines[self.at][1:].removeprefix(" "))
            self.at += 1
        title = self._plain(lines[0], start, "注の題")
        found = self._inline("\n".join(lines[1:]), start + 1)
        self.drafts.append(Note(uid="", title=title, text=found.text, marks=tuple(found.marks)))

    def _read_placeholder(self) -> None:
        line = self.lines[self.at]
        match = PLACEHOLDER.fullmatch(line.strip())
        block = None if match is None else self._placed(match["kind"], match["uid"])
        self.drafts.append(Paragraph(uid="", text=line) if block is None else block)
        self.at += 1

    def _placed(self, kind: str, uid: str) -> Block | None:
        if kind == "用語":
            if uid in self.references.terms:
                return TermNote(uid="", term=uid)
            self._error(self.at, f"用語「{uid}」がありません。")
            return None
        picture = self.pictures.get(uid)
        if picture is None or isinstance(picture, Chart) != (kind == "グラフ"):
            self._error(self.at, f"{kind}「{uid}」がこの欄にありません。")
        elif uid in self.placed:
            self._error(self.at, f"{kind}「{uid}」は、二か所には置けません。")
        else:
            self.placed.add(uid)
            return picture
        return None

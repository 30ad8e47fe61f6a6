r"""Blocks ↔ the restricted Markdown in which staff edit a body.

An empty line separates blocks; a line of another shape begins a new block too.

    文                          paragraph; a line feed in it is a line break on paper
    - 項目                       item of a list; two blanks before it per level
    1. 項目                      item of an ordered list; its number is computed when printed
    | a | b |                   row of a table; missing cells of short rows are empty
    |---|---|                   the rows above it are heads; |===|---| : the first column is heads
    表：題                       directly above a table: its caption
    出典：…                      directly below a table: its source
    > 題                        first line of a note: its title, may be empty
    > 文                        further lines of a note: its text
    [[図 uid]] [[グラフ uid]]      alone in a line: that figure or chart
    [[用語 uid]]                 alone in a line: the note on that term
    \- 文                       \ before any of these shapes: no such shape, but text

Marks inside a line: documents/inline_markup.py. Everything else is literal: a leading 「・」,
「(1)」, 「*」, 「#」 or 「１．」 too.

Rules at the seams: an item at the outermost level with the other kind of sign begins a new list;
a number on an inner level of an unordered list is text; an ordered list that goes on counting
after an empty line is one list, one that starts elsewhere is a new one. Levels that jump are
drawn in.

What has no place of its own in a line is written with [[改行]] (line feed in an item or cell) and
[[空]] (an empty paragraph, an empty line inside one, a blank at an edge), so that every content
can be written. Reading back what `to_markup` wrote gives equal blocks with equal ids.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from documents.bodies import paragraphs_from_text, plain_text, uids_of, with_ids
from documents.content import (
    Block,
    Chart,
    Figure,
    ListBlock,
    Note,
    Paragraph,
    Table,
    TermNote,
)
from documents.inline_markup import NOTHING, write_inline
from documents.markup_reader import RULE, MarkupError, Reader, has_shape, hides_shape

__all__ = [
    "MarkupError",
    "ParseResult",
    "from_markup",
    "paragraphs_from_text",
    "plain_text",
    "to_markup",
    "uids_of",
]

MOST_ERRORS = 20


@dataclass(frozen=True, slots=True)
class ParseResult:
    """Blocks with their ids, and at most twenty errors; what has an error is kept as text."""

    blocks: tuple[Block, ...]
    errors: tuple[MarkupError, ...]


# --- blocks → markup -------------------------------------------------------------------------


def to_markup(blocks: Sequence[Block]) -> str:
    """Return sound blocks (documents/validation.py) as the text to edit, without loss."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from _paragraph_lines(block)
        case ListBlock():
            yield from _item_lines(block)
        case Table():
            yield from _table_lines(block)
        case Note():
            yield from _note_lines(block)
        case Figure(uid=uid):
            yield f"[[図 {uid}]]"
        case Chart(uid=uid):
            yield f"[[グラフ {uid}]]"
        case TermNote(term=term):
            yield f"[[用語 {term}]]"
        case _:
            assert_never(block)


def _guarded(markup: str) -> str:
    """Hold blanks at the edges, which cleaning and reading take away."""
    before = NOTHING if markup[:1].isspace() else ""
    after = NOTHING if markup[-1:].isspace() else ""
    return f"{before}{markup}{after}"


def _paragraph_lines(block: Paragraph) -> Iterator[str]:
    lines = write_inline(block.text, block.marks).split("\n")
    for index, line in enumerate(lines):
        is_first, is_last = index == 0, index == len(lines) - 1
        if not line.strip():
            yield f"{NOTHING}{line}{NOTHING}" if line else NOTHING
            continue
        if is_last and line[-1].isspace():
            line += NOTHING
        if has_shape(line) or hides_shape(line):
            yield f"\\{line}"
        elif is_first and line[0].isspace() and line[0] != "\u3000":
            yield f"{NOTHING}{line}"
        else:
            # The indent of a first line (字下げ) holds by itself.
            yield line


def _item_lines(block: ListBlock) -> Iterator[str]:
    counts: dict[int, int] = {}
    for item in block.items:
        counts = {level: count for level, count in counts.items() if level <= item.level}
        counts[item.level] = counts.get(item.level, 0) + 1
        sign = f"{counts[item.level]}." if block.ordered else "-"
        text = _guarded(write_inline(item.text, item.marks, one_line=True))
        yield f"{'  ' * item.level}{sign} {text}".rstrip()


def _table_lines(block: Table) -> Iterator[str]:
    if block.caption:
        yield f"表：{_guarded(write_inline(block.caption, one_line=True))}"
    rule = "|".join("---" for _ in block.rows[0].cells)
    rule = f"|{'===' if block.header_column else '---'}{rule[3:]}|"
    has_rule = block.header_rows > 0 or block.header_column
    for index, row in enumerate(block.rows):
        if has_rule and index == block.header_rows:
            yield rule
        cells = [
            _guarded(write_inline(cell.text, cell.marks, one_line=True, in_cell=True))
            for cell in row.cells
        ]
        if all(RULE.fullmatch(cell) for cell in cells):
            cells[0] = f"{NOTHING}{cells[0]}"
        yield f"| {' | '.join(cells)} |"
    if has_rule and block.header_rows == len(block.rows):
        yield rule
    if block.source:
        yield f"出典：{_guarded(write_inline(block.source, one_line=True))}"


def _note_lines(block: Note) -> Iterator[str]:
    lines = [write_inline(block.title, one_line=True)]
    if block.text or block.marks:
        lines += write_inline(block.text, block.marks).split("\n")
    if lines[-1][-1:].isspace():
        lines[-1] += NOTHING
    for line in lines:
        yield f"> {line}" if line else ">"


# --- markup → blocks -------------------------------------------------------------------------


def from_markup(
    text: str,
    *,
    previous: Sequence[Block],
    new_uid: Callable[[], str],
    footnotes: Collection[str] = (),
    terms: Collection[str] = (),
) -> ParseResult:
    """Return the blocks that a cleaned `text` spells, with the ids of the blocks they were.

    `previous` are the blocks that the text was before: an equal block keeps its id wherever it
    stands, an edited one takes the id of the most similar block of its kind at its place, and so
    do list items and table rows; of a paragraph cut in two, the part that is more alike keeps the
    id. Figures and charts are those of `previous`. `new_uid` gives the id of everything else.
    `footnotes` and `terms` are the uids that may be named besides those named in `previous`.

    Never raises for any text. Errors name the line; what they are about stays in the blocks as it
    was typed.
    """
    reader = Reader(text, previous, footnotes, terms)
    drafts = reader.read()
    errors = sorted(reader.errors, key=lambda error: error.line)[:MOST_ERRORS]
    return ParseResult(with_ids(previous, drafts, new_uid), tuple(errors))

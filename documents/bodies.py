"""Bodies (ordered lists of blocks): their ids, marks and plain text, and how edits keep ids."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar, assert_never

from documents.alignment import align
from documents.content import (
    Block,
    Chart,
    Figure,
    ListBlock,
    ListItem,
    Mark,
    Note,
    Paragraph,
    Table,
    TableRow,
    TermNote,
)

Part = Block | ListItem | TableRow
_Inner = TypeVar("_Inner", ListItem, TableRow)


def _inner(part: Part) -> tuple[ListItem, ...] | tuple[TableRow, ...]:
    match part:
        case ListBlock(items=items):
            return items
        case Table(rows=rows):
            return rows
        case _:
            return ()


def parts_of(blocks: Iterable[Block]) -> Iterator[Part]:
    """Yield every block, and behind a list or table its items or rows: all that has a uid."""
    for block in blocks:
        yield block
        yield from _inner(block)


def uids_of(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the uids of blocks, list items and table rows in order."""
    return tuple(part.uid for part in parts_of(blocks))


def marks_of(block: Block) -> Iterator[Mark]:
    """Yield the inline marks of a block, its items or its cells."""
    match block:
        case Paragraph(marks=marks) | Note(marks=marks):
            yield from marks
        case ListBlock(items=items):
            yield from chain.from_iterable(item.marks for item in items)
        case Table(rows=rows):
            yield from chain.from_iterable(cell.marks for row in rows for cell in row.cells)
        case Figure() | Chart() | TermNote():
            return
        case _:
            assert_never(block)


def plain_text(blocks: Iterable[Block]) -> str:
    """Return the words of blocks without marks, for previews and search; one line per part.

    Cells are parted by a tab. The note on a term has no words of its own, and the figures of a
    chart are not among its words.
    """
    return "\n".join(line for block in blocks for line in _words(block) if line)


def _words(part: Part) -> Iterator[str]:
    match part:
        case Paragraph(text=text) | ListItem(text=text):
            yield text
        case ListBlock(items=items):
            yield from (item.text for item in items)
        case TableRow(cells=cells):
            yield "\t".join(cell.text for cell in cells)
        case Table():
            yield part.caption
            yield from chain.from_iterable(_words(row) for row in part.rows)
            yield part.source
        case Figure():
            yield from (part.caption, part.alt, part.source, part.rights)
        case Chart():
            yield from (part.caption, *part.categories, *(row.name for row in part.series))
            yield from (part.unit, part.alt, part.source)
        case Note():
            yield from (part.title, part.text)
        case TermNote():
            return
        case _:
            assert_never(part)


def paragraphs_from_text(text: str, new_uid: Callable[[], str]) -> tuple[Block, ...]:
    """Return cleaned text as paragraphs: an empty line parts them, nothing is read as markup."""
    paragraphs: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return tuple(Paragraph(uid=new_uid(), text="\n".join(lines)) for lines in paragraphs if lines)


# --- ids of an edited body -------------------------------------------------------------------


def with_ids(
    previous: Sequence[Block], drafts: Sequence[Block], new_uid: Callable[[], str]
) -> tuple[Block, ...]:
    """Return `drafts` with the ids of the parts of `previous` that they are (documents/alignment).

    Drafts have an empty uid throughout, save figures and charts, which have their own. An item or
    row that moved to another list or table keeps its id if its text is equal. No id is given
    twice; `new_uid` is called, in order, only for what is new.
    """
    aligned = align(previous, drafts, key=_key, kind=_kind, words=_all_words)
    blocks = [
        draft if index is None else _take_ids(previous[index], draft)
        for draft, index in zip(drafts, aligned, strict=True)
    ]
    taken = set(uids_of(blocks))
    spare: dict[Hashable, list[str]] = defaultdict(list)
    for part in parts_of(previous):
        if isinstance(part, ListItem | TableRow) and part.uid not in taken:
            spare[_content(part)].append(part.uid)

    def moved(part: Part) -> str:
        if not isinstance(part, ListItem | TableRow):
            return ""
        uids = spare.get(_content(part))
        return uids.pop(0) if uids else ""

    blocks = [_fill(block, moved) for block in blocks]
    return tuple(_fill(block, lambda _: new_uid()) for block in blocks)


def _fill(block: Block, uid_for: Callable[[Part], str]) -> Block:
    """Ask for an id for every part that has none."""
    match block:
        case ListBlock():
            uid = block.uid or uid_for(block)
            items = (replace(item, uid=item.uid or uid_for(item)) for item in block.items)
            return replace(block, uid=uid, items=tuple(items))
        case Table():
            uid = block.uid or uid_for(block)
            rows = (replace(row, uid=row.uid or uid_for(row)) for row in block.rows)
            return replace(block, uid=uid, rows=tuple(rows))
        case _:
            return replace(block, uid=block.uid or uid_for(block))


def _take_ids(old: Block, draft: Block) -> Block:
    match old, draft:
        case ListBlock(), ListBlock():
            return replace(draft, uid=old.uid, items=_with_uids_of(old.items, draft.items))
        case Table(), Table():
            return replace(draft, uid=old.uid, rows=_with_uids_of(old.rows, draft.rows))
        case _:
            return replace(draft, uid=old.uid)


def _with_uids_of(old: Sequence[_Inner], new: Sequence[_Inner]) -> tuple[_Inner, ...]:
    found = align(old, new, key=_key, kind=_kind, words=_all_words)
    return tuple(
        replace(part, uid="" if index is None else old[index].uid)
        for part, index in zip(new, found, strict=True)
    )


def _key(part: Part) -> Hashable:
    """What makes two parts the same: everything but their ids; of a picture, its id."""
    match part:
        case Figure() | Chart():
            return part.uid
        case ListBlock():
            return replace(part, uid="", items=tuple(replace(i, uid="") for i in part.items))
        case Table():
            return replace(part, uid="", rows=tuple(replace(r, uid="") for r in part.rows))
        case _:
            return replace(part, uid="")


def _kind(part: Part) -> Hashable:
    """What an edit never changes: the type of a part; of a note on a term, the term."""
    match part:
        case Figure() | Chart():
            return part.uid
        case TermNote(term=term):
            return "term_note", term
        case _:
            return type(part).__name__


def _content(part: ListItem | TableRow) -> Hashable:
    return part.cells if isinstance(part, TableRow) else part.text


def _all_words(part: Part) -> str:
    return "\n".join(_words(part))

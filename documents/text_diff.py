"""What was taken out of a Japanese text and what was put in, in pieces that a person can read.

Sentences that stayed are found first, so that no piece reaches over them. Inside a changed passage
the unit is a word where one can be seen (a run of kanji, of katakana, of Latin letters or figures),
else one character. A passage that has little left of what it was is shown as replaced whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

_SENTENCE = re.compile(r"[^。\n]*(?:。[」』）)]*|\n)|[^。\n]+")
_WORD = re.compile(
    r"[A-Za-zＡ-Ｚａ-ｚ]+|[0-9０-９]+(?:[.,][0-9]+)*|[ァ-ヴー]+|[一-龥々]{1,2}|.", re.DOTALL
)
_LIKE = 0.35  # below it a passage is another one
_SHORT = 2  # characters that stayed between two changes and say nothing by themselves
_MOST_PAIRS = 4_000_000  # of words to be compared; beyond it the passage is replaced whole


class Op(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that stayed, went or came; never empty."""

    op: Op
    text: str


def diff_text(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of `old` and `new` in reading order, no two alike behind one another.

    The pieces that stayed or went spell `old`, those that stayed or came spell `new`; of a changed
    place what went stands before what came.
    """
    olds, news = _SENTENCE.findall(old), _SENTENCE.findall(new)
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        before, after = "".join(olds[i:j]), "".join(news[k:m])
        pieces += [Piece(Op.SAME, before)] if tag == "equal" else _changed(before, after)
    return tuple(_tidy(pieces))


def _changed(old: str, new: str) -> list[Piece]:
    """Return the pieces of a passage of which no sentence stayed."""
    olds, news = _WORD.findall(old), _WORD.findall(new)
    whole = [piece for piece in (Piece(Op.GONE, old), Piece(Op.NEW, new)) if piece.text]
    if not (olds and news) or len(olds) * len(news) > _MOST_PAIRS:
        return whole
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    pieces = list(_without_islands(_pieces(matcher, olds, news)))
    stayed = sum(len(piece.text) for piece in pieces if piece.op is Op.SAME)
    return whole if 2 * stayed < _LIKE * (len(old) + len(new)) else pieces


def _pieces(
    matcher: "SequenceMatcher[str]", olds: Sequence[str], news: Sequence[str]
) -> Iterator[Piece]:
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(Op.SAME, "".join(olds[i:j]))
            continue
        if i < j:
            yield Piece(Op.GONE, "".join(olds[i:j]))
        if k < m:
            yield Piece(Op.NEW, "".join(news[k:m]))


def _without_islands(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Join changes that only a character or two part: 「を」 between two new words is no hold."""
    row = list(pieces)
    for index, piece in enumerate(row):
        is_inside = 0 < index < len(row) - 1
        if (
            piece.op is Op.SAME
            and is_inside
            and len(piece.text) <= _SHORT
            and "\n" not in piece.text
        ):
            yield Piece(Op.GONE, piece.text)
            yield Piece(Op.NEW, piece.text)
        else:
            yield piece


def _tidy(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Join pieces of one kind; between two that stayed, what went comes before what came."""
    for is_same, run in groupby(pieces, key=lambda piece: piece.op is Op.SAME):
        texts: dict[Op, list[str]] = {op: [] for op in Op}
        for piece in run:
            texts[piece.op].append(piece.text)
        for op in (Op.SAME,) if is_same else (Op.GONE, Op.NEW):
            if text := "".join(texts[op]):
                yield Piece(op, text)

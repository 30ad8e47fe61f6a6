r"""Text with marks ↔ the inline part of the restricted Markdown (documents/markup.py).

    **太字**                    bold
    [文字](https://…)           link; parentheses in the address as \( \) or in pairs
    [^uid]                      footnote
    [[用語 uid 言葉]]            a word that leads to a term of the glossary
    [[改行]]                    a line break where a line feed cannot stand (list item, table cell)
    [[空]]                      nothing; holds an empty line or a blank at an edge
    \                           before \ * [ ] | takes the sign literally; literal elsewhere

Marks do not nest; what stands inside bold and is a mark itself interrupts the bold. What does not
fit is literal text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.content import Mark, MarkKind
from documents.limits import SHORT, UID, URL

NOTHING = "[[空]]"
LINE_BREAK = "[[改行]]"

SIGNS = "\\*[]|"
_ESC = r"[\\*\[\]|]"
_TOKEN = r"\[\[(?:改行|空)\]\]"
# Characters of a text in brackets: escaped signs, tokens and everything but a bracket. Atomic
# groups here and below, because Debian 12's Python 3.11.2 reads `++` and `*+` on a group wrongly.
_BRACKETED = rf"(?>(?:\\{_ESC}|[^\[\]\\]|\\(?!{_ESC})|{_TOKEN})+)"
_URL_CHAR = r"\\[\\()|]|[^\s()\\]|\\(?![\\()|])"

_SPECIAL = re.compile(r"[\\*\[]")
_TOKENS = re.compile(_TOKEN)
_BOLD = re.compile(rf"\*\*(?P<text>(?>(?:\\{_ESC}|[^\\*]|\\(?!{_ESC})|\*(?!\*))+))\*\*")
_LINK = re.compile(
    rf"\[(?P<text>{_BRACKETED})\]"
    rf"\((?P<url>(?>(?:{_URL_CHAR}|\((?>(?:{_URL_CHAR})*)\)){{1,2100}}))\)"
)
_FOOTNOTE = re.compile(rf"\[\^(?P<ref>{UID.pattern})\]")
_TERM = re.compile(rf"\[\[用語[ \u3000](?P<ref>{UID.pattern})[ \u3000](?P<text>{_BRACKETED})\]\]")
_PLACEHOLDER = re.compile(rf"\[\[(?:図|グラフ)[ \u3000]+(?P<ref>{UID.pattern})\]\]")
# A literal "[" that a reader of this syntax could take for one of the above.
_RESERVED = re.compile(r"\[(?:\^|\[(?:改行|空|用語|図|グラフ))")
# What a writer meant as an address; 「資料[1](別紙)」 is text.
_ADDRESS = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:|www\.|[/#?]|[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?:[/?#:]|\Z)"
)


# --- marks → markup --------------------------------------------------------------------------


def write_inline(
    text: str, marks: Sequence[Mark] = (), *, one_line: bool = False, in_cell: bool = False
) -> str:
    """Return `text` with its marks as markup; a sign is escaped only where it would be read.

    `one_line` writes line feeds as [[改行]]; `in_cell` escapes the bar. Marks are in order and
    do not overlap (documents/validation.py).
    """
    writer = _Writer(text, marks, one_line=one_line, in_cell=in_cell)
    parts: list[str] = []
    position = 0
    for mark in marks:
        parts.append(writer.escaped(position, mark.start))
        position = mark.end
        match mark.kind:
            case MarkKind.BOLD:
                parts.append(f"**{writer.escaped(mark.start, mark.end)}**")
            case MarkKind.LINK:
                words = writer.escaped(mark.start, mark.end, in_brackets=True)
                # "[^…]" would be a footnote.
                words = f"{NOTHING}{words}" if words.startswith("^") else words
                parts.append(f"[{words}]({_written_url(mark.ref)})")
            case MarkKind.FOOTNOTE:
                parts.append(f"[^{mark.ref}]")
            case MarkKind.TERM:
                words = writer.escaped(mark.start, mark.end, in_brackets=True)
                parts.append(f"[[用語 {mark.ref} {words}]]")
    parts.append(writer.escaped(position, len(text)))
    return "".join(parts)


def _written_url(url: str) -> str:
    return re.sub(r"([\\()|])", r"\\\1", url)


class _Writer:
    def __init__(self, text: str, marks: Sequence[Mark], *, one_line: bool, in_cell: bool) -> None:
        self.text = text
        self.one_line = one_line
        self.in_cell = in_cell
        self.edges = {place for mark in marks for place in (mark.start, mark.end)}
        self.bold_edges = {
            place
            for mark in marks
            if mark.kind is MarkKind.BOLD
            for place in (mark.start, mark.end)
        }
        # "[" could open a link if the next "]" stands before "(".
        self.link_starts: set[int] = set()
        could_close = False
        for place in range(len(text) - 1, -1, -1):
            if text[place] == "]":
                could_close = text.startswith("](", place)
            elif text[place] == "[" and could_close:
                self.link_starts.add(place)

    def escaped(self, start: int, end: int, *, in_brackets: bool = False) -> str:
        """Return the characters start..end, escaped for the place they stand in."""
        parts = []
        for place in range(start, end):
            char = self.text[place]
            if char == "\n" and self.one_line:
                parts.append(LINE_BREAK)
            elif char in SIGNS and self._is_read(char, place, in_brackets=in_brackets):
                parts.append(f"\\{char}")
            else:
                parts.append(char)
        return "".join(parts)

    def _is_read(self, char: str, place: int, *, in_brackets: bool) -> bool:
        """Say whether the sign at `place` would not be read as itself."""
        following = self.text[place + 1 : place + 2]
        match char:
            case "\\":
                breaks = self.one_line and following == "\n"
                return breaks or place + 1 in self.edges or (following != "" and following in SIGNS)
            case "*":
                return following == "*" or place + 1 in self.bold_edges
            case "[":
                opens = place in self.link_starts or _RESERVED.match(self.text, place) is not None
                return in_brackets or opens
            case "]":
                return in_brackets
            case _:
                return self.in_cell


# --- markup → marks --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class References:
    """What inline marks may name: uids of footnotes and terms; and the figures of the field."""

    footnotes: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something meant as a mark that cannot be one: the line it stands in (0 is the first)."""

    line: int
    message: str


@dataclass(slots=True)
class Inline:
    """Text and marks as they are read; faults stand in the text as they were typed."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_inline(raw: str, references: References | None = None) -> Inline:
    """Return the text and marks of `raw`; without `references` no sign makes a mark.

    Never raises: what cannot be a mark is literal, with a fault where a mark was surely meant (an
    address that is not http(s), an unknown footnote or term, a figure inside a line).
    """
    return _Reader(raw, references).read()


class _Reader:
    def __init__(self, raw: str, references: References | None, *, in_bold: bool = False) -> None:
        self.raw = raw
        self.references = references
        self.in_bold = in_bold
        self.parts: list[str] = []
        self.length = 0
        self.line = self.counted = 0
        self.marks: list[Mark] = []
        self.faults: list[Fault] = []

    def read(self) -> Inline:
        position = 0
        while (match := _SPECIAL.search(self.raw, position)) is not None:
            self._push(self.raw[position : match.start()])
            position = self._sign(match.start())
        self._push(self.raw[position:])
        return Inline("".join(self.parts), self.marks, self.faults)

    def _push(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _fault(self, position: int, message: str) -> None:
        self.faults.append(Fault(self._line_of(position), message))

    def _line_of(self, position: int) -> int:
        """Return the line of a place that is not before the last one asked for."""
        self.line += self.raw.count("\n", self.counted, position)
        self.counted = position
        return self.line

    def _sign(self, position: int) -> int:
        """Read the sign at `position` and return where to go on."""
        following = self.raw[position + 1 : position + 2]
        if self.raw[position] == "\\" and following != "" and following in SIGNS:
            self._push(following)
            return position + 2
        if (token := _TOKENS.match(self.raw, position)) is not None:
            self._push("\n" if token[0] == LINE_BREAK else "")
            return token.end()
        if self.references is not None:
            end = self._mark(position, self.references)
            if end is not None:
                return end
        self._push(self.raw[position])
        return position + 1

    def _mark(self, position: int, references: References) -> int | None:
        """Read a mark at `position` and return its end, or None where there is none."""
        raw = self.raw
        if not self.in_bold and (match := _BOLD.match(raw, position)) is not None:
            return self._bold(match, references)
        if (match := _FOOTNOTE.match(raw, position)) is not None:
            if match["ref"] in references.footnotes:
                self._add(MarkKind.FOOTNOTE, "", match["ref"])
                return match.end()
            self._fault(position, f"脚注「{match['ref']}」がありません。")
        elif (match := _TERM.match(raw, position)) is not None:
            if match["ref"] in references.terms:
                return self._words(match, MarkKind.TERM, match["ref"])
            self._fault(position, f"用語「{match['ref']}」がありません。")
        elif (match := _PLACEHOLDER.match(raw, position)) is not None:
            if match["ref"] in references.figures:
                self._fault(position, f"「{match[0]}」は、それだけを一行に書いてください。")
        elif (match := _LINK.match(raw, position)) is not None:
            return self._link(match)
        return None

    def _add(self, kind: MarkKind, text: str, ref: str) -> None:
        start = self.length
        self._push(text)
        self.marks.append(Mark(kind=kind, start=start, end=self.length, ref=ref))

    def _words(self, match: re.Match[str], kind: MarkKind, ref: str) -> int | None:
        words = read_inline(match["text"]).text
        if not words:
            return None
        self._add(kind, words, ref)
        return match.end()

    def _link(self, match: re.Match[str]) -> int | None:
        url = re.sub(r"\\([\\()|])", r"\1", match["url"])
        if not URL.matches(url):
            if _ADDRESS.match(url):
                self._fault(match.start(), f"リンク先は{URL.hint}にしてください。")
            return None
        if len(url) > SHORT.max_length:
            self._fault(match.start(), f"リンク先は{SHORT.max_length}字までにしてください。")
            return None
        return self._words(match, MarkKind.LINK, url)

    def _bold(self, match: re.Match[str], references: References) -> int | None:
        inner = _Reader(match["text"], references, in_bold=True).read()
        if not inner.text:
            return None
        offset = self.length
        cursor = 0
        for mark in [*inner.marks, None]:
            stop = len(inner.text) if mark is None else mark.start
            if cursor < stop:
                self.marks.append(
                    Mark(kind=MarkKind.BOLD, start=offset + cursor, end=offset + stop)
                )
            if mark is not None:
                self.marks.append(
                    Mark(
                        kind=mark.kind,
                        start=offset + mark.start,
                        end=offset + mark.end,
                        ref=mark.ref,
                    )
                )
                cursor = mark.end
        for fault in inner.faults:
            self.faults.append(Fault(self._line_of(match.start()) + fault.line, fault.message))
        self._push(inner.text)
        return match.end()

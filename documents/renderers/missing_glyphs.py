"""What a layout engine says of characters that no font has, told to the writer of the plan."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from documents.tree import (
    Document,
    Heading,
    footnote_strings_of,
    numbered_line,
    strings_of,
)

# Of WeasyPrint 70, draw/text.py; tests/documents/renderers/test_missing_glyphs.py holds it.
_MESSAGE = re.compile(r"^\.notdef glyph rendered .*\(U\+([0-9A-F]{4,6})\)$", re.DOTALL)
_MOST = 5  # characters that one message names


def missing_characters(messages: Iterable[str]) -> tuple[str, ...]:
    """Return the characters without a glyph that `messages` of the engine name, each once."""
    found = (_MESSAGE.match(message) for message in messages)
    return tuple(dict.fromkeys(chr(int(match[1], 16)) for match in found if match))


def _texts_with_place(document: Document) -> Iterator[tuple[str, str]]:
    """Yield a place in plain words and the printed text there, in document order."""
    place = "最初の見出しより前"
    for node in document.nodes:
        if isinstance(node, Heading):
            place = f"「{numbered_line(node.number, node.text)}」の中"
        yield place, "".join(strings_of(replace(document, nodes=(node,))))
    yield "脚注", "".join(footnote_strings_of(document))
    yield "ページの上下", "".join((document.header, *document.footer_marks))


def unprintable(document: Document, characters: tuple[str, ...]) -> str:
    """Return the Japanese message that names characters without a glyph and where each stands.

    Args:
        characters: one or more, as `missing_characters` returns them.
    """
    named = []
    for character in characters[:_MOST]:
        places = (place for place, text in _texts_with_place(document) if character in text)
        shown = f"「{character}」" if character.isprintable() else ""
        place = next(places, "")
        named.append(f"{shown}（U+{ord(character):04X}{'、' if place else ''}{place}）")
    more = len(characters) - len(named)
    rest = f"ほか{more}字" if more else ""
    return (
        f"印刷用のフォントにない文字があります：{'、'.join(named)}{rest}。"
        "ほかの文字や言葉に書き換えてください。この文字を使う必要があるときは、"
        "その文字を含むフォントを入れるよう、管理者に依頼してください。"
    )

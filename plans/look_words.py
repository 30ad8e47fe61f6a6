"""A look in words that people read: the choices of its form, and what one look says."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TypeVar

from documents.content import FontFamily, Logo, Look, NewTextSide, NumberStyle, PhraseStyle
from documents.numbering import format_number

# What is offered for the numbers of chapters, by the key that a form sends.
PRESETS: dict[str, tuple[NumberStyle, ...]] = {
    "chapter": (NumberStyle.CHAPTER, NumberStyle.ARABIC, NumberStyle.PAREN, NumberStyle.CIRCLED),
    "arabic": (NumberStyle.ARABIC, NumberStyle.PAREN, NumberStyle.CIRCLED, NumberStyle.KATAKANA),
    "roman": (NumberStyle.ROMAN, NumberStyle.ARABIC, NumberStyle.PAREN, NumberStyle.CIRCLED),
}
COLOURS = {
    "#1a3f8b": "濃い青",
    "#1f2f54": "紺",
    "#0f5c66": "青緑",
    "#1b6b3a": "緑",
    "#8c1c2e": "えんじ",
    "#5b2a86": "紫",
    "#6b4226": "茶",
    "#000000": "黒",
}
PHRASES = {PhraseStyle.PLAIN: "である", PhraseStyle.POLITE: "です・ます"}
FONTS = {FontFamily.MINCHO: "明朝", FontFamily.GOTHIC: "ゴシック"}
SIDES = {NewTextSide.LEFT: "新を左、旧を右", NewTextSide.RIGHT: "旧を左、新を右"}
NO_NUMBER = "番号なし"

_Key = TypeVar("_Key", bound=Enum)


def choices(labels: Mapping[_Key, str]) -> list[tuple[str, str]]:
    """Return labels as the choices of a field."""
    return [(key.value, label) for key, label in labels.items()]


def style_label(style: NumberStyle) -> str:
    """Return how a style counts: 「第1章、第2章、第3章」."""
    signs = [format_number(style, number) for number in (1, 2, 3)]
    return "、".join(dict.fromkeys(signs)) or NO_NUMBER


def numbering_label(styles: Sequence[NumberStyle]) -> str:
    """Return the styles of the depths as a way down: 「第1章 → 1 → (1)」."""
    return " → ".join(style.value or NO_NUMBER for style in styles) or NO_NUMBER


def colour_label(colour: str) -> str:
    """Return a colour with its name where it has one: 「紺（#1f2f54）」."""
    name = COLOURS.get(colour)
    return f"{name}（{colour}）" if name else colour


def _logo_words(logo: Logo | None) -> str:
    # Two pictures may be described alike; their hashes are not.
    return "" if logo is None else f"{logo.alt}（ファイル {logo.sha256[:8]}）"


def look_words(look: Look, base_names: Mapping[str, str]) -> dict[str, str]:
    """Return everything a look says as label → words.

    `base_names` are the names of base documents by their SHA-256.
    """
    base = look.base_document
    return {
        "章・節・施策の番号": numbering_label(look.numbering),
        "部の番号": style_label(look.part_numbering),
        "文の結び": PHRASES[look.phrases],
        "見出しの書体": FONTS[look.heading_font],
        "本文の書体": FONTS[look.body_font],
        "見出しの色": colour_label(look.accent),
        "柱の文字": look.header_text,
        "KPIの見出し": look.kpi_label,
        "スケジュールの見出し": look.schedule_label,
        "列の多い表": "横向きのページ" if look.landscape_tables else "縦のページ",
        "新旧対照表": SIDES[look.new_text],
        "ロゴ": _logo_words(look.logo),
        "Wordのひな形": ""
        if base is None
        else f"{base_names.get(base, '')}（ファイル {base[:8]}）",
    }


def differing(former: Mapping[str, str], present: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return (label, former words, present words) of what differs."""
    return [
        (label, former[label], words) for label, words in present.items() if former[label] != words
    ]

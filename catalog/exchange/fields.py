"""The text of a cell → the checked value of a field of a row."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from catalog.enums import AudienceFit
from catalog.exchange.cells import to_items, to_ministries, to_references
from catalog.exchange.facts import MOST_BENEFITS
from catalog.loading.national_measures import is_code, ministry_name
from catalog.loading.node import Node

_DASHES = re.compile("[‐‑‒–—―−ー]")
_FITS = {fit.label: fit.value for fit in AudienceFit}


def _with(node: Node, value: object) -> Node:
    return Node(node.file, node.place, value)


def _integer(node: Node, low: int, high: int) -> int:
    text = unicodedata.normalize("NFKC", node.text(40))
    if not (text.isascii() and text.isdigit()):
        node.fail("整数ではありません。")
    return _with(node, int(text)).integer(low, high)


def _code(node: Node) -> str:
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", node.text(40)))
    if not is_code(text):
        node.fail("国の施策番号が「06-16」の形ではありません。")
    return text


def _list(node: Node) -> list[str]:
    return _with(node, to_items(str(node.value))).texts(lines=True)


def _text(limit: int) -> Callable[[Node], str]:
    return lambda node: node.text(limit, blank=True)


def _text_or_none(limit: int) -> Callable[[Node], str | None]:
    return lambda node: node.text(limit) if node.value else None


def _references(node: Node) -> list[dict[str, str]]:
    references, left = to_references(str(node.value))
    if left:
        node.fail(f"「{left[0][:40]}」の次の行に、http:// か https:// で始まるURLがありません。")
    return [
        {
            "label": _with(node, item["label"]).text(500, blank=True, lines=True),
            "url": _with(node, item["url"]).url(1000),
        }
        for item in references
    ]


def _ministries(node: Node) -> list[dict[str, Any]]:
    return [
        {"name": ministry_name(_with(node, item["name"])), "lead": item["lead"]}
        for item in to_ministries(str(node.value))
    ]


def _fit(node: Node) -> str:
    if node.value and node.value not in _FITS:
        node.fail(f"{'・'.join(_FITS)}のどれかを書くか、空けておきます。")
    return _FITS[str(node.value)] if node.value else ""


def _lines(node: Node) -> str:
    return node.text(blank=True, lines=True)


# By the names of reference files and errata.
READERS: dict[str, Callable[[Node], Any]] = {
    "no": lambda node: _integer(node, 1, 9_999),
    "code": _code,
    "name": lambda node: node.text(200),
    "kpi_progress": _list,
    "kpi_effect": _list,
    "overview": _list,
    "pillar": _text_or_none(100),
    "pillar_no": lambda node: _integer(node, 1, 6) if node.value else None,
    "timing": _text_or_none(60),
    "benefit_marks": lambda node: _integer(node, 0, MOST_BENEFITS),
    "support": _lines,
    "budget_programmes": _list,
    "references": _references,
    "ministries": _ministries,
    "law_articles": _list,
    "audience_printed": _text(60),
    "audience_fit": _fit,
    "audience_fit_reason": _text(300),
    "extra": _lines,
}


def read_field(field: str, text: str, *, sheet: str = "", place: str = "") -> Any:
    """Return the value of a field from the text of its cell.

    Args:
        field: as reference files and errata call it.
        text: as it stands in the sheet.
        sheet, place: where it stands, for the message.

    Raises:
        FixtureError: it is wrong; `reason` says why in Japanese.
    """
    return READERS[field](Node(sheet, place, text.strip()))

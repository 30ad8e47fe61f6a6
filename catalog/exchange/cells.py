"""The text of one cell of the exchanged sheet ↔ what a row holds; both ways exact.

Items stand one on a line. A line feed inside an item is written 「↵」 and a line feed, a 「↵」 in
the text itself twice; so a person sees what belongs together, and every text comes back as it was.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

GOES_ON = "↵"
LEAD = "◎"
_ADDRESS = re.compile(r"https?://[!-~]+", re.ASCII)


def from_items(items: Iterable[str]) -> str:
    """Return a list of texts, none of them empty, as the text of a cell."""
    return "\n".join(
        item.replace(GOES_ON, GOES_ON * 2).replace("\n", f"{GOES_ON}\n") for item in items
    )


def to_items(text: str) -> list[str]:
    """Return the items of a cell; empty lines and blanks around an item are left out."""
    items: list[str] = []
    lines: list[str] = []
    for written in text.split("\n"):
        line = written.rstrip()
        marks = len(line) - len(line.rstrip(GOES_ON))
        goes_on = marks % 2 == 1
        lines.append((line[:-1] if goes_on else written).replace(GOES_ON * 2, GOES_ON))
        if not goes_on:
            items.append("\n".join(lines).strip())
            lines = []
    if lines:  # a mark on the last line leads nowhere
        items.append("\n".join(lines).strip())
    return [item for item in items if item]


def from_references(references: Iterable[Mapping[str, str]]) -> str:
    """Return references as their label, if there is one, and their address on the next line.

    A label that itself reads as an address stands on the same line, before a tab.
    """
    items: list[str] = []
    for reference in references:
        label, url = reference["label"], reference["url"]
        if _ADDRESS.fullmatch(label):
            items.append(f"{label}\t{url}")
        else:
            items += [label, url] if label else [url]
    return from_items(items)


def to_references(text: str) -> tuple[list[dict[str, str]], list[str]]:
    """Return the references of a cell, and the labels that no address follows."""
    references: list[dict[str, str]] = []
    label, left = "", []
    for item in to_items(text):
        before, tab, after = item.rpartition("\t")
        if tab and not label:
            references.append({"label": before.strip(), "url": after.strip()})
        elif _ADDRESS.fullmatch(item):
            references.append({"label": label, "url": item})
            label = ""
        else:
            if label:
                left.append(label)
            label = item
    return references, [*left, label] if label else left


def from_ministries(ministries: Iterable[Mapping[str, Any]]) -> str:
    """Return ministries one on a line, ◎ before those that lead."""
    return from_items(f"{LEAD if item['lead'] else ''}{item['name']}" for item in ministries)


def to_ministries(text: str) -> list[dict[str, Any]]:
    """Return the ministries of a cell, one on a line or with 「、」 between them."""
    names = [name.strip() for item in to_items(text) for name in re.split("[、，,]", item)]
    return [
        {"name": name.removeprefix(LEAD).strip(), "lead": name.startswith(LEAD)}
        for name in names
        if name
    ]

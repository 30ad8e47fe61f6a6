"""The nodes of the made-up plan as text, each kind under its name, for the golden file trees.txt."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args

from documents import tree
from documents.assemble import assemble
from tests.documents.samples import everything, record

_MOST_ROWS = 4  # of a long table; the rest is counted
KINDS = get_args(tree.Node)


def _lines(value: Any, depth: int, name: str) -> Iterator[str]:
    """Yield a part of a tree, one field a line; fields that equal their default are left out."""
    indent = "  " * depth
    label = f"{name}: " if name else ""
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            if number == _MOST_ROWS and len(value) > 2 * _MOST_ROWS and name == "rows":
                yield f"{indent}{name}: … {len(value) - number} more"
                return
            yield from _lines(item, depth, f"{name}[{number}]")
    elif is_dataclass(value) and not isinstance(value, type):
        yield f"{indent}{label}{type(value).__name__}"
        for item in fields(value):
            inner = getattr(value, item.name)
            if inner != item.default:
                yield from _lines(inner, depth + 1, item.name)
    else:
        yield f"{indent}{label}{value!r}"


def golden_trees() -> str:
    """Return every node of the made-up plan, sorted by kind, in the order of the book."""
    nodes = assemble(everything(), record()).nodes
    parts = []
    for kind in KINDS:
        found = [node for node in nodes if type(node) is kind]
        texts = ("\n".join(_lines(node, 0, "")) for node in found)
        parts.append("\n\n".join([f"=== {kind.__name__} ({len(found)})", *texts]))
    return "\n\n".join(parts) + "\n"

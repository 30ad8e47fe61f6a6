"""What holds for every module: it says what it is for, is of a size to read, is named for its noun."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("planbuilder", "publishing", "plans", "accounts", "catalog", "documents")
LONGEST = 420  # about 400 lines
COMMAND = {"add_arguments", "handle"}  # Django says what they do
FORBIDDEN = {"utils", "helpers", "services", "common", "misc", "manager", "managers", "lib"}

MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
)
WRITTEN = [name for name in MODULES if "/migrations/" not in name]


def silent(tree: ast.Module) -> Iterator[str]:
    """Yield the names of public classes and functions of a module that have no docstring.

    What is private or stands inside a function may be silent, and the two methods of a command.
    """
    if ast.get_docstring(tree) is None and tree.body:
        yield "the module"
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            if ast.get_docstring(node) is None:
                yield node.name
            for inner in node.body if isinstance(node, ast.ClassDef) else ():
                if (
                    isinstance(inner, ast.FunctionDef)
                    and not inner.name.startswith("_")
                    and not (node.name == "Command" and inner.name in COMMAND)
                    and ast.get_docstring(inner) is None
                ):
                    yield f"{node.name}.{inner.name}"


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_public_says_what_it_does(name: str) -> None:
    assert list(silent(ast.parse((ROOT / name).read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("name", WRITTEN)
def test_a_module_is_short_enough_to_read(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8").count("\n") <= LONGEST


def test_no_module_is_named_for_nothing() -> None:
    assert [name for name in MODULES if FORBIDDEN & set(Path(name).with_suffix("").parts)] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"""Doc."""\ndef f():\n    pass', ["f"]),
        ('"""Doc."""\nclass A:\n    """A."""\n    def f(self):\n        pass', ["A.f"]),
        ('"""Doc."""\ndef _f():\n    pass\nclass _A:\n    def f(self):\n        pass', []),
        ("x = 1", ["the module"]),
        ("", []),
    ],
)
def test_what_is_silent_is_seen(source: str, found: list[str]) -> None:
    assert list(silent(ast.parse(source))) == found

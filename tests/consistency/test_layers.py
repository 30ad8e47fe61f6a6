"""Imports run one way: planbuilder → publishing → plans → accounts → catalog → documents.

Read from the syntax trees, so that an import counts wherever it stands in a file. The rules are
those of docs/architecture.md; this test is their only enforcement.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# A package may import itself and those to its right.
ORDER = ("planbuilder", "publishing", "plans", "accounts", "catalog", "documents")

# Inside an app, a module of a rank imports ranked modules of the same rank or a lower one. Modules
# with other names (tree, exchange, apps, urls …) are named for their noun and stand outside.
RANKS = {
    "enums": 0,
    "errors": 0,
    "validators": 0,
    "models": 1,
    "permissions": 2,
    "content": 2,
    "workflow": 3,
    "checks": 3,
    "forms": 4,
    "views": 5,
}

# documents/ is a function of its input: no framework, clock, network, random or other process.
NOT_IN_DOCUMENTS = {
    "django",
    "http",
    "random",
    "requests",
    "secrets",
    "socket",
    "sqlite3",
    "subprocess",
    "time",
    "urllib.request",
}

# Imports inside a function or class, each with its reason: (file, imported module) → why.
INLINE: dict[tuple[str, str], str] = {
    ("documents/renderers/docx.py", "documents.renderers.docx_merging.merged_template"): (
        "the look at an uploaded package costs a fresh process a third of a whole Word file"
    ),
    ("publishing/jobs/starting.py", "django_q.tasks.async_task"): (
        "its models can be imported only where JOB_RUNNER=worker has installed the app"
    ),
}

# Django's ways of naming a model by a string, which is an import in all but name.
BY_NAME = {"ForeignKey", "OneToOneField", "ManyToManyField", "get_model"}


@dataclass(frozen=True)
class Import:
    """One import: in which file and module, of what, where."""

    file: str
    module: str
    target: str
    line: int
    inline: bool
    # Written as "app.Model" in a string.
    by_name: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.module} → {self.target}"


def imports_of(root: Path) -> list[Import]:
    """Return every import in the packages of ORDER under `root`."""
    found: list[Import] = []
    for package in ORDER:
        for path in sorted((root / package).rglob("*.py")):
            relative = path.relative_to(root)
            parts = relative.with_suffix("").parts
            is_package = parts[-1] == "__init__"
            module = ".".join(parts[:-1] if is_package else parts)
            tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
            for node, inline in walk(tree, inline=False):
                found.extend(
                    Import(relative.as_posix(), module, target, line, inline, by_name)
                    for target, line, by_name in targets(node, module, is_package=is_package)
                )
    return found


@cache
def imports_of_ours() -> tuple[Import, ...]:
    """Return every import in the repository, read once."""
    return tuple(imports_of(ROOT))


def walk(node: ast.AST, *, inline: bool) -> Iterator[tuple[ast.AST, bool]]:
    """Yield all nodes below `node`, and whether each stands inside a function or class."""
    for child in ast.iter_child_nodes(node):
        yield child, inline
        nested = isinstance(
            child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
        )
        yield from walk(child, inline=inline or nested)


def targets(node: ast.AST, module: str, *, is_package: bool) -> Iterator[tuple[str, int, bool]]:
    """Yield (imported module, line, named by a string?) for an import or a call that is one."""
    match node:
        case ast.Import(names=names):
            yield from ((name.name, node.lineno, False) for name in names)
        case ast.ImportFrom(module=source, names=names, level=level):
            base = source or ""
            if level:
                parts = module.split(".")
                anchor = parts[: len(parts) - level + (1 if is_package else 0)]
                base = ".".join([*anchor, *([source] if source else [])])
            # `from plans import forms` imports plans.forms, if that is a module; a name that is
            # none does no harm, since the rules look at the first two parts only.
            yield from ((f"{base}.{name.name}", node.lineno, False) for name in names)
        case ast.Call(func=function, args=[ast.Constant(value=str(text)), *_]):
            name = function.attr if isinstance(function, ast.Attribute) else ""
            name = function.id if isinstance(function, ast.Name) else name
            if name in BY_NAME and "." in text:
                yield text.split(".")[0], node.lineno, True
            elif name in {"import_module", "__import__"}:
                yield text, node.lineno, False


def app_of(module: str) -> str:
    """Return the first part of a dotted name."""
    return module.partition(".")[0]


def is_migration(found: Import) -> bool:
    """Return whether the import stands in a migration."""
    return "migrations" in found.module.split(".")


def upward(found: Import) -> bool:
    """An import of ours that runs against ORDER; planbuilder is imported by nothing else."""
    source, target = app_of(found.module), app_of(found.target)
    return target in ORDER and ORDER.index(target) < ORDER.index(source)


def impure(found: Import) -> bool:
    """An import in documents/ of something that is not a function of its input."""
    if app_of(found.module) != "documents":
        return False
    return any(
        found.target == name or found.target.startswith(f"{name}.") for name in NOT_IN_DOCUMENTS
    )


def live_in_migration(found: Import) -> bool:
    """A migration that imports code of ours: it would change when that code does."""
    return is_migration(found) and not found.by_name and app_of(found.target) in ORDER


def out_of_rank(found: Import) -> bool:
    """An import inside one app that runs from a lower rank to a higher one."""
    if app_of(found.module) != app_of(found.target) or found.by_name:
        return False
    ranks = [
        RANKS.get(name.split(".")[1]) if "." in name else None
        for name in (found.module, found.target)
    ]
    source, target = ranks
    return source is not None and target is not None and target > source


def inline_of_ours(found: Import) -> bool:
    """An import inside a function or class that INLINE does not explain."""
    return found.inline and not found.by_name and (found.file, found.target) not in INLINE


RULES = [upward, impure, live_in_migration, out_of_rank, inline_of_ours]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_import_breaks_the_rule(rule) -> None:
    assert [str(found) for found in imports_of_ours() if rule(found)] == []


def test_every_package_is_read() -> None:
    read = {app_of(found.module) for found in imports_of_ours()}
    assert set(ORDER) - read == set()


def test_every_listed_inline_import_is_still_there() -> None:
    inline = {(found.file, found.target) for found in imports_of_ours() if found.inline}
    assert set(INLINE) - inline == set()


# The test of the test: each wrong edge in a made-up tree is seen, each right one is not.
WRONG = {
    "catalog/models.py": ("import plans.models", upward),
    "plans/late.py": ("def f():\n    from publishing import store", upward),
    "accounts/views.py": ("from planbuilder import settings", upward),
    "catalog/links.py": ('x = ForeignKey("plans.Plan")', upward),
    "documents/pages.py": ("from accounts.models import User", upward),
    "documents/clock.py": ("from time import time", impure),
    "documents/web.py": ("import django.utils.html", impure),
    "documents/fetch.py": ("from urllib.request import urlopen", impure),
    "plans/migrations/0001_plan.py": ("from plans.enums import State", live_in_migration),
    "plans/forms/measure.py": ("from plans.views import home", out_of_rank),
    "plans/models/plan.py": ("from ..workflow import approve", out_of_rank),
    "plans/models/__init__.py": ("from . import plan\nfrom .. import permissions", out_of_rank),
    "accounts/enums.py": ("from accounts.models import User", out_of_rank),
    "plans/inline.py": ("def f():\n    import json", inline_of_ours),
    "plans/dynamic.py": ('import_module("planbuilder.urls")', upward),
}
RIGHT = {
    "planbuilder/urls.py": "import publishing.urls",
    "publishing/views.py": "from plans.models import Plan\nfrom documents.renderers import html",
    "plans/views/home.py": "from plans.forms.measure import MeasureForm\nfrom plans import tree",
    "plans/workflow.py": "from plans.permissions import can\nfrom plans.models import Plan",
    "catalog/models.py": "from django.db import models\nx = ForeignKey('catalog.Edition')",
    "documents/renderers/html.py": "from documents.tree import Heading\nfrom ..eras import fiscal",
    "plans/migrations/0001_plan.py": "from django.db import migrations",
}


def plant(root: Path, file: str, source: str) -> list[Import]:
    """Write one file under `root` and return the imports found there."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    return imports_of(root)


@pytest.mark.parametrize("file", WRONG)
def test_a_wrong_edge_is_seen(tmp_path: Path, file: str) -> None:
    source, rule = WRONG[file]
    broken = {
        rule.__name__ for found in plant(tmp_path, file, source) for rule in RULES if rule(found)
    }
    assert rule.__name__ in broken


@pytest.mark.parametrize("file", RIGHT)
def test_a_right_edge_passes(tmp_path: Path, file: str) -> None:
    found = plant(tmp_path, file, RIGHT[file])
    assert [str(each) for each in found if any(rule(each) for rule in RULES)] == []


def test_a_relative_import_is_resolved(tmp_path: Path) -> None:
    found = plant(tmp_path, "plans/views/home.py", "from ..forms.measure import MeasureForm")
    assert [each.target for each in found] == ["plans.forms.measure.MeasureForm"]

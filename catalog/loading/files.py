"""One reference file → the loader of its kind, in one transaction."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from catalog.errors import FixtureError
from catalog.loading.checklist import load_checklist
from catalog.loading.crosswalk import load_crosswalk
from catalog.loading.examples import load_examples
from catalog.loading.guide import load_guide
from catalog.loading.municipalities import load_municipalities
from catalog.loading.national_measures import load_national_measures
from catalog.loading.node import Node, read_file
from catalog.loading.report import FileReport
from catalog.loading.retired_sites import load_retired_sites
from catalog.loading.terms import load_terms

# In the order in which a directory is loaded: a kind stands after those that it refers to.
LOADERS: dict[str, Callable[[Node], FileReport]] = {
    "municipalities": load_municipalities,
    "guide": load_guide,
    "national_measures": load_national_measures,
    "retired_sites": load_retired_sites,
    "crosswalk": load_crosswalk,
    "checklist": load_checklist,
    "terms": load_terms,
    "examples": load_examples,
}


def load_file(path: Path) -> FileReport:
    """Bring the catalogue to the state of one reference file; all of it or nothing.

    A second load of the same file writes nothing.

    Args:
        path: a JSON file with `kind`, `source` and what its kind has beside them.

    Raises:
        FixtureError: the file is wrong, or would change a released edition without an erratum,
            or would remove a row that somebody's work hangs on. Nothing has been written.
    """
    return _load(*_read(path))


def load_directory(directory: Path) -> list[FileReport]:
    """Load every JSON file of a directory, each in its own transaction.

    They are loaded in the order of their kinds, files of one kind in order of name.

    Raises:
        FixtureError: as `load_file`. Where a file cannot be read at all, none has been loaded;
            otherwise those before the refused one stay loaded. Also where the directory holds no
            file at all.
    """
    paths = sorted(directory.glob("*.json"))
    if not paths:
        raise FixtureError(directory.name, "", "読み込むファイル（*.json）がありません。")
    order = list(LOADERS)
    files = sorted((_read(path) for path in paths), key=lambda file: order.index(file[0]))
    return [_load(*file) for file in files]


def _read(path: Path) -> tuple[str, Node]:
    """Return the kind of a file and what it holds."""
    root = read_file(path)
    node = root.member("kind")
    kind = node.text(40)
    if kind not in LOADERS:
        node.fail(f"種類が {'・'.join(LOADERS)} のどれでもありません。")
    return kind, root


def _load(kind: str, root: Node) -> FileReport:
    _check_source(root.member("source"))
    with transaction.atomic():
        return LOADERS[kind](root)


def _check_source(node: Node) -> None:
    """See that the file says where its text comes from."""
    source = node.members("title", "publisher", "date", "note", optional=("url", "licence"))
    for key in ("title", "publisher", "date"):
        source[key].text(200)
    source["note"].text(lines=True)
    if "url" in source:
        source["url"].url(500)
    if "licence" in source:
        source["licence"].text(200)

"""One reference file → the loader of its kind, in one transaction."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from catalog.errors import FixtureError
from catalog.loading.guide import load_guide
from catalog.loading.municipalities import load_municipalities
from catalog.loading.national_measures import load_national_measures
from catalog.loading.node import Node, read_file
from catalog.loading.report import FileReport
from catalog.loading.retired_sites import load_retired_sites

LOADERS: dict[str, Callable[[Node], FileReport]] = {
    "municipalities": load_municipalities,
    "guide": load_guide,
    "national_measures": load_national_measures,
    "retired_sites": load_retired_sites,
}


def load_file(path: Path) -> FileReport:
    """Bring the catalogue to the state of one reference file; all of it or nothing.

    A second load of the same file writes nothing.

    Args:
        path: a JSON file with `kind`, `source` and `rows`, and `edition` where its kind has one.

    Raises:
        FixtureError: the file is wrong, or would change a released edition without an erratum,
            or would remove a row that somebody's work hangs on. Nothing has been written.
    """
    root = read_file(path)
    kind = root.member("kind")
    if kind.text(40) not in LOADERS:
        kind.fail(f"種類が {'・'.join(LOADERS)} のどれでもありません。")
    _check_source(root.member("source"))
    with transaction.atomic():
        return LOADERS[kind.text(40)](root)


def load_directory(directory: Path) -> list[FileReport]:
    """Load every JSON file of a directory in order of name, each in its own transaction.

    Raises:
        FixtureError: as `load_file`; the files before the refused one stay loaded. Also where
            the directory holds no file at all.
    """
    paths = sorted(directory.glob("*.json"))
    if not paths:
        raise FixtureError(directory.name, "", "読み込むファイル（*.json）がありません。")
    return [load_file(path) for path in paths]


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

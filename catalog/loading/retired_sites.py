"""The file of sites that are no longer there → rows."""

import re

from catalog.loading.node import Node
from catalog.loading.reconcile import Table, columns, compare, remove, write
from catalog.loading.report import FileReport
from catalog.models import RetiredSite

TABLE = Table(model=RetiredSite, printed=columns("note", "source", "checked_on"))
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII)


def load_retired_sites(root: Node) -> FileReport:
    """Load the sites, known again by their host; one that the file leaves out is removed.

    Raises:
        FixtureError: a wrong row, or a host given twice.
    """
    nodes = root.members("kind", "source", "rows")["rows"]
    wanted: dict[str, RetiredSite] = {}
    for node in nodes.items():
        cell = node.members("host", "note", "source", "checked_on")
        host = cell["host"].text(200)
        if not HOST.fullmatch(host):
            cell["host"].fail("ホスト名が「www.example.go.jp」の形（小文字）ではありません。")
        if host in wanted:
            cell["host"].fail(f"ホスト名 {host} が二度あります。")
        wanted[host] = RetiredSite(
            host=host,
            note=cell["note"].text(300),
            source=cell["source"].text(lines=True),
            checked_on=cell["checked_on"].day(),
        )
    stored = {row.host: row for row in RetiredSite.objects.all()}
    difference = compare(TABLE, stored=stored, wanted=wanted)
    remove(difference, file=nodes.file)
    write(difference)
    return FileReport(file=nodes.file, edition="", tables=(difference.report,))

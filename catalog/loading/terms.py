"""The file of outdated terms → rows."""

from catalog.loading.node import Node
from catalog.loading.reconcile import Table, columns, compare, remove, write
from catalog.loading.report import FileReport
from catalog.models import OutdatedTerm

TERMS = Table(
    model=OutdatedTerm,
    printed=columns("aliases", "proposed", "note", "source", "checked_on", "verified"),
)


def load_terms(root: Node) -> FileReport:
    """Load the outdated terms; a row is known again by the term itself.

    Raises:
        FixtureError: see `load_file`. Also where one spelling stands twice, so that nobody could
            say which row it means; where a proposal is itself outdated; and where a term without
            a checked source proposes anything, since a click would put it into a plan.
    """
    nodes = root.members("kind", "source", "rows")["rows"]
    wanted = _read_rows(nodes)
    stored = {row.old: row for row in OutdatedTerm.objects.all()}
    difference = compare(TERMS, stored=stored, wanted=wanted)
    remove(difference, file=root.file)
    write(difference)
    return FileReport(file=root.file, edition="", tables=(difference.report,))


def _read_rows(nodes: Node) -> dict[str, OutdatedTerm]:
    rows: dict[str, OutdatedTerm] = {}
    spellings: set[str] = set()
    proposals: dict[str, Node] = {}
    for node in nodes.items():
        cell = node.members(
            "old", "aliases", "proposed", "note", "source", "checked_on", "verified"
        )
        for item in (cell["old"], *cell["aliases"].items()):
            spelling = item.text(200)
            if spelling in spellings:
                item.fail(f"「{spelling}」が二度あります。")
            spellings.add(spelling)
        proposed = cell["proposed"].text(200, blank=True)
        verified = cell["verified"].boolean()
        if proposed and not verified:
            cell["proposed"].fail("典拠を確かめていない用語には、いまの用語の案を付けません。")
        proposals[proposed] = cell["proposed"]
        rows[cell["old"].text(200)] = OutdatedTerm(
            old=cell["old"].text(200),
            aliases=cell["aliases"].texts(),
            proposed=proposed,
            note=cell["note"].text(),
            source=cell["source"].text(),
            checked_on=cell["checked_on"].day(),
            verified=verified,
        )
    for proposed, node in proposals.items():
        if proposed in spellings:
            node.fail(f"「{proposed}」は、この一覧で古い用語とされています。")
    return rows

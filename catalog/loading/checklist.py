"""The file of a checklist → its groups and items."""

from catalog.loading.node import Node
from catalog.loading.reconcile import Table, columns, compare, remove, write
from catalog.loading.report import FileReport
from catalog.models import Checklist, ChecklistGroup, ChecklistItem

CHECKLISTS = Table(model=Checklist, printed=columns("title", "source_note", "source_url"))
GROUPS = Table(model=ChecklistGroup, printed=columns("title"))
ITEMS = Table(
    model=ChecklistItem,
    printed=columns("text", "optional", "recommended", "important", "effective"),
)


def load_checklist(root: Node) -> FileReport:
    """Load a checklist; groups are known again by their place, items by theirs in the group.

    Raises:
        FixtureError: see `load_file`.
    """
    members = root.members("kind", "source", "checklist", "rows")
    wanted = _read_checklist(members["checklist"])
    stored = Checklist.objects.select_for_update().filter(code=wanted.code).first()
    head = compare(CHECKLISTS, stored={"": stored} if stored else {}, wanted={"": wanted})
    write(head)
    checklist = stored or wanted
    groups, items = _read_groups(members["rows"], checklist=checklist)

    stored_groups = {str(row.position): row for row in checklist.groups.all()}
    group_changes = compare(GROUPS, stored=stored_groups, wanted=groups)
    write(group_changes)
    saved = groups | stored_groups
    for key, item in items.items():
        item.group = saved[key.partition("/")[0]]
    stored_items = {
        f"{row.group.position}/{row.position}": row
        for row in ChecklistItem.objects.filter(group__checklist=checklist).select_related("group")
    }
    item_changes = compare(ITEMS, stored=stored_items, wanted=items)
    write(item_changes)

    # What hangs on a row goes before the row.
    remove(item_changes, file=root.file)
    remove(group_changes, file=root.file)
    return FileReport(
        file=root.file,
        edition="",
        tables=(head.report, group_changes.report, item_changes.report),
    )


def _read_checklist(node: Node) -> Checklist:
    cell = node.members("code", "title", "source_note", "source_url")
    return Checklist(
        code=cell["code"].text(40),
        title=cell["title"].text(200),
        source_note=cell["source_note"].text(),
        source_url=cell["source_url"].url(500, blank=True),
    )


def _read_groups(
    nodes: Node, *, checklist: Checklist
) -> tuple[dict[str, ChecklistGroup], dict[str, ChecklistItem]]:
    """Return unsaved groups by place ("2") and items by group and place ("2/3")."""
    groups: dict[str, ChecklistGroup] = {}
    items: dict[str, ChecklistItem] = {}
    for position, node in enumerate(nodes.items(), start=1):
        cell = node.members("title", "items")
        group = ChecklistGroup(
            checklist=checklist, position=position, title=cell["title"].text(200)
        )
        groups[str(position)] = group
        texts: set[str] = set()
        for place, item in enumerate(cell["items"].items(), start=1):
            row = _read_item(item, group=group, position=place)
            if row.text in texts:
                item.fail(f"項目「{row.text}」が同じ組に二度あります。")
            texts.add(row.text)
            items[f"{position}/{place}"] = row
        if not texts:
            cell["items"].fail("項目がありません。")
    if not groups:
        nodes.fail("組がありません。")
    return groups, items


def _read_item(node: Node, *, group: ChecklistGroup, position: int) -> ChecklistItem:
    cell = node.members("text", "optional", "recommended", "important", "effective")
    return ChecklistItem(
        group=group,
        position=position,
        text=cell["text"].text(200),
        optional=cell["optional"].boolean(),
        recommended=cell["recommended"].boolean(),
        important=cell["important"].boolean(),
        effective=cell["effective"].boolean(),
    )

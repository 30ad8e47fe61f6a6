"""The file of a crosswalk → what each measure of a former edition answers to in a later one."""

from catalog.enums import CrosswalkRelation
from catalog.loading.national_measures import KEPT_HERE, kept_here
from catalog.loading.node import Node
from catalog.loading.reconcile import Table, columns, compare, remove, set_aside, write
from catalog.loading.report import FileReport
from catalog.models import CrosswalkRow, NationalMeasure, NationalMeasureEdition
from catalog.search import normalise

JUDGEMENT = ("relation", "target_id", "reason", "confirmed_at", "confirmed_by", "is_proposal")
ROWS = Table(model=CrosswalkRow, printed=columns("position", *JUDGEMENT))


def load_crosswalk(root: Node) -> FileReport:
    """Load the crosswalk between two editions; rows are known again by their name.

    The former edition is known by names only, so its rows have no source. What somebody else
    than the file has written or confirmed stays; what an import has proposed gives way. Where the
    later list was imported, released or corrected on the site, the file changes nothing.

    Raises:
        FixtureError: see `load_file`; also where the later edition is not stored yet.
    """
    members = root.members("kind", "source", "from_edition", "to_edition", "confirmed", "rows")
    former = members["from_edition"].text(20)
    code = members["to_edition"].text(20)
    if code == former:
        members["to_edition"].fail("前の版と同じです。")
    # The file names rows of its list by their number, which may be another one here by now.
    if kept_here(code) is not None:
        return FileReport(file=root.file, edition=f"{former}→{code}", tables=(), note=KEPT_HERE)
    later = NationalMeasureEdition.objects.select_for_update().filter(code=code).first()
    if later is None:
        members["to_edition"].fail(f"版 {code} の国の施策一覧が登録されていません。")
    confirmed = members["confirmed"].members("by", "at")
    confirmation = CrosswalkRow(
        from_edition=former,
        to_edition=later,
        confirmed_by=confirmed["by"].text(100),
        confirmed_at=confirmed["at"].moment(),
    )
    wanted = _read_rows(members["rows"], confirmation=confirmation)
    stored = {row.name: row for row in CrosswalkRow.objects.between(former, code)}
    _keep_confirmed(wanted, stored=stored, confirmed_by=confirmation.confirmed_by)
    places = {row.pk: row.position for row in stored.values()}
    difference = compare(ROWS, stored=stored, wanted=wanted)
    remove(difference, file=root.file)
    set_aside(difference, "position", former=places)
    write(difference)
    return FileReport(file=root.file, edition=f"{former}→{code}", tables=(difference.report,))


def _keep_confirmed(
    wanted: dict[str, CrosswalkRow], *, stored: dict[str, CrosswalkRow], confirmed_by: str
) -> None:
    """Put the judgement of an administrator in place of the file's, a withdrawn one as well."""
    for name, row in stored.items():
        if row.is_proposal or row.confirmed_by == confirmed_by:
            continue
        if name not in wanted:
            wanted[name] = CrosswalkRow(
                from_edition=row.from_edition,
                to_edition_id=row.to_edition_id,
                position=len(wanted) + 1,
                name=name,
            )
        for field in JUDGEMENT:
            setattr(wanted[name], field, getattr(row, field))


def _read_rows(nodes: Node, *, confirmation: CrosswalkRow) -> dict[str, CrosswalkRow]:
    """Return unsaved rows by name; each is confirmed as `confirmation` is."""
    later = confirmation.to_edition
    targets = {row.no: row for row in NationalMeasure.objects.filter(edition=later)}
    rows: dict[str, CrosswalkRow] = {}
    for position, node in enumerate(nodes.items(), start=1):
        cell = node.members("name", "relation", "to_no", "reason")
        name = cell["name"].text(200)
        if name in rows:
            cell["name"].fail(f"施策名「{name}」が二度あります。")
        relation = CrosswalkRelation(cell["relation"].choice(CrosswalkRelation))
        no = cell["to_no"].or_none(lambda item: item.integer(1, 9_999))
        if (no is None) != (relation == CrosswalkRelation.NONE):
            cell["to_no"].fail("none のときは null とし、そのほかのときは番号を書きます。")
        target = None if no is None else targets.get(no)
        if no is not None and target is None:
            cell["to_no"].fail(f"No {no} の施策は、版 {later.code} にありません。")
        if (
            relation == CrosswalkRelation.SAME
            and target is not None
            and _plain(target.name) != _plain(name)
        ):
            cell["relation"].fail(f"same は同じ名称のときだけです（No {no} は「{target.name}」）。")
        rows[name] = CrosswalkRow(
            from_edition=confirmation.from_edition,
            to_edition=later,
            position=position,
            name=name,
            relation=relation.value,
            target=target,
            reason=cell["reason"].text(),
            confirmed_at=confirmation.confirmed_at,
            confirmed_by=confirmation.confirmed_by,
        )
    return rows


def _plain(name: str) -> str:
    """A name without differences of width and blanks."""
    return "".join(normalise(name).split())

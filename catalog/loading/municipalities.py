"""The file of prefectures and municipalities → rows."""

from catalog.enums import MunicipalityKind
from catalog.errors import FixtureError
from catalog.loading.node import Node
from catalog.loading.reconcile import Table, columns, compare, write
from catalog.loading.report import FileReport, TableReport
from catalog.models import Municipality
from catalog.municipalities import is_valid_code, suffix_of

TABLE = Table(
    model=Municipality,
    printed=columns("name", "name_kana", "kind", "prefecture_id", "url", "valid_from", "valid_to"),
)


def load_municipalities(root: Node) -> FileReport:
    """Load prefectures first, then what lies in them.

    Raises:
        FixtureError: a wrong row, or a stored body that the file leaves out: an abolished body
            stays in the list with its day of abolition, because plans name it.
    """
    nodes = root.members("kind", "source", "rows")["rows"]
    wanted = _read_rows(nodes)
    stored = {row.code: row for row in Municipality.objects.all()}
    for code in stored:
        if code not in wanted:
            raise FixtureError(
                nodes.file,
                "rows",
                f"登録済みの団体 {code} {stored[code]} がありません。"
                "廃止された団体は valid_to を入れて残します。",
            )
    prefectures = {code: row for code, (row, parent) in wanted.items() if parent is None}
    first = compare(
        TABLE,
        stored={code: stored[code] for code in prefectures if code in stored},
        wanted=prefectures,
    )
    write(first)
    saved = {code: stored.get(code, row) for code, row in prefectures.items()}
    others = {}
    for code, (row, parent) in wanted.items():
        if parent is not None:
            row.prefecture = saved[parent]
            others[code] = row
    second = compare(
        TABLE, stored={code: stored[code] for code in others if code in stored}, wanted=others
    )
    write(second)
    reports = (first.report, second.report)
    return FileReport(
        file=nodes.file,
        edition="",
        tables=(
            TableReport(
                label=TABLE.label,
                total=len(wanted),
                added=sum(report.added for report in reports),
                changed=sum(report.changed for report in reports),
                removed=0,
            ),
        ),
    )


def _read_rows(nodes: Node) -> dict[str, tuple[Municipality, str | None]]:
    """Return unsaved rows with the code of their prefecture, by code."""
    rows: dict[str, tuple[Municipality, str | None]] = {}
    parents: dict[str, Node] = {}
    for node in nodes.items():
        cell = node.members(
            "code", "name", "name_kana", "kind", "prefecture", "url",
            optional=("valid_from", "valid_to"),
        )  # fmt: skip
        code = cell["code"].text(6)
        if not is_valid_code(code):
            cell["code"].fail(f"団体コード {code} が6桁の数字でないか、検査数字が合いません。")
        if code in rows:
            cell["code"].fail(f"団体コード {code} が二度あります。")
        kind = MunicipalityKind(cell["kind"].choice(MunicipalityKind))
        name = cell["name"].text(40)
        if not suffix_of(name, kind):
            cell["name"].fail(f"名称「{name}」の末尾が種別（{kind.label}）と合いません。")
        valid_from = cell["valid_from"].or_none(Node.day) if "valid_from" in cell else None
        valid_to = cell["valid_to"].or_none(Node.day) if "valid_to" in cell else None
        if valid_from and valid_to and valid_to < valid_from:
            cell["valid_to"].fail("廃止日が設置日より前です。")
        parent = cell["prefecture"].text_or_none(6)
        if (parent is None) != (kind == MunicipalityKind.PREFECTURE):
            cell["prefecture"].fail(
                "市区町村には都道府県のコードを付け、都道府県は null とします。"
            )
        if parent is not None and parent[:2] != code[:2]:
            cell["prefecture"].fail("都道府県のコードと団体コードの頭2桁が違います。")
        parents[code] = cell["prefecture"]
        row = Municipality(
            code=code,
            name=name,
            name_kana=cell["name_kana"].text(80),
            kind=kind.value,
            url=cell["url"].url(200, blank=True),
            valid_from=valid_from,
            valid_to=valid_to,
        )
        rows[code] = (row, parent)
    for code, (_, parent) in rows.items():
        if parent is not None and (parent not in rows or rows[parent][1] is not None):
            parents[code].fail(f"コード {parent} の都道府県がこのファイルにありません。")
    return rows

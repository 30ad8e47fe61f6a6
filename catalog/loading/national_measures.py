"""The file of one edition of the national measures → rows."""

from typing import Any

from django.db.models import Exists, Q

from catalog.enums import ErratumKind
from catalog.loading.edition import load_edition, read_fits
from catalog.loading.node import Node
from catalog.loading.reconcile import (
    Table,
    cells_by_row,
    columns,
    compare,
    remove,
    set_aside,
    write,
)
from catalog.loading.report import FileReport, TableReport
from catalog.models import Erratum, NationalMeasure, NationalMeasureEdition

KINDS = (ErratumKind.NATIONAL_MEASURE_EDITION, ErratumKind.NATIONAL_MEASURE)
EDITIONS = Table(
    model=NationalMeasureEdition,
    kind=ErratumKind.NATIONAL_MEASURE_EDITION,
    printed=columns("title", "as_of", "source_note", "source_url", "columns", "benefit_names"),
    ours=columns("released_at"),
)
DERIVED = ("leads", "has_support", "has_budget", "search_text")
KEPT_HERE = (
    "この版は、このサイトで取り込み、確定し、又は正誤を登録したものです。ファイルでは変えません。"
)
# Named as in the exported list of measures; `pillar` there is what is printed.
MEASURES = Table(
    model=NationalMeasure,
    kind=ErratumKind.NATIONAL_MEASURE,
    printed=(
        *columns("no", "name", "kpi_progress", "kpi_effect", "overview"),
        *columns("pillar_no", "timing", "benefit_marks", "benefits", "support"),
        *columns("budget_programmes", "references", "ministries", pillar="pillar_printed"),
        *columns("law_articles", "audience_printed", "extra"),
    ),
    ours=columns("audience_fit", "audience_fit_reason", *DERIVED),
)
PRINTED_FIELDS = frozenset({"code", *(column.name for column in MEASURES.printed)} - {"pillar_no"})


def load_national_measures(root: Node) -> FileReport:
    """Load an edition; rows are known again by their code, so that a renumbered row stays itself.

    An edition that an administrator has imported, released or corrected on the site is theirs: the
    file changes nothing in it, only what searches ask for is derived anew.

    Raises:
        FixtureError: see `load_file`.
    """
    members = root.members("kind", "source", "edition", "rows", optional=("errata", "readings"))
    kept = kept_here(members["edition"].member("code").text(20))
    if kept is not None:
        return FileReport(
            file=root.file, edition=kept.code, tables=(_derive_again(kept),), note=KEPT_HERE
        )
    edition, ledger, edition_report = load_edition(
        EDITIONS,
        _read_edition(members["edition"]),
        node=members["edition"],
        errata=members.get("errata"),
        kinds=KINDS,
    )
    wanted = _read_rows(members["rows"], edition=edition)
    for code, (fit, reason) in read_fits(members.get("readings"), known=wanted).items():
        wanted[code].audience_fit, wanted[code].audience_fit_reason = fit, reason
    for row in wanted.values():
        row.derive()
    ledger.check(cells_by_row(EDITIONS, {"": edition}) | cells_by_row(MEASURES, wanted))
    stored = {row.code: row for row in NationalMeasure.objects.filter(edition=edition)}
    numbers = {row.pk: row.no for row in stored.values()}
    difference = compare(MEASURES, stored=stored, wanted=wanted, ledger=ledger)
    remove(difference, file=ledger.file)
    set_aside(difference, "no", former=numbers)
    write(difference)
    return FileReport(
        file=ledger.file,
        edition=edition.code,
        tables=(edition_report, difference.report, ledger.record(KINDS)),
    )


def kept_here(code: str) -> NationalMeasureEdition | None:
    """Return the stored edition where reference files must leave it as it is, else None."""
    corrected = Erratum.objects.filter(edition_code=code, kind__in=KINDS).exclude(entered_by="")
    return (
        NationalMeasureEdition.objects.filter(code=code)
        .exclude(Q(imported_by="") & Q(released_by="") & ~Exists(corrected))
        .first()
    )


def _derive_again(edition: NationalMeasureEdition) -> TableReport:
    """Derive anew what a change of the product may derive otherwise."""
    rows = list(edition.measures.all())
    changed = []
    for row in rows:
        before = [getattr(row, name) for name in DERIVED]
        row.derive()
        if [getattr(row, name) for name in DERIVED] != before:
            changed.append(row)
    NationalMeasure.objects.bulk_update(changed, DERIVED)
    return TableReport(
        label=MEASURES.label, total=len(rows), added=0, changed=len(changed), removed=0
    )


def _read_edition(node: Node) -> NationalMeasureEdition:
    cell = node.members(
        "code", "title", "as_of", "source_note", "source_url", "released_at",
        optional=("columns", "benefit_names"),
    )  # fmt: skip
    return NationalMeasureEdition(
        code=cell["code"].text(20),
        title=cell["title"].text(200),
        as_of=cell["as_of"].text(60),
        source_note=cell["source_note"].text(lines=True),
        source_url=cell["source_url"].url(500, blank=True),
        columns=[_read_column(item) for item in cell["columns"].items()]
        if "columns" in cell
        else [],
        benefit_names=cell["benefit_names"].texts() if "benefit_names" in cell else [],
        released_at=cell["released_at"].or_none(Node.moment),
    )


def _read_column(node: Node) -> dict[str, str]:
    cell = node.members("field", "head")
    if cell["field"].text(40) not in PRINTED_FIELDS:
        cell["field"].fail("この欄はありません。")
    return {"field": cell["field"].text(40), "head": cell["head"].text(100)}


def _read_rows(nodes: Node, *, edition: NationalMeasureEdition) -> dict[str, NationalMeasure]:
    """Return unsaved rows by their code."""
    rows: dict[str, NationalMeasure] = {}
    numbers: set[int] = set()
    for node in nodes.items():
        cell = node.members(
            "no", "code", "name", "kpi_progress", "kpi_effect", "overview", "pillar",
            "pillar_no", "timing", "benefit_marks", "support", "budget_programmes",
            "references", "ministries",
            optional=("benefits", "law_articles", "audience_printed", "extra"),
        )  # fmt: skip
        no = cell["no"].integer(1, 9_999)
        if no in numbers:
            cell["no"].fail(f"No {no} が二度あります。")
        numbers.add(no)
        code = cell["code"].text(10)
        if not is_code(code):
            cell["code"].fail("国の施策番号が「06-16」の形ではありません。")
        if code in rows:
            cell["code"].fail(f"国の施策番号 {code} が二度あります。")
        pillar = cell["pillar"].text_or_none(100)
        pillar_no = cell["pillar_no"].or_none(lambda item: item.integer(1, 6))
        if pillar is None and pillar_no is not None:
            cell["pillar_no"].fail("印刷された柱がないのに番号があります。")
        rows[code] = NationalMeasure(
            edition=edition,
            no=no,
            code=code,
            name=cell["name"].text(200),
            kpi_progress=cell["kpi_progress"].texts(),
            kpi_effect=cell["kpi_effect"].texts(),
            overview=cell["overview"].texts(),
            pillar_printed=pillar,
            pillar_no=pillar_no,
            timing=cell["timing"].text_or_none(60),
            benefit_marks=cell["benefit_marks"].integer(0, 4),
            support=cell["support"].text(blank=True, lines=True),
            budget_programmes=cell["budget_programmes"].texts(lines=True),
            references=[_read_reference(item) for item in cell["references"].items()],
            ministries=[_read_ministry(item) for item in cell["ministries"].items()],
            **_read_later_columns(cell),
        )
    return rows


def _read_later_columns(cell: dict[str, Node]) -> dict[str, Any]:
    """Return what only some editions print."""
    found: dict[str, Any] = {}
    if "benefits" in cell:
        found["benefits"] = cell["benefits"].or_none(_read_benefits)
    if "law_articles" in cell:
        found["law_articles"] = cell["law_articles"].texts()
    if "audience_printed" in cell:
        found["audience_printed"] = cell["audience_printed"].text(60, blank=True)
    if "extra" in cell:
        found["extra"] = {
            head: node.text(blank=True, lines=True)
            for head, node in cell["extra"].mapping().items()
        }
    return found


def _read_benefits(node: Node) -> list[int]:
    return [item.integer(0, 3) for item in node.items()]


def is_code(code: str) -> bool:
    """Say whether `code` is a 国の施策番号: two digits, a hyphen, two digits."""
    first, dash, second = code.partition("-")
    return dash == "-" and all(
        len(part) == 2 and part.isascii() and part.isdigit() for part in (first, second)
    )


def _read_reference(node: Node) -> dict[str, str]:
    cell = node.members("label", "url")
    label = cell["label"].text(500, blank=True, lines=True)
    return {"label": label, "url": cell["url"].url(1000)}


def _read_ministry(node: Node) -> dict[str, str | bool]:
    cell = node.members("name", "lead")
    return {"name": ministry_name(cell["name"]), "lead": cell["lead"].boolean()}


def ministry_name(node: Node) -> str:
    """Return the name of one ministry; in a cell of a sheet, 「、」 would part it and ◎ mark it."""
    name = node.text(60)
    if set(name) & set("、，,◎"):
        node.fail("府省庁は一つずつ書きます。名に「、」と「◎」は使えません。")
    return name

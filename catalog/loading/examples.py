"""The file that names an example plan → its sections and measures.

No text of the plan stands in the file: it names the plan file, and the rows come from there.
"""

from django.conf import settings

from catalog.enums import ExampleKind
from catalog.errors import FixtureError
from catalog.loading.node import Node, read_bytes
from catalog.loading.reconcile import Table, columns, compare, remove, write
from catalog.loading.report import FileReport
from catalog.models import Example, ExamplePlan, Municipality
from documents.codec import parse_plan
from documents.content import PlanContent
from documents.excerpts import measure_excerpts, section_excerpts
from documents.validation import ContentError

PLANS = Table(model=ExamplePlan, printed=columns("municipality_id", "title", "source_note"))
EXAMPLES = Table(
    model=Example,
    printed=columns("guide_section", "pillar_no", "name", "body", "kpis", "schedule"),
    ours=columns("search_text"),
)
LONGEST_NAME = 200


def load_examples(root: Node) -> FileReport:
    """Load the examples of one plan; rows are known again by kind and place in the plan.

    Raises:
        FixtureError: see `load_file`; also where the plan file lies outside fixtures/, cannot be
            read, or is the plan of a body that is not stored yet.
    """
    cell = root.members("kind", "source", "plan")["plan"].members(
        "code", "plan_file", "source_note"
    )
    code = cell["code"].text(40)
    content = _read_plan(cell["plan_file"])
    body = content.organization
    municipality = Municipality.objects.filter(code=body.code).first()
    if municipality is None:
        cell["plan_file"].fail(f"計画の団体（{body.code} {body.name}）が登録されていません。")
    plan = ExamplePlan(
        code=code,
        municipality=municipality,
        title=content.title,
        source_note=cell["source_note"].text(),
    )
    stored = ExamplePlan.objects.select_for_update().filter(code=code).first()
    head = compare(PLANS, stored={"": stored} if stored else {}, wanted={"": plan})
    write(head)
    plan = stored or plan
    wanted = _rows_of(content, plan=plan)
    for row in wanted.values():
        if len(row.name) > LONGEST_NAME:
            cell["plan_file"].fail(f"名称「{row.name[:20]}…」が{LONGEST_NAME}文字を超えています。")
    difference = compare(
        EXAMPLES,
        stored={f"{row.kind}/{row.seq}": row for row in plan.examples.all()},
        wanted=wanted,
    )
    write(difference)
    remove(difference, file=root.file)
    return FileReport(file=root.file, edition="", tables=(head.report, difference.report))


def _read_plan(node: Node) -> PlanContent:
    path = node.path(within=settings.BASE_DIR / "fixtures")
    try:
        return parse_plan(read_bytes(path))
    except ContentError as error:
        first = error.problems[0]
        raise FixtureError(path.name, first.place, first.message) from error


def _rows_of(content: PlanContent, *, plan: ExamplePlan) -> dict[str, Example]:
    """Return unsaved rows by kind and place ("measure/3")."""
    sections = [
        Example(
            plan=plan,
            kind=ExampleKind.SECTION.value,
            seq=seq,
            guide_section=excerpt.guide_section,
            name=excerpt.title,
            body=list(excerpt.body),
        )
        for seq, excerpt in enumerate(section_excerpts(content), start=1)
    ]
    measures = [
        Example(
            plan=plan,
            kind=ExampleKind.MEASURE.value,
            seq=seq,
            pillar_no=excerpt.pillar_no,
            name=excerpt.name,
            body=list(excerpt.body),
            kpis=list(excerpt.kpis),
            schedule=list(excerpt.schedule),
        )
        for seq, excerpt in enumerate(measure_excerpts(content), start=1)
    ]
    rows = {f"{row.kind}/{row.seq}": row for row in (*sections, *measures)}
    for row in rows.values():
        row.search_text = row.compose_search_text()
    return rows

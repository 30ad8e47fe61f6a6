"""The plans that benchmarks print are plans like any other."""

from benchmarks.plans import plan, record
from documents.assemble import assemble
from documents.codec import canonical_plan, parse_plan
from documents.tree import Chart, Heading, Table, TableRole
from documents.validation import check_content


def test_a_plan_is_sound_and_survives_its_file() -> None:
    content = plan(25)
    check_content(content)
    assert parse_plan(canonical_plan(content).encode()) == content


def test_a_plan_has_as_many_measures_as_were_asked_for() -> None:
    document = assemble(plan(25), record())
    anchors = [node.anchor for node in document.nodes if isinstance(node, Heading)]
    assert len([anchor for anchor in anchors if anchor.startswith("m-")]) == 25
    roles = [node.role for node in document.nodes if isinstance(node, Table)]
    assert roles.count(TableRole.KPI) == roles.count(TableRole.SCHEDULE) == 25
    assert len([node for node in document.nodes if isinstance(node, Chart)]) == 2


def test_the_same_number_gives_the_same_plan() -> None:
    assert plan(12) == plan(12)

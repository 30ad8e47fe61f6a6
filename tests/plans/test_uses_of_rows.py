"""Which plans use a row of the national list."""

import pytest

from catalog.models import NationalMeasure
from plans.decisions import DecisionFacts
from plans.editing import remove_part
from plans.enums import LinkDecision
from plans.models import EditionNational, LinkChange, Measure, NationalLink, Plan
from plans.uses import uses_of
from plans.workflow import decide, submit
from tests.conftest import Cast
from tests.plans.samples import NOON, small_plan
from tests.plans.second_edition import FORMER, add_link, make_edition, row_of
from tests.queries import assert_queries


@pytest.fixture
def rows(db: None) -> list[NationalMeasure]:
    """The rows of R1, in order."""
    return list(make_edition("R1", FORMER).measures.order_by("no"))


def used(rows: list[NationalMeasure]) -> dict[str, list[str]]:
    codes = {row.pk: row.code for row in rows}
    return {codes[pk]: plans for pk, plans in uses_of(rows).items()}


def names(plan: Plan) -> str:
    return f"{plan.organization.name}「{plan.title}」"


def test_rows_that_no_plan_names_are_left_out(rows, plan):
    assert used(rows) == {}


def test_a_link_uses_its_row(rows, plan):
    add_link(plan, "01-02")
    assert used(rows) == {"01-02": [names(plan)]}


def test_the_link_of_a_removed_measure_uses_its_row(rows, plan, cast):
    add_link(plan, "01-02")
    remove_part(Measure.objects.get(plan=plan, uid="online"), by=cast.author, at=NOON)
    assert used(rows) == {"01-02": [names(plan)]}


def test_a_plan_that_names_a_row_twice_is_told_once(rows, plan):
    add_link(plan, "01-02")
    add_link(plan, "01-02", measure="review", number=2)
    assert used(rows) == {"01-02": [names(plan)]}


def test_a_sealed_edition_uses_its_rows(rows, plan, cast):
    add_link(plan, "01-02")
    submission = submit(plan, by=cast.author, at=NOON, summary="新規策定")
    decide(
        plan,
        by=cast.approver,
        at=NOON,
        content_sha256=submission.content_sha256,
        facts=DecisionFacts(decided_on=NOON.date()),
    )
    NationalLink.objects.update(source=None)
    assert (EditionNational.objects.count(), used(rows)) == (1, {"01-02": [names(plan)]})


def test_a_decision_on_a_link_uses_both_rows(rows, plan, cast):
    link = add_link(plan, "01-02")
    LinkChange.objects.create(
        plan=plan,
        link=link,
        to_edition=rows[0].edition,
        target=row_of(rows[0].edition, "01-04"),
        former_source=row_of(rows[0].edition, "01-03"),
        decision=LinkDecision.ACCEPTED,
        former={},
        decided_by=cast.author,
        decided_at=NOON,
    )
    assert used(rows) == {code: [names(plan)] for code in ("01-02", "01-03", "01-04")}


def test_other_rows_do_not_count(rows, plan):
    add_link(plan, "01-02")
    assert used(rows[2:]) == {}


@pytest.mark.parametrize("count", [1, 30])
def test_five_queries_whatever_the_number_of_plans(rows, cast: Cast, count):
    for number in range(count):
        add_link(small_plan(cast.town, slug=f"plan-{number}"), "01-02")
    with assert_queries(5):
        found = uses_of(rows)
    assert [len(plans) for plans in found.values()] == [count]

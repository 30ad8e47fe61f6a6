"""Which rows of the national list a sealed edition answers to."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from catalog.models import NationalMeasure
from documents.content import WrittenDate
from plans import workflow
from plans.decisions import DecisionFacts, ExternalFacts
from plans.editing import new_uid, remove_part
from plans.models import Edition, EditionNational, Measure, NationalLink, Plan, Submission
from plans.picking import pick_national
from tests.conftest import Cast
from tests.plans.samples import NOON
from tests.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

EXTERNAL = ExternalFacts(
    decider="町長", evidence="起案文書", decided_on=WrittenDate(written="昨年")
)


@pytest.fixture
def linked(plan: Plan, cast: Cast) -> Plan:
    """The small plan with two national measures, one of them twice, and a name of the guide."""
    sources = list(NationalMeasure.objects.filter(edition__code="R1", no__in=[2, 5]))
    for batch in (sources, sources[:1]):
        pick_national(plan, batch, by=cast.author, at=NOON)
    NationalLink.objects.create(
        plan=plan,
        uid=new_uid(),
        measure=Measure.objects.get(plan=plan, uid="online"),
        edition="H30",
        name="手引にある施策の名",
    )
    return plan


def decide(plan: Plan, cast: Cast) -> Edition:
    """Put a plan up and decide on it."""
    submission = workflow.submit(plan, by=cast.author, at=NOON)
    return workflow.decide(
        plan,
        by=cast.approver,
        at=NOON,
        content_sha256=submission.content_sha256,
        facts=DecisionFacts(decided_on=NOON.date()),
    )


def noted(edition: Edition) -> list[int]:
    """Return the numbers of the rows that are kept for an edition."""
    return sorted(
        EditionNational.objects.filter(edition=edition).values_list("source__no", flat=True)
    )


def test_a_decision_notes_each_row_once(linked: Plan, cast: Cast) -> None:
    assert noted(decide(linked, cast)) == [2, 5]


def test_so_does_a_decision_taken_elsewhere(linked: Plan, cast: Cast) -> None:
    edition = workflow.record_external(linked, by=cast.admin, at=NOON, facts=EXTERNAL)
    assert noted(edition) == [2, 5]


def test_each_edition_keeps_its_own(linked: Plan, cast: Cast) -> None:
    first = decide(linked, cast)
    workflow.start_revision(linked, by=cast.author, at=NOON)
    gone = Measure.objects.get(plan=linked, national_links__source__no=5)
    remove_part(gone, by=cast.author, at=NOON)
    second = decide(Plan.objects.get(pk=linked.pk), cast)
    assert (noted(first), noted(second)) == ([2, 5], [2])


def test_a_code_that_the_catalogue_has_not_is_in_the_content_only(linked: Plan, cast: Cast) -> None:
    NationalLink.objects.filter(plan=linked, source__no=5).update(edition="R9")
    assert noted(decide(linked, cast)) == [2]


def test_a_plan_without_links_notes_nothing(plan: Plan, cast: Cast) -> None:
    assert noted(decide(plan, cast)) == []


def test_the_number_of_links_costs_nothing(plan: Plan, cast: Cast) -> None:
    counts = []
    for first, last in ((1, 1), (2, 40)):
        sources = NationalMeasure.objects.filter(edition__code="R1", no__range=(first, last))
        pick_national(plan, sources, by=cast.author, at=NOON)
        submission: Submission = workflow.submit(plan, by=cast.author, at=NOON)
        with count_queries() as ran:
            workflow.decide(
                plan,
                by=cast.approver,
                at=NOON,
                content_sha256=submission.content_sha256,
                facts=DecisionFacts(decided_on=NOON.date()),
            )
        counts.append(len(ran))
        workflow.start_revision(plan, by=cast.author, at=NOON)
    assert counts == [9, 9]


def test_editions_that_were_sealed_before_are_filled_in_by_the_migration(
    linked: Plan, plan: Plan, cast: Cast
) -> None:
    first = decide(linked, cast)
    workflow.start_revision(linked, by=cast.author, at=NOON)
    second = decide(Plan.objects.get(pk=linked.pk), cast)
    EditionNational.objects.filter(edition=first).delete()
    migration = import_module("plans.migrations.0007_nationals_of_sealed_editions")
    for _ in range(2):
        migration.note_nationals(apps, connection.schema_editor())
    assert (noted(first), noted(second)) == ([2, 5], [2, 5])

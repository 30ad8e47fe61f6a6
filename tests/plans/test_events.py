"""The chain of events tells what was altered, removed or added."""

import pytest
from django.db import connection

from plans import workflow
from plans.enums import Deed
from plans.events import append_event, broken_events, event_hash
from plans.models import Event, Plan
from tests.conftest import Cast
from tests.plans.samples import NOON


@pytest.fixture
def chain(plan: Plan, cast: Cast) -> Plan:
    """A plan with three events."""
    workflow.submit(plan, by=cast.author, at=NOON, summary="一")
    workflow.withdraw(plan, by=cast.author, at=NOON, comment="二")
    return Plan.objects.get(pk=plan.pk)


def _without_triggers(sql: str, *parameters: int) -> None:
    """Do as somebody with the database's password would: lift the triggers, then write."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER plans_event_no_update")
            cursor.execute("DROP TRIGGER plans_event_no_delete")
        else:
            # PostgreSQL alters no table whose foreign keys are still to be checked.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE plans_event DISABLE TRIGGER USER")
        cursor.execute(sql, parameters)


def test_whole_chain_has_no_fault(chain: Plan) -> None:
    assert broken_events(chain) == []


def test_altered_event_is_named(chain: Plan) -> None:
    _without_triggers("UPDATE plans_event SET comment = 'x' WHERE seq = %s", 2)
    assert broken_events(chain) == ["記録2が書き換えられています。"]


def test_removed_event_is_named(chain: Plan) -> None:
    _without_triggers("DELETE FROM plans_event WHERE seq = %s", 2)
    assert broken_events(chain) == ["記録2がありません。", "記録3が前の記録につながっていません。"]


def test_removed_last_event_is_noticed(chain: Plan) -> None:
    _without_triggers("DELETE FROM plans_event WHERE seq = %s", 3)
    assert broken_events(chain) == ["最後の記録が計画の控えと合いません。"]


def test_event_added_past_the_plan_row_is_noticed(chain: Plan) -> None:
    append_event(chain, Deed.PUBLISH, by=None, at=NOON)
    assert broken_events(Plan.objects.get(pk=chain.pk)) == ["最後の記録が計画の控えと合いません。"]


def test_hash_does_not_depend_on_the_clock_of_the_reader(chain: Plan) -> None:
    event = Event.objects.filter(plan=chain).latest("seq")
    assert event_hash(event) == event.hash


def test_names_stay_when_the_person_is_renamed(chain: Plan, cast: Cast) -> None:
    cast.author.name = "改名"
    cast.author.save()
    names = [event.by_name for event in Event.objects.filter(plan=chain).order_by("seq")]
    assert names == ["author", "author", "author"]

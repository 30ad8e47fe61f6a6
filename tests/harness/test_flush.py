"""A transactional test ends with `flush`; what the database refuses, it refuses again afterwards."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from plans.models import Event
from tests.factories import make_organization
from tests.plans.samples import small_plan

pytestmark = pytest.mark.django_db(transaction=True)


def test_flush_empties_an_append_only_table() -> None:
    small_plan(make_organization())
    call_command("flush", interactive=False, verbosity=0)
    assert Event.objects.count() == 0


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_triggers_are_back_after_a_flush(deed: str) -> None:
    call_command("flush", interactive=False, verbosity=0)
    small_plan(make_organization())
    events = Event.objects.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        events.update(comment="x") if deed == "update" else events.delete()
    assert Event.objects.filter(comment="").count() == 1

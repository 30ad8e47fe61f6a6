"""Plans that the tests of this package start from."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoDbBlocker

from catalog.loading import load_directory
from catalog.models import NationalMeasureEdition
from plans.models import Plan
from tests.conftest import Cast
from tests.plans.samples import small_plan
from tests.plans.second_edition import add_all_links, make_second_edition


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A small draft of 下川町."""
    return small_plan(cast.town, by=cast.author)


@pytest.fixture
def newer(plan: Plan) -> NationalMeasureEdition:
    """R2, with the plan answering to all of R1."""
    edition = make_second_edition()
    add_all_links(plan)
    return edition


@pytest.fixture(scope="module")
def reference(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The shipped catalogue, loaded once; its rows go when the module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_directory(settings.BASE_DIR / "fixtures" / "catalog")
        yield
        transaction.set_rollback(True)

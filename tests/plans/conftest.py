"""Plans that the tests of this package start from."""

import pytest

from plans.models import Plan
from tests.conftest import Cast
from tests.plans.samples import small_plan


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A small draft of 下川町."""
    return small_plan(cast.town, by=cast.author)

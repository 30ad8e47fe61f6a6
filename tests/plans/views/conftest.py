"""What the tests of the staff pages share: browsers, and plans in other conditions."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from plans import workflow
from plans.models import Plan, Submission
from tests.conftest import Cast
from tests.plans.samples import NOON, small_plan


@pytest.fixture
def author(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    """The browser of a 作成者 of 下川町."""
    return signed_in(cast.author)


@pytest.fixture
def approver(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    """The browser of a 承認者 of 下川町."""
    return signed_in(cast.approver)


@pytest.fixture
def contributor(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    """The browser of a 各課担当 of 下川町."""
    return signed_in(cast.contributor)


@pytest.fixture
def submission(plan: Plan, cast: Cast) -> Submission:
    """The small plan, put up by its author."""
    return workflow.submit(plan, by=cast.author, at=NOON, summary="新規策定")


@pytest.fixture
def other_plan(cast: Cast) -> Plan:
    """A second plan of 下川町 with the same identifiers."""
    return small_plan(cast.town, by=cast.author, slug="other")

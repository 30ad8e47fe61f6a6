"""The door to people and departments: stranger 404, colleague 403, 管理者 in."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory

from accounts.models import Membership, Organization
from accounts.permissions import get_organization_to_manage
from tests.conftest import Cast
from tests.queries import assert_queries


def asked_by(user: Any, organization_pk: int) -> Organization:
    request = RequestFactory().get("/")
    request.user = user
    return get_organization_to_manage(request, organization_pk)


@pytest.mark.parametrize("who", ["admin", "superuser"])
def test_who_may_manage(cast: Cast, who: str) -> None:
    assert asked_by(getattr(cast, who), cast.town.pk) == cast.town


@pytest.mark.parametrize("who", ["author", "contributor", "approver", "viewer"])
def test_a_colleague_may_not(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        asked_by(getattr(cast, who), cast.town.pk)


def test_a_stranger_learns_nothing(cast: Cast) -> None:
    with pytest.raises(Http404):
        asked_by(cast.stranger, cast.town.pk)


def test_an_admin_who_was_shut_out_learns_nothing(cast: Cast) -> None:
    Membership.objects.filter(user=cast.admin).update(is_active=False)
    with pytest.raises(Http404):
        asked_by(cast.admin, cast.town.pk)


@pytest.mark.parametrize("who", ["admin", "superuser"])
def test_an_organization_that_is_not_there(cast: Cast, who: str) -> None:
    with pytest.raises(Http404):
        asked_by(getattr(cast, who), cast.town.pk + 999)


def test_nobody_in_particular(cast: Cast) -> None:
    with pytest.raises(Http404):
        asked_by(AnonymousUser(), cast.town.pk)


def test_it_asks_two_questions(cast: Cast) -> None:
    with assert_queries(2):
        asked_by(cast.admin, cast.town.pk).name  # noqa: B018 - the name asks no third one

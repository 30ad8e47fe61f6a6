"""Rules that hold for every request of a signed-in person."""

import pytest
from django.test import Client

from accounts.models import User
from tests.conftest import Cast

PASSWORD_CHANGE = "/accounts/password/"


@pytest.fixture
def newcomer(cast: Cast, client: Client) -> Client:
    """A browser in which somebody signed in with an initial password."""
    User.objects.filter(pk=cast.admin.pk).update(must_change_password=True)
    client.force_login(cast.admin)
    return client


@pytest.mark.parametrize("url", ["/accounts/", "/staff/"])
def test_a_newcomer_is_led_to_the_password(newcomer: Client, url: str) -> None:
    assert newcomer.get(url).headers["Location"] == PASSWORD_CHANGE


def test_a_newcomer_cannot_write_past_the_password(cast: Cast, newcomer: Client) -> None:
    url = f"/accounts/organizations/{cast.town.pk}/departments/add/"
    response = newcomer.post(url, {"name": "企画課"})
    assert (response.headers["Location"], cast.town.departments.count()) == (PASSWORD_CHANGE, 1)


@pytest.mark.parametrize(("url", "status"), [("/", 200), (PASSWORD_CHANGE, 200), ("/no/", 404)])
def test_public_and_unknown_pages_stay_open(newcomer: Client, url: str, status: int) -> None:
    assert newcomer.get(url).status_code == status


def test_public_pages_of_a_signed_in_person_are_not_stored(cast: Cast, client: Client) -> None:
    client.force_login(cast.author)
    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_public_pages_of_a_visitor_may_be_stored(client: Client, db: None) -> None:
    assert client.get("/").headers.get("Cache-Control", "") != "no-store"

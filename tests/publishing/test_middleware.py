"""Downloads before everything else: the same answer, with less work."""

import pytest
from django.urls import reverse

from plans import workflow
from publishing.enums import Format
from publishing.middleware import _FILE
from tests.publishing.conftest import AT, TITLE, body_of
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("format", list(Format))
def test_the_address_is_the_one_of_the_page(format) -> None:
    url = reverse("publishing:download", args=["a-Plan_1", 12, format])
    found = _FILE.fullmatch(url)
    assert found is not None
    assert found.groups() == ("a-Plan_1", "12", format.value)


def test_nobody_is_asked_who_he_is(signed_in, cast, made) -> None:
    """A signed-in reader costs no more than another, and caches need not tell them apart."""
    browser = signed_in(cast.author)
    with assert_queries(1):
        response = browser.get("/plans/shimokawa/editions/1/pdf/")
    assert body_of(response) == f"%PDF {TITLE}".encode()
    assert ("Vary" in response, response["Cache-Control"]) == (False, "public, no-cache")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/plans/shimokawa/editions/2/pdf/", 404),
        ("/plans/nowhere/editions/1/pdf/", 404),
        ("/plans/shimokawa/editions/1/exe/", 404),
        ("/plans/shimokawa/editions/2147483647/pdf/", 404),
        ("/plans/shimokawa/editions/999999999/pdf/", 404),
        ("/plans/shimokawa/editions/1/pdf", 301),
        ("/plans/%E3%81%82/editions/1/pdf/", 404),
    ],
)
def test_what_is_not_there_goes_its_usual_way(client, made, url, status) -> None:
    assert client.get(url).status_code == status


def test_another_method_goes_its_usual_way(client, made) -> None:
    assert client.post("/plans/shimokawa/editions/1/pdf/").status_code == 405


def test_a_withdrawal_holds_here_too(client, cast, made) -> None:
    workflow.unpublish(made, by=cast.approver, at=AT, reason="誤りがあったため")
    assert client.get("/plans/shimokawa/editions/1/pdf/").status_code == 404

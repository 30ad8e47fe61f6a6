"""The address that machines ask."""

import pytest
from django.db import OperationalError, connection

from tests.queries import assert_queries


@pytest.mark.django_db
def test_a_healthy_site_says_ok(client) -> None:
    with assert_queries(1):
        response = client.get("/healthz/")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_told(client, monkeypatch, caplog) -> None:
    def fail() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", fail)
    response = client.get("/healthz/")
    assert (response.status_code, response.content) == (503, b"database\n")
    assert caplog.records[0].exc_info is not None


@pytest.mark.django_db
def test_only_reading_is_answered(client) -> None:
    assert client.post("/healthz/").status_code == 405

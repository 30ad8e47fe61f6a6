"""Refusal of sign-in after ten failures of one ID from one address."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import RequestFactory

from accounts.lockout import LIMIT, client_address, forget_failures, is_locked, record_failure
from accounts.models import LoginFailure

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TARO = ("taro", "192.0.2.1")


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test here writes failures."""


def fail(
    times: int, *, username: str = TARO[0], address: str = TARO[1], every: Any = MINUTE
) -> Any:
    """Fail so many times, beginning at AT; return the time of the last failure."""
    for number in range(times):
        record_failure(username, address, at=AT + every * number)
    return AT + every * (times - 1)


def test_nine_failures_do_not_lock() -> None:
    last = fail(LIMIT - 1)
    assert is_locked(*TARO, at=last) is False


def test_ten_failures_lock_for_fifteen_minutes() -> None:
    last = fail(LIMIT)
    times = [last, last + 14 * MINUTE, last + 15 * MINUTE]
    assert [is_locked(*TARO, at=at) for at in times] == [True, True, False]


def test_ten_failures_over_a_longer_time_do_not_lock() -> None:
    last = fail(LIMIT, every=2 * MINUTE)
    assert is_locked(*TARO, at=last) is False


@pytest.mark.parametrize("other", [("jiro", "192.0.2.1"), ("taro", "192.0.2.2")])
def test_another_id_or_address_is_not_locked(other: tuple[str, str]) -> None:
    last = fail(LIMIT)
    assert is_locked(*other, at=last) is False


def test_an_office_behind_one_address_is_not_locked_by_its_sum() -> None:
    for number in range(5):
        fail(LIMIT - 1, username=f"user{number}")
    assert is_locked(*TARO, at=AT + 9 * MINUTE) is False


def test_forgotten_failures_do_not_count() -> None:
    last = fail(LIMIT)
    fail(1, address="192.0.2.2")
    forget_failures(*TARO)
    assert (is_locked(*TARO, at=last), LoginFailure.objects.count()) == (False, 1)


def test_failures_of_yesterday_are_removed() -> None:
    fail(3)
    record_failure("jiro", "192.0.2.9", at=AT + timedelta(days=1, minutes=1, seconds=30))
    assert sorted(row.username for row in LoginFailure.objects.all()) == ["jiro", "taro"]


# --- client_address --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "expected"),
    [
        (False, "198.51.100.7", "192.0.2.1"),
        (True, "198.51.100.7", "198.51.100.7"),
        (True, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (True, "198.51.100.7, 2001:DB8::1", "2001:db8::1"),
        (True, "somebody", "192.0.2.1"),
        (True, "", "192.0.2.1"),
    ],
)
def test_the_address_of_the_client(
    settings: Any, behind_proxy: bool, forwarded: str, expected: str
) -> None:
    settings.BEHIND_PROXY = behind_proxy
    request = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": forwarded}
    )
    assert client_address(request) == expected

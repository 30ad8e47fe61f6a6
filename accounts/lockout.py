"""Refusal of sign-in after repeated failures.

Counted for the pair of user ID and address: by ID alone a stranger could lock out an office from
outside; by address alone one colleague's mistakes would lock out everybody, since an office shares
one outgoing address.
"""

from datetime import datetime, timedelta
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from accounts.models import LoginFailure

LIMIT = 10
WINDOW = timedelta(minutes=15)
_KEPT = timedelta(days=1)


def client_address(request: HttpRequest) -> str:
    """Return the address of the client, "" where the server knows none (a local socket).

    Behind the proxy of production the last entry of X-Forwarded-For is what that proxy saw; the
    entries before it are the client's own claims. Without a proxy the header is ignored.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.BEHIND_PROXY:
        return direct
    claimed = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    try:
        return str(ip_address(claimed))
    except ValueError:
        return direct


def is_locked(username: str, address: str, *, at: datetime) -> bool:
    """Say whether sign-in is refused: LIMIT failures within WINDOW, the last not WINDOW ago yet."""
    times = list(
        LoginFailure.objects.filter(username=username, address=address)
        .order_by("-failed_at")
        .values_list("failed_at", flat=True)[:LIMIT]
    )
    if len(times) < LIMIT:
        return False
    last, first = times[0], times[-1]
    return last - first <= WINDOW and at - last < WINDOW


def record_failure(username: str, address: str, *, at: datetime) -> None:
    """Remember a failure, and forget those that no longer count for anybody."""
    LoginFailure.objects.filter(failed_at__lt=at - _KEPT).delete()
    LoginFailure.objects.create(username=username, address=address, failed_at=at)


def forget_failures(username: str, address: str) -> None:
    """Forget the failures of the pair: it has signed in."""
    LoginFailure.objects.filter(username=username, address=address).delete()

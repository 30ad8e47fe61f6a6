"""Who asks, and what they sent."""

from django.http import HttpRequest, QueryDict

from accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """Return the user; LoginRequiredMiddleware lets nobody else reach a staff view."""
    if not isinstance(request.user, User):
        raise TypeError("a staff view was reached without signing in")
    return request.user


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, an empty form too, or None where nothing was."""
    return request.POST if request.method == "POST" else None


def signature(user: User) -> str:
    """Return how a record that is no row of a plan names who did something."""
    return f"{user}（{user.username}）"[:100]

"""Who is signed in."""

from django.http import HttpRequest

from accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """Return the user; LoginRequiredMiddleware lets nobody else reach a staff view."""
    if not isinstance(request.user, User):
        raise TypeError("a staff view was reached without signing in")
    return request.user

"""Rules that hold for every request of a signed-in person."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import User

_GetResponse = Callable[[HttpRequest], HttpResponse]

# Views that a person with an initial password may still reach.
_ALWAYS_OPEN = frozenset({"accounts:password-change", "accounts:logout"})


class PasswordChangeMiddleware:
    """Leads a person with an initial password to the form that changes it."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Redirect unless the address is open to everybody or changes the password."""
        user = request.user
        if not isinstance(user, User) or not user.must_change_password:
            return None
        match = request.resolver_match
        if match is None or match.view_name in _ALWAYS_OPEN:
            return None
        if not getattr(view, "login_required", True):
            return None
        return redirect("accounts:password-change")


class NoStoreMiddleware:
    """Keeps pages of signed-in people out of every cache, the browser's back button included."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response

"""Sign-in, sign-out, one's own password and one's own places."""

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import Role
from accounts.forms import OwnPasswordForm, SignInForm
from accounts.models import User


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Sign in and go on to where the person wanted to go."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(_target(request))
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        auth.login(request, form.get_user())
        return HttpResponseRedirect(_target(request))
    context = {"form": form, "page_errors": bool(form.errors)}
    return render(request, "accounts/login.html", context)


@login_not_required
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Sign out; nothing happens to somebody who is signed out already."""
    auth.logout(request)
    messages.success(request, "ログアウトしました。")
    return redirect(settings.LOGOUT_REDIRECT_URL)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions of the person end, this one goes on."""
    user = _own(request)
    form = OwnPasswordForm(user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        auth.update_session_auth_hash(request, form.save())
        messages.success(request, "パスワードを変えました。")
        return redirect("accounts:account")
    context = {
        "form": form,
        "page_errors": bool(form.errors),
        "is_initial": user.must_change_password,
        "breadcrumbs": [("自分の設定", resolve_url("accounts:account")), ("パスワードの変更", "")],
    }
    return render(request, "accounts/password_change.html", context)


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show who one is, in which organisations, and where people are managed."""
    user = _own(request)
    memberships = user.memberships.filter(is_active=True).select_related(
        "organization__municipality", "department"
    )
    facts = [("氏名", user.name), ("利用者ID", user.username)]
    if user.email:
        facts.append(("メールアドレス", user.email))
    places = [(each, each.role == Role.ADMIN) for each in memberships]
    return render(request, "accounts/account.html", {"facts": facts, "places": places})


def _own(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)  # LoginRequiredMiddleware lets nobody else through
    return user


def _target(request: HttpRequest) -> str:
    """Return where to go after sign-in: the wish of the query, if it stays on this site."""
    wish = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(
        wish, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wish
    return resolve_url(settings.LOGIN_REDIRECT_URL)

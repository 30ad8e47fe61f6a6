"""People of an organisation, for its 管理者."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import AccountsError
from accounts.forms import ChangePersonForm, NewPersonForm
from accounts.models import Membership, Organization, User
from accounts.people import add_person, change_person, reset_password
from accounts.permissions import get_organization_to_manage

PEOPLE_ON_A_PAGE = 50


@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """List everybody who has or had a place in the organisation."""
    organization = get_organization_to_manage(request, pk)
    rows = organization.memberships.select_related("user", "department").order_by(
        "-is_active", "user__username"
    )
    context = {
        "organization": organization,
        "page": Paginator(rows, PEOPLE_ON_A_PAGE).get_page(request.GET.get("page")),
        "breadcrumbs": _trail(organization),
    }
    return render(request, "accounts/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a person and show the initial password once."""
    organization = get_organization_to_manage(request, pk)
    form = NewPersonForm(_posted(request), organization=organization)
    if request.method == "POST" and form.is_valid():
        try:
            membership, password = add_person(organization, place=form.place(), **form.facts())
        except AccountsError as error:
            form.add_error(error.field, str(error))
        else:
            return _password_once(request, membership, password)
    context = {
        "organization": organization,
        "form": form,
        "page_errors": bool(form.errors),
        "breadcrumbs": _trail(organization, "人を加える"),
    }
    return render(request, "accounts/person_add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, pk: int, membership_pk: int) -> HttpResponse:
    """Change what a person is called, does, or whether they work here at all."""
    organization = get_organization_to_manage(request, pk)
    membership = _membership(organization, membership_pk)
    form = ChangePersonForm(_posted(request), membership=membership)
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_person(membership, place=form.place(), **form.facts())
        except AccountsError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, f"{changed.user}さんの登録を変えました。")
            return redirect("accounts:people", organization.pk)
    context = {
        "membership": membership,
        "form": form,
        "page_errors": bool(form.errors),
        "breadcrumbs": _trail(organization, f"{membership.user}さんの登録"),
    }
    return render(request, "accounts/person_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_password(request: HttpRequest, pk: int, membership_pk: int) -> HttpResponse:
    """Ask whether to give a new initial password; do it and show the password once."""
    organization = get_organization_to_manage(request, pk)
    membership = _membership(organization, membership_pk)
    if request.method == "POST":
        assert isinstance(request.user, User)  # the door above lets nobody else through
        try:
            password = reset_password(membership, by=request.user)
        except AccountsError as error:
            messages.error(request, str(error))
            return redirect("accounts:person-edit", organization.pk, membership.pk)
        return _password_once(request, membership, password)
    context = {
        "membership": membership,
        "breadcrumbs": _trail(organization, f"{membership.user}さんのパスワード"),
    }
    return render(request, "accounts/person_password.html", context)


def _password_once(request: HttpRequest, membership: Membership, password: str) -> HttpResponse:
    """Answer the POST with the password itself: a redirect would have to store it in clear."""
    context = {
        "membership": membership,
        "facts": [("利用者ID", membership.user.username), ("初期パスワード", password)],
        "breadcrumbs": _trail(membership.organization, "初期パスワード"),
    }
    return render(request, "accounts/person_password_issued.html", context)


def _membership(organization: Organization, pk: int) -> Membership:
    rows = Membership.objects.select_related("user", "department", "organization__municipality")
    return get_object_or_404(rows, pk=pk, organization=organization)


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _trail(organization: Organization, last: str = "") -> list[tuple[str, str]]:
    """Return the breadcrumbs of a page of the people."""
    here = resolve_url("accounts:people", organization.pk)
    trail = [("自分の設定", resolve_url("accounts:account"))]
    label = f"{organization.name}の人"
    return [*trail, (label, here), (last, "")] if last else [*trail, (label, "")]

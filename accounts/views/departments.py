"""Departments of an organisation, for its 管理者."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_http_methods, require_safe

from accounts.departments import add_department, change_department
from accounts.errors import AccountsError
from accounts.forms import ChangeDepartmentForm, NewDepartmentForm
from accounts.models import Department, Organization
from accounts.permissions import get_organization_to_manage


@require_safe
def departments(request: HttpRequest, pk: int) -> HttpResponse:
    """List the departments in order, each with the number of its people."""
    organization = get_organization_to_manage(request, pk)
    rows = organization.departments.annotate(
        people=Count("memberships", filter=Q(memberships__is_active=True))
    )
    context = {
        "organization": organization,
        "departments": rows,
        "breadcrumbs": _trail(organization),
    }
    return render(request, "accounts/departments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def department_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a department at the end of the list."""
    organization = get_organization_to_manage(request, pk)
    form = NewDepartmentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            department = add_department(organization, name=form.cleaned_data["name"])
        except AccountsError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, f"「{department}」を加えました。")
            return redirect("accounts:departments", organization.pk)
    context = {
        "organization": organization,
        "form": form,
        "page_errors": bool(form.errors),
        "breadcrumbs": _trail(organization, "部署を加える"),
    }
    return render(request, "accounts/department_add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def department_edit(request: HttpRequest, pk: int, department_pk: int) -> HttpResponse:
    """Rename a department, move it, end or resume its use."""
    organization = get_organization_to_manage(request, pk)
    department, place = _placed(organization, department_pk)
    posted = request.POST if request.method == "POST" else None
    form = ChangeDepartmentForm(posted, department=department, place=place)
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_department(department, **form.cleaned_data)
        except AccountsError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, f"「{changed}」を変えました。")
            return redirect("accounts:departments", organization.pk)
    context = {
        "department": department,
        "organization": organization,
        "form": form,
        "page_errors": bool(form.errors),
        "breadcrumbs": _trail(organization, department.name),
    }
    return render(request, "accounts/department_edit.html", context)


def _placed(organization: Organization, pk: int) -> tuple[Department, int]:
    """Return a department and its place in the list, counted from 1."""
    for place, department in enumerate(organization.departments.all(), start=1):
        if department.pk == pk:
            return department, place
    raise Http404


def _trail(organization: Organization, last: str = "") -> list[tuple[str, str]]:
    """Return the breadcrumbs of a page of the departments."""
    here = resolve_url("accounts:departments", organization.pk)
    trail = [("自分の設定", resolve_url("accounts:account"))]
    label = f"{organization.name}の部署"
    return [*trail, (label, here), (last, "")] if last else [*trail, (label, "")]

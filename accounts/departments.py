"""Deeds on the departments of an organisation; their order is renumbered as a whole."""

from django.db import transaction

from accounts.errors import AccountsError
from accounts.models import Department, Organization

_NAME_TAKEN = "同じ名前の部署が既にあります。"


@transaction.atomic
def add_department(organization: Organization, *, name: str) -> Department:
    """Add a department at the end of the list.

    Raises:
        AccountsError: there is one of that name.
    """
    rows = _locked_rows(organization)
    if any(row.name == name for row in rows):
        raise AccountsError(_NAME_TAKEN, field="name")
    return Department.objects.create(organization=organization, name=name, position=len(rows) + 1)


@transaction.atomic
def change_department(
    department: Department, *, name: str, position: int, is_active: bool
) -> Department:
    """Rename a department, move it to a place in the list, end or resume its use.

    Args:
        position: the place in the list, counted from 1; a larger number means the end.
        is_active: False keeps it where it is written, but offers it nowhere any more.

    Raises:
        AccountsError: another one has that name.
    """
    rows = _locked_rows(department.organization)
    others = [row for row in rows if row.pk != department.pk]
    if any(row.name == name for row in others):
        raise AccountsError(_NAME_TAKEN, field="name")
    changed = next(row for row in rows if row.pk == department.pk)
    changed.name = name
    changed.is_active = is_active
    others.insert(position - 1, changed)
    for number, row in enumerate(others, start=1):
        row.position = number
    Department.objects.bulk_update(others, ["name", "position", "is_active"])
    return changed


def _locked_rows(organization: Organization) -> list[Department]:
    """Return the departments in order, the organisation being locked against others' changes."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    return list(organization.departments.all())

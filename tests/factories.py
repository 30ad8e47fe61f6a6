"""Plain functions that make rows for tests; every argument says what matters to the test."""

import json
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from accounts.enums import Role
from accounts.models import Department, Membership, Organization, User
from catalog.models import Municipality

SHIMOKAWA = "014681"
BIFUKA = "014699"
IBARAKI = "080004"
PASSWORD = "correct horse battery"

_numbers = count(1)
_MASTER = Path(__file__).parents[1] / "fixtures" / "catalog" / "municipalities.json"


@cache
def _bodies() -> dict[str, dict[str, Any]]:
    rows = json.loads(_MASTER.read_text(encoding="utf-8"))["rows"]
    return {row["code"]: row for row in rows}


def make_municipality(code: str = SHIMOKAWA) -> Municipality:
    """Return a body of the master, with its prefecture; the same row for the same code."""
    row = _bodies()[code]
    prefecture = make_municipality(row["prefecture"]) if row["prefecture"] else None
    fields = {name: row[name] for name in ("name", "name_kana", "kind", "url")}
    return Municipality.objects.get_or_create(
        code=code, defaults={**fields, "prefecture": prefecture}
    )[0]


def make_organization(code: str = SHIMOKAWA) -> Organization:
    """Return the organisation of a body; the same row for the same code."""
    return Organization.objects.get_or_create(municipality=make_municipality(code))[0]


def make_department(organization: Organization, name: str = "総務課", **fields: Any) -> Department:
    """Make a department at the end of the list."""
    fields.setdefault("position", organization.departments.count() + 1)
    return Department.objects.create(organization=organization, name=name, **fields)


def make_user(
    username: str = "",
    *,
    role: Role | None = None,
    organization: Organization | None = None,
    department: Department | None = None,
    **fields: Any,
) -> User:
    """Make a person who signs in with PASSWORD, with a place in `organization` if there is a role.

    Without `organization` the place is in 下川町.
    """
    username = username or f"user-{next(_numbers)}"
    fields.setdefault("name", username)
    user = User.objects.create_user(username, fields.pop("password", PASSWORD), **fields)
    if role is not None:
        make_membership(
            user, role=role, organization=organization or make_organization(), department=department
        )
    return user


def make_membership(
    user: User | None = None,
    *,
    role: Role = Role.AUTHOR,
    organization: Organization | None = None,
    **fields: Any,
) -> Membership:
    """Give a user (a new one, if none is given) a place in an organisation."""
    return Membership.objects.create(
        user=user or make_user(),
        role=role,
        organization=organization or make_organization(),
        **fields,
    )

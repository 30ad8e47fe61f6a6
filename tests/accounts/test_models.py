"""Each constraint of the accounts, broken once: the database refuses, the form says why."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from accounts.enums import Role
from accounts.models import Department, Membership, Organization, User
from tests.conftest import Cast
from tests.factories import make_department

Break = Callable[[Cast], models.Model]

BROKEN: dict[str, tuple[Break, str]] = {
    "department_name_unique_in_organization": (
        lambda cast: Department(organization=cast.town, name=cast.department.name),
        "同じ名前の部署が既にあります。",
    ),
    "department_name_not_empty": (
        lambda cast: Department(organization=cast.town, name=""),
        "部署名を入れてください。",
    ),
    "membership_unique": (
        lambda cast: Membership(user=cast.author, organization=cast.town, role=Role.VIEWER),
        "この利用者は既に所属しています。",
    ),
    "membership_role_known": (
        lambda cast: Membership(user=cast.author, organization=cast.other_town, role="mayor"),
        "役割が正しくありません。",
    ),
}


def constraints() -> set[str]:
    return {
        constraint.name
        for model in (Department, Membership, Organization, User)
        for constraint in model._meta.constraints
    }


def test_every_constraint_is_broken_here() -> None:
    assert constraints() == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(cast: Cast, name: str) -> None:
    wrong = BROKEN[name][0](cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


@pytest.mark.parametrize("name", BROKEN)
def test_the_reason_is_told(cast: Cast, name: str) -> None:
    make, message = BROKEN[name]
    with pytest.raises(ValidationError) as caught:
        make(cast).validate_constraints()
    assert caught.value.messages == [message]


def test_two_accounts_cannot_have_one_id(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("author", "x")


def test_a_body_has_one_organization(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.create(municipality=cast.town.municipality)


def test_departments_of_two_towns_may_have_one_name(cast: Cast) -> None:
    assert make_department(cast.other_town, cast.department.name).pk is not None


def test_a_user_without_a_password_cannot_sign_in(db: None) -> None:
    assert User.objects.create_user("nobody", name="無").has_usable_password() is False


def test_a_user_is_shown_by_name_or_id(db: None) -> None:
    users = [User(username="taro", name="下川 太郎"), User(username="jiro", name="")]
    assert [str(user) for user in users] == ["下川 太郎", "jiro"]

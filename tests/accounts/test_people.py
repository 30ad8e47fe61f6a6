"""Deeds on people: who is added, changed, shut out; what an administrator cannot do."""

import re
from typing import Any

import pytest
from django.db import IntegrityError

from accounts.enums import Role
from accounts.errors import AccountsError
from accounts.models import LoginFailure, Membership, Organization, User, UserManager
from accounts.people import Place, add_person, change_person, initial_password, reset_password
from tests.conftest import Cast
from tests.factories import PASSWORD, make_department, make_membership, make_user

AUTHOR = Place(role=Role.AUTHOR)


def add(organization: Organization, **changed: Any) -> tuple[Membership, str]:
    facts: dict[str, Any] = {
        "username": "hanako",
        "name": "下川 花子",
        "email": "hanako@town.example.jp",
        "place": AUTHOR,
    }
    return add_person(organization, **{**facts, **changed})


def place_of(user: User) -> Membership:
    return Membership.objects.get(user=user)


def change(membership: Membership, **changed: Any) -> Membership:
    """Change one thing about a person and leave the rest."""
    facts: dict[str, Any] = {
        "name": membership.user.name,
        "email": membership.user.email,
        "place": Place(Role(membership.role), membership.department, membership.post),
        "is_active": membership.is_active,
    }
    return change_person(membership, **{**facts, **changed})


def refusal(deed: Any, *args: Any, **kw: Any) -> tuple[str, str | None]:
    """Return the message of the refusal and the field it belongs to."""
    with pytest.raises(AccountsError) as caught:
        deed(*args, **kw)
    return str(caught.value), caught.value.field


# --- initial_password ------------------------------------------------------------------------


def test_an_initial_password_can_be_read_aloud() -> None:
    assert re.fullmatch(r"([2-9a-hjkmnp-z]{4}-){3}[2-9a-hjkmnp-z]{4}", initial_password())


def test_two_initial_passwords_differ() -> None:
    assert initial_password() != initial_password()


# --- add_person ------------------------------------------------------------------------------


def test_an_added_person_has_a_place_and_must_change_the_password(cast: Cast) -> None:
    place = Place(Role.CONTRIBUTOR, cast.department, "主任")
    membership, password = add(cast.town, place=place)
    user = User.objects.get(username="hanako")
    assert (
        user.name,
        user.email,
        user.must_change_password,
        user.check_password(password),
        membership.user,
        membership.organization,
        membership.role,
        membership.department,
        membership.post,
    ) == (
        "下川 花子",
        "hanako@town.example.jp",
        True,
        True,
        user,
        cast.town,
        Role.CONTRIBUTOR,
        cast.department,
        "主任",
    )


TAKEN = ("この利用者IDは使えません。別のIDを入れてください。", "username")


@pytest.mark.parametrize("username", ["author", "AUTHOR", "stranger", "superuser"])
def test_a_taken_id_is_refused_without_saying_whose_it_is(cast: Cast, username: str) -> None:
    assert refusal(add, cast.town, username=username) == TAKEN


def test_a_refused_id_leaves_its_owner_as_they_were(cast: Cast) -> None:
    refusal(add, cast.town, username="stranger", name="別人", place=Place(Role.ADMIN))
    stranger = User.objects.get(username="stranger")
    assert (
        stranger.name,
        stranger.check_password(PASSWORD),
        [each.organization for each in stranger.memberships.all()],
    ) == ("stranger", True, [cast.other_town])


def test_an_id_that_is_taken_in_the_same_instant_is_refused(cast: Cast, monkeypatch: Any) -> None:
    def taken(*args: Any, **kw: Any) -> User:
        raise IntegrityError("UNIQUE constraint failed: accounts_user.username")

    monkeypatch.setattr(UserManager, "create_user", taken)
    assert refusal(add, cast.town) == TAKEN


def test_a_department_of_another_town_is_refused(cast: Cast) -> None:
    place = Place(Role.AUTHOR, make_department(cast.other_town, "企画課"))
    assert refusal(add, cast.town, place=place) == ("部署を選び直してください。", "department")


def test_a_refused_person_is_not_half_written(cast: Cast) -> None:
    before = User.objects.count()
    refusal(add, cast.town, place=Place(Role.AUTHOR, make_department(cast.other_town, "企画課")))
    assert User.objects.count() == before


# --- change_person ---------------------------------------------------------------------------


def test_a_changed_person(cast: Cast) -> None:
    section = make_department(cast.town, "税務住民課")
    change(
        place_of(cast.author),
        name="新 氏名",
        email="new@town.example.jp",
        place=Place(Role.APPROVER, section, "課長"),
    )
    membership = place_of(cast.author)
    assert (
        membership.user.name,
        membership.user.email,
        membership.role,
        membership.department,
        membership.post,
        membership.is_active,
    ) == ("新 氏名", "new@town.example.jp", Role.APPROVER, section, "課長", True)


def test_a_person_without_any_place_left_cannot_sign_in(cast: Cast) -> None:
    change(place_of(cast.author), is_active=False)
    cast.author.refresh_from_db()
    assert (place_of(cast.author).is_active, cast.author.is_active) == (False, False)


def test_a_person_with_a_place_elsewhere_still_signs_in(cast: Cast) -> None:
    here = place_of(cast.author)
    make_membership(cast.author, organization=cast.other_town)
    change(here, is_active=False)
    cast.author.refresh_from_db()
    assert cast.author.is_active is True


def test_a_person_who_comes_back_signs_in_again(cast: Cast) -> None:
    change(place_of(cast.author), is_active=False)
    change(place_of(cast.author), is_active=True)
    cast.author.refresh_from_db()
    assert cast.author.is_active is True


LAST = (
    "この人は最後の管理者です。管理者がいなくなると人と部署を管理できません。"
    "先にほかの人を管理者にしてください。",
    None,
)


@pytest.mark.parametrize("changed", [{"is_active": False}, {"place": AUTHOR}])
def test_the_last_admin_stays(cast: Cast, changed: dict[str, Any]) -> None:
    assert refusal(change, place_of(cast.admin), **changed) == LAST


def test_a_refused_change_changes_nothing(cast: Cast) -> None:
    refusal(change, place_of(cast.admin), name="別名", place=AUTHOR)
    membership = place_of(cast.admin)
    assert (membership.user.name, membership.role) == ("admin", Role.ADMIN)


@pytest.mark.parametrize(
    "traits", [{"is_active": False}, {"role": Role.AUTHOR}, {"user": {"is_active": False}}]
)
def test_a_colleague_who_cannot_manage_does_not_count(cast: Cast, traits: dict[str, Any]) -> None:
    user = make_user(**traits.pop("user", {}))
    make_membership(user, organization=cast.town, **{"role": Role.ADMIN, **traits})
    assert refusal(change, place_of(cast.admin), place=AUTHOR) == LAST


def test_an_admin_of_another_town_does_not_count(cast: Cast) -> None:
    make_user(role=Role.ADMIN, organization=cast.other_town)
    assert refusal(change, place_of(cast.admin), place=AUTHOR) == LAST


@pytest.mark.parametrize("changed", [{"is_active": False}, {"place": AUTHOR}])
def test_one_of_two_admins_may_go(cast: Cast, changed: dict[str, Any]) -> None:
    make_user(role=Role.ADMIN, organization=cast.town)
    change(place_of(cast.admin), **changed)
    membership = place_of(cast.admin)
    assert (membership.is_active, membership.role == Role.ADMIN) != (True, True)


def test_the_last_admin_may_change_the_name(cast: Cast) -> None:
    change(place_of(cast.admin), name="新 管理")
    assert place_of(cast.admin).user.name == "新 管理"


def test_the_deed_looks_at_the_rows_of_now(cast: Cast) -> None:
    # Two administrators open each other's form; the first takes the role away from the second.
    second = make_user(role=Role.ADMIN, organization=cast.town)
    opened_before = place_of(cast.admin)
    change(place_of(second), place=AUTHOR)
    assert refusal(change, opened_before, place=AUTHOR) == LAST


@pytest.mark.parametrize("elsewhere_active", [True, False])
def test_name_and_mail_of_a_shared_account_stay(cast: Cast, elsewhere_active: bool) -> None:
    here = place_of(cast.author)
    make_membership(cast.author, organization=cast.other_town, is_active=elsewhere_active)
    change(here, name="別名", email="thief@example.jp", place=Place(Role.VIEWER))
    here.refresh_from_db()
    user = User.objects.get(pk=cast.author.pk)
    assert (here.role, user.name, user.email) == (Role.VIEWER, "author", "")


def test_shutting_a_site_administrator_out_of_a_town_keeps_the_account(cast: Cast) -> None:
    here = make_membership(cast.superuser, organization=cast.town)
    change(here, is_active=False)
    cast.superuser.refresh_from_db()
    assert cast.superuser.is_active is True


# --- reset_password --------------------------------------------------------------------------


def test_a_reset_password_is_new_and_must_be_changed(cast: Cast) -> None:
    password = reset_password(place_of(cast.author), by=cast.admin)
    cast.author.refresh_from_db()
    assert (
        cast.author.check_password(password),
        cast.author.check_password(PASSWORD),
        cast.author.must_change_password,
    ) == (True, False, True)


def test_a_reset_password_ends_the_lockout(cast: Cast) -> None:
    for username in ("author", "viewer"):
        LoginFailure.objects.create(username=username, failed_at=cast.author.date_joined)
    reset_password(place_of(cast.author), by=cast.admin)
    assert [row.username for row in LoginFailure.objects.all()] == ["viewer"]


SHARED = (
    "この人の氏名・メールアドレス・パスワードは、この画面からは変更できません。"
    "サイトの管理者に連絡してください。",
    None,
)


@pytest.mark.parametrize("elsewhere_active", [True, False])
def test_the_password_of_a_shared_account_stays(cast: Cast, elsewhere_active: bool) -> None:
    here = place_of(cast.author)
    make_membership(cast.author, organization=cast.other_town, is_active=elsewhere_active)
    told = refusal(reset_password, here, by=cast.admin)
    cast.author.refresh_from_db()
    assert (told, cast.author.check_password(PASSWORD)) == (SHARED, True)


def test_the_password_of_a_site_administrator_stays(cast: Cast) -> None:
    here = make_membership(cast.superuser, organization=cast.town)
    told = refusal(reset_password, here, by=cast.admin)
    cast.superuser.refresh_from_db()
    assert (told, cast.superuser.check_password(PASSWORD)) == (SHARED, True)


def test_ones_own_password_is_not_reset_here(cast: Cast) -> None:
    assert refusal(reset_password, place_of(cast.admin), by=cast.admin) == (
        "自分のパスワードは「パスワードの変更」で変えてください。",
        None,
    )


def test_a_person_who_is_shut_out_gets_no_password(cast: Cast) -> None:
    change(place_of(cast.author), is_active=False)
    assert refusal(reset_password, place_of(cast.author), by=cast.admin) == (
        "この人は利用を止めています。先に利用できるようにしてください。",
        None,
    )

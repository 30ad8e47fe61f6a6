"""Deeds on the people of an organisation: add, change, give a new password.

Each deed locks the row of the organisation, so that two administrators cannot each take away the
other's role at the same instant and leave nobody who manages people. (SQLite has no row locks;
there a transaction that writes is alone from its start.)
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string

from accounts.enums import Role
from accounts.errors import AccountsError
from accounts.models import Department, LoginFailure, Membership, Organization, User

# Without 0, o, 1, l, i: the password is read from paper or over the telephone.
_LEGIBLE = "23456789abcdefghjkmnpqrstuvwxyz"

_ID_TAKEN = "この利用者IDは使えません。別のIDを入れてください。"
_LAST_ADMIN = (
    "この人は最後の管理者です。管理者がいなくなると人と部署を管理できません。"
    "先にほかの人を管理者にしてください。"
)
_SHARED = (
    "この人の氏名・メールアドレス・パスワードは、この画面からは変更できません。"
    "サイトの管理者に連絡してください。"
)


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody is in an organisation."""

    role: Role
    department: Department | None = None
    post: str = ""


def initial_password() -> str:
    """Return a new random password of 16 characters (79 bits) in groups of four."""
    return "-".join(get_random_string(4, _LEGIBLE) for _ in range(4))


def is_account_of_others_too(user: User, organization: Organization) -> bool:
    """Say whether the account is more than this organisation's own.

    An administrator who could set the password of such an account would act in the other
    organisation, or on the whole site, in that person's name.
    """
    return user.is_superuser or user.memberships.exclude(organization=organization).exists()


@transaction.atomic
def add_person(
    organization: Organization, *, username: str, name: str, email: str, place: Place
) -> tuple[Membership, str]:
    """Make an account with a place in `organization`; return it and its initial password.

    The account must change the password at the first sign-in.

    Raises:
        AccountsError: the ID is taken, by whomever (which is not told), or the department is of
            another organisation.
    """
    _lock(organization)
    _check_department(organization, place.department)
    if User.objects.filter(username__iexact=username).exists():
        raise AccountsError(_ID_TAKEN, field="username")
    password = initial_password()
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                username, password, name=name, email=email, must_change_password=True
            )
    except IntegrityError as error:
        # Another organisation took the ID after the question above.
        raise AccountsError(_ID_TAKEN, field="username") from error
    membership = Membership.objects.create(
        user=user,
        organization=organization,
        role=place.role,
        department=place.department,
        post=place.post,
    )
    return membership, password


@transaction.atomic
def change_person(
    membership: Membership, *, name: str, email: str, place: Place, is_active: bool
) -> Membership:
    """Change what a person is called and does, or end or resume their work here.

    Whoever has no active place left in any organisation cannot sign in any more; sessions end with
    the next request. Name and mail address of an account that is not only this organisation's stay.

    Raises:
        AccountsError: no 管理者 would be left, or the department is of another organisation.
    """
    _lock(membership.organization)
    membership = Membership.objects.select_related("user", "organization").get(pk=membership.pk)
    _check_department(membership.organization, place.department)
    if not (is_active and place.role is Role.ADMIN) and _is_last_admin(membership):
        raise AccountsError(_LAST_ADMIN)
    membership.role = place.role
    membership.department = place.department
    membership.post = place.post
    membership.is_active = is_active
    membership.save(update_fields=["role", "department", "post", "is_active"])
    user = membership.user
    if not is_account_of_others_too(user, membership.organization):
        user.name = name
        user.email = email
    user.is_active = user.is_superuser or user.memberships.filter(is_active=True).exists()
    user.save(update_fields=["name", "email", "is_active"])
    return membership


@transaction.atomic
def reset_password(membership: Membership, *, by: User) -> str:
    """Give a person a new initial password and return it; their sessions end.

    Raises:
        AccountsError: the person is the one who asks (who has a form for that, which asks for the
            old password), has no active place here, or has an account that is not this
            organisation's alone.
    """
    _lock(membership.organization)
    membership = Membership.objects.select_related("organization").get(pk=membership.pk)
    user = User.objects.select_for_update().get(pk=membership.user_id)
    if user == by:
        raise AccountsError("自分のパスワードは「パスワードの変更」で変えてください。")
    if not membership.is_active:
        raise AccountsError("この人は利用を止めています。先に利用できるようにしてください。")
    if is_account_of_others_too(user, membership.organization):
        raise AccountsError(_SHARED)
    password = initial_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    LoginFailure.objects.filter(username=user.username).delete()
    return password


def _lock(organization: Organization) -> None:
    Organization.objects.select_for_update().get(pk=organization.pk)


def _check_department(organization: Organization, department: Department | None) -> None:
    if department is not None and department.organization_id != organization.pk:
        raise AccountsError("部署を選び直してください。", field="department")


def _is_last_admin(membership: Membership) -> bool:
    """Say whether nobody else of the organisation is an active 管理者; call under the lock."""
    if not membership.is_active or membership.role != Role.ADMIN:
        return False
    others = Membership.objects.exclude(pk=membership.pk).filter(
        organization=membership.organization,
        role=Role.ADMIN,
        is_active=True,
        user__is_active=True,
    )
    return not others.exists()

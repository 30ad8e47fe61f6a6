"""How a town or prefecture comes onto the site."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.enums import Role
from accounts.errors import AccountsError
from accounts.models import Membership, Organization, User
from accounts.people import Place, add_person
from catalog.models import Municipality

_FIELDS = {field.name for field in User._meta.fields}


@transaction.atomic
def create_organization(code: str, *, admin_mail: str, admin_name: str) -> tuple[Membership, str]:
    """Make the organisation of a body and its first 管理者; return the place and the password.

    The ID is the part of the mail address before the @ or, where that is taken, the whole address.

    Args:
        code: six-digit 全国地方公共団体コード of a body in the master that is not abolished.

    Raises:
        AccountsError: the code is unknown, the organisation exists, the name is none, or no ID
            can be made of the address.
    """
    municipality = Municipality.objects.current().filter(code=code).first()
    if municipality is None:
        raise AccountsError(
            f"団体コード「{code}」は団体の一覧にありません。検査数字を含む6桁で入れてください"
            "（一覧が空のときは、先に manage.py load_reference を実行してください）。"
        )
    if Organization.objects.filter(municipality=municipality).exists():
        raise AccountsError(f"{municipality.name}（{code}）は既に登録されています。")
    if not _is_valid("name", admin_name):
        raise AccountsError("管理者の氏名は1文字以上100文字以内で入れてください。")
    username = _username_for(admin_mail)
    organization = Organization.objects.create(municipality=municipality)
    place = Place(role=Role.ADMIN)
    return add_person(
        organization, username=username, name=admin_name, email=admin_mail, place=place
    )


def _username_for(mail: str) -> str:
    if not mail or not _is_valid("email", mail):
        raise AccountsError(f"「{mail}」はメールアドレスの形をしていません。")
    for candidate in (mail.partition("@")[0], mail):
        taken = User.objects.filter(username__iexact=candidate).exists()
        if not taken and _is_valid("username", candidate):
            return candidate
    raise AccountsError(f"「{mail}」から利用者IDを作れません。別のメールアドレスを使ってください。")


def _is_valid(field: str, value: str) -> bool:
    try:
        User(**{field: value}).clean_fields(exclude=_FIELDS - {field})
    except ValidationError:
        return False
    return True

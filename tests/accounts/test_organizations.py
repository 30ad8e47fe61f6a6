"""How a town comes onto the site, by the function and by the command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.enums import Role
from accounts.errors import AccountsError
from accounts.models import Membership, Organization, User
from accounts.organizations import create_organization
from tests.factories import SHIMOKAWA, make_municipality, make_user


@pytest.fixture(autouse=True)
def master(db: None) -> None:
    """The master holds 下川町 and its prefecture."""
    make_municipality(SHIMOKAWA)


def create(
    code: str = SHIMOKAWA, mail: str = "taro@town.example.jp", name: str = "下川 太郎"
) -> tuple[Membership, str]:
    return create_organization(code, admin_mail=mail, admin_name=name)


def refusal(**changed: str) -> str:
    with pytest.raises(AccountsError) as caught:
        create(**changed)
    return str(caught.value)


def test_the_first_admin_can_sign_in_and_must_change_the_password() -> None:
    membership, password = create()
    user = User.objects.get()
    assert (
        membership.organization.code,
        membership.role,
        user.username,
        user.name,
        user.email,
        user.check_password(password),
        user.must_change_password,
        user.is_superuser,
    ) == (
        SHIMOKAWA,
        Role.ADMIN,
        "taro",
        "下川 太郎",
        "taro@town.example.jp",
        True,
        True,
        False,
    )


def test_a_prefecture_can_come_too() -> None:
    membership, _ = create(code="010006")
    assert membership.organization.name == "北海道"


def test_the_whole_address_is_the_id_where_its_first_part_is_taken() -> None:
    make_user("Taro")
    membership, _ = create()
    assert membership.user.username == "taro@town.example.jp"


def test_the_whole_address_is_no_id_where_it_is_too_long() -> None:
    make_user("taro")
    mail = f"taro@{'a' * 60}.example.jp"
    assert refusal(mail=mail) == (
        f"「{mail}」から利用者IDを作れません。別のメールアドレスを使ってください。"
    )


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"code": "999999"},
            "団体コード「999999」は団体の一覧にありません。検査数字を含む6桁で入れてください"
            "（一覧が空のときは、先に manage.py load_reference を実行してください）。",
        ),
        ({"mail": "taro"}, "「taro」はメールアドレスの形をしていません。"),
        ({"mail": ""}, "「」はメールアドレスの形をしていません。"),
        ({"name": ""}, "管理者の氏名は1文字以上100文字以内で入れてください。"),
        ({"name": "あ" * 101}, "管理者の氏名は1文字以上100文字以内で入れてください。"),
        (
            {"mail": "o'brien@town.example.jp"},
            "「o'brien@town.example.jp」から利用者IDを作れません。"
            "別のメールアドレスを使ってください。",
        ),
    ],
    ids=["code", "mail", "no mail", "no name", "long name", "no id"],
)
def test_what_cannot_be_is_refused(changed: dict[str, str], message: str) -> None:
    assert refusal(**changed) == message


def test_a_refusal_leaves_nothing_behind() -> None:
    refusal(mail="o'brien@town.example.jp")
    assert (Organization.objects.count(), User.objects.count()) == (0, 0)


def test_an_abolished_body_cannot_come() -> None:
    body = make_municipality(SHIMOKAWA)
    body.valid_to = "2026-03-31"
    body.save()
    assert refusal().startswith("団体コード「014681」は団体の一覧にありません。")


def test_the_command_prints_the_password_once() -> None:
    out = StringIO()
    call_command("organization_create", SHIMOKAWA, "--admin", "taro@town.example.jp", stdout=out)
    lines = out.getvalue().splitlines()
    password = lines[2].removeprefix("初期パスワード：")
    assert (lines, User.objects.get().check_password(password)) == (
        [
            "下川町（014681）を登録しました。",
            "利用者ID：taro",
            f"初期パスワード：{password}",
            "このパスワードは二度と表示されません。最初のログインで変更を求められます。",
        ],
        True,
    )


def test_the_command_takes_a_name() -> None:
    arguments = (SHIMOKAWA, "--admin", "taro@town.example.jp", "--name", "下川 太郎")
    call_command("organization_create", *arguments, stdout=StringIO())
    assert User.objects.get().name == "下川 太郎"


def test_a_second_run_of_the_command_is_refused() -> None:
    create()
    with pytest.raises(CommandError) as caught:
        call_command("organization_create", SHIMOKAWA, "--admin", "jiro@town.example.jp")
    assert (str(caught.value), [user.username for user in User.objects.all()]) == (
        "下川町（014681）は既に登録されています。",
        ["taro"],
    )

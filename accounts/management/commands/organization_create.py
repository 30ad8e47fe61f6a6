"""`manage.py organization_create CODE --admin MAIL`: bring a real town onto the site."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.errors import AccountsError
from accounts.organizations import create_organization


class Command(BaseCommand):
    """Make the organisation and print the initial password of its first 管理者, once."""

    help = "団体と最初の管理者を登録し、初期パスワードを一度だけ表示します。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="CODE", help="全国地方公共団体コード（6桁）")
        parser.add_argument(
            "--admin", required=True, metavar="MAIL", help="最初の管理者のメールアドレス"
        )
        parser.add_argument(
            "--name", default="管理者", metavar="NAME", help="最初の管理者の氏名（既定：管理者）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            membership, password = create_organization(
                options["code"], admin_mail=options["admin"], admin_name=options["name"]
            )
        except AccountsError as error:
            raise CommandError(str(error)) from error
        organization = membership.organization
        self.stdout.write(f"{organization.name}（{organization.code}）を登録しました。")
        self.stdout.write(f"利用者ID：{membership.user.username}")
        self.stdout.write(f"初期パスワード：{password}")
        self.stdout.write(
            "このパスワードは二度と表示されません。最初のログインで変更を求められます。"
        )

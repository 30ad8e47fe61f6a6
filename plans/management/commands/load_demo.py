"""manage.py load_demo: two real plans and a handful of people to try the product with."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalog.models import Municipality
from plans.demo import PASSWORD, load_demo


class Command(BaseCommand):
    """Loads the demo once; a second run changes nothing."""

    help = "試用のデータ（下川町・茨城県の計画と利用者）を入れます。開発用の設定でだけ動きます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "--accounts", action="store_true", help="試用の利用者の一覧だけを表示します"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse outside development; else load and list the accounts."""
        if settings.MODE not in {"development", "test"}:
            raise CommandError(
                "load_demo は開発用の設定（PLANBUILDER_MODE=development）でだけ動きます。"
            )
        try:
            people = load_demo(at=timezone.now(), only_list=options["accounts"])
        except Municipality.DoesNotExist as error:
            raise CommandError(
                "団体が登録されていません。先に manage.py load_reference を実行してください。"
            ) from error
        self.stdout.write("試用の利用者（パスワードはすべて同じです）")
        for person in people:
            role = person.role.label if person.role else "サイト管理者"
            self.stdout.write(f"  {person.username:<20} {role}  {person.organization}".rstrip())
        self.stdout.write(f"  パスワード: {PASSWORD}")

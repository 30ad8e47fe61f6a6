"""`manage.py check_masters`: prove that the master of municipalities is whole and right."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.masters import prove_masters

SHOWN = 5


class Command(BaseCommand):
    """Print each proof; exit with an error where one fails."""

    help = (
        "都道府県47・市区町村1,741の件数、団体コードの検査数字、重なりのないことなどを確かめます。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        for proof in prove_masters():
            if not proof.faults:
                self.stdout.write(f"○ {proof.title}")
                continue
            failed += 1
            more = len(proof.faults) - SHOWN
            rest = f" ほか{more:,}件" if more > 0 else ""
            self.stdout.write(f"× {proof.title}：{'、'.join(proof.faults[:SHOWN])}{rest}")
        if failed:
            raise CommandError(
                f"団体の一覧に誤りが{failed}種類あります。"
                "manage.py load_reference を実行してください。"
            )
        self.stdout.write("団体の一覧に誤りはありません。")

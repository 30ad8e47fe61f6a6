"""`manage.py check_masters`: prove that municipalities and catalogue are whole and right."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.completeness import prove_catalogue
from catalog.masters import prove_masters

SHOWN = 5


class Command(BaseCommand):
    """Print each proof; exit with an error where one fails."""

    help = (
        "都道府県47・市区町村1,741の件数、団体コードの検査数字、重なりのないことなどと、"
        "国の施策一覧、手引、版の対照がそろっていることを確かめます。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        for proof in (*prove_masters(), *prove_catalogue()):
            if not proof.faults:
                self.stdout.write(f"○ {proof.title}")
                continue
            failed += 1
            more = len(proof.faults) - SHOWN
            rest = f" ほか{more:,}件" if more > 0 else ""
            self.stdout.write(f"× {proof.title}：{'、'.join(proof.faults[:SHOWN])}{rest}")
        if failed:
            raise CommandError(
                f"誤りが{failed}種類あります。manage.py load_reference を実行してください。"
            )
        self.stdout.write("団体の一覧と国の資料に誤りはありません。")

"""manage.py check_files: read every stored file and compare it with the hash of its row."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from publishing.errors import RenderingFailed
from publishing.keeping import damaged_files, mend
from publishing.store import render_all


class Command(BaseCommand):
    """Says what is lost or changed; mends what can be made again where it is asked to."""

    help = "保管したファイルと図を全て読み、失われたものと変わったものを知らせます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "--mend", action="store_true", help="作り直せるもの（版のファイル）を作り直す"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, tell, mend; end with an error where something stays damaged."""
        left = []
        for damage in list(damaged_files()):
            if options["mend"] and mend(damage):
                try:
                    if damage.edition is not None:
                        render_all(damage.edition, at=timezone.now())
                    self.stdout.write(f"{damage.what}：壊れていたので作り直しました。")
                    continue
                except RenderingFailed as failure:
                    left.append(f"{damage.what}：作り直せませんでした。{failure}")
                    continue
            left.append(f"{damage.what}：{damage.name} が失われたか、変わっています。")
        if left:
            raise CommandError("\n".join(left))
        self.stdout.write("保管したファイルは、全てそろっています。")

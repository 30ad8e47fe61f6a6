"""`manage.py load_reference`: bring the catalogue to the state of the reference files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from catalog.errors import CatalogError
from catalog.loading import FileReport, load_directory, load_file


class Command(BaseCommand):
    """Load fixtures/catalog, or the files that are named."""

    help = (
        "国の資料（手引、国の施策一覧、版の対照、団体の一覧など）を読み込みます。"
        "何度実行しても同じ結果になります。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files",
            nargs="*",
            type=Path,
            metavar="FILE",
            help="読み込むファイル。省くと fixtures/catalog の全て",
        )

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        try:
            if files:
                for path in files:
                    self._show(load_file(path))
            else:
                for report in load_directory(settings.BASE_DIR / "fixtures" / "catalog"):
                    self._show(report)
        except CatalogError as error:
            raise CommandError(str(error)) from error

    def _show(self, report: FileReport) -> None:
        edition = f"（{report.edition}）" if report.edition else ""
        self.stdout.write(f"{report.file}{edition}")
        if report.note:
            self.stdout.write(f"  {report.note}")
        for table in report.tables:
            if not table.total and not table.writes:
                continue
            done = (
                f"追加{table.added:,}件・変更{table.changed:,}件・削除{table.removed:,}件"
                if table.writes
                else "変更なし"
            )
            self.stdout.write(f"  {table.label} {table.total:,}件：{done}")

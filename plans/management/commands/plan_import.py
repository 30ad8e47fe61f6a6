"""manage.py plan_import FILE --organization CODE: load a plan file as a new plan."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import Organization
from catalog.models import Municipality
from documents.validation import ContentError
from plans.importing import import_plan_file


class Command(BaseCommand):
    """Loads a plan file; an organisation that is in the master only is registered on the way."""

    help = "計画ファイル（JSON）を新しい計画として取り込みます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", help="計画ファイル。「-」は標準入力")
        parser.add_argument("--organization", required=True, help="6桁の全国地方公共団体コード")
        parser.add_argument("--slug", default="", help="URLに使う短い名前（英小文字）")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, write; report the new plan's id and slug."""
        code: str = options["organization"]
        municipality = Municipality.objects.filter(code=code).first()
        if municipality is None:
            raise CommandError(
                f"団体コード {code} は登録されていません。"
                "6桁で書き、先に manage.py load_reference を実行してください。"
            )
        try:
            data = (
                sys.stdin.buffer.read()
                if options["file"] == "-"
                else Path(options["file"]).read_bytes()
            )
        except OSError as error:
            raise CommandError(f"{options['file']} を読めません（{error.strerror}）。") from error
        try:
            with transaction.atomic():
                organization, _ = Organization.objects.get_or_create(municipality=municipality)
                plan = import_plan_file(
                    data,
                    organization=organization,
                    by=None,
                    at=timezone.now(),
                    slug=options["slug"],
                )
        except ContentError as error:
            lines = "\n".join(f"  {problem}" for problem in error.problems)
            raise CommandError(
                f"取り込めませんでした。何も書き込んでいません。\n{lines}"
            ) from error
        self.stdout.write(
            f"「{plan.title}」を取り込みました（番号 {plan.pk}、短い名前 {plan.slug}）。"
        )

"""`manage.py catalog_import`: a workbook becomes an edition of the national list."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalog.errors import ImportRefused
from catalog.exchange.importing import import_workbook, look_at_import
from catalog.exchange.preview import Preview
from catalog.exchange.reading import LIMITS
from plans.uses import uses_of

BY = "catalog_import"


class Command(BaseCommand):
    """Import a workbook, or with --dry-run only say what it would change."""

    help = (
        "Excelブックから国の施策一覧の版を取り込みます。"
        "同じ版は、確定するまで何度でも取り込めます。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="取り込むExcelブック（.xlsx）")
        parser.add_argument("--edition", required=True, help="版の符号（R2など）")
        parser.add_argument("--title", default="", help="題。省くとシート「版」の題")
        parser.add_argument(
            "--dry-run", action="store_true", help="確かめるだけで、何も取り込まない"
        )

    def handle(
        self, *args: Any, file: Path, edition: str, title: str, dry_run: bool, **options: Any
    ) -> None:
        try:
            # One byte more than is taken tells that it is too large, however large it is.
            with file.open("rb") as opened:
                data = opened.read(LIMITS.max_bytes + 1)
        except OSError as error:
            raise CommandError(f"{file.name}：ファイルを読めません。") from error
        try:
            if dry_run:
                preview = look_at_import(data, code=edition, title=title, uses=uses_of)
            else:
                preview = import_workbook(
                    data, code=edition, title=title, uses=uses_of, by=BY, at=timezone.now()
                )
        except ImportRefused as error:
            faults = "\n".join(f"  {fault}" for fault in error.faults)
            raise CommandError(
                f"{file.name}：誤りが{len(error.faults)}件あります。何も取り込んでいません。\n{faults}"
            ) from error
        for line in lines_of(preview):
            self.stdout.write(line)
        self.stdout.write("確かめただけで、取り込んでいません。" if dry_run else "取り込みました。")


def lines_of(preview: Preview) -> Iterable[str]:
    """Yield what a preview says, a line each."""
    yield f"{preview.code} {preview.title}（{preview.as_of}）{preview.total}件"
    if preview.against:
        same = "（この版の、いま登録されている内容）" if preview.is_reload else ""
        yield f"比べた版：{preview.against}{same}"
    for note in preview.notes:
        yield f"注意：{note}"
    for fact in preview.facts:
        yield from _change(fact.head, fact.old, fact.new)
    yield f"加わる行 {len(preview.added)}件"
    for row in preview.added:
        yield f"  {row}"
    yield f"内容の変わる行 {len(preview.changed)}件"
    for change in preview.changed:
        yield f"  {change.row}"
        for field in change.fields:
            yield from _change(f"  {field.head}", field.old, field.new)
    yield f"番号の変わる行 {len(preview.renumbered)}件"
    for each in preview.renumbered:
        yield f"  {each.former} → No {each.row.no}（{each.row.code}）"
    yield f"なくなる行 {len(preview.gone)}件"
    for row in preview.gone:
        yield f"  {row}"
    yield f"同じ行 {preview.unchanged}件"


def _change(head: str, old: str, new: str) -> Iterable[str]:
    yield f"  {head}："
    for mark, text in (("-", old), ("+", new)):
        for line in (text or "（空欄）").split("\n"):
            yield f"      {mark} {line}"

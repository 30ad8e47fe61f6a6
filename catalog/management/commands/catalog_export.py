"""manage.py catalog_export: a part of the catalogue as JSON, or a national list as a workbook."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError

from catalog.exchange.writing import export_workbook
from catalog.exporting import (
    export_checklist,
    export_crosswalk,
    export_guide,
    export_measures,
)
from catalog.models import Checklist, CrosswalkRow, GuideEdition, NationalMeasureEdition
from catalog.whole_files import put_out
from documents.workbooks import WorkbookError

Edition = TypeVar("Edition", GuideEdition, NationalMeasureEdition)


class Command(BaseCommand):
    """Write one part of the catalogue, cell by cell as printed."""

    help = (
        "国の資料（国の施策一覧、手引、点検表、版の対照）をJSONで、"
        "国の施策一覧を取り込めるExcelブックで書き出します。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True, metavar="種類")
        measures = parts.add_parser("measures", help="国の施策一覧")
        measures.add_argument("--edition", required=True, metavar="版", help="版（R1 など）")
        guide = parts.add_parser("guide", help="手引")
        guide.add_argument("--edition", required=True, metavar="版", help="版（H30 など）")
        checklist = parts.add_parser("checklist", help="点検表")
        crosswalk = parts.add_parser("crosswalk", help="国の施策一覧の版の対照")
        crosswalk.add_argument(
            "--from", dest="former", required=True, metavar="版", help="前の版（H30 など）"
        )
        crosswalk.add_argument(
            "--to", dest="later", required=True, metavar="版", help="後の版（R1 など）"
        )
        workbook = parts.add_parser("workbook", help="国の施策一覧（Excelブック）")
        workbook.add_argument("--edition", required=True, metavar="版", help="版（R1 など）")
        for part in (measures, guide, checklist, crosswalk, workbook):
            part.add_argument(
                "-o", "--output", default="-", help="書き出すファイル。省くか「-」で標準出力"
            )

    def handle(self, *args: Any, **options: Any) -> None:
        put_out(options["output"], _written(options), told=self.stdout)


def _written(options: dict[str, Any]) -> bytes:
    """Return what the file is to hold; a list is a workbook too where the file is named so."""
    is_workbook = Path(options["output"]).suffix.lower() == ".xlsx"
    if is_workbook and options["part"] not in {"measures", "workbook"}:
        raise CommandError(
            "Excelブック（.xlsx）に書き出せるのは国の施策一覧だけです。"
            ".jsonのファイルにしてください。"
        )
    if is_workbook or options["part"] == "workbook":
        return _workbook(_edition(NationalMeasureEdition, options["edition"]))
    text = json.dumps(_exported(options), ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8")


def _exported(options: dict[str, Any]) -> Any:
    match options["part"]:
        case "measures":
            return export_measures(_edition(NationalMeasureEdition, options["edition"]))
        case "guide":
            return export_guide(_edition(GuideEdition, options["edition"]))
        case "checklist":
            return export_checklist(_checklist())
        case _:
            return _crosswalk(options["former"], options["later"])


def _workbook(edition: NationalMeasureEdition) -> bytes:
    try:
        return export_workbook(edition)
    except WorkbookError as error:
        raise CommandError(str(error)) from error


def _edition(model: type[Edition], code: str) -> Edition:
    edition = model._default_manager.filter(code=code).first()
    if edition is None:
        name = model._meta.verbose_name
        known = "、".join(model._default_manager.values_list("code", flat=True))
        raise CommandError(f"{name} {code} はありません（登録されている版：{known or 'なし'}）。")
    return edition


def _checklist() -> Checklist:
    checklist = Checklist.objects.first()
    if checklist is None:
        raise CommandError(
            "点検表が登録されていません。先に manage.py load_reference を実行してください。"
        )
    return checklist


def _crosswalk(former: str, later: str) -> list[dict[str, Any]]:
    rows = export_crosswalk(former, _edition(NationalMeasureEdition, later))
    if not rows:
        pairs = CrosswalkRow.objects.filter(confirmed_at__isnull=False).order_by(
            "from_edition", "to_edition__code"
        )
        known = "、".join(
            f"{first}→{second}"
            for first, second in pairs.values_list("from_edition", "to_edition__code").distinct()
        )
        raise CommandError(
            f"{former} から {later} への対照はありません（登録されている対照：{known or 'なし'}）。"
        )
    return rows

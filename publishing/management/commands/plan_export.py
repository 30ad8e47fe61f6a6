"""manage.py plan_export PLAN --format json|docx|pdf|xlsx|zip|html|txt -o FILE: a plan as a file."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalog.whole_files import put_out
from plans.models import Edition, Plan
from publishing.errors import RenderingFailed
from publishing.exporting import FORMATS, exported


class Command(BaseCommand):
    """Writes the working copy, or an edition."""

    help = (
        "計画をファイルに書き出します。--edition を付けなければ、今の作業中の内容です"
        "（同じ内容の版があればその版として、なければ「案」として書き出します）。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("plan", help="計画の短い名前（URL）又は番号")
        parser.add_argument("--format", required=True, choices=FORMATS, help="ファイルの形式")
        parser.add_argument(
            "-o", "--output", required=True, help="書き出すファイル。「-」は標準出力"
        )
        parser.add_argument("--edition", type=int, help="版の番号。省くと作業中の内容")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find, render, write."""
        plan = _find_plan(options["plan"])
        edition = None
        if options["edition"] is not None:
            edition = Edition.objects.filter(plan=plan, no=options["edition"]).first()
            if edition is None:
                raise CommandError(f"「{plan.title}」に第{options['edition']}版はありません。")
        try:
            data = exported(plan, options["format"], edition=edition, at=timezone.now())
        except RenderingFailed as failure:
            raise CommandError(str(failure)) from failure
        put_out(options["output"], data, told=self.stdout)


def _find_plan(name: str) -> Plan:
    """Return the plan with that short name or, where no plan has it, with that number."""
    plans = Plan.objects.select_related("organization__municipality", "guide_edition")
    plan = plans.filter(slug=name).first()
    if plan is None and name.isascii() and name.isdigit():
        plan = plans.filter(pk=int(name)).first()
    if plan is None:
        raise CommandError(f"計画「{name}」はありません。短い名前（URL）か番号で指定してください。")
    return plan

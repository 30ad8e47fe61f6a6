"""manage.py run_job NUMBER: do one job in this process, under the limits of a child process."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from publishing.jobs.limits import confine, limits
from publishing.jobs.running import run_job


class Command(BaseCommand):
    """The child process of a job; the site starts it by itself."""

    help = "ファイルの作成を一件行います。ふつうはサイトが自分で動かします。"
    # Every job would pay for the checks of the whole site.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("job", type=int, help="ファイルの作成の番号")
        parser.add_argument("--attempt", type=int, help="見張りが取った回の番号。省くと自分で取る")
        parser.add_argument("--parent", type=int, help="見張りのプロセス番号。それが消えたら終わる")

    def handle(self, *args: Any, **options: Any) -> None:
        """Confine this process, then do the job."""
        confine(limits(), parent=options["parent"])
        run_job(options["job"], attempt=options["attempt"])

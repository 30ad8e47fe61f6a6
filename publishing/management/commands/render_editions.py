"""manage.py render_editions: make the files of all public editions that are not in the store.

Run after an upgrade or a change of fonts, so that no reader waits for the first download.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plans.models import Edition
from publishing.enums import Format
from publishing.errors import RenderingFailed
from publishing.store import render_all, stored


class Command(BaseCommand):
    """Goes through the public editions one by one; one that fails does not stop the others."""

    help = "公表中の版のファイル（Word・PDFなど）のうち、まだ無いものを作ります。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing; end with an error where something could not be made."""
        made, failures = 0, []
        for edition in (
            Edition.objects.public()
            .select_related("plan__organization")
            .order_by("plan__organization__municipality__code", "plan", "no")
        ):
            missing = len(Format) - len(stored(edition))
            if not missing:
                continue
            try:
                render_all(edition, at=timezone.now())
            except RenderingFailed as failure:
                failures.append(f"{edition}：{failure}")
                continue
            made += missing
            self.stdout.write(f"{edition}：{missing}件作成")
        if failures:
            raise CommandError("作れなかった版があります。\n" + "\n".join(failures))
        if not made:
            self.stdout.write("公表中の版のファイルは、全てそろっています。")

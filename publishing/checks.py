"""System checks: what `manage.py check` says about the making of documents."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning

from publishing.fonts import missing_families


def check_fonts(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn where a font of the documents is missing: other fonts would stand in for it."""
    missing = missing_families()
    if not missing:
        return []
    return [
        Warning(
            f"文書のフォントがありません：{'、'.join(missing)}。PDFは別のフォントで作られます。",
            hint=(
                "Debian なら fonts-morisawa-bizud-gothic、fonts-morisawa-bizud-mincho、"
                "fonts-noto-cjk、fonts-symbola を入れてください（make setup が入れます）。"
            ),
            id="publishing.W001",
        )
    ]

"""App configuration."""

from django.apps import AppConfig
from django.core.checks import register

from publishing.checks import check_fonts


class PublishingConfig(AppConfig):
    """Name of the app in Django's registry."""

    name = "publishing"
    verbose_name = "公表"

    def ready(self) -> None:
        """Add the check of the fonts to `manage.py check`."""
        register(check_fonts)

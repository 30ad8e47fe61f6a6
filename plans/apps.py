"""App configuration."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Name of the app in Django's registry."""

    name = "plans"
    verbose_name = "計画"

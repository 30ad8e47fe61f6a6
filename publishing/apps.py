"""App configuration."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Name of the app in Django's registry."""

    name = "publishing"
    verbose_name = "公表"

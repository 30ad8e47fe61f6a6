"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Name of the app in Django's registry."""

    name = "accounts"
    verbose_name = "利用者と団体"

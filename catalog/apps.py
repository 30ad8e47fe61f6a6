"""App configuration."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Name of the app in Django's registry."""

    name = "catalog"
    verbose_name = "国の資料"
    default_auto_field = "django.db.models.BigAutoField"

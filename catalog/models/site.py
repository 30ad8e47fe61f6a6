"""Sites that the state's documents link to and that are no longer there."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q


class RetiredSite(models.Model):
    """A site that was closed; a link to it still stands in the catalogue, as it was printed."""

    host = models.CharField("ホスト名", max_length=200)
    note = models.CharField("説明", max_length=300)
    source = models.TextField("典拠")
    checked_on = models.DateField("確認した日")

    class Meta:
        verbose_name = "閉じたサイト"
        verbose_name_plural = "閉じたサイト"
        ordering = ("host",)
        constraints = (
            models.UniqueConstraint(
                fields=["host"],
                name="retired_site_host_unique",
                violation_error_message="このサイトは既に登録されています。",
            ),
            models.CheckConstraint(
                condition=Q(host__regex=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$"),
                name="retired_site_host_shape",
                violation_error_message="ホスト名は「www.example.go.jp」の形（小文字）です。",
            ),
            models.CheckConstraint(
                condition=~Q(note="") & ~Q(source=""),
                name="retired_site_sourced",
                violation_error_message="閉じたサイトには説明と典拠が要ります。",
            ),
        )

    def __str__(self) -> str:
        return self.host

    def holds(self, url: str) -> bool:
        """Say whether an address lies on this site or on a host below it."""
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:  # such as an unclosed bracket, printed so
            return False
        return host == self.host or host.endswith(f".{self.host}")


def retired_site_of(url: str, sites: Iterable[RetiredSite]) -> RetiredSite | None:
    """Return the closed site that an address lies on, or None."""
    return next((site for site in sites if site.holds(url)), None)

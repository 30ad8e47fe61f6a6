"""Files of figures."""

from django.db import models

from accounts.models import Organization


class FigureFile(models.Model):
    """A picture in the store, named by its hash; plans refer to it by that hash."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="figures", verbose_name="団体"
    )
    sha256 = models.CharField("SHA-256", max_length=64)
    media_type = models.CharField("種類", max_length=20)
    size = models.PositiveIntegerField("バイト数")
    file = models.FileField("ファイル", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "図のファイル"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "sha256"],
                name="figurefile_once",
                violation_error_message="同じ図が既にあります。",
            ),
        )

    def __str__(self) -> str:
        return self.sha256

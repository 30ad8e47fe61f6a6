"""The store of renderings: which file was made from which edition."""

from django.db import models
from django.db.models import Q

from plans.models import Edition
from publishing.enums import Format


class Rendering(models.Model):
    """One file made from an edition; its bytes lie in the storage under `name`.

    `key` says from what it was made: content, record, format, renderer, libraries and fonts
    (publishing/store.py). Two editions that say the same share one rendering, so that `edition`
    is the one it was first made for.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="renderings", verbose_name="版"
    )
    format = models.CharField("形式", max_length=10, choices=Format.choices)
    key = models.CharField("作成の鍵", max_length=64)
    sha256 = models.CharField("ファイルのSHA-256", max_length=64)
    size = models.PositiveIntegerField("バイト数")
    name = models.CharField("保管場所での名前", max_length=200)
    # PDF only: anchor of a heading → page, which the contents list of the DOCX prints.
    pages = models.JSONField("見出しのページ", default=dict, blank=True)
    created_at = models.DateTimeField("作成日時")

    class Meta:
        verbose_name = verbose_name_plural = "作成したファイル"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["key"],
                name="rendering_key_unique",
                violation_error_message="このファイルは既に作られています。",
            ),
            models.CheckConstraint(
                condition=Q(format__in=Format.values),
                name="rendering_format_known",
                violation_error_message="ファイルの形式が正しくありません。",
            ),
            models.CheckConstraint(
                condition=Q(key__regex=r"^[0-9a-f]{64}$") & Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="rendering_hashes_whole",
                violation_error_message="ハッシュは16進数64桁です。",
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1),
                name="rendering_not_empty",
                violation_error_message="空のファイルは保管できません。",
            ),
        )

    def __str__(self) -> str:
        return self.name

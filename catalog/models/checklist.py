"""A practitioner's checklist of what a plan must state; it is no text of the state."""

from django.db import models


class Checklist(models.Model):
    """A checklist with its source; the product says wherever it is shown whose summary it is."""

    code = models.CharField("符号", max_length=40)
    title = models.CharField("題", max_length=200)
    source_note = models.TextField("出典")
    source_url = models.URLField("出典のURL", max_length=500, blank=True)

    class Meta:
        verbose_name = "点検表"
        verbose_name_plural = "点検表"
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                fields=["code"],
                name="checklist_code_unique",
                violation_error_message="この点検表は既に登録されています。",
            ),
        )

    def __str__(self) -> str:
        return self.title


class ChecklistGroup(models.Model):
    """A group of items under one heading."""

    checklist = models.ForeignKey(
        Checklist, verbose_name="点検表", on_delete=models.PROTECT, related_name="groups"
    )
    position = models.PositiveSmallIntegerField("順番")
    title = models.CharField("見出し", max_length=200)

    class Meta:
        verbose_name = "点検表の組"
        verbose_name_plural = "点検表の組"
        ordering = ("checklist", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["checklist", "position"],
                name="checklist_group_position_unique",
                violation_error_message="点検表の組の順番が重なっています。",
            ),
        )

    def __str__(self) -> str:
        return self.title


class ChecklistItem(models.Model):
    """One thing to look at; the marks are as printed: オプション, 推奨, 重要, 有効."""

    group = models.ForeignKey(
        ChecklistGroup, verbose_name="組", on_delete=models.PROTECT, related_name="items"
    )
    position = models.PositiveSmallIntegerField("順番")
    text = models.CharField("項目", max_length=200)
    optional = models.BooleanField("オプション", default=False)
    recommended = models.BooleanField("推奨", default=False)
    important = models.BooleanField("重要", default=False)
    effective = models.BooleanField("有効", default=False)

    class Meta:
        verbose_name = "点検項目"
        verbose_name_plural = "点検項目"
        ordering = ("group", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["group", "position"],
                name="checklist_item_position_unique",
                violation_error_message="点検項目の順番が重なっています。",
            ),
        )

    def __str__(self) -> str:
        return self.text

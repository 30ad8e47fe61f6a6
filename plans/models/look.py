"""The look that an organisation gives its books, and the files that it needs."""

from django.conf import settings
from django.db import models

from accounts.models import Organization
from plans.models.plan import Plan


class HouseLook(models.Model):
    """How the books of an organisation look; a new plan begins with it.

    `data` is a documents.content.Look in the encoding of documents/codec.py. A plan has a copy of
    its own (`Plan.look`), which alone is frozen and printed; only plans/looks.py writes here.
    """

    organization = models.OneToOneField(
        Organization, on_delete=models.PROTECT, related_name="house_look", verbose_name="団体"
    )
    data = models.JSONField("体裁", default=dict, blank=True)
    version = models.PositiveIntegerField("版", default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="最後に変えた人",
    )
    updated_at = models.DateTimeField("最後に変えた日時")

    class Meta:
        verbose_name = verbose_name_plural = "団体の体裁"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(version__gte=1),
                name="houselook_version_positive",
                violation_error_message="版は1以上にしてください。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organization}の体裁"


class LookChange(models.Model):
    """One save of the house look: what it was before and after, by whom. Rows are only added."""

    house_look = models.ForeignKey(
        HouseLook, on_delete=models.PROTECT, related_name="changes", verbose_name="団体の体裁"
    )
    version = models.PositiveIntegerField("版")  # of the house look after the save
    former = models.JSONField("前の体裁", default=dict, blank=True)
    data = models.JSONField("後の体裁", default=dict, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="変えた人",
    )
    changed_by_name = models.CharField("変えた人の氏名", max_length=100)
    changed_at = models.DateTimeField("日時")

    class Meta:
        verbose_name = verbose_name_plural = "体裁の変更"
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(
                fields=["house_look", "version"],
                name="lookchange_version_once",
                violation_error_message="この版の変更は既に記録されています。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.house_look} 版{self.version}"


class LookApplication(models.Model):
    """A plan that took the look with a change, and the look that it had before."""

    change = models.ForeignKey(
        LookChange, on_delete=models.PROTECT, related_name="applications", verbose_name="変更"
    )
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="look_applications", verbose_name="計画"
    )
    former = models.JSONField("前の体裁", default=dict, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "体裁を当てた計画"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["change", "plan"],
                name="lookapplication_once",
                violation_error_message="この計画には既に当てています。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan} {self.change}"


class BaseDocumentFile(models.Model):
    """A .docx of the organisation whose styles its books use, named by its hash.

    Looks name it by that hash: those of plans, of editions and of the house. No deed removes one.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="base_documents", verbose_name="団体"
    )
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("バイト数")
    name = models.CharField("ファイル名", max_length=200)  # as uploaded
    file = models.FileField("ファイル", max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="登録した人",
    )
    uploaded_at = models.DateTimeField("登録日時")

    class Meta:
        verbose_name = verbose_name_plural = "Wordのひな形"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "sha256"],
                name="basedocumentfile_once",
                violation_error_message="同じひな形が既にあります。",
            ),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="basedocumentfile_hash_whole",
                violation_error_message="ハッシュは16進数64桁です。",
            ),
            models.CheckConstraint(
                condition=models.Q(size__gte=1),
                name="basedocumentfile_not_empty",
                violation_error_message="空のファイルは登録できません。",
            ),
        )

    def __str__(self) -> str:
        return self.name

"""Prefectures and municipalities of Japan."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from catalog.enums import MunicipalityKind
from catalog.municipalities import is_valid_code, residents_of, suffix_of


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    """Sets of bodies."""

    def current(self) -> Self:
        """Return the bodies that have not been abolished."""
        return self.filter(valid_to__isnull=True)

    def prefectures(self) -> Self:
        """Return the 47 prefectures."""
        return self.filter(kind=MunicipalityKind.PREFECTURE)

    def municipalities(self) -> Self:
        """Return 市町村 and 特別区, without the prefectures."""
        return self.exclude(kind=MunicipalityKind.PREFECTURE)


class Municipality(models.Model):
    """One 地方公共団体: a prefecture, city, town, village or special ward."""

    code = models.CharField("団体コード", max_length=6, help_text="検査数字を含む6桁")
    name = models.CharField("名称", max_length=40)
    name_kana = models.CharField("よみ", max_length=80)
    kind = models.CharField("種別", max_length=20, choices=MunicipalityKind)
    prefecture = models.ForeignKey(
        "self",
        verbose_name="都道府県",
        on_delete=models.PROTECT,
        related_name="municipalities",
        null=True,
        blank=True,
    )
    url = models.URLField("公式サイト", max_length=200, blank=True)
    valid_from = models.DateField("設置日", null=True, blank=True)
    valid_to = models.DateField("廃止日", null=True, blank=True)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "地方公共団体"
        verbose_name_plural = "地方公共団体"
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                fields=["code"],
                name="municipality_code_unique",
                violation_error_message="この団体コードは既に登録されています。",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{6}$"),
                name="municipality_code_six_digits",
                violation_error_message="団体コードは6桁の数字です。",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="municipality_name_present",
                violation_error_message="団体の名称がありません。",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MunicipalityKind.values),
                name="municipality_kind_known",
                violation_error_message="団体の種別が正しくありません。",
            ),
            models.CheckConstraint(
                condition=Q(kind=MunicipalityKind.PREFECTURE, prefecture__isnull=True)
                | (~Q(kind=MunicipalityKind.PREFECTURE) & Q(prefecture__isnull=False)),
                name="municipality_prefecture_unless_prefecture",
                violation_error_message="市区町村には都道府県を付け、都道府県には付けません。",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="municipality_validity_in_order",
                violation_error_message="廃止日が設置日より前です。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a wrong check digit and an ending that does not belong to the kind.

        Raises:
            ValidationError: with a Japanese message on the field.
        """
        if not is_valid_code(self.code):
            raise ValidationError({"code": "団体コードの検査数字が合いません。"})
        if self.kind in MunicipalityKind.values and not self.suffix:
            raise ValidationError({"name": "名称の末尾が種別と合いません。"})

    @property
    def suffix(self) -> str:
        """The ending of the name: 県・都・道・府・市・区・町・村, or "" where it has none."""
        return suffix_of(self.name, MunicipalityKind(self.kind))

    @property
    def is_prefecture(self) -> bool:
        """Whether 法第9条第1項 (duty) rather than 第3項 (effort) applies to it."""
        return self.kind == MunicipalityKind.PREFECTURE

    @property
    def residents(self) -> str:
        """What its people are called (県民, 市民 …), or "" where the ending does not tell."""
        return residents_of(self.suffix)

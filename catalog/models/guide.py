"""Editions of the guide (策定の手引): chapters, the seven sections of the template, pillars."""

from django.db import models
from django.db.models import Q

from catalog.enums import Audience, LawArticleSource


class GuideEdition(models.Model):
    """One edition of the guide. Once released it changes only by an erratum."""

    code = models.CharField("版", max_length=20)
    title = models.CharField("書名", max_length=200)
    audience = models.CharField("対象", max_length=20, choices=Audience)
    published_on = models.DateField("公表日", null=True, blank=True)
    as_of = models.CharField("時点", max_length=60)
    source_note = models.TextField("出典")
    source_url = models.URLField("出典のURL", max_length=500, blank=True)
    # {"no": 2, "after": the words that carry the mark, "text": the note}
    footnotes = models.JSONField("雛型全体の脚注", default=list, blank=True)
    released_at = models.DateTimeField("確定日時", null=True, blank=True)

    class Meta:
        verbose_name = "手引の版"
        verbose_name_plural = "手引の版"
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                fields=["code"],
                name="guide_edition_code_unique",
                violation_error_message="この手引の版は既に登録されています。",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values),
                name="guide_edition_audience_known",
                violation_error_message="手引の対象が正しくありません。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}（{self.code}）"

    @property
    def is_released(self) -> bool:
        """Whether only an erratum may change it."""
        return self.released_at is not None


class GuideChapter(models.Model):
    """A chapter of Ⅰ総論: what a plan is for and how it is made."""

    edition = models.ForeignKey(
        GuideEdition, verbose_name="版", on_delete=models.PROTECT, related_name="chapters"
    )
    position = models.PositiveSmallIntegerField("順番")
    title = models.CharField("題", max_length=200)
    paragraphs = models.JSONField("本文", default=list, blank=True)
    # {"no": 1, "after": the words that carry the mark, "text": the note}
    footnotes = models.JSONField("脚注", default=list, blank=True)

    class Meta:
        verbose_name = "総論の章"
        verbose_name_plural = "総論の章"
        ordering = ("edition", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "position"],
                name="guide_chapter_position_unique",
                violation_error_message="総論の章の順番が重なっています。",
            ),
        )

    def __str__(self) -> str:
        return self.title


class GuideSection(models.Model):
    """One of the seven sections of the template, with 記載例 and 解説 as printed."""

    edition = models.ForeignKey(
        GuideEdition, verbose_name="版", on_delete=models.PROTECT, related_name="sections"
    )
    no = models.PositiveSmallIntegerField("番号")
    title = models.CharField("題", max_length=200)
    # Null means that the guide prints no example here (section 6); paragraphs end in a line feed.
    example = models.TextField("記載例", null=True, blank=True)  # noqa: DJ001
    explanation = models.JSONField("解説", default=list, blank=True)
    # {"no": 3, "after": the words that carry the mark, "text": the note}
    footnotes = models.JSONField("脚注", default=list, blank=True)
    required_note = models.TextField("必須についての注記", blank=True)

    class Meta:
        verbose_name = "雛型の項"
        verbose_name_plural = "雛型の項"
        ordering = ("edition", "no")
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "no"],
                name="guide_section_no_unique",
                violation_error_message="雛型の項の番号が重なっています。",
            ),
            models.CheckConstraint(
                condition=Q(no__range=(1, 7)),
                name="guide_section_no_1_to_7",
                violation_error_message="雛型の項の番号は1から7です。",
            ),
            models.CheckConstraint(
                condition=Q(example__isnull=True) | ~Q(example=""),
                name="guide_section_example_not_empty",
                violation_error_message="記載例が空文字です。なければ null です。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.no}．{self.title}"

    @property
    def example_paragraphs(self) -> list[str]:
        """The 記載例, one item a paragraph; empty where the guide prints none."""
        return self.example.split("\n") if self.example else []


class Pillar(models.Model):
    """One of the five pillars of the basic policy, or その他 (6)."""

    edition = models.ForeignKey(
        GuideEdition, verbose_name="版", on_delete=models.PROTECT, related_name="pillars"
    )
    no = models.PositiveSmallIntegerField("番号")
    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("短い名称", max_length=60)
    policy = models.TextField("基本的な方針", blank=True)
    law_article = models.CharField("官民データ活用推進基本法の条項", max_length=40, blank=True)
    law_article_source = models.CharField(
        "条項の典拠", max_length=20, choices=LawArticleSource, blank=True
    )

    class Meta:
        verbose_name = "柱"
        verbose_name_plural = "柱"
        ordering = ("edition", "no")
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "no"],
                name="pillar_no_unique",
                violation_error_message="柱の番号が重なっています。",
            ),
            models.CheckConstraint(
                condition=Q(no__range=(1, 6)),
                name="pillar_no_1_to_6",
                violation_error_message="柱の番号は1から6です。",
            ),
            models.CheckConstraint(
                condition=Q(law_article="", law_article_source="")
                | (~Q(law_article="") & Q(law_article_source__in=LawArticleSource.values)),
                name="pillar_law_article_with_source",
                violation_error_message="法の条項には、手引の記載か本システムの読みかを付けます。",
            ),
        )

    def __str__(self) -> str:
        return self.name

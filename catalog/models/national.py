"""Editions of the list of national measures (都道府県の施策に関する国の施策一覧)."""

from django.db import models
from django.db.models import Q

from catalog.enums import AudienceFit
from catalog.models.searched import SearchedQuerySet
from catalog.search import normalise

NOTHING = "-"  # as the list prints a cell that holds nothing


class NationalMeasureEdition(models.Model):
    """One edition of the list. Once released it changes only by an erratum."""

    code = models.CharField("版", max_length=20)
    title = models.CharField("題", max_length=200)
    as_of = models.CharField("時点", max_length=60)
    source_note = models.TextField("出典")
    source_url = models.URLField("出典のURL", max_length=500, blank=True)
    # The columns that this edition prints, in order: {"field": name, "head": as printed}.
    columns = models.JSONField("欄", default=list, blank=True)
    # The names of the columns of 期待される効果, in printed order.
    benefit_names = models.JSONField("期待される効果の欄", default=list, blank=True)
    released_at = models.DateTimeField("確定日時", null=True, blank=True)
    # Who released it on the site; "" where a reference file did.
    released_by = models.CharField("確定した人", max_length=100, blank=True)
    # The workbook that an administrator imported last; empty where a reference file was loaded.
    imported_at = models.DateTimeField("取込み日時", null=True, blank=True)
    imported_by = models.CharField("取り込んだ人", max_length=100, blank=True)
    imported_file = models.CharField("取り込んだファイルのSHA-256", max_length=64, blank=True)

    class Meta:
        verbose_name = "国の施策一覧の版"
        verbose_name_plural = "国の施策一覧の版"
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                fields=["code"],
                name="national_measure_edition_code_unique",
                violation_error_message="この国の施策一覧の版は既に登録されています。",
            ),
            models.CheckConstraint(
                condition=Q(released_by="") | Q(released_at__isnull=False),
                name="national_measure_edition_releaser_dated",
                violation_error_message="確定した人は、確定日時とそろえて記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(imported_at=None, imported_by="", imported_file="")
                | (Q(imported_at__isnull=False) & ~Q(imported_by="") & ~Q(imported_file="")),
                name="national_measure_edition_import_whole",
                violation_error_message="取込みの日時・人・ファイルは、そろえて記録してください。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}（{self.as_of}）"

    @property
    def is_released(self) -> bool:
        """Whether only an erratum may change it."""
        return self.released_at is not None


class NationalMeasure(models.Model):
    """One row of the list, cell by cell as printed."""

    edition = models.ForeignKey(
        NationalMeasureEdition, verbose_name="版", on_delete=models.PROTECT, related_name="measures"
    )
    no = models.PositiveSmallIntegerField("No")
    code = models.CharField("国の施策番号", max_length=10)
    name = models.CharField("施策名", max_length=200)
    kpi_progress = models.JSONField("KPI（進捗）", default=list, blank=True)
    kpi_effect = models.JSONField("KPI（効果）", default=list, blank=True)
    overview = models.JSONField("課題・取組概要（スケジュール・効果）", default=list, blank=True)
    # Null means that nothing is printed; an empty text could not be told from a lost cell.
    pillar_printed = models.CharField(  # noqa: DJ001
        "対応する柱", max_length=100, null=True, blank=True
    )
    pillar_no = models.PositiveSmallIntegerField(
        "柱の番号",
        null=True,
        blank=True,
        help_text="1から5、その他は6。別の名が印刷されたものは空",
    )
    timing = models.CharField(  # noqa: DJ001
        "都道府県官民データ活用推進計画掲載時期", max_length=60, null=True, blank=True
    )
    benefit_marks = models.PositiveSmallIntegerField(
        "期待される効果の○の数",
        help_text="4つの欄のどれに○があるかは元の資料から失われている",
    )
    # Which of the columns are marked, by position from 0; null where only the count is known.
    benefits = models.JSONField("期待される効果", null=True, blank=True)
    support = models.TextField("都道府県等への支援策", blank=True)
    budget_programmes = models.JSONField("予算事業名", default=list, blank=True)
    # {"label": text, "url": address}
    references = models.JSONField("参考URL", default=list, blank=True)
    # {"name": text, "lead": whether ◎ stands before it}
    ministries = models.JSONField("府省庁名", default=list, blank=True)
    # Columns that only some editions print.
    law_articles = models.JSONField("官民データ活用推進基本法の条項", default=list, blank=True)
    audience_printed = models.CharField("都道府県・市町村の別", max_length=60, blank=True)
    extra = models.JSONField("その他の欄", default=dict, blank=True)  # head → text
    audience_fit = models.CharField(
        "向く団体（本システムの読み）", max_length=20, choices=AudienceFit, blank=True
    )
    audience_fit_reason = models.CharField("向く団体の理由", max_length=300, blank=True)
    # Derived for the facets: "|総務省|内閣府|", and whether the cell says anything.
    leads = models.CharField("主担当府省庁", max_length=300, blank=True, editable=False)
    has_support = models.BooleanField("支援策あり", default=False, editable=False)
    has_budget = models.BooleanField("予算事業あり", default=False, editable=False)
    search_text = models.TextField("検索用の本文", blank=True, editable=False)

    objects = SearchedQuerySet["NationalMeasure"].as_manager()

    class Meta:
        verbose_name = "国の施策"
        verbose_name_plural = "国の施策"
        ordering = ("edition", "no")
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "no"],
                name="national_measure_no_unique",
                violation_error_message="国の施策のNoが重なっています。",
            ),
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="national_measure_code_unique",
                violation_error_message="国の施策番号が重なっています。",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{2}-[0-9]{2}$"),
                name="national_measure_code_shape",
                violation_error_message="国の施策番号は「06-16」の形です。",
            ),
            models.CheckConstraint(
                condition=Q(pillar_no__isnull=True)
                | Q(pillar_no__range=(1, 6), pillar_printed__isnull=False),
                name="national_measure_pillar_no_1_to_6",
                violation_error_message="柱の番号は1から6で、印刷された柱があるときだけ付けます。",
            ),
            models.CheckConstraint(
                condition=Q(pillar_printed__isnull=True) | ~Q(pillar_printed=""),
                name="national_measure_pillar_not_empty",
                violation_error_message="対応する柱が空文字です。なければ null です。",
            ),
            models.CheckConstraint(
                condition=Q(timing__isnull=True) | ~Q(timing=""),
                name="national_measure_timing_not_empty",
                violation_error_message="掲載時期が空文字です。なければ null です。",
            ),
            models.CheckConstraint(
                condition=Q(benefit_marks__range=(0, 4)),
                name="national_measure_benefit_marks_0_to_4",
                violation_error_message="期待される効果の○の数は0から4です。",
            ),
            models.CheckConstraint(
                condition=Q(audience_fit__in=["", *AudienceFit.values]),
                name="national_measure_audience_fit_known",
                violation_error_message="向く団体の値が正しくありません。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def lead_names(self) -> list[str]:
        """The ministries that lead (◎), in printed order."""
        return [item["name"] for item in self.ministries if item["lead"]]

    def derive(self) -> None:
        """Set what searches and facets ask for from the printed cells."""
        leads = self.lead_names
        self.leads = f"|{'|'.join(leads)}|" if leads else ""
        self.has_support = self.support not in {"", NOTHING}
        self.has_budget = bool(self.budget_programmes)
        self.search_text = self.compose_search_text()

    @property
    def is_timing_open(self) -> bool:
        """Whether the state had not settled when the measure goes into a plan (時期調整中)."""
        return "時期調整中" in (self.timing or "")

    def compose_search_text(self) -> str:
        """Return every printed cell in the form that `search` compares, one cell a line.

        Addresses are left out: a search for AI would find every 「kaigi」 in them.
        """
        cells = [
            str(self.no),
            self.code,
            self.name,
            *self.kpi_progress,
            *self.kpi_effect,
            *self.overview,
            self.pillar_printed or "",
            self.timing or "",
            self.support,
            *self.budget_programmes,
            *(item["label"] for item in self.references),
            *(item["name"] for item in self.ministries),
            *self.law_articles,
            self.audience_printed,
            *self.extra.values(),
        ]
        return "\n".join(normalise(cell) for cell in cells if cell)

"""Three records, never mixed: Revision (a text), Event (a deed), Edition (frozen content)."""

from typing import Self

from django.conf import settings
from django.db import models

from plans.enums import (
    PUBLIC_EDITION_STATES,
    Deed,
    EditionState,
    PartKind,
    SubmissionOutcome,
)
from plans.models.plan import Plan


class Revision(models.Model):
    """What one part said after a save, and who saved it.

    The text that a part had from the template or from a file has no author; it is kept with the
    first save over it.
    Saves of the same person to the same part within ten minutes share a row; a 起案, a restore
    (both raise the plan's epoch) or another person's save begins a new one (plans/editing.py).
    """

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="revisions", verbose_name="計画"
    )
    part_kind = models.CharField("部分の種類", max_length=20, choices=PartKind.choices)
    part_uid = models.CharField("部分の識別子", max_length=64)
    part_version = models.PositiveIntegerField("版")
    data = models.JSONField("内容")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="書いた人",
    )
    author_name = models.CharField("書いた人の氏名", max_length=100, blank=True)
    reason = models.TextField("理由", blank=True)
    created_at = models.DateTimeField("最初の保存")
    saved_at = models.DateTimeField("最後の保存")
    epoch = models.PositiveIntegerField("区切り", default=0)  # Plan.epoch at the save

    class Meta:
        verbose_name = verbose_name_plural = "変更履歴"
        ordering = ("-pk",)
        indexes = (models.Index(fields=["plan", "part_uid", "-id"], name="revision_of_part"),)

    def __str__(self) -> str:
        return f"{self.part_kind} {self.part_uid} 版{self.part_version}"


class Submission(models.Model):
    """A plan put up for decision (起案): the canonical content that reviewers see."""

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="submissions", verbose_name="計画"
    )
    content_json = models.TextField("内容")
    content_sha256 = models.CharField("内容のハッシュ", max_length=64)
    drafter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="起案者"
    )
    submitted_at = models.DateTimeField("起案日時")
    summary = models.TextField("内容の要約", blank=True)
    reason = models.TextField("改定の理由", blank=True)
    outcome = models.CharField(
        "結果",
        max_length=20,
        choices=SubmissionOutcome.choices,
        default=SubmissionOutcome.PENDING,
    )
    closed_at = models.DateTimeField("終わった日時", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="終えた人",
    )
    closing_comment = models.TextField("差戻しの理由・決裁の意見", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "起案"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(outcome=SubmissionOutcome.PENDING),
                name="submission_one_pending",
                violation_error_message="この計画は既に回議中です。",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    outcome=SubmissionOutcome.PENDING, closed_at=None, closed_by=None
                )
                | (
                    ~models.Q(outcome=SubmissionOutcome.PENDING)
                    & models.Q(closed_at__isnull=False, closed_by__isnull=False)
                ),
                name="submission_closed_pair",
                violation_error_message="結果・日時・人は、そろえて記録してください。",
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    outcome=SubmissionOutcome.DECIDED, closed_by=models.F("drafter")
                ),
                name="submission_not_decided_by_drafter",
                violation_error_message="起案した人は決裁できません。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan_id} {self.get_outcome_display()}"


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions as the business asks for them."""

    def public(self) -> Self:
        """Return those that the public may read."""
        return self.filter(state__in=PUBLIC_EDITION_STATES)


class Edition(models.Model):
    """A decided plan, sealed: content as decided, and the separately hashed record.

    The content never changes. The record gains what becomes known later (公表日); every change of
    it is an event that names the new hash.
    """

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="editions", verbose_name="計画"
    )
    no = models.PositiveIntegerField("版")
    submission = models.OneToOneField(
        Submission,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="edition",
        verbose_name="起案",
    )
    title = models.CharField("計画の名称", max_length=500)
    short_name = models.CharField("略称", max_length=500, blank=True)
    content_json = models.TextField("内容")
    content_sha256 = models.CharField("内容のハッシュ", max_length=64)
    record_json = models.TextField("記録")
    record_sha256 = models.CharField("記録のハッシュ", max_length=64)
    state = models.CharField(
        "状態", max_length=20, choices=EditionState.choices, default=EditionState.DECIDED
    )
    created_at = models.DateTimeField("作成日時")
    published_at = models.DateTimeField("公表日時", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="公表した人",
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "版"
        ordering = ("-no",)
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "no"],
                name="edition_no_unique",
                violation_error_message="この版は既にあります。",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(state=EditionState.PUBLISHED),
                name="edition_one_published",
                violation_error_message="公表済の版が既にあります。",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=EditionState.values),
                name="edition_state_known",
                violation_error_message="版の状態が正しくありません。",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None, published_by=None)
                | models.Q(published_at__isnull=False, published_by__isnull=False),
                name="edition_published_pair",
                violation_error_message="公表の日時と人は、両方そろえてください。",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=PUBLIC_EDITION_STATES)
                | models.Q(published_at__isnull=False),
                name="edition_public_has_date",
                violation_error_message="公表済の版には公表の日時が要ります。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} 第{self.no}版"

    @property
    def is_public(self) -> bool:
        """Say whether the public may read this edition."""
        return self.state in PUBLIC_EDITION_STATES


class Event(models.Model):
    """A deed on a plan. Rows are only ever added: triggers refuse UPDATE and DELETE.

    Each carries the hash of the one before it, and the plan row carries the hash of the last.
    People are kept by name too, for the record outlives their accounts.
    """

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="events", verbose_name="計画"
    )
    seq = models.PositiveIntegerField("通し番号")
    deed = models.CharField("行為", max_length=20, choices=Deed.choices)
    at = models.DateTimeField("日時")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="人",
    )
    by_name = models.CharField("氏名", max_length=100)
    comment = models.TextField("意見・理由", blank=True)
    data = models.JSONField("詳細", default=dict)
    previous_hash = models.CharField("前の記録のハッシュ", max_length=64, blank=True)
    hash = models.CharField("ハッシュ", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "記録"
        ordering = ("seq",)
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "seq"],
                name="event_seq_unique",
                violation_error_message="この番号の記録は既にあります。",
            ),
            models.CheckConstraint(
                condition=models.Q(deed__in=Deed.values),
                name="event_deed_known",
                violation_error_message="行為が正しくありません。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.get_deed_display()}"

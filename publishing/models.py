"""The store of files, and the jobs that make them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from plans.models import Edition, Plan
from publishing.enums import OPEN_JOB_STATES, Format, JobKind, JobState

_HASH = r"^[0-9a-f]{64}$"

_EVERY_FILE: tuple[models.BaseConstraint, ...] = (
    models.CheckConstraint(
        condition=Q(format__in=Format.values),
        name="%(class)s_format_known",
        violation_error_message="ファイルの形式が正しくありません。",
    ),
    models.CheckConstraint(
        condition=Q(key__regex=_HASH) & Q(sha256__regex=_HASH),
        name="%(class)s_hashes_whole",
        violation_error_message="ハッシュは16進数64桁です。",
    ),
    models.CheckConstraint(
        condition=Q(size__gte=1),
        name="%(class)s_not_empty",
        violation_error_message="空のファイルは保管できません。",
    ),
)


class StoredFile(models.Model):
    """A file that was made once; its bytes lie in the storage under `name`.

    `key` says from what it was made: content, record or 案, format, renderer, libraries and fonts
    (publishing/store.py).
    """

    format = models.CharField("形式", max_length=20, choices=Format.choices)
    key = models.CharField("作成の鍵", max_length=64)
    sha256 = models.CharField("ファイルのSHA-256", max_length=64)
    size = models.PositiveIntegerField("バイト数")
    name = models.CharField("保管場所での名前", max_length=200)
    # PDF only: anchor of a heading → page, which the contents list of the DOCX prints.
    pages = models.JSONField("見出しのページ", default=dict, blank=True)
    created_at = models.DateTimeField("作成日時")

    class Meta:
        abstract = True
        ordering = ("pk",)
        constraints = _EVERY_FILE

    def __str__(self) -> str:
        return self.name


class Rendering(StoredFile):
    """A file of an edition. Editions that say the same have a row each and share the bytes.

    A better renderer makes a new row beside the old one. `record_sha256` tells whether the file
    still says what is known of the edition (its 公表日); it is "" for files older than this
    column, which count by their key only.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="renderings", verbose_name="版"
    )
    record_sha256 = models.CharField("記録のハッシュ", max_length=64, blank=True)

    class Meta(StoredFile.Meta):
        verbose_name = verbose_name_plural = "作成したファイル"
        constraints = (
            *_EVERY_FILE,
            models.UniqueConstraint(
                fields=["edition", "key"],
                name="rendering_key_unique",
                violation_error_message="このファイルは既に作られています。",
            ),
        )


class DraftFile(StoredFile):
    """A file of a working copy, marked 案; it goes when it is old and no job names it.

    It is kept apart from the files of editions, so that it can never be served as one.
    """

    class Meta(StoredFile.Meta):
        verbose_name = verbose_name_plural = "案のファイル"
        constraints = (
            *_EVERY_FILE,
            models.UniqueConstraint(
                fields=["key"],
                name="draftfile_key_unique",
                violation_error_message="このファイルは既に作られています。",
            ),
        )


class Job(models.Model):
    """The making of a file of a draft, or of all files of an edition.

    Whoever runs it holds a lease (publishing/jobs/leases.py); `attempts` numbers the leases, so
    that one who lost his cannot write. A draft is sealed in `content_json` when it is asked for
    and until the job ends: the file says what was there at `created_at`.
    """

    kind = models.CharField("種類", max_length=10, choices=JobKind.choices)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="頼んだ人",
    )
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="jobs", verbose_name="計画"
    )
    edition = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="jobs",
        verbose_name="版",
    )
    format = models.CharField("形式", max_length=20, choices=Format.choices, blank=True)
    key = models.CharField("作成の鍵", max_length=64)
    content_sha256 = models.CharField("内容のハッシュ", max_length=64)
    content_json = models.TextField("内容", blank=True)
    state = models.CharField(
        "状態", max_length=10, choices=JobState.choices, default=JobState.WAITING
    )
    attempts = models.PositiveSmallIntegerField("試した回数", default=0)
    lease_until = models.DateTimeField("作業の期限", null=True, blank=True)
    step = models.PositiveSmallIntegerField("済んだ段階", default=0)
    steps = models.PositiveSmallIntegerField("全ての段階", default=0)
    doing = models.CharField("いましていること", max_length=100, blank=True)
    error = models.TextField("作れなかった理由", blank=True)
    reasons = models.JSONField("形式ごとの作れなかった理由", default=dict, blank=True)
    file = models.ForeignKey(
        DraftFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="jobs",
        verbose_name="できたファイル",
    )
    created_at = models.DateTimeField("頼んだ日時")
    called_at = models.DateTimeField("最後に呼び出した日時")
    started_at = models.DateTimeField("始めた日時", null=True, blank=True)
    ended_at = models.DateTimeField("終わった日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "ファイルの作成"
        ordering = ("-pk",)
        indexes = (models.Index(fields=["state", "lease_until"], name="job_open"),)
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "key"],
                condition=Q(state__in=OPEN_JOB_STATES),
                name="job_open_once",
                violation_error_message="このファイルは、いま作っているところです。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=JobState.values),
                name="job_state_known",
                violation_error_message="ファイルの作成の状態が正しくありません。",
            ),
            models.CheckConstraint(
                condition=Q(kind=JobKind.DRAFT, edition=None, format__in=Format.values)
                | Q(kind=JobKind.EDITION, edition__isnull=False, format=""),
                name="job_kind_fits",
                violation_error_message="案のファイルには形式、版のファイルには版が要ります。",
            ),
            models.CheckConstraint(
                condition=Q(key__regex=_HASH) & Q(content_sha256__regex=_HASH),
                name="job_hashes_whole",
                violation_error_message="ハッシュは16進数64桁です。",
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease_until__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(lease_until=None)),
                name="job_running_has_lease",
                violation_error_message="実行中のときだけ、作業の期限があります。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_JOB_STATES, ended_at=None)
                | (~Q(state__in=OPEN_JOB_STATES) & Q(ended_at__isnull=False)),
                name="job_ended_has_time",
                violation_error_message="終わったときは、終わった日時が要ります。",
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.FAILED) & ~Q(error="")
                | ~Q(state=JobState.FAILED) & Q(error=""),
                name="job_failed_says_why",
                violation_error_message="失敗には理由が要ります。",
            ),
            models.CheckConstraint(
                condition=Q(kind=JobKind.DRAFT, state=JobState.DONE, file__isnull=False)
                | (~Q(kind=JobKind.DRAFT, state=JobState.DONE) & Q(file=None)),
                name="job_done_has_file",
                violation_error_message="完了した案の作成にだけ、ファイルがあります。",
            ),
            models.CheckConstraint(
                condition=Q(kind=JobKind.DRAFT, state__in=OPEN_JOB_STATES) & ~Q(content_json="")
                | ~Q(kind=JobKind.DRAFT, state__in=OPEN_JOB_STATES) & Q(content_json=""),
                name="job_open_holds_content",
                violation_error_message="案を作り終えるまでの間だけ、その内容を持ちます。",
            ),
            models.CheckConstraint(
                condition=Q(step__lte=F("steps")),
                name="job_step_within",
                violation_error_message="段階の数が合いません。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan_id} {self.get_kind_display()} {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Say whether the job is still to be done."""
        return self.state in OPEN_JOB_STATES

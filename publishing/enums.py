"""The forms in which a plan is given away, and the conditions of the jobs that make them."""

from django.db import models


class Format(models.TextChoices):
    """A file that can be downloaded; the value is also the ending of its name."""

    DOCX = "docx", "Word"
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Excel"
    ZIP = "zip", "CSV一式"
    JSON = "json", "JSON"
    TXT = "txt", "テキスト"


MEDIA_TYPES: dict[Format, str] = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ZIP: "application/zip",
    Format.JSON: "application/json",
    Format.TXT: "text/plain; charset=utf-8",
}

# What a reader can do with each, said beside its link.
FORMAT_USES: dict[Format, str] = {
    Format.DOCX: "編集や引用に",
    Format.PDF: "印刷や閲覧に",
    Format.XLSX: "施策・KPI・スケジュールの一覧",
    Format.ZIP: "オープンデータ（全ての表と読み方の説明）",
    Format.JSON: "計画ファイル（データとしての利用・取込みに）",
    Format.TXT: "文字だけの版",
}


class JobKind(models.TextChoices):
    """What a job makes."""

    DRAFT = "draft", "案のファイル"
    EDITION = "edition", "版のファイル"


class JobState(models.TextChoices):
    """Where a job stands; publishing/jobs/leases.py alone moves it."""

    WAITING = "waiting", "待ち"
    RUNNING = "running", "実行中"
    DONE = "done", "完了"
    FAILED = "failed", "失敗"
    CANCELLED = "cancelled", "取消"


OPEN_JOB_STATES = (JobState.WAITING, JobState.RUNNING)

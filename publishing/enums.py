"""The forms in which a plan is given away, and the conditions of the jobs that make them."""

from django.db import models


class Format(models.TextChoices):
    """A file that can be downloaded; the last word of the value is the ending of its name."""

    DOCX = "docx", "Word"
    PDF = "pdf", "PDF"
    SUMMARY_PDF = "summary-pdf", "概要版（PDF）"
    SUMMARY_DOCX = "summary-docx", "概要版（Word）"
    ARCHIVE = "archive-pdf", "保存用PDF"
    XLSX = "xlsx", "Excel"
    ZIP = "zip", "CSV一式"
    JSON = "json", "JSON"
    TXT = "txt", "テキスト"

    @property
    def ending(self) -> str:
        """The ending of its name, without the full stop."""
        return self.value.rpartition("-")[2]

    @property
    def variant(self) -> str:
        """What tells it from another file with the same ending, in ASCII; "" for the usual one."""
        return self.value.rpartition("-")[0]


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

MEDIA_TYPES: dict[Format, str] = {
    Format.DOCX: _WORD,
    Format.PDF: "application/pdf",
    Format.SUMMARY_PDF: "application/pdf",
    Format.SUMMARY_DOCX: _WORD,
    Format.ARCHIVE: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ZIP: "application/zip",
    Format.JSON: "application/json",
    Format.TXT: "text/plain; charset=utf-8",
}

# What a reader can do with each, said beside its link.
FORMAT_USES: dict[Format, str] = {
    Format.DOCX: "編集や引用に",
    Format.PDF: "印刷や閲覧に",
    Format.SUMMARY_PDF: "数ページで読みたい方に",
    Format.SUMMARY_DOCX: "概要の編集や引用に",
    Format.ARCHIVE: "長期の保存に（PDF/A。計画ファイルと一覧を添付）",
    Format.XLSX: "施策・KPI・スケジュールの一覧",
    Format.ZIP: "オープンデータ（全ての表と読み方の説明）",
    Format.JSON: "計画ファイル（データとしての利用・取込みに）",
    Format.TXT: "文字だけの版",
}

# What stands in the name of a file after the title, so that no two of a plan have the same name.
VARIANT_MARKS = {"": "", "summary": "_概要版", "archive": "_保存用"}

# A Word file prints in its contents list the pages of the PDF of the same document.
PAGES_OF: dict[Format, Format] = {
    Format.DOCX: Format.PDF,
    Format.SUMMARY_DOCX: Format.SUMMARY_PDF,
}
SUMMARIES = frozenset({Format.SUMMARY_PDF, Format.SUMMARY_DOCX})


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

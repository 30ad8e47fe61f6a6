"""A plan is also given away as a 概要版 and as a PDF/A that carries its data."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0009_look_of_the_house"),
        ("publishing", "0003_more_formats"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="draftfile",
            name="draftfile_format_known",
        ),
        migrations.RemoveConstraint(
            model_name="job",
            name="job_kind_fits",
        ),
        migrations.RemoveConstraint(
            model_name="rendering",
            name="rendering_format_known",
        ),
        migrations.AlterField(
            model_name="draftfile",
            name="format",
            field=models.CharField(
                choices=[
                    ("docx", "Word"),
                    ("pdf", "PDF"),
                    ("summary-pdf", "概要版（PDF）"),
                    ("summary-docx", "概要版（Word）"),
                    ("archive-pdf", "保存用PDF"),
                    ("xlsx", "Excel"),
                    ("zip", "CSV一式"),
                    ("json", "JSON"),
                    ("txt", "テキスト"),
                ],
                max_length=20,
                verbose_name="形式",
            ),
        ),
        migrations.AlterField(
            model_name="job",
            name="format",
            field=models.CharField(
                blank=True,
                choices=[
                    ("docx", "Word"),
                    ("pdf", "PDF"),
                    ("summary-pdf", "概要版（PDF）"),
                    ("summary-docx", "概要版（Word）"),
                    ("archive-pdf", "保存用PDF"),
                    ("xlsx", "Excel"),
                    ("zip", "CSV一式"),
                    ("json", "JSON"),
                    ("txt", "テキスト"),
                ],
                max_length=20,
                verbose_name="形式",
            ),
        ),
        migrations.AlterField(
            model_name="rendering",
            name="format",
            field=models.CharField(
                choices=[
                    ("docx", "Word"),
                    ("pdf", "PDF"),
                    ("summary-pdf", "概要版（PDF）"),
                    ("summary-docx", "概要版（Word）"),
                    ("archive-pdf", "保存用PDF"),
                    ("xlsx", "Excel"),
                    ("zip", "CSV一式"),
                    ("json", "JSON"),
                    ("txt", "テキスト"),
                ],
                max_length=20,
                verbose_name="形式",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "format__in",
                        [
                            "docx",
                            "pdf",
                            "summary-pdf",
                            "summary-docx",
                            "archive-pdf",
                            "xlsx",
                            "zip",
                            "json",
                            "txt",
                        ],
                    )
                ),
                name="draftfile_format_known",
                violation_error_message="ファイルの形式が正しくありません。",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("edition", None),
                        (
                            "format__in",
                            [
                                "docx",
                                "pdf",
                                "summary-pdf",
                                "summary-docx",
                                "archive-pdf",
                                "xlsx",
                                "zip",
                                "json",
                                "txt",
                            ],
                        ),
                        ("kind", "draft"),
                    ),
                    models.Q(("edition__isnull", False), ("format", ""), ("kind", "edition")),
                    _connector="OR",
                ),
                name="job_kind_fits",
                violation_error_message="案のファイルには形式、版のファイルには版が要ります。",
            ),
        ),
        migrations.AddConstraint(
            model_name="rendering",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "format__in",
                        [
                            "docx",
                            "pdf",
                            "summary-pdf",
                            "summary-docx",
                            "archive-pdf",
                            "xlsx",
                            "zip",
                            "json",
                            "txt",
                        ],
                    )
                ),
                name="rendering_format_known",
                violation_error_message="ファイルの形式が正しくありません。",
            ),
        ),
    ]

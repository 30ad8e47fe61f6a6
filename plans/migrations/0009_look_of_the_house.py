"""The look of an organisation, the record of its changes, and base documents for Word."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_login_failure"),
        ("plans", "0008_rows_of_the_correspondence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HouseLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("data", models.JSONField(blank=True, default=dict, verbose_name="体裁")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版")),
                ("updated_at", models.DateTimeField(verbose_name="最後に変えた日時")),
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="house_look",
                        to="accounts.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="最後に変えた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "団体の体裁",
                "verbose_name_plural": "団体の体裁",
            },
        ),
        migrations.CreateModel(
            name="LookChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="版")),
                ("former", models.JSONField(blank=True, default=dict, verbose_name="前の体裁")),
                ("data", models.JSONField(blank=True, default=dict, verbose_name="後の体裁")),
                (
                    "changed_by_name",
                    models.CharField(max_length=100, verbose_name="変えた人の氏名"),
                ),
                ("changed_at", models.DateTimeField(verbose_name="日時")),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="変えた人",
                    ),
                ),
                (
                    "house_look",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="plans.houselook",
                        verbose_name="団体の体裁",
                    ),
                ),
            ],
            options={
                "verbose_name": "体裁の変更",
                "verbose_name_plural": "体裁の変更",
                "ordering": ("-version",),
            },
        ),
        migrations.CreateModel(
            name="LookApplication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("former", models.JSONField(blank=True, default=dict, verbose_name="前の体裁")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="look_applications",
                        to="plans.plan",
                        verbose_name="計画",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="plans.lookchange",
                        verbose_name="変更",
                    ),
                ),
            ],
            options={
                "verbose_name": "体裁を当てた計画",
                "verbose_name_plural": "体裁を当てた計画",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="BaseDocumentFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveIntegerField(verbose_name="バイト数")),
                ("name", models.CharField(max_length=200, verbose_name="ファイル名")),
                ("file", models.FileField(max_length=200, upload_to="", verbose_name="ファイル")),
                ("uploaded_at", models.DateTimeField(verbose_name="登録日時")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="base_documents",
                        to="accounts.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登録した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "Wordのひな形",
                "verbose_name_plural": "Wordのひな形",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "sha256"),
                        name="basedocumentfile_once",
                        violation_error_message="同じひな形が既にあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="basedocumentfile_hash_whole",
                        violation_error_message="ハッシュは16進数64桁です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 1)),
                        name="basedocumentfile_not_empty",
                        violation_error_message="空のファイルは登録できません。",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="houselook",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)),
                name="houselook_version_positive",
                violation_error_message="版は1以上にしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="lookchange",
            constraint=models.UniqueConstraint(
                fields=("house_look", "version"),
                name="lookchange_version_once",
                violation_error_message="この版の変更は既に記録されています。",
            ),
        ),
        migrations.AddConstraint(
            model_name="lookapplication",
            constraint=models.UniqueConstraint(
                fields=("change", "plan"),
                name="lookapplication_once",
                violation_error_message="この計画には既に当てています。",
            ),
        ),
    ]

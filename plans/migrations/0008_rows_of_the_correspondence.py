"""A row of the 対応表 is a fact of the plan."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0007_nationals_of_sealed_editions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="planfact",
            name="planfact_kind_known",
        ),
        migrations.AlterField(
            model_name="planfact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("hat", "根拠"),
                    ("related_plan", "関連する計画"),
                    ("governance_body", "推進体制"),
                    ("process_step", "策定経過"),
                    ("revision_row", "取り込んだ改定履歴"),
                    ("term", "用語"),
                    ("footnote", "脚注"),
                    ("coverage_row", "対応表の行"),
                ],
                max_length=20,
                verbose_name="種類",
            ),
        ),
        migrations.AddConstraint(
            model_name="planfact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "hat",
                            "related_plan",
                            "governance_body",
                            "process_step",
                            "revision_row",
                            "term",
                            "footnote",
                            "coverage_row",
                        ],
                    )
                ),
                name="planfact_kind_known",
                violation_error_message="種類が正しくありません。",
            ),
        ),
    ]

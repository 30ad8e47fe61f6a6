from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0003_first_text_in_history"),
    ]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="revision_table",
            field=models.JSONField(blank=True, default=dict, verbose_name="改定履歴の題と見出し"),
        ),
    ]

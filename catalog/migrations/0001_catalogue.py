"""The tables of the catalogue: municipalities, guide, national measures, errata."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Create the tables of the catalogue."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Erratum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("guide_edition", "手引の版"),
                            ("guide_chapter", "総論の章"),
                            ("guide_section", "雛型の項"),
                            ("pillar", "柱"),
                            ("sample_measure", "施策の記載例"),
                            ("sample_national_measure", "記載例に対応する国の施策"),
                            ("sample_case_ref", "記載例に対応する事例"),
                            ("national_measure_edition", "国の施策一覧の版"),
                            ("national_measure", "国の施策"),
                        ],
                        max_length=40,
                        verbose_name="種類",
                    ),
                ),
                ("edition_code", models.CharField(max_length=20, verbose_name="版")),
                ("key", models.CharField(blank=True, max_length=40, verbose_name="行")),
                ("field", models.CharField(max_length=40, verbose_name="欄")),
                ("old", models.JSONField(null=True, verbose_name="訂正前")),
                ("new", models.JSONField(null=True, verbose_name="訂正後")),
                ("source", models.TextField(verbose_name="典拠")),
                ("date", models.DateField(verbose_name="訂正日")),
            ],
            options={
                "verbose_name": "正誤",
                "verbose_name_plural": "正誤",
                "ordering": ("edition_code", "kind", "key", "field", "date"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "edition_code", "key", "field", "date"),
                        name="erratum_unique",
                        violation_error_message="同じ欄の同じ日の正誤が既に登録されています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "guide_edition",
                                    "guide_chapter",
                                    "guide_section",
                                    "pillar",
                                    "sample_measure",
                                    "sample_national_measure",
                                    "sample_case_ref",
                                    "national_measure_edition",
                                    "national_measure",
                                ],
                            )
                        ),
                        name="erratum_kind_known",
                        violation_error_message="正誤の種類が正しくありません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="erratum_source_present",
                        violation_error_message="正誤には典拠が要ります。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GuideEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="版")),
                ("title", models.CharField(max_length=200, verbose_name="書名")),
                (
                    "audience",
                    models.CharField(
                        choices=[("prefecture", "都道府県"), ("municipality", "市町村")],
                        max_length=20,
                        verbose_name="対象",
                    ),
                ),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="公表日")),
                ("as_of", models.CharField(max_length=60, verbose_name="時点")),
                ("source_note", models.TextField(verbose_name="出典")),
                (
                    "source_url",
                    models.URLField(blank=True, max_length=500, verbose_name="出典のURL"),
                ),
                (
                    "footnotes",
                    models.JSONField(blank=True, default=list, verbose_name="雛型全体の脚注"),
                ),
                (
                    "released_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="確定日時"),
                ),
            ],
            options={
                "verbose_name": "手引の版",
                "verbose_name_plural": "手引の版",
                "ordering": ("code",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code",),
                        name="guide_edition_code_unique",
                        violation_error_message="この手引の版は既に登録されています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["prefecture", "municipality"])),
                        name="guide_edition_audience_known",
                        violation_error_message="手引の対象が正しくありません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NationalMeasureEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="版")),
                ("title", models.CharField(max_length=200, verbose_name="題")),
                ("as_of", models.CharField(max_length=60, verbose_name="時点")),
                ("source_note", models.TextField(verbose_name="出典")),
                (
                    "source_url",
                    models.URLField(blank=True, max_length=500, verbose_name="出典のURL"),
                ),
                (
                    "released_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="確定日時"),
                ),
            ],
            options={
                "verbose_name": "国の施策一覧の版",
                "verbose_name_plural": "国の施策一覧の版",
                "ordering": ("code",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code",),
                        name="national_measure_edition_code_unique",
                        violation_error_message="この国の施策一覧の版は既に登録されています。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pillar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("no", models.PositiveSmallIntegerField(verbose_name="番号")),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("short_name", models.CharField(max_length=60, verbose_name="短い名称")),
                ("policy", models.TextField(blank=True, verbose_name="基本的な方針")),
                (
                    "law_article",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="官民データ活用推進基本法の条項"
                    ),
                ),
                (
                    "law_article_source",
                    models.CharField(
                        blank=True,
                        choices=[("guide", "手引の記載"), ("ours", "本システムの読み")],
                        max_length=20,
                        verbose_name="条項の典拠",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pillars",
                        to="catalog.guideedition",
                        verbose_name="版",
                    ),
                ),
            ],
            options={
                "verbose_name": "柱",
                "verbose_name_plural": "柱",
                "ordering": ("edition", "no"),
            },
        ),
        migrations.CreateModel(
            name="SampleMeasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveSmallIntegerField(verbose_name="通し番号")),
                (
                    "mark",
                    models.CharField(
                        choices=[("◎", "◎ 国との整合を図る施策"), ("○", "○ 地方独自の施策")],
                        max_length=1,
                        verbose_name="印",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="施策名")),
                ("field", models.CharField(max_length=60, verbose_name="分野")),
                ("body", models.JSONField(blank=True, default=list, verbose_name="本文")),
                ("kpis", models.JSONField(blank=True, default=list, verbose_name="KPI")),
                (
                    "schedule",
                    models.JSONField(blank=True, default=list, verbose_name="スケジュール"),
                ),
                (
                    "audience_fit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("prefecture", "都道府県"),
                            ("municipality", "市町村"),
                            ("both", "両方"),
                            ("rewrite", "要書換え"),
                        ],
                        max_length=20,
                        verbose_name="向く団体（本システムの読み）",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sample_measures",
                        to="catalog.guideedition",
                        verbose_name="版",
                    ),
                ),
                (
                    "pillar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sample_measures",
                        to="catalog.pillar",
                        verbose_name="柱",
                    ),
                ),
            ],
            options={
                "verbose_name": "施策の記載例",
                "verbose_name_plural": "施策の記載例",
                "ordering": ("edition", "seq"),
            },
        ),
        migrations.CreateModel(
            name="SampleCaseRef",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("no", models.CharField(max_length=10, verbose_name="事例集の番号")),
                ("title", models.CharField(max_length=200, verbose_name="題")),
                ("organisation", models.CharField(max_length=60, verbose_name="団体")),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_refs",
                        to="catalog.samplemeasure",
                        verbose_name="記載例",
                    ),
                ),
            ],
            options={
                "verbose_name": "記載例に対応する事例",
                "verbose_name_plural": "記載例に対応する事例",
                "ordering": ("sample", "position"),
            },
        ),
        migrations.CreateModel(
            name="SampleNationalMeasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("name", models.CharField(max_length=200, verbose_name="施策名")),
                ("recap", models.BooleanField(default=False, verbose_name="再掲")),
                ("bullets", models.JSONField(blank=True, default=list, verbose_name="説明")),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="national_measures",
                        to="catalog.samplemeasure",
                        verbose_name="記載例",
                    ),
                ),
            ],
            options={
                "verbose_name": "記載例に対応する国の施策",
                "verbose_name_plural": "記載例に対応する国の施策",
                "ordering": ("sample", "position"),
            },
        ),
        migrations.CreateModel(
            name="GuideChapter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("title", models.CharField(max_length=200, verbose_name="題")),
                ("paragraphs", models.JSONField(blank=True, default=list, verbose_name="本文")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chapters",
                        to="catalog.guideedition",
                        verbose_name="版",
                    ),
                ),
            ],
            options={
                "verbose_name": "総論の章",
                "verbose_name_plural": "総論の章",
                "ordering": ("edition", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "position"),
                        name="guide_chapter_position_unique",
                        violation_error_message="総論の章の順番が重なっています。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GuideSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("no", models.PositiveSmallIntegerField(verbose_name="番号")),
                ("title", models.CharField(max_length=200, verbose_name="題")),
                ("example", models.TextField(blank=True, null=True, verbose_name="記載例")),
                ("explanation", models.JSONField(blank=True, default=list, verbose_name="解説")),
                ("footnotes", models.JSONField(blank=True, default=list, verbose_name="脚注")),
                ("required_note", models.TextField(blank=True, verbose_name="必須についての注記")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="catalog.guideedition",
                        verbose_name="版",
                    ),
                ),
            ],
            options={
                "verbose_name": "雛型の項",
                "verbose_name_plural": "雛型の項",
                "ordering": ("edition", "no"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "no"),
                        name="guide_section_no_unique",
                        violation_error_message="雛型の項の番号が重なっています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("no__range", (1, 7))),
                        name="guide_section_no_1_to_7",
                        violation_error_message="雛型の項の番号は1から7です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("example__isnull", True),
                            models.Q(("example", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="guide_section_example_not_empty",
                        violation_error_message="記載例が空文字です。なければ null です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Municipality",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="検査数字を含む6桁", max_length=6, verbose_name="団体コード"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("name_kana", models.CharField(max_length=80, verbose_name="よみ")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("prefecture", "都道府県"),
                            ("city", "市"),
                            ("town", "町"),
                            ("village", "村"),
                            ("special_ward", "特別区"),
                        ],
                        max_length=20,
                        verbose_name="種別",
                    ),
                ),
                ("url", models.URLField(blank=True, verbose_name="公式サイト")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="設置日")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="廃止日")),
                (
                    "prefecture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="municipalities",
                        to="catalog.municipality",
                        verbose_name="都道府県",
                    ),
                ),
            ],
            options={
                "verbose_name": "地方公共団体",
                "verbose_name_plural": "地方公共団体",
                "ordering": ("code",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code",),
                        name="municipality_code_unique",
                        violation_error_message="この団体コードは既に登録されています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9]{6}$")),
                        name="municipality_code_six_digits",
                        violation_error_message="団体コードは6桁の数字です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="municipality_name_present",
                        violation_error_message="団体の名称がありません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["prefecture", "city", "town", "village", "special_ward"])
                        ),
                        name="municipality_kind_known",
                        violation_error_message="団体の種別が正しくありません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "prefecture"), ("prefecture__isnull", True)),
                            models.Q(
                                models.Q(("kind", "prefecture"), _negated=True),
                                ("prefecture__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="municipality_prefecture_unless_prefecture",
                        violation_error_message="市区町村には都道府県を付け、都道府県には付けません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="municipality_validity_in_order",
                        violation_error_message="廃止日が設置日より前です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NationalMeasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("no", models.PositiveSmallIntegerField(verbose_name="No")),
                ("code", models.CharField(max_length=10, verbose_name="国の施策番号")),
                ("name", models.CharField(max_length=200, verbose_name="施策名")),
                (
                    "kpi_progress",
                    models.JSONField(blank=True, default=list, verbose_name="KPI（進捗）"),
                ),
                (
                    "kpi_effect",
                    models.JSONField(blank=True, default=list, verbose_name="KPI（効果）"),
                ),
                (
                    "overview",
                    models.JSONField(
                        blank=True,
                        default=list,
                        verbose_name="課題・取組概要（スケジュール・効果）",
                    ),
                ),
                (
                    "pillar_printed",
                    models.CharField(
                        blank=True, max_length=100, null=True, verbose_name="対応する柱"
                    ),
                ),
                (
                    "pillar_no",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="1から5、その他は6。別の名が印刷されたものは空",
                        null=True,
                        verbose_name="柱の番号",
                    ),
                ),
                (
                    "timing",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        null=True,
                        verbose_name="都道府県官民データ活用推進計画掲載時期",
                    ),
                ),
                (
                    "benefit_marks",
                    models.PositiveSmallIntegerField(
                        help_text="4つの欄のどれに○があるかは元の資料から失われている",
                        verbose_name="期待される効果の○の数",
                    ),
                ),
                ("support", models.TextField(blank=True, verbose_name="都道府県等への支援策")),
                (
                    "budget_programmes",
                    models.JSONField(blank=True, default=list, verbose_name="予算事業名"),
                ),
                ("references", models.JSONField(blank=True, default=list, verbose_name="参考URL")),
                ("ministries", models.JSONField(blank=True, default=list, verbose_name="府省庁名")),
                (
                    "audience_fit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("prefecture", "都道府県"),
                            ("municipality", "市町村"),
                            ("both", "両方"),
                            ("rewrite", "要書換え"),
                        ],
                        max_length=20,
                        verbose_name="向く団体（本システムの読み）",
                    ),
                ),
                (
                    "search_text",
                    models.TextField(blank=True, editable=False, verbose_name="検索用の本文"),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="catalog.nationalmeasureedition",
                        verbose_name="版",
                    ),
                ),
            ],
            options={
                "verbose_name": "国の施策",
                "verbose_name_plural": "国の施策",
                "ordering": ("edition", "no"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "no"),
                        name="national_measure_no_unique",
                        violation_error_message="国の施策のNoが重なっています。",
                    ),
                    models.UniqueConstraint(
                        fields=("edition", "code"),
                        name="national_measure_code_unique",
                        violation_error_message="国の施策番号が重なっています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9]{2}-[0-9]{2}$")),
                        name="national_measure_code_shape",
                        violation_error_message="国の施策番号は「06-16」の形です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pillar_no__isnull", True),
                            models.Q(
                                ("pillar_no__range", (1, 6)), ("pillar_printed__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="national_measure_pillar_no_1_to_6",
                        violation_error_message="柱の番号は1から6で、印刷された柱があるときだけ付けます。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pillar_printed__isnull", True),
                            models.Q(("pillar_printed", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="national_measure_pillar_not_empty",
                        violation_error_message="対応する柱が空文字です。なければ null です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("timing__isnull", True),
                            models.Q(("timing", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="national_measure_timing_not_empty",
                        violation_error_message="掲載時期が空文字です。なければ null です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("benefit_marks__range", (0, 4))),
                        name="national_measure_benefit_marks_0_to_4",
                        violation_error_message="期待される効果の○の数は0から4です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "audience_fit__in",
                                ["", "prefecture", "municipality", "both", "rewrite"],
                            )
                        ),
                        name="national_measure_audience_fit_known",
                        violation_error_message="向く団体の値が正しくありません。",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="pillar",
            constraint=models.UniqueConstraint(
                fields=("edition", "no"),
                name="pillar_no_unique",
                violation_error_message="柱の番号が重なっています。",
            ),
        ),
        migrations.AddConstraint(
            model_name="pillar",
            constraint=models.CheckConstraint(
                condition=models.Q(("no__range", (1, 6))),
                name="pillar_no_1_to_6",
                violation_error_message="柱の番号は1から6です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="pillar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("law_article", ""), ("law_article_source", "")),
                    models.Q(
                        models.Q(("law_article", ""), _negated=True),
                        ("law_article_source__in", ["guide", "ours"]),
                    ),
                    _connector="OR",
                ),
                name="pillar_law_article_with_source",
                violation_error_message="法の条項には、手引の記載か本システムの読みかを付けます。",
            ),
        ),
        migrations.AddConstraint(
            model_name="samplemeasure",
            constraint=models.UniqueConstraint(
                fields=("edition", "seq"),
                name="sample_measure_seq_unique",
                violation_error_message="記載例の通し番号が重なっています。",
            ),
        ),
        migrations.AddConstraint(
            model_name="samplemeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("mark__in", ["◎", "○"])),
                name="sample_measure_mark_known",
                violation_error_message="記載例の印は◎か○です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="samplemeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("audience_fit__in", ["", "prefecture", "municipality", "both", "rewrite"])
                ),
                name="sample_measure_audience_fit_known",
                violation_error_message="向く団体の値が正しくありません。",
            ),
        ),
        migrations.AddConstraint(
            model_name="samplecaseref",
            constraint=models.UniqueConstraint(
                fields=("sample", "position"),
                name="sample_case_ref_position_unique",
                violation_error_message="対応する事例の順番が重なっています。",
            ),
        ),
        migrations.AddConstraint(
            model_name="samplenationalmeasure",
            constraint=models.UniqueConstraint(
                fields=("sample", "position"),
                name="sample_national_measure_position_unique",
                violation_error_message="対応する国の施策の順番が重なっています。",
            ),
        ),
    ]

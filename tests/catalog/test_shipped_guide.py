"""The guide that the product ships, against the printed source.

The expected texts were typed from the source, not taken from the file under test.
"""

import pytest

from catalog.models import GuideEdition, GuideSection, Pillar, SampleMeasure

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]


def section(no: int) -> GuideSection:
    return GuideSection.objects.get(edition__code="H30", no=no)


def test_guide_edition():
    edition = GuideEdition.objects.get(code="H30")
    assert (edition.title, edition.audience, edition.as_of, edition.is_released) == (
        "都道府県官民データ活用推進計画策定の手引",
        "prefecture",
        "平成30年時点",
        False,
    )


def test_footnote_of_the_whole_template():
    assert GuideEdition.objects.get(code="H30").footnotes == [
        {
            "no": 2,
            "after": "Ⅱ　都道府県官民データ活用推進計画の雛型",
            "text": "本雛型の各項における記載例で使用している計画名については、適宜各都道府県における名称に読み替えてください。",
        }
    ]


def test_section_titles():
    rows = GuideSection.objects.filter(edition__code="H30").values_list("no", "title")
    assert list(rows) == [
        (1, "○○県の現状及び課題"),
        (2, "○○県官民データ活用推進計画の目的"),
        (3, "○○県官民データ活用推進計画の位置付け"),
        (4, "○○県官民データ活用推進計画の推進体制"),
        (5, "官民データ活用の推進に関する施策の基本的な方針"),
        (6, "官民データ活用の推進に係る個別施策"),
        (7, "セキュリティ及び個人情報の適正な取扱いの確保"),
    ]


def test_section_1():
    row = section(1)
    assert (row.example_paragraphs, row.explanation, row.footnotes, row.required_note) == (
        [
            "○○県は47都道府県の中でも少子・高齢化の進展が特に顕著となっており、それに伴う税収の落ち込みは地域サービスの提供及び安定的な行政運営に対する大きな課題となっている。今後も安定的な行政運営を確保し、地域サービスの質を維持していくためには、行政手続の電子化による業務効率の向上や民間活力と官民データの活用による地域課題の自発的解消の促進が極めて重要である。"
        ],
        [
            "官民データ活用推進基本計画の策定においては、先ず、都道府県における現状や直面する課題を正しく把握することが重要です。",
            "このため、本項では、これら現状や課題に関し、過去の取組の経緯を整理し、評価・分析するとともに、近隣の地方公共団体での類似の事例を参考にしつつ、これらを踏まえた客観的な事実に基づいて現状や課題を記述いただくことを想定しております。",
            "なお、課題として記述する内容については、庁内の課題に留まらず、記載例にあるような「少子・高齢化の進展」など都道府県が抱える課題や、都道府県にとって重要と考えられる課題を記述いただければと思います。",
            "また、住民に分かりやすくなるよう、統計情報、グラフ、イメージ図などを活用していただくことも検討してください。",
        ],
        [],
        "",
    )


def test_section_2_has_two_paragraphs_without_indent():
    assert section(2).example_paragraphs == [
        "○○県官民データ活用推進計画は、「世界最先端デジタル国家創造宣言・官民データ活用推進基本計画（平成30年６月15日閣議決定）」を受けて、○○県内の官民データ活用の推進を図るとともに、国の施策と都道府県の施策の整合を担保することで、広域的なデータ流通の円滑な促進に寄与し、将来的な地域課題の自発的な解消や全国的な行政及び民間のサービス水準の向上に繋げ、住民の利便性向上に寄与するとともに、データの利活用を通じた地域経済の活性化に繋げる。",
        "また、業務・システムの標準化やクラウド利用の推進により、必要経費の削減や職員の事務負担の軽減を図るとともに、新たなサービスの提供や更なる業務の効率化を通じ、○○県が抱える諸問題の解消を図ることを目的とする。",
    ]


def test_section_3_and_its_footnote():
    row = section(3)
    assert (row.example, row.explanation, row.footnotes) == (
        "○○県官民データ活用推進計画は、○○県総合計画（平成○年○月）に基づき定める○○県情報化基本計画（平成○年○月）において推進することとされている、「BPR推進の取組」、「オープンデータ化推進の取組」、「個人番号カードの普及及び活用に係る取組」、「デジタルデバイド解消の取組」及び「クラウド化推進の取組」について具体的な施策を定めるものとし、○○県情報化基本計画の下位計画として位置付ける。",
        [
            "本項は、都道府県が策定する官民データ活用推進計画を実行性のあるものとするため、当該計画の位置付けを明確にすることが重要との観点から記述することを想定しております。",
            "都道府県におかれては、総合計画や情報化基本計画等各種計画や基本施策が既に存在しているようであれば、これら既存の計画等との関係性を明確にすることが必要かと思います。",
        ],
        [
            {
                "no": 3,
                "after": "○○県情報化基本計画の下位計画",
                "text": "記載例として他の計画との関係を明示する必要性から、「下位計画」という記載を行っています。官民データ活用推進計画を他の計画の下位計画とすることは必須ではありません。",
            }
        ],
    )


def test_section_5_opens_with_the_five_and_says_that_not_all_are_needed():
    row = section(5)
    lines = row.example_paragraphs
    assert (lines[0], lines[1::2], len(lines), row.required_note) == (
        "官民データ活用の推進に関する施策については、「手続における情報通信の技術の利用等に関する取組」、「官民データの容易な利用等に係る取組」、「個人番号カードの普及及び活用に係る取組」、「利用の機会等格差の是正に係る取組」及び「情報システムに係る規格の整備及び互換性の確保等に係る取組」の5つの取組を柱とし、それぞれの柱に係る基本的な方針は次のとおりとする。",
        [
            "(1) 手続における情報通信の技術の利用等に係る取組(オンライン化原則)",
            "(2) 官民データの容易な利用等に係る取組（オープンデータの推進）",
            "(3) 個人番号カードの普及及び活用に係る取組（マイナンバーカードの普及・活用）",
            "(4) 利用の機会等の格差の是正に係る取組（デジタルデバイド対策等）",
            "(5) 情報システムに係る規格の整備及び互換性の確保等に係る取組（標準化、デジタル化、システム改革、BPR）",
        ],
        11,
        "※必ずしも５つの柱すべてが必須ではなく、自治体の実情に応じて、適宜掲載してください。",
    )


def test_section_6_has_no_example_and_the_footnotes_of_the_samples():
    row = section(6)
    assert (row.example, len(row.explanation), [(n["no"], n["after"]) for n in row.footnotes]) == (
        None,
        4,
        [(4, "電子行政"), (5, "【対応する国の施策】"), (6, "【対応する事例集の施策】")],
    )


def test_section_7_stops_before_the_boxes_of_the_figure():
    row = section(7)
    assert (row.example, row.explanation[-1], len(row.explanation), row.footnotes) == (
        "○○県官民データ活用推進計画の実施に当たっては、「サイバーセキュリティ基本法（平成26年法律第104号）」、「サイバーセキュリティ戦略（平成27年９月４日閣議決定）」、「地方公共団体における情報セキュリティポリシーに関するガイドライン」、「○○県情報セキュリティ基準」に基づく適切な情報システムの運用体制を確保するほか、「個人情報の保護に関する法律」及び「○○県個人情報保護条例」に基づく適切なデータの公開、運用を図ることとし、データ活用に係る地域住民の不安の払拭に努めることとする。",
        "従いまして、改定されたガイドラインに基づき、各地方公共団体におかれましては、情報セキュリティポリシーを改定していただき、情報セキュリティポリシーに基づいた適切な対応をしていただければと思います。",
        5,
        [
            {
                "no": 7,
                "after": "「個人情報の保護に関する法律",
                "text": "個人情報の保護に関する法律では、地方公共団体の保有する個人情報はその保護の対象とはなりませんが、地方公共団体は本法律の趣旨にのっとり、その区域の特性に応じて、個人情報の適正な取扱いを確保するために必要な施策を策定・実施する責務を有するとされています。",
            }
        ],
    )


def test_pillars():
    rows = Pillar.objects.filter(edition__code="H30").values_list(
        "no", "name", "short_name", "law_article", "law_article_source"
    )
    assert list(rows) == [
        (1, "手続における情報通信の技術の利用等に係る取組", "オンライン化原則", "第10条第1項", "guide"),
        (2, "官民データの容易な利用等に係る取組", "オープンデータの推進", "第11条第1項", "guide"),
        (3, "個人番号カードの普及及び活用に係る取組", "マイナンバーカードの普及・活用", "第13条", "guide"),
        (4, "利用の機会等の格差の是正に係る取組", "デジタルデバイド対策等", "第14条", "guide"),
        (
            5,
            "情報システムに係る規格の整備及び互換性の確保等に係る取組",
            "標準化、デジタル化、システム改革・BPR",
            "第15条第1項",
            "guide",
        ),
        (6, "その他", "パーソナルデータの利活用の環境整備に係る取組等", "第12条", "ours"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("no", "policy"),
    [
        (1, "「すぐ使える」「簡単」「便利」な行政サービスを実現するため、従来の紙文化から脱却し、官民データ利活用に向けた行政手続等におけるオンライン化の原則、それに伴う情報システム改革・業務の見直し（BPR）を推進する。併せて、行政手続等におけるオンライン化の原則を実現するため、住民や職員等の利用者側におけるオンライン化についても利用を促進する。"),
        (4, "地理的な制約、年齢、身体的な条件その他の要因に基づく情報通信技術の利用の機会又は活用のための能力における格差の是正を図るため、官民データ活用を通じたサービスの開発及び提供その他の必要な措置を講ずる。"),
        (5, "行政サービスの利便性の向上や行政運営の効率化を図るため、総合的なデジタル化、業務の見直し（BPR）や情報システムの改革を推進する。具体的には、情報システムについては、クラウド化を促進することで、情報システムの運用経費削減、セキュリティ水準の向上、災害時における業務継続性の確保を図る。また、○○県内における各種データの標準化（共通語彙基盤、文字情報基盤、地域情報プラットフォーム標準仕様、中間標準レイアウト仕様への準拠等）を図り、官民でのデータ流通を促進することで、民間の活力を活用した地域課題の解決に繋げる。"),
        (6, ""),
    ],
)  # fmt: skip
def test_pillar_policies(no, policy):
    assert Pillar.objects.get(edition__code="H30", no=no).policy == policy


def test_samples():
    rows = SampleMeasure.objects.filter(edition__code="H30").values_list(
        "seq", "pillar__no", "mark", "name", "field"
    )
    assert list(rows) == [
        (1, 1, "◎", "行政手続の棚卸", "電子行政"),
        (5, 2, "◎", "各種保有情報等に係るオープンデータ化の促進", "電子行政"),
        (14, 3, "◎", "コンビニ交付サービスの導入推進", "電子行政"),
        (21, 4, "○", "県内におけるフリーWi-Fiの整備", "観光"),
        (23, 5, "◎", "利用者中心の業務改革（BPR）の推進", "電子行政"),
    ]


def test_sample_1_with_its_national_measure():
    row = SampleMeasure.objects.get(edition__code="H30", seq=1)
    nationals = list(row.national_measures.values_list("name", "recap", "bullets"))
    assert (row.body, row.kpis, row.schedule, nationals, row.case_refs.count()) == (
        [
            "国が実施する棚卸しの進捗や結果を踏まえつつ、○○県及び市町村において電子化を優先的に取り組むべき手続とその方策を決定するとともに、具体的な取組、目標及びその達成時期について早期に定めることとする。また、優先的に取り組むべき手続のうち、市町村が実施し、○○県が取りまとめる手続については、○○県が具体的な方針を設定し、その推進を図る。",
            "手続の電子化に当たっては、フロント部分のオンライン化に留まらず、「情報システムに係る規格の整備及び互換性の確保等に係る取組」と連動し、○○県全体として、情報システムの改革、制度や業務そのものの見直しを併せて実施する。",
            "また、棚卸しに基づくオンライン化原則に向けた業務の見直し（BPR）やシステム改革の推進に当たっては、マイナンバー制度による情報連携やマイナンバーカードの活用を前提に必要な取組を進める。",
        ],
        ["オンライン利用率"],
        [
            "平成30年５月に策定した「地方公共団体オンライン利用促進指針」に基づき、平成○○年度末までに○○県における取組方針を取りまとめる。"
        ],
        [
            (
                "地方公共団体の行政手続のオンライン利用促進",
                False,
                [
                    "利用者の利便性向上や業務の効率化のため、行政手続のオンライン化が必要。",
                    "平成30年５月に策定した「地方公共団体オンライン利用促進指針」に基づき、地方公共団体は、必要に応じて官民データ活用推進計画に組み込んだ上で、行政手続のオンライン利用を推進。",
                    "これにより、国民が窓口に出向かず各種行政サービスの申請をWeb上で完結できること、行政機関等からの情報をWeb上でプッシュ型通知により受けることができること等を実現できる環境を整備。",
                ],
            )
        ],
        0,
    )


def test_sample_14_has_one_statement_over_two_lines():
    row = SampleMeasure.objects.get(edition__code="H30", seq=14)
    assert row.schedule == [
        "平成○年までにコンビニ交付サービス導入市町村数○自治体を達成（県内人口の○割を達成）"
    ]


def test_sample_21_names_five_cases_and_keeps_the_odd_circle():
    row = SampleMeasure.objects.get(edition__code="H30", seq=21)
    assert (
        row.body[0][:5],
        row.kpis,
        row.schedule,
        list(row.case_refs.values_list("position", "no", "title", "organisation")),
        row.national_measures.count(),
    ) == (
        "〇〇県では",
        ["認証方法の統一のための検討会の立ち上げ", "認証方法の統一の実現"],
        [
            "平成〇年までに認証方法の統一のための検討会の立ち上げ",
            "平成〇年までに認証方法の統一を実現",
        ],
        [
            (1, "4-2", "えひめフリーWi-Fiプロジェクト", "愛媛県"),
            (2, "4-3", "和歌山フリーWi-Fi大作戦", "和歌山県"),
            (3, "4-4", "Fukuoka City Wi-Fi～新たな時代の都市インフラ～", "福岡市"),
            (4, "4-5", "タブレット活用等を想定した校内無線LAN環境の構築", "前橋市教育委員会"),
            (5, "4-6", "既存インフラ等を活用した公衆無線LAN「かわさきWi-Fi」の整備", "川崎市"),
        ],
        0,
    )


def test_sample_23_repeats_two_national_measures():
    row = SampleMeasure.objects.get(edition__code="H30", seq=23)
    assert [(str(item), item.recap, len(item.bullets)) for item in row.national_measures.all()] == [
        ("国・地方を通じた行政全体のデジタル化（再掲）", True, 3),
        ("サービスデザイン思考に基づく業務改革（BPR）の推進（再掲）", True, 3),
    ]

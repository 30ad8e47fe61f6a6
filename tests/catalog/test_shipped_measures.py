"""The national measures that the product ships, against the printed source.

The expected texts were typed from the source, not taken from the file under test.
"""

import pytest

from catalog.models import NationalMeasure, NationalMeasureEdition

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]


def measure(code: str) -> dict:
    """The printed cells of one national measure."""
    row = NationalMeasure.objects.get(edition__code="R1", code=code)
    return {
        "no": row.no,
        "name": row.name,
        "kpi_progress": row.kpi_progress,
        "kpi_effect": row.kpi_effect,
        "overview": row.overview,
        "pillar": row.pillar_printed,
        "pillar_no": row.pillar_no,
        "timing": row.timing,
        "benefit_marks": row.benefit_marks,
        "support": row.support,
        "budget_programmes": row.budget_programmes,
        "references": row.references,
        "ministries": row.ministries,
    }


def test_list_edition():
    edition = NationalMeasureEdition.objects.get(code="R1")
    assert (edition.as_of, edition.is_released) == ("令和元年10月時点", False)


def test_measures_at_a_glance():
    rows = NationalMeasure.objects.filter(edition__code="R1")
    assert [
        (row.no, row.code, row.pillar_no, row.timing, row.benefit_marks, len(row.overview))
        for row in rows
    ] == [
        (2, "01-06", 1, "平成30年度から", 2, 3),
        (13, "02-06", 2, "平成31年度以降", 4, 3),
        (16, "02-17", 2, "時期調整中", 1, 3),
        (28, "05-04", 3, "平成29年度から", 3, 3),
        (29, "05-06", 3, "平成29年度から", 2, 3),
        (31, "06-02", 4, "平成29年度から", 3, 3),
        (32, "06-06", 4, "平成29年度から", 2, 3),
        (42, "07-03", 5, "平成29年度から", 1, 3),
        (65, "10-03", 6, "平成31年度以降", 2, 3),
        (73, "10-04", 6, "平成29年度から", 2, 3),
    ]


def test_measure_01_06():
    assert measure("01-06") == {
        "no": 2,
        "name": "地方公共団体の行政手続のオンライン利用促進",
        "kpi_progress": [
            "「地方公共団体における行政手続のオンライン利用の状況」に関する調査・公表継続実施"
        ],
        "kpi_effect": ["未設定（令和元年度中に検討）"],
        "overview": [
            "利用者の利便性向上や業務の効率化のため、行政手続のオンライン化が必要。",
            "平成30年５月に策定した「地方公共団体オンライン利用促進指針」に基づき、地方公共団体は、必要に応じて官民データ活用推進計画に組み込んだ上で、行政手続のオンライン利用を推進。",
            "これにより、国民が窓口に出向かず各種行政サービスの申請をオンラインで完結できること、行政機関等からの情報をプッシュ型通知により受けることができること等を実現できる環境を整備。",
        ],
        "pillar": "手続における情報通信の技術の利用等",
        "pillar_no": 1,
        "timing": "平成30年度から",
        "benefit_marks": 2,
        "support": "国民等が窓口に出向かず各種申請をWeb上で完結できることや、行政機関等からの情報をWeb上でプッシュ型通知により受け取ることができるようにするため、地方公共団体が優先的に取り組むべき手続とその方策を平成29年度末までに取りまとめ、資料として提供予定。",
        "budget_programmes": [],
        "references": [],
        "ministries": [
            {"name": "総務省", "lead": True},
            {"name": "内閣官房", "lead": False},
            {"name": "全府省庁", "lead": False},
        ],
    }


def test_measure_02_17_without_support():
    assert measure("02-17") == {
        "no": 16,
        "name": "交通事故統計情報のオープンデータ化の推進",
        "kpi_progress": ["交通事故統計情報の公開に係るシステムの改修"],
        "kpi_effect": ["データへのアクセス数"],
        "overview": [
            "平成30年度は、交通事故捜査に与える影響の観点、個人の権利・利益を侵害しない観点、ラウンドテーブル要望事業者から聴取した具体的なニーズや活用方策の観点等から、公開可能データ項目、情報統一フォーマット及びシステム改修案を作成。",
            "令和元年度は、令和２年度中のオープンデータ化を目指し、必要に応じた追加検討や、システム改修に係る諸手続を推進。",
            "これにより、国民が自由に交通事故統計情報を閲覧し、交通事故防止に生かすことができるほか、学術関係者による交通事故発生状況に関する研究の促進、同研究結果の還元による、より効果的な交通事故抑止対策の推進が期待。",
        ],
        "pillar": "官民データの容易な利用等",
        "pillar_no": 2,
        "timing": "時期調整中",
        "benefit_marks": 1,
        "support": "-",
        "budget_programmes": [],
        "references": [],
        "ministries": [{"name": "警察庁", "lead": True}],
    }


def test_measure_06_02_keeps_the_misprint():
    assert measure("06-02") == {
        "no": 31,
        "name": "条件不利地域等における携帯電話のエリア整備の推進",
        "kpi_progress": ["補助事業実施件数"],
        "kpi_effect": [
            "未設定（携帯電話を利用することができないエリアの解消の具体的方策について検討し、本年夏頃までに結論を得る。）"
        ],
        "overview": [
            "地理的条件や事業採算性等の問題により、携帯電話を利用することができないエリア（不感エリア）や現在の携帯電話システムの主流である3.9世代移動通信システム（LTE）以降のシステムが利用できないエリアがある。このため、不感エリアの解消やエリア内の通信方式の高度化及び利用可能なサービスの品質向上が必要。",
            "災害発生時の連絡手段確保等の重要性から、登山道、緊急輸送道路及び災害時に避難所となる施設など、不感エリアの解消を促進するための具体的な方策について検討を行い、本年夏頃までに結論を得る。",
            "これにより、携帯電話を利用できるエリアを拡大し、緊急時等の安心安全の確保等を推進。",
        ],
        "pillar": "利用の機会等の格差の是正",
        "pillar_no": 4,
        "timing": "平成29年度から",
        "benefit_marks": 3,
        "support": "地理的条件や事業採算上の問題により携帯電話等のサービスを利用することが困難な地域がある。それらの地域において携帯電話等が利用できるようにするため、以下の支援を実施。\n"
        "【携帯電話等エリア整備事】\n"
        "・地理的に条件不利な地域（過疎地、辺地、離島、半島など）において、地方公共団体が携帯電話等の基地局施設（鉄塔、無線設備等）、伝送路施設（光ファイバ等）を整備する場合に、当該基地局施設や伝送路施設の整備費用の一部を補助。\n"
        "（補助率：１/３、１/２、２/３、４/５）",
        "budget_programmes": ["携帯電話等エリア整備事業"],
        "references": [
            {
                "label": "（携帯電話等エリア整備事業の概要（総務省電波利用ホームページ））",
                "url": "http://www.tele.soumu.go.jp/j/sys/fees/purpose/keitai/index.htm",
            }
        ],
        "ministries": [{"name": "総務省", "lead": True}],
    }


def test_measure_06_06_has_two_of_each_kpi_and_two_budgets():
    row = measure("06-06")
    assert (
        row["kpi_progress"],
        row["kpi_effect"],
        row["budget_programmes"],
        row["references"],
    ) == (
        [
            "サービス及び研究開発に対する助成件数",
            "JIS規格準拠に係る各公的機関への説明会回数（令和元年３件）",
        ],
        [
            "民間事業者向け「身体障害者向け通信・放送役務の提供・開発等の推進」助成終了後２年経過時の事業継続率（令和２年70％）",
            "ホームページのJIS X 8341-3への準拠を表明している地方公共団体（令和３年77％）",
        ],
        [
            "障害者・高齢者のためのインクルーシブ社会推進事業",
            "通信・放送分野における情報バリアフリー促進支援事業",
        ],
        [
            {
                "label": "（みんなの公共サイト運用ガイドライン）",
                "url": "http://www.soumu.go.jp/main_sosiki/joho_tsusin/b_free/guideline.html",
            }
        ],
    )


def test_measure_07_03():
    row = measure("07-03")
    assert (row["kpi_effect"], row["pillar"], row["support"], row["ministries"]) == (
        [
            "クラウド導入市区町村数（令和５年度末までに約1,600団体、うち自治体クラウド導入団体は約1,100団体）"
        ],
        "情報システムに係る規格の整備及び互換性の確保等",
        "・「自治体クラウドの現状分析とその導入に当たっての手順とポイントについて」（平成28年８月５日総行情第54号）において、自治体クラウドグループの現状を分析し、事例を紹介。\n"
        "・「自治体クラウド導入サポート員について」（平成28年９月30日総行情第71号）において、先行団体の職員を紹介。また当該職員がアドバイスを行う際の交通費等について、特別交付税を措置。",
        [{"name": "総務省", "lead": True}, {"name": "内閣官房", "lead": False}],
    )


def test_measure_10_03():
    row = measure("10-03")
    assert (
        row["kpi_progress"],
        row["kpi_effect"],
        row["overview"][0],
        row["pillar"],
        row["budget_programmes"],
        row["references"][0]["url"],
    ) == (
        ["派遣地域数"],
        ["地域IoTを導入した地方公共団体数（令和２年度800団体）"],
        "平成30年１月29日に全国の地域情報化アドバイザーが一堂に会した全体会議を実施したところ。引き続き、地域IoTの実装を進める地域への専門家・有識者の派遣を実施する必要があるという意見が寄せられたことから、平成30年度においても地域情報化アドバイザーの派遣を実施。平成30年６月から11月末まで派遣申請を受け付け、242団体に派遣決定した。",
        "その他",
        ["地域情報化の推進（本省）", "地域情報化の推進（地方）"],
        "http://www.soumu.go.jp/menu_seisaku/ictseisaku/ictriyou/manager.html",
    )


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ﾏｲﾅﾝﾊﾞｰ", ["05-04", "05-06"]),
        ("ｃｙｄｅｒ", ["10-04"]),
        ("計画", ["01-06", "02-06", "07-03"]),
        ("コンビニ　人口", ["05-06"]),
    ],
)
def test_search_of_the_shipped_list(text, codes):
    rows = NationalMeasure.objects.filter(edition__code="R1").search(text)
    assert [row.code for row in rows] == codes

"""概要版: what it tells of a plan, and that it stays short."""

from io import BytesIO

import pypdf
import pytest

from documents.assemble.summary import assemble_summary, opening
from documents.content import (
    Chapter,
    Contact,
    Kpi,
    KpiTarget,
    Look,
    Measure,
    Paragraph,
    PhraseStyle,
    Placement,
    PlanContent,
)
from documents.renderers.pdf import render_pdf
from documents.tree import Chart, Document, Heading, Table, strings_of
from tests.documents.assemble.plans import chapter, plan
from tests.documents.assemble.test_kpis import rows
from tests.documents.printed import demo_plan
from tests.documents.samples import FIGURES, everything, record


def parts(document: Document) -> list[str]:
    return [node.text for node in document.nodes if isinstance(node, Heading)]


def tables(document: Document) -> list[Table]:
    return [node for node in document.nodes if isinstance(node, Table)]


def test_the_summary_of_下川町_has_aims_pillars_measures_kpis_and_a_chart() -> None:
    document = assemble_summary(demo_plan("shimokawa"), None)
    assert parts(document) == [
        "下川町官民データ活用推進計画",
        "計画の目指すもの",
        "柱と施策",
        "主な指標",
        "数で見る計画",
    ]
    _facts, themes, kpis, counts = tables(document)
    assert [len(row[2].paragraphs) for row in themes.rows] == [3, 3, 2, 4, 4, 3]
    assert rows(themes)[1][0] == "(1)\u3000手続における情報通信の技術の利用等に係る取り組み"
    assert len(kpis.rows) == 23
    assert rows(counts) == [
        ["単位：件", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["施策の数", "3", "3", "2", "4", "4", "3"],
    ]


def test_a_theme_without_text_takes_the_policy_of_the_chapter_of_its_name() -> None:
    themes = tables(assemble_summary(demo_plan("shimokawa"), None))[1]
    assert rows(themes)[1][1].startswith("利便性の高い行政サービスを")


def test_a_theme_of_another_name_takes_the_policy_of_the_chapter_of_its_pillar() -> None:
    themes = tables(assemble_summary(demo_plan("shimokawa"), None))[1]
    assert rows(themes)[4][1].startswith("地理的な制約、年齢、身体的な条件その他の要因に基づく")


def test_themes_that_numbers_do_not_tell_apart_have_their_titles_in_the_chart() -> None:
    document = assemble_summary(demo_plan("ibaraki"), None)
    (chart,) = (node for node in document.nodes if isinstance(node, Chart))
    assert [name[:11] for name in chart.categories] == [
        "「手続における情報通信",
        "「官民データの容易な利",
        "「利用の機会等の格差の",
        "「情報システムに係る規",
    ]


def test_a_plan_inside_another_says_its_own_name() -> None:
    facts = tables(assemble_summary(demo_plan("ibaraki"), None))[0]
    assert rows(facts)[0] == ["計画の名称", "茨城県官民データ活用推進計画"]


def test_marks_and_dates_follow_the_edition() -> None:
    draft, sealed = (assemble_summary(plan(), one) for one in (None, record()))
    assert next(node.marks for node in draft.nodes if isinstance(node, Heading)) == (
        "【概要版】",
        "【案】",
    )
    assert (draft.content_sha256, sealed.content_sha256) == ("", "0" * 64)
    assert sealed.created is not None
    assert sealed.created.isoformat() == "2020-03-31"


def test_the_chart_of_the_plan_is_taken_where_it_has_one() -> None:
    document = assemble_summary(everything(), None)
    charts = [node for node in document.nodes if isinstance(node, Chart)]
    assert [chart.alt for chart in charts] == ["件数が増えていく図（line）"]


def test_sentences_follow_the_look() -> None:
    polite = plan(look=Look(phrases=PhraseStyle.POLITE))
    assert "この概要版は、「計画」の要点をまとめたものです。" in strings_of(
        assemble_summary(polite, None)
    )


def test_whom_to_ask_stands_at_the_end() -> None:
    document = assemble_summary(plan(contact=Contact(department="企画課")), None)
    assert strings_of(document)[-3:] == ["2お問合せ", "担当部署", "企画課"]


@pytest.mark.parametrize(
    ("text", "most", "told"),
    [
        ("", 10, ""),
        ("一つ目。二つ目。", 100, "一つ目。二つ目。"),
        ("一つ目。二つ目。", 5, "一つ目。"),
        ("句点のない文", 100, "句点のない文"),
        ("長い長い一つ目の文。二つ目。", 5, "長い長い一つ目の文。"),
        ("あ" * 30 + "。", 10, "あ" * 20 + "…"),
        ("一行目\n続き。", 100, "一行目続き。"),
    ],
)
def test_an_opening_is_whole_sentences(text: str, most: int, told: str) -> None:
    assert opening(text, most) == told


def sixty() -> PlanContent:
    """A plan of sixty measures in six themes, each with two KPIs."""
    measures = tuple(
        Measure(
            uid=f"m{n}",
            name=f"{n}番目の施策の名称は、このくらいの長さである",
            kpis=tuple(
                Kpi(
                    uid=f"k{n}-{k}",
                    name=f"{n}番目の施策の指標その{k}",
                    targets=(KpiTarget(uid=f"t{n}-{k}", written=f"{n}件"),),
                )
                for k in range(2)
            ),
        )
        for n in range(60)
    )
    policy = "基本的な方針の一文目は、住民の利便性の向上を図るためにこれを進めるというものである。"
    themes = tuple(
        Chapter(
            uid=f"c{theme}",
            title=f"{theme}番目の柱に係る取組",
            body=(Paragraph(uid=f"b{theme}", text=policy * 4),),
            placements=tuple(
                Placement(uid=f"p{n}", measure=f"m{n}") for n in range(theme * 10, theme * 10 + 10)
            ),
        )
        for theme in range(6)
    )
    aim = Paragraph(uid="aim", text=policy * 20)
    return plan(chapters=(chapter("目的", body=(aim,)), *themes), measures=measures)


def test_sixty_measures_say_how_many_kpis_are_left_to_the_book() -> None:
    document = assemble_summary(sixty(), None)
    assert len(tables(document)[2].rows) == 24
    assert "このほか96件の指標を、本編に掲げている。" in strings_of(document)


@pytest.mark.parametrize("name", ["shimokawa", "ibaraki", "everything", "sixty"])
def test_a_summary_has_two_to_four_pages(name: str) -> None:
    contents = {"everything": everything, "sixty": sixty}
    content = contents[name]() if name in contents else demo_plan(name)
    result = render_pdf(assemble_summary(content, None), figures=FIGURES)
    assert 2 <= len(pypdf.PdfReader(BytesIO(result.data)).pages) <= 4

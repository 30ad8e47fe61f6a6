"""The page of one row of the catalogue: what is printed, our reading, what has to do with it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from catalog.models import (
    CrosswalkRow,
    Erratum,
    Example,
    ExamplePlan,
    GuideEdition,
    NationalMeasure,
    NationalMeasureEdition,
    SampleMeasure,
)
from plans import workflow
from plans.decisions import DecisionFacts
from plans.models import Plan
from plans.picking import pick_national
from tests.conftest import Cast
from tests.pages import title_of
from tests.plans.samples import NOON
from tests.queries import assert_queries

SignedIn = Callable[[User], Client]

pytestmark = pytest.mark.usefixtures("reference")

ROW = "/staff/catalogue/national/R1/01-06/"
FACTS = DecisionFacts(decided_on=date(2026, 3, 31))


def row(code: str = "01-06") -> NationalMeasure:
    return NationalMeasure.objects.select_related("edition").get(edition__code="R1", code=code)


def words(html: str) -> str:
    """Return a piece of a page without its tags, each run of blanks as one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def section(response: Any, title: str) -> str:
    """Return what stands under a heading beside the cells."""
    (found,) = re.findall(
        rf'<h2 id="[a-z-]+">{re.escape(title)}</h2>(.*?)</section>', response.text, re.DOTALL
    )
    return words(found)


def cells(response: Any) -> dict[str, str]:
    """Return the printed cells by their heads."""
    found = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", response.text, re.DOTALL)
    return {head: words(cell) for head, cell in found}


def cross(name: str, relation: str, *, confirmed: bool = True, code: str = "01-06") -> None:
    """Say that a name of H30 leads to a row of R1."""
    CrosswalkRow.objects.create(
        from_edition="H30",
        position=100 + CrosswalkRow.objects.count(),
        name=name,
        to_edition=NationalMeasureEdition.objects.get(code="R1"),
        relation=relation,
        target=None if relation == "none" else row(code),
        reason=f"{name}の理由。",
        confirmed_at=datetime(2026, 11, 21, tzinfo=UTC) if confirmed else None,
        confirmed_by="管理者" if confirmed else "",
    )


# --- a national measure ----------------------------------------------------------------------


def test_every_cell_stands_under_its_printed_head(author: Client) -> None:
    page = author.get(ROW)
    assert title_of(page).startswith("01-06 地方公共団体の行政手続のオンライン利用促進｜")
    assert {head: cell[:30] for head, cell in cells(page).items()} == {
        "No": "2",
        "施策名": "地方公共団体の行政手続のオンライン利用促進",
        "KPI（進捗）": "「地方公共団体における行政手続のオンライン利用の状況」に関す",
        "KPI（効果）": "未設定（令和元年度中に検討）",
        "課題・取組概要（スケジュール・効果）": "利用者の利便性向上や業務の効率化のため、行政手続のオンライン",
        "対応する柱": "手続における情報通信の技術の利用等",
        "都道府県官民データ活用推進計画掲載時期": "平成30年度から",
        "都道府県の取組により期待される効果": "行政の効率化・コスト削減 地域社会・経済の活性化 住民生活の",
        "都道府県等への支援策": "国民等が窓口に出向かず各種申請をWeb上で完結できることや、",
        "予算事業名": "（記載なし）",
        "参考URL": "（記載なし）",
        "国の施策番号": "01-06",
        "府省庁名": "◎総務省 内閣官房 全府省庁 ◎は主担当です。",
    }


def test_every_page_says_as_of_when_its_data_is(author: Client) -> None:
    guide = GuideEdition.objects.get(code="H30")
    said = {}
    for url in (ROW, "/staff/catalogue/national/R1/10-04/", "/staff/catalogue/samples/H30/1/"):
        page = author.get(url)
        (as_of,) = re.findall(r'<p class="catalogue-as-of">(.*?)</p>', page.text, re.DOTALL)
        said[url] = words(as_of).split()[0]
    assert list(said.values()) == ["令和元年10月時点", "令和元年10月時点", guide.as_of]


def test_a_link_to_a_closed_site_is_marked(author: Client) -> None:
    measure = next(
        each for each in NationalMeasure.objects.all() if "cio.go.jp" in str(each.references)
    )
    page = author.get(f"/staff/catalogue/national/R1/{measure.code}/")
    cell = cells(page)["参考URL"]
    assert "2019年当時のリンク" in cell
    assert "令和元年10月時点のリンクです。政府CIOポータルは" in cell
    links = re.findall(r'<a href="(http[^"]*)"([^>]*)>', page.text)
    assert [(url, how.strip()) for url, how in links] == [
        (item["url"], 'rel="noreferrer noopener external"') for item in measure.references
    ]


def test_our_reading_stands_apart_with_its_reason(author: Client) -> None:
    assert section(author.get(ROW), "本システムの読み") == (
        "両方 （本システムの読み） 自らの行政手続をオンラインにする取組なので、"
        "どちらの団体も結び付けられる。 国の資料に書かれていることではありません。"
    )


def test_nothing_has_to_do_with_it_yet(author: Client) -> None:
    CrosswalkRow.objects.all().delete()
    page = author.get(ROW)
    assert {title: section(page, title) for title in ("自分の団体の計画", "公表された計画（0件）",
            "この施策を挙げている記載例", "ほかの版では")} == {
        "自分の団体の計画": "この施策に対応する施策は、まだありません。"
        "計画を開いて「国の施策一覧から選ぶ」で入れられます。",
        "公表された計画（0件）": "この施策に対応する計画は、まだ公表されていません。",
        "この施策を挙げている記載例": "ありません。",
        "ほかの版では": "ほかの版との対照は、まだありません。",
    }  # fmt: skip


def test_own_and_published_plans_that_answer_to_it(plan: Plan, cast: Cast, author: Client) -> None:
    pick_national(plan, [row()], by=cast.author, at=NOON)
    submission = workflow.submit(plan, by=cast.author, at=NOON)
    edition = workflow.decide(
        plan,
        by=cast.approver,
        at=NOON,
        content_sha256=submission.content_sha256,
        facts=FACTS,
    )
    workflow.publish(edition, by=cast.approver, at=NOON, published_on=FACTS.decided_on)
    page = author.get(ROW)
    assert (section(page, "自分の団体の計画"), section(page, "公表された計画（1件）")) == (
        "地方公共団体の行政手続のオンライン利用促進 下川町「小さな計画」",
        "小さな計画 北海道 下川町",
    )
    assert '<a href="/plans/small/">小さな計画</a>' in page.text
    workflow.start_revision(plan, by=cast.author, at=NOON, reason="改定")
    assert "公表された計画（1件）" in author.get(ROW).text


def test_a_plan_of_another_body_is_not_told(plan: Plan, cast: Cast, signed_in: SignedIn) -> None:
    pick_national(plan, [row()], by=cast.author, at=NOON)
    page = signed_in(cast.stranger).get(ROW)
    assert ("小さな計画" in page.text, "まだありません" in section(page, "自分の団体の計画")) == (
        False,
        True,
    )


def test_an_unreleased_row_is_shown_to_the_administrator_only(
    cast: Cast, author: Client, signed_in: Callable[[User], Client]
) -> None:
    NationalMeasureEdition.objects.filter(code="R1").update(released_at=None)
    page = signed_in(cast.superuser).get(ROW)
    assert (author.get(ROW).status_code, page.status_code) == (404, 200)
    assert "この版はまだ確定していません。" in page.text


def test_samples_and_the_other_edition(
    cast: Cast, author: Client, signed_in: Callable[[User], Client]
) -> None:
    CrosswalkRow.objects.all().delete()
    first, second = SampleMeasure.objects.exclude(national_measures=None).distinct()[:2]
    names = [each.national_measures.all()[0].name for each in (first, second)]
    assert names[0] != names[1]
    cross(names[0], "same")
    cross(names[1], "related")
    cross("確かめていない名", "renamed", confirmed=False)
    page = author.get(ROW)
    named = section(page, "この施策を挙げている記載例")
    assert named.startswith(f"{first.mark}{first.name}")
    surely, candidates = named.split("関連（候補）")
    assert (second.name in surely, second.name in candidates) == (False, True)
    confirmed = (
        f"同じ施策 H30：{names[0]} {names[0]}の理由。"
        f" 関連（候補） H30：{names[1]} {names[1]}の理由。"
    )
    assert section(page, "ほかの版では") == confirmed
    assert section(signed_in(cast.superuser).get(ROW), "ほかの版では") == (
        f"{confirmed} 名称の変わった同じ施策 未確認 H30：確かめていない名 確かめていない名の理由。"
    )


def test_errata_are_shown_on_the_row(author: Client) -> None:
    assert "正誤" not in author.get(ROW).text
    Erratum.objects.create(
        kind="national_measure",
        edition_code="R1",
        key="01-06",
        field="timing",
        old="平成29年度から",
        new="平成30年度から",
        source="事務連絡",
        date=date(2027, 5, 1),
    )
    assert section(author.get(ROW), "正誤") == (
        "都道府県官民データ活用推進計画掲載時期 （2027年5月1日）"
        " 訂正前 平成29年度から 訂正後 平成30年度から 典拠 事務連絡"
    )


def test_the_page_of_a_measure_costs_the_same_for_every_measure(author: Client) -> None:
    for code in ("01-06", "10-04", "02-06"):
        with assert_queries(11):
            author.get(f"/staff/catalogue/national/R1/{code}/")


def test_a_row_that_is_not_there(author: Client) -> None:
    urls = (
        "/staff/catalogue/national/R1/99-99/",
        "/staff/catalogue/national/R99/01-06/",
        "/staff/catalogue/samples/H30/99/",
        "/staff/catalogue/samples/H30/99999/",
        "/staff/catalogue/samples/H30/0/",
        "/staff/catalogue/examples/nobody/measure/1/",
    )
    assert [author.get(url).status_code for url in urls] == [404] * len(urls)


# --- a sample and an example -----------------------------------------------------------------


def page_of(sample: SampleMeasure, author: Client) -> dict[str, str]:
    """Return the cells of the page of a sample."""
    return cells(author.get(f"/staff/catalogue/samples/H30/{sample.seq}/"))


def test_a_sample_with_all_that_is_printed(author: Client) -> None:
    sample = SampleMeasure.objects.exclude(case_refs=None)[0]
    case = sample.case_refs.all()[0]
    found = page_of(sample, author)
    assert list(found) == [
        "柱",
        "分野",
        "印",
        "本文",
        "KPI",
        "スケジュール",
        "対応する国の施策",
        "対応する事例集の施策",
    ]
    assert (found["柱"], found["分野"], found["印"], found["本文"], found["KPI"]) == (
        sample.pillar.name,
        sample.field,
        sample.get_mark_display(),
        words(" ".join(sample.body)),
        " ".join(sample.kpis),
    )
    assert found["対応する事例集の施策"] == f"{case.no} {case.title}（{case.organisation}）"


def test_what_answers_to_the_measures_that_a_sample_names(author: Client) -> None:
    CrosswalkRow.objects.all().delete()
    sample = SampleMeasure.objects.exclude(national_measures=None)[0]
    national = sample.national_measures.all()[0]
    cross(national.name, "same")
    cross(f"{national.name}ではない", "same")
    said = page_of(sample, author)["対応する国の施策"]
    assert said.split("一覧のほかの版では ")[1].startswith(
        f"同じ施策 R1： 01-06 地方公共団体の行政手続のオンライン利用促進 {national.name}の理由。"
    )
    assert "ではない" not in said


def test_a_measure_to_which_nothing_answers(author: Client) -> None:
    CrosswalkRow.objects.all().delete()
    sample = SampleMeasure.objects.exclude(national_measures=None)[0]
    national = sample.national_measures.all()[0]
    cross(national.name, "none")
    said = page_of(sample, author)["対応する国の施策"]
    assert f"対応する施策なし R1 {national.name}の理由。" in said


def test_the_page_of_a_sample_costs_the_same_for_every_sample(author: Client) -> None:
    for sample in SampleMeasure.objects.filter(seq__in=(1, 2, 33)):
        with assert_queries(9):
            author.get(f"/staff/catalogue/samples/H30/{sample.seq}/")


def test_an_example_names_its_source(cast: Cast, author: Client) -> None:
    plan = ExamplePlan.objects.create(
        code="other",
        municipality=cast.other_town.municipality,
        title="美深の計画",
        source_note="美深町「美深の計画」（令和2年）",
    )
    Example.objects.create(
        plan=plan, kind="section", seq=1, name="目的", body=["一。", "二。"], kpis=["見えない"]
    )
    Example.objects.create(plan=plan, kind="measure", seq=1, name="通信", kpis=["10件"])
    section_page = author.get("/staff/catalogue/examples/other/section/1/")
    with assert_queries(4):
        measure_page = author.get("/staff/catalogue/examples/other/measure/1/")
    assert (cells(section_page), cells(measure_page)) == (
        {"本文": "一。 二。"},
        {"本文": "（記載なし）", "KPI": "10件", "スケジュール": "（記載なし）"},
    )
    assert "出典：美深町「美深の計画」（令和2年）" in words(measure_page.text)

"""The public page of a plan and of its editions."""

import re
from html import unescape
from itertools import pairwise

import pytest

from documents.content import Contact, Note, Paragraph
from plans import workflow
from plans.models import Edition, Plan, PlanFact
from publishing.names import readable_size
from publishing.store import render_all
from tests.conftest import Cast
from tests.publishing.conftest import (
    AT,
    SENTENCE,
    TITLE,
    Publish,
    chapter_of,
    decided,
    figure_block,
    revise,
    store_figure,
)
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db

URL = "/plans/shimokawa/"
FIRST = "/plans/shimokawa/editions/1/"
SECOND = "/plans/shimokawa/editions/2/"


def text_of(response) -> str:
    """Return the words of a page without tags, white space folded."""
    page = re.sub(r"<head>.*?</head>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture
def second(cast: Cast, plan: Plan, edition: Edition, publish: Publish) -> Edition:
    """A second edition, public; the first is 改定済."""
    revise(plan, cast.author, "第2期計画")
    return publish(plan)


def test_anybody_reads_the_text_of_the_published_edition(client, edition) -> None:
    response = client.get(URL)
    page = response.content.decode()
    assert response.status_code == 200
    assert f"<p>{SENTENCE}</p>" in page
    assert page.count(f"<h1>{TITLE}</h1>") == 1


def test_headings_go_down_without_a_gap(client, edition) -> None:
    levels = [int(n) for n in re.findall(r"<h([1-6])[ >]", client.get(URL).content.decode())]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_the_contents_lead_to_headings_of_the_page(client, edition) -> None:
    page = client.get(URL).content.decode()
    nav = re.search(r'<nav class="plan-contents".*?</nav>', page, re.DOTALL)
    assert nav is not None
    targets = re.findall(r'href="#([^"]+)"', nav[0])
    assert targets[0] == "c-purpose"
    assert [target for target in targets if f'id="{target}"' not in page] == []


def test_the_facts_of_the_edition_are_told(client, edition) -> None:
    text = text_of(client.get(URL))
    for fact in (
        "団体 下川町",
        "版 第1版",
        "根拠 官民データ活用推進基本法第9条第3項",
        "策定日 令和8年3月20日",
        "公表日 令和8年4月1日",
        f"内容のハッシュ（SHA-256）： {edition.content_sha256}",
    ):
        assert fact in text


def test_what_is_not_known_is_not_told(client, make_plan, publish) -> None:
    publish(make_plan(contact=None, hats=()))
    text = text_of(client.get(URL))
    for name in ("計画期間", "お問い合わせ先", "文書番号", "利用条件"):
        assert name not in text


def test_an_outside_decision_is_shown_as_such(client, edition) -> None:
    text = text_of(client.get(URL))
    assert (
        "外部決裁の記録 この版は、この仕組みの外で決裁されました。次のとおり記録しています。"
        " 決裁者 下川町長 決裁日 令和8年3月20日 決裁を示す資料 町議会だより第12号" in text
    )


def test_whom_to_ask_is_told(client, edition) -> None:
    response = client.get(URL)
    assert "担当 総務課情報係 電話 01655-4-2511" in text_of(response)
    assert 'href="mailto:joho@town.example.jp"' in response.content.decode()


def test_files_are_offered_with_kind_and_size(client, edition, engine) -> None:
    sizes = {row.format: readable_size(row.size) for row in render_all(edition, at=AT)}
    links = re.findall(
        r'<li><a href="(/plans/shimokawa/editions/1/[-\w]+/)">(.*?)</a>',
        client.get(URL).content.decode(),
    )
    assert links == [
        (f"{FIRST}docx/", f"Word（{sizes['docx']}）"),
        (f"{FIRST}pdf/", f"PDF（{sizes['pdf']}）"),
        (f"{FIRST}summary-pdf/", f"概要版（PDF）（{sizes['summary-pdf']}）"),
        (f"{FIRST}summary-docx/", f"概要版（Word）（{sizes['summary-docx']}）"),
        (f"{FIRST}archive-pdf/", f"保存用PDF（{sizes['archive-pdf']}）"),
        (f"{FIRST}xlsx/", f"Excel（{sizes['xlsx']}）"),
        (f"{FIRST}zip/", f"CSV一式（{sizes['zip']}）"),
        (f"{FIRST}json/", f"JSON（{sizes['json']}）"),
        (f"{FIRST}txt/", f"テキスト（{sizes['txt']}）"),
    ]


def test_a_page_renders_no_file(client, edition, engine) -> None:
    client.get(URL)
    assert engine.asked == []


def test_the_page_takes_three_queries(client, second) -> None:
    with assert_queries(3):
        client.get(URL)


def test_an_older_edition_says_that_there_is_a_newer_one(client, second) -> None:
    response = client.get(FIRST)
    assert "これは第1版です。新しい版があります。 第2版（現行の版）を見る" in text_of(response)
    assert f'<a href="{URL}">第2版（現行の版）を見る</a>' in response.content.decode()
    assert f"<h1>{TITLE}</h1>" in response.content.decode()


def test_the_present_edition_has_an_address_of_its_own(client, second) -> None:
    response = client.get(SECOND)
    assert "<h1>第2期計画</h1>" in response.content.decode()
    assert "新しい版があります" not in text_of(response)


def test_the_list_of_editions_names_all_public_ones(client, second) -> None:
    text = text_of(client.get(URL))
    assert (
        "版の一覧 第2版 （このページ） 公表済 令和8年4月1日公表 第1版 改定済 令和8年4月1日公表"
        in text
    )


def test_a_withdrawn_edition_is_gone_at_once(client, cast, edition) -> None:
    assert client.get(URL).status_code == 200
    workflow.unpublish(edition, by=cast.approver, at=AT, reason="誤りがあったため")
    assert [client.get(url).status_code for url in (URL, FIRST)] == [404, 404]


def test_behind_a_withdrawn_edition_the_one_before_is_shown_as_such(client, cast, second) -> None:
    workflow.unpublish(second, by=cast.approver, at=AT, reason="誤りがあったため")
    text = text_of(client.get(URL))
    assert "これは改定済みの第1版です。現行の版は、いま公表されていません。" in text
    assert "第2期計画" not in text
    assert client.get(SECOND).status_code == 404


def test_the_next_edition_in_the_making_is_not_told(client, cast, plan, edition) -> None:
    revise(plan, cast.author, "秘密の次期計画")
    PlanFact.objects.filter(plan=plan).update(data={"law": "秘密の法律"})
    decided(plan)
    assert "秘密" not in client.get(URL).content.decode()
    assert client.get(SECOND).status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "/plans/nowhere/",
        "/plans/shimokawa/editions/0/",
        "/plans/shimokawa/editions/7/",
        "/plans/shimokawa/editions/99999999999999999999999/",
        "/plans/%E8%A8%88%E7%94%BB/",
    ],
)
def test_there_is_nothing_else(client, edition, url) -> None:
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("url", [URL, FIRST])
def test_only_reading_is_answered(client, edition, url) -> None:
    assert (client.post(url).status_code, client.head(url).status_code) == (405, 200)


def test_a_page_does_not_come_back_out_of_a_cache(client, edition, signed_in, cast) -> None:
    assert client.get(URL)["Cache-Control"] == "no-cache"
    assert signed_in(cast.viewer).get(URL)["Cache-Control"] == "no-store"


def test_markup_in_a_plan_is_shown_as_text(client, make_plan, publish) -> None:
    evil = '<script>alert(1)</script>{{ x }}" onload="x'
    publish(
        make_plan(
            title=evil,
            subtitle=evil,
            contact=Contact(department=evil, email=f"{evil}@x"),
            chapters=chapter_of(
                Paragraph(uid="a", text=evil), Note(uid="b", title=evil, text=evil)
            ),
        )
    )
    page = client.get(URL).content.decode()
    assert "<script>alert" not in page
    assert '" onload="' not in page
    assert unescape(page).count(evil) >= 6


def test_a_figure_is_shown_from_its_own_address(client, cast, make_plan, publish) -> None:
    file = store_figure(cast.town, b"\x89PNG picture")
    publish(make_plan(chapters=chapter_of(figure_block(file))))
    page = client.get(URL).content.decode()
    assert f'<img src="/figures/shimokawa/1/{file.sha256}" alt="組織の図">' in page


def test_an_edition_that_cannot_be_read_is_explained(client, edition, caplog) -> None:
    Edition.objects.update(content_json="{}")
    response = client.get(URL)
    assert response.status_code == 503
    assert "この版の内容を読めません。管理者に連絡してください。" in text_of(response)
    logged = [(record.name, record.levelname) for record in caplog.records]
    assert logged[0] == ("publishing.reading", "ERROR")

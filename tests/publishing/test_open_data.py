"""Open data of public editions: a page, a package, a file a table; nothing of a draft."""

import re
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from plans import workflow
from publishing.drafts import draft_file
from publishing.enums import Format
from publishing.errors import RenderingFailed
from publishing.models import Rendering
from publishing.names import readable_size
from tests.documents.datasets.readers import records_of, rows_of
from tests.documents.datasets.test_datasets import NAMES
from tests.publishing.conftest import AT, SENTENCE, TITLE, body_of, decided, revise
from tests.publishing.test_downloads import name_of
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db

BASE = "/plans/shimokawa/editions/1/"
DATA = f"{BASE}data/"
TEXTS = f"{DATA}texts.csv"
SOURCE = f"出典：下川町「{TITLE}」第1版（令和8年3月20日）"


def test_anybody_takes_a_table(client, edition) -> None:
    response = client.get(TEXTS)
    assert (
        response.status_code,
        response["Content-Type"],
        response["Content-Length"],
        response["Cache-Control"],
        name_of(response),
    ) == (
        200,
        "text/csv; charset=utf-8",
        str(len(response.content)),
        "public, no-cache",
        f"{TITLE}_第1版_texts.csv",
    )
    assert [row["text"] for row in records_of(response.content)] == [SENTENCE]


def test_a_table_is_the_one_of_the_package(client, edition) -> None:
    files = ZipFile(BytesIO(body_of(client.get(f"{BASE}zip/"))))
    tables = {name: client.get(f"{DATA}{name}.csv").content for name in NAMES}
    assert tables == {name: files.read(f"{name}.csv") for name in NAMES}


def test_the_package_is_made_once(client, edition) -> None:
    client.get(TEXTS)
    client.get(f"{DATA}measures.csv")
    client.get(DATA)
    assert list(Rendering.objects.values_list("format", flat=True)) == ["zip"]


def test_a_table_takes_two_queries(client, edition) -> None:
    client.get(TEXTS)
    with assert_queries(2):
        client.get(TEXTS)


def test_who_has_a_table_is_told_so(client, edition) -> None:
    etag = client.get(TEXTS)["ETag"]
    again = client.get(TEXTS, headers={"If-None-Match": etag})
    other = client.get(f"{DATA}measures.csv", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, other.status_code) == (304, b"", 200)


def test_head_tells_the_same_without_the_table(client, edition) -> None:
    got, asked = client.get(TEXTS), client.head(TEXTS)
    assert (asked.status_code, asked.content, dict(asked.headers)) == (200, b"", dict(got.headers))


@pytest.mark.parametrize("name", ["README", "nothing", "texts.csv", "TEXTS"])
def test_there_is_no_other_table(client, edition, name) -> None:
    assert client.get(f"{DATA}{name}.csv").status_code == 404


def test_the_page_lists_every_table_with_its_size(client, edition) -> None:
    page = client.get(DATA).content.decode()
    links = re.findall(r'<li><a href="([^"]+)">(.*?)</a>　<span>(.*?)</span>', page)
    package_link, *tables = links
    size = readable_size(Rendering.objects.get(format="zip").size)
    assert package_link[:2] == (f"{BASE}zip/", f"データ一式（ZIP、{size}）")
    assert [url for url, _title, _rest in tables] == [f"{DATA}{name}.csv" for name in NAMES]
    texts = client.get(TEXTS).content
    assert tables[NAMES.index("texts")] == (
        TEXTS,
        f"本文（CSV、{readable_size(len(texts))}）",
        f"{len(rows_of(texts)) - 1}件　texts.csv",
    )


def test_the_page_says_the_terms_and_the_source(client, make_plan, publish) -> None:
    publish(make_plan(licence="CC BY 4.0"))
    page = client.get(DATA).content.decode()
    assert "<dt>利用条件</dt><dd>CC BY 4.0</dd>" in page
    assert f"<dt>出典の書き方</dt><dd>{SOURCE}</dd>" in page


def test_terms_that_nobody_wrote_are_not_invented(client, edition) -> None:
    assert "<dd>計画に利用条件が書かれていません。" in client.get(DATA).content.decode()


def test_the_page_of_the_plan_leads_to_the_data(client, edition) -> None:
    page = client.get("/plans/shimokawa/").content.decode()
    assert f'<a href="{DATA}">表ごとのCSVと、使うときの条件</a>' in page
    assert f'<p class="edition-source">{SOURCE}</p>' in page


def test_the_page_takes_three_queries(client, edition) -> None:
    client.get(DATA)
    with assert_queries(3):
        client.get(DATA)


@pytest.mark.parametrize("url", [DATA, TEXTS])
def test_a_withdrawal_holds_at_once_even_for_who_has_the_data(client, cast, edition, url) -> None:
    etag = client.get(TEXTS)["ETag"]
    workflow.unpublish(edition, by=cast.approver, at=AT, reason="誤りがあったため")
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 404


@pytest.mark.parametrize("url", [DATA, TEXTS])
def test_what_is_not_public_is_not_there(client, plan, url) -> None:
    decided(plan)
    assert client.get(url).status_code == 404


def test_an_older_edition_keeps_its_data(client, cast, plan, edition, publish) -> None:
    before = client.get(f"{DATA}plan.csv").content
    revise(plan, cast.author, "第2期計画")
    publish(plan)
    after = client.get("/plans/shimokawa/editions/2/data/plan.csv").content
    assert client.get(f"{DATA}plan.csv").content == before
    assert [row["title"] for row in records_of(after)] == ["第2期計画"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("url", [DATA, TEXTS])
def test_only_reading_is_answered(client, edition, url, method) -> None:
    assert getattr(client, method)(url).status_code == 405


# --- drafts ----------------------------------------------------------------------------------


def test_a_draft_is_no_open_data(signed_in, cast, plan) -> None:
    assert signed_in(cast.author).get(f"/staff/plans/{plan.pk}/preview/zip/").status_code == 404
    with pytest.raises(RenderingFailed, match="決裁された版からだけ作れます"):
        draft_file(plan, Format.ZIP)


def test_a_draft_is_taken_as_a_workbook(signed_in, cast, plan) -> None:
    browser = signed_in(cast.viewer)
    url = f"/staff/plans/{plan.pk}/preview/xlsx/"
    assert f'<a href="{url}">Excelで受け取る</a>' in (
        browser.get(f"/staff/plans/{plan.pk}/preview/").content.decode()
    )
    response = browser.get(url)
    sheet = openpyxl.load_workbook(BytesIO(response.content)).worksheets[0]
    assert (response["Cache-Control"], name_of(response)) == ("no-store", f"{TITLE}（案）.xlsx")
    assert sheet["A2"].value == f"出典：下川町「{TITLE}」案"
    assert Rendering.objects.count() == 0

"""Downloads of public editions: once made, then only sent; gone with the edition."""

import re
from hashlib import sha256
from urllib.parse import unquote

import pytest

from documents.renderers import pdf
from documents.renderers.errors import RenderError
from documents.renderers.pdf import PdfResult
from plans import workflow
from publishing.enums import Format
from publishing.models import Rendering
from tests.publishing.conftest import (
    AT,
    TITLE,
    chapter_of,
    decided,
    figure_block,
    revise,
    store_figure,
)
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db

BASE = "/plans/shimokawa/editions/1/"
PDF = f"{BASE}pdf/"


def name_of(response) -> str:
    """Return the file name that a browser saves under."""
    found = re.search(r"filename\*=UTF-8''([^;]+)$", response["Content-Disposition"])
    assert found is not None
    return unquote(found[1], errors="strict")


@pytest.mark.parametrize(
    ("format", "media_type", "name"),
    [
        (
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            f"{TITLE}_第1版.docx",
        ),
        ("pdf", "application/pdf", f"{TITLE}_第1版.pdf"),
        ("json", "application/json", f"{TITLE}_第1版.json"),
        ("txt", "text/plain; charset=utf-8", f"{TITLE}_第1版.txt"),
    ],
)
def test_anybody_downloads_a_file(client, edition, engine, format, media_type, name) -> None:
    response = client.get(f"{BASE}{format}/")
    assert (response.status_code, response["Content-Type"], name_of(response)) == (
        200,
        media_type,
        name,
    )
    assert response["Content-Disposition"].startswith(
        f'attachment; filename="shimokawa-1.{format}"; '
    )
    assert response["Content-Length"] == str(len(response.content))
    assert response["ETag"] == f'"{sha256(response.content).hexdigest()}"'
    assert response["Cache-Control"] == "public, no-cache"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_json_is_what_was_decided(client, edition) -> None:
    assert client.get(f"{BASE}json/").content.decode() == edition.content_json


def test_a_file_is_rendered_for_the_first_reader_only(client, edition, engine) -> None:
    first, second = client.get(PDF), client.get(PDF)
    assert (first.content, engine.asked) == (second.content, ["pdf"])


def test_a_download_from_the_store_takes_two_queries(client, edition, engine) -> None:
    client.get(PDF)
    with assert_queries(2):
        client.get(PDF)


def test_who_has_the_file_is_told_so(client, edition, engine) -> None:
    etag = client.get(PDF)["ETag"]
    response = client.get(PDF, headers={"If-None-Match": f'"other", {etag}'})
    assert (response.status_code, response.content) == (304, b"")
    assert (response["ETag"], response["Cache-Control"]) == (etag, "public, no-cache")


def test_who_has_another_file_gets_this_one(client, edition, engine) -> None:
    assert client.get(PDF, headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_tells_the_same_without_the_file(client, edition, engine) -> None:
    got, asked = client.get(PDF), client.head(PDF)
    assert (asked.status_code, asked.content) == (200, b"")
    assert dict(asked.headers) == dict(got.headers)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_answered(client, edition, engine, method) -> None:
    response = getattr(client, method)(PDF)
    assert (response.status_code, engine.asked) == (405, [])


@pytest.mark.parametrize(
    "url",
    [
        f"{BASE}html/",
        f"{BASE}PDF/",
        f"{BASE}exe/",
        "/plans/shimokawa/editions/2/pdf/",
        "/plans/nowhere/editions/1/pdf/",
        "/plans/shimokawa/editions/99999999999999999999999/pdf/",
    ],
)
def test_there_is_nothing_else(client, edition, engine, url) -> None:
    assert (client.get(url).status_code, engine.asked) == (404, [])


@pytest.mark.parametrize("format", list(Format))
def test_a_withdrawal_holds_at_once_even_for_who_has_the_file(
    client, cast, edition, engine, format
) -> None:
    url = f"{BASE}{format.value}/"
    etag = client.get(url)["ETag"]
    workflow.unpublish(edition, by=cast.approver, at=AT, reason="誤りがあったため")
    assert client.get(url).status_code == 404
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 404


def test_an_edition_that_is_only_decided_is_not_there(client, plan, engine) -> None:
    decided(plan)
    assert [client.get(f"{BASE}{format.value}/").status_code for format in Format] == [404] * 4


def test_a_republished_edition_is_there_again(client, cast, edition, engine) -> None:
    workflow.unpublish(edition, by=cast.approver, at=AT, reason="誤りがあったため")
    edition.refresh_from_db()
    workflow.publish(edition, by=cast.approver, at=AT, published_on=AT.date())
    assert client.get(PDF).status_code == 200


def test_an_older_public_edition_keeps_its_files(
    client, cast, plan, edition, publish, engine
) -> None:
    before = client.get(PDF).content
    revise(plan, cast.author, "第2期計画")
    publish(plan)
    assert client.get(PDF).content == before
    second = client.get("/plans/shimokawa/editions/2/pdf/")
    assert (name_of(second), second.content) == ("第2期計画_第2版.pdf", "%PDF 第2期計画".encode())


def test_the_name_of_a_download_is_fit_for_any_disk(client, make_plan, publish) -> None:
    publish(make_plan(title="CON/..\\𠮷①" + "長" * 300))
    name = name_of(client.get(f"{BASE}json/"))
    assert name == "CON_.._𠮷①" + "長" * 71 + "_第1版.json"


def test_a_failure_is_explained(client, edition, engine, caplog) -> None:
    engine.error = RenderError("見出しの色「赤」は使えません。")
    response = client.get(PDF)
    assert response.status_code == 503
    assert "見出しの色「赤」は使えません。" in response.content.decode()
    assert (response["Cache-Control"], "Content-Disposition" in response) == ("no-store", False)
    assert Rendering.objects.count() == 0


# --- figures ---------------------------------------------------------------------------------


@pytest.fixture
def picture(cast):
    return store_figure(cast.town, b"\x89PNG picture")


@pytest.fixture
def illustrated(make_plan, publish, picture):
    """A public edition with a picture."""
    return publish(make_plan(chapters=chapter_of(figure_block(picture))))


def figure_url(file, slug: str = "shimokawa", no: int = 1) -> str:
    return f"/figures/{slug}/{no}/{file.sha256}"


def test_anybody_sees_the_figure_of_a_public_edition(client, illustrated, picture) -> None:
    response = client.get(figure_url(picture))
    assert (response.status_code, response["Content-Type"], response.content) == (
        200,
        "image/png",
        b"\x89PNG picture",
    )
    assert (response["ETag"], response["Cache-Control"]) == (
        f'"{picture.sha256}"',
        "public, no-cache",
    )
    again = client.get(figure_url(picture), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_a_figure_that_the_edition_does_not_show_is_not_told_of(
    client, cast, illustrated, make_plan
) -> None:
    draft = store_figure(cast.town, b"\x89PNG secret")
    make_plan("draft", chapters=chapter_of(figure_block(draft)))
    urls = [figure_url(draft), figure_url(draft, "draft"), figure_url(draft, no=2)]
    assert [client.get(url).status_code for url in urls] == [404, 404, 404]


def test_words_that_look_like_a_figure_open_none(client, cast, make_plan, publish) -> None:
    draft = store_figure(cast.town, b"\x89PNG secret")
    publish(make_plan(vision=f'"type": "figure", "sha256": "{draft.sha256}"'))
    assert client.get(figure_url(draft)).status_code == 404


def test_a_figure_goes_with_its_edition(client, cast, illustrated, picture) -> None:
    workflow.unpublish(illustrated, by=cast.approver, at=AT, reason="誤りがあったため")
    assert client.get(figure_url(picture)).status_code == 404


@pytest.mark.parametrize("name", ["x", "a" * 64, "%00", "..%2f..%2fdb.sqlite3"])
def test_a_name_that_is_no_figure_is_not_found(client, illustrated, name) -> None:
    assert client.get(f"/figures/shimokawa/1/{name}").status_code == 404


def test_a_figure_whose_file_is_lost_is_explained(client, illustrated, picture) -> None:
    picture.file.storage.delete(picture.file.name)
    assert client.get(figure_url(picture)).status_code == 503


def test_only_reading_a_figure_is_answered(client, illustrated, picture) -> None:
    url = figure_url(picture)
    assert (client.post(url).status_code, client.head(url).content) == (405, b"")


def test_figures_reach_the_renderers(client, illustrated, picture, monkeypatch) -> None:
    handed: list[dict[str, bytes]] = []

    def render_pdf(document, *, figures) -> PdfResult:
        handed.append(dict(figures))
        return PdfResult(b"%PDF", {})

    monkeypatch.setattr(pdf, "render_pdf", render_pdf)
    client.get(PDF)
    assert handed == [{picture.sha256: b"\x89PNG picture"}]

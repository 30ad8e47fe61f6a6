"""Downloads of public editions: once made, then only sent; gone with the edition."""

import errno
import re
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from documents.renderers import pdf
from documents.renderers.errors import RenderError
from documents.renderers.pdf import PdfResult
from plans import workflow
from publishing import store
from publishing.enums import Format
from publishing.jobs.asking import PAUSE
from publishing.models import Job, Rendering
from publishing.rendering import fingerprint
from publishing.store import render_all, rendering
from publishing.views.downloads import download
from tests.publishing.conftest import (
    ALL_ASKED,
    AT,
    TITLE,
    body_of,
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
        (
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            f"{TITLE}_第1版.xlsx",
        ),
        ("zip", "application/zip", f"{TITLE}_第1版.zip"),
        ("json", "application/json", f"{TITLE}_第1版.json"),
        ("txt", "text/plain; charset=utf-8", f"{TITLE}_第1版.txt"),
    ],
)
def test_anybody_downloads_a_file(client, made, format, media_type, name) -> None:
    response = client.get(f"{BASE}{format}/")
    body = body_of(response)
    assert (response.status_code, response["Content-Type"], name_of(response)) == (
        200,
        media_type,
        name,
    )
    assert response["Content-Disposition"].startswith(
        f'attachment; filename="shimokawa-1.{format}"; '
    )
    assert response["Content-Length"] == str(len(body))
    assert response["ETag"] == f'"{sha256(body).hexdigest()}"'
    assert response["Cache-Control"] == "public, no-cache"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_json_is_what_was_decided(client, edition) -> None:
    assert body_of(client.get(f"{BASE}json/")).decode() == edition.content_json


def test_a_file_of_the_store_is_sent_and_not_made(client, made, engine) -> None:
    first, second = body_of(client.get(PDF)), body_of(client.get(PDF))
    assert (first, second, engine.asked) == (f"%PDF {TITLE}".encode(), first, [])


def test_a_download_from_the_store_takes_one_query(client, made) -> None:
    with assert_queries(1):
        body_of(client.get(PDF))


def test_who_has_the_file_is_told_so(client, made) -> None:
    response = client.get(PDF)
    body_of(response)
    again = client.get(PDF, headers={"If-None-Match": f'"other", {response["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Cache-Control"]) == (response["ETag"], "public, no-cache")


def test_who_has_the_file_is_told_so_without_a_look_at_it(client, made, monkeypatch) -> None:
    etag = f'"{made.renderings.get(format="pdf").sha256}"'
    monkeypatch.setattr("publishing.views.sending.open_whole", None)
    with assert_queries(1):
        assert client.get(PDF, headers={"If-None-Match": etag}).status_code == 304


def test_who_has_another_file_gets_this_one(client, made) -> None:
    response = client.get(PDF, headers={"If-None-Match": '"other"'})
    assert (response.status_code, body_of(response)) == (200, f"%PDF {TITLE}".encode())


def test_head_tells_the_same_without_the_file(client, made) -> None:
    got, asked = client.get(PDF), client.head(PDF)
    assert (asked.status_code, body_of(asked), body_of(got)[:4]) == (200, b"", b"%PDF")
    assert dict(asked.headers) == dict(got.headers)


def test_a_file_goes_to_the_server_as_a_file(rf, made) -> None:
    """So that it hands it on without reading it (wsgi.file_wrapper)."""
    response: Any = download(rf.get(PDF), "shimokawa", 1, "pdf")
    assert response.file_to_stream.fileno() > 0
    response.close()


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
def test_a_withdrawal_holds_at_once_even_for_who_has_the_file(client, cast, made, format) -> None:
    url = f"{BASE}{format.value}/"
    response = client.get(url)
    body_of(response)
    etag = response["ETag"]
    workflow.unpublish(made, by=cast.approver, at=AT, reason="誤りがあったため")
    assert client.get(url).status_code == 404
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 404


def test_an_edition_that_is_only_decided_is_not_there(client, plan, engine) -> None:
    decided(plan)
    assert [client.get(f"{BASE}{format.value}/").status_code for format in Format] == [404] * len(
        Format
    )


def test_a_republished_edition_is_there_again(client, cast, made) -> None:
    workflow.unpublish(made, by=cast.approver, at=AT, reason="誤りがあったため")
    made.refresh_from_db()
    workflow.publish(made, by=cast.approver, at=AT, published_on=AT.date())
    response = client.get(PDF)
    assert (response.status_code, body_of(response)) == (200, f"%PDF {TITLE}".encode())


def test_an_older_public_edition_keeps_its_files(client, cast, plan, made, publish) -> None:
    before = body_of(client.get(PDF))
    revise(plan, cast.author, "第2期計画")
    render_all(publish(plan), at=AT)
    assert body_of(client.get(PDF)) == before
    second = client.get("/plans/shimokawa/editions/2/pdf/")
    assert (name_of(second), body_of(second)) == (
        "第2期計画_第2版.pdf",
        "%PDF 第2期計画".encode(),
    )


def test_the_name_of_a_download_is_fit_for_any_disk(client, make_plan, publish) -> None:
    publish(make_plan(title="CON/..\\𠮷①" + "長" * 300))
    response = client.get(f"{BASE}json/")
    body_of(response)
    name = name_of(response)
    assert name == "CON_.._𠮷①" + "長" * 71 + "_第1版.json"


# --- before the file is there ----------------------------------------------------------------


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_a_file_that_is_not_there_yet_is_asked_for_once(
    client, edition, engine, called_jobs, format
) -> None:
    url = f"{BASE}{format}/"
    first, second = client.get(url), client.get(url)
    job = Job.objects.get()
    assert (job.kind, job.edition, job.owner, called_jobs) == ("edition", edition, None, [job.pk])
    for response in (first, second):
        page = response.content.decode()
        assert (response.status_code, response["Retry-After"], response["Refresh"]) == (
            503,
            "10",
            "10",
        )
        assert response["Cache-Control"] == "no-store"
        assert f"「{TITLE}」の{Format(format).label}ファイルは、まだできていません。" in page
    assert engine.asked == []


def test_the_file_is_there_when_the_job_is_done(client, edition, engine, called_jobs) -> None:
    client.get(PDF)
    called_jobs.run()
    assert body_of(client.get(PDF)) == f"%PDF {TITLE}".encode()
    assert engine.asked == ALL_ASKED


@pytest.mark.parametrize("format", ["json", "txt"])
def test_what_costs_little_is_there_at_once(client, edition, engine, called_jobs, format) -> None:
    response = client.get(f"{BASE}{format}/")
    assert (response.status_code, body_of(response) != b"", called_jobs) == (200, True, [])


def test_who_may_not_read_it_makes_nothing(client, plan, engine, called_jobs) -> None:
    decided(plan)
    assert [client.get(url).status_code for url in (PDF, f"{BASE}json/")] == [404, 404]
    assert (called_jobs, Rendering.objects.count()) == ([], 0)


def test_a_failure_is_explained_and_not_tried_again_by_every_reader(
    client, edition, engine, called_jobs, caplog
) -> None:
    engine.error = RenderError("見出しの色「赤」は使えません。")
    client.get(PDF)
    called_jobs.run()
    response = client.get(PDF)
    page = response.content.decode()
    assert response.status_code == 503
    assert "見出しの色「赤」は使えません。" in page
    assert ("Retry-After" in response, "Refresh" in response) == (False, False)
    assert (response["Cache-Control"], "Content-Disposition" in response) == ("no-store", False)
    assert (Rendering.objects.count(), Job.objects.count(), called_jobs) == (4, 1, [])


def test_a_reader_is_not_told_why_another_file_failed(
    client, edition, engine, called_jobs, caplog
) -> None:
    client.get(PDF)
    Job.objects.update(
        state="failed",
        ended_at=timezone.now(),
        error="PDF：表の三行目が大きすぎます。",
        reasons={"pdf": "表の三行目が大きすぎます。"},
    )
    response = client.get(f"{BASE}docx/")
    page = response.content.decode()
    assert (response.status_code, "表の三行目" in page, "Refresh" in response) == (
        503,
        False,
        False,
    )
    assert "Wordファイルは準備中です" in page


@pytest.fixture
def full_disk(monkeypatch) -> None:
    """The storage takes no file."""

    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("catalog.storage.os.fsync", refuse)


@pytest.mark.parametrize("format", ["json", "txt", "xlsx", "zip"])
def test_what_costs_little_is_sent_though_it_cannot_be_stored(
    client, edition, engine, full_disk, caplog, format
) -> None:
    response = client.get(f"{BASE}{format}/")
    assert (response.status_code, body_of(response) != b"", response["Cache-Control"]) == (
        200,
        True,
        "no-store",
    )
    assert name_of(response) == f"{TITLE}_第1版.{format}"
    assert Rendering.objects.count() == 0


@pytest.mark.parametrize("rest", ["data/", "data/measures.csv"])
def test_the_open_data_is_there_though_it_cannot_be_stored(
    client, edition, full_disk, caplog, rest
) -> None:
    assert client.get(f"{BASE}{rest}").status_code == 200


def test_after_a_while_a_failure_is_tried_again(
    client, edition, engine, called_jobs, caplog
) -> None:
    engine.error = RenderError("見出しの色「赤」は使えません。")
    client.get(PDF)
    called_jobs.run()
    Job.objects.update(ended_at=timezone.now() - PAUSE)
    engine.error = None
    client.get(PDF)
    called_jobs.run()
    assert body_of(client.get(PDF)) == f"%PDF {TITLE}".encode()


@pytest.mark.parametrize("damage", ["lost", "cut"])
def test_a_file_that_is_lost_or_cut_short_is_not_sent_but_made_again(
    client, made, called_jobs, damage, caplog
) -> None:
    path = Path(default_storage.path(made.renderings.get(format="pdf").name))
    path.unlink() if damage == "lost" else path.write_bytes(b"%PDF")
    assert client.get(PDF).status_code == 503
    called_jobs.run()
    assert body_of(client.get(PDF)) == f"%PDF {TITLE}".encode()


# --- a better renderer -----------------------------------------------------------------------


@pytest.fixture
def better(monkeypatch) -> None:
    """The renderer of PDF has a new version."""
    monkeypatch.setattr(
        store, "fingerprint", lambda f: (*fingerprint(f), *(["new"] if f == "pdf" else []))
    )


def test_the_old_file_is_sent_until_the_new_one_is_made(
    client, made, engine, called_jobs, better
) -> None:
    old = body_of(client.get(PDF))
    again = body_of(client.get(PDF))
    assert (old, again, len(called_jobs)) == (f"%PDF {TITLE}".encode(), old, 1)
    engine.render_pdf = lambda document, *, figures: PdfResult(b"%PDF better", {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "render_pdf", engine.render_pdf)
        called_jobs.run()
    assert body_of(client.get(PDF)) == b"%PDF better"
    assert [row.format for row in Rendering.objects.order_by("pk")].count("pdf") == 2


def test_the_old_file_stays_where_the_better_renderer_fails(
    client, made, engine, called_jobs, better, caplog
) -> None:
    old = body_of(client.get(PDF))
    engine.error = RenderError("作れません。")
    called_jobs.run()
    assert body_of(client.get(PDF)) == old
    assert (called_jobs, Job.objects.get().state) == ([], "failed")


def test_a_file_with_another_record_is_no_stand_in(client, cast, plan, engine, called_jobs) -> None:
    """The file made before the publication does not say the 公表日."""
    sealed = decided(plan)
    render_all(sealed, at=AT)
    workflow.publish(sealed, by=cast.approver, at=AT, published_on=AT.date())
    assert (client.get(PDF).status_code, len(called_jobs)) == (503, 1)


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
    rendering(illustrated, Format.PDF, at=AT)
    assert handed == [{picture.sha256: b"\x89PNG picture"}]

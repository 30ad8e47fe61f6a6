"""The preview of the working copy: for colleagues, marked 案."""

import re

import pytest

from documents.codec import canonical_plan
from documents.content import Paragraph
from documents.renderers.errors import RenderError
from plans.content import content_of
from plans.models import Chapter, Measure
from publishing.models import DraftFile, Rendering
from tests.publishing.conftest import (
    SENTENCE,
    TITLE,
    chapter_of,
    figure_block,
    revise,
    store_figure,
)
from tests.publishing.test_downloads import name_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def url_of(plan, rest: str = "") -> str:
    return f"/staff/plans/{plan.pk}/preview/{rest}"


@pytest.mark.parametrize(
    "person", ["author", "contributor", "approver", "admin", "viewer", "superuser"]
)
def test_a_colleague_reads_the_whole_draft(signed_in, cast, plan, person) -> None:
    response = signed_in(getattr(cast, person)).get(url_of(plan))
    page = response.content.decode()
    assert response.status_code == 200
    assert f"<p>{SENTENCE}</p>" in page
    assert '<span class="plan-cover-mark">案</span>' in page


@pytest.mark.parametrize("rest", ["", "json/", "part/c-purpose.pdf"])
def test_a_stranger_learns_nothing(signed_in, cast, plan, engine, rest) -> None:
    response = signed_in(cast.stranger).get(url_of(plan, rest))
    assert (response.status_code, engine.asked) == (404, [])


@pytest.mark.parametrize("rest", ["", "json/", "part/c-purpose.pdf"])
def test_who_is_not_signed_in_is_asked_to(client, plan, engine, rest) -> None:
    response = client.get(url_of(plan, rest))
    assert (response.status_code, response["Location"].split("?")[0], engine.asked) == (
        302,
        "/accounts/login/",
        [],
    )


@pytest.mark.parametrize("rest", ["", "json/", "part/c-purpose.pdf"])
def test_only_reading_is_answered(signed_in, cast, plan, rest) -> None:
    assert signed_in(cast.author).post(url_of(plan, rest)).status_code == 405


def test_the_preview_says_how_the_draft_stands_to_the_editions(
    signed_in, cast, plan, publish
) -> None:
    browser = signed_in(cast.author)

    def told() -> str:
        found = re.search(r"<strong>案</strong>　(.*?)この画面と", browser.get(url_of(plan)).text)
        assert found is not None
        return found[1]

    before = told()
    publish(plan)
    settled = told()
    revise(plan, cast.author, "直した題")
    assert (before, settled, told()) == (
        "公表されていない書きかけの計画です。",
        "第1版（公表済）と同じ内容です。",
        "第1版のあとの改定で、書きかけの計画です。まだ公表されていません。",
    )


def test_a_draft_is_kept_out_of_caches(signed_in, cast, plan) -> None:
    assert signed_in(cast.author).get(url_of(plan))["Cache-Control"] == "no-store"


def test_what_was_removed_is_not_shown(signed_in, cast, plan) -> None:
    Chapter.objects.filter(plan=plan).update(removed_at="2026-04-01T00:00Z", removed_by=cast.author)
    assert SENTENCE not in signed_in(cast.author).get(url_of(plan)).content.decode()


def test_the_queries_do_not_grow_with_the_plan(signed_in, cast, make_plan) -> None:
    client = signed_in(cast.author)
    long = chapter_of(*(Paragraph(uid=f"p-{n}", text=f"段落{n}") for n in range(50)))
    counts = []
    for plan in (make_plan("short"), make_plan("long", chapters=long)):
        with count_queries() as ran:
            client.get(url_of(plan))
        counts.append(len(ran))
    assert counts == [13, 13]


def test_the_plan_file_of_the_draft_is_made_at_once_and_kept_nowhere(
    signed_in, cast, plan, called_jobs
) -> None:
    response = signed_in(cast.author).get(url_of(plan, "json/"))
    assert (response.status_code, response.content.decode()) == (
        200,
        canonical_plan(content_of(plan)),
    )
    assert name_of(response) == f"{TITLE}（案）.json"
    assert 'filename="shimokawa-draft.json"' in response["Content-Disposition"]
    assert (response["Cache-Control"], "ETag" in response) == ("no-store", False)
    assert (Rendering.objects.count(), DraftFile.objects.count(), called_jobs) == (0, 0, [])


@pytest.mark.parametrize("format", ["pdf", "docx", "html", "exe", "PDF"])
def test_another_format_is_not_there(signed_in, cast, plan, engine, format) -> None:
    response = signed_in(cast.author).get(url_of(plan, f"{format}/"))
    assert (response.status_code, engine.asked) == (404, [])


# --- a part ----------------------------------------------------------------------------------


def test_a_chapter_is_a_file_at_once(signed_in, cast, plan, engine) -> None:
    response = signed_in(cast.viewer).get(url_of(plan, "part/c-purpose.pdf"))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response.content.decode() == f"%PDF {TITLE} 案"
    assert name_of(response) == f"{TITLE}_1計画の目的（案）.pdf"
    assert (response["Cache-Control"], engine.asked) == ("no-store", ["pdf"])


def test_the_page_leads_to_each_part(signed_in, cast, plan) -> None:
    page = signed_in(cast.viewer).get(url_of(plan)).content.decode()
    href = url_of(plan, "part/c-purpose.pdf")
    assert (
        f'<p class="pb-part-link"><a href="{href}" aria-label="この章だけPDF（1　計画の目的）">'
        "この章だけPDF</a></p>" in page
    )


@pytest.mark.parametrize("anchor", ["c-nowhere", "m-", "x" * 300, "%00", "fn-1", "contents"])
def test_a_part_that_is_not_there(signed_in, cast, plan, engine, anchor) -> None:
    response = signed_in(cast.viewer).get(url_of(plan, f"part/{anchor}.pdf"))
    assert (response.status_code, engine.asked) == (404, [])


def test_a_part_that_takes_too_long_is_left_to_a_job(signed_in, cast, make_plan, engine) -> None:
    """Nobody can stop the site by looking at a chapter."""
    long = chapter_of(*(Paragraph(uid=f"p-{n}", text="長" * 10_000) for n in range(4)))
    plan = make_plan(chapters=long)
    response = signed_in(cast.author).get(url_of(plan, "part/c-purpose.pdf"), follow=True)
    assert (response.redirect_chain, engine.asked) == ([(url_of(plan), 302)], [])
    assert "この部分は長いので、その場では作れません。" in response.content.decode()


def test_a_part_that_cannot_be_made_is_explained(signed_in, cast, plan, engine, caplog) -> None:
    engine.error = RenderError("見出しの色「赤」は使えません。")
    response = signed_in(cast.author).get(url_of(plan, "part/c-purpose.pdf"))
    assert response.status_code == 503
    assert "見出しの色「赤」は使えません。" in response.content.decode()


def test_a_fault_in_the_working_copy_is_named(signed_in, cast, plan, monkeypatch, caplog) -> None:
    def refuse(*arguments: object) -> None:
        raise ValueError("an empty table")

    monkeypatch.setattr("publishing.rendering.assemble", refuse)
    Chapter.objects.filter(plan=plan).update(body=[{"type": "table", "uid": "t", "rows": []}])
    response = signed_in(cast.author).get(url_of(plan))
    assert response.status_code == 503
    assert "表の行の長さがそろっていないか、表が空です。" in response.content.decode()


def test_a_column_that_does_not_fit_the_format_is_explained(signed_in, cast, plan, caplog) -> None:
    type(plan).objects.filter(pk=plan.pk).update(period={"start": "2020-13"})
    response = signed_in(cast.author).get(url_of(plan))
    assert response.status_code == 503
    assert "計画の内容を読めません。" in response.content.decode()


def test_colleagues_see_the_figures_of_a_draft(signed_in, client, cast, make_plan) -> None:
    file = store_figure(cast.town, b"\x89PNG draft")
    plan = make_plan(chapters=chapter_of(figure_block(file)))
    url = f"/staff/plans/{plan.pk}/figures/{file.sha256}"
    assert f'<img src="{url}"' in signed_in(cast.viewer).get(url_of(plan)).content.decode()
    seen = signed_in(cast.viewer).get(url)
    assert (seen.content, seen["Content-Type"], seen["Cache-Control"]) == (
        b"\x89PNG draft",
        "image/png",
        "no-store",
    )
    assert signed_in(cast.stranger).get(url).status_code == 404
    assert client.get(url).status_code == 302


def test_another_towns_figure_is_not_there(signed_in, cast, plan) -> None:
    theirs = store_figure(cast.other_town, b"\x89PNG theirs")
    url = f"/staff/plans/{plan.pk}/figures/{theirs.sha256}"
    assert signed_in(cast.viewer).get(url).status_code == 404


@pytest.mark.parametrize("name", ["x", "a" * 64, "%00", "..%2f..%2fdb.sqlite3"])
def test_a_name_that_is_no_figure_is_not_found(signed_in, cast, plan, name) -> None:
    url = f"/staff/plans/{plan.pk}/figures/{name}"
    assert signed_in(cast.viewer).get(url).status_code == 404


@pytest.mark.parametrize("pk", [0, 999_999, 99999999999999999999999])
@pytest.mark.parametrize("rest", ["", "json/", "part/c-purpose.pdf"])
def test_a_plan_that_is_not_there(signed_in, cast, pk, rest) -> None:
    url = f"/staff/plans/{pk}/preview/{rest}"
    assert signed_in(cast.superuser).get(url).status_code == 404


def test_a_plan_without_measures_can_be_seen(signed_in, cast, make_plan) -> None:
    plan = make_plan(chapters=())
    assert Measure.objects.filter(plan=plan).count() == 0
    assert signed_in(cast.author).get(url_of(plan)).status_code == 200

"""Files of a draft as people ask for them: the button, the page that waits, the file, the list."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from documents.renderers.errors import RenderError
from plans.models import Plan
from publishing.job_pages import moment_text
from publishing.jobs.asking import ask_for_edition
from publishing.jobs.leases import take
from publishing.models import DraftFile, Job
from tests.factories import BIFUKA, make_organization
from tests.publishing.conftest import AT, TITLE, body_of
from tests.publishing.jobs.conftest import job_of
from tests.publishing.test_downloads import name_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def preview(plan: Plan, rest: str = "") -> str:
    return f"/staff/plans/{plan.pk}/preview/{rest}"


def url_of(job: Job, rest: str = "") -> str:
    return f"/staff/plans/{job.plan_id}/jobs/{job.pk}/{rest}"


def text_of(response) -> str:
    """Return the words of the main part of a page."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    assert main is not None
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def again_of(response) -> str:
    """Return where the button 「もう一度作る」 leads, "" where there is none."""
    forms = re.findall(r'<form [^>]*action="([^"]*)">(.*?)</form>', response.content.decode(), re.S)
    return next((url for url, inside in forms if "もう一度作る" in inside), "")


def said(response) -> list[tuple[str, str]]:
    return [(message.tags, message.message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def author(signed_in, cast) -> Client:
    """The author's browser."""
    browser: Client = signed_in(cast.author)
    return browser


@pytest.fixture
def job(author, plan) -> Job:
    """A job that the author has asked for: a PDF of the draft."""
    author.post(preview(plan, "make/pdf/"))
    return Job.objects.get()


# --- asking ----------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_a_press_of_the_button_leads_to_the_job(author, cast, plan, called_jobs, format) -> None:
    response = author.post(preview(plan, f"make/{format}/"))
    job = Job.objects.get()
    assert (response.status_code, response["Location"]) == (302, url_of(job))
    assert (job.owner, job.format, called_jobs) == (cast.author, format, [job.pk])


@pytest.mark.parametrize("format", ["json", "txt", "exe", "PDF"])
def test_nothing_else_is_made(author, plan, called_jobs, format) -> None:
    assert author.post(preview(plan, f"make/{format}/")).status_code == 404
    assert called_jobs == []


def test_asking_needs_a_press(author, plan) -> None:
    assert author.get(preview(plan, "make/pdf/")).status_code == 405


def test_a_press_without_the_token_is_refused(cast, plan) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.author)
    assert (browser.post(preview(plan, "make/pdf/")).status_code, Job.objects.count()) == (403, 0)


def test_a_stranger_asks_for_nothing(signed_in, cast, plan, called_jobs) -> None:
    assert signed_in(cast.stranger).post(preview(plan, "make/pdf/")).status_code == 404
    assert called_jobs == []


def test_too_many_at_once_are_refused_and_say_what_waits(author, make_plan, called_jobs) -> None:
    for number in range(3):
        author.post(preview(make_plan(f"plan-{number}"), "make/pdf/"))
    fourth = make_plan("fourth")
    response = author.post(preview(fourth, "make/docx/"))
    assert response["Location"] == preview(fourth)
    ((tone, words),) = said(response)
    assert (tone, words.split("（")[0]) == (
        "danger",
        "あなたが頼んだファイルを、いま3件作っています",
    )
    assert len(called_jobs) == 3


def test_a_draft_that_cannot_be_read_is_explained(author, plan, caplog) -> None:
    Plan.objects.filter(pk=plan.pk).update(period={"start": "2020-13"})
    response = author.post(preview(plan, "make/pdf/"))
    assert (response.status_code, Job.objects.count()) == (503, 0)
    assert "計画の内容を読めません。" in text_of(response)


# --- waiting ---------------------------------------------------------------------------------


def test_a_waiting_job_says_so_and_looks_again_by_itself(author, job) -> None:
    response = author.get(url_of(job))
    page = response.content.decode()
    assert "待ち まもなく始めます。" in text_of(response)
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert f'hx-get="{url_of(job)}" hx-trigger="every 2s"' in page
    assert (response["Cache-Control"], "受け取る" in page) == ("no-store", False)


def test_who_stands_in_line_is_told_how_long_it_is(author, make_plan) -> None:
    for number in range(2):
        author.post(preview(make_plan(f"plan-{number}"), "make/pdf/"))
    last = Job.objects.latest("pk")
    assert "待ち 順番を待っています（前に1件）。" in text_of(author.get(url_of(last)))


def test_a_running_job_says_how_far_it_is(author, job) -> None:
    lease = take(job.pk, at=timezone.now())
    assert lease is not None
    lease.tell(1, 3, "Wordファイルを作っています")
    response = author.get(url_of(job))
    assert "実行中 3段階のうち2段階目：Wordファイルを作っています" in text_of(response)
    assert '<progress class="job-progress" max="3" value="1"' in response.content.decode()


def test_a_job_that_lost_its_runner_is_called_for_again(author, job, called_jobs) -> None:
    called_jobs.clear()
    author.get(url_of(job))
    assert called_jobs == []
    Job.objects.update(called_at=timezone.now() - timedelta(seconds=61))
    author.get(url_of(job))
    assert called_jobs == [job.pk]


def test_a_job_that_stopped_on_the_way_says_that_it_begins_again(author, job) -> None:
    lease = take(job.pk, at=timezone.now())
    assert lease is not None
    lease.give_back()
    words = "待ち 途中で止まったので、もう一度始めます（1回試しました）。"
    assert words in text_of(author.get(url_of(job)))


# --- done ------------------------------------------------------------------------------------


def test_when_it_is_done_the_file_is_there(author, plan, job, engine, called_jobs) -> None:
    called_jobs.run()
    response = author.get(url_of(job))
    page = response.content.decode()
    size = DraftFile.objects.get().size
    assert f"案のPDFを受け取る（{size}バイト）" in text_of(response)
    assert [word for word in ("hx-get", "refresh", "htmx.min.js") if word in page] == []
    file = author.get(url_of(job, "file/"))
    assert body_of(file).decode() == f"%PDF {TITLE} 案"
    assert (name_of(file), file["Content-Type"], file["Cache-Control"]) == (
        f"{TITLE}（案）.pdf",
        "application/pdf",
        "no-store",
    )


def test_it_says_which_text_it_shows_and_whether_that_has_changed(
    author, plan, job, engine, called_jobs
) -> None:
    called_jobs.run()
    Job.objects.update(created_at=datetime(2026, 11, 21, 9, 5, tzinfo=UTC))
    now = text_of(author.get(url_of(job)))
    Plan.objects.filter(pk=plan.pk).update(vision="新しい目指す姿")
    later = text_of(author.get(url_of(job)))
    moment = "令和8年11月21日18時05分の内容です。"
    assert (moment in now, moment in later) == (True, True)
    assert ["そのあと、計画は直されています。" in words for words in (now, later)] == [False, True]


def test_a_moment_is_told_in_the_time_of_japan() -> None:
    assert moment_text(datetime(2026, 12, 31, 15, 0, tzinfo=UTC)) == "令和9年1月1日0時00分"


def test_the_same_again_is_there_at_once(author, plan, job, engine, called_jobs) -> None:
    called_jobs.run()
    response = author.post(preview(plan, "make/pdf/"))
    assert (response["Location"], engine.asked, called_jobs) == (url_of(job), ["pdf"], [])


def test_a_file_that_is_lost_is_explained(author, job, engine, called_jobs, caplog) -> None:
    called_jobs.run()
    Path(default_storage.path(DraftFile.objects.get().name)).unlink()
    response = author.get(url_of(job, "file/"))
    assert response.status_code == 503
    assert "案のPDFは失われています" in text_of(response)
    assert f'href="{preview(job.plan)}"' in response.content.decode()
    assert again_of(response) == preview(job.plan, "make/pdf/")
    author.post(again_of(response))
    called_jobs.run()
    assert (
        body_of(author.get(url_of(Job.objects.latest("pk"), "file/")))
        == f"%PDF {TITLE} 案".encode()
    )


def test_before_it_is_done_there_is_no_file(author, job) -> None:
    assert author.get(url_of(job, "file/")).status_code == 404


def test_a_failure_says_why(author, job, engine, called_jobs, caplog) -> None:
    engine.error = RenderError("見出しの色「赤」は使えません。")
    called_jobs.run()
    response = author.get(url_of(job))
    assert "失敗" in text_of(response)
    assert "見出しの色「赤」は使えません。" in text_of(response)
    assert "hx-get" not in response.content.decode()


def test_what_failed_can_be_asked_for_once_more(author, job, engine, called_jobs, caplog) -> None:
    engine.error = RenderError("見出しの色「赤」は使えません。")
    called_jobs.run()
    engine.error = None
    author.post(again_of(author.get(url_of(job))))
    called_jobs.run()
    done = Job.objects.latest("pk")
    assert (done.state, again_of(author.get(url_of(done)))) == ("done", "")


@pytest.mark.parametrize(("person", "may"), [("approver", True), ("viewer", False)])
def test_who_may_publish_has_the_files_of_an_edition_made_once_more(
    signed_in, cast, edition, engine, called_jobs, caplog, person, may
) -> None:
    engine.error = RenderError("見出しの色「赤」は使えません。")
    job = ask_for_edition(edition, by=None, at=timezone.now())
    called_jobs.run()
    engine.error = None
    browser = signed_in(getattr(cast, person))
    url = f"/staff/plans/{edition.plan_id}/editions/1/make/" if may else ""
    staff_page = browser.get(f"/staff/plans/{edition.plan_id}/editions/1/")
    assert (again_of(browser.get(url_of(job))), again_of(staff_page)) == (url, url)
    if may:
        browser.post(url)
        called_jobs.run()
        assert Job.objects.latest("pk").state == "done"


def test_the_job_of_an_edition_says_where_its_files_will_stand(author, edition) -> None:
    job = ask_for_edition(edition, by=None, at=timezone.now())
    text = text_of(author.get(url_of(job)))
    assert ("第1版の画面 の「ダウンロード」に並びます" in text, "下見" in text) == (True, False)


def test_the_job_of_an_edition_leads_to_it(signed_in, cast, edition, engine, called_jobs) -> None:
    job = ask_for_edition(edition, by=cast.approver, at=AT)
    browser = signed_in(cast.viewer)
    assert "第1版のファイルの作成" in text_of(browser.get(url_of(job)))
    called_jobs.run()
    page = browser.get(url_of(job)).content.decode()
    assert f'href="/staff/plans/{edition.plan_id}/editions/1/"' in page
    assert browser.get(url_of(job, "file/")).status_code == 404


# --- cancelling ------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["author", "admin", "superuser"])
def test_who_asked_and_who_may_edit_cancels(signed_in, cast, job, engine, called_jobs, person):
    browser = signed_in(getattr(cast, person))
    assert f'action="{url_of(job, "cancel/")}"' in browser.get(url_of(job)).content.decode()
    response = browser.post(url_of(job, "cancel/"))
    assert (response.status_code, response["Location"]) == (302, url_of(job))
    assert said(response) == [("success", "ファイルの作成を取り消しました。")]
    called_jobs.run()
    job.refresh_from_db()
    assert (job.state, engine.asked) == ("cancelled", [])


@pytest.mark.parametrize("person", ["viewer", "contributor", "approver"])
def test_a_colleague_looks_and_leaves_it_alone(signed_in, cast, job, person) -> None:
    browser = signed_in(getattr(cast, person))
    page = browser.get(url_of(job))
    assert (page.status_code, "取り消す" in page.content.decode()) == (200, False)
    assert browser.post(url_of(job, "cancel/")).status_code == 403
    job.refresh_from_db()
    assert job.state == "waiting"


def test_what_has_ended_is_not_cancelled(author, job, engine, called_jobs) -> None:
    called_jobs.run()
    response = author.post(url_of(job, "cancel/"))
    assert said(response) == [("info", "もう終わっているので、取り消すものはありません。")]
    job.refresh_from_db()
    assert job.state == "done"


# --- who sees it -----------------------------------------------------------------------------


@pytest.mark.parametrize("rest", ["", "file/"])
def test_a_stranger_learns_nothing(signed_in, cast, job, engine, called_jobs, rest) -> None:
    called_jobs.run()
    assert signed_in(cast.stranger).get(url_of(job, rest)).status_code == 404


def test_the_number_of_a_job_of_another_plan_is_not_found(
    signed_in, cast, author, job, make_plan, engine, called_jobs
) -> None:
    """A 管理者 of the other town, inside a plan of his own, guesses numbers."""
    called_jobs.run()
    theirs = make_plan("theirs", make_organization(BIFUKA))
    browser = signed_in(cast.stranger)
    for rest in ("", "file/"):
        assert browser.get(f"/staff/plans/{theirs.pk}/jobs/{job.pk}/{rest}").status_code == 404
    url = f"/staff/plans/{theirs.pk}/jobs/{job.pk}/cancel/"
    assert browser.post(url).status_code == 404


def test_a_stored_file_is_no_address(client, job, engine, called_jobs) -> None:
    called_jobs.run()
    name = DraftFile.objects.get().name
    for url in (f"/{name}", f"/files/{name}", f"/media/{name}", f"/static/{name}"):
        assert client.get(url).status_code == 404


# --- the list --------------------------------------------------------------------------------


def test_my_files_are_listed_the_newest_first(
    author, signed_in, cast, plan, job, engine, called_jobs
) -> None:
    called_jobs.run()
    Job.objects.update(created_at=datetime(2026, 11, 21, 9, 5, tzinfo=UTC))
    Plan.objects.filter(pk=plan.pk).update(vision="新しい目指す姿")
    author.post(preview(plan, "make/docx/"))
    text = text_of(author.get(preview(plan)))
    listed = text.split("作成したファイル ")[1].split(" 目次")[0]
    size = DraftFile.objects.get().size
    first = moment_text(Job.objects.latest("pk").created_at)
    assert listed == (
        f"待ち 案のWord {first}の内容 "
        f"完了 案のPDF（{size}バイト） 令和8年11月21日18時05分の内容（そのあと直されています）"
    )
    assert "作成したファイル" not in text_of(signed_in(cast.viewer).get(preview(plan)))


def test_the_list_takes_as_many_queries_with_one_job_as_with_thirty(
    author, cast, plan, engine
) -> None:
    counts = []
    for jobs in (1, 29):
        for number in range(jobs):
            job_of(
                plan,
                owner=cast.author,
                key=f"{number:064x}",
                state="cancelled",
                ended_at=AT,
                content_json="",
            ).save()
        with count_queries() as ran:
            author.get(preview(plan))
        counts.append(len(ran))
    assert counts == [13, 13]


@pytest.mark.parametrize(("state", "queries"), [("waiting", 6), ("running", 5)])
def test_a_look_at_a_job_keeps_its_budget(author, job, state, queries) -> None:
    if state == "running":
        take(job.pk, at=timezone.now())
    with count_queries() as ran:
        author.get(url_of(job))
    assert len(ran) == queries

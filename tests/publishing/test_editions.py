"""Editions for colleagues, publication and its withdrawal."""

from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from documents.renderers.errors import RenderError
from plans.editions import record_of_edition
from plans.enums import EditionState
from plans.models import Edition, Event
from publishing.enums import Format
from publishing.models import Job, Rendering
from publishing.store import AT_ONCE, render_all, stored
from tests.publishing.conftest import ALL_ASKED, AT, SENTENCE, TITLE, body_of, decided, revise
from tests.publishing.test_downloads import name_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

COLLEAGUES = ["author", "contributor", "approver", "admin", "viewer", "superuser"]
PUBLISHED = (
    "success",
    "第1版を公表しました。ファイルは、できたものから受け取れるようになります。",
)
PUBLISHERS = ["approver", "admin", "superuser"]
OTHERS = ["author", "contributor", "viewer"]


@pytest.fixture
def sealed(plan) -> Edition:
    """An edition that is decided and not public."""
    return decided(plan)


def url_of(edition: Edition, rest: str = "") -> str:
    return f"/staff/plans/{edition.plan_id}/editions/{edition.no}/{rest}"


def said(response) -> list[tuple[str, str]]:
    """Return the messages that the next page will show."""
    return [(message.tags, message.message) for message in get_messages(response.wsgi_request)]


def deeds() -> list[str]:
    return list(Event.objects.order_by("seq").values_list("deed", flat=True))


def publish_form(day: str = "2026-04-01") -> dict[str, str]:
    return {"published_on": day}


# --- the page --------------------------------------------------------------------------------


@pytest.mark.parametrize("person", COLLEAGUES)
def test_a_colleague_reads_a_decided_edition(signed_in, cast, sealed, person) -> None:
    response = signed_in(getattr(cast, person)).get(url_of(sealed))
    page = response.content.decode()
    assert response.status_code == 200
    assert f"<p>{SENTENCE}</p>" in page
    assert "公表されていません。団体の職員だけが見られます。" in page


@pytest.mark.parametrize("rest", ["", "pdf/", "publish/", "unpublish/"])
def test_a_stranger_learns_nothing(signed_in, cast, sealed, engine, rest) -> None:
    response = signed_in(cast.stranger).get(url_of(sealed, rest))
    assert (response.status_code, engine.asked) == (404, [])


@pytest.mark.parametrize("rest", ["", "pdf/", "publish/", "unpublish/"])
def test_who_is_not_signed_in_is_asked_to(client, sealed, rest) -> None:
    response = client.get(url_of(sealed, rest))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("rest", ["", "pdf/", "publish/", "unpublish/"])
@pytest.mark.parametrize("no", [0, 2, 99999999999999999999999])
def test_an_edition_that_is_not_there(signed_in, cast, sealed, engine, rest, no) -> None:
    url = f"/staff/plans/{sealed.plan_id}/editions/{no}/{rest}"
    assert signed_in(cast.approver).get(url).status_code == 404


@pytest.mark.parametrize("rest", ["", "pdf/"])
def test_only_reading_is_answered(signed_in, cast, sealed, rest) -> None:
    assert signed_in(cast.approver).post(url_of(sealed, rest)).status_code == 405


@pytest.mark.parametrize("person", COLLEAGUES)
@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (EditionState.DECIDED, "publish"),
        (EditionState.PUBLISHED, "unpublish"),
        (EditionState.UNPUBLISHED, "publish"),
        (EditionState.SUPERSEDED, "unpublish"),
        (EditionState.ABOLISHED, ""),
    ],
)
def test_the_deeds_on_offer(signed_in, cast, sealed, person, state, offered) -> None:
    Edition.objects.update(state=state, published_at=AT, published_by=cast.approver)
    page = signed_in(getattr(cast, person)).get(url_of(sealed)).content.decode()
    shown = [rest for rest in ("publish", "unpublish") if f'href="{url_of(sealed, rest)}/"' in page]
    assert shown == ([offered] if offered and person in PUBLISHERS else [])
    assert EditionState(state).label in page


def test_the_page_keeps_its_budget_however_many_editions(
    signed_in, cast, plan, sealed, publish, engine
) -> None:
    render_all(sealed, at=AT)
    client = signed_in(cast.viewer)
    counts = []
    for number in range(2):
        with count_queries() as ran:
            client.get(url_of(sealed))
        counts.append(len(ran))
        revise(plan, cast.author, f"改定{number}")
        publish(plan)
    assert counts == [6, 6]


def test_colleagues_download_a_decided_edition(signed_in, cast, sealed, engine) -> None:
    render_all(sealed, at=AT)
    response = signed_in(cast.viewer).get(url_of(sealed, "pdf/"))
    assert body_of(response).decode() == f"%PDF {TITLE}"
    assert (response.status_code, response["Cache-Control"], name_of(response)) == (
        200,
        "no-store",
        f"{TITLE}_第1版.pdf",
    )


def test_a_decided_edition_gets_its_files_when_it_is_looked_at(
    signed_in, cast, sealed, engine, called_jobs
) -> None:
    browser = signed_in(cast.viewer)
    page = browser.get(url_of(sealed)).content.decode()
    browser.get(url_of(sealed))
    job = Job.objects.get()
    assert (job.edition, job.owner, called_jobs) == (sealed, cast.viewer, [job.pk])
    assert page.count("（準備中）") == len(set(Format) - AT_ONCE)
    assert f'href="/staff/plans/{sealed.plan_id}/jobs/{job.pk}/"' in page
    called_jobs.run()
    page = browser.get(url_of(sealed)).content.decode()
    assert (set(stored(sealed)), page.count("準備中")) == (set(Format), 0)
    assert called_jobs == []


def test_a_file_that_is_not_there_yet_is_asked_for(
    signed_in, cast, sealed, engine, called_jobs
) -> None:
    response = signed_in(cast.viewer).get(url_of(sealed, "pdf/"))
    assert (response.status_code, response["Retry-After"], len(called_jobs)) == (503, "10", 1)


# --- publication -----------------------------------------------------------------------------


@pytest.mark.parametrize("person", PUBLISHERS)
def test_who_may_publish_does(signed_in, client, cast, sealed, engine, person) -> None:
    response = signed_in(getattr(cast, person)).post(url_of(sealed, "publish/"), publish_form())
    assert (response.status_code, response["Location"]) == (302, url_of(sealed))
    assert said(response) == [PUBLISHED]
    assert client.get("/plans/shimokawa/").status_code == 200
    assert deeds() == ["import", "record_external", "publish"]


def test_publication_has_every_file_made(signed_in, cast, sealed, engine, called_jobs) -> None:
    signed_in(cast.approver).post(url_of(sealed, "publish/"), publish_form())
    assert engine.asked == []
    called_jobs.run()
    sealed.refresh_from_db()
    assert (set(stored(sealed)), engine.asked) == (set(Format), ALL_ASKED)
    assert Job.objects.get().owner == cast.approver


def test_the_day_of_publication_is_in_the_record(signed_in, cast, sealed, engine) -> None:
    signed_in(cast.approver).post(url_of(sealed, "publish/"), publish_form("2026-05-01"))
    sealed.refresh_from_db()
    published_on = record_of_edition(sealed).published_on
    assert published_on is not None
    assert (published_on.written, str(published_on.reading)) == ("令和8年5月1日", "2026-05-01")


@pytest.mark.parametrize("day", ["令和8年3月31日", "R8.3.31", "令和８年３月３１日", "2026/3/31"])
def test_the_day_of_publication_is_taken_in_either_calendar(
    signed_in, cast, sealed, engine, day
) -> None:
    signed_in(cast.approver).post(url_of(sealed, "publish/"), publish_form(day))
    sealed.refresh_from_db()
    published_on = record_of_edition(sealed).published_on
    assert published_on is not None
    assert (published_on.written, str(published_on.reading)) == ("令和8年3月31日", "2026-03-31")


@pytest.mark.parametrize("person", OTHERS)
@pytest.mark.parametrize("deed", ["publish/", "unpublish/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_is_refused(signed_in, cast, sealed, engine, person, deed, method) -> None:
    browser = signed_in(getattr(cast, person))
    response = getattr(browser, method)(url_of(sealed, deed), publish_form())
    assert (response.status_code, deeds()) == (403, ["import", "record_external"])


def test_asking_changes_nothing(signed_in, cast, sealed) -> None:
    browser = signed_in(cast.approver)
    assert [
        browser.get(url_of(sealed, deed)).status_code for deed in ("publish/", "unpublish/")
    ] == [
        200,
        200,
    ]
    sealed.refresh_from_db()
    assert sealed.state == EditionState.DECIDED


def test_the_form_proposes_today(signed_in, cast, sealed) -> None:
    page = signed_in(cast.approver).get(url_of(sealed, "publish/")).content.decode()
    assert f'value="{timezone.localdate().isoformat()}"' in page


@pytest.mark.parametrize(
    ("day", "error"),
    [
        ("", "公表日を入れてください。"),
        ("令和の日", "年月日で書いてください（例：令和8年3月31日）。"),
        ("令和8年3月", "年月日で書いてください（例：令和8年3月31日）。"),
        ("2026-02-30", "暦にない日付です。"),
        ("令和0年1月1日", "令和0年はありません。"),
        ("1867-12-31", "1868年から2199年までで書いてください。"),
        ("0000-00-00", "1868年から2199年までで書いてください。"),
        (
            "2199-12-31",
            "公表日が今日より後です。公表はすぐに行われるので、今日までの日を入れてください。",
        ),
        ("\x00", "年月日で書いてください（例：令和8年3月31日）。"),
    ],
)
def test_a_wrong_day_is_explained(signed_in, cast, sealed, day, error) -> None:
    response = signed_in(cast.approver).post(url_of(sealed, "publish/"), publish_form(day))
    page = unescape(response.content.decode())
    assert (response.status_code, error in page, "<title>エラー：" in page) == (422, True, True)
    assert deeds() == ["import", "record_external"]


def test_a_second_click_is_told_so_and_leaves_one_event(signed_in, cast, sealed, engine) -> None:
    browser = signed_in(cast.approver)
    browser.post(url_of(sealed, "publish/"), publish_form())
    again = browser.post(url_of(sealed, "publish/"), publish_form("2020-01-01"))
    assert again.status_code == 302
    assert said(again)[-1] == ("danger", "この版は既に公表されています。")
    assert deeds() == ["import", "record_external", "publish"]
    sealed.refresh_from_db()
    published_on = record_of_edition(sealed).published_on
    assert published_on is not None
    assert published_on.written == "令和8年4月1日"


def test_files_that_cannot_be_made_do_not_undo_the_publication(
    signed_in, client, cast, sealed, engine, called_jobs, caplog
) -> None:
    engine.error = RenderError("PDFを作れませんでした：印字できない字があります。")
    browser = signed_in(cast.approver)
    browser.post(url_of(sealed, "publish/"), publish_form())
    called_jobs.run()
    assert client.get("/plans/shimokawa/").status_code == 200
    page = browser.get(url_of(sealed)).content.decode()
    assert "PDFを作れませんでした：印字できない字があります。" in page


def test_a_form_without_its_token_is_refused(cast, sealed) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.approver)
    response = browser.post(url_of(sealed, "publish/"), publish_form())
    assert (response.status_code, deeds()) == (403, ["import", "record_external"])


# --- withdrawal ------------------------------------------------------------------------------


def test_a_withdrawal_takes_everything_off_the_site(
    signed_in, client, cast, edition, engine
) -> None:
    render_all(edition, at=AT)
    response = signed_in(cast.approver).post(
        url_of(edition, "unpublish/"), {"reason": "数値に誤りがあったため"}
    )
    assert said(response) == [("success", "第1版の公表を取り下げました。")]
    public = ["/plans/shimokawa/", "/plans/shimokawa/editions/1/pdf/"]
    assert [client.get(url).status_code for url in public] == [404, 404]
    event = Event.objects.get(deed="unpublish")
    assert (event.by, event.comment) == (cast.approver, "数値に誤りがあったため")
    assert Rendering.objects.count() == len(Format)


@pytest.mark.parametrize(
    ("reason", "error"),
    [
        ("", "公表を取り下げる理由を書いてください。"),
        (" \n　", "公表を取り下げる理由を書いてください。"),
        ("理由\x07", "使えない文字"),
        ("長" * 2001, "2000 文字以下"),
    ],
)
def test_a_withdrawal_needs_a_reason(signed_in, client, cast, edition, reason, error) -> None:
    response = signed_in(cast.approver).post(url_of(edition, "unpublish/"), {"reason": reason})
    assert (response.status_code, error in unescape(response.content.decode())) == (422, True)
    assert client.get("/plans/shimokawa/").status_code == 200


def test_what_is_not_public_cannot_be_withdrawn(signed_in, cast, sealed) -> None:
    response = signed_in(cast.approver).post(url_of(sealed, "unpublish/"), {"reason": "誤り"})
    assert said(response) == [("danger", "この版は公表されていません。")]
    assert deeds() == ["import", "record_external"]


def test_a_withdrawn_edition_is_still_there_for_colleagues(
    signed_in, cast, edition, engine
) -> None:
    browser = signed_in(cast.approver)
    browser.post(url_of(edition, "unpublish/"), {"reason": "誤り"})
    render_all(edition, at=AT)
    assert browser.get(url_of(edition)).status_code == 200
    assert body_of(browser.get(url_of(edition, "pdf/"))).decode() == f"%PDF {TITLE}"

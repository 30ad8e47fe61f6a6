"""Who reaches which address of publication: every one is listed here, and nothing leaks."""

import pytest
from django.urls import reverse

from documents.content import Paragraph
from plans import workflow
from publishing.enums import Format
from publishing.urls import urlpatterns
from tests.publishing.conftest import (
    AT,
    body_of,
    chapter_of,
    decided,
    figure_block,
    revise,
    store_figure,
)

pytestmark = pytest.mark.django_db

PUBLIC = {"plan-list", "health", "plan", "edition", "download", "figure", "open-data", "table"}
STAFF = {
    "preview",
    "preview-file",
    "preview-part",
    "draft-make",
    "job",
    "job-cancel",
    "job-file",
    "preview-figure",
    "edition-staff",
    "edition-make",
    "publish",
    "unpublish",
    "download-staff",
    "look",
    "look-undo",
    "look-sample",
    "look-sample-file",
    "look-picture",
    "look-colour",
}


def test_every_address_is_public_or_for_staff_on_purpose() -> None:
    open_to_all = {
        pattern.name
        for pattern in urlpatterns
        if not getattr(pattern.callback, "login_required", True)
    }
    assert open_to_all == PUBLIC
    assert {pattern.name for pattern in urlpatterns} == PUBLIC | STAFF


SECRET = "機密の数値"


@pytest.fixture
def hidden(cast, make_plan, publish):
    """Everything that must not get out: a draft, a decided, a withdrawn edition, a next draft."""
    file = store_figure(cast.town, b"\x89PNG secret picture")
    secret = chapter_of(Paragraph(uid="p", text=SECRET), figure_block(file))
    make_plan("draft", title=SECRET, chapters=secret)
    decided(make_plan("decided", title=SECRET, chapters=secret))
    withdrawn = publish(make_plan("withdrawn", title=SECRET, chapters=secret))
    workflow.unpublish(withdrawn, by=cast.approver, at=AT, reason=SECRET)
    public = make_plan("public")
    publish(public)
    revise(public, cast.author, SECRET)
    decided(public)
    return file


def addresses(slugs, numbers, sha256) -> list[str]:
    """Return every public address that can be guessed for these plans."""
    found = [reverse("publishing:plan-list"), "/?q=%E6%A9%9F%E5%AF%86"]
    for slug in slugs:
        found.append(reverse("publishing:plan", args=[slug]))
        for no in numbers:
            found.append(reverse("publishing:edition", args=[slug, no]))
            found.append(reverse("publishing:figure", args=[slug, no, sha256]))
            found += [reverse("publishing:download", args=[slug, no, f.value]) for f in Format]
            found.append(reverse("publishing:open-data", args=[slug, no]))
            found.append(reverse("publishing:table", args=[slug, no, "texts"]))
    return found


def test_nothing_that_is_not_public_gets_out(client, hidden, engine) -> None:
    answered: dict[str, int] = {}
    for url in addresses(("draft", "decided", "withdrawn", "public"), (1, 2), hidden.sha256):
        response = client.get(url)
        body = body_of(response)
        assert SECRET not in body.decode(errors="replace").replace("「機密", "")
        assert b"secret picture" not in body
        answered[url] = response.status_code
    assert {url for url, status in answered.items() if status != 404} == {
        "/",
        "/?q=%E6%A9%9F%E5%AF%86",
        "/plans/public/",
        "/plans/public/editions/1/",
        "/plans/public/editions/1/data/",
        "/plans/public/editions/1/data/texts.csv",
        *(f"/plans/public/editions/1/{format.value}/" for format in Format),
    }


def test_a_signed_in_stranger_gets_no_more(signed_in, cast, hidden, engine) -> None:
    browser = signed_in(cast.stranger)
    for slug in ("draft", "decided", "withdrawn"):
        for url in addresses((slug,), (1, 2), hidden.sha256)[2:]:
            assert browser.get(url).status_code == 404

"""Logo and base document of a plan: on its pages and in its files."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import Organization, User
from catalog.storage import sha256_of_bytes
from documents.content import Logo, Look
from documents.renderers import docx
from plans.looks import keep_base_document
from plans.models import BaseDocumentFile
from publishing.drafts import draft_file
from publishing.enums import Format
from publishing.errors import RenderingFailed
from publishing.figures import figures_of
from publishing.store import key_of
from tests.conftest import Cast
from tests.publishing.conftest import AT, MakePlan, Publish, content_for, store_figure
from tests.publishing.look_forms import (
    BASE,
    SignedIn,
    base,
    picture,
    post,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.admin)


# --- in plans and editions ---------------------------------------------------------------------


@pytest.fixture
def crest(cast: Cast) -> Logo:
    """A logo whose picture the town has."""
    file = store_figure(cast.town, picture())
    return Logo(sha256=file.sha256, media_type="image/png", alt="下川町の町章")


def test_the_public_page_shows_the_logo_of_its_edition(
    client: Client, crest: Logo, make_plan: MakePlan, publish: Publish
) -> None:
    publish(make_plan(look=Look(logo=crest)))
    page = client.get("/plans/shimokawa/").text
    address = f"/figures/shimokawa/1/{crest.sha256}"
    assert re.findall(r'<img src="([^"]*)" alt="([^"]*)"', page) == [(address, "下川町の町章")]
    assert client.get(address).content == picture()


def test_a_logo_that_the_edition_does_not_name_is_not_told_of(
    client: Client, cast: Cast, crest: Logo, make_plan: MakePlan, publish: Publish
) -> None:
    publish(make_plan(look=Look(logo=crest)))
    newer = store_figure(cast.town, picture("blue"))
    make_plan("draft", look=Look(logo=Logo(sha256=newer.sha256, media_type="image/png", alt="新")))
    assert client.get(f"/figures/shimokawa/1/{newer.sha256}").status_code == 404


def test_colleagues_see_the_logo_of_a_draft(
    crest: Logo, make_plan: MakePlan, cast: Cast, signed_in: SignedIn
) -> None:
    plan = make_plan(look=Look(logo=crest))
    page = signed_in(cast.viewer).get(f"/staff/plans/{plan.pk}/preview/").text
    address = f"/staff/plans/{plan.pk}/figures/{crest.sha256}"
    assert re.findall(r'<p class="plan-cover-logo"><img src="([^"]*)"', page) == [address]


def test_logo_and_base_document_reach_the_renderers_by_their_hashes(
    crest: Logo, cast: Cast
) -> None:
    keep_base_document(cast.town, BASE, name="書式.docx", by=cast.admin, at=AT)
    look = Look(logo=crest, base_document=sha256_of_bytes(BASE))
    assert figures_of(content_for(cast.town, look=look), cast.town) == {
        crest.sha256: picture(),
        sha256_of_bytes(BASE): BASE,
    }


def test_a_logo_of_another_town_is_never_taken(crest: Logo, cast: Cast) -> None:
    with pytest.raises(RenderingFailed):
        figures_of(content_for(cast.other_town, look=Look(logo=crest)), cast.other_town)


def base_of(town: Organization, by: User) -> Look:
    """Return a look with a base document that the town has."""
    keep_base_document(town, BASE, name="書式.docx", by=by, at=AT)
    return Look(base_document=sha256_of_bytes(BASE))


def test_word_takes_the_base_document_that_its_plan_names(
    cast: Cast, make_plan: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = make_plan(look=base_of(cast.town, cast.admin))
    handed: list[bytes | None] = []
    render = docx.render_docx

    def render_docx(*args: Any, base: bytes | None, **kwargs: Any) -> bytes:
        handed.append(base)
        return render(*args, base=base, **kwargs)

    monkeypatch.setattr(docx, "render_docx", render_docx)
    assert draft_file(plan, Format.DOCX)[:2] == b"PK"
    assert handed == [BASE]


def test_the_sample_as_word_takes_a_base_document_that_is_not_kept_yet(
    admin: Client, cast: Cast
) -> None:
    response = post(admin, cast.town, "sample/docx/", files=base())
    assert (response.status_code, response.content[:2]) == (200, b"PK")
    assert BaseDocumentFile.objects.count() == 0


@pytest.mark.parametrize("fault", ["lost", "of another town"])
def test_without_its_base_document_a_plan_is_no_word_file_and_still_a_pdf(
    fault: str, cast: Cast, make_plan: MakePlan, engine: Any, caplog: pytest.LogCaptureFixture
) -> None:
    plan = make_plan(look=base_of(cast.town, cast.admin))
    file = BaseDocumentFile.objects.get()
    if fault == "lost":
        file.file.storage.delete(str(file.file.name))
    else:
        BaseDocumentFile.objects.update(organization=cast.other_town)
    with pytest.raises(RenderingFailed) as failure:
        draft_file(plan, Format.DOCX)
    assert str(failure.value) == (
        "この計画の体裁が使うWordのひな形が、見つからないか、壊れています。"
        "団体の管理者が「体裁」の画面でひな形を登録し直すか、外してください。"
    )
    assert draft_file(plan, Format.PDF)[:4] == b"%PDF"


def test_another_base_document_makes_another_key(
    cast: Cast, make_plan: MakePlan, publish: Publish
) -> None:
    plain = publish(make_plan("plain"))
    styled = publish(make_plan("styled", look=base_of(cast.town, cast.admin)))
    keys = [key_of(edition, Format.DOCX) for edition in (plain, styled)]
    assert keys[0] != keys[1]

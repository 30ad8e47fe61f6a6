"""The store: made once, found by what the bytes depend on, mended when lost."""

from pathlib import Path

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.db import connection

from catalog.storage import keep, sha256_of_bytes
from documents.renderers import pdf
from documents.renderers.errors import RenderError
from documents.renderers.pdf import PdfResult
from plans import workflow
from publishing import store
from publishing.enums import Format
from publishing.errors import RenderingFailed, SomeFailed
from publishing.models import Rendering
from publishing.rendering import fingerprint
from publishing.store import bytes_of, key_of, render_all, rendering, stored
from tests.publishing.conftest import ALL_ASKED, AT, PUBLISHED_ON, TITLE, decided

pytestmark = pytest.mark.django_db


def test_a_file_is_rendered_once(edition, engine) -> None:
    first = rendering(edition, Format.PDF, at=AT)
    second = rendering(edition, Format.PDF, at=AT)
    assert (first.pk, engine.asked) == (second.pk, ["pdf"])


def test_the_row_says_what_was_made(edition, engine) -> None:
    made = rendering(edition, Format.PDF, at=AT)
    data = bytes_of(edition, made, at=AT)
    assert data.startswith("%PDF 下川町官民データ活用推進計画".encode())
    assert (made.edition, made.format, made.size, made.created_at, made.pages) == (
        edition,
        "pdf",
        len(data),
        AT,
        {"c-purpose": 3},
    )


def test_docx_prints_the_pages_of_the_pdf(edition, engine) -> None:
    data = bytes_of(edition, rendering(edition, Format.DOCX, at=AT), at=AT)
    assert engine.asked == ["pdf", "docx"]
    assert data == "PK 下川町官民データ活用推進計画 {'c-purpose': 3}".encode()


def test_docx_takes_the_pages_of_a_pdf_that_is_there(edition, engine) -> None:
    rendering(edition, Format.PDF, at=AT)
    rendering(edition, Format.DOCX, at=AT)
    assert engine.asked == ["pdf", "docx"]


def test_all_files_are_made_at_once(edition, engine) -> None:
    made = render_all(edition, at=AT)
    assert [row.format for row in made] == [*ALL_ASKED, "xlsx", "zip", "json", "txt"]
    assert engine.asked == ALL_ASKED
    assert stored(edition) == {Format(row.format): row for row in made}


def test_a_pdf_that_cannot_be_made_holds_up_no_other_file(edition, engine, monkeypatch) -> None:
    def refuse(document, *, figures, archival=None) -> PdfResult:
        raise RenderError("印刷用のフォントにない文字があります。")

    monkeypatch.setattr(pdf, "render_pdf", refuse)
    without = {Format.PDF, Format.SUMMARY_PDF, Format.ARCHIVE}
    with pytest.raises(SomeFailed) as failed:
        render_all(edition, at=AT)
    assert failed.value.reasons == dict.fromkeys(without, "印刷用のフォントにない文字があります。")
    assert set(stored(edition)) == set(Format) - without
    data = bytes_of(edition, stored(edition)[Format.DOCX], at=AT)
    assert data == f"PK {TITLE} None".encode()


def test_nothing_is_stored_before_it_is_made(edition, engine) -> None:
    assert stored(edition) == {}


def test_json_is_the_sealed_content_itself(edition) -> None:
    made = rendering(edition, Format.JSON, at=AT)
    assert bytes_of(edition, made, at=AT) == edition.content_json.encode()
    assert made.sha256 == edition.content_sha256


def test_text_says_what_the_plan_says(edition) -> None:
    data = bytes_of(edition, rendering(edition, Format.TXT, at=AT), at=AT)
    assert "町民の暮らしを便利にします。" in data.decode().splitlines()


@pytest.mark.parametrize("format", list(Format))
def test_the_key_is_a_hash_of_its_own_for_each_format(edition, format) -> None:
    others = {key_of(edition, other) for other in Format if other is not format}
    assert key_of(edition, format) not in others


def test_the_record_is_part_of_the_key(plan, cast) -> None:
    edition = decided(plan)
    before = key_of(edition, Format.PDF)
    published = workflow.publish(edition, by=cast.approver, at=AT, published_on=PUBLISHED_ON)
    assert key_of(published, Format.PDF) != before


def test_a_new_renderer_makes_a_new_file_and_keeps_the_old(edition, engine, monkeypatch) -> None:
    old = rendering(edition, Format.PDF, at=AT)
    monkeypatch.setattr(store, "fingerprint", lambda format: (*fingerprint(format), "new"))
    new = rendering(edition, Format.PDF, at=AT)
    assert (new.pk != old.pk, engine.asked) == (True, ["pdf", "pdf"])
    assert bytes_of(edition, old, at=AT) == bytes_of(edition, new, at=AT)


def test_editions_that_say_the_same_share_a_file(make_plan, publish, engine) -> None:
    first, second = publish(make_plan(slug="one")), publish(make_plan(slug="two"))
    ours, theirs = rendering(first, Format.PDF, at=AT), rendering(second, Format.PDF, at=AT)
    assert (ours.edition, theirs.edition, ours.name) == (first, second, theirs.name)
    assert engine.asked == ["pdf"]


def test_who_comes_second_takes_the_row_of_the_first(edition, engine, monkeypatch) -> None:
    """Another process stores its row between our look and our writing."""
    theirs: list[Rendering] = []

    def meanwhile(document, *, figures) -> PdfResult:
        theirs.append(
            Rendering.objects.create(
                edition=edition,
                format=Format.PDF,
                key=key_of(edition, Format.PDF),
                sha256=sha256_of_bytes(b"%PDF theirs"),
                size=11,
                name=keep(b"%PDF theirs", folder="renderings", extension="pdf"),
                created_at=AT,
            )
        )
        return PdfResult(b"%PDF ours", {})

    monkeypatch.setattr(pdf, "render_pdf", meanwhile)
    found = rendering(edition, Format.PDF, at=AT)
    assert ([found], Rendering.objects.count()) == (theirs, 1)
    assert bytes_of(edition, found, at=AT) == b"%PDF theirs"


@pytest.mark.parametrize("damage", ["lost", "changed"])
def test_a_file_that_was_harmed_is_made_again(edition, engine, damage, caplog) -> None:
    made = rendering(edition, Format.PDF, at=AT)
    data = bytes_of(edition, made, at=AT)
    path = Path(default_storage.path(made.name))
    path.unlink() if damage == "lost" else path.write_bytes(b"%PDF other")
    assert bytes_of(edition, made, at=AT) == data
    assert (engine.asked, Rendering.objects.count()) == (["pdf", "pdf"], 1)
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_file_made_again_with_other_bytes_mends_its_row(edition, engine, monkeypatch) -> None:
    made = rendering(edition, Format.PDF, at=AT)
    Path(default_storage.path(made.name)).unlink()
    monkeypatch.setattr(pdf, "render_pdf", lambda document, *, figures: PdfResult(b"%PDF 2", {}))
    assert bytes_of(edition, made, at=AT) == b"%PDF 2"
    row = Rendering.objects.get(pk=made.pk)
    assert (row.sha256, row.size, made.sha256) == (sha256_of_bytes(b"%PDF 2"), 6, row.sha256)


@pytest.mark.parametrize(
    ("error", "message", "told"),
    [
        # The plan is at fault: its message is all there is to know.
        (
            RenderError("見出しの色が使えません。"),
            "見出しの色が使えません。",
            "WARNING 見出しの色が使えません。",
        ),
        (
            ValueError("deep inside"),
            "PDFファイルを作れませんでした。しばらくしてから、もう一度お試しください。",
            "ERROR deep inside",
        ),
    ],
)
def test_a_failure_is_explained_logged_and_stores_nothing(
    edition, engine, caplog, error, message, told
) -> None:
    engine.error = error
    with pytest.raises(RenderingFailed) as failure:
        rendering(edition, Format.PDF, at=AT)
    assert (str(failure.value), Rendering.objects.count()) == (message, 0)
    (record,) = caplog.records
    cause = record.exc_info[1] if record.exc_info else record.args[1]
    assert f"{record.levelname} {cause}" == told


def test_nothing_is_rendered_inside_a_transaction(edition, monkeypatch) -> None:
    """The test runs in a transaction of its own; another would add a savepoint to it."""
    around = list(connection.savepoint_ids)
    inside: list[list[str]] = []

    def render_pdf(document, *, figures) -> PdfResult:
        inside.append(list(connection.savepoint_ids))
        return PdfResult(b"%PDF", {})

    monkeypatch.setattr(pdf, "render_pdf", render_pdf)
    rendering(edition, Format.PDF, at=AT)
    assert inside == [around]


# --- kinds of documents ----------------------------------------------------------------------


def test_the_archive_carries_the_sealed_plan_and_the_lists(edition, tmp_path) -> None:
    found = rendering(edition, Format.ARCHIVE, at=AT)
    path = tmp_path / "archive.pdf"
    path.write_bytes(bytes_of(edition, found, at=AT))
    with pikepdf.open(path) as opened:
        names = sorted(opened.attachments)
        sealed = opened.attachments["plan.json"].get_file().read_bytes()
    assert (names, sealed.decode()) == (["plan.json", "plan.xlsx"], edition.content_json)


def test_a_summary_is_another_document_than_the_book(edition, engine) -> None:
    made = {
        format: bytes_of(edition, rendering(edition, format, at=AT), at=AT)
        for format in (Format.PDF, Format.SUMMARY_PDF)
    }
    assert made[Format.SUMMARY_PDF] == f"%PDF {TITLE}（概要版）".encode()
    assert made[Format.PDF] == f"%PDF {TITLE}".encode()

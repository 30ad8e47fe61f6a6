"""The command render_editions."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from documents.renderers import pdf
from documents.renderers.errors import RenderError
from documents.renderers.pdf import PdfResult
from publishing.enums import Format
from publishing.store import rendering, stored
from tests.factories import BIFUKA, make_organization
from tests.publishing.conftest import ALL_ASKED, AT, decided

pytestmark = pytest.mark.django_db


def run() -> str:
    """Run the command and return what it prints."""
    out = StringIO()
    call_command("render_editions", stdout=out)
    return out.getvalue()


def test_what_is_missing_is_made(edition, engine) -> None:
    rendering(edition, Format.JSON, at=AT)
    assert run() == "下川町官民データ活用推進計画 第1版：8件作成\n"
    assert set(stored(edition)) == set(Format)


def test_what_is_there_is_left_alone(edition, engine) -> None:
    run()
    assert run() == "公表中の版のファイルは、全てそろっています。\n"
    assert engine.asked == ALL_ASKED


def test_what_is_not_public_is_not_made(plan, engine) -> None:
    decided(plan)
    run()
    assert engine.asked == []


def test_a_plan_that_fails_does_not_stop_the_others(
    make_plan, publish, monkeypatch, engine, caplog
) -> None:
    publish(make_plan(title="壊れた計画"))
    second = publish(make_plan("second", make_organization(BIFUKA), title="良い計画"))

    def render_pdf(document, *, figures, archival=None) -> PdfResult:
        if document.title == "壊れた計画":
            raise RenderError("印字できない字があります。")
        return PdfResult(b"%PDF", {})

    monkeypatch.setattr(pdf, "render_pdf", render_pdf)
    with pytest.raises(CommandError) as failure:
        run()
    assert str(failure.value) == (
        "作れなかった版があります。\n壊れた計画 第1版：PDF：印字できない字があります。\n"
        "保存用PDF：印字できない字があります。"
    )
    assert set(stored(second)) == set(Format)

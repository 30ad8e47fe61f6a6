"""The command plan_export."""

import json
import stat
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from documents.codec import canonical_plan
from documents.renderers import pdf
from documents.renderers.errors import RenderError
from plans.content import content_of
from publishing.models import Rendering
from tests.publishing.conftest import (
    SENTENCE,
    TITLE,
    chapter_of,
    decided,
    figure_block,
    revise,
    store_figure,
)

pytestmark = pytest.mark.django_db


def export(plan: object, format: str, path: Path, **options) -> str:
    """Run the command and return what it prints."""
    out = StringIO()
    call_command("plan_export", str(plan), format=format, output=str(path), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out" / "plan"


@pytest.fixture(autouse=True)
def folder(target) -> None:
    target.parent.mkdir()


def test_the_working_copy_is_written_as_the_plan_file(plan, target) -> None:
    said = export("shimokawa", "json", target)
    written = target.read_bytes()
    assert written.decode() == canonical_plan(content_of(plan))
    assert json.loads(written)["plan"]["title"] == TITLE
    assert said == f"{target} に書き出しました（{len(written):,}バイト）。\n"


def test_a_plan_can_be_named_by_its_number(plan, target) -> None:
    export(plan.pk, "json", target)
    assert target.read_text(encoding="utf-8") == canonical_plan(content_of(plan))


def test_a_short_name_of_digits_comes_before_a_number(plan, make_plan, target) -> None:
    make_plan(slug=str(plan.pk), title="数字の名前の計画")
    export(plan.pk, "json", target)
    assert json.loads(target.read_bytes())["plan"]["title"] == "数字の名前の計画"


@pytest.mark.parametrize(
    ("format", "written"),
    [("pdf", f"%PDF {TITLE} 案"), ("docx", f"PK {TITLE} 案 {{'c-purpose': 3}}")],
)
def test_a_working_copy_that_nobody_decided_is_a_draft(
    plan, target, engine, format, written
) -> None:
    export("shimokawa", format, target)
    assert (target.read_text(encoding="utf-8"), Rendering.objects.count()) == (written, 0)


def test_a_working_copy_that_an_edition_says_is_that_edition(edition, target, engine) -> None:
    export("shimokawa", "pdf", target)
    assert target.read_text(encoding="utf-8") == f"%PDF {TITLE}"


def test_a_changed_working_copy_is_a_draft_again(cast, plan, edition, target, engine) -> None:
    revise(plan, cast.author, "第2期計画")
    export("shimokawa", "pdf", target)
    assert target.read_text(encoding="utf-8") == "%PDF 第2期計画 案"


def test_an_edition_is_written_as_it_was_sealed(cast, plan, edition, target, engine) -> None:
    revise(plan, cast.author, "第2期計画")
    export("shimokawa", "pdf", target, edition=1)
    assert target.read_text(encoding="utf-8") == f"%PDF {TITLE}"
    export("shimokawa", "json", target, edition=1)
    assert target.read_text(encoding="utf-8") == edition.content_json


def test_text_is_written_in_utf8(plan, target) -> None:
    export("shimokawa", "txt", target)
    assert SENTENCE in target.read_text(encoding="utf-8").splitlines()


def test_a_page_stands_alone(cast, make_plan, target) -> None:
    file = store_figure(cast.town, b"\x89PNG picture")
    make_plan(chapters=chapter_of(figure_block(file)))
    export("shimokawa", "html", target)
    page = target.read_text(encoding="utf-8")
    assert page.startswith('<!doctype html>\n<html lang="ja">')
    assert f"<h1>{TITLE}</h1>" in page
    assert '<span class="plan-cover-mark">案</span>' in page
    assert '<img src="data:image/png;base64,iVBORyBwaWN0dXJl" alt="組織の図">' in page


def test_a_page_of_an_edition_is_no_draft(plan, target) -> None:
    decided(plan)
    export("shimokawa", "html", target)
    assert '<span class="plan-cover-mark">案</span>' not in target.read_text(encoding="utf-8")


def test_a_dash_writes_to_standard_output(plan, monkeypatch) -> None:
    out = TextIOWrapper(BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", out)
    said = export("shimokawa", "json", Path("-"))
    assert (out.buffer.getvalue().decode(), said) == (canonical_plan(content_of(plan)), "")


def test_what_was_there_is_replaced_whole(plan, target) -> None:
    target.write_text("before" * 10_000, encoding="utf-8")
    export("shimokawa", "json", target)
    assert target.read_text(encoding="utf-8") == canonical_plan(content_of(plan))
    assert [path.name for path in target.parent.iterdir()] == ["plan"]


def test_a_written_file_has_the_usual_rights(plan, target) -> None:
    usual = target.with_name("usual")
    usual.touch()
    export("shimokawa", "json", target)
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


@pytest.mark.parametrize("name", ["nowhere", "9999", "９", "99999999999999999999999", ""])
def test_an_unknown_plan_is_said(plan, target, name) -> None:
    with pytest.raises(CommandError) as refusal:
        export(name, "json", target)
    assert str(refusal.value) == (
        f"計画「{name}」はありません。短い名前（URL）か番号で指定してください。"
    )
    assert not target.exists()


def test_an_unknown_edition_is_said(edition, target) -> None:
    with pytest.raises(
        CommandError, match=r"^「下川町官民データ活用推進計画」に第2版はありません。$"
    ):
        export("shimokawa", "json", target, edition=2)


def test_a_place_that_cannot_be_written_is_said(plan, target) -> None:
    there = target / "deeper" / "plan.json"
    with pytest.raises(CommandError) as refusal:
        export("shimokawa", "json", there)
    assert str(refusal.value) == f"{there} に書けません（No such file or directory）。"


def test_a_folder_is_no_file(plan, target) -> None:
    with pytest.raises(CommandError, match="に書けません"):
        export("shimokawa", "json", target.parent)


def test_a_failure_is_said_and_writes_nothing(plan, target, engine, caplog) -> None:
    engine.error = RenderError("見出しの色「赤」は使えません。")
    with pytest.raises(CommandError, match=r"^見出しの色「赤」は使えません。$"):
        export("shimokawa", "pdf", target)
    assert not target.exists()


def test_an_unknown_format_is_refused(plan, target) -> None:
    with pytest.raises(CommandError, match="exe"):
        call_command("plan_export", "shimokawa", "--format=exe", "-o", str(target))


def test_the_reason_of_a_failure_stands_alone(plan, target, monkeypatch, caplog) -> None:
    """No traceback comes before the message."""

    def refuse(document, *, figures) -> None:
        raise RenderError("印刷用のフォントにない文字があります。")

    monkeypatch.setattr(pdf, "render_pdf", refuse)
    with pytest.raises(CommandError, match=r"^印刷用のフォントにない文字があります。$"):
        export("shimokawa", "pdf", target)
    assert [record.exc_info for record in caplog.records] == [None]


def test_a_docx_goes_without_the_pages_of_a_pdf_that_cannot_be_made(
    plan, target, engine, monkeypatch
) -> None:
    def refuse(document, *, figures) -> None:
        raise RenderError("印刷用のフォントにない文字があります。")

    monkeypatch.setattr(pdf, "render_pdf", refuse)
    export("shimokawa", "docx", target)
    assert target.read_text(encoding="utf-8") == f"PK {TITLE} 案 None"

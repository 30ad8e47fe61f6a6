"""A person has a file of a draft made, waits for it or takes another, and gets it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from plans.demo import load_demo
from publishing.models import Job
from tests.conftest import CalledJobs
from tests.journeys.browser import OpenPage, follow
from tests.journeys.steps import open_plan, sign_in
from tests.plans.samples import NOON

TITLE = "下川町官民データ活用推進計画"


def open_preview(page: Page) -> None:
    sign_in(page, "author")
    open_plan(page, TITLE)
    follow(page.get_by_role("link", name="全体を見る（案）").first)


@pytest.fixture
def demo(town: None) -> None:
    load_demo(at=NOON)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_pdf_of_the_draft(
    open_page: OpenPage, demo: None, called_jobs: CalledJobs, tmp_path: Path, scripts: bool
) -> None:
    page = open_page(scripts=scripts)
    open_preview(page)
    follow(page.get_by_role("button", name="PDFを作る"))
    expect(page.get_by_role("main")).to_contain_text("まもなく始めます。")
    called_jobs.run()  # as a worker would; the page finds out by itself
    link = page.get_by_role("link", name="案のPDFを受け取る")
    expect(link).to_be_visible()
    with page.expect_download() as waiting:
        link.click()
    assert waiting.value.suggested_filename == f"{TITLE}（案）.pdf"
    waiting.value.save_as(tmp_path / "draft.pdf")
    assert "見直し" in "".join(
        each.extract_text() for each in PdfReader(tmp_path / "draft.pdf").pages
    )
    follow(page.get_by_role("link", name="下見に戻る"))
    expect(page.get_by_role("region", name="案のファイル")).to_contain_text("いまの内容と同じ")


def test_a_change_of_mind(open_page: OpenPage, demo: None, called_jobs: CalledJobs) -> None:
    page = open_page()
    open_preview(page)
    follow(page.get_by_role("button", name="Wordを作る"))
    follow(page.get_by_role("button", name="取り消す"))
    expect(page.get_by_role("status")).to_contain_text("ファイルの作成を取り消しました。")
    called_jobs.run()
    assert [job.state for job in Job.objects.all()] == ["cancelled"]


def test_one_chapter_at_once(open_page: OpenPage, demo: None, tmp_path: Path) -> None:
    page = open_page()
    open_preview(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="この章だけPDF（1　はじめに）").click()
    assert waiting.value.suggested_filename == f"{TITLE}_1はじめに（案）.pdf"

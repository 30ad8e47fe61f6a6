"""A new national list comes in, is compared, released and corrected, in a browser without scripts."""

from typing import Any

from playwright.sync_api import FilePayload, Page, expect

from tests.catalog.exchange.workbooks import book, edited
from tests.journeys.browser import OpenPage, follow
from tests.journeys.scene import NEWER_HEADS, NEWER_LIST, XLSX
from tests.journeys.steps import expect_notice, sign_in

FIRST = "マイナンバーカードと電子委任状を活用した政府調達"


def upload(page: Page, data: bytes) -> None:
    """Choose a workbook for R2 and look at what it would do."""
    file: FilePayload = {"name": "一覧.xlsx", "mimeType": XLSX, "buffer": data}
    page.get_by_label("Excelブック（.xlsx）").set_input_files(file)
    page.get_by_label("版の符号").fill("ｒ２")
    press(page, "確かめる")


def press(page: Page, name: str) -> None:
    """Press a button that leads to another page."""
    follow(page.get_by_role("button", name=name, exact=True))


def press_in(page: Page, row: str, name: str) -> None:
    """Press a button of one row of the crosswalk."""
    item = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=row))
    follow(item.get_by_role("button", name=name))


def test_from_the_workbook_to_the_erratum(open_page: OpenPage, town: None) -> None:
    page = open_page(scripts=False)
    sign_in(page, "site")
    menu = page.get_by_role("navigation", name="主なメニュー")
    follow(menu.get_by_role("link", name="国の施策一覧の管理"))
    follow(page.get_by_role("link", name="Excelブックから取り込む"))

    good = book(NEWER_LIST, heads=NEWER_HEADS)
    upload(page, edited(good, {"B3": "6月16日"}))
    expect(page.get_by_text("シート「国の施策」のB3：")).to_be_visible()
    follow(page.get_by_role("link", name="ファイルを選び直す"))

    upload(page, good)
    expect(page.get_by_role("heading", level=1)).to_have_text("R2として取り込むと")
    expect(page.get_by_role("heading", name="加わる行（1件）")).to_be_visible()
    expect(page.get_by_role("heading", name="番号の変わる行（1件）")).to_be_visible()
    press(page, "取り込む")
    expect_notice(page, "R2を取り込みました。")

    follow(page.get_by_role("link", name="R1から：75件のうち0件を確認"))
    press_in(page, FIRST, "このとおり確認する")
    expect(page.get_by_text("75件のうち1件を確認しました。")).to_be_visible()
    follow(page.get_by_role("link", name="確認したもの"))
    press_in(page, FIRST, "確認を取り消す")
    expect(page.get_by_text("75件のうち0件を確認しました。")).to_be_visible()

    follow(page.get_by_role("link", name="R2", exact=True))
    follow(page.get_by_role("link", name="確定する"))
    press(page, "確定する")
    expect_notice(page, "R2を確定しました。これからは正誤だけで変えられます。")

    follow(page.get_by_role("link", name="（新しく加わった取組の正誤）"))
    follow(page.get_by_role("link", name="（掲載時期）"))
    fill(page, {"訂正後": "令和4年度から", "典拠": "事務連絡", "訂正日": "令和3年6月1日"})
    press(page, "正誤を登録する")
    expect_notice(page, "「掲載時期」の正誤を登録しました。")

    page.goto("/staff/catalogue/national/R2/09-10/")
    expect(page.get_by_role("region", name="正誤")).to_contain_text("令和4年度から")


def fill(page: Page, values: dict[str, Any]) -> None:
    """Type into the fields of these names."""
    for label, value in values.items():
        page.get_by_label(label).fill(value)

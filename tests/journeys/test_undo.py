"""What is taken out of a plan comes back, at once or later."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import OpenPage, follow
from tests.journeys.steps import (
    FIRST_YEAR,
    LAST_YEAR,
    create_plan,
    expect_notice,
    go_in_tree,
    open_in_tree,
    pick_national,
    sign_in,
)

CHAPTER = "下川町の現状及び課題"
MEASURE = "実践的サイバー防御演習（CYDER）"


@pytest.fixture
def page(open_page: OpenPage, town: None) -> Page:
    """An author before a new plan with one measure."""
    page = open_page()
    sign_in(page, "author")
    create_plan(page, first_year=FIRST_YEAR, last_year=LAST_YEAR)
    pick_national(page, MEASURE)
    return page


def remove(page: Page, title: str, button: str) -> None:
    """Take a part out of the plan."""
    open_in_tree(page, title)
    follow(page.get_by_role("button", name=button))
    expect(page.locator(".undo")).to_contain_text(f"「{title}」を取り除きました。")
    expect(in_tree(page, title)).to_have_count(0)


def in_tree(page: Page, title: str):
    """Return the line of the tree."""
    return page.get_by_role("navigation", name="計画の章と施策").get_by_role("link", name=title)


PARTS = pytest.mark.parametrize(
    ("title", "button"), [(CHAPTER, "この章を取り除く"), (MEASURE, "この施策を取り除く")]
)


@PARTS
def test_removal_is_undone_by_the_button_offered(page: Page, title: str, button: str) -> None:
    remove(page, title, button)
    follow(page.get_by_role("button", name="元に戻す"))
    expect_notice(page, "元に戻しました。")
    expect(in_tree(page, title)).to_have_count(1)


@PARTS
def test_removal_is_undone_later(page: Page, title: str, button: str) -> None:
    remove(page, title, button)
    go_in_tree(page, "取り除いたもの")
    line = page.get_by_role("listitem").filter(has_text=title)
    follow(line.get_by_role("button", name="元に戻す"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(in_tree(page, title)).to_have_count(1)

"""A plan is switched to a newer national list with keys alone, in a browser that runs no script."""

from playwright.sync_api import Page, expect

from tests.journeys.browser import OpenPage, follow
from tests.journeys.scene import Scene
from tests.journeys.steps import sign_in
from tests.journeys.test_keyboard import tab_until, unseen


def press(page: Page, name: str) -> None:
    """Tab to a button, see it in focus, and press Enter."""
    assert unseen(tab_until(page, name)) == []
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_accept_and_take_back_with_keys_alone(open_page: OpenPage, scene: Scene) -> None:
    page = open_page(scripts=False)
    sign_in(page, "author")
    page.goto(f"/staff/plans/{scene.draft}/")
    follow(page.get_by_role("link", name="対応する国の施策4件を見比べる"))
    press(page, "R2の01-06に改める")
    told = page.get_by_role("status").filter(has_text="に改めました。")
    expect(told).to_contain_text("R2の「01-06　地方公共団体の行政手続のオンライン利用促進」")
    expect(page.get_by_text("6件のうち2件を判断しました")).to_be_visible()
    press(page, "「地方公共団体の行政手続のオンライン利用促進」の判断を取り消す")
    expect(page.get_by_role("status")).to_contain_text("前のとおりに戻しました。")
    expect(page.get_by_text("6件のうち1件を判断しました")).to_be_visible()

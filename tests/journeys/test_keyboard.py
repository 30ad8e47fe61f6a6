"""Who uses no mouse reaches everything, in the order of the page, and always sees where they are."""

from playwright.sync_api import Page

from tests.factories import PASSWORD
from tests.journeys.browser import OpenPage
from tests.journeys.scene import Scene
from tests.journeys.steps import sign_in

# What the element in focus is called, and whether a person would see that it is in focus: a line
# around it, and nothing (the sticky save button) on top of it.
_IN_FOCUS = """() => {
  const it = document.activeElement;
  const style = getComputedStyle(it);
  const box = it.getBoundingClientRect();
  const middle = document.elementFromPoint(box.x + Math.min(box.width, innerWidth) / 2,
                                           box.y + Math.min(box.height, 40) / 2);
  return {
    name: (it.labels && it.labels[0] ? it.labels[0].innerText
           : it.getAttribute("aria-label") || it.innerText).replace(/\\s*※(必須|任意)/, "").trim(),
    hasLine: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    isUncovered: middle !== null && (it.contains(middle) || middle.contains(it)),
  };
}"""


def tab(page: Page) -> dict[str, str | bool]:
    """Press Tab and return what is in focus then."""
    page.keyboard.press("Tab")
    focus: dict[str, str | bool] = page.evaluate(_IN_FOCUS)
    return focus


def tab_until(page: Page, last: str, *, most: int = 120) -> list[dict[str, str | bool]]:
    """Press Tab until the focus is on what is called `last`, and return all that had the focus."""
    passed: list[dict[str, str | bool]] = []
    while not passed or passed[-1]["name"] != last:
        assert len(passed) < most, [each["name"] for each in passed]
        passed.append(tab(page))
    return passed


def names(passed: list[dict[str, str | bool]]) -> list[str | bool]:
    """Return the names of what had the focus."""
    return [each["name"] for each in passed]


def unseen(passed: list[dict[str, str | bool]]) -> list[dict[str, str | bool]]:
    """Return what had the focus without a person seeing it."""
    return [each for each in passed if not (each["hasLine"] and each["isUncovered"])]


def test_sign_in_is_reached_in_order(open_page: OpenPage, town: None) -> None:
    page = open_page()
    page.goto("/accounts/login/")
    passed = tab_until(page, "ログイン")
    assert names(passed) == [
        "本文へ移動",
        "planbuilder\n官民データ活用推進計画 作成システム",
        "公表された計画",
        "職員のログイン",
        "利用者ID",
        "パスワード",
        "ログイン",
    ]
    assert unseen(passed) == []


def test_sign_in_with_keys_alone(open_page: OpenPage, town: None) -> None:
    page = open_page()
    page.goto("/accounts/login/")
    tab_until(page, "利用者ID")
    page.keyboard.type("author")
    tab(page)
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text() == "自分の計画"


def test_skip_link_leads_to_the_text(open_page: OpenPage, scene: Scene) -> None:
    page = open_page()
    page.goto("/plans/shimokawa/")
    tab(page)
    assert page.get_by_role("link", name="本文へ移動").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    tab(page)
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_fields_of_a_measure_come_in_the_order_of_work(open_page: OpenPage, scene: Scene) -> None:
    page = open_page()
    sign_in(page, "author")
    page.goto(f"/staff/plans/{scene.draft}/measures/{scene.measure}/")
    page.get_by_label("施策名").focus()
    passed = tab_until(page, "保存する")
    assert names(passed) == [
        "内容",
        "担当課",
        "指標",
        "目標値",
        "基準値・単位・種類など",
        "このKPIを取り除く",
        "KPIを足す",
        "予定",
        "期限の読みを直す",
        "この予定を取り除く",
        "予定を足す",
        "そのほかの項目（柱・分類、連携先、支援策、予算、項目別の内容、注）",
        "保存する",
    ]
    assert unseen(passed) == []


def test_focus_is_seen_everywhere_in_the_workspace(open_page: OpenPage, scene: Scene) -> None:
    page = open_page()
    sign_in(page, "author")
    page.goto(f"/staff/plans/{scene.draft}/chapters/{scene.chapter}/")
    passed = tab_until(page, "この章を取り除く")
    assert unseen(passed) == []


def test_focus_is_seen_everywhere_on_the_page_of_the_look(
    open_page: OpenPage, scene: Scene
) -> None:
    page = open_page()
    sign_in(page, "admin")
    page.goto(f"/staff/organizations/{scene.organization}/look/")
    passed = tab_until(page, "見本をPDFで受け取る")
    assert names(passed)[-4:] == [
        "保存する",
        "見本を更新",
        "見本をWordで受け取る",
        "見本をPDFで受け取る",
    ]
    assert unseen(passed) == []

"""The catalogue narrows in place, and with the button alone where no script runs."""

from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.browser import NARROW, OpenPage, Watch, follow
from tests.journeys.steps import sign_in


def open_catalogue(page: Page) -> None:
    """Go to the list by the menu."""
    sign_in(page, "author")
    menu = page.get_by_role("navigation", name="主なメニュー")
    follow(menu.get_by_role("link", name="国の施策・記載例"))
    expect(page.get_by_role("heading", level=1)).to_have_text("国の施策一覧")


def words(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="言葉で探す")


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=name)


def expect_count(page: Page, count: int) -> None:
    """Wait until the page tells this number of rows, in the place that is read out."""
    expect(page.get_by_role("status").filter(has_text="件")).to_have_text(f"{count}件")
    expect(page.locator(".catalogue-rows > li")).to_have_count(min(count, 25))


def asked(page: Page) -> list[tuple[str, str]]:
    """Return what the address asks for, boxes in the order of the page."""
    return parse_qsl(urlsplit(page.url).query)


def test_typing_and_ticking_narrow_the_list_in_place(open_page: OpenPage, town: None) -> None:
    page = open_page()
    open_catalogue(page)
    expect_count(page, 75)
    page.evaluate("document.body.dataset.same = 'yes'")  # gone if the page is loaded anew

    words(page).press_sequentially("ﾏｲﾅﾝﾊﾞｰ")
    expect_count(page, 4)
    expect(words(page)).to_be_focused()
    assert asked(page) == [("q", "ﾏｲﾅﾝﾊﾞｰ")]
    expect(page).to_have_title(
        "「ﾏｲﾅﾝﾊﾞｰ」の検索結果 国の施策一覧｜planbuilder（官民データ活用推進計画 作成システム）"
    )

    cards = box(page, "個人番号カードの普及及び活用")
    cards.focus()
    page.keyboard.press("Space")
    expect_count(page, 2)
    expect(cards).to_be_focused()
    expect(cards).to_be_checked()
    assert asked(page) == [("q", "ﾏｲﾅﾝﾊﾞｰ"), ("pillar", "3")]
    assert page.evaluate("document.body.dataset.same") == "yes"

    page.go_back()
    expect_count(page, 4)
    expect(cards).not_to_be_checked()


def test_a_word_that_is_still_composed_is_not_searched(open_page: OpenPage, town: None) -> None:
    page = open_page()
    sign_in(page, "author")
    page.clock.install()  # so that the pause after typing needs no waiting
    page.goto("/staff/catalogue/")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    words(page).focus()
    keys = page.context.new_cdp_session(page)
    keys.send(
        "Input.imeSetComposition", {"text": "けいかく", "selectionStart": 4, "selectionEnd": 4}
    )
    expect(words(page)).to_have_value("けいかく")
    page.clock.run_for(5_000)
    assert requests == []
    keys.send("Input.insertText", {"text": "計画"})
    expect(words(page)).to_have_value("計画")
    page.clock.run_for(5_000)
    expect(page.locator("#catalogue-count")).to_have_text("15件")
    assert len(requests) == 1


def test_nothing_found_says_what_to_drop(open_page: OpenPage, town: None) -> None:
    page = open_page()
    open_catalogue(page)
    words(page).press_sequentially("計画 存在しない")
    expect_count(page, 0)
    follow(page.get_by_role("link", name="「言葉：存在しない」を外す").last)
    expect(words(page)).to_have_value("計画")
    expect(page.locator(".catalogue-rows > li").first).to_be_visible()


def test_a_slow_answer_is_told_and_a_broken_line_too(
    open_page: OpenPage, town: None, watch: Watch
) -> None:
    page = open_page()
    open_catalogue(page)
    held: list[Route] = []
    page.route("**/staff/catalogue/?*", lambda route: held.append(route))
    box(page, "総務省").check()
    expect(page.get_by_text("探しています…")).to_be_visible()
    held[0].abort()
    expect(page.get_by_text("つながりません。もう一度試してください。")).to_be_visible()
    page.unroute("**/staff/catalogue/?*")
    box(page, "内閣府").check()
    expect(page.locator("#catalogue-count")).to_have_text("33件")
    # htmx tells the console of the line that was cut here; nothing else may stand there.
    assert {fault.split(",")[0] for fault in watch.faults} == {
        "console: htmx:afterRequest",
        "console: htmx:sendError",
    }
    watch.faults.clear()


def test_after_the_session_the_browser_goes_to_sign_in(open_page: OpenPage, town: None) -> None:
    page = open_page()
    open_catalogue(page)
    page.context.clear_cookies()
    box(page, "総務省").check()
    expect(page.get_by_role("button", name="ログイン", exact=True)).to_be_visible()


def test_the_button_narrows_the_list_without_scripts(open_page: OpenPage, town: None) -> None:
    page = open_page(scripts=False)
    open_catalogue(page)
    words(page).fill("ﾏｲﾅﾝﾊﾞｰ")
    follow(page.get_by_role("button", name="探す"))
    expect_count(page, 4)
    box(page, "総務省").check()
    follow(page.get_by_role("button", name="絞り込む"))
    assert asked(page) == [("q", "ﾏｲﾅﾝﾊﾞｰ"), ("lead", "総務省")]
    row = page.locator(".catalogue-rows h3 a").first
    name = row.inner_text()
    follow(row)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("main")).to_contain_text("令和元年10月時点")


def test_on_a_phone_the_boxes_are_folded_and_stay_open(open_page: OpenPage, town: None) -> None:
    page = open_page(width=NARROW)
    open_catalogue(page)
    expect(box(page, "総務省")).to_be_hidden()
    page.get_by_text("絞り込み", exact=True).click()
    box(page, "総務省").check()
    expect(page.locator("#catalogue-count")).to_have_text("28件")
    expect(box(page, "総務省")).to_be_visible()

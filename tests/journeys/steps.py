"""What people do in the browser, as verbs; every step goes through the pages."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.factories import PASSWORD
from tests.journeys.browser import follow

FIRST_YEAR, LAST_YEAR = "令和8年度（2026年度）", "令和11年度（2029年度）"
MAKING_FILES = 90_000  # milliseconds for PDF and Word of a whole plan


def sign_in(page: Page, username: str) -> None:
    """Sign in by typing and arrive at one's own plans."""
    page.goto("/accounts/login/")
    page.get_by_label("利用者ID").fill(username)
    page.get_by_label("パスワード", exact=False).fill(PASSWORD)
    follow(page.get_by_role("button", name="ログイン", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("自分の計画")


def go_home(page: Page) -> None:
    """Go to one's own plans by the menu."""
    follow(
        page.get_by_role("navigation", name="主なメニュー").get_by_role("link", name="自分の計画")
    )


def open_plan(page: Page, title: str) -> None:
    """Go from one's own plans to the workspace of a plan."""
    go_home(page)
    follow(page.get_by_role("region", name="計画の一覧").get_by_role("link", name=title))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def create_plan(page: Page, *, first_year: str, last_year: str, body: str = "下川町") -> str:
    """Create a body's plan, パターン1, under the name that the form offers; return that name."""
    go_home(page)
    follow(page.get_by_role("link", name=f"{body}の計画をつくる"))
    title = page.get_by_label("計画の名称").input_value()
    page.get_by_label("単独の計画としてつくる（パターン1）").check()
    page.get_by_label("計画期間の始まり").select_option(label=first_year)
    page.get_by_label("計画期間の終わり").select_option(label=last_year)
    follow(page.get_by_role("button", name="計画をつくる"))
    expect_notice(page, "計画をつくりました。左の一覧から章や施策を選んで書き進めてください。")
    return title


def expect_notice(page: Page, text: str) -> None:
    """Wait for a message at the top of the page."""
    expect(page.locator(".notice", has_text=text).first).to_be_visible()


def go_in_tree(page: Page, name: str) -> None:
    """Follow a link beside the form, unfolding the tree where it is folded."""
    tree = page.get_by_role("navigation", name="計画の章と施策")
    link = tree.get_by_role("link", name=name).first
    if not link.is_visible():
        tree.locator("summary").click()
    follow(link)


def open_in_tree(page: Page, title: str) -> None:
    """Open a chapter or a measure from the tree."""
    go_in_tree(page, title)
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def save(page: Page) -> None:
    """Press 保存する and wait for the word that it is saved."""
    follow(page.get_by_role("button", name="保存する", exact=True))
    expect_notice(page, "保存しました。")


def write_chapter(page: Page, title: str, text: str) -> None:
    """Replace the text of a chapter."""
    open_in_tree(page, title)
    page.get_by_label("本文").fill(text)
    save(page)


def _searched_for(words: str) -> Callable[[str], bool]:
    return lambda url: parse_qs(urlsplit(url).query).get("q") == [words]


def pick(page: Page, link: str, button: str, names: Iterable[str]) -> None:
    """Search for measures in a list of the catalogue, tick them and put them into the plan."""
    go_in_tree(page, link)
    chosen = list(names)
    for name in chosen:
        page.get_by_role("searchbox", name="言葉で探す").fill(name)
        page.get_by_role("button", name="探す", exact=True).click()
        page.wait_for_url(_searched_for(name))
        page.get_by_role("checkbox", name=name).check()
    follow(page.get_by_role("button", name=button))
    expect_notice(page, f"{len(chosen)}件の施策を入れました。")


def pick_national(page: Page, *names: str) -> None:
    """Pick from the national measures."""
    pick(page, "国の施策一覧から選ぶ", "選んだ施策を計画に入れる", names)


def pick_samples(page: Page, *names: str) -> None:
    """Pick from the guide's samples."""
    pick(page, "手引の記載例から選ぶ", "選んだ記載例を計画に入れる", names)


def missing(page: Page) -> list[str]:
    """Return what the workspace says is still missing before 起案, without the advice."""
    items = page.locator("#missing .findings li", has_text="要修正").all_inner_texts()
    return [re.sub(r"\s+", " ", item).removeprefix("要修正 ").strip() for item in items]


def fill_kpi(page: Page, name: str, targets: str) -> None:
    """Write a new KPI on the screen of a measure; `targets` has a line for each value."""
    form = page.get_by_role("group", name="新しいKPI").first
    form.get_by_label("指標").fill(name)
    form.get_by_label("目標値").fill(targets)


def fill_schedule(page: Page, written: str) -> None:
    """Write a new schedule statement on the screen of a measure."""
    page.get_by_role("group", name="新しい予定").first.get_by_label("予定").first.fill(written)


def submit(page: Page, summary: str) -> None:
    """起案 of the plan whose workspace is open."""
    follow(page.get_by_role("link", name="起案へ進む"))
    page.get_by_label("内容（何を決めるか）").fill(summary)
    follow(page.get_by_role("button", name="起案する"))
    expect_notice(page, "起案しました。承認者の画面に出ています。")


def open_review(page: Page) -> None:
    """Read what was submitted, from the workspace."""
    follow(page.get_by_role("link", name="起案された内容を読む"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("起案された内容")


def open_waiting(page: Page, title: str) -> None:
    """Open what waits for oneself on the first page."""
    go_home(page)
    follow(
        page.get_by_role("region", name="あなたを待っているもの").get_by_role("link", name=title)
    )


def return_to_drafter(page: Page, reason: str) -> None:
    """差戻し on the review page."""
    page.get_by_label("差戻しの理由").fill(reason)
    follow(page.get_by_role("button", name="差し戻す"))
    expect_notice(page, "差し戻しました。理由は起案した人の画面に出ます。")


def decide(page: Page, *, decided_on: str, post: str) -> None:
    """決裁 on the review page."""
    page.get_by_label("決裁日").fill(decided_on)
    page.get_by_label("決裁者の職名").fill(post)
    follow(page.get_by_role("button", name="決裁する"))
    expect_notice(page, "決裁しました。続けて公表できます。")


def publish(page: Page) -> None:
    """公表 of the edition that is open, with the day that the form offers."""
    follow(page.get_by_role("link", name="この版を公表する"))
    follow(page.get_by_role("button", name="公表する"))
    expect_notice(page, "第1版を公表しました。ファイルは、できたものから受け取れるようになります。")


def download(page: Page, link: str, folder: Path) -> Path:
    """Click on a file and return where it was saved, under the name that the site gave it."""
    links = page.get_by_role("region", name="ダウンロード")
    with page.expect_download(timeout=MAKING_FILES) as waiting:
        # The size follows the name of the format, which may end the name of another one.
        links.get_by_role("link", name=re.compile(f"^{re.escape(link)}（")).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def choose_pillars(page: Page, *names: str) -> None:
    """Leave only the pillars of these names in the plan."""
    go_in_tree(page, "取り上げる柱を選ぶ")
    for box in page.get_by_role("group", name="取り上げる柱").get_by_role("checkbox").all():
        box.set_checked(False)
    for name in names:
        page.get_by_role("checkbox", name=name).check()
    follow(page.get_by_role("button", name="この柱にする"))
    expect_notice(page, "取り上げる柱を変えました。")

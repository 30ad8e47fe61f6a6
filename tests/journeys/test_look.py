"""The 管理者 gives the books of the town a look, and sees it before it is saved."""

from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.journeys.browser import NARROW, OpenPage, follow
from tests.journeys.scene import Scene
from tests.journeys.steps import expect_notice, go_home, sign_in

LINK = "下川町の計画の体裁（番号・文字・色・ロゴ）を決める"
BASE = Path(settings.BASE_DIR, "documents", "assets", "base.docx").read_bytes()
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def open_look(page: Page) -> None:
    """Go from the first page of staff to the look."""
    sign_in(page, "admin")
    follow(page.get_by_role("link", name=LINK))
    expect(page.get_by_role("heading", level=1)).to_have_text("下川町の体裁")


def sample(page: Page) -> Locator:
    """Return the sample beside the settings."""
    return page.get_by_role("region", name="見本").last


def heading(page: Page) -> Locator:
    """Return a heading of the sample that has the colour."""
    return sample(page).get_by_role("heading", name="計画の目的")


def colour_is(page: Page, colour: str) -> None:
    """Wait until the sample has a colour, as a browser says it."""
    expect(heading(page)).to_have_css("color", colour)


def logo() -> FilePayload:
    """Return a picture of a crest."""
    buffer = BytesIO()
    Image.new("RGB", (40, 20), "green").save(buffer, "PNG")
    return {"name": "町章.png", "mimeType": "image/png", "buffer": buffer.getvalue()}


def test_the_sample_follows_the_settings_and_the_draft_takes_them(
    open_page: OpenPage, scene: Scene
) -> None:
    page = open_page()
    open_look(page)
    colour_is(page, "rgb(26, 63, 139)")
    page.get_by_label("緑（#1b6b3a）").check()
    colour_is(page, "rgb(27, 107, 58)")
    page.get_by_role("textbox", name="ほかの色").fill("#123456")
    page.get_by_label("ほかの色（下の欄に書く）").check()
    colour_is(page, "rgb(18, 52, 86)")
    page.get_by_label("第1章 → 1 → (1) → ①").check()
    expect(heading(page)).to_have_text("第1章　計画の目的")
    page.get_by_label("柱の文字").fill("下川町の柱")
    expect(sample(page)).to_contain_text("下川町の柱")
    page.get_by_label("ロゴの説明").fill("下川町の町章")
    page.get_by_label("ロゴの画像").set_input_files(logo())
    expect(sample(page).get_by_role("img", name="下川町の町章")).to_be_visible()
    expect(sample(page).get_by_role("status")).to_have_text(
        "入力のとおりの見本です。まだ保存していないことも入っています。"
    )

    page.get_by_label("次の計画").check()
    follow(page.get_by_role("button", name="保存する"))
    expect_notice(page, "体裁を保存しました。")
    colour_is(page, "rgb(18, 52, 86)")
    page.goto(f"/staff/plans/{scene.draft}/preview/")
    expect(page.get_by_role("img", name="下川町の町章")).to_be_visible()
    expect(page.get_by_role("heading", name="第1章　下川町の現状及び課題")).to_be_visible()

    go_home(page)
    follow(page.get_by_role("link", name=LINK))
    follow(page.get_by_role("button", name="この変更を元に戻す"))
    expect_notice(page, "最後の変更を元に戻しました。")
    colour_is(page, "rgb(26, 63, 139)")
    page.goto(f"/staff/plans/{scene.draft}/preview/")
    expect(page.get_by_role("img", name="下川町の町章")).to_have_count(0)


def test_what_is_wrong_is_told_beside_the_sample_while_typing(
    open_page: OpenPage, scene: Scene
) -> None:
    page = open_page()
    open_look(page)
    page.get_by_role("textbox", name="ほかの色").fill("#eeeeee")
    expect(sample(page).get_by_role("status")).to_have_text(
        "誤りのある欄（ほかの色）は、見本に入っていません。"
    )
    colour_is(page, "rgb(26, 63, 139)")


def test_when_the_session_is_over_the_sample_stays_and_says_so(
    open_page: OpenPage, scene: Scene
) -> None:
    page = open_page()
    open_look(page)
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("柱の文字").fill("下川町の柱")
    expect(sample(page).get_by_role("status")).to_have_text(
        "見本を作れませんでした。「見本を更新」を押してください。"
    )
    expect(page.get_by_label("柱の文字")).to_have_value("下川町の柱")
    expect(heading(page)).to_be_visible()


def test_without_scripts_a_button_renews_the_sample_and_files_are_kept(
    open_page: OpenPage, scene: Scene
) -> None:
    page = open_page(scripts=False, width=NARROW)
    open_look(page)
    page.get_by_label("緑（#1b6b3a）").check()
    page.get_by_label("です・ます").check()
    file: FilePayload = {"name": "書式.docx", "mimeType": WORD, "buffer": BASE}
    page.get_by_label("Wordのひな形（.docx）").set_input_files(file)
    follow(page.get_by_role("button", name="見本を更新"))
    colour_is(page, "rgb(27, 107, 58)")
    expect(sample(page)).to_contain_text("本計画に掲げる施策は、次の2件です。")
    expect(page.get_by_text("選んだひな形「書式.docx」は預かっています。")).to_be_visible()
    follow(page.get_by_role("button", name="保存する"))
    expect_notice(page, "体裁を保存しました。")
    expect(page.get_by_text("いまのひな形：書式.docx")).to_be_visible()

"""A sample of the guide becomes a ward's own measure: named, read, confirmed, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from accounts.enums import Role
from tests.factories import make_department, make_organization, make_user
from tests.journeys.browser import OpenPage, follow
from tests.journeys.steps import (
    FIRST_YEAR,
    LAST_YEAR,
    create_plan,
    expect_notice,
    go_in_tree,
    open_in_tree,
    pick_samples,
    sign_in,
)

SAMPLE = "公式サイト改修への住民参加の取組"


@pytest.fixture
def ward(town: None) -> None:
    """世田谷区 with an author."""
    organization = make_organization("131121")
    make_department(organization, "情報政策課")
    make_user("ward", name="世田谷 作成", role=Role.AUTHOR, organization=organization)


def _holding(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


def test_a_sample_becomes_the_wards_own_without_scripts(open_page: OpenPage, ward: None) -> None:
    page = open_page(scripts=False)
    sign_in(page, "ward")
    create_plan(page, first_year=FIRST_YEAR, last_year=LAST_YEAR, body="世田谷区")
    pick_samples(page, SAMPLE)

    body = page.locator("#id_body")
    expect(body).to_have_value(_holding("区民、有識者、県職員等による「（仮称）世田谷区公式サイト"))
    tree = page.get_by_role("navigation", name="計画の章と施策")
    expect(tree.get_by_role("listitem").filter(has_text=SAMPLE).last).to_contain_text("写したまま")
    doubts = page.get_by_role("region", name="写したままの文")
    expect(doubts).to_contain_text("「県職員」は自分の団体に合わせて直してください")

    body.fill(body.input_value().replace("県職員", "区職員"))
    follow(page.get_by_role("button", name="この文を確認した"))
    expect_notice(page, "この文を確認済みにしました。")
    expect(page.get_by_role("heading", name="写したままの文")).to_have_count(0)
    expect(page.locator("#id_body")).to_have_value(_holding("区民、有識者、区職員等"))

    follow(page.get_by_role("button", name="写したままの印を戻す"))
    expect(page.get_by_role("region", name="写したままの文")).to_be_visible()


def test_ticks_stay_while_the_list_is_narrowed(open_page: OpenPage, town: None) -> None:
    page = open_page()
    sign_in(page, "author")
    create_plan(page, first_year=FIRST_YEAR, last_year=LAST_YEAR)
    go_in_tree(page, "国の施策一覧から選ぶ")
    page.get_by_role("checkbox", name="地方公共団体の行政手続のオンライン利用促進").check()
    page.get_by_role("searchbox", name="言葉で探す").fill("多機能化")
    kept = page.get_by_role("group", name="ほかに選んだ施策")
    expect(kept.get_by_role("checkbox")).to_be_checked()
    page.get_by_role("checkbox", name="多機能化").check()
    follow(page.get_by_role("button", name="選んだ施策を計画に入れる"))
    expect_notice(page, "2件の施策を入れました。")


def test_an_old_term_is_replaced_by_a_click(open_page: OpenPage, ward: None) -> None:
    page = open_page(scripts=False)
    sign_in(page, "ward")
    create_plan(page, first_year=FIRST_YEAR, last_year=LAST_YEAR, body="世田谷区")
    open_in_tree(page, "現状及び課題")
    page.get_by_label("本文").fill("非識別加工情報を使う。")
    follow(page.get_by_role("button", name="保存する", exact=True))
    follow(
        page.get_by_role(
            "button", name="「非識別加工情報」を「行政機関等匿名加工情報」に置き換える"
        )
    )
    expect_notice(page, "置き換えました（1か所）")
    expect(page.get_by_label("本文")).to_have_value("行政機関等匿名加工情報を使う。")

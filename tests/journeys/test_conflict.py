"""Two authors save one chapter: the second sees both texts and chooses, and neither is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import OpenPage, follow
from tests.journeys.steps import (
    FIRST_YEAR,
    LAST_YEAR,
    create_plan,
    open_in_tree,
    open_plan,
    save,
    sign_in,
)

CHAPTER = "現状及び課題"
MINE = "窓口に来ることが難しい町民が増えている。"
THEIRS = "人口は2,900人である。"


@pytest.fixture
def second(open_page: OpenPage, town: None) -> Page:
    """The page of the second author, who saved after the first and was told so."""
    first, second = open_page(), open_page()
    sign_in(first, "author")
    title = create_plan(first, first_year=FIRST_YEAR, last_year=LAST_YEAR)
    open_in_tree(first, CHAPTER)
    sign_in(second, "second")
    open_plan(second, title)
    open_in_tree(second, CHAPTER)

    first.get_by_label("本文").fill(THEIRS)
    save(first)
    second.get_by_label("本文").fill(MINE)
    follow(second.get_by_role("button", name="保存する", exact=True))
    return second


def test_second_sees_both_texts(second: Page) -> None:
    expect(second.get_by_role("heading", level=1)).to_have_text("ほかの人の保存と重なりました")
    texts = second.get_by_role("region", name="本文").get_by_role("paragraph")
    assert texts.all_inner_texts() == [MINE, THEIRS]


def test_own_text_can_win_and_the_other_stays_in_the_history(second: Page) -> None:
    follow(second.get_by_role("button", name="あなたの文で保存する"))
    expect(second.get_by_label("本文")).to_have_value(MINE)
    follow(second.get_by_role("link", name="この章の変更履歴を見る"))
    for who, text in (("下川 次席", MINE), ("下川 作成", THEIRS)):
        revision = second.get_by_role("main").get_by_role("region").filter(has_text=who)
        expect(revision).to_contain_text(text)


def test_text_of_the_other_can_stay(second: Page) -> None:
    follow(second.get_by_role("link", name="いまの文を残して開く"))
    expect(second.get_by_label("本文")).to_have_value(THEIRS)

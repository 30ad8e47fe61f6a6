"""The main ways work in a browser that runs no script."""

from playwright.sync_api import expect

from tests.journeys.browser import OpenPage
from tests.journeys.steps import (
    FIRST_YEAR,
    LAST_YEAR,
    choose_pillars,
    create_plan,
    fill_kpi,
    fill_schedule,
    missing,
    open_in_tree,
    open_plan,
    open_waiting,
    pick_national,
    return_to_drafter,
    save,
    sign_in,
    submit,
    write_chapter,
)

MEASURE = "条件不利地域等における携帯電話のエリア整備の推進"
SITUATION = "山あいの集落に、携帯電話の届かない所がある。"
REASON = "集落の名を書いてください。"


def test_write_submit_and_return_without_scripts(open_page: OpenPage, town: None) -> None:
    author, manager = open_page(scripts=False), open_page(scripts=False)

    sign_in(author, "author")
    title = create_plan(author, first_year=FIRST_YEAR, last_year=LAST_YEAR)
    write_chapter(author, "現状及び課題", SITUATION)
    write_chapter(author, "位置付け", "この計画は、総合計画に基づくものである。")
    pick_national(author, MEASURE)
    open_in_tree(author, MEASURE)
    fill_kpi(author, "電波の届く集落", "10か所")
    fill_schedule(author, "令和9年度までに実施")
    save(author)
    choose_pillars(author, "利用の機会等の格差の是正に係る取組")
    open_plan(author, title)
    assert missing(author) == []
    submit(author, "計画の策定")

    sign_in(manager, "manager")
    open_waiting(manager, title)
    expect(manager.get_by_role("region", name="計画の全文（案）")).to_contain_text(SITUATION)
    return_to_drafter(manager, REASON)

    open_plan(author, title)
    expect(author.get_by_role("main")).to_contain_text(REASON)

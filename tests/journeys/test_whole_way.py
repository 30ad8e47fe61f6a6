"""Three people and a visitor go the whole way of a plan, from the empty form to the files.

Nothing is read from the database: what the pages and the files say is what counts.
"""

import re
from pathlib import Path

import docx
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.conftest import CalledJobs
from tests.journeys.browser import OpenPage, follow
from tests.journeys.steps import (
    FIRST_YEAR,
    LAST_YEAR,
    choose_pillars,
    create_plan,
    decide,
    download,
    fill_kpi,
    fill_schedule,
    go_home,
    missing,
    open_in_tree,
    open_plan,
    open_review,
    open_waiting,
    pick_national,
    pick_samples,
    publish,
    return_to_drafter,
    save,
    sign_in,
    submit,
    write_chapter,
)

TITLE = "下川町官民データ活用推進計画"
ONLINE = "地方公共団体の行政手続のオンライン利用促進"
ACCESSIBLE = "Webアクセシビリティ確保のための環境整備等"
INVENTORY = "行政手続の棚卸"
SITUATION = "下川町の人口は3,000人を下回り、窓口に来ることが難しい町民が増えている。"
MENDED = "下川町の令和7年度の人口は2,900人で、窓口に来ることが難しい町民が増えている。"
POSITION = "この計画は、第6期下川町総合計画に基づき、情報化の施策を具体的に定めるものである。"
REASON = "人口の数字がいつのものか分かりません。年度を書いてください。"
PILLARS = ("手続における情報通信の技術の利用等に係る取組", "利用の機会等の格差の是正に係る取組")
NO_MEASURE = "：施策がありません。施策を入れるか、「取り上げる柱を選ぶ」で外してください。"
LEFT_OPEN = [
    "下川町官民データ活用推進計画の位置付け：本文に「○○」「○年」など、埋めていないところがあります。",
    f"官民データの容易な利用等に係る取組{NO_MEASURE}",
    f"個人番号カードの普及及び活用に係る取組{NO_MEASURE}",
    f"情報システムに係る規格の整備及び互換性の確保等に係る取組{NO_MEASURE}",
    f"その他{NO_MEASURE}",
    "行政手続の棚卸：スケジュールに「○○」「○年」など、埋めていないところがあります。",
]
PRINTED = (
    TITLE,
    MENDED,
    POSITION,
    ONLINE,
    ACCESSIBLE,
    INVENTORY,
    "オンラインで申請できる手続の数",
    "25件",
    "令和11年度までに実施",
    "令和8年3月31日",
)


def text_of_docx(path: Path) -> str:
    """Return the text of the paragraphs and cells without white space."""
    document = docx.Document(str(path))
    texts = [node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t")]
    return squeezed("".join(texts))


def text_of_pdf(path: Path) -> str:
    """Return the text of the pages without white space."""
    return squeezed("".join(page.extract_text() for page in PdfReader(path).pages))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def write_plan(page: Page) -> None:
    """Create the plan and fill it until nothing that forbids 起案 is missing."""
    title = create_plan(page, first_year=FIRST_YEAR, last_year=LAST_YEAR)
    assert title == TITLE
    write_chapter(page, "現状及び課題", SITUATION)
    pick_national(page, ONLINE, ACCESSIBLE)
    pick_samples(page, INVENTORY)
    fill_measures(page)
    fill_what_is_missing(page)


def fill_measures(page: Page) -> None:
    """Give one national measure a KPI by year and a schedule."""
    open_in_tree(page, ONLINE)
    page.get_by_label("担当課").fill("総務課、税務住民課")
    fill_kpi(page, "オンラインで申請できる手続の数", "25件\n令和8年度：10件\n令和9年度：15件")
    fill_schedule(page, "令和11年度までに実施")
    save(page)
    expect(page.locator(".reading")).to_have_text(
        [
            "読み：25件 → 25件",
            "読み：令和8年度：10件 → 令和8年度（2026年度）　10件",
            "読み：令和9年度：15件 → 令和9年度（2027年度）　15件",
            "単位の読み：件（目標値の文から。欄が空の間、文に合わせて読み直します）",
            "期限の読み：令和11年度（2029年度）",
        ]
    )


def fill_what_is_missing(page: Page) -> None:
    """Follow the list of what is missing until nothing forbids 起案."""
    open_plan(page, TITLE)
    assert missing(page) == LEFT_OPEN
    choose_pillars(page, *PILLARS)
    write_chapter(page, "位置付け", POSITION)
    open_in_tree(page, INVENTORY)
    page.get_by_role("group", name="予定 1").get_by_label("予定").first.fill(
        "令和8年度末までに取組方針を取りまとめる。"
    )
    page.get_by_label("目標値").first.fill("60％")
    save(page)
    open_plan(page, TITLE)
    assert missing(page) == []


def test_whole_way(
    open_page: OpenPage, town: None, tmp_path: Path, called_jobs: CalledJobs
) -> None:
    author, manager, visitor = open_page(), open_page(), open_page()

    sign_in(author, "author")
    write_plan(author)
    submit(author, "計画の策定")
    open_review(author)
    expect(author.get_by_role("complementary", name="決裁")).to_contain_text(
        "あなたが起案したものです。起案した人は決裁も差戻しもできません。"
    )
    expect(author.get_by_role("button", name="決裁する")).to_have_count(0)

    sign_in(manager, "manager")
    open_waiting(manager, TITLE)
    expect(manager.get_by_role("region", name="計画の全文（案）")).to_contain_text(SITUATION)
    return_to_drafter(manager, REASON)

    go_home(author)
    open_waiting(author, TITLE)
    expect(author.get_by_role("main")).to_contain_text(REASON)
    write_chapter(author, "現状及び課題", MENDED)
    open_plan(author, TITLE)
    submit(author, "計画の策定")

    open_waiting(manager, TITLE)
    expect(manager.get_by_role("region", name="計画の全文（案）")).to_contain_text(MENDED)
    decide(manager, decided_on="令和8年3月31日", post="総務課長")
    publish(manager)
    called_jobs.run()  # as a worker would

    visitor.goto("/")
    follow(visitor.get_by_role("link", name=TITLE))
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    for words in PRINTED:
        expect(visitor.get_by_role("main")).to_contain_text(words)
    word = download(visitor, "Word", tmp_path)
    pdf = download(visitor, "PDF", tmp_path)
    assert [word.name, pdf.name] == [f"{TITLE}_第1版.docx", f"{TITLE}_第1版.pdf"]
    assert [words for words in PRINTED if squeezed(words) not in text_of_docx(word)] == []
    assert [words for words in PRINTED if squeezed(words) not in text_of_pdf(pdf)] == []

"""The overview of a plan, its basics, facts and pillars, and what was removed from it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from catalog.models import GuideEdition
from documents import content as c
from plans import workflow
from plans.content import content_of
from plans.editing import remove_part
from plans.models import Chapter, Measure, Placement, Plan, PlanFact, Revision, Submission
from plans.picking import write_own
from plans.pillars import chosen_pillars
from plans.starting import Wish, start_plan
from tests.conftest import Cast
from tests.pages import errors_of, title_of
from tests.plans.samples import NOON
from tests.plans.views.browser import forms_of, main_form, posts_on, send

SignedIn = Callable[[User], Client]


def url(plan: Plan, tail: str = "") -> str:
    """Return an address inside a plan."""
    return f"/staff/plans/{plan.pk}/{tail}"


def fresh(plan: Plan) -> Plan:
    """Return the row of the plan as it is now."""
    return Plan.objects.get(pk=plan.pk)


def buttons_of(response: Any) -> list[str]:
    """Return the addresses of the forms that change something, sign-out left out."""
    return [form.action for form in posts_on(response) if form.action != "/accounts/logout/"]


# --- overview --------------------------------------------------------------------------------


def tree_of(response: Any) -> list[tuple[str, str]]:
    """Return (address, words) of the lines of the tree."""
    tree = response.text.partition('<nav class="ws-tree"')[2].partition("</nav>")[0]
    lines = re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', tree.partition("ws-links")[0])
    return [(address, re.sub(r"<.*?>", "", words).strip()) for address, words in lines]


def test_the_tree_shows_chapters_and_measures_in_the_order_of_the_book(
    plan: Plan, author: Client
) -> None:
    assert tree_of(author.get(url(plan))) == [
        (url(plan, "chapters/aims/"), "1 目的"),
        (url(plan, "chapters/measures/"), "2 個別施策"),
        (url(plan, "chapters/theme-1/"), "(1) 手続"),
        (url(plan, "measures/online/"), "① 申請のオンライン化"),
        (url(plan, "measures/review/"), "② 事務の見直し"),
        (url(plan, "chapters/theme-2/"), "(2) その他"),
        (url(plan, "measures/online/"), "① 申請のオンライン化【再掲】"),
    ]


def test_the_tree_marks_what_ones_department_writes(
    plan: Plan, cast: Cast, signed_in: SignedIn
) -> None:
    Chapter.objects.filter(plan=plan, uid="aims").update(department=cast.department)
    Measure.objects.filter(plan=plan, uid="online").update(department=cast.department)
    marked = {}
    for user in (cast.contributor, cast.author):
        lines = signed_in(user).get(url(plan)).text.split("<li class=")[1:]
        named = [line for line in lines if ">あなたの課</span>" in line.partition("<ul")[0]]
        marked[user.username] = [re.findall(r"/(\w+)/\"", line)[0] for line in named]
    assert marked == {"contributor": ["aims", "online", "online"], "author": []}


def findings_of(response: Any) -> list[tuple[str, str]]:
    """Return (address, message) of what the overview says is missing."""
    panel = response.text.partition('id="missing"')[2].partition("</section>")[0]
    return re.findall(r'<a href="([^"]*)">[^<]*</a>：(.*?)</li>', panel)


def test_each_finding_leads_to_the_field_that_mends_it(plan: Plan, author: Client) -> None:
    Measure.objects.filter(plan=plan, uid="review").update(name="○○の見直し")
    Plan.objects.filter(pk=plan.pk).update(contact=None, period=None)
    found = findings_of(author.get(url(plan)))
    assert found == [
        (url(plan, "measures/review/#id_name"), "施策名に「○○」「○年」など、埋めていないところがあります。"),
        (url(plan, "basics/#id_first_year"), "計画期間がありません。"),
        (url(plan, "basics/#id_contact_department"), "問い合わせ先がありません。手引は公表時に載せるよう求めています。"),
        (url(plan, "measures/review/#kpis"), "KPIがありません。"),
        (url(plan, "measures/review/#schedule"), "スケジュール（いつまでに）がありません。"),
        (url(plan, "measures/review/#id_lead"), "担当課がありません。"),
    ]  # fmt: skip
    missing = []
    for address, _ in found:
        page, _, field = address.partition("#")
        if f'id="{field}"' not in author.get(page).text:
            missing.append(address)
    assert missing == []


def test_missing_measures_lead_to_where_they_are_picked(
    plan: Plan, cast: Cast, signed_in: SignedIn, reference: None
) -> None:
    Placement.objects.filter(plan=plan, chapter__uid="theme-2").delete()
    message = "施策がありません。施策を入れるか、「取り上げる柱を選ぶ」で外してください。"
    pick, chapter = url(plan, "pick/national/?chapter=theme-2"), url(plan, "chapters/theme-2/#main")

    def links(person: User) -> list[str]:
        found = findings_of(signed_in(person).get(url(plan)))
        return [address for address, text in found if text == message]

    people = (cast.author, cast.admin, cast.viewer, cast.contributor, cast.approver)
    assert [links(person) for person in people] == [[pick], [pick], [chapter], [chapter], [chapter]]
    form = main_form(signed_in(cast.author).get(pick), name="uid")
    assert form.data()["chapter"] == [str(Chapter.objects.get(plan=plan, uid="theme-2").pk)]


def test_a_plan_without_measures_leads_nobody_to_a_page_that_is_closed_to_them(
    plan: Plan, cast: Cast, signed_in: SignedIn
) -> None:
    for measure in Measure.objects.filter(plan=plan):
        remove_part(measure, by=cast.author, at=NOON)
    addresses = [
        next(a for a, text in findings_of(signed_in(person).get(url(plan))) if "一つも" in text)
        for person in (cast.author, cast.viewer)
    ]
    assert addresses == [url(plan, "pick/national/"), url(plan)]


def actions_of(plan: Plan, browser: Client) -> list[str]:
    """Return what the overview offers to do, as the last part of each address."""
    page = browser.get(url(plan)).text
    main = page.partition('id="next"')[2].partition("</section>")[0]
    return re.findall(rf'(?:href|action)="{url(plan)}([^"]*)"', main)


def test_a_draft_offers_what_each_may_do(plan: Plan, cast: Cast, signed_in: SignedIn) -> None:
    people = (cast.viewer, cast.contributor, cast.author, cast.approver, cast.admin)
    offered = {user.username: actions_of(plan, signed_in(user)) for user in people}
    picks = ["pick/national/", "pick/samples/"]
    assert offered == {
        "viewer": [],
        "contributor": [],
        "author": [*picks, "submit/"],
        "approver": ["record-external/"],
        "admin": [*picks, "submit/", "record-external/"],
    }


def test_a_circulating_plan_is_read_and_withdrawn_by_its_drafter(
    plan: Plan, submission: Submission, cast: Cast, signed_in: SignedIn
) -> None:
    people = (cast.viewer, cast.author, cast.approver, cast.admin)
    offered = {user.username: actions_of(plan, signed_in(user)) for user in people}
    assert offered == {
        "viewer": ["review/"],
        "author": ["review/", "withdraw/"],
        "approver": ["review/"],
        "admin": ["review/"],
    }


def test_a_return_is_shown_while_it_is_the_last_word(
    plan: Plan, submission: Submission, cast: Cast, author: Client
) -> None:
    workflow.return_to_drafter(
        plan,
        by=cast.approver,
        at=NOON,
        content_sha256=submission.content_sha256,
        reason="数字を入れてください",
    )
    seen = ["数字を入れてください" in author.get(url(plan)).text]
    workflow.submit(plan, by=cast.author, at=NOON)
    workflow.withdraw(plan, by=cast.author, at=NOON)
    seen.append("数字を入れてください" in author.get(url(plan)).text)
    assert seen == [True, False]


def test_only_writers_are_shown_the_ways_to_write(
    plan: Plan, cast: Cast, signed_in: SignedIn
) -> None:
    shown = {
        user.username: "計画の基本情報" in signed_in(user).get(url(plan)).text
        for user in (cast.viewer, cast.contributor, cast.author, cast.approver, cast.admin)
    }
    assert shown == {
        "viewer": False,
        "contributor": False,
        "author": True,
        "approver": False,
        "admin": True,
    }


# --- basics ----------------------------------------------------------------------------------


def test_the_basics_are_saved_with_a_revision(plan: Plan, author: Client) -> None:
    form = main_form(author.get(url(plan, "basics/")))
    response = send(author, form, subtitle="暮らしを便利に", contact_phone="1111")
    saved = fresh(plan)
    former, revision = Revision.objects.filter(plan=plan).order_by("pk")
    assert response.headers["Location"] == url(plan, "basics/")
    assert (saved.subtitle, saved.version) == ("暮らしを便利に", 2)
    assert saved.contact == {"department": "総務課", "phone": "1111"}
    assert [(r.part_kind, r.data["subtitle"]) for r in (former, revision)] == [
        ("plan", ""),
        ("plan", "暮らしを便利に"),
    ]


def test_a_plan_cannot_be_without_a_title(plan: Plan, author: Client) -> None:
    form = main_form(author.get(url(plan, "basics/")))
    response = send(author, form, title=" ", subtitle="副題")
    assert (response.status_code, errors_of(response)) == (422, ["計画の名称：入れてください。"])
    assert main_form(response).data()["subtitle"] == ["副題"]
    assert (fresh(plan).title, fresh(plan).subtitle, fresh(plan).version) == ("小さな計画", "", 1)


@pytest.mark.parametrize(
    "extra",
    [
        {"state": "settled"},
        {"organization": "1"},
        {"slug": "x"},
        {"uid": "x"},
        {"head_hash": "0"},
        {"look": "{}"},
        {"epoch": "9"},
    ],
)
def test_what_is_no_field_of_the_basics_is_ignored(
    extra: dict[str, str], plan: Plan, author: Client
) -> None:
    before = Plan.objects.filter(pk=plan.pk).values().get()
    send(author, main_form(author.get(url(plan, "basics/"))), **extra)
    assert Plan.objects.filter(pk=plan.pk).values().get() == before


# --- facts -----------------------------------------------------------------------------------


def test_facts_are_listed_with_their_ways(plan: Plan, author: Client) -> None:
    page = author.get(url(plan, "facts/hat/"))
    assert title_of(page).startswith("根拠｜小さな計画")
    assert "官民データ活用推進基本法 第9条第3項" in page.text
    assert buttons_of(page) == [url(plan, "parts/fact/hat/remove/")]


def test_a_fact_is_added_at_the_end(plan: Plan, author: Client) -> None:
    form = main_form(author.get(url(plan, "facts/hat/new/")), name="law")
    response = send(author, form, law="デジタル社会形成基本法", article="第14条")
    hats = content_of(plan).hats
    assert response.headers["Location"] == url(plan, "facts/hat/")
    assert [(hat.law, hat.article) for hat in hats] == [
        ("官民データ活用推進基本法", "第9条第3項"),
        ("デジタル社会形成基本法", "第14条"),
    ]


def test_the_page_of_a_new_fact_saved_untouched_adds_none(plan: Plan, author: Client) -> None:
    form = main_form(author.get(url(plan, "facts/hat/new/")), name="law")
    response = send(author, form)
    assert (response.status_code, errors_of(response)) == (422, ["何も書かれていません。"])
    assert [hat.uid for hat in content_of(plan).hats] == ["hat"]


def test_the_period_of_a_basis_is_kept_and_printed(plan: Plan, author: Client) -> None:
    form = main_form(author.get(url(plan, "facts/hat/hat/")))
    send(author, form, first_year="2018", last_year="2022", period_written="平成30年度～34年度")
    (hat,) = content_of(plan).hats
    assert hat.period is not None
    assert hat.period.written == "平成30年度～34年度"
    assert "計画期間：平成30年度～34年度" in author.get(url(plan, "preview/")).text


def test_a_fact_sent_twice_is_added_once(plan: Plan, author: Client) -> None:
    form = main_form(author.get(url(plan, "facts/term/new/")), name="word")
    for _ in range(2):
        send(author, form, word="官民データ", explanation="国と民間のデータ")
    assert [term.word for term in content_of(plan).terms] == ["官民データ"]


def test_a_fact_is_changed_with_a_revision(plan: Plan, author: Client) -> None:
    form = main_form(author.get(url(plan, "facts/hat/hat/")))
    send(author, form, description="市町村の努力義務")
    row = PlanFact.objects.get(plan=plan, uid="hat")
    assert (row.version, row.data["description"]) == (2, "市町村の努力義務")
    former, revision = Revision.objects.filter(plan=plan).order_by("pk")
    assert (former.data["data"].get("description"), revision.data["data"]) == (None, row.data)


def test_a_fact_lacking_its_words_is_refused(plan: Plan, author: Client) -> None:
    form = main_form(author.get(url(plan, "facts/term/new/")), name="word")
    response = send(author, form, word="官民データ")
    assert (response.status_code, errors_of(response)) == (422, ["説明：入れてください。"])
    assert content_of(plan).terms == ()


@pytest.mark.parametrize("kind", ["revision_row", "footnote", "plan", "HAT"])
def test_kinds_that_have_no_screen_are_not_found(kind: str, plan: Plan, author: Client) -> None:
    statuses = [
        author.get(url(plan, f"facts/{kind}/{tail}")).status_code for tail in ("", "new/", "hat/")
    ]
    assert statuses == [404, 404, 404]


def test_a_fact_is_found_under_its_own_kind_and_plan_only(
    plan: Plan, other_plan: Plan, author: Client
) -> None:
    added = PlanFact.objects.create(plan=other_plan, kind="hat", uid="theirs", data={"law": "x"})
    urls = ("facts/term/hat/", f"facts/hat/{added.uid}/", "facts/hat/gone/")
    assert [author.get(url(plan, tail)).status_code for tail in urls] == [404, 404, 404]


# --- pillars ---------------------------------------------------------------------------------


@pytest.fixture
def started(cast: Cast, reference: None) -> Plan:
    """A new plan with pillars 1 and 2."""
    wish = Wish(title="計画", pattern=c.Pattern.STANDALONE, pillars=(1, 2))
    edition = GuideEdition.objects.get(code="H30")
    return start_plan(cast.town, by=cast.author, at=NOON, edition=edition, wish=wish)


def test_pillars_are_chosen_and_come_back(started: Plan, author: Client) -> None:
    before = content_of(started)
    page = author.get(url(started, "pillars/"))
    form = next(form for form in forms_of(page) if "pillars" in form.names())
    assert form.data()["pillars"] == ["1", "2"]
    response = send(author, form, pillars=["1", "4"])
    assert response.headers["Location"] == url(started)
    assert chosen_pillars(started) == [1, 4]
    send(author, form, pillars=["1", "2"])
    now = content_of(started)
    assert chosen_pillars(started) == [1, 2]
    assert now.chapters == before.chapters


def _undo_of(page: Any) -> str:
    found = re.search(r'<div class="undo" role="status">(.*?)</form>', page.text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", "", found[1]).split()) if found else ""


def test_a_pillar_with_measures_says_what_went_with_it_and_comes_back(
    started: Plan, author: Client, cast: Cast
) -> None:
    theme = (
        Chapter.objects.filter(plan=started, kind=c.ChapterKind.THEME.value).order_by("pk").last()
    )
    assert theme is not None
    for name in ("一つ目", "二つ目"):
        write_own(started, theme, name=name, by=cast.author, at=NOON)
    before = content_of(started)
    form = main_form(author.get(url(started, "pillars/")), name="pillars")
    page = author.post(form.action, form.data(pillars=["1"]), follow=True)
    assert _undo_of(page) == (
        "外した柱の章を取り除きました。そこに置いていた施策2件も、計画に載らなくなりました。"
        "書いたものは「取り除いたもの」に残っています。 柱を元に戻す"
    )
    assert url(started, "removed/") in page.text
    undo = next(form for form in posts_on(page) if form.action == url(started, "pillars/"))
    back = author.post(undo.action, undo.data(), follow=True)
    assert (content_of(started), _undo_of(back)) == (before, "")


def test_a_pillar_without_measures_goes_without_their_number(started: Plan, author: Client) -> None:
    page = author.post(url(started, "pillars/"), {"pillars": ["1"]}, follow=True)
    assert _undo_of(page) == (
        "外した柱の章を取り除きました。書いたものは「取り除いたもの」に残っています。 柱を元に戻す"
    )
    page = author.post(url(started, "pillars/"), {"pillars": ["1", "2", "3"]}, follow=True)
    assert _undo_of(page) == ""


def test_all_pillars_can_be_left_out(started: Plan, author: Client) -> None:
    response = author.post(url(started, "pillars/"), {})
    assert (response.status_code, chosen_pillars(started)) == (302, [])


def test_a_pillar_that_the_guide_does_not_have_is_refused(started: Plan, author: Client) -> None:
    response = author.post(url(started, "pillars/"), {"pillars": ["1", "7"]})
    assert (response.status_code, title_of(response)[:4]) == (422, "エラー：")
    assert errors_of(response) == ["取り上げる柱：正しく選択してください。 7 は候補にありません。"]
    assert chosen_pillars(started) == [1, 2]


def test_a_plan_without_a_guide_is_offered_no_pillars(plan: Plan, author: Client) -> None:
    page = author.get(url(plan, "pillars/"))
    assert "手引の版が決まっていません" in page.text
    assert buttons_of(page) == []

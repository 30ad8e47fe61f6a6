"""A town at work, with plans in every state, and all the pages of the site."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from playwright.sync_api import FilePayload, Page

from accounts.models import User
from catalog.models import CrosswalkRow, GuideEdition, NationalMeasure, SampleMeasure
from documents.content import Pattern
from plans.demo import PLANS, load_demo
from plans.importing import import_plan_file
from plans.models import Chapter, Measure, NationalLink, Plan
from plans.picking import pick_national, pick_samples
from plans.starting import Wish, start_plan
from plans.switching import accept
from plans.workflow import record_external, start_revision, submit
from publishing.enums import Format
from publishing.jobs.asking import ask_for_draft
from tests.catalog.exchange.workbooks import HEADS, book
from tests.factories import make_organization
from tests.journeys.browser import OpenPage, follow
from tests.journeys.steps import sign_in
from tests.plans.second_edition import (
    NONE,
    RELATED,
    SAME,
    add_answer,
    add_link,
    make_edition,
    row_of,
)


@dataclass(frozen=True)
class Scene:
    """What stands in the addresses of the pages."""

    organization: int
    draft: int
    ready: int
    decided: int
    circulating: int
    chapter: str
    measure: str
    linked: str  # the code of a national measure with links to closed sites
    national: str
    answer: int  # a row of the crosswalk from R1 to R2
    job: int  # a file of the draft that waits to be made


def set_scene() -> Scene:
    """Make the plans; reference data and the people of the town are there."""
    now = timezone.now()
    load_demo(at=now)
    author = User.objects.get(username="author")
    organization = make_organization()

    public = Plan.objects.get(slug="shimokawa")
    start_revision(public, by=author, at=now)
    submit(public, by=author, at=now, summary="一部改定", reason="施策の見直し")

    printed = (settings.BASE_DIR / "fixtures" / "demo" / "shimokawa.json").read_bytes()
    ready, decided = (
        import_plan_file(printed, organization=organization, by=author, at=now) for _ in range(2)
    )
    record_external(decided, by=author, at=now, facts=PLANS[0].facts)

    guide = GuideEdition.objects.get(code="H30")
    wish = Wish(title="次の計画", pattern=Pattern.STANDALONE, first_year=2026, last_year=2029)
    draft = start_plan(organization, by=author, at=now, edition=guide, wish=wish)
    listed = NationalMeasure.objects.filter(edition__code="R1")[:1]
    [national] = pick_national(draft, listed, by=author, at=now)
    Measure.objects.filter(pk=national.pk).update(name="電子調達")
    [measure] = pick_samples(draft, SampleMeasure.objects.all()[:1], by=author, at=now)
    _look_at_a_newer_list(draft, measure, author, now)
    return Scene(
        organization=organization.pk,
        draft=draft.pk,
        ready=ready.pk,
        decided=decided.pk,
        circulating=public.pk,
        chapter=Chapter.objects.get(plan=draft, title="下川町の現状及び課題").uid,
        measure=measure.uid,
        linked=next(
            row.code for row in NationalMeasure.objects.all() if "cio.go.jp" in str(row.references)
        ),
        national=national.uid,
        answer=CrosswalkRow.objects.filter(from_edition="R1").earliest("position").pk,
        job=ask_for_draft(draft, Format.PDF, by=author, at=now).pk,
    )


def _look_at_a_newer_list(draft: Plan, measure: Measure, by: User, at: datetime) -> None:
    """Make R2, let a measure answer to rows of R1, and decide on one of them."""
    rows = list(NationalMeasure.objects.filter(edition__code="R1").order_by("no")[:5])
    newer = make_edition(
        "R2",
        {
            row.code: {"no": row.no + 1, "name": row.name, "overview": [*row.overview[:-1], "新"]}
            for row in rows
        },
    )
    for row, relation in zip(rows, (SAME, SAME, RELATED, NONE), strict=False):
        target = None if relation is NONE else row.code
        add_answer(newer, row.name, relation, target, former="R1", source=row)
    for row in rows[1:]:
        add_link(draft, row.code, measure=measure.uid)
    decided = NationalLink.objects.get(plan=draft, source=rows[0])
    version = Measure.objects.get(pk=decided.measure_id).version
    accept(decided, newer, row_of(newer, rows[0].code), version=version, by=by, at=at)
    draft_list = make_edition("R9", {rows[0].code: {"no": 1, "name": rows[0].name}})
    draft_list.released_at = None
    draft_list.save()


@dataclass(frozen=True)
class Stop:
    """A page of the site: who sees it, where it is, and what is done there first."""

    name: str
    who: str
    address: str
    do: Callable[[Page], None] = lambda page: None


def _press(name: str) -> Callable[[Page], None]:
    return lambda page: follow(page.get_by_role("button", name=name, exact=True))


def _collide(page: Page) -> None:
    """Save the chapter that is open after somebody else has saved it from another window."""
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("本文").fill("人口は2,900人である。")
    _press("保存する")(other)
    other.close()
    page.get_by_label("本文").fill("窓口に来ることが難しい町民が増えている。")
    _press("保存する")(page)


def _open_all(page: Page) -> None:
    """Unfold everything that is folded."""
    page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true; })")


def _upload(data: bytes) -> Callable[[Page], None]:
    """Look at what a workbook would make of R2."""

    def do(page: Page) -> None:
        file: FilePayload = {"name": "一覧.xlsx", "mimeType": XLSX, "buffer": data}
        page.get_by_label("Excelブック（.xlsx）").set_input_files(file)
        page.get_by_label("版の符号").fill("R3")
        _press("確かめる")(page)

    return do


def _choose_a_pale_colour(page: Page) -> None:
    """Ask for a colour that nobody could read."""
    page.get_by_role("textbox", name="ほかの色").fill("#ffff00")
    _press("保存する")(page)


def _change_the_look(page: Page) -> None:
    """Save another look, which leaves a record."""
    page.get_by_label("第1章 → 1 → (1) → ①").check()
    _press("保存する")(page)


_DRAFT = "/staff/plans/{draft}/"
_CHAPTER = _DRAFT + "chapters/{chapter}/"
_MEASURE = _DRAFT + "measures/{measure}/"
_CIRCULATING = "/staff/plans/{circulating}/"
_TOWN = "/accounts/organizations/{organization}/"
_LOOK = "/staff/organizations/{organization}/look/"
_LISTS = "/staff/catalogue/editions/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NEWER_HEADS = (*HEADS, "掲載時期", "備考")
NEWER_LIST = [
    [1, "01-05", "マイナンバーカードと電子委任状を活用した政府調達", "令和3年度から", "新しい欄"],
    [2, "09-09", "地方公共団体の行政手続のオンライン利用促進", None, None],
    [3, "09-10", "新しく加わった取組", None, None],
]

STOPS = (
    Stop("sign-in", "", "/accounts/login/"),
    Stop("sign-in-refused", "", "/accounts/login/", _press("ログイン")),
    Stop("public-list", "", "/"),
    Stop("public-list-nothing-found", "", "/?q=存在しない町"),
    Stop("public-plan", "", "/plans/shimokawa/"),
    Stop("public-plan-embedded", "", "/plans/ibaraki/"),
    Stop("open-data", "", "/plans/shimokawa/editions/1/data/"),
    Stop("not-found", "", "/plans/nothing/"),
    Stop("home", "author", "/staff/"),
    Stop("account", "author", "/accounts/"),
    Stop("create", "author", "/staff/organizations/{organization}/plans/new/"),
    Stop("catalogue", "author", "/staff/catalogue/"),
    Stop(
        "catalogue-narrowed", "author", "/staff/catalogue/?q=計画&lead=総務省&pillar=1", _open_all
    ),
    Stop("catalogue-nothing-found", "author", "/staff/catalogue/?q=計画+存在しない"),
    Stop("catalogue-samples", "author", "/staff/catalogue/samples/"),
    Stop("catalogue-examples", "author", "/staff/catalogue/examples/"),
    Stop("catalogue-guide", "author", "/staff/catalogue/guide/", _open_all),
    Stop("catalogue-checklist", "author", "/staff/catalogue/checklist/"),
    Stop("catalogue-terms", "author", "/staff/catalogue/terms/"),
    Stop("catalogue-national-row", "author", "/staff/catalogue/national/R1/{linked}/"),
    Stop("catalogue-sample", "author", "/staff/catalogue/samples/H30/2/"),
    Stop("catalogue-example", "author", "/staff/catalogue/examples/shimokawa/measure/1/"),
    Stop("workspace", "author", _DRAFT),
    Stop("workspace-circulating", "author", _CIRCULATING),
    Stop("basics", "author", _DRAFT + "basics/"),
    Stop("pillars", "author", _DRAFT + "pillars/"),
    Stop("legal-bases", "author", _DRAFT + "facts/hat/"),
    Stop("body-new", "author", _DRAFT + "facts/governance_body/new/"),
    Stop("chapter", "author", _CHAPTER),
    Stop("history", "author", _DRAFT + "parts/measure/{measure}/history/"),
    Stop("chapter-new", "author", _DRAFT + "chapters/new/"),
    Stop("measure", "author", _MEASURE),
    Stop("measure-unfolded", "author", _MEASURE, _open_all),
    Stop("pick-national", "author", _DRAFT + "pick/national/"),
    Stop(
        "pick-national-refused",
        "author",
        _DRAFT + "pick/national/",
        _press("選んだ施策を計画に入れる"),
    ),
    Stop("pick-samples", "author", _DRAFT + "pick/samples/"),
    Stop("pick-examples", "author", _DRAFT + "pick/examples/"),
    Stop("difference", "author", _DRAFT + "measures/{national}/difference/"),
    Stop("national-links", "author", _DRAFT + "national/"),
    Stop("switch", "author", _DRAFT + "national/switch/R2/", _open_all),
    Stop("switch-decided", "author", _DRAFT + "national/switch/R2/?show=decided"),
    Stop("submit", "author", _DRAFT + "submit/"),
    Stop("submit-ready", "author", "/staff/plans/{ready}/submit/"),
    Stop("removed", "author", _DRAFT + "removed/"),
    Stop("preview", "author", _DRAFT + "preview/"),
    Stop("job", "author", _DRAFT + "jobs/{job}/"),
    Stop("file-being-made", "", "/plans/shimokawa/editions/1/pdf/"),
    Stop("forbidden", "author", _CIRCULATING + "record-external/"),
    Stop("review-own", "author", _CIRCULATING + "review/"),
    Stop("review", "manager", _CIRCULATING + "review/"),
    Stop("review-refused", "manager", _CIRCULATING + "review/", _press("決裁する")),
    Stop("home-waiting", "manager", "/staff/"),
    Stop("record-external", "manager", _DRAFT + "record-external/"),
    Stop("events", "manager", _CIRCULATING + "events/"),
    Stop("edition", "manager", _CIRCULATING + "editions/1/"),
    Stop("publish", "manager", "/staff/plans/{decided}/editions/1/publish/"),
    Stop("unpublish", "manager", _CIRCULATING + "editions/1/unpublish/"),
    Stop("people", "admin", _TOWN + "people/"),
    Stop("person-new", "admin", _TOWN + "people/add/"),
    Stop("departments", "admin", _TOWN + "departments/"),
    Stop("look", "admin", _LOOK),
    Stop("look-unfolded", "admin", _LOOK, _open_all),
    Stop("look-refused", "admin", _LOOK, _choose_a_pale_colour),
    Stop("look-changed", "admin", _LOOK, _change_the_look),
    Stop("lists", "site", _LISTS),
    Stop("list", "site", _LISTS + "R2/"),
    Stop("list-import", "site", _LISTS + "import/"),
    Stop("list-import-refused", "site", _LISTS + "import/", _press("確かめる")),
    Stop("list-faults", "site", _LISTS + "import/", _upload(book([["一", "1-1", ""]]))),
    Stop("list-check", "site", _LISTS + "import/", _upload(book(NEWER_LIST, heads=NEWER_HEADS))),
    Stop("list-crosswalk", "site", _LISTS + "R2/crosswalk/R1/?show=all"),
    Stop("list-answer", "site", _LISTS + "R2/answers/{answer}/"),
    Stop("list-release", "site", _LISTS + "R9/release/"),
    Stop("list-errata", "site", _LISTS + "R1/errata/01-05/"),
    Stop("list-correct", "site", _LISTS + "R1/errata/01-05/ministries/", _press("正誤を登録する")),
    # The last one of the author's pages, for it changes the chapter.
    Stop("conflict", "author", _CHAPTER, _collide),
)


def walk(open_page: OpenPage, scene: Scene, **browser: object) -> Iterator[tuple[str, Page]]:
    """Go to every page as the person who sees it and yield its name and the page."""
    pages: dict[str, Page] = {}
    for stop in STOPS:
        if stop.who not in pages:
            pages[stop.who] = open_page(**browser)
            if stop.who:
                sign_in(pages[stop.who], stop.who)
        page = pages[stop.who]
        page.goto(stop.address.format(**vars(scene)))
        stop.do(page)
        yield stop.name, page

"""Every address × every kind of person: who gets what, and that nothing of a draft leaks.

A new address fails here until it is in the table on purpose. Strangers are people of another
town, 管理者 of their own: inside a plan they get 404, not 403, for its existence is not told.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.enums import Role
from accounts.models import Membership, User
from catalog.exchange.staging import keep_upload
from catalog.exchange.writing import sample_workbook
from catalog.loading import load_directory
from catalog.models import (
    CrosswalkRow,
    Example,
    ExamplePlan,
    NationalMeasure,
    NationalMeasureEdition,
)
from catalog.storage import keep
from documents import content as c
from plans import workflow
from plans.decisions import DecisionFacts
from plans.editing import remove_part, save_part
from plans.importing import import_plan
from plans.models import Chapter, FigureFile, Measure, NationalLink, Plan, PlanFact
from plans.picking import pick_national
from plans.switching import decline
from publishing.drafts import draft_of
from publishing.enums import Format, JobKind, JobState
from publishing.models import Job
from publishing.rendering import Rendered
from publishing.store import keep_draft, put_draft
from tests.factories import BIFUKA, SHIMOKAWA, make_department, make_organization, make_user
from tests.plans.samples import NOON, small_content

# Stands in everything that nobody outside the town may read.
MARK = "秘密の下書き"
FACTS = DecisionFacts(decided_on=date(2026, 3, 31))
# The national measure that the marked draft answers to.
ANSWERED = "01-06"
PICTURE = b"\x89PNG a picture of the plan"
FORM = "application/x-www-form-urlencoded"

PEOPLE = (
    "anonymous",
    "stranger",
    "viewer",
    "contributor",
    "author",
    "approver",
    "admin",
    "superuser",
)

# --- the table -------------------------------------------------------------------------------

Row = tuple[int, ...]

#                 anonymous, stranger, viewer, contributor, author, approver, admin, superuser
PUBLIC: Row = (200, 200, 200, 200, 200, 200, 200, 200)
SIGNED_IN: Row = (302, 200, 200, 200, 200, 200, 200, 200)
READ: Row = (302, 404, 200, 200, 200, 200, 200, 200)
WRITE: Row = (302, 404, 403, 403, 200, 403, 200, 200)
RECORD: Row = (302, 404, 403, 403, 403, 200, 200, 200)
MANAGE: Row = (302, 404, 403, 403, 403, 403, 200, 200)
# POST: where it is allowed it ends with a redirect.
EVERYBODY_DOES: Row = (302, 302, 302, 302, 302, 302, 302, 302)
READERS_DO: Row = (302, 404, 302, 302, 302, 302, 302, 302)
WRITERS_DO: Row = (302, 404, 403, 403, 302, 403, 302, 302)
SITE: Row = (302, 403, 403, 403, 403, 403, 403, 200)
SITE_DOES: Row = (302, 403, 403, 403, 403, 403, 403, 302)
MANAGERS_DO: Row = (302, 404, 403, 403, 403, 403, 302, 302)
# A form that shows something of what it was sent; an empty one is shown again with what is wrong.
MANAGERS_LOOK: Row = (302, 404, 403, 403, 403, 403, 422, 422)
APPROVERS_DO: Row = (302, 404, 403, 403, 403, 302, 403, 302)

TABLE: dict[str, tuple[str, Row]] = {
    "publishing:plan-list": ("GET", PUBLIC),
    "publishing:health": ("GET", PUBLIC),
    "publishing:plan": ("GET", PUBLIC),
    "publishing:edition": ("GET", PUBLIC),
    "publishing:download": ("GET", PUBLIC),
    "publishing:open-data": ("GET", PUBLIC),
    "publishing:table": ("GET", PUBLIC),
    "publishing:figure": ("GET", PUBLIC),
    "publishing:preview": ("GET", READ),
    "publishing:preview-file": ("GET", READ),
    "publishing:preview-part": ("GET", READ),
    "publishing:preview-figure": ("GET", READ),
    "publishing:draft-make": ("POST", READERS_DO),
    "publishing:job": ("GET", READ),
    "publishing:job-file": ("GET", READ),
    "publishing:job-cancel": ("POST", (302, 404, 403, 403, 302, 403, 302, 302)),
    "publishing:edition-staff": ("GET", READ),
    "publishing:download-staff": ("GET", READ),
    "publishing:edition-make": ("POST", (302, 404, 403, 403, 403, 302, 302, 302)),
    "publishing:publish": ("GET", RECORD),
    "publishing:unpublish": ("GET", RECORD),
    "publishing:look": ("GET", MANAGE),
    "publishing:look-undo": ("POST", MANAGERS_DO),
    "publishing:look-sample": ("POST", MANAGERS_LOOK),
    "publishing:look-sample-file": ("POST", MANAGERS_LOOK),
    "publishing:look-picture": ("GET", MANAGE),
    "publishing:look-colour": ("GET", SIGNED_IN),
    "accounts:account": ("GET", SIGNED_IN),
    "accounts:login": ("GET", (200, 302, 302, 302, 302, 302, 302, 302)),
    "accounts:logout": ("POST", EVERYBODY_DOES),
    "accounts:password-change": ("GET", SIGNED_IN),
    "accounts:people": ("GET", MANAGE),
    "accounts:person-add": ("GET", MANAGE),
    "accounts:person-edit": ("GET", MANAGE),
    "accounts:person-password": ("GET", MANAGE),
    "accounts:departments": ("GET", MANAGE),
    "accounts:department-add": ("GET", MANAGE),
    "accounts:department-edit": ("GET", MANAGE),
    "plans:home": ("GET", SIGNED_IN),
    "plans:catalogue": ("GET", SIGNED_IN),
    "plans:catalogue-samples": ("GET", SIGNED_IN),
    "plans:catalogue-examples": ("GET", SIGNED_IN),
    "plans:catalogue-guide": ("GET", SIGNED_IN),
    "plans:catalogue-guide-edition": ("GET", SIGNED_IN),
    "plans:catalogue-checklist": ("GET", SIGNED_IN),
    "plans:catalogue-terms": ("GET", SIGNED_IN),
    "plans:catalogue-national-row": ("GET", SIGNED_IN),
    "plans:catalogue-sample": ("GET", SIGNED_IN),
    "plans:catalogue-example": ("GET", SIGNED_IN),
    "plans:catalogue-editions": ("GET", SITE),
    "plans:catalogue-sample-workbook": ("GET", SITE),
    "plans:catalogue-import": ("GET", SITE),
    "plans:catalogue-import-check": ("GET", SITE),
    "plans:catalogue-edition": ("GET", SITE),
    "plans:catalogue-export": ("GET", SITE),
    "plans:catalogue-release": ("GET", SITE),
    "plans:catalogue-crosswalk": ("GET", SITE),
    "plans:catalogue-answer": ("GET", SITE),
    "plans:catalogue-answer-confirm": ("POST", SITE_DOES),
    "plans:catalogue-answer-undo": ("POST", SITE_DOES),
    "plans:catalogue-errata": ("GET", SITE),
    "plans:catalogue-correct": ("GET", SITE),
    "plans:plan-create": ("GET", WRITE),
    "plans:workspace": ("GET", READ),
    "plans:events": ("GET", READ),
    "plans:review": ("GET", READ),
    "plans:chapter-edit": ("GET", READ),
    "plans:measure-edit": ("GET", READ),
    "plans:part-history": ("GET", READ),
    "plans:measure-difference": ("GET", READ),
    "plans:plan-facts": ("GET", WRITE),
    "plans:pillars": ("GET", WRITE),
    "plans:removed": ("GET", WRITE),
    "plans:facts": ("GET", WRITE),
    "plans:fact-add": ("GET", WRITE),
    "plans:fact-edit": ("GET", WRITE),
    "plans:chapter-add": ("GET", WRITE),
    "plans:pick-national": ("GET", WRITE),
    "plans:pick-samples": ("GET", WRITE),
    "plans:pick-examples": ("GET", WRITE),
    "plans:national-links": ("GET", WRITE),
    "plans:national-switch": ("GET", WRITE),
    "plans:national-accept": ("POST", WRITERS_DO),
    "plans:national-decline": ("POST", WRITERS_DO),
    "plans:national-undo": ("POST", WRITERS_DO),
    "plans:submit": ("GET", WRITE),
    "plans:record-external": ("GET", RECORD),
    "plans:part-remove": ("POST", WRITERS_DO),
    "plans:part-restore": ("POST", WRITERS_DO),
    "plans:chapter-move": ("POST", WRITERS_DO),
    "plans:measure-add": ("POST", WRITERS_DO),
    "plans:placement-add": ("POST", WRITERS_DO),
    "plans:placement-move": ("POST", WRITERS_DO),
    "plans:placement-change": ("POST", WRITERS_DO),
    "plans:placement-remove": ("POST", WRITERS_DO),
    "plans:withdraw": ("POST", WRITERS_DO),
    "plans:start-revision": ("POST", WRITERS_DO),
    "plans:decide": ("POST", APPROVERS_DO),
    "plans:return": ("POST", APPROVERS_DO),
}

# Pages that both show and save: what an empty form gets. 422 is the page with what is wrong in it;
# the pages of people say it under 200, and 「新しいパスワード」 needs no more than the click.
SAVES: dict[str, Row] = {
    "publishing:look": MANAGERS_LOOK,
    "publishing:publish": (302, 404, 403, 403, 403, 422, 422, 422),
    "publishing:unpublish": (302, 404, 403, 403, 403, 422, 422, 422),
    "accounts:login": (200, 302, 302, 302, 302, 302, 302, 302),
    "accounts:password-change": SIGNED_IN,
    "accounts:person-add": MANAGE,
    "accounts:person-edit": MANAGE,
    "accounts:person-password": MANAGE,
    "accounts:department-add": MANAGE,
    "accounts:department-edit": MANAGE,
    "plans:catalogue-import": (302, 403, 403, 403, 403, 403, 403, 422),
    "plans:catalogue-import-check": (302, 403, 403, 403, 403, 403, 403, 422),
    "plans:catalogue-release": SITE_DOES,
    "plans:catalogue-answer": (302, 403, 403, 403, 403, 403, 403, 422),
    "plans:catalogue-correct": (302, 403, 403, 403, 403, 403, 403, 422),
    "plans:plan-create": (302, 404, 403, 403, 422, 403, 422, 422),
    "plans:chapter-edit": (302, 404, 403, 403, 422, 403, 422, 422),
    "plans:measure-edit": (302, 404, 403, 403, 422, 403, 422, 422),
    "plans:plan-facts": (302, 404, 403, 403, 422, 403, 422, 422),
    "plans:pillars": WRITERS_DO,
    "plans:fact-add": (302, 404, 403, 403, 422, 403, 422, 422),
    "plans:fact-edit": (302, 404, 403, 403, 422, 403, 422, 422),
    "plans:chapter-add": (302, 404, 403, 403, 422, 403, 422, 422),
    "plans:pick-national": (302, 404, 403, 403, 422, 403, 422, 422),
    "plans:pick-samples": (302, 404, 403, 403, 422, 403, 422, 422),
    "plans:pick-examples": (302, 404, 403, 403, 422, 403, 422, 422),
    "plans:submit": (302, 404, 403, 403, 422, 403, 422, 422),
    "plans:record-external": (302, 404, 403, 403, 403, 422, 422, 422),
}

# --- the world -------------------------------------------------------------------------------


@dataclass(frozen=True)
class World:
    """A town with a plan in every condition, all of it full of words that must not get out."""

    people: dict[str, User | None]
    draft: Plan  # its first edition is public, the working copy is revised
    circulating: Plan
    settled: Plan
    arguments: dict[str, dict[str, Any]]
    posted: dict[str, dict[str, str]]


def _content(town: Any, picture: str) -> c.PlanContent:
    content = small_content(town)
    figure = c.Figure(uid="figure", sha256=picture, media_type="image/png", alt="図")
    first = content.chapters[0]
    first = replace(first, body=(*first.body, figure))
    return replace(content, chapters=(first, *content.chapters[1:]))


def _secret(content: c.PlanContent) -> c.PlanContent:
    """Return the plan with the marked words in its title, text, measures and facts."""
    first, *rest = content.chapters
    online, *others = content.measures
    return replace(
        content,
        title=f"{MARK}の計画",
        vision=MARK,
        chapters=(replace(first, title=MARK, body=(c.Paragraph(uid="p", text=MARK),)), *rest),
        measures=(replace(online, name=MARK, support=MARK, budget=MARK), *others),
        terms=(c.Term(uid="term", word=MARK, explanation=MARK),),
        contact=c.Contact(department=MARK),
    )


def _make_people(town: Any, other: Any) -> dict[str, User | None]:
    department = make_department(town, "総務課")
    people: dict[str, User | None] = {
        role.value: make_user(
            role.value,
            role=role,
            organization=town,
            department=department if role is Role.CONTRIBUTOR else None,
        )
        for role in Role
    }
    return {
        **people,
        "anonymous": None,
        "stranger": make_user("stranger", role=Role.ADMIN, organization=other),
        "superuser": make_user("superuser", is_superuser=True),
    }


def _person(people: dict[str, User | None], name: str) -> User:
    person = people[name]
    assert person is not None
    return person


def _link_to_former_list(plan: Plan, *, by: User) -> None:
    """Let a measure answer to two names of an older list; on the second it is decided."""
    measure = Measure.objects.get(plan=plan, uid="online")
    for number in range(2):
        link = NationalLink.objects.create(
            plan=plan, uid=f"link-{number}", measure=measure, edition="H30", name=MARK
        )
    newer = NationalMeasureEdition.objects.get(code="R1")
    decline(link, newer, version=measure.version, by=by, at=NOON)


def _make_lists() -> tuple[dict[str, str], dict[str, Any], str]:
    """Return where a released list, a row of a crosswalk and an upload are; R10 is a draft."""
    NationalMeasureEdition.objects.create(
        code="R10", title="一覧", as_of="時点", source_note="出典"
    )
    edition = NationalMeasureEdition.objects.create(
        code="R9", title="一覧", as_of="時点", source_note="出典", released_at=NOON
    )
    NationalMeasure.objects.create(
        edition=edition, no=1, code="01-01", name="施策", benefit_marks=0
    )
    answer = CrosswalkRow.objects.filter(to_edition__code="R1").earliest("pk")
    upload = keep_upload(sample_workbook(), at=timezone.now())
    return {"edition": "R9"}, {"edition": "R1", "pk": answer.pk}, upload


def _make_jobs(plan: Plan, *, by: User) -> tuple[Job, Job]:
    """Return a job of the draft that waits, and one whose file is there and says the words."""
    draft = draft_of(plan)
    rendered = Rendered(MARK.encode())
    name = keep_draft(rendered, Format.DOCX)
    file = put_draft(draft.sha256, Format.DOCX, rendered, name=name, at=NOON)
    asked: dict[str, Any] = {
        "kind": JobKind.DRAFT,
        "owner": by,
        "plan": plan,
        "content_sha256": draft.sha256,
        "created_at": NOON,
        "called_at": NOON,
    }
    waiting = Job.objects.create(format="pdf", key="a" * 64, content_json=draft.json, **asked)
    done = Job.objects.create(
        format="docx", key=file.key, state=JobState.DONE, file=file, ended_at=NOON, **asked
    )
    return waiting, done


def _make_world() -> World:
    town, other = make_organization(SHIMOKAWA), make_organization(BIFUKA)
    people = _make_people(town, other)
    author, approver = _person(people, "author"), _person(people, "approver")
    picture = sha256(PICTURE).hexdigest()
    FigureFile.objects.create(
        organization=town,
        sha256=picture,
        media_type="image/png",
        size=len(PICTURE),
        file=keep(PICTURE, folder="figures", extension="png"),
    )
    content = _content(town, picture)

    def load(slug: str, content: c.PlanContent) -> Plan:
        return import_plan(content, organization=town, by=author, at=NOON, slug=slug)

    def decide(plan: Plan) -> None:
        submission = workflow.submit(plan, by=author, at=NOON, summary="新規策定")
        sha = submission.content_sha256
        workflow.decide(plan, by=approver, at=NOON, content_sha256=sha, facts=FACTS)

    draft = load("draft", content)
    decide(draft)
    edition = draft.editions.get()
    workflow.publish(edition, by=approver, at=NOON, published_on=FACTS.decided_on)
    workflow.start_revision(draft, by=author, at=NOON, reason=MARK)
    for model, uid in ((Chapter, "aims"), (Measure, "online")):
        part: Any = model._default_manager.get(plan=draft, uid=uid)
        column = "title" if model is Chapter else "name"
        save_part(part, by=author, at=NOON, version=1, changes={column: MARK})
    Plan.objects.filter(pk=draft.pk).update(title=f"{MARK}の計画", vision=MARK)
    _link_to_former_list(draft, by=author)
    remove_part(Measure.objects.get(plan=draft, uid="review"), by=author, at=NOON)

    answered = NationalMeasure.objects.filter(code=ANSWERED)
    pick_national(draft, answered, by=author, at=NOON)
    example = ExamplePlan.objects.create(
        code="other", municipality=other.municipality, title="例", source_note="出典"
    )
    Example.objects.create(plan=example, kind="measure", seq=1, name="例")

    circulating = load("circulating", _secret(content))
    submission = workflow.submit(circulating, by=author, at=NOON, summary=MARK, reason=MARK)
    settled = load("settled", _secret(content))
    decide(settled)
    hat = PlanFact.objects.get(plan=draft, uid="hat")
    place = Membership.objects.get(user=author)
    waiting, done = _make_jobs(draft, by=author)
    part_of = {"pk": draft.pk, "kind": "measure", "uid": "review"}
    measure = {"pk": draft.pk, "uid": "online"}
    reprint = {**measure, "placement_uid": "place-3"}
    link = {"pk": draft.pk, "edition": "R1", "uid": "link-0"}
    released, answer, upload = _make_lists()
    people_of = {"pk": town.pk}
    arguments: dict[str, dict[str, Any]] = {
        "publishing:plan": {"slug": "draft"},
        "publishing:edition": {"slug": "draft", "no": 1},
        "publishing:download": {"slug": "draft", "no": 1, "format": "json"},
        "publishing:open-data": {"slug": "draft", "no": 1},
        "publishing:table": {"slug": "draft", "no": 1, "name": "measures"},
        "publishing:figure": {"slug": "draft", "no": 1, "sha256": picture},
        "publishing:preview-file": {"pk": draft.pk, "format": "json"},
        "publishing:preview-figure": {"pk": draft.pk, "sha256": picture},
        "publishing:preview-part": {"pk": draft.pk, "anchor": "m-online"},
        "publishing:draft-make": {"pk": draft.pk, "format": "pdf"},
        "publishing:job": {"pk": draft.pk, "number": waiting.pk},
        "publishing:job-cancel": {"pk": draft.pk, "number": waiting.pk},
        "publishing:job-file": {"pk": draft.pk, "number": done.pk},
        "publishing:edition-staff": {"pk": settled.pk, "no": 1},
        "publishing:download-staff": {"pk": settled.pk, "no": 1, "format": "json"},
        "publishing:edition-make": {"pk": settled.pk, "no": 1},
        "publishing:publish": {"pk": settled.pk, "no": 1},
        "publishing:unpublish": {"pk": draft.pk, "no": 1},
        "publishing:look": people_of,
        "publishing:look-undo": people_of,
        "publishing:look-sample": people_of,
        "publishing:look-sample-file": {**people_of, "format": "docx"},
        "publishing:look-picture": {**people_of, "sha256": picture},
        "publishing:look-colour": {"colour": "1a3f8b"},
        "accounts:people": people_of,
        "accounts:person-add": people_of,
        "accounts:departments": people_of,
        "accounts:department-add": people_of,
        "accounts:person-edit": {**people_of, "membership_pk": place.pk},
        "accounts:person-password": {**people_of, "membership_pk": place.pk},
        "accounts:department-edit": {
            **people_of,
            "department_pk": town.departments.get().pk,
        },
        "plans:plan-create": {"organization_pk": town.pk},
        "plans:catalogue-national-row": {"edition": "R1", "code": ANSWERED},
        "plans:catalogue-guide-edition": {"edition": "H30"},
        "plans:catalogue-import-check": {"sha256": upload},
        "plans:catalogue-edition": {"edition": "R1"},
        "plans:catalogue-export": {"edition": "R1"},
        "plans:catalogue-release": {"edition": "R10"},
        "plans:catalogue-crosswalk": {"edition": "R1", "former": "H30"},
        "plans:catalogue-answer": answer,
        "plans:catalogue-answer-confirm": answer,
        "plans:catalogue-answer-undo": answer,
        "plans:catalogue-errata": {**released, "key": "01-01"},
        "plans:catalogue-correct": {**released, "key": "01-01", "field": "name"},
        "plans:catalogue-sample": {"edition": "H30", "seq": 1},
        "plans:catalogue-example": {"plan": "other", "kind": "measure", "seq": 1},
        "plans:review": {"pk": circulating.pk},
        "plans:withdraw": {"pk": circulating.pk},
        "plans:decide": {"pk": circulating.pk},
        "plans:return": {"pk": circulating.pk},
        "plans:start-revision": {"pk": settled.pk},
        "plans:chapter-edit": {"pk": draft.pk, "uid": "aims"},
        "plans:chapter-move": {"pk": draft.pk, "uid": "aims"},
        "plans:measure-add": {"pk": draft.pk, "uid": "theme-1"},
        "plans:measure-edit": measure,
        "plans:measure-difference": measure,
        "plans:placement-add": measure,
        "plans:placement-move": reprint,
        "plans:placement-change": reprint,
        "plans:placement-remove": reprint,
        "plans:part-remove": {"pk": draft.pk, "kind": "chapter", "uid": "aims"},
        "plans:part-restore": part_of,
        "plans:part-history": {"pk": draft.pk, "kind": "chapter", "uid": "aims"},
        "plans:facts": {"pk": draft.pk, "kind": "hat"},
        "plans:fact-add": {"pk": draft.pk, "kind": "hat"},
        "plans:fact-edit": {"pk": draft.pk, "kind": "hat", "uid": hat.uid},
        "plans:national-switch": {"pk": draft.pk, "edition": "R1"},
        "plans:national-accept": link,
        "plans:national-decline": link,
        "plans:national-undo": {**link, "uid": "link-1"},
        **{
            name: {"pk": draft.pk}
            for name in (
                "publishing:preview",
                "plans:workspace",
                "plans:events",
                "plans:plan-facts",
                "plans:pillars",
                "plans:removed",
                "plans:chapter-add",
                "plans:pick-national",
                "plans:pick-samples",
                "plans:pick-examples",
                "plans:national-links",
                "plans:submit",
                "plans:record-external",
            )
        },
    }
    sha = submission.content_sha256
    posted = {
        "plans:decide": {"decide-content_sha256": sha, "decide-decided_on": "2026-03-31"},
        "plans:return": {"return-content_sha256": sha, "return-reason": "直してください"},
        "plans:placement-change": {"chapter": "measures"},
        "plans:national-accept": {"version": "3", "code": "01-06"},
        "plans:national-decline": {"version": "3"},
        "plans:national-undo": {"version": "3"},
        "plans:placement-add": {"chapter": "aims"},
        "plans:chapter-move": {"direction": "down"},
        "plans:placement-move": {"direction": "down"},
    }
    return World(people, draft, circulating, settled, arguments, posted)


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """The town, made once; its rows go when the module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_directory(settings.BASE_DIR / "fixtures" / "catalog")
        yield _make_world()
        transaction.set_rollback(True)


@pytest.fixture
def ask(db: None, world: World) -> Callable[..., HttpResponse]:
    """Return a function that sends one request as somebody and undoes what it did."""

    def ask(who: str, method: str, name: str) -> Any:
        browser = Client()
        person = world.people[who]
        with transaction.atomic():
            if person is not None:
                browser.force_login(person)
            url = reverse(name, kwargs=world.arguments.get(name))
            data = world.posted.get(name, {}) if method == "POST" else {}
            response = browser.generic(method, url, urlencode(data), FORM)
            transaction.set_rollback(True)
        return response

    return ask


def words_of(response: HttpResponse) -> str:
    """Return what a response says, be it a page or a file."""
    return str(response.getvalue().decode(errors="replace"))


# --- the tests -------------------------------------------------------------------------------


def names_in(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """Yield the full name of every address below a resolver."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        else:
            yield from names_in(pattern, f"{namespace}{pattern.namespace}:")


def test_every_address_is_in_the_table_and_every_row_is_an_address() -> None:
    assert sorted(TABLE) == sorted(names_in(get_resolver()))


def test_an_address_without_a_row_would_be_seen() -> None:
    assert [name for name in names_in(get_resolver()) if name == "plans:chapter-edit"] == [
        "plans:chapter-edit"
    ]


@pytest.mark.parametrize("name", TABLE)
def test_who_gets_what(name: str, ask: Callable[..., HttpResponse]) -> None:
    method, row = TABLE[name]
    answers = {who: ask(who, method, name) for who in PEOPLE}
    words = {who: words_of(answer) for who, answer in answers.items()}
    assert {who: answer.status_code for who, answer in answers.items()} == dict(
        zip(PEOPLE, row, strict=True)
    )
    assert [who for who in ("anonymous", "stranger") if MARK in words[who]] == []


@pytest.mark.parametrize("name", TABLE)
def test_the_other_method(name: str, ask: Callable[..., HttpResponse]) -> None:
    if TABLE[name][0] == "POST":
        assert ask("superuser", "GET", name).status_code == 405
    elif name in SAVES:
        answers = {who: ask(who, "POST", name) for who in PEOPLE}
        assert {who: answer.status_code for who, answer in answers.items()} == dict(
            zip(PEOPLE, SAVES[name], strict=True)
        )
        assert [who for who in ("anonymous", "stranger") if MARK in words_of(answers[who])] == []
    else:
        assert ask("superuser", "POST", name).status_code == 405


@pytest.mark.parametrize("name", [name for name, (_, row) in TABLE.items() if row[0] == 302])
def test_somebody_unknown_is_sent_to_sign_in(name: str, ask: Callable[..., HttpResponse]) -> None:
    response = ask("anonymous", TABLE[name][0], name)
    path = reverse("accounts:login")
    assert response.headers["Location"].startswith(
        reverse("publishing:plan-list") if name == "accounts:logout" else f"{path}?next=/"
    )


def test_the_marked_words_are_there_to_be_seen(ask: Callable[..., HttpResponse]) -> None:
    pages = ("plans:workspace", "plans:chapter-edit", "plans:measure-edit", "plans:events",
             "plans:review", "publishing:preview", "publishing:edition-staff",
             "plans:catalogue-national-row")  # fmt: skip
    assert [name for name in pages if MARK not in words_of(ask("viewer", "GET", name))] == []


def test_a_draft_is_no_public_plan(db: None, world: World) -> None:
    browser = Client()
    for slug in ("circulating", "settled"):
        assert browser.get(f"/plans/{slug}/").status_code == 404
    assert re.findall(r"/plans/(\w+)/", browser.get("/").text) == ["draft"]


# What stands where a number, an identifier or a word is wanted: never an answer of 500.
ODD = ["0", "-1", "9" * 30, "%00", "%ED%A0%80", "..%2F", "x" * 300, "%E2%80%AE", "None", "'--"]


def names_with_arguments(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """Yield the full names of the addresses that hold a number, identifier or word."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names_with_arguments(pattern, f"{namespace}{pattern.namespace}:")
        elif pattern.pattern.converters:
            yield f"{namespace}{pattern.name}"


@pytest.mark.parametrize("name", sorted(names_with_arguments(get_resolver())))
def test_an_odd_address_is_not_found(name: str, db: None, world: World) -> None:
    browser = Client()
    browser.force_login(_person(world.people, "superuser"))
    arguments = world.arguments[name]
    answered = {}
    for wrong, value in arguments.items():
        place = 7_777_777 if isinstance(value, int) else "place7777777"
        pattern = reverse(name, kwargs={**arguments, wrong: place})
        for odd in ODD:
            url = pattern.replace(str(place), odd)
            answered[url] = browser.generic(TABLE[name][0], url).status_code
    assert {url: status for url, status in answered.items() if status != 404} == {}

"""Opening a screen and saving it as it is changes nothing at all: no text, version or history."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from accounts.models import Organization, User
from catalog.models import GuideEdition
from documents.codec import canonical_plan
from documents.content import OrganizationName
from plans.content import content_of
from plans.editing import PART_MODELS, parts_of
from plans.forms.facts import FACT_FORMS
from plans.importing import import_plan_file
from plans.models import Chapter, FigureFile, Measure, Plan, PlanFact, Revision
from tests.documents.samples import FIGURES, everything
from tests.factories import IBARAKI, SHIMOKAWA, make_department, make_organization, make_user
from tests.plans.samples import NOON
from tests.plans.stubborn import stubborn_content
from tests.plans.views.browser import main_form, send

DEMO = {"shimokawa": SHIMOKAWA, "ibaraki": IBARAKI}
PLANS = [*DEMO, "everything", "stubborn"]


def _import(name: str) -> Plan:
    if name in DEMO:
        data = (settings.BASE_DIR / "fixtures" / "demo" / f"{name}.json").read_bytes()
        return import_plan_file(
            data, organization=make_organization(DEMO[name]), by=None, at=NOON, slug=name
        )
    organization = make_organization(IBARAKI)
    own_name = OrganizationName(code=organization.code, name=organization.name)
    content = replace(everything(), organization=own_name)
    if name == "stubborn":
        content = stubborn_content(own_name)
    else:
        _give_what_it_names(organization)
    data = canonical_plan(content).encode()
    plan = import_plan_file(data, organization=organization, by=None, at=NOON, slug=name)
    _assign_to_closed_department(plan)
    return plan


def _give_what_it_names(organization: Organization) -> None:
    GuideEdition.objects.create(code="H30", title="手引", audience="prefecture", as_of="平成30年")
    for data in FIGURES.values():
        FigureFile.objects.create(
            organization=organization,
            sha256=sha256(data).hexdigest(),
            media_type="image/png",
            size=len(data),
            file="x",
        )


def _assign_to_closed_department(plan: Plan) -> None:
    closed = make_department(plan.organization, f"{plan.slug}課", is_active=False)
    Chapter.objects.filter(plan=plan).update(department=closed)
    Measure.objects.filter(plan=plan).update(department=closed)


@pytest.fixture(scope="module")
def plans(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Plan]]:
    """The plans, imported once; the rows go when the module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {name: _import(name) for name in PLANS}
        transaction.set_rollback(True)


@pytest.fixture
def browser(db: None, plans: dict[str, Plan], signed_in: Callable[[User], Client]) -> Client:
    """A browser in which somebody is signed in who may write every plan."""
    return signed_in(make_user("writer", is_superuser=True))


def _chapters(plan: Plan) -> list[str]:
    return [
        reverse("plans:chapter-edit", args=[plan.pk, chapter.uid])
        for chapter in Chapter.objects.filter(plan=plan)
    ]


def _measures(plan: Plan) -> list[str]:
    return [
        reverse("plans:measure-edit", args=[plan.pk, measure.uid])
        for measure in Measure.objects.filter(plan=plan)
    ]


def _facts(plan: Plan) -> list[str]:
    return [
        reverse("plans:fact-edit", args=[plan.pk, fact.kind, fact.uid])
        for fact in PlanFact.objects.filter(plan=plan, kind__in=FACT_FORMS)
    ]


def _basics(plan: Plan) -> list[str]:
    return [reverse("plans:plan-facts", args=[plan.pk])]


SCREENS: dict[str, Callable[[Plan], list[str]]] = {
    "chapters": _chapters,
    "measures": _measures,
    "facts": _facts,
    "basics": _basics,
}


def _everything_of(plan: Plan) -> dict[str, Any]:
    """Return all that a save could touch: content, versions, departments, history."""
    return {
        "content": canonical_plan(content_of(Plan.objects.get(pk=plan.pk))),
        "version": Plan.objects.get(pk=plan.pk).version,
        "parts": {
            part.uid: (part.version, getattr(part, "department_id", None))
            for kind in PART_MODELS
            for part in parts_of(plan, kind)
        },
        "revisions": Revision.objects.filter(plan=plan).count(),
    }


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", PLANS)
def test_a_screen_saved_as_it_was_opened_changes_nothing(
    name: str, screen: str, plans: dict[str, Plan], browser: Client
) -> None:
    plan = plans[name]
    before = _everything_of(plan)
    urls = SCREENS[screen](plan)
    answers = {url: send(browser, main_form(browser.get(url))).status_code for url in urls}
    assert answers == dict.fromkeys(urls, 302)
    assert _everything_of(plan) == before


def test_every_kind_of_screen_is_tried(plans: dict[str, Plan], db: None) -> None:
    tried = {name: [len(urls(plan)) for urls in SCREENS.values()] for name, plan in plans.items()}
    assert tried == {
        "shimokawa": [22, 19, 7, 1],
        "ibaraki": [17, 6, 3, 1],
        "everything": [10, 3, 11, 1],
        "stubborn": [1, 1, 6, 1],
    }

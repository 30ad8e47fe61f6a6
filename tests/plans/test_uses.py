"""Which plans answer to a national measure: published ones of everybody, and one's own."""

from datetime import date
from typing import Any

import pytest

from accounts.models import Organization, User
from catalog.models import NationalMeasure
from plans import workflow
from plans.decisions import DecisionFacts
from plans.editing import remove_part
from plans.models import Edition, Measure, NationalLink, Plan
from plans.picking import pick_national
from plans.uses import MOST_SHOWN, PublishedUse, own_uses, published_uses
from tests.conftest import Cast
from tests.factories import IBARAKI, make_organization
from tests.plans.samples import NOON, small_plan
from tests.queries import assert_queries

pytestmark = pytest.mark.usefixtures("reference")

FACTS = DecisionFacts(decided_on=date(2026, 3, 31))


def row(code: str = "01-06") -> NationalMeasure:
    return NationalMeasure.objects.select_related("edition").get(edition__code="R1", code=code)


def answering(slug: str, organization: Organization, *, by: User, code: str = "01-06") -> Plan:
    """Return a draft that answers to a measure of the list."""
    plan = small_plan(organization, by=by, slug=slug)
    pick_national(plan, [row(code)], by=by, at=NOON)
    return plan


def decide(plan: Plan, cast: Cast, *, title: str = "") -> Edition:
    if title:
        Plan.objects.filter(pk=plan.pk).update(title=title)
    submission = workflow.submit(plan, by=cast.author, at=NOON)
    sha = submission.content_sha256
    return workflow.decide(plan, by=cast.approver, at=NOON, content_sha256=sha, facts=FACTS)


def publish(plan: Plan, cast: Cast, *, title: str = "") -> Edition:
    edition = decide(plan, cast, title=title)
    workflow.publish(edition, by=cast.approver, at=NOON, published_on=FACTS.decided_on)
    return edition


# --- published -------------------------------------------------------------------------------


def test_published_plans_of_all_bodies_in_the_order_of_their_codes(cast: Cast) -> None:
    prefecture = make_organization(IBARAKI)
    publish(answering("ibaraki", prefecture, by=cast.author), cast, title="県の計画")
    publish(answering("bifuka", cast.other_town, by=cast.author), cast, title="美深の計画")
    publish(answering("town", cast.town, by=cast.author), cast, title="下川の計画")
    publish(answering("else", cast.town, by=cast.author, code="02-06"), cast)
    asked = row()
    with assert_queries(1):
        found = published_uses(asked)
    assert found == [
        PublishedUse("town", "下川の計画", "北海道　下川町", 1, True),
        PublishedUse("bifuka", "美深の計画", "北海道　美深町", 1, True),
        PublishedUse("ibaraki", "県の計画", "茨城県", 1, True),
    ]


def test_what_is_not_public_is_not_told(cast: Cast) -> None:
    answering("draft", cast.town, by=cast.author)
    decide(answering("decided", cast.town, by=cast.author), cast)
    withdrawn = publish(answering("withdrawn", cast.town, by=cast.author), cast)
    workflow.unpublish(withdrawn, by=cast.approver, at=NOON, reason="誤り")
    assert published_uses(row()) == []


def revised(cast: Cast) -> Plan:
    """Return a plan whose first edition is public and whose second draft is open."""
    plan = answering("plan", cast.town, by=cast.author)
    publish(plan, cast, title="初版")
    workflow.start_revision(plan, by=cast.author, at=NOON, reason="改定")
    return plan


def test_a_plan_stands_once_in_its_newest_edition(cast: Cast) -> None:
    publish(revised(cast), cast, title="第2版")
    assert published_uses(row()) == [PublishedUse("plan", "第2版", "北海道　下川町", 2, True)]


def test_a_plan_that_answered_before_its_revision_is_told_as_such(cast: Cast) -> None:
    plan = revised(cast)
    NationalLink.objects.filter(plan=plan).delete()
    publish(plan, cast, title="第2版")
    assert published_uses(row()) == [PublishedUse("plan", "初版", "北海道　下川町", 1, False)]


# --- one's own -------------------------------------------------------------------------------


def own(user: User, names: Any = (), code: str = "01-06") -> list[str]:
    return [link.plan.slug for link in own_uses(row(code), names=names, user=user)]


def test_own_plans_alone_are_told(cast: Cast) -> None:
    answering("mine", cast.town, by=cast.author)
    answering("theirs", cast.other_town, by=cast.author)
    seen = {
        user.username: own(user)
        for user in (cast.viewer, cast.contributor, cast.stranger, cast.superuser)
    }
    assert seen == {
        "viewer": ["mine"],
        "contributor": ["mine"],
        "stranger": ["theirs"],
        "superuser": ["mine", "theirs"],
    }


def test_a_removed_measure_answers_to_nothing(cast: Cast) -> None:
    plan = answering("mine", cast.town, by=cast.author)
    remove_part(
        Measure.objects.get(plan=plan, national_links__code="01-06"), by=cast.author, at=NOON
    )
    assert own(cast.author) == []


def test_links_to_a_name_alone_are_told_where_the_name_is_sure(cast: Cast) -> None:
    plan = small_plan(cast.town, by=cast.author, slug="mine")
    measure = Measure.objects.get(plan=plan, uid="online")
    for uid, edition, name in (("a", "H30", "甲"), ("b", "H29", "甲"), ("c", "H30", "乙")):
        NationalLink.objects.create(plan=plan, uid=uid, measure=measure, edition=edition, name=name)
    found = own_uses(row(), names={("H30", "甲")}, user=cast.author)
    assert ([link.uid for link in found], own(cast.author)) == (["a"], [])


@pytest.mark.parametrize("count", [1, MOST_SHOWN + 5])
def test_the_cost_and_the_end_of_own_plans(count: int, cast: Cast) -> None:
    plan = answering("mine", cast.town, by=cast.author)
    measure = Measure.objects.get(plan=plan, national_links__code="01-06")
    link = NationalLink.objects.get(measure=measure)
    for number in range(1, count):
        link.pk, link.uid = None, f"link-{number}"
        link.save(force_insert=True)
    asked = row()
    with assert_queries(1):
        found = [
            (link.measure.name, link.plan.organization.name)
            for link in own_uses(asked, names=(), user=cast.author)
        ]
    assert len(found) == min(count, MOST_SHOWN)

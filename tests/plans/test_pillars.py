"""Pillars added, taken out and brought back, with what was written under them."""

from collections.abc import Iterable

import pytest

from catalog.models import GuideEdition, Pillar
from documents import content as c
from documents.bodies import plain_text
from plans import workflow
from plans.content import content_of
from plans.errors import DeedNotAllowed
from plans.models import Chapter, Plan
from plans.picking import write_own
from plans.pillars import choose_pillars, chosen_pillars
from plans.starting import Wish, start_plan
from tests.conftest import Cast
from tests.plans.samples import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


@pytest.fixture
def started(cast: Cast) -> Plan:
    """A new plan that takes up pillars 1 and 2, with nothing open in its text."""
    wish = Wish(title="計画", pattern=c.Pattern.STANDALONE, pillars=(1, 2), with_examples=False)
    edition = GuideEdition.objects.get(code="H30")
    return start_plan(cast.town, by=cast.author, at=NOON, edition=edition, wish=wish)


def choose(plan: Plan, numbers: Iterable[int], cast: Cast) -> None:
    """Take up the pillars with these numbers."""
    offered = list(Pillar.objects.filter(edition=plan.guide_edition))
    wanted = [pillar for pillar in offered if pillar.no in set(numbers)]
    choose_pillars(plan, wanted, offered=offered, by=cast.author, at=NOON)


def themes(plan: Plan) -> list[str]:
    """Return the short beginnings of the titles under the measures."""
    chapter = next(each for each in content_of(plan).chapters if each.guide_section == 6)
    return [child.title[:4] for child in chapter.children]


def test_a_pillar_is_added_with_its_policy_and_its_tag(started: Plan, cast: Cast) -> None:
    choose(started, [1, 2, 5], cast)
    content = content_of(started)
    policies, measures = (
        next(each for each in content.chapters if each.guide_section == no) for no in (5, 6)
    )
    tag = content.tags[-1]
    assert (tag.scheme, tag.code) == (c.TagScheme.PILLAR, "5")
    assert [(child.kind, child.tags) for child in (policies.children[-1], measures.children[-1])] == [
        (c.ChapterKind.TEXT, (tag.uid,)),
        (c.ChapterKind.THEME, (tag.uid,)),
    ]  # fmt: skip
    assert "下川町内における各種データの標準化" in plain_text(policies.children[-1].body)
    assert chosen_pillars(started) == [1, 2, 5]


def test_the_rest_has_no_policy(started: Plan, cast: Cast) -> None:
    choose(started, [6], cast)
    added = Chapter.objects.filter(plan=started, title="その他")
    assert [chapter.kind for chapter in added] == [c.ChapterKind.THEME]


def test_a_pillar_that_is_taken_out_is_only_removed(started: Plan, cast: Cast) -> None:
    choose(started, [2], cast)
    gone = Chapter.objects.exclude(removed_at=None).filter(plan=started)
    assert [(chapter.removed_by, chapter.version) for chapter in gone] == [(cast.author, 2)] * 2
    assert (chosen_pillars(started), themes(started)) == ([2], ["官民デー"])


def test_a_pillar_comes_back_with_what_was_written_under_it(started: Plan, cast: Cast) -> None:
    theme = Chapter.objects.get(plan=started, kind=c.ChapterKind.THEME, position=0)
    measure = write_own(started, theme, name="申請の電子化", by=cast.author, at=NOON)
    before = content_of(started)
    choose(started, [2], cast)
    assert content_of(started).measures == ()
    choose(started, [1, 2], cast)
    assert content_of(started) == before
    assert content_of(started).measures[0].uid == measure.uid


def test_choosing_the_same_again_changes_nothing(started: Plan, cast: Cast) -> None:
    choose(started, [1, 2], cast)
    versions = Chapter.objects.filter(plan=started).values_list("version", flat=True)
    assert set(versions) == {1}
    assert Chapter.objects.filter(plan=started).count() == 7 + 4


def test_a_chapter_with_a_tag_of_ones_own_is_left_alone(plan: Plan, cast: Cast) -> None:
    # The small plan is not made from the guide: no pillar is offered for it.
    choose(plan, [], cast)
    assert chosen_pillars(plan) == [1]


def test_pillars_are_not_changed_while_the_plan_circulates(started: Plan, cast: Cast) -> None:
    theme = Chapter.objects.get(plan=started, kind=c.ChapterKind.THEME, position=0)
    write_own(started, theme, name="申請の電子化", by=cast.author, at=NOON)
    choose(started, [1], cast)
    Chapter.objects.filter(plan=started, guide_section=None, kind=c.ChapterKind.TEXT).update(
        body=[{"type": "paragraph", "uid": "policy", "text": "方針"}]
    )
    workflow.submit(started, by=cast.author, at=NOON)
    with pytest.raises(DeedNotAllowed, match="いまは直せません"):
        choose(started, [2], cast)
    assert chosen_pillars(started) == [1]

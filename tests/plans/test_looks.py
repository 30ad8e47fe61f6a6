"""The house look, the drafts that take it, and the way back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from catalog.storage import read
from documents.codec import encode
from documents.content import FontFamily, Look, NumberStyle
from plans import workflow
from plans.content import content_of
from plans.decisions import DecisionFacts
from plans.editions import content_of_edition
from plans.errors import DeedNotAllowed, StalePart
from plans.looks import (
    Changed,
    find_house_look,
    keep_base_document,
    keep_logo,
    look_from,
    save_house_look,
    takers,
    undo_last_change,
)
from plans.models import (
    BaseDocumentFile,
    FigureFile,
    HouseLook,
    LookApplication,
    LookChange,
    Plan,
    Revision,
)
from plans.pictures import CleanPicture
from tests.conftest import Cast
from tests.plans.samples import NOON, small_content, small_plan
from tests.queries import assert_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]

GREEN = Look(accent="#1b6b3a", header_text="下川町の計画")
GOTHIC = Look(body_font=FontFamily.GOTHIC)
LATER = NOON + timedelta(minutes=5)

Save = Callable[..., Changed]


@pytest.fixture
def save(cast: Cast) -> Save:
    """Save the house look of the town as its 管理者."""

    def save(look: Look, *plans: Plan, version: int | None = None) -> Changed:
        if version is None:
            version = find_house_look(cast.town).version
        keys = [plan.pk for plan in plans]
        return save_house_look(
            cast.town, look=look, plans=keys, version=version, by=cast.admin, at=NOON
        )

    return save


def undo(cast: Cast) -> Changed:
    version = find_house_look(cast.town).version
    return undo_last_change(cast.town, version=version, by=cast.admin, at=LATER)


def look_of(plan: Plan) -> Look:
    """Return what the stored plan says of its look."""
    return content_of(Plan.objects.get(pk=plan.pk)).look


def house(cast: Cast) -> Look:
    return look_from(find_house_look(cast.town).data)


def second_plan(cast: Cast, **changes: Any) -> Plan:
    plan = small_plan(cast.town, by=cast.author)
    Plan.objects.filter(pk=plan.pk).update(title="二つ目の計画", **changes)
    return Plan.objects.get(pk=plan.pk)


def decided(plan: Plan, cast: Cast) -> None:
    sha = workflow.submit(plan, by=cast.author, at=NOON, summary="策定").content_sha256
    facts = DecisionFacts(decided_on=NOON.date())
    workflow.decide(plan, by=cast.approver, at=NOON, content_sha256=sha, facts=facts)


def test_a_look_that_nobody_set_is_the_default_and_not_stored(cast: Cast) -> None:
    found = find_house_look(cast.town)
    assert (look_from(found.data), found.version, HouseLook.objects.count()) == (Look(), 1, 0)


def test_a_saved_look_is_there_with_who_saved_it(cast: Cast, save: Save) -> None:
    assert save(GREEN) == Changed()
    found = find_house_look(cast.town)
    assert (look_from(found.data), found.version, found.updated_by, found.updated_at) == (
        GREEN,
        2,
        cast.admin,
        NOON,
    )
    change = LookChange.objects.get()
    assert (change.version, change.former, change.data, change.changed_by_name) == (
        2,
        {},
        encode(GREEN),
        "admin",
    )


def test_the_town_next_door_keeps_its_own(cast: Cast, save: Save) -> None:
    save(GREEN)
    assert look_from(find_house_look(cast.other_town).data) == Look()


def test_a_ticked_draft_takes_it_and_its_history_says_so(
    plan: Plan, cast: Cast, save: Save
) -> None:
    version = plan.version
    assert save(GREEN, plan) == Changed(plans=(plan,))
    stored = Plan.objects.get(pk=plan.pk)
    assert (look_of(plan), stored.version) == (GREEN, version + 1)
    first, second = Revision.objects.filter(plan=plan, part_uid=plan.uid).order_by("pk")
    assert [first.data["look"], first.author] == [{}, None]
    assert [second.data["look"], second.author] == [encode(GREEN), cast.admin]


def test_a_draft_without_a_tick_stays_as_it_is(plan: Plan, cast: Cast, save: Save) -> None:
    other = second_plan(cast)
    save(GREEN, plan)
    assert (look_of(other), Revision.objects.filter(plan=other).exists()) == (Look(), False)


def test_what_does_not_change_is_not_saved(plan: Plan, cast: Cast, save: Save) -> None:
    save(GREEN, plan)
    before = (HouseLook.objects.get().version, LookChange.objects.count(), Revision.objects.count())
    assert save(GREEN, plan) == Changed()
    after = (HouseLook.objects.get().version, LookChange.objects.count(), Revision.objects.count())
    assert after == before


def test_a_second_draft_may_take_a_look_that_stands(plan: Plan, cast: Cast, save: Save) -> None:
    save(GREEN)
    assert save(GREEN, plan) == Changed(plans=(plan,))
    change = LookChange.objects.first()
    assert change is not None
    assert (change.former, change.data, [a.plan for a in change.applications.all()]) == (
        encode(GREEN),
        encode(GREEN),
        [plan],
    )


def test_a_plan_of_another_town_never_takes_it(cast: Cast, save: Save) -> None:
    theirs = small_plan(cast.other_town, by=cast.stranger)
    assert save(GREEN, theirs) == Changed()
    assert look_of(theirs) == Look()


def test_a_plan_that_circulates_forbids_the_whole_save(plan: Plan, cast: Cast, save: Save) -> None:
    draft = second_plan(cast)
    workflow.submit(plan, by=cast.author, at=NOON, summary="策定")
    with pytest.raises(DeedNotAllowed) as refusal:
        save(GREEN, draft, plan)
    assert str(refusal.value) == (
        "「小さな計画」は回議中なので、体裁を変えられません。"
        "その計画の印を外してください。何も保存していません。"
    )
    assert (house(cast), look_of(draft), look_of(plan)) == (Look(), Look(), Look())


def test_a_sealed_edition_keeps_the_look_it_was_decided_in(
    plan: Plan, cast: Cast, save: Save
) -> None:
    decided(plan, cast)
    edition = plan.editions.get()
    sha = edition.content_sha256
    plan.refresh_from_db()
    workflow.start_revision(plan, by=cast.author, at=NOON, reason="改定")
    save(GREEN, plan)
    edition.refresh_from_db()
    assert (content_of_edition(edition).look, edition.content_sha256) == (Look(), sha)
    assert look_of(plan) == GREEN


def test_a_stale_save_writes_nothing(plan: Plan, cast: Cast, save: Save) -> None:
    save(GREEN)
    with pytest.raises(StalePart) as stale:
        save(GOTHIC, plan, version=1)
    assert (stale.value.current.version, look_from(stale.value.current.data)) == (2, GREEN)
    assert (house(cast), look_of(plan), LookChange.objects.count()) == (GREEN, Look(), 1)


def test_the_first_save_of_two_wins(cast: Cast, save: Save) -> None:
    save(GREEN, version=1)
    with pytest.raises(StalePart):
        save(GOTHIC, version=1)
    assert house(cast) == GREEN


@pytest.mark.parametrize("count", [1, 3])
def test_a_save_takes_four_queries_for_each_draft(count: int, cast: Cast, save: Save) -> None:
    plans = [small_plan(cast.town, by=cast.author) for _ in range(count)]
    with assert_queries(6 + 4 * count):
        save_house_look(
            cast.town,
            look=GREEN,
            plans=[plan.pk for plan in plans],
            version=1,
            by=cast.admin,
            at=NOON,
        )


# --- who may take it ---------------------------------------------------------------------------


def test_plans_are_told_by_state_and_by_what_they_have(plan: Plan, cast: Cast, save: Save) -> None:
    save(GREEN, plan)
    second_plan(cast, look=encode(GOTHIC))
    circulating = second_plan(cast)
    Plan.objects.filter(pk=circulating.pk).update(title="回っている計画", look=encode(GREEN))
    workflow.submit(circulating, by=cast.author, at=NOON, summary="策定")
    small_plan(cast.other_town, by=cast.stranger)
    look = find_house_look(cast.town)
    with assert_queries(1):
        found = takers(look)
    assert {(t.plan.title, t.may_take, t.follows) for t in found} == {
        ("小さな計画", True, True),
        ("二つ目の計画", True, False),
        ("回っている計画", False, True),
    }


def test_a_look_that_spells_out_a_default_is_the_same_look(plan: Plan, cast: Cast) -> None:
    Plan.objects.filter(pk=plan.pk).update(look={"accent": Look().accent})
    assert [taker.follows for taker in takers(find_house_look(cast.town))] == [True]


# --- undo --------------------------------------------------------------------------------------


def test_undo_gives_everything_back(plan: Plan, cast: Cast, save: Save) -> None:
    own = second_plan(cast, look=encode(GOTHIC))
    save(GREEN, plan, own)
    assert undo(cast) == Changed(plans=(plan, own))
    assert (house(cast), look_of(plan), look_of(own)) == (Look(), Look(), GOTHIC)


def test_an_undo_can_be_undone(plan: Plan, cast: Cast, save: Save) -> None:
    save(GREEN, plan)
    undo(cast)
    assert undo(cast) == Changed(plans=(plan,))
    assert (house(cast), look_of(plan)) == (GREEN, GREEN)
    assert [change.version for change in LookChange.objects.all()] == [4, 3, 2]


def test_undo_leaves_what_has_changed_since(plan: Plan, cast: Cast, save: Save) -> None:
    circulating, changed = second_plan(cast), second_plan(cast)
    save(GREEN, plan, circulating, changed)
    Plan.objects.filter(pk=changed.pk).update(look=encode(GOTHIC))
    circulating.refresh_from_db()
    workflow.submit(circulating, by=cast.author, at=NOON, summary="策定")
    assert undo(cast) == Changed(plans=(plan,), left=(circulating, changed))
    assert [look_of(each) for each in (plan, circulating, changed)] == [Look(), GREEN, GOTHIC]
    last = LookChange.objects.first()
    assert last is not None
    assert [a.plan for a in LookApplication.objects.filter(change=last)] == [plan]


def test_there_is_nothing_to_undo_at_first(cast: Cast) -> None:
    with pytest.raises(DeedNotAllowed) as refusal:
        undo(cast)
    assert str(refusal.value) == "体裁はまだ一度も変えられていません。"


def test_undo_of_a_state_that_is_over_writes_nothing(cast: Cast, save: Save) -> None:
    save(GREEN)
    save(GOTHIC)
    with pytest.raises(StalePart):
        undo_last_change(cast.town, version=2, by=cast.admin, at=LATER)
    assert (house(cast), LookChange.objects.count()) == (GOTHIC, 2)


# --- files -------------------------------------------------------------------------------------

PICTURE = CleanPicture(b"a clean picture", "image/png", 3, 2)


def test_a_logo_is_kept_once_among_the_figures(cast: Cast) -> None:
    for _ in range(2):
        keep_logo(cast.town, PICTURE)
    keep_logo(cast.other_town, PICTURE)
    files = FigureFile.objects.order_by("pk")
    assert [(f.organization, f.media_type, f.size) for f in files] == [
        (cast.town, "image/png", 15),
        (cast.other_town, "image/png", 15),
    ]
    assert read(str(files[0].file.name), files[0].sha256) == PICTURE.data


def test_a_base_document_is_kept_once_under_its_first_name(cast: Cast) -> None:
    for name in ("書式.docx", "別の名前.docx"):
        keep_base_document(cast.town, b"PK bytes", name=name, by=cast.admin, at=NOON)
    file = BaseDocumentFile.objects.get()
    assert (file.organization, file.name, file.size, file.uploaded_by) == (
        cast.town,
        "書式.docx",
        8,
        cast.admin,
    )
    assert read(str(file.file.name), file.sha256) == b"PK bytes"


def test_numbers_survive_the_way_through_the_row(plan: Plan, cast: Cast, save: Save) -> None:
    styles = (NumberStyle.NONE, NumberStyle.RING, NumberStyle.DOT)
    save(Look(numbering=styles), plan)
    assert look_of(plan).numbering == styles
    assert small_content(cast.town).look == Look()

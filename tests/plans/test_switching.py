"""Switching a link to a newer national list: accepted, declined and taken back, nothing else."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from catalog.loading import load_file
from catalog.models import CrosswalkRow, NationalMeasure, NationalMeasureEdition
from documents.codec import canonical_plan
from plans import workflow
from plans.content import content_of
from plans.decisions import DecisionFacts
from plans.editing import remove_part, restore_part, save_part
from plans.enums import LinkDecision
from plans.errors import DeedNotAllowed, StalePart
from plans.models import Edition, LinkChange, Measure, NationalLink, Plan
from plans.switching import accept, decline, undo
from plans.work_list import Pinned, work_list
from tests.catalog.reference_files import measures
from tests.conftest import Cast
from tests.plans.samples import NOON, small_plan
from tests.plans.second_edition import (
    LATER,
    SAME,
    add_answer,
    add_link,
    make_edition,
    row_of,
)

FACTS = DecisionFacts(decided_on=date(2026, 3, 31))
DECIDED = "この国の施策は既に判断されています。変えるときは、先にその判断を取り消してください。"


@pytest.fixture
def link(plan: Plan, newer: NationalMeasureEdition) -> NationalLink:
    """The link to the measure with another number in R2."""
    return NationalLink.objects.get(plan=plan, name="番号の変わる施策")


def pinned(link: NationalLink) -> Pinned:
    """Return what a link says in the database."""
    return Pinned.of_link(NationalLink.objects.get(pk=link.pk))


def version_of(link: NationalLink) -> int:
    return Measure.objects.get(pk=link.measure_id).version


def rows() -> dict[str, dict[str, Any]]:
    """Return every row of every table of plans and catalogue, by table and key."""
    return {
        f"{model.__name__} {row['id']}": row
        for app in ("plans", "catalog")
        for model in apps.get_app_config(app).get_models()
        for row in model._default_manager.values()
    }


def changed(before: dict[str, dict[str, Any]]) -> dict[str, set[str]]:
    """Return the columns that differ from `before` by row; "" for a new row."""
    after = rows()
    assert before.keys() - after.keys() == set()
    return {
        key: {name for name, value in row.items() if before[key][name] != value}
        if key in before
        else {""}
        for key, row in after.items()
        if before.get(key) != row
    }


def do_accept(link: NationalLink, to: NationalMeasure, cast: Cast, **given: Any) -> LinkChange:
    version = given.get("version", version_of(link))
    return accept(link, to.edition, to, version=version, by=cast.author, at=NOON)


# --- what is written ---------------------------------------------------------------------------


def test_an_accepted_link_says_what_the_newer_list_says(
    link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    target = row_of(newer, "02-02")
    do_accept(link, target, cast)
    assert pinned(link) == Pinned(target.pk, "R2", 3, "02-02", "番号の変わる施策")


def test_the_change_keeps_what_stood_what_was_made_and_who(
    link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    former, target = pinned(link), row_of(newer, "02-02")
    change = LinkChange.objects.get(pk=do_accept(link, target, cast).pk)
    assert former.source is not None
    assert (change.plan, change.link, change.to_edition, change.target, change.decision) == (
        link.plan,
        link,
        newer,
        target,
        LinkDecision.ACCEPTED,
    )
    assert (change.former, change.former_source_id) == (former.as_data(), former.source)
    assert change.made == pinned(link).as_data()
    assert (change.decided_by, change.decided_at, change.undone_at) == (cast.author, NOON, None)


def test_a_name_of_the_guide_gets_its_row_and_number(
    plan: Plan, newer: NationalMeasureEdition, cast: Cast
) -> None:
    named = NationalLink.objects.get(plan=plan, edition="H30")
    target = row_of(newer, "01-08")
    do_accept(named, target, cast)
    assert pinned(named) == Pinned(target.pk, "R2", 8, "01-08", "名前だけの施策ＡＩ")


def test_accepting_changes_the_link_and_the_version_and_nothing_else(
    link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    before = rows()
    change = do_accept(link, row_of(newer, "02-02"), cast)
    assert changed(before) == {
        f"NationalLink {link.pk}": {"source_id", "edition", "no", "code"},
        f"Measure {link.measure_id}": {"version"},
        f"LinkChange {change.pk}": {""},
    }


def test_declining_changes_no_link(
    link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    before = rows()
    change = decline(link, newer, version=1, by=cast.author, at=NOON)
    assert changed(before) == {
        f"Measure {link.measure_id}": {"version"},
        f"LinkChange {change.pk}": {""},
    }
    assert (change.decision, change.target, change.former, change.made) == (
        LinkDecision.DECLINED,
        None,
        pinned(link).as_data(),
        {},
    )


def test_undoing_brings_back_every_column_of_the_link(
    link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    before = rows()
    change = do_accept(link, row_of(newer, "02-02"), cast)
    undo(change, version=2, by=cast.admin, at=NOON)
    assert changed(before) == {
        f"Measure {link.measure_id}": {"version"},
        f"LinkChange {change.pk}": {""},
    }
    change.refresh_from_db()
    assert (change.undone_by, change.undone_at, version_of(link)) == (cast.admin, NOON, 3)


def test_undoing_all_brings_the_content_of_the_plan_back(
    plan: Plan, newer: NationalMeasureEdition, cast: Cast
) -> None:
    before = canonical_plan(content_of(plan))
    changes = [
        do_accept(item.link, item.target, cast) for item in work_list(plan, newer) if item.target
    ]
    assert canonical_plan(content_of(plan)) != before
    for change in changes:
        undo(change, version=version_of(change.link), by=cast.author, at=NOON)
    assert canonical_plan(content_of(plan)) == before


def test_an_undone_link_waits_again_and_may_be_decided_anew(
    link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    change = decline(link, newer, version=1, by=cast.author, at=NOON)
    undo(change, version=2, by=cast.author, at=NOON)
    do_accept(link, row_of(newer, "02-02"), cast)
    decisions = LinkChange.objects.filter(link=link).values_list("decision", "undone_at")
    assert list(decisions) == [(LinkDecision.DECLINED, NOON), (LinkDecision.ACCEPTED, None)]


# --- by hand -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["なくなる施策", "分かれる施策", "対照のない施策"])
def test_where_no_row_is_the_same_a_person_may_choose_any(
    name: str, plan: Plan, newer: NationalMeasureEdition, cast: Cast
) -> None:
    chosen = NationalLink.objects.get(plan=plan, name=name)
    do_accept(chosen, row_of(newer, "01-08"), cast)
    assert pinned(chosen).code == "01-08"


def test_where_the_list_names_the_same_measure_no_other_is_taken(
    link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    before = rows()
    with pytest.raises(DeedNotAllowed, match="版の対照が変わりました"):
        do_accept(link, row_of(newer, "01-08"), cast)
    assert changed(before) == {}


def test_a_crosswalk_that_moved_under_the_person_is_not_followed(
    link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    seen = row_of(newer, "02-02")
    CrosswalkRow.objects.filter(name=link.name).update(target=row_of(newer, "01-08"))
    with pytest.raises(DeedNotAllowed, match="版の対照が変わりました"):
        do_accept(link, seen, cast)
    assert pinned(link).edition == "R1"


def test_a_row_of_another_edition_is_refused(
    plan: Plan, newer: NationalMeasureEdition, cast: Cast
) -> None:
    gone = NationalLink.objects.get(plan=plan, name="なくなる施策")
    former = NationalMeasure.objects.get(edition__code="R1", code="01-01")
    with pytest.raises(DeedNotAllowed, match="この版のものではありません"):
        accept(gone, newer, former, version=1, by=cast.author, at=NOON)
    assert pinned(gone).code == "01-05"


# --- twice, too late, out of turn --------------------------------------------------------------


def test_the_same_decision_twice_is_one(
    plan: Plan, link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    target = row_of(newer, "02-02")
    other = NationalLink.objects.get(plan=plan, name="なくなる施策")
    first = do_accept(link, target, cast, version=1)
    kept = decline(other, newer, version=1, by=cast.author, at=NOON)
    before = rows()
    assert do_accept(link, target, cast, version=1) == first
    assert decline(other, newer, version=1, by=cast.author, at=NOON) == kept
    assert changed(before) == {}


def test_the_same_undoing_twice_is_one(
    link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    change = do_accept(link, row_of(newer, "02-02"), cast)
    undo(change, version=2, by=cast.author, at=NOON)
    before = rows()
    undo(change, version=2, by=cast.author, at=NOON)
    assert changed(before) == {}


def test_another_decision_needs_the_first_taken_back(
    plan: Plan, link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    do_accept(link, row_of(newer, "02-02"), cast)
    with pytest.raises(DeedNotAllowed, match=DECIDED):
        decline(link, newer, version=2, by=cast.author, at=NOON)
    gone = NationalLink.objects.get(plan=plan, name="なくなる施策")
    decline(gone, newer, version=1, by=cast.author, at=NOON)
    with pytest.raises(DeedNotAllowed, match=DECIDED):
        do_accept(gone, row_of(newer, "01-08"), cast)


Deed = Callable[[NationalLink, NationalMeasureEdition, Cast, int], object]


def _undo(link: NationalLink, newer: NationalMeasureEdition, cast: Cast, version: int) -> object:
    change = LinkChange.objects.get(link=link)
    return undo(change, version=version, by=cast.author, at=NOON)


def _accept(link: NationalLink, newer: NationalMeasureEdition, cast: Cast, version: int) -> object:
    return do_accept(link, row_of(newer, "02-02"), cast, version=version)


def _decline(link: NationalLink, newer: NationalMeasureEdition, cast: Cast, version: int) -> object:
    return decline(link, newer, version=version, by=cast.author, at=NOON)


DEEDS: dict[str, Deed] = {"accept": _accept, "decline": _decline, "undo": _undo}


@pytest.fixture(params=DEEDS)
def deed(request: Any, link: NationalLink, newer: NationalMeasureEdition, cast: Cast) -> Deed:
    """Each deed, with the link in the condition for it."""
    if request.param == "undo":
        do_accept(link, row_of(newer, "02-02"), cast)
    return DEEDS[request.param]


def test_an_older_version_of_the_measure_writes_nothing(
    deed: Deed, link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    version = version_of(link)
    save_part(link.measure, by=cast.admin, at=NOON, version=version, changes={"name": "新しい名"})
    before = rows()
    with pytest.raises(StalePart):
        deed(link, newer, cast, version)
    assert changed(before) == {}


def test_each_deed_raises_the_version(
    deed: Deed, link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    version = version_of(link)
    deed(link, newer, cast, version)
    assert version_of(link) == version + 1


def test_nothing_is_switched_while_the_plan_circulates(
    deed: Deed, plan: Plan, link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    version = version_of(link)
    workflow.submit(plan, by=cast.author, at=NOON)
    before = rows()
    with pytest.raises(DeedNotAllowed, match="この計画は回議中なので、いまは直せません。"):
        deed(link, newer, cast, version)
    assert changed(before) == {}


def test_nothing_is_switched_in_a_removed_measure(
    deed: Deed, link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    remove_part(link.measure, by=cast.author, at=NOON)
    before = rows()
    with pytest.raises(DeedNotAllowed, match="この施策は取り除かれています。"):
        deed(link, newer, cast, version_of(link))
    assert changed(before) == {}
    restore_part(link.measure, by=cast.author)
    deed(link, newer, cast, version_of(link))


def test_a_switch_never_leads_back(
    link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    do_accept(link, row_of(newer, "02-02"), cast)
    former = NationalMeasureEdition.objects.get(code="R1")
    before = rows()
    for edition, code in ((former, "01-02"), (former, "01-05")):
        with pytest.raises(DeedNotAllowed, match="既にこの版か、より新しい版のものです"):
            do_accept(link, row_of(edition, code), cast)
    with pytest.raises(DeedNotAllowed, match="既にこの版か、より新しい版のものです"):
        decline(link, former, version=version_of(link), by=cast.author, at=NOON)
    assert changed(before) == {}


def test_a_link_of_the_edition_itself_has_nothing_to_decide(
    plan: Plan, newer: NationalMeasureEdition, cast: Cast
) -> None:
    own = add_link(plan, "01-08", edition="R2")
    with pytest.raises(DeedNotAllowed, match="既にこの版か"):
        decline(own, newer, version=1, by=cast.author, at=NOON)


def test_what_was_switched_on_since_is_not_undone(
    link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    first = do_accept(link, row_of(newer, "02-02"), cast)
    newest = make_edition("R3", LATER)
    add_answer(newest, link.name, SAME, "02-02", former="R2", source=row_of(newer, "02-02"))
    second = do_accept(link, row_of(newest, "02-02"), cast)
    before = rows()
    refusal = (
        "この国の施策は、そのあと「R3」の「番号の変わる施策」に改められています。"
        "先にそちらを取り消してください。"
    )
    with pytest.raises(DeedNotAllowed, match=refusal):
        undo(first, version=version_of(link), by=cast.author, at=NOON)
    assert changed(before) == {}
    for change in (second, first):
        undo(change, version=version_of(link), by=cast.author, at=NOON)
    assert pinned(link).edition == "R1"


def test_an_erratum_of_the_newer_list_does_not_hinder_undoing(
    link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    former = pinned(link)
    change = do_accept(link, row_of(newer, "02-02"), cast)
    NationalMeasure.objects.filter(edition=newer, code="02-02").update(name="訂正した名称")
    undo(change, version=2, by=cast.author, at=NOON)
    assert pinned(link) == former


# --- what hangs on a decision ------------------------------------------------------------------


def test_the_rows_of_both_lists_stay_while_a_decision_names_them(
    plan: Plan, newer: NationalMeasureEdition, cast: Cast
) -> None:
    unknown = NationalLink.objects.get(plan=plan, name="対照のない施策")
    former, target = unknown.source, row_of(newer, "01-08")
    assert former is not None
    CrosswalkRow.objects.filter(target=target).delete()
    change = do_accept(unknown, target, cast)
    for row in (former, target):
        with pytest.raises(ProtectedError):
            NationalMeasure.objects.filter(pk=row.pk).delete()
    for owner in (unknown, newer):
        with pytest.raises(ProtectedError):
            owner.delete()
    assert LinkChange.objects.get() == change


def test_the_database_lets_one_decision_stand(
    link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    change = decline(link, newer, version=1, by=cast.author, at=NOON)
    change.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        change.save(force_insert=True)


def test_a_link_of_another_plan_is_left_alone(
    link: NationalLink, newer: NationalMeasureEdition, cast: Cast
) -> None:
    other = small_plan(cast.town, by=cast.author, slug="other")
    theirs = add_link(other, "01-02")
    do_accept(link, row_of(newer, "02-02"), cast)
    assert pinned(theirs).edition == "R1"


# --- frozen editions ---------------------------------------------------------------------------


def frozen() -> list[tuple[str, ...]]:
    """Return what every edition holds, byte for byte."""
    columns = ("content_json", "content_sha256", "record_json", "record_sha256")
    return list(Edition.objects.order_by("pk").values_list(*columns))


@pytest.fixture
def sealed(plan: Plan, newer: NationalMeasureEdition, cast: Cast) -> list[tuple[str, ...]]:
    """What the sealed edition of the plan holds; the plan is a draft again."""
    submission = workflow.submit(plan, by=cast.author, at=NOON)
    sha = submission.content_sha256
    workflow.decide(plan, by=cast.approver, at=NOON, content_sha256=sha, facts=FACTS)
    workflow.start_revision(plan, by=cast.author, at=NOON)
    plan.refresh_from_db()
    return frozen()


def test_a_switch_leaves_a_sealed_edition_as_it_is(
    plan: Plan, newer: NationalMeasureEdition, sealed: list[tuple[str, ...]], cast: Cast
) -> None:
    assert "番号の変わる施策" in sealed[0][0]
    for item in work_list(plan, newer):
        if item.target is not None:
            do_accept(item.link, item.target, cast)
    assert '"02-02"' in canonical_plan(content_of(plan))
    assert frozen() == sealed


def test_the_import_of_an_edition_leaves_sealed_editions_and_plans_as_they_are(
    plan: Plan, sealed: list[tuple[str, ...]], tmp_path: Path
) -> None:
    file = tmp_path / "national_measures_r9.json"
    file.write_text(json.dumps(measures(3)), encoding="utf-8")
    before = {key: row for key, row in rows().items() if not key.startswith("National")}
    links = list(NationalLink.objects.order_by("pk").values())
    load_file(file)
    assert NationalMeasure.objects.filter(edition__code="R9").count() == 3
    after = {key: row for key, row in rows().items() if not key.startswith("National")}
    assert (after, list(NationalLink.objects.order_by("pk").values())) == (before, links)
    assert frozen() == sealed


def test_no_link_goes_to_an_unreleased_edition(
    plan: Plan, newer: NationalMeasureEdition, cast: Cast
) -> None:
    (item, *_) = work_list(plan, newer)
    target = item.target
    assert target is not None
    NationalMeasureEdition.objects.filter(code="R2").update(released_at=None)
    newer.refresh_from_db()
    with pytest.raises(DeedNotAllowed, match="まだ確定していません"):
        accept(item.link, newer, target, version=1, by=cast.author, at=NOON)

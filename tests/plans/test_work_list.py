"""What a newer national list says of the measures that a plan answers to."""

from collections import Counter

import pytest

from catalog.models import (
    CrosswalkRow,
    NationalMeasureEdition,
    SampleMeasure,
    SampleNationalMeasure,
)
from plans.cell_changes import FieldChange
from plans.editing import remove_part
from plans.enums import SwitchKind
from plans.models import Measure, NationalLink, Plan
from plans.picking import pick_samples
from plans.switching import accept, decline
from plans.work_list import (
    PastSwitch,
    Succession,
    WorkItem,
    newer_editions,
    past_switches,
    work_list,
)
from tests.conftest import Cast
from tests.plans.samples import NOON, small_plan
from tests.plans.second_edition import (
    FORMER,
    LATER,
    NAME_ONLY,
    NONE,
    SAME,
    add_answer,
    add_link,
    make_edition,
    make_second_edition,
    row_of,
)
from tests.queries import assert_queries


def only(plan: Plan, edition: NationalMeasureEdition) -> WorkItem:
    (item,) = work_list(plan, edition)
    return item


def offers(plan: Plan) -> list[tuple[str, int]]:
    return [(offer.edition.code, offer.open_links) for offer in newer_editions(plan)]


def test_what_the_newer_list_says_of_each_link(plan: Plan, newer: NationalMeasureEdition) -> None:
    said = {
        item.former.name: (item.kinds, item.target.code if item.target else None)
        for item in work_list(plan, newer)
    }
    assert said == {
        "変わらない施策": ((SwitchKind.SAME,), "01-01"),
        "番号の変わる施策": ((SwitchKind.RENUMBERED,), "02-02"),
        "名称の変わる施策": ((SwitchKind.RENUMBERED, SwitchKind.RENAMED), "01-03"),
        "内容の変わる施策": ((SwitchKind.RENUMBERED, SwitchKind.REWORDED), "01-04"),
        "なくなる施策": ((SwitchKind.GONE,), None),
        "分かれる施策": ((SwitchKind.CANDIDATE,), "01-06"),
        "対照のない施策": ((SwitchKind.UNKNOWN,), None),
        NAME_ONLY: ((SwitchKind.SAME,), "01-08"),
    }


def test_only_what_is_no_same_measure_is_chosen_by_hand(
    plan: Plan, newer: NationalMeasureEdition
) -> None:
    assert [item.former.name for item in work_list(plan, newer) if item.is_by_hand] == [
        "なくなる施策",
        "分かれる施策",
        "対照のない施策",
    ]


def test_the_fields_that_changed_are_shown_old_and_new(
    plan: Plan, newer: NationalMeasureEdition
) -> None:
    fields = {item.former.name: item.fields for item in work_list(plan, newer) if item.fields}
    assert fields == {
        "内容の変わる施策": (
            FieldChange("KPI（進捗）", (), ("新しいKPI",)),
            FieldChange(
                "課題・取組概要（スケジュール・効果）",
                ("前の概要", "二段落目"),
                ("新しい概要", "二段落目"),
            ),
        ),
        "分かれる施策": (
            FieldChange(
                "課題・取組概要（スケジュール・効果）",
                ("分かれる前の概要",),
                ("分かれた後の概要",),
            ),
        ),
    }


def test_the_reason_of_the_crosswalk_is_told(plan: Plan, newer: NationalMeasureEdition) -> None:
    reasons = {item.former.name: item.reason for item in work_list(plan, newer)}
    assert (reasons["なくなる施策"], reasons["対照のない施策"]) == (
        "「なくなる施策」の理由。",
        "",
    )


def test_a_row_of_the_crosswalk_that_nobody_confirmed_does_not_count(
    plan: Plan, newer: NationalMeasureEdition
) -> None:
    CrosswalkRow.objects.filter(name="変わらない施策").update(confirmed_at=None, confirmed_by="")
    first = work_list(plan, newer)[0]
    assert (first.former.name, first.kinds, first.target) == (
        "変わらない施策",
        (SwitchKind.UNKNOWN,),
        None,
    )


def test_a_name_of_another_edition_is_another_measure(plan: Plan) -> None:
    newer = make_second_edition()
    add_link(plan, "", edition="H29", name=NAME_ONLY)
    assert only(plan, newer).kinds == (SwitchKind.UNKNOWN,)


def test_a_link_without_its_row_is_found_by_the_name_of_its_edition(plan: Plan) -> None:
    newer = make_second_edition()
    add_link(plan, "", edition="R1", name="内容の変わる施策")
    item = only(plan, newer)
    assert (item.kinds, item.target, len(item.fields)) == (
        (SwitchKind.REWORDED,),
        row_of(newer, "01-04"),
        2,
    )


def test_the_row_goes_before_the_name(plan: Plan) -> None:
    newer = make_second_edition()
    link = add_link(plan, "01-05")
    NationalLink.objects.filter(pk=link.pk).update(name="変わらない施策")
    assert only(plan, newer).kinds == (SwitchKind.GONE,)


def test_links_of_the_edition_itself_and_of_later_ones_are_no_work(
    plan: Plan, newer: NationalMeasureEdition
) -> None:
    former = NationalMeasureEdition.objects.get(code="R1")
    link = NationalLink.objects.get(plan=plan, name="変わらない施策")
    NationalLink.objects.filter(pk=link.pk).update(edition="R2", source=row_of(newer, "01-01"))
    assert [item.former.edition for item in work_list(plan, newer)] == [*["R1"] * 6, "H30"]
    assert [item.former.edition for item in work_list(plan, former)] == ["H30"]


def test_links_of_removed_measures_are_no_work(
    plan: Plan, newer: NationalMeasureEdition, cast: Cast
) -> None:
    remove_part(Measure.objects.get(plan=plan, uid="review"), by=cast.author, at=NOON)
    assert len(work_list(plan, newer)) == 4


def test_links_of_another_plan_are_no_work(newer: NationalMeasureEdition, cast: Cast) -> None:
    assert work_list(small_plan(cast.town, slug="other"), newer) == []


def test_a_measure_that_answers_to_the_row_already_is_told(plan: Plan) -> None:
    newer = make_second_edition()
    add_link(plan, "01-01")
    add_link(plan, "01-01", edition="R2", number=1)
    add_link(plan, "01-01", measure="review", number=2)
    assert [item.is_double for item in work_list(plan, newer)] == [True, False]


def test_decided_links_stay_in_the_list_as_they_stood(
    plan: Plan, newer: NationalMeasureEdition, cast: Cast
) -> None:
    before = work_list(plan, newer)
    accept(before[1].link, newer, row_of(newer, "02-02"), version=1, by=cast.author, at=NOON)
    decline(before[4].link, newer, version=1, by=cast.author, at=NOON)
    after = work_list(plan, newer)
    assert [(item.former, item.kinds, item.target) for item in after] == [
        (item.former, item.kinds, item.target) for item in before
    ]
    assert [item.is_open for item in after] == [n not in (1, 4) for n in range(8)]


@pytest.mark.parametrize("number", [1, 30])
def test_the_queries_do_not_depend_on_the_size(number: int, plan: Plan) -> None:
    newer = make_second_edition()
    for each in range(number):
        add_link(plan, "01-04", number=each)
    with assert_queries(4):
        items = work_list(plan, newer)
        assert [(item.link.measure.name, len(item.fields)) for item in items] == [
            ("申請のオンライン化", 2)
        ] * number


# --- which editions are newer ------------------------------------------------------------------


def test_editions_after_one_are_found_over_others(plan: Plan) -> None:
    newer = make_second_edition()
    newest = make_edition("R3", LATER)
    add_answer(newest, "変わらない施策", SAME, "01-01", former="R2", source=row_of(newer, "01-01"))
    succession = Succession()
    assert [succession.after(code) for code in ("H30", "R1", "R2", "R3")] == [
        {"R2", "R3"},
        {"R2", "R3"},
        {"R3"},
        set(),
    ]


def test_the_edition_between_is_told_where_nothing_leads_there_at_once(plan: Plan) -> None:
    newer = make_second_edition()
    newest = make_edition("R3", LATER)
    add_answer(newest, "変わらない施策", SAME, "01-01", former="R2", source=row_of(newer, "01-01"))
    add_link(plan, "", edition="H30", name=NAME_ONLY)
    add_link(plan, "", edition="H30", name="手引にない名前", measure="review", number=1)
    add_link(plan, "01-01", edition="R2", measure="review", number=2)
    assert [item.over for item in work_list(plan, newest)] == [("R2",), ("R2",), ()]
    assert [item.over for item in work_list(plan, newer)] == [(), ()]


def test_a_crosswalk_that_runs_in_a_ring_ends(plan: Plan) -> None:
    newer = make_second_edition()
    former = NationalMeasureEdition.objects.get(code="R1")
    add_answer(former, "戻る", NONE, None, former="R2")
    succession = Succession()
    assert (succession.after("R1"), succession.after(newer.code)) == ({"R2"}, {"R1"})


def test_the_newer_edition_is_offered_with_what_waits(
    plan: Plan, newer: NationalMeasureEdition
) -> None:
    with assert_queries(1):
        found = newer_editions(plan)
    assert [(offer.edition, offer.open_links) for offer in found] == [(newer, 8)]


def test_editions_and_decisions_stand_in_the_order_of_time(plan: Plan, cast: Cast) -> None:
    source = row_of(make_edition("R1", FORMER), "01-01")
    link = add_link(plan, "01-01")
    for code in ("R10", "R2"):
        newer = make_edition(code, LATER)
        add_answer(newer, source.name, SAME, "01-01", former="R1", source=source)
    assert offers(plan) == [("R2", 1), ("R10", 1)]
    for version, newer in enumerate(NationalMeasureEdition.objects.exclude(code="R1"), start=1):
        decline(link, newer, version=version, by=cast.author, at=NOON)
    assert [past.code for past in past_switches(plan)] == ["R2", "R10"]


def test_a_plan_without_national_measures_is_offered_nothing(plan: Plan) -> None:
    make_second_edition()
    assert offers(plan) == []


def test_an_edition_is_offered_when_every_row_before_it_is_confirmed(
    plan: Plan, newer: NationalMeasureEdition
) -> None:
    CrosswalkRow.objects.filter(name="なくなる施策").update(confirmed_at=None, confirmed_by="")
    assert offers(plan) == [("R2", 1)]  # the name of H30
    CrosswalkRow.objects.update(confirmed_at=None, confirmed_by="")
    assert offers(plan) == []


def test_decided_links_and_removed_measures_wait_no_longer(
    plan: Plan, newer: NationalMeasureEdition, cast: Cast
) -> None:
    first = work_list(plan, newer)[0]
    decline(first.link, newer, version=1, by=cast.author, at=NOON)
    assert offers(plan) == [("R2", 7)]
    remove_part(Measure.objects.get(plan=plan, uid="review"), by=cast.author, at=NOON)
    assert offers(plan) == [("R2", 3)]
    for number, item in enumerate(item for item in work_list(plan, newer) if item.is_open):
        decline(item.link, newer, version=2 + number, by=cast.author, at=NOON)
    assert offers(plan) == []


def test_past_switches_are_counted(plan: Plan, newer: NationalMeasureEdition, cast: Cast) -> None:
    first, second, *_ = work_list(plan, newer)
    decline(first.link, newer, version=1, by=cast.author, at=NOON)
    accept(second.link, newer, row_of(newer, "02-02"), version=2, by=cast.author, at=NOON)
    with assert_queries(1):
        assert past_switches(plan) == [PastSwitch("R2", accepted=1, declined=1)]


# --- the shipped lists -------------------------------------------------------------------------


def test_every_name_of_the_samples_is_answered_by_the_list_of_r1(
    plan: Plan, cast: Cast, reference: None
) -> None:
    pick_samples(plan, SampleMeasure.objects.all(), by=cast.author, at=NOON)
    newer = NationalMeasureEdition.objects.get(code="R1")
    items = work_list(plan, newer)
    assert len(items) == SampleNationalMeasure.objects.count()
    assert [item.former.name for item in items if SwitchKind.UNKNOWN in item.kinds] == []
    assert offers(plan) == [("R1", len(items))]
    assert Counter(kind for item in items for kind in item.kinds) == {
        SwitchKind.SAME: 24,
        SwitchKind.RENAMED: 2,
        SwitchKind.CANDIDATE: 4,
        SwitchKind.GONE: 1,
    }

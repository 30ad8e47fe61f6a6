"""Saving parts: nothing is overwritten unseen, nothing is deleted, every text stays findable."""

from datetime import timedelta

import pytest

from plans import workflow
from plans.editing import (
    add_part,
    move,
    remove_part,
    restore_part,
    save_part,
    save_plan_facts,
)
from plans.errors import DeedNotAllowed, StalePart
from plans.measures import MeasureInput, RowChange, save_measure
from plans.models import Chapter, Kpi, Measure, Placement, Plan, Revision
from tests.conftest import Cast
from tests.plans.samples import NOON
from tests.queries import count_queries


def _chapter(plan: Plan, uid: str = "aims") -> Chapter:
    return Chapter.objects.select_related("plan").get(plan=plan, uid=uid)


def _save(chapter: Chapter, cast: Cast, title: str, *, version: int = 1) -> Chapter:
    return save_part(chapter, by=cast.author, at=NOON, version=version, changes={"title": title})


def _history(uid: str = "aims") -> list[tuple[str, str]]:
    """Return who wrote and the title of each revision, the first first."""
    revisions = Revision.objects.filter(part_uid=uid).order_by("pk")
    return [(revision.author_name, revision.data["title"]) for revision in revisions]


def test_save_raises_the_version_and_keeps_a_revision(plan: Plan, cast: Cast) -> None:
    saved = _save(_chapter(plan), cast, "計画の目的")
    assert (saved.title, saved.version) == ("計画の目的", 2)
    revision = Revision.objects.get(plan=plan, part_uid="aims", author=cast.author)
    assert (revision.data["title"], revision.part_version, revision.author_name) == (
        "計画の目的",
        2,
        "author",
    )


def test_first_save_keeps_the_text_that_came_with_the_plan(plan: Plan, cast: Cast) -> None:
    _save(_chapter(plan), cast, "計画の目的")
    first = Revision.objects.get(plan=plan, part_uid="aims", author=None)
    assert (first.data, first.part_version, first.created_at) == (
        _chapter(plan).written_state() | {"title": "目的"},
        1,
        plan.created_at,
    )


def test_text_that_a_person_added_stands_once_in_the_history(plan: Plan, cast: Cast) -> None:
    added = add_part(
        Chapter(plan=plan, parent=None, position=9, kind="text", title="一"),
        by=cast.author,
        at=NOON,
    )
    _save(_chapter(plan, added.uid), cast, "二")
    _save(_chapter(plan, added.uid), cast, "三", version=2)
    assert _history(added.uid) == [("author", "三")]


def test_stale_save_is_refused_and_the_first_text_stays(plan: Plan, cast: Cast) -> None:
    stale = _chapter(plan)
    _save(_chapter(plan), cast, "先の人の題")
    with pytest.raises(StalePart) as error:
        save_part(stale, by=cast.admin, at=NOON, version=1, changes={"title": "後の人の題"})
    assert error.value.current.title == "先の人の題"
    assert _chapter(plan).title == "先の人の題"


def test_save_without_a_change_writes_nothing(plan: Plan, cast: Cast) -> None:
    saved = _save(_chapter(plan), cast, "目的")
    assert saved.version == 1
    assert Revision.objects.count() == 0


def test_save_after_submission_is_refused(plan: Plan, cast: Cast) -> None:
    chapter = _chapter(plan)
    workflow.submit(plan, by=cast.author, at=NOON)
    with pytest.raises(DeedNotAllowed, match="回議中なので、いまは直せません"):
        _save(chapter, cast, "あとから")
    assert _chapter(plan).title == "目的"


def test_save_of_a_removed_part_is_refused(plan: Plan, cast: Cast) -> None:
    chapter = _chapter(plan)
    remove_part(chapter, by=cast.admin, at=NOON)
    with pytest.raises(DeedNotAllowed, match="取り除かれています"):
        _save(chapter, cast, "x", version=2)


@pytest.mark.parametrize(
    ("minutes", "rows"), [(0, 2), (9, 2), (10, 3)], ids=["at once", "9 minutes", "10 minutes"]
)
def test_saves_of_one_person_within_ten_minutes_share_a_revision(
    minutes: int, rows: int, plan: Plan, cast: Cast
) -> None:
    _save(_chapter(plan), cast, "一")
    save_part(
        _chapter(plan),
        by=cast.author,
        at=NOON + timedelta(minutes=minutes),
        version=2,
        changes={"title": "二"},
    )
    assert Revision.objects.filter(part_uid="aims").count() == rows


def test_another_persons_save_begins_a_revision(plan: Plan, cast: Cast) -> None:
    _save(_chapter(plan), cast, "一")
    save_part(_chapter(plan), by=cast.admin, at=NOON, version=2, changes={"title": "二"})
    assert _history() == [("", "目的"), ("author", "一"), ("admin", "二")]


def test_revisions_are_not_merged_across_a_submission(plan: Plan, cast: Cast) -> None:
    _save(_chapter(plan), cast, "一")
    workflow.submit(plan, by=cast.author, at=NOON)
    workflow.withdraw(plan, by=cast.author, at=NOON)
    save_part(_chapter(plan), by=cast.author, at=NOON, version=2, changes={"title": "二"})
    assert _history() == [("", "目的"), ("author", "一"), ("author", "二")]


def test_removal_can_be_undone_with_everything_below(plan: Plan, cast: Cast) -> None:
    remove_part(_chapter(plan, "measures"), by=cast.author, at=NOON)
    assert _chapter(plan, "measures").is_removed
    restore_part(_chapter(plan, "measures"), by=cast.author)
    restored = _chapter(plan, "measures")
    assert (restored.is_removed, restored.removed_by, restored.position) == (False, None, 1)
    assert restored.children.count() == 2


def test_removing_a_kpi_makes_an_open_screen_of_its_measure_stale(plan: Plan, cast: Cast) -> None:
    kpi = Kpi.objects.select_related("plan").get(plan=plan)
    remove_part(kpi, by=cast.admin, at=NOON)
    measure = Measure.objects.select_related("plan").get(plan=plan, uid="online")
    with pytest.raises(StalePart):
        save_measure(
            measure,
            MeasureInput(version=1, changes={"name": "x"}),
            by=cast.author,
            at=NOON,
        )


def test_chapters_move_among_their_siblings(plan: Plan) -> None:
    siblings = Chapter.objects.filter(plan=plan, parent__uid="measures")
    move(siblings, siblings.get(uid="theme-2").pk, step=-1, plan=plan)
    assert [chapter.uid for chapter in siblings.all()] == ["theme-2", "theme-1"]


def test_moving_past_the_end_changes_nothing(plan: Plan) -> None:
    siblings = Chapter.objects.filter(plan=plan, parent__uid="measures")
    move(siblings, siblings.get(uid="theme-2").pk, step=1, plan=plan)
    assert [chapter.uid for chapter in siblings.all()] == ["theme-1", "theme-2"]


def test_measures_move_within_their_chapter(plan: Plan) -> None:
    places = Placement.objects.filter(plan=plan, chapter__uid="theme-1")
    move(places, places.get(uid="place-2").pk, step=-1, plan=plan)
    assert [place.uid for place in places.all()] == ["place-2", "place-1"]


def test_plan_facts_are_versioned_too(plan: Plan, cast: Cast) -> None:
    saved = save_plan_facts(plan, by=cast.author, at=NOON, version=1, changes={"subtitle": "副題"})
    assert (saved.subtitle, saved.version) == ("副題", 2)
    with pytest.raises(StalePart):
        save_plan_facts(plan, by=cast.admin, at=NOON, version=1, changes={"subtitle": "別"})


def test_new_part_gets_an_identifier_of_its_own(plan: Plan, cast: Cast) -> None:
    first = add_part(Chapter(plan=plan, title="一"), by=cast.author, at=NOON)
    second = add_part(Chapter(plan=plan, title="二"), by=cast.author, at=NOON)
    assert first.uid != second.uid
    assert len({first.uid, second.uid, ""}) == 3


def test_saving_a_measure_with_its_rows_is_all_or_nothing(plan: Plan, cast: Cast) -> None:
    measure = Measure.objects.select_related("plan").get(plan=plan, uid="online")
    kpi = Kpi.objects.get(plan=plan)
    given = MeasureInput(
        version=1,
        changes={"name": "新しい名前"},
        rows=[RowChange(row=kpi, changes={"name": "新しい指標"})],
        new_kpis=[{"name": "足した指標"}, {"no_such_column": "x"}],
    )
    with pytest.raises(TypeError):
        save_measure(measure, given, by=cast.author, at=NOON)
    assert Measure.objects.get(pk=measure.pk).name == "申請のオンライン化"
    assert [row.name for row in Kpi.objects.filter(plan=plan)] == ["オンラインの手続"]


def test_saving_a_measure_raises_its_version_for_a_change_of_a_row(plan: Plan, cast: Cast) -> None:
    measure = Measure.objects.select_related("plan").get(plan=plan, uid="online")
    kpi = Kpi.objects.get(plan=plan)
    saved = save_measure(
        measure,
        MeasureInput(
            version=1, changes={}, rows=[RowChange(row=kpi, changes={"name": "新しい指標"})]
        ),
        by=cast.author,
        at=NOON,
    )
    kpi.refresh_from_db()
    assert (saved.version, kpi.version, kpi.name) == (2, 2, "新しい指標")


def test_saving_a_chapter_takes_five_queries(plan: Plan, cast: Cast) -> None:
    chapter = _chapter(plan)
    with count_queries() as queries:
        _save(chapter, cast, "計画の目的")
    assert len(queries) == 5

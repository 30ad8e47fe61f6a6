"""Measures picked from the catalogue: what is copied, in whose name, and where it goes."""

from collections.abc import Iterable

import pytest

from catalog.models import (
    Example,
    GuideEdition,
    NationalMeasure,
    NationalMeasureEdition,
    SampleMeasure,
)
from documents import content as c
from documents.bodies import plain_text
from documents.validation import check_content
from plans import workflow
from plans.checks import blocking
from plans.content import content_of
from plans.errors import DeedNotAllowed
from plans.models import (
    Chapter,
    Kpi,
    Measure,
    NationalLink,
    Placement,
    Plan,
    Revision,
    ScheduleItem,
)
from plans.picking import (
    chapter_for_pillar,
    chapters_for_measures,
    pick_examples,
    pick_national,
    pick_samples,
    write_own,
)
from plans.starting import Wish, start_plan
from tests.conftest import Cast
from tests.plans.samples import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


@pytest.fixture
def started(cast: Cast) -> Plan:
    """A new plan with all pillars and nothing written."""
    wish = Wish(title="計画", pattern=c.Pattern.STANDALONE, with_examples=False)
    edition = GuideEdition.objects.get(code="H30")
    return start_plan(cast.town, by=cast.author, at=NOON, edition=edition, wish=wish)


def theme(plan: Plan, number: int) -> Chapter:
    """Return the chapter of measures of a pillar."""
    chapter = chapter_for_pillar(plan, number)
    assert chapter is not None
    return chapter


def national(plan: Plan, codes: Iterable[str], cast: Cast, *, pillar: int = 1) -> list[c.Measure]:
    """Pick national measures into the chapter of a pillar; return what the plan then says."""
    sources = NationalMeasure.objects.filter(code__in=list(codes)).order_by("no")
    pick_national(plan, sources, chapter=theme(plan, pillar), by=cast.author, at=NOON)
    return list(content_of(plan).measures)


def sample(plan: Plan, seq: int, cast: Cast, *, pillar: int = 1) -> c.Measure:
    """Pick a sample into the chapter of a pillar; return what the plan then says of it."""
    sources = SampleMeasure.objects.filter(seq=seq)
    pick_samples(plan, sources, chapter=theme(plan, pillar), by=cast.author, at=NOON)
    (measure,) = content_of(plan).measures
    return measure


def test_a_national_measure_is_copied_with_a_link_to_its_edition(started: Plan, cast: Cast) -> None:
    (measure,) = national(started, ["01-06"], cast)
    (tag,) = (tag for tag in content_of(started).tags if tag.code == "1")
    assert measure.name == "地方公共団体の行政手続のオンライン利用促進"
    assert [plain_text((block,))[:14] for block in measure.body] == [
        "利用者の利便性向上や業務の効",
        "平成30年５月に策定した「地",
        "これにより、国民が窓口に出向",
    ]
    assert [(link.edition, link.no, link.code, link.name) for link in measure.national_measures] == [
        ("R1", 2, "01-06", "地方公共団体の行政手続のオンライン利用促進")
    ]  # fmt: skip
    assert measure.origin == c.Origin(kind=c.OriginKind.NATIONAL, edition="R1", key="01-06")
    assert measure.tags == (tag.uid,)
    assert NationalLink.objects.get().source == NationalMeasure.objects.get(code="01-06")


def test_what_is_the_states_own_is_not_written_into_the_plan(started: Plan, cast: Cast) -> None:
    (measure,) = national(started, ["01-06"], cast)
    assert (measure.kpis, measure.schedule, measure.support, measure.budget) == ((), (), "", "")


def test_national_measures_go_behind_one_another(started: Plan, cast: Cast) -> None:
    measures = national(started, ["02-06", "02-17"], cast, pillar=2)
    placed = [
        placement.measure
        for chapter in content_of(started).chapters
        for child in chapter.children
        for placement in child.placements
    ]
    assert [m.national_measures[0].code for m in measures] == ["02-06", "02-17"]
    assert placed == [measure.uid for measure in measures]


def test_a_sample_is_copied_in_the_bodys_own_name(started: Plan, cast: Cast) -> None:
    measure = sample(started, 1, cast)
    text = plain_text(measure.body)
    assert (measure.mark, measure.name) == ("◎", "行政手続の棚卸")
    assert (text.count("下川町"), text.count("○○県")) == (4, 0)
    assert [kpi.name for kpi in measure.kpis] == ["オンライン利用率"]
    assert [item.written for item in measure.schedule] == [
        "平成30年５月に策定した「地方公共団体オンライン利用促進指針」に基づき、"
        "令和○○年度末までに下川町における取組方針を取りまとめる。"
    ]
    assert [(link.edition, link.no, link.name) for link in measure.national_measures] == [
        ("H30", None, "地方公共団体の行政手続のオンライン利用促進")
    ]
    assert measure.origin == c.Origin(kind=c.OriginKind.SAMPLE, edition="H30", key="1")


def test_the_cases_of_a_sample_come_with_it(started: Plan, cast: Cast) -> None:
    measure = sample(started, 21, cast)
    assert [(case.no, case.title, case.organization) for case in measure.cases] == [
        ("4-2", "えひめフリーWi-Fiプロジェクト", "愛媛県"),
        ("4-3", "和歌山フリーWi-Fi大作戦", "和歌山県"),
        ("4-4", "Fukuoka City Wi-Fi～新たな時代の都市インフラ～", "福岡市"),
        ("4-5", "タブレット活用等を想定した校内無線LAN環境の構築", "前橋市教育委員会"),
        ("4-6", "既存インフラ等を活用した公衆無線LAN「かわさきWi-Fi」の整備", "川崎市"),
    ]


@pytest.mark.parametrize(
    ("seq", "fields"),
    [(1, ["schedule"]), (5, ["schedule"]), (14, ["schedule"]), (21, ["schedule"]), (23, ["body", "kpis", "schedule"])],
)  # fmt: skip
def test_what_the_guide_leaves_open_is_listed(
    seq: int, fields: list[str], started: Plan, cast: Cast
) -> None:
    measure = sample(started, seq, cast)
    open_fields = [f.field for f in blocking(content_of(started)) if f.uid == measure.uid]
    assert open_fields == fields


def test_every_row_of_the_catalogue_makes_a_sound_plan(started: Plan, cast: Cast) -> None:
    chapter = theme(started, 1)
    pick_samples(started, SampleMeasure.objects.all(), chapter=chapter, by=cast.author, at=NOON)
    pick_national(started, NationalMeasure.objects.all(), chapter=chapter, by=cast.author, at=NOON)
    content = content_of(started)
    check_content(content)
    assert len(content.measures) == 33 + 75


def test_each_picked_part_has_its_first_revision(started: Plan, cast: Cast) -> None:
    sample(started, 5, cast)
    kinds = Revision.objects.filter(plan=started).values_list("part_kind", flat=True)
    assert sorted(kinds) == ["kpi", "kpi", "measure", "schedule_item", "schedule_item"]


def test_a_measure_of_ones_own_begins_empty(started: Plan, cast: Cast) -> None:
    measure = write_own(started, theme(started, 4), name="", by=cast.author, at=NOON)
    (found,) = content_of(started).measures
    assert (found.uid, found.name, found.body, found.origin) == (measure.uid, "", (), None)


def test_the_chapter_of_a_pillar_is_the_one_with_its_tag(started: Plan) -> None:
    titles = [theme(started, number).title[:6] for number in range(1, 7)]
    assert titles == ["手続における", "官民データの", "個人番号カー", "利用の機会等", "情報システム", "その他"]  # fmt: skip
    assert (chapter_for_pillar(started, None), chapter_for_pillar(started, 7)) == (None, None)


def test_a_removed_chapter_takes_no_measures(started: Plan, cast: Cast) -> None:
    Chapter.objects.filter(pk=theme(started, 1).pk).update(removed_at=NOON, removed_by=cast.author)
    assert chapter_for_pillar(started, 1) is None
    assert len(chapters_for_measures(started)) == 7 + 5 + 6 - 1


def test_chapters_for_measures_come_first(plan: Plan) -> None:
    assert [chapter.uid for chapter in chapters_for_measures(plan)] == [
        "measures",
        "theme-1",
        "theme-2",
        "aims",
    ]


def test_without_a_chapter_each_goes_to_that_of_its_pillar(started: Plan, cast: Cast) -> None:
    sources = SampleMeasure.objects.filter(seq__in=[1, 23]).select_related("pillar")
    pick_samples(started, sources, by=cast.author, at=NOON)
    pick_national(started, NationalMeasure.objects.filter(code="05-04"), by=cast.author, at=NOON)
    placed = {
        placement.measure.name: placement.chapter_id
        for placement in Placement.objects.filter(plan=started).select_related("measure")
    }
    assert placed == {
        "行政手続の棚卸": theme(started, 1).pk,
        "利用者中心の業務改革（BPR）の推進": theme(started, 5).pk,
        "マイナンバーカードの多機能化の推進": theme(started, 3).pk,
    }


@pytest.mark.parametrize("code", ["07-04", "11-04"])  # a pillar of another name, none at all
def test_a_row_of_no_pillar_goes_to_the_others(started: Plan, cast: Cast, code: str) -> None:
    sources = NationalMeasure.objects.filter(code=code)
    (measure,) = pick_national(started, sources, by=cast.author, at=NOON)
    assert measure.placements.get().chapter == theme(started, 6)


def test_without_a_theme_of_others_the_last_theme_serves(plan: Plan, cast: Cast) -> None:
    # The small plan knows pillar 1 only.
    sources = SampleMeasure.objects.filter(seq__in=[1, 23])
    first, second = pick_samples(plan, sources, by=cast.author, at=NOON)
    (third,) = pick_national(
        plan, NationalMeasure.objects.filter(code="11-04"), by=cast.author, at=NOON
    )
    placed = [m.placements.get().chapter.uid for m in (first, second, third)]
    assert placed == ["theme-1", "theme-2", "theme-2"]


def test_without_any_theme_the_chapter_of_measures_serves(plan: Plan, cast: Cast) -> None:
    Chapter.objects.filter(plan=plan, kind="theme").update(removed_at=NOON, removed_by=cast.author)
    (measure,) = pick_national(
        plan, NationalMeasure.objects.filter(code="11-04"), by=cast.author, at=NOON
    )
    assert measure.placements.get().chapter.uid == "measures"


def test_a_plan_without_chapters_takes_no_measure_at_all(plan: Plan, cast: Cast) -> None:
    Chapter.objects.filter(plan=plan, parent=None).update(removed_at=NOON, removed_by=cast.author)
    before = Measure.objects.count()
    with pytest.raises(DeedNotAllowed, match="先に章を足してください"):
        pick_samples(plan, SampleMeasure.objects.all(), by=cast.author, at=NOON)
    assert Measure.objects.count() == before


def test_nothing_is_picked_into_a_plan_that_circulates(plan: Plan, cast: Cast) -> None:
    workflow.submit(plan, by=cast.author, at=NOON)
    before = [model.objects.count() for model in (Measure, Kpi, ScheduleItem, NationalLink)]
    with pytest.raises(DeedNotAllowed, match="いまは直せません"):
        pick_samples(plan, SampleMeasure.objects.all(), by=cast.author, at=NOON)
    with pytest.raises(DeedNotAllowed, match="いまは直せません"):
        pick_national(plan, NationalMeasure.objects.all(), by=cast.author, at=NOON)
    assert [model.objects.count() for model in (Measure, Kpi, ScheduleItem, NationalLink)] == before


# --- examples of other bodies ----------------------------------------------------------------


def test_an_example_speaks_as_the_body_that_took_it(started: Plan, cast: Cast) -> None:
    plan = other_plan(cast)
    source = Example.objects.get(kind="measure", seq=12)
    (measure,) = pick_examples(plan, [source], by=cast.stranger, at=NOON)
    (said,) = content_of(plan).measures
    text = plain_text(said.body)
    assert [text.count(word) for word in ("下川町", "美深町", "本町")] == [0, 2, 1]
    assert [kpi.name for kpi in said.kpis] == [
        "本町 Web サイトの JIS 規格（JIS X 8341-3：2016）の適合レベル AA への準拠"
    ]
    assert [item.written for item in said.schedule] == ["平成 33 年度までに実施"]
    assert said.origin == c.Origin(kind=c.OriginKind.EXAMPLE, edition="shimokawa", key="12")
    assert measure.is_inserted is True


def other_plan(cast: Cast) -> Plan:
    """Return a new plan of another town."""
    wish = Wish(title="計画", pattern=c.Pattern.STANDALONE, with_examples=False)
    edition = GuideEdition.objects.get(code="H30")
    return start_plan(cast.other_town, by=cast.stranger, at=NOON, edition=edition, wish=wish)


def test_an_example_goes_to_the_chapter_of_its_pillar(started: Plan, cast: Cast) -> None:
    sources = Example.objects.filter(kind="measure", seq__in=[1, 19])
    pick_examples(started, sources, by=cast.author, at=NOON)
    places = Placement.objects.filter(plan=started).order_by("pk")
    assert [place.chapter_id for place in places] == [theme(started, 1).pk, theme(started, 6).pk]


def test_every_example_makes_a_sound_plan(started: Plan, cast: Cast) -> None:
    sources = Example.objects.filter(kind="measure")
    pick_examples(started, sources, batch="b", by=cast.author, at=NOON)
    pick_examples(started, sources, batch="b", by=cast.author, at=NOON)
    content = content_of(started)
    check_content(content)
    assert len(content.measures) == 19


def test_a_row_of_an_unreleased_edition_is_not_taken(started: Plan, cast: Cast) -> None:
    NationalMeasureEdition.objects.update(released_at=None)
    with pytest.raises(DeedNotAllowed, match="まだ確定していない"):
        pick_national(started, NationalMeasure.objects.all(), by=cast.author, at=NOON)

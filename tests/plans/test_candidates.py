"""What the national list offers to a measure: taken one by one, once, and with its date."""

import pytest

from catalog.models import NationalMeasure
from documents import content as c
from documents.validation import check_content
from plans import workflow
from plans.candidates import Candidate, CandidateKind, candidates_of, take_over
from plans.content import content_of
from plans.errors import DeedNotAllowed, StalePart
from plans.forms.fields import BlocksField
from plans.models import Kpi, Measure, NationalLink, Plan
from plans.picking import pick_national
from tests.conftest import Cast
from tests.plans.samples import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

AS_OF = "国の施策一覧・令和元年10月時点"


@pytest.fixture
def link(plan: Plan, cast: Cast) -> NationalLink:
    """A link to a row that we know all cells of."""
    source = NationalMeasure.objects.get(edition__code="R1", no=2)
    NationalMeasure.objects.filter(pk=source.pk).update(
        kpi_progress=["＜オンライン化＞", "手続の数", "-"],
        kpi_effect=["未設定（令和元年度中に検討）", "手続の数"],
        support="補助率1/2\n上限あり",
        budget_programmes=["推進事業", "整備事業"],
        references=[
            {"label": "手引のページ", "url": "https://example.go.jp/a"},
            {"label": "", "url": "https://example.go.jp/b"},
        ],
    )
    (measure,) = pick_national(
        plan, NationalMeasure.objects.filter(pk=source.pk), by=cast.author, at=NOON
    )
    return NationalLink.objects.select_related("source__edition").get(measure=measure)


def measure_of(link: NationalLink) -> Measure:
    """Return the measure of a link as it is now."""
    return Measure.objects.select_related("plan").get(pk=link.measure_id)


def offered(link: NationalLink) -> list[Candidate]:
    """Return what is offered now."""
    measure = measure_of(link)
    return list(candidates_of(link, measure, Kpi.objects.present().filter(measure=measure)))


def take(link: NationalLink, key: str, cast: Cast) -> Candidate | None:
    """Take one candidate over."""
    measure = measure_of(link)
    return take_over(measure, link, key, by=cast.author, at=NOON)


def said(link: NationalLink) -> c.Measure:
    """Return what the plan says of the measure."""
    content = content_of(measure_of(link).plan)
    check_content(content)
    return next(m for m in content.measures if m.uid == measure_of(link).uid)


def test_everything_of_the_row_is_shown_and_what_says_nothing_is_not_offered(
    link: NationalLink,
) -> None:
    assert [(each.key, each.label, each.text, each.url, each.is_offered) for each in offered(link)] == [
        ("progress-0", "KPI（進捗）", "＜オンライン化＞", "", False),
        ("progress-1", "KPI（進捗）", "手続の数", "", True),
        ("progress-2", "KPI（進捗）", "-", "", False),
        ("effect-0", "KPI（効果）", "未設定（令和元年度中に検討）", "", False),
        ("effect-1", "KPI（効果）", "手続の数", "", True),
        ("support-0", "支援策", "補助率1/2\n上限あり", "", True),
        ("budget-0", "予算事業", "推進事業", "", True),
        ("budget-1", "予算事業", "整備事業", "", True),
        ("reference-0", "参考URL", "手引のページ", "https://example.go.jp/a", True),
        ("reference-1", "参考URL", "", "https://example.go.jp/b", True),
    ]  # fmt: skip


def test_nothing_is_taken_by_picking(link: NationalLink) -> None:
    assert [each.key for each in offered(link) if each.is_taken] == []


def test_an_indicator_becomes_a_kpi_of_its_role(link: NationalLink, cast: Cast) -> None:
    take(link, "effect-1", cast)
    take(link, "progress-1", cast)
    assert [(kpi.name, kpi.role) for kpi in said(link).kpis] == [
        ("手続の数", c.KpiRole.EFFECT),
        ("手続の数", c.KpiRole.PROGRESS),
    ]


def test_support_is_appended_with_its_date(link: NationalLink, cast: Cast) -> None:
    Measure.objects.filter(pk=link.measure_id).update(support="町の補助")
    take(link, "support-0", cast)
    assert said(link).support == f"町の補助\n補助率1/2\n上限あり（{AS_OF}）"


def test_budgets_are_appended_one_by_one(link: NationalLink, cast: Cast) -> None:
    take(link, "budget-1", cast)
    take(link, "budget-0", cast)
    assert said(link).budget == f"整備事業（{AS_OF}）\n推進事業（{AS_OF}）"


def test_an_address_becomes_a_linked_note(link: NationalLink, cast: Cast) -> None:
    take(link, "reference-0", cast)
    take(link, "reference-1", cast)
    notes = [note for note in said(link).notes if isinstance(note, c.Paragraph)]
    assert [(note.text, [(m.start, m.end, m.ref) for m in note.marks]) for note in notes] == [
        (f"参考：手引のページ（{AS_OF}）", [(3, 9, "https://example.go.jp/a")]),
        (f"参考：https://example.go.jp/b（{AS_OF}）", [(3, 26, "https://example.go.jp/b")]),
    ]


def test_an_address_too_long_for_a_link_stands_as_text(link: NationalLink, cast: Cast) -> None:
    url = "https://example.go.jp/" + "a" * 500
    assert link.source is not None
    link.source.references = [{"label": "長い", "url": url}]
    take(link, "reference-0", cast)
    (note,) = said(link).notes
    assert isinstance(note, c.Paragraph)
    assert (note.text, note.marks) == (f"参考：長い {url}（{AS_OF}）", ())
    assert [each.is_taken for each in offered(link) if each.kind is CandidateKind.REFERENCE] == [True]  # fmt: skip


def test_an_address_under_several_labels_is_taken_under_each(
    link: NationalLink, cast: Cast
) -> None:
    url = "https://example.go.jp/policy"
    assert link.source is not None
    labels = ["（伝道師）", "（ツール）\n■一覧", "（データ）", ""]
    link.source.references = [{"label": label, "url": url} for label in labels]
    taken = []
    for number in (1, 3, 0, 2):
        take_over(measure_of(link), link, f"reference-{number}", by=cast.author, at=NOON)
        kpis = Kpi.objects.present().filter(measure=link.measure)
        found = candidates_of(link, measure_of(link), kpis)
        taken.append([each.key for each in found if each.is_taken])
    assert taken == [
        ["reference-1"],
        ["reference-1", "reference-3"],
        ["reference-0", "reference-1", "reference-3"],
        ["reference-0", "reference-1", "reference-2", "reference-3"],
    ]


def test_a_long_address_under_several_labels_is_taken_under_each(
    link: NationalLink, cast: Cast
) -> None:
    url = "https://example.go.jp/" + "a" * 500
    assert link.source is not None
    link.source.references = [{"label": label, "url": url} for label in ("甲", "乙", "")]
    take_over(measure_of(link), link, "reference-1", by=cast.author, at=NOON)
    found = candidates_of(link, measure_of(link), [])
    assert [each.key for each in found if each.is_taken] == ["reference-1"]


def test_a_taken_address_stays_taken_when_the_notes_are_saved_from_the_form(
    link: NationalLink, cast: Cast
) -> None:
    url = "https://example.go.jp/policy"
    assert link.source is not None
    link.source.references = [{"label": "（ツール）\n■一覧", "url": url}]
    take_over(measure_of(link), link, "reference-0", by=cast.author, at=NOON)
    measure = measure_of(link)
    field = BlocksField()
    text = field.show(measure.notes, plan_pk=measure.plan_id)
    measure.notes = field.clean(text.replace("参考：", "次も参考：").replace("\n", "\r\n"))
    (found,) = (each for each in candidates_of(link, measure, []) if each.url == url)
    assert (found.is_taken, len(measure.notes)) == (True, 1)


@pytest.mark.parametrize("key", ["progress-1", "effect-1", "support-0", "budget-0", "reference-1"])
def test_what_is_taken_is_taken_once(key: str, link: NationalLink, cast: Cast) -> None:
    first = take(link, key, cast)
    before = said(link), measure_of(link).version
    second = take(link, key, cast)
    assert (first is None, second) == (False, None)
    assert (said(link), measure_of(link).version) == before
    assert [each.key for each in offered(link) if each.is_taken] == [key]


def test_a_removed_kpi_may_be_taken_again(link: NationalLink, cast: Cast) -> None:
    take(link, "progress-1", cast)
    Kpi.objects.filter(measure=link.measure).update(removed_at=NOON, removed_by=cast.author)
    assert take(link, "progress-1", cast) is not None
    assert [kpi.name for kpi in said(link).kpis] == ["手続の数"]


def test_taking_leaves_the_mark_of_an_unread_text(link: NationalLink, cast: Cast) -> None:
    take(link, "support-0", cast)
    take(link, "reference-0", cast)
    assert measure_of(link).is_inserted is True


def test_a_measure_that_another_has_changed_takes_nothing(link: NationalLink, cast: Cast) -> None:
    measure = measure_of(link)
    Measure.objects.filter(pk=measure.pk).update(version=2)
    with pytest.raises(StalePart):
        take_over(measure, link, "budget-0", by=cast.author, at=NOON)
    assert said(link).budget == ""


@pytest.mark.parametrize("key", ["progress-0", "effect-0", "progress-9", "nothing-0", ""])
def test_what_is_not_offered_is_not_taken(key: str, link: NationalLink, cast: Cast) -> None:
    with pytest.raises(DeedNotAllowed, match="その欄がありません"):
        take(link, key, cast)


def test_a_full_field_takes_nothing(link: NationalLink, cast: Cast) -> None:
    Measure.objects.filter(pk=link.measure_id).update(support="文" * 19_990)
    with pytest.raises(DeedNotAllowed, match="いっぱい"):
        take(link, "support-0", cast)


def test_a_name_of_the_guide_offers_nothing(link: NationalLink) -> None:
    named = NationalLink(measure=link.measure, edition="H30", name="手引の施策")
    assert candidates_of(named, link.measure, []) == ()


def test_nothing_is_taken_while_the_plan_circulates(link: NationalLink, cast: Cast) -> None:
    workflow.submit(measure_of(link).plan, by=cast.author, at=NOON)
    with pytest.raises(DeedNotAllowed, match="いまは直せません"):
        take(link, "budget-0", cast)

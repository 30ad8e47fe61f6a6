"""Whether a measure still says what the national list says."""

import pytest

from catalog.enums import CrosswalkRelation
from catalog.models import CrosswalkRow, NationalMeasure, NationalMeasureEdition, SampleMeasure
from documents.text_diff import Op, Piece
from plans.content import working_copy
from plans.difference import differences, differing, rows_of_origin
from plans.models import Measure, NationalLink, Plan
from plans.picking import pick_national, pick_samples
from plans.switching import accept
from tests.conftest import Cast
from tests.plans.samples import NOON
from tests.queries import assert_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


@pytest.fixture
def picked(plan: Plan, cast: Cast) -> Measure:
    """A measure picked from a row that we know."""
    rows = NationalMeasure.objects.filter(edition__code="R1", no=2)
    rows.update(name="手続のオンライン化", overview=["○○県で進める。", "平成○年に終える。"])
    (measure,) = pick_national(plan, rows, by=cast.author, at=NOON)
    return measure


def found(plan: Plan) -> frozenset[str]:
    """Return the uids of the measures that differ."""
    return differing(working_copy(plan), plan.organization.municipality)


def body(*texts: str) -> list[dict[str, str]]:
    """Return paragraphs as they are stored."""
    return [{"type": "paragraph", "uid": f"b{n}", "text": text} for n, text in enumerate(texts)]


def test_a_fresh_copy_in_the_bodys_own_name_is_no_difference(picked: Measure, plan: Plan) -> None:
    assert [block["text"] for block in picked.body] == ["下川町で進める。", "令和○年度に終える。"]
    assert found(plan) == frozenset()


def test_every_row_of_the_list_is_copied_as_it_is(plan: Plan, cast: Cast) -> None:
    pick_national(plan, NationalMeasure.objects.all(), by=cast.author, at=NOON)
    assert found(plan) == frozenset()


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "申請のオンライン化"},
        {"body": body("下川町で進める。")},
        {"body": body("下川町で進める。", "令和10年度に終える。")},
        {"body": []},
    ],
)
def test_another_name_or_text_is_one(
    changes: dict[str, object], picked: Measure, plan: Plan
) -> None:
    Measure.objects.filter(pk=picked.pk).update(**changes)
    assert found(plan) == {picked.uid}


def test_what_was_never_copied_is_no_difference(picked: Measure, plan: Plan) -> None:
    Measure.objects.filter(pk=picked.pk).update(budget="100万円", support="補助", status="new")
    assert found(plan) == frozenset()


def test_a_row_that_an_erratum_has_changed_is_one(picked: Measure, plan: Plan) -> None:
    NationalMeasure.objects.filter(edition__code="R1", no=2).update(name="正しい名称")
    assert found(plan) == {picked.uid}


def test_the_difference_is_from_the_list_to_the_measure(picked: Measure, plan: Plan) -> None:
    picked.name = "申請のオンライン化"
    picked.body = body("下川町で進める。", "令和10年度に終える。")
    source = NationalMeasure.objects.get(edition__code="R1", no=2)
    assert [(each.label, each.pieces) for each in differences(picked, source, plan.organization.municipality)] == [
        ("施策名", (Piece(Op.GONE, "手続"), Piece(Op.NEW, "申請"), Piece(Op.SAME, "のオンライン化"))),
        (
            "内容",
            (
                Piece(Op.SAME, "下川町で進める。\n令和"),
                Piece(Op.GONE, "○"),
                Piece(Op.NEW, "10"),
                Piece(Op.SAME, "年度に終える。"),
            ),
        ),
    ]  # fmt: skip


def test_a_sample_is_not_compared_with_the_list(plan: Plan, cast: Cast) -> None:
    samples = SampleMeasure.objects.filter(seq=1)
    (measure,) = pick_samples(plan, samples, by=cast.author, at=NOON)
    NationalLink.objects.filter(measure=measure).update(
        source=NationalMeasure.objects.get(edition__code="R1", no=2)
    )
    assert found(plan) == frozenset()


def origin_of(measure: Measure) -> NationalMeasure | None:
    """Return the row that a measure was copied from."""
    links = working_copy(measure.plan).links
    return rows_of_origin([measure], links).get(measure.uid)


def test_the_row_it_was_copied_from_goes_before_others(picked: Measure, plan: Plan) -> None:
    other = NationalMeasure.objects.get(edition__code="R1", no=3)
    NationalLink.objects.create(
        plan=plan, uid="first", measure=picked, source=other, edition="R1", no=3, code=other.code, name=other.name, position=0,
    )  # fmt: skip
    NationalLink.objects.filter(measure=picked).exclude(uid="first").update(position=1)
    origin = origin_of(picked)
    assert origin is not None
    assert (origin.no, working_copy(plan).links[0].no) == (2, 3)


def test_without_a_link_the_copy_is_still_compared_with_its_source(
    picked: Measure, plan: Plan
) -> None:
    NationalLink.objects.filter(measure=picked).delete()
    assert found(plan) == frozenset()
    Measure.objects.filter(pk=picked.pk).update(name="別の名前")
    assert found(plan) == {picked.uid}


def later_row(plan: Plan, cast: Cast) -> NationalMeasure:
    """Let the picked measure answer to a row of a later edition that says something else."""
    edition = NationalMeasureEdition.objects.create(
        code="R2", title="一覧", as_of="令和2年", released_at=NOON
    )
    row = NationalMeasure.objects.create(
        edition=edition, no=1, code="09-09", name="新しい名前", overview=["新しい文"], benefit_marks=0
    )  # fmt: skip
    link = NationalLink.objects.get(plan=plan, edition="R1")
    CrosswalkRow.objects.create(
        from_edition="R1", position=0, name=link.name, source=link.source, to_edition=edition,
        relation=CrosswalkRelation.RENAMED, target=row, reason="理由", confirmed_at=NOON, confirmed_by="管理者",
    )  # fmt: skip
    accept(link, edition, row, version=link.measure.version, by=cast.author, at=NOON)
    return row


def test_after_a_switch_the_copy_is_compared_with_the_row_it_was_copied_from(
    picked: Measure, plan: Plan, cast: Cast
) -> None:
    row = later_row(plan, cast)
    assert NationalLink.objects.get(measure=picked).source == row
    assert origin_of(picked) == NationalMeasure.objects.get(edition__code="R1", no=2)
    assert found(plan) == frozenset()
    Measure.objects.filter(pk=picked.pk).update(name="新しい名前")
    assert found(plan) == {picked.uid}


@pytest.mark.parametrize("number", [1, 30])
def test_one_query_reads_the_sources_of_all_switched_copies(
    number: int, plan: Plan, cast: Cast
) -> None:
    rows = NationalMeasure.objects.filter(edition__code="R1", no__lte=number)
    pick_national(plan, rows, by=cast.author, at=NOON)
    copy = working_copy(plan)
    with assert_queries(0):
        before = rows_of_origin(copy.measures, copy.links)
    NationalLink.objects.filter(plan=plan).update(edition="R2", code="09-09")
    copy = working_copy(plan)
    with assert_queries(1):
        after = rows_of_origin(copy.measures, copy.links)
        assert {row.edition.code for row in after.values()} == {"R1"}
    assert (after, len(after)) == (before, number)


def test_a_source_that_the_catalogue_does_not_have_is_none(picked: Measure, plan: Plan) -> None:
    NationalLink.objects.filter(measure=picked).delete()
    picked.origin = {"kind": "national", "edition": "R1", "key": "99-99"}
    picked.save()
    assert (origin_of(picked), found(plan)) == (None, frozenset())


def test_a_corrected_number_of_the_row_is_followed_by_the_link(picked: Measure) -> None:
    NationalMeasure.objects.filter(edition__code="R1", no=2).update(code="99-99")
    origin = origin_of(picked)
    assert origin is not None
    assert (origin.no, origin.code) == (2, "99-99")

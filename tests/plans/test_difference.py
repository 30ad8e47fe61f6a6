"""Whether a measure still says what the national list says."""

import pytest

from catalog.models import NationalMeasure, SampleMeasure
from documents.text_diff import Op, Piece
from plans.content import working_copy
from plans.difference import differences, differing, link_of_origin
from plans.models import Measure, NationalLink, Plan
from plans.picking import pick_national, pick_samples
from tests.conftest import Cast
from tests.plans.samples import NOON

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


def test_the_row_it_was_copied_from_goes_before_others(picked: Measure, plan: Plan) -> None:
    other = NationalMeasure.objects.get(edition__code="R1", no=3)
    NationalLink.objects.create(
        plan=plan, uid="first", measure=picked, source=other, edition="R1", no=3, code=other.code, name=other.name, position=0,
    )  # fmt: skip
    NationalLink.objects.filter(measure=picked).exclude(uid="first").update(position=1)
    links = working_copy(plan).links
    origin = link_of_origin(picked, links)
    assert origin is not None
    assert (origin.no, links[0].no) == (2, 3)


def test_without_a_link_there_is_nothing_to_compare(picked: Measure, plan: Plan) -> None:
    NationalLink.objects.filter(measure=picked).delete()
    Measure.objects.filter(pk=picked.pk).update(name="別の名前")
    assert found(plan) == frozenset()

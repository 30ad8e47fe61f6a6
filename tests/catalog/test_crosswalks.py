"""Rows of a crosswalk are confirmed one by one, and the confirmation taken back."""

from datetime import UTC, datetime

import pytest

from catalog.crosswalks import Progress, confirm, progress_of, seen_of, undo
from catalog.enums import CrosswalkRelation
from catalog.errors import DeedRefused
from catalog.models import CrosswalkRow, NationalMeasure, NationalMeasureEdition

AT = datetime(2027, 5, 1, tzinfo=UTC)
LATER = datetime(2027, 5, 2, tzinfo=UTC)
SAME, RENAMED = CrosswalkRelation.SAME, CrosswalkRelation.RENAMED
RELATED, NONE = CrosswalkRelation.RELATED, CrosswalkRelation.NONE
CHANGED = "あなたが開いたあとに、内容が変わりました。新しい内容を確かめてください。"


@pytest.fixture
def edition(db: None) -> NationalMeasureEdition:
    """R9 with 「施策」 and 「別の施策」."""
    edition = NationalMeasureEdition.objects.create(
        code="R9", title="題", as_of="時点", source_note="出典"
    )
    for no, name in ((1, "施策"), (2, "別の施策")):
        NationalMeasure.objects.create(
            edition=edition, no=no, code=f"01-0{no}", name=name, benefit_marks=0
        )
    return edition


@pytest.fixture
def target(edition: NationalMeasureEdition) -> NationalMeasure:
    """「施策」."""
    return edition.measures.get(no=1)


@pytest.fixture
def row(edition: NationalMeasureEdition, target: NationalMeasure) -> CrosswalkRow:
    """What an import has proposed for 「施策」 of R8."""
    return CrosswalkRow.objects.create(
        from_edition="R8", position=1, name="施策", to_edition=edition, relation=SAME,
        target=target, reason="施策名が同じです。", is_proposal=True,
    )  # fmt: skip


def says(row: CrosswalkRow) -> tuple[object, ...]:
    found = CrosswalkRow.objects.get(pk=row.pk)
    return (
        found.relation, found.target and found.target.no, found.reason, found.confirmed_by,
        found.confirmed_at, found.is_proposal,
    )  # fmt: skip


def agree(row: CrosswalkRow, **how) -> CrosswalkRow:
    """Confirm a row, as it is but for what is given."""
    judgement = {
        "relation": CrosswalkRelation(row.relation),
        "target": row.target,
        "reason": row.reason,
        "seen": seen_of(row),
        "by": "管理者",
        "at": AT,
    }
    return confirm(row, **(judgement | how))


def test_a_proposal_is_confirmed_as_it_is(row):
    agree(row)
    assert says(row) == ("same", 1, "施策名が同じです。", "管理者", AT, False)


def test_a_proposal_is_confirmed_with_another_judgement(row):
    agree(row, relation=NONE, target=None, reason="なくなった。")
    assert says(row) == ("none", None, "なくなった。", "管理者", AT, False)


def test_the_same_confirmation_again_writes_nothing(row):
    agree(row)
    agree(row, by="別の人", at=LATER)
    assert says(row) == ("same", 1, "施策名が同じです。", "管理者", AT, False)


def test_a_confirmed_row_is_confirmed_with_another_judgement(row):
    confirmed = agree(row)
    agree(confirmed, relation=RELATED, reason="一部だけ。", by="別の人", at=LATER)
    assert says(row) == ("related", 1, "一部だけ。", "別の人", LATER, False)


def test_a_confirmation_is_taken_back_and_the_words_stay(row):
    confirmed = agree(row, reason="確かめた。")
    undo(confirmed, seen=seen_of(confirmed))
    assert says(row) == ("same", 1, "確かめた。", "", None, False)


def test_taking_back_twice_writes_nothing(row):
    confirmed = agree(row)
    undo(confirmed, seen=seen_of(confirmed))
    assert undo(confirmed, seen="").confirmed_by == ""


def test_what_another_person_has_changed_is_not_written_over(row):
    seen = seen_of(row)
    agree(row, relation=NONE, target=None, reason="なくなった。")
    before = says(row)
    for deed in (
        lambda: agree(row, reason="別の理由。", seen=seen),
        lambda: undo(row, seen=seen),
    ):
        with pytest.raises(DeedRefused) as refused:
            deed()
        assert (str(refused.value), says(row)) == (CHANGED, before)


def test_a_proposal_that_was_made_anew_is_not_confirmed(row):
    CrosswalkRow.objects.all().delete()
    row.pk = row.pk or 1
    with pytest.raises(DeedRefused, match=CHANGED):
        agree(row)


CONTRADICTIONS = [
    ({"relation": NONE}, "target", "「対応する施策なし」のときは、施策を選びません。"),
    ({"target": None}, "target", "対応する施策を選んでください。"),
    ({"relation": RENAMED, "target": None}, "target", "対応する施策を選んでください。"),
    ({"reason": " \n"}, "reason", "理由を書いてください。"),
]


@pytest.mark.parametrize(("how", "field", "told"), CONTRADICTIONS)
def test_a_contradictory_judgement_is_refused(row, how, field, told):
    before = says(row)
    with pytest.raises(DeedRefused) as refused:
        agree(row, **how)
    assert (refused.value.field, str(refused.value), says(row)) == (field, told, before)


def test_the_same_measure_has_the_same_name(row, edition):
    with pytest.raises(DeedRefused) as refused:
        agree(row, target=edition.measures.get(no=2))
    assert refused.value.field == "relation"


def test_a_target_of_another_edition_is_refused(row):
    other = NationalMeasureEdition.objects.create(
        code="R10", title="題", as_of="時点", source_note="出典"
    )
    target = NationalMeasure.objects.create(
        edition=other, no=1, code="01-01", name="施策", benefit_marks=0
    )
    with pytest.raises(DeedRefused, match="選んだ施策は、この版のものではありません。"):
        agree(row, target=target)


def test_progress_is_counted_by_former_edition(row, edition):
    for former, position, by in (("R8", 2, "管理者"), ("R8", 3, ""), ("H30", 1, "管理者")):
        CrosswalkRow.objects.create(
            from_edition=former, position=position, name=f"{position}", to_edition=edition,
            relation=NONE, reason="なし", confirmed_by=by, confirmed_at=AT if by else None,
        )  # fmt: skip
    found = progress_of(edition)
    assert (found, [each.open for each in found]) == (
        [Progress("H30", 1, 1), Progress("R8", 1, 3)],
        [0, 2],
    )

"""What answers to a national measure in other editions, and which samples name it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from catalog.answers import answers_of, named_by
from catalog.models import CrosswalkRow, NationalMeasure, NationalMeasureEdition, SampleMeasure
from tests.catalog.reference_files import guide, measure, measures, sample
from tests.queries import assert_queries

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def named(seq: int, *names: str) -> dict[str, Any]:
    """Return a sample that prints `names`."""
    printed = [{"name": name, "recap": False, "bullets": []} for name in names]
    return sample(seq) | {"national_measures": printed}


@pytest.fixture
def lists(load: Any) -> None:
    """A guide of R8 with four samples, and the lists R9 and R10 of two rows each."""
    content = guide()
    content["rows"]["sample_measures"] = [
        named(1, "甲"),
        named(2, "乙", "甲"),
        named(3, "丙"),
        named(4, "丁"),
    ]
    load(content)
    for code in ("R9", "R10"):
        content = measures(2, released_at="2027-05-01T00:00:00+09:00")
        content["edition"]["code"] = code
        content["rows"] = [measure(no) | {"name": f"{code}の{no}"} for no in (1, 2)]
        load(content)


pytestmark = pytest.mark.usefixtures("lists")


def row(edition: str, no: int) -> NationalMeasure:
    return NationalMeasure.objects.select_related("edition").get(edition__code=edition, no=no)


def cross(
    former: str, name: str, relation: str, later: str, no: int | None, **more: Any
) -> CrosswalkRow:
    """Say what answers to (former, name) in a later list; confirmed unless told otherwise."""
    confirmed = {"confirmed_at": NOW, "confirmed_by": "管理者"}
    return CrosswalkRow.objects.create(
        from_edition=former,
        position=CrosswalkRow.objects.count() + 1,
        name=name,
        to_edition=NationalMeasureEdition.objects.get(code=later),
        relation=relation,
        target=row(later, no) if no else None,
        reason="理由",
        **(confirmed | more),
    )


UNCONFIRMED = {"confirmed_at": None, "confirmed_by": ""}


def names(samples: Any) -> list[int]:
    return [each.seq for each in samples]


def test_nothing_answers_to_a_row_that_no_crosswalk_names() -> None:
    found = answers_of(row("R9", 1))
    assert (found.former, found.later, found.samples, found.candidates, set(found.names)) == (
        (),
        (),
        (),
        (),
        {("R9", "R9の1")},
    )


@pytest.mark.parametrize("relation", ["same", "renamed"])
def test_samples_name_a_row_under_its_former_name(relation: str) -> None:
    cross("R8", "甲", relation, "R9", 1)
    found = answers_of(row("R9", 1))
    assert (names(found.samples), names(found.candidates), sorted(found.names)) == (
        [1, 2],
        [],
        [("R8", "甲"), ("R9", "R9の1")],
    )


def test_related_and_unconfirmed_ones_are_candidates_and_never_the_same() -> None:
    related = cross("R8", "甲", "related", "R9", 1)
    unsure = cross("R8", "丙", "same", "R9", 1, **UNCONFIRMED)
    found = answers_of(row("R9", 1), drafts=True)
    assert (found.former, names(found.samples), names(found.candidates), set(found.names)) == (
        (related, unsure),
        [],
        [1, 2, 3],
        {("R9", "R9の1")},
    )


def test_a_sample_that_surely_names_it_is_no_candidate() -> None:
    cross("R8", "甲", "related", "R9", 1)
    cross("R8", "乙", "same", "R9", 1)
    found = answers_of(row("R9", 1))
    assert (names(found.samples), names(found.candidates)) == ([2], [1])


def test_the_same_name_in_another_edition_is_another_name() -> None:
    cross("H30", "甲", "same", "R9", 1)
    assert answers_of(row("R9", 1)).samples == ()


def test_samples_are_found_over_two_lists() -> None:
    cross("R8", "甲", "same", "R9", 1)
    cross("R8", "丁", "same", "R9", 2)
    cross("R9", "R9の1", "renamed", "R10", 2, source=row("R9", 1))
    cross("R9", "R9の2", "related", "R10", 2, source=row("R9", 2))
    found = answers_of(row("R10", 2))
    assert (names(found.samples), sorted(found.names)) == (
        [1, 2],
        [("R10", "R10の2"), ("R8", "甲"), ("R9", "R9の1")],
    )


def test_a_circle_comes_to_an_end() -> None:
    cross("R9", "R9の1", "same", "R10", 1, source=row("R9", 1))
    cross("R10", "R10の1", "same", "R9", 1, source=row("R10", 1))
    assert sorted(answers_of(row("R10", 1)).names) == [("R10", "R10の1"), ("R9", "R9の1")]


def test_what_a_row_became_in_later_lists() -> None:
    by_row = cross("R9", "R9の1", "same", "R10", 2, source=row("R9", 1))
    gone = cross("R9", "R9の2", "none", "R10", None, source=row("R9", 2))
    by_name = cross("R10", "R10の2", "related", "R9", 1)
    assert [answers_of(row(*of)).later for of in (("R9", 1), ("R9", 2), ("R10", 2))] == [
        (by_row,),
        (gone,),
        (by_name,),
    ]


def test_the_cost_of_what_answers() -> None:
    for number, name in enumerate("甲乙丙丁", start=1):
        cross("R8", name, "same", "R9", 1 + number % 2)
    for of in (row("R9", 1), row("R10", 1)):
        with assert_queries(3):
            found = answers_of(of)
            assert [each.edition.code for each in found.samples] in ([], ["R8"] * 2)
            assert [each.to_edition.code for each in found.former] in ([], ["R9"] * 2)


def test_what_a_sample_names_with_what_answers_to_it() -> None:
    same = cross("R8", "甲", "same", "R9", 1)
    none = cross("R8", "乙", "none", "R10", None)
    cross("R7", "甲", "same", "R10", 1)
    picked = SampleMeasure.objects.select_related("edition").get(seq=2)
    with assert_queries(3):
        found = named_by(picked)
    assert [(each.printed.name, each.rows, each.answers) for each in found] == [
        ("乙", (), (none,)),
        ("甲", (), (same,)),
    ]


def test_a_sample_names_rows_of_the_list_of_its_own_edition(load: Any) -> None:
    content = measures(1, released_at="2027-05-01T00:00:00+09:00")
    content["edition"]["code"] = "R8"
    content["rows"] = [measure(1) | {"name": "甲"}]
    load(content)
    (found,) = named_by(SampleMeasure.objects.select_related("edition").get(seq=1))
    assert (found.rows, found.answers) == ((row("R8", 1),), ())
    assert names(answers_of(row("R8", 1)).samples) == [1, 2]


def test_unconfirmed_rows_and_unreleased_editions_are_told_to_the_administrator_only() -> None:
    cross("R8", "甲", "same", "R9", 1, **UNCONFIRMED)
    cross("R9", "R9の1", "same", "R10", 1, source=row("R9", 1))
    sample = SampleMeasure.objects.select_related("edition").get(seq=1)
    NationalMeasureEdition.objects.filter(code="R10").update(released_at=None)

    def told(*, drafts: bool) -> tuple[int, ...]:
        found = answers_of(row("R9", 1), drafts=drafts)
        (named,) = named_by(sample, drafts=drafts)
        lists = (found.former, found.later, found.candidates, named.answers)
        return tuple(len(each) for each in lists)

    assert (told(drafts=False), told(drafts=True)) == ((0, 0, 0, 0), (1, 1, 2, 1))


def test_what_leads_from_an_unreleased_edition_is_told_to_the_administrator_only() -> None:
    cross("R9", "R9の1", "same", "R10", 1, source=row("R9", 1))
    NationalMeasureEdition.objects.filter(code="R9").update(released_at=None)
    found = [len(answers_of(row("R10", 1), drafts=drafts).former) for drafts in (False, True)]
    assert found == [0, 1]

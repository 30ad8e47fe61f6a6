"""Which row of one list is which row of another."""

import pytest

from catalog.exchange.matching import Candidates, likeness, match_rows
from catalog.models import NationalMeasure


def row(code: str, name: str) -> NationalMeasure:
    return NationalMeasure(code=code, name=name)


def matched(former, later, *, is_same_edition=False) -> list[tuple[str, str]]:
    """Return (code of the former, code of the later row) of each match, "" where one is missing."""
    return [
        (match.former.code if match.former else "", match.later.code if match.later else "")
        for match in match_rows(former, later, is_same_edition=is_same_edition)
    ]


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("", "", 0),
        ("あ", "あ", 1),
        ("施策", "施策", 1),
        ("甲乙", "丙丁", 0),
        ("あいう", "あいえ", 0.5),
    ],
)
def test_likeness(one, other, share):
    assert likeness(one, other) == (share if one or other else 1)


def test_rows_with_the_same_name_are_the_same_whatever_their_code_and_width():
    assert matched([row("01-01", "ＡＩの 活用")], [row("02-02", "AIの活用")]) == [
        ("01-01", "02-02")
    ]


def test_a_name_goes_before_a_code():
    former = [row("01-01", "甲の施策"), row("01-02", "乙の施策")]
    later = [row("01-02", "甲の施策"), row("01-01", "乙の施策")]
    assert matched(former, later) == [("01-01", "01-02"), ("01-02", "01-01")]


def test_an_alike_name_with_the_same_code_is_the_same():
    former = [row("01-01", "オープンデータの推進")]
    assert matched(former, [row("01-01", "オープンデータの取組の推進")]) == [("01-01", "01-01")]


FORMER, LATER = row("01-01", "オープンデータの推進"), row("01-01", "介護情報の共有")


def test_a_code_that_was_given_to_another_measure_matches_nothing():
    assert matched([FORMER], [LATER]) == [("", "01-01"), ("01-01", "")]


def test_within_one_edition_a_code_is_enough():
    assert matched([FORMER], [LATER], is_same_edition=True) == [("01-01", "01-01")]


def test_rows_that_print_one_name_twice_are_told_apart_by_code():
    former = [row("01-01", "施策（再掲）"), row("01-02", "施策（再掲）")]
    later = [row("01-02", "施策（再掲）"), row("01-01", "施策（再掲）")]
    assert matched(former, later) == [("01-02", "01-02"), ("01-01", "01-01")]


def test_a_name_that_stands_twice_on_one_side_matches_by_nothing_else():
    later = [row("02-01", "施策"), row("02-02", "施策")]
    assert matched([row("01-01", "施策")], later) == [("", "02-01"), ("", "02-02"), ("01-01", "")]


def test_later_rows_come_in_their_order_and_former_ones_behind():
    former = [row("01-01", "甲の施策"), row("01-02", "乙の施策")]
    later = [row("05-05", "新しい施策"), row("01-02", "乙の施策")]
    assert matched(former, later) == [("", "05-05"), ("01-02", "01-02"), ("01-01", "")]


def test_the_likeliest_candidate_is_found():
    rows = [
        row("01-01", "地域情報化"),
        row("01-02", "オープンデータの活用"),
        row("01-03", "データの活用"),
    ]
    found = Candidates(rows).best_for(row("09-09", "オープンデータの活用推進"))
    assert found is not None
    assert (found[0].code, round(found[1], 2)) == ("01-02", 0.9)


def test_a_name_that_is_like_none_has_no_candidate():
    assert Candidates([row("01-01", "地域情報化")]).best_for(row("09-09", "医療の充実")) is None

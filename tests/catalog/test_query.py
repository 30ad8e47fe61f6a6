"""What an address asks of the catalogue."""

import pytest
from django.http import QueryDict

from catalog.query import CatalogueQuery


def read(address: str, *, kept: tuple[str, ...] = ()) -> CatalogueQuery:
    return CatalogueQuery.read(QueryDict(address), kept=kept)


def test_an_empty_address_asks_for_everything():
    assert (read(""), read("").is_empty, read("").address) == (CatalogueQuery(), True, "")


def test_words_values_and_page():
    assert read("q=計画　ＡＩ&pillar=1&lead=総務省&pillar=2&page=3") == CatalogueQuery(
        text="計画　ＡＩ",
        chosen=(("pillar", "1"), ("pillar", "2"), ("lead", "総務省")),
        page="3",
    )


def test_words_are_those_that_are_compared_each_once():
    assert read("q=計画　ＡＩ ai").words == ["計画", "ai"]


def test_the_address_leads_back_without_the_page():
    asked = "q=%E8%A8%88%E7%94%BB&pillar=1&pillar=2&page=3"
    assert read(asked).address == "q=%E8%A8%88%E7%94%BB&pillar=1&pillar=2"


def test_what_is_kept_stands_in_every_address():
    query = read("chapter=a&q=b&pillar=1", kept=("chapter", "other"))
    assert (query.chosen, query.cleared().address, query.cleared().is_empty) == (
        (("pillar", "1"),),
        "chapter=a",
        True,
    )


@pytest.mark.parametrize(
    ("address", "chosen"),
    [
        ("pillar=1&pillar=1", (("pillar", "1"),)),
        ("pillar=", ()),
        ("pillar=%00", ()),
        ("lead=a%0Ab", ()),
        (f"lead={'a' * 300}", (("lead", "a" * 300),)),
        (f"lead={'a' * 301}", ()),
    ],
)
def test_what_cannot_be_meant_is_left_out(address, chosen):
    assert read(address).chosen == chosen


def test_there_is_an_end_to_what_is_chosen():
    address = "&".join(f"lead={n}" for n in range(50))
    assert len(read(address).chosen) == 40


@pytest.mark.parametrize(
    ("text", "read_as"), [("a" * 101, "a" * 100), ("a%00b", "ab"), ("%E3%80%80a ", "a")]
)
def test_words_are_cut_and_cleaned(text, read_as):
    assert read(f"q={text}").text == read_as


QUERY = CatalogueQuery(text="ＡＩ 計画", chosen=(("a", "1"), ("a", "2"), ("b", "1")), page="4")


@pytest.mark.parametrize(
    ("made", "text", "chosen", "page"),
    [
        (QUERY.without("a"), "ＡＩ 計画", (("b", "1"),), "1"),
        (QUERY.without("a", "1"), "ＡＩ 計画", (("a", "2"), ("b", "1")), "1"),
        (QUERY.without_word("計画"), "ai", QUERY.chosen, "1"),
        (QUERY.cleared(), "", (), "1"),
        (QUERY.within(["b", "c"]), "ＡＩ 計画", (("b", "1"),), "4"),
    ],
)
def test_the_same_question_with_less(made, text, chosen, page):
    assert (made.text, made.chosen, made.page) == (text, chosen, page)


def test_values_of_a_facet():
    assert (QUERY.values("a"), QUERY.values("c")) == (("1", "2"), ())

"""The list of national measures costs the same queries with one row and with ten thousand."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.http import QueryDict
from pytest_django import DjangoDbBlocker

from catalog.browsing import national_page
from catalog.enums import Audience
from catalog.facets import CataloguePage
from catalog.models import NationalMeasure, NationalMeasureEdition
from catalog.query import CatalogueQuery
from catalog.search import normalise
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db


def ask(address: str) -> CataloguePage[NationalMeasure]:
    query = CatalogueQuery.read(QueryDict(address))
    return national_page(query, fits_first=Audience.MUNICIPALITY)


def list_of(count: int) -> None:
    """Make a list of `count` rows that differ in all that is counted."""
    edition = NationalMeasureEdition.objects.create(
        code="R9",
        title="一覧",
        as_of="令和9年4月時点",
        released_at=datetime(2027, 5, 1, tzinfo=UTC),
    )
    text = normalise(" 計画 ＡＩ " + "本文 " * 300)
    NationalMeasure.objects.bulk_create(
        NationalMeasure(
            edition=edition,
            no=no,
            code=f"{no // 100:02}-{no % 100:02}",
            name=f"施策{no}",
            pillar_printed="柱",
            pillar_no=no % 6 + 1,
            timing=f"令和{no % 9 + 1}年度から",
            benefit_marks=no % 5,
            leads=f"|省庁{no % 20}|庁{no % 7}|",
            has_support=bool(no % 2),
            has_budget=bool(no % 3),
            audience_fit=("", "both", "rewrite", "prefecture", "municipality")[no % 5],
            search_text=f"施策{no}{text}",
        )
        for no in range(count)
    )


@pytest.fixture(scope="module")
def ten_thousand(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A list of 10,000 rows, made once; it goes when the module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        list_of(10_000)
        yield
        transaction.set_rollback(True)


ADDRESSES = {
    "": 11,
    "q=計画 ＡＩ&page=3": 11,
    "q=計画&pillar=2&lead=庁2&support=yes": 11,
    "q=計画 存在しない": 11,  # no row to ask for, but what to drop
}


def test_the_cost_of_a_list_of_one_row():
    list_of(1)
    for address, queries in ADDRESSES.items():
        with assert_queries(queries):
            assert len(ask(address).rows) <= 1


@pytest.mark.usefixtures("ten_thousand")
@pytest.mark.parametrize(("address", "rows"), [*zip(ADDRESSES, (25, 25, 25, 0), strict=True)])
def test_the_cost_of_a_list_of_ten_thousand_rows(address, rows):
    with assert_queries(ADDRESSES[address]):
        assert [row.edition.as_of for row in ask(address).rows] == ["令和9年4月時点"] * rows


@pytest.mark.usefixtures("ten_thousand")
def test_ten_thousand_rows_are_all_counted():
    page = ask("q=計画 ａｉ")
    assert (page.total, len(page.rows), page.rows.paginator.num_pages) == (10_000, 25, 400)
    assert {facet.name: sum(value.count for value in facet.values) for facet in page.facets} == {
        "edition": 10_000,
        "fit": 10_000,
        "pillar": 10_000,
        "lead": 20_000,  # two to each row
        "timing": 10_000,
        "support": 10_000,
        "budget": 10_000,
    }

"""The master of municipalities that the product ships, against the printed source.

The expected texts were typed from the source, not taken from the file under test.
"""

from collections import Counter

import pytest

from catalog.models import Municipality

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]


def test_there_are_47_prefectures_and_1741_municipalities():
    kinds = Counter(Municipality.objects.current().values_list("kind", flat=True))
    assert kinds == {"prefecture": 47, "city": 792, "town": 743, "village": 183, "special_ward": 23}


def test_shimokawa():
    row = Municipality.objects.get(code="014681")
    assert (row.name, row.name_kana, row.kind, str(row.prefecture), row.url, row.residents) == (
        "下川町",
        "しもかわちょう",
        "town",
        "北海道",
        "https://www.town.shimokawa.hokkaido.jp/",
        "町民",
    )


def test_ibaraki():
    row = Municipality.objects.get(code="080004")
    assert (row.name, row.name_kana, row.kind, row.prefecture, row.suffix) == (
        "茨城県",
        "いばらきけん",
        "prefecture",
        None,
        "県",
    )


def test_every_body_has_an_ending():
    endings = Counter(row.suffix for row in Municipality.objects.all())
    assert endings == {
        "都": 1, "道": 1, "府": 2, "県": 43, "市": 792, "町": 743, "村": 183, "区": 23,
    }  # fmt: skip

"""The proofs of the master of municipalities, and that each of them can fail."""

from datetime import date

import pytest
from django.conf import settings

from catalog.loading import load_file
from catalog.masters import Proof, prove, prove_masters
from catalog.models import Municipality
from tests.catalog.reference_files import body, municipalities

TITLES = [
    "都道府県 47件",
    "市 792件",
    "町 743件",
    "村 183件",
    "特別区 23件",
    "団体コードの検査数字",
    "団体コードの重なりなし",
    "同じ都道府県に同じ名称の団体なし",
    "名称の末尾と種別の一致",
    "よみは平仮名",
    "都道府県と団体コードの頭2桁の一致",
    "設置日は廃止日より前",
]


def faults(title: str, **changes: object) -> tuple[str, ...]:
    """The faults of one proof for Hokkaido and a town of it, the town's values changed."""
    prefecture = Municipality(
        pk=1, code="010006", name="北海道", name_kana="ほっかいどう", kind="prefecture"
    )
    values = {
        "pk": 2,
        "code": "014681",
        "name": "下川町",
        "name_kana": "しもかわちょう",
        "kind": "town",
        "prefecture": prefecture,
    }
    proofs = {
        proof.title: proof.faults
        for proof in prove([prefecture, Municipality(**(values | changes))])
    }
    return proofs[title]


def test_the_shipped_master_holds(db, django_assert_num_queries):
    load_file(settings.BASE_DIR / "fixtures" / "catalog" / "municipalities.json")
    with django_assert_num_queries(1):
        proofs = prove_masters()
    assert proofs == [Proof(title=title, faults=()) for title in TITLES]


def test_too_few_rows_are_told(load):
    load(municipalities())
    counted = {proof.title: proof.faults for proof in prove_masters()[:5]}
    assert counted == {
        "都道府県 47件": ("2件あります。",),
        "市 792件": ("0件あります。",),
        "町 743件": ("1件あります。",),
        "村 183件": ("0件あります。",),
        "特別区 23件": ("1件あります。",),
    }


def test_a_later_body_may_bear_the_name_of_an_abolished_one():
    prefecture = Municipality(pk=1, code="010006", name="北海道", kind="prefecture")
    rows = [
        Municipality(pk=2, code="014681", name="下川町", kind="town", prefecture=prefecture),
        Municipality(
            pk=3,
            code="014699",
            name="下川町",
            kind="town",
            prefecture=prefecture,
            valid_to=date(2005, 3, 31),
        ),
    ]
    faults = {proof.title: proof.faults for proof in prove(rows)}
    assert faults["同じ都道府県に同じ名称の団体なし"] == ()


def test_abolished_bodies_do_not_count(load):
    content = municipalities()
    content["rows"].append(
        body("014699", "美深町", "びふかちょう", "town", "010006") | {"valid_to": "2005-03-31"}
    )
    load(content)
    assert prove_masters()[2].faults == ("1件あります。",)


@pytest.mark.parametrize(
    ("title", "changes", "expected"),
    [
        ("団体コードの検査数字", {"code": "014680"}, ("014680 下川町",)),
        ("団体コードの重なりなし", {"code": "010006"}, ("010006",)),
        ("同じ都道府県に同じ名称の団体なし", {"name": "北海道", "prefecture": None}, ("北海道",)),
        ("名称の末尾と種別の一致", {"kind": "city"}, ("014681 下川町",)),
        ("よみは平仮名", {"name_kana": "シモカワチョウ"}, ("014681 下川町",)),
        ("よみは平仮名", {"name_kana": ""}, ("014681 下川町",)),
        ("都道府県と団体コードの頭2桁の一致", {"code": "131016"}, ("131016 下川町",)),
        ("都道府県と団体コードの頭2桁の一致", {"prefecture": None}, ("014681 下川町",)),
        ("都道府県と団体コードの頭2桁の一致", {"kind": "prefecture"}, ("014681 下川町",)),
        (
            "都道府県と団体コードの頭2桁の一致",
            {"prefecture": Municipality(pk=3, code="014699", name="美深町", kind="town")},
            ("014681 下川町",),
        ),
        (
            "設置日は廃止日より前",
            {"valid_from": date(2026, 4, 2), "valid_to": date(2026, 4, 1)},
            ("014681 下川町",),
        ),
    ],
)
def test_each_proof_can_fail(title, changes, expected):
    assert (faults(title), faults(title, **changes)) == ((), expected)

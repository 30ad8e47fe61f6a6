"""Loading of outdated terms."""

import pytest

from catalog.errors import FixtureError
from catalog.models import OutdatedTerm
from tests.catalog.reference_files import term, terms


def test_what_is_loaded_is_what_the_file_says(load):
    content = terms()
    load(content)
    found = OutdatedTerm.objects.values(*content["rows"][0])
    assert [row | {"checked_on": str(row["checked_on"])} for row in found] == content["rows"]


@pytest.mark.parametrize("count", [1, 30])
def test_queries_do_not_grow_with_the_terms(load, verbs, count):
    content = terms() | {"rows": [term(f"用語{no}") for no in range(count)]}
    with verbs() as found:
        load(content)
    for row in content["rows"]:
        row["proposed"] = "いまの言葉"
    with verbs() as changed:
        load(content)
    assert (found, changed) == (["SELECT", "INSERT"], ["SELECT", "UPDATE"])


def test_a_term_that_the_file_no_longer_has_goes(load):
    load(terms())
    content = terms()
    del content["rows"][0]
    load(content)
    assert [row.old for row in OutdatedTerm.objects.all()] == ["８つの重点分野"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (term("IT基本法"), "rows[2].old：「IT基本法」が二度あります。"),
        (term("ＩＴ基本法"), "rows[2].old：「ＩＴ基本法」が二度あります。"),
        (term("別", aliases=["IT基本法"]), "rows[2].aliases[0]：「IT基本法」が二度あります。"),
        (term("別", aliases=["他", "他"]), "rows[2].aliases[1]：「他」が二度あります。"),
        (
            term("別", proposed="ＩＴ基本法"),
            "rows[2].proposed：「ＩＴ基本法」は、この一覧で古い用語とされています。",
        ),
        (
            term("別", proposed="新", verified=False),
            "rows[2].proposed：典拠を確かめていない用語には、いまの用語の案を付けません。",
        ),
        (term("別", source=""), "rows[2].source：空です。"),
        (term("別", note=""), "rows[2].note：空です。"),
        (
            term("別", checked_on="2026年11月"),
            "rows[2].checked_on：日付（2019-10-11 の形）ではありません。",
        ),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_written(load, row, message):
    content = terms()
    content["rows"].append(row)
    with pytest.raises(FixtureError) as refused:
        load(content)
    assert (str(refused.value), OutdatedTerm.objects.count()) == (f"file.json の {message}", 0)

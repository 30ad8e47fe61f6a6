"""One cell ↔ what a row holds, exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.exchange.cells import (
    from_items,
    from_ministries,
    from_references,
    to_items,
    to_ministries,
    to_references,
)

TEXT = st.text(st.sampled_from("施策aＡ 　↵-、◎\n"), min_size=1, max_size=12).map(str.strip)
ITEM = TEXT.filter(bool)
URL = st.sampled_from(["https://example.go.jp/", "http://example.go.jp/a?b=1#c"])
LABEL = st.one_of(TEXT, URL)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("", []),
        ("一つ", ["一つ"]),
        ("一つ\n二つ", ["一つ", "二つ"]),
        (" 一つ \n\n　二つ", ["一つ", "二つ"]),
        ("一つ↵\nの続き\n二つ", ["一つ\nの続き", "二つ"]),
        ("一つ↵ \nの続き", ["一つ\nの続き"]),
        ("一つ↵↵\n二つ", ["一つ↵", "二つ"]),
        ("一つ↵", ["一つ"]),
        ("中↵ほど", ["中↵ほど"]),
    ],
)
def test_items_of_a_cell(text, items):
    assert to_items(text) == items


@given(st.lists(ITEM, max_size=4))
def test_any_items_come_back(items):
    assert to_items(from_items(items)) == items


@pytest.mark.parametrize(
    ("text", "references", "left"),
    [
        ("", [], []),
        ("https://a.jp/", [{"label": "", "url": "https://a.jp/"}], []),
        ("（案内）\nhttps://a.jp/", [{"label": "（案内）", "url": "https://a.jp/"}], []),
        ("（案内）\thttps://a.jp/", [{"label": "（案内）", "url": "https://a.jp/"}], []),
        (
            "（案内）↵\n二行目\nhttps://a.jp/\nhttps://b.jp/",
            [
                {"label": "（案内）\n二行目", "url": "https://a.jp/"},
                {"label": "", "url": "https://b.jp/"},
            ],
            [],
        ),
        (
            "（案内）\n（別）\nhttps://a.jp/",
            [{"label": "（別）", "url": "https://a.jp/"}],
            ["（案内）"],
        ),
        ("https://a.jp/\n（案内）", [{"label": "", "url": "https://a.jp/"}], ["（案内）"]),
        ("www.a.jp", [], ["www.a.jp"]),
        ("http://日本.jp/", [], ["http://日本.jp/"]),
    ],
)
def test_references_of_a_cell(text, references, left):
    assert to_references(text) == (references, left)


@given(st.lists(st.fixed_dictionaries({"label": LABEL, "url": URL}), max_size=4))
def test_any_references_come_back(references):
    assert to_references(from_references(references)) == (references, [])


@pytest.mark.parametrize(
    ("text", "ministries"),
    [
        ("", []),
        ("◎総務省、経済産業省", [("総務省", True), ("経済産業省", False)]),
        ("◎総務省\n◎ 内閣府", [("総務省", True), ("内閣府", True)]),
        ("総務省，内閣府,財務省、", [("総務省", False), ("内閣府", False), ("財務省", False)]),
    ],
)
def test_ministries_of_a_cell(text, ministries):
    assert to_ministries(text) == [{"name": name, "lead": lead} for name, lead in ministries]


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "name": st.text(st.sampled_from("総務省 ・"), min_size=1)
                .map(str.strip)
                .filter(bool),
                "lead": st.booleans(),
            }
        ),
        max_size=4,
    )
)
def test_any_ministries_come_back(ministries):
    assert to_ministries(from_ministries(ministries)) == ministries

"""Reading of JSON: every complaint names file and place in Japanese."""

from pathlib import Path

import pytest

from catalog.enums import Audience
from catalog.errors import FixtureError
from catalog.loading import node as node_module
from catalog.loading.node import Node, read_file


def complaint(deed) -> str:
    with pytest.raises(FixtureError) as refused:
        deed()
    return str(refused.value)


def at(value: object) -> Node:
    return Node("a.json", "rows[0].name", value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "a.json の 1行目の2文字目：JSONとして読めません。"),
        (b'{"a": 1,\n  b}', "a.json の 2行目の3文字目：JSONとして読めません。"),
        (b"", "a.json の 1行目の1文字目：JSONとして読めません。"),
        (b"\x83\x65", "a.json：文字コードがUTF-8ではありません。"),
        (b'{"a": 1, "a": 2}', "a.json：項目「a」が一つの組に二度あります。"),
        (b'{"a": NaN}', "a.json：数として扱えない値（NaN）があります。"),
        (b'{"a": 1e999}', "a.json：数として扱えない値（1e999）があります。"),
        (b"[" * 100_000, "a.json：JSONとして読めません。"),
        (b"9" * 5_000, "a.json：JSONとして読めません。"),
    ],
)
def test_read_file_refuses(tmp_path, content, message):
    (tmp_path / "a.json").write_bytes(content)
    assert complaint(lambda: read_file(tmp_path / "a.json")) == message


def test_read_file_refuses_a_missing_file(tmp_path):
    message = complaint(lambda: read_file(tmp_path / "a.json"))
    assert message == "a.json：ファイルを読めません。"


def test_read_file_refuses_a_large_file(tmp_path, monkeypatch):
    monkeypatch.setattr(node_module, "MAX_BYTES", 1024 * 1024)
    (tmp_path / "a.json").write_bytes(b" " * (1024 * 1024 + 1))
    message = complaint(lambda: read_file(tmp_path / "a.json"))
    assert message == "a.json：大きすぎます。1MBまでです。"


def test_read_file_gives_the_value(tmp_path: Path):
    (tmp_path / "a.json").write_text('{"a": ["あ", 1.5]}', encoding="utf-8")
    expected = Node("a.json", "", {"a": ["あ", 1.5]}, tmp_path)
    assert read_file(tmp_path / "a.json") == expected


def test_places_lead_to_the_value():
    root = Node("a.json", "", {"rows": [{"x": 1}, {"x": 2}]})
    item = root.member("rows").items()[1].members("x")["x"]
    assert (item.place, item.value) == ("rows[1].x", 2)


@pytest.mark.parametrize(
    ("value", "read", "reason"),
    [
        ([], lambda n: n.members("a"), "項目の組（{ }）ではありません。"),
        ({}, lambda n: n.members("a"), "項目「a」がありません。"),
        ({"a": 1, "b": 2}, lambda n: n.members("a"), "項目「b」は使えません。"),
        ({"b": 2}, lambda n: n.member("a"), "項目「a」がありません。"),
        ([], lambda n: n.mapping(), "項目の組（{ }）ではありません。"),
        ({}, lambda n: n.items(), "並び（[ ]）ではありません。"),
        (1, lambda n: n.text(), "文字列ではありません。"),
        ("", lambda n: n.text(), "空です。"),
        ("あいう", lambda n: n.text(2), "3文字あります。2文字までです。"),
        ("　あ", lambda n: n.text(), "前後に空白があります。"),
        ("あ\n", lambda n: n.text(lines=True), "前後に空白があります。"),
        ("あ\x00い", lambda n: n.text(), "使えない文字（U+0000）があります。"),
        ("あ\nい", lambda n: n.text(), "使えない文字（U+000A）があります。"),
        ("あ\ud800い", lambda n: n.text(), "使えない文字（U+D800）があります。"),
        (True, lambda n: n.integer(0, 4), "整数ではありません。"),
        (1.0, lambda n: n.integer(0, 4), "整数ではありません。"),
        (5, lambda n: n.integer(0, 4), "0から4までの整数ではありません。"),
        (-1, lambda n: n.integer(0, 4), "0から4までの整数ではありません。"),
        (0, lambda n: n.boolean(), "true か false ではありません。"),
        (
            "nation",
            lambda n: n.choice(Audience),
            "値が prefecture・municipality のどれでもありません。",
        ),
        (
            ["x"],
            lambda n: n.choice(Audience),
            "値が prefecture・municipality のどれでもありません。",
        ),
        ("", lambda n: n.choice(Audience), "値が prefecture・municipality のどれでもありません。"),
        (
            "javascript:alert(1)",
            lambda n: n.url(99),
            "http:// か https:// で始まるURLではありません。",
        ),
        (
            "https://例.jp/",
            lambda n: n.url(99),
            "http:// か https:// で始まるURLではありません。",
        ),
        ("2026-02-30", lambda n: n.day(), "日付（2019-10-11 の形）ではありません。"),
        ("20260201", lambda n: n.day(), "日付（2019-10-11 の形）ではありません。"),
        ("昨日", lambda n: n.moment(), "日時（2019-10-11T00:00:00+09:00 の形）ではありません。"),
        ("2026-02-01T00:00:00", lambda n: n.moment(), "日時に時差（+09:00 など）がありません。"),
    ],
)
def test_refusals(value, read, reason):
    assert complaint(lambda: read(at(value))) == f"a.json の rows[0].name：{reason}"


def test_values_that_are_read():
    assert (
        at("あ").text(),
        at("").text(blank=True),
        at("あ\nい").text(lines=True),
        at(None).text_or_none(),
        at(["あ", "い"]).texts(),
        at(4).integer(0, 4),
        at(False).boolean(),
        at("prefecture").choice(Audience),
        at("").choice(Audience, blank=True),
        at("").url(9, blank=True),
        at("2026-02-01").day().isoformat(),
        at("2026-02-01T00:00:00+09:00").moment().isoformat(),
        at(None).or_none(Node.day),
    ) == (
        "あ",
        "",
        "あ\nい",
        None,
        ["あ", "い"],
        4,
        False,
        Audience.PREFECTURE,
        "",
        "",
        "2026-02-01",
        "2026-02-01T00:00:00+09:00",
        None,
    )


def test_a_path_is_seen_from_the_file_that_says_it(tmp_path):
    folder = tmp_path / "fixtures" / "catalog"
    node = Node("a.json", "plan_file", "../demo/plan.json", folder)
    assert node.path(within=tmp_path / "fixtures") == tmp_path / "fixtures" / "demo" / "plan.json"


@pytest.mark.parametrize("path", ["../../plan.json", "/plan.json", "../demo/../../x", "out/x"])
def test_a_path_does_not_lead_out(tmp_path, path):
    folder = tmp_path / "fixtures" / "catalog"
    folder.mkdir(parents=True)
    (folder / "out").symlink_to(tmp_path)
    node = Node("a.json", "plan_file", path, folder)
    assert complaint(lambda: node.path(within=tmp_path / "fixtures")) == (
        "a.json の plan_file：fixtures の外のファイルは読めません。"
    )


def test_what_lies_in_a_file_knows_its_folder(tmp_path):
    (tmp_path / "a.json").write_text('{"rows": [{"name": "x"}]}', encoding="utf-8")
    rows = read_file(tmp_path / "a.json").member("rows").items()
    assert rows[0].members("name")["name"].folder == tmp_path

"""Search of national measures and of sample measures in Japanese."""

import pytest

from catalog.models import NationalMeasure, SampleMeasure
from catalog.search import normalise, words
from tests.catalog.reference_files import guide, measures, sample

NAMES = ["マイナンバーカードの普及", "AIの活用", "オープンデータ計画", "取組率100%", "snake_case"]


@pytest.fixture
def named(load):
    """Five measures that differ in their name alone."""
    content = measures(5)
    for row, name in zip(content["rows"], NAMES, strict=True):
        row["name"] = name
    load(content)


def found(text: str) -> list[str]:
    return [row.name for row in NationalMeasure.objects.search(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ﾏｲﾅﾝﾊﾞｰ", ["マイナンバーカードの普及"]),
        ("ａｉ", ["AIの活用"]),
        ("Ａi", ["AIの活用"]),
        ("計画", ["オープンデータ計画"]),
        ("活用　ai", ["AIの活用"]),
        ("活用 普及", []),
        ("%", ["取組率100%"]),
        ("１００％", ["取組率100%"]),
        ("_", ["snake_case"]),
        ("\\", []),
        ("01-03", ["オープンデータ計画"]),
        ("計画\x00", ["オープンデータ計画"]),
        ("%%", []),
    ],
)
@pytest.mark.usefixtures("named")
def test_search(text, names):
    assert found(text) == names


@pytest.mark.parametrize("text", ["", " ", "　\t"])
@pytest.mark.usefixtures("named")
def test_search_without_a_word_gives_all(text):
    assert found(text) == NAMES


@pytest.mark.parametrize(
    "text",
    ["進捗の指標", "効果の指標", "一つ目の段落", "その他", "令和9年度から", "支援策", "予算事業",
     "（案内）", "総務省"],
)  # fmt: skip
def test_every_cell_is_searched(load, text):
    load(measures())
    assert found(text) == ["施策1"]


def test_addresses_are_not_searched(load):
    load(measures())
    assert found("example") == []


def test_words_do_not_join_over_cells(load):
    load(measures())
    assert found("進捗の指標効果の指標") == []


def test_search_follows_a_changed_row(load):
    content = measures()
    load(content)
    content["rows"][0]["name"] = "改めた名"
    load(content)
    assert (found("改めた名"), found("施策1")) == (["改めた名"], [])


@pytest.mark.parametrize(
    "text",
    ["記載例1", "柱の名", "短い名", "電子行政", "本文。", "件数", "令和9年度までに実施", "国の施策",
     "説明。", "1-1", "事例", "柏市"],
)  # fmt: skip
def test_every_cell_of_a_sample_is_searched(load, text):
    load(guide())
    assert [row.name for row in SampleMeasure.objects.search(text)] == ["記載例1"]


def test_samples_are_found_by_what_hangs_on_them_alone(load):
    content = guide()
    content["rows"]["sample_measures"].append(sample(2) | {"national_measures": []})
    load(content)
    rows = SampleMeasure.objects.search("国の施策　件数")
    assert [row.name for row in rows] == ["記載例1"]


def test_search_follows_what_hangs_on_a_sample(load):
    content = guide()
    load(content)
    content["rows"]["sample_measures"][0]["case_refs"][0]["title"] = "ﾏｲﾅﾝﾊﾞｰ"
    load(content)
    assert (
        SampleMeasure.objects.search("マイナンバー").count(),
        SampleMeasure.objects.search("事例").count(),
    ) == (1, 0)


def test_normalise_folds_width_case_and_controls():
    assert normalise("ﾏｲﾅﾝﾊﾞｰ ＡｉＧ\n空℡") == "マイナンバー aig 空tel"


def test_words_are_split_at_any_blank():
    assert words("　計画\u3000 AI\x00b ") == ["計画", "ai", "b"]

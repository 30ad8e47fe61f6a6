"""CSV files and the ZIP of them: what a cell looks like, and what no cell may do."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.content import OrganizationName, PlanContent
from documents.datasets import datasets_of
from documents.datasets.read_me import source_line
from documents.renderers.csv import guarded, render_csv, render_zip
from documents.renderers.errors import RenderError
from documents.text import forbidden_character
from tests.documents.datasets.readers import records_of, rows_of, unpacked, written_text
from tests.documents.datasets.test_datasets import NAMES
from tests.documents.mean_texts import CHARACTERS, FORMULAS, mean_plan
from tests.documents.printed import demo_plan
from tests.documents.sample_blocks import NASTY
from tests.documents.samples import everything, record

# What a program may take for the beginning of a formula (OWASP, CSV injection).
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def test_a_table_is_written_to_the_letter() -> None:
    [terms] = (one for one in datasets_of(everything(), record()) if one.name == "terms")
    assert render_csv(terms).decode() == (
        "\ufefforganization_code,organization_name,plan_id,edition_no,"
        "term_id,word,reading,explanation\r\n"
        "080004,架空県,everything,2,term-1,用語の壱,ようごのいち,壱の説明\r\n"
        "080004,架空県,everything,2,term-2,用語の弐,アアア,弐の説明\r\n"
    )


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("文", "文"),
        ("一行目\n　二行目", "一行目\\n二行目"),
        ("　字下げ　", "字下げ"),
        ("C:\\new", "C:\\\\new"),
        ("=1+1", "'=1+1"),
        ("+81-1655-4-2511", "'+81-1655-4-2511"),
        ("-", "'-"),
        ("@x", "'@x"),
        ("\t=1", "'=1"),
        ("　=1", "'=1"),
        ("'文", "''文"),
        ("＝1", "'＝1"),
        ("\n=1", "\\n=1"),
        ("1=1", "1=1"),
    ],
)
def test_a_text_as_a_cell_holds_it(text: str, cell: str) -> None:
    assert guarded(text) == cell


@given(
    st.text(max_size=60).filter(lambda text: forbidden_character(text) is None)
    | st.lists(st.sampled_from(["\\", "n", "\n", "'", "=", "字", '"', ","])).map("".join)
)
def test_a_cell_can_be_undone_but_for_blanks_at_the_edges_of_lines(text: str) -> None:
    stripped = "\n".join(line.strip() for line in text.split("\n"))
    cell = guarded(text)
    assert written_text(cell) == stripped
    assert not cell.startswith(STARTS)


def test_numbers_and_dates_are_bare() -> None:
    values = [
        (row["value_written"], row["value"])
        for row in records_of(unpacked(render_zip(everything(), record()))["kpi_values.csv"])
    ]
    assert values == [("約3割", ""), ("", "40"), ("五割以上", "50"), ("", "1200"), ("全部", "")]
    chart = records_of(unpacked(render_zip(everything(), record()))["chart_values.csv"])
    assert [row["value"] for row in chart[:6]] == ["1200", "", "2400.5", "-300", "0", "90"]


# --- attack cases 26, 31 and 32 ------------------------------------------------------------------


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str) -> None:
    files = unpacked(render_zip(mean_plan(everything(), text), record()))
    numbers = {
        (row["file_name"], row["column_name"])
        for row in records_of(files["columns.csv"])
        if row["value_type"] in ("整数", "数値")
    }
    seen = 0
    for name, data in files.items():
        if not name.endswith(".csv"):
            continue
        head, *rows = rows_of(data)
        for row in rows:
            for title, cell in zip(head, row, strict=True):
                if (name, title) not in numbers:
                    assert not cell.startswith(STARTS), (name, title, cell)
                    seen += written_text(cell) == text.strip()
    assert seen > 100


@pytest.mark.parametrize("text", CHARACTERS)
def test_odd_characters_stand_as_they_were_written(text: str) -> None:
    files = unpacked(render_zip(mean_plan(everything(), text), record()))
    [plan] = records_of(files["plan.csv"])
    assert (plan["title"], plan["contact_address"]) == (text, text)


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ud800", "\ufffe", "\u202e"])
def test_a_character_that_no_document_can_carry_is_refused(character: str) -> None:
    with pytest.raises(RenderError, match="データの表に書けない文字があります。1文字目に"):
        render_zip(replace(everything(), subtitle=f"{character}文"), record())


# --- the ZIP ---------------------------------------------------------------------------------


def test_the_package_has_a_readme_and_every_table() -> None:
    names = list(unpacked(render_zip(everything(), record())))
    assert names == ["README.txt", *(f"{name}.csv" for name in NAMES)]


def test_the_package_bears_no_moment() -> None:
    with ZipFile(BytesIO(render_zip(everything(), record()))) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_source_is_told() -> None:
    words = unpacked(render_zip(everything(), record()))["README.txt"].decode("utf-8-sig")
    source = f"出典：架空県「何でもある計画{NASTY}」第2版（令和2年3月31日）"
    assert source_line(everything(), record()) == source
    assert words.split("\r\n")[2:10] == [
        "■ 出典",
        source,
        "編集や加工をして使うときは、出典に加えて、編集や加工をしたことと、それを行った人を書いてください。",
        "",
        "■ 利用条件",
        "CC BY 4.0",
        "",
        "■ この版",
    ]


def test_what_the_plan_does_not_say_is_not_invented() -> None:
    bare = PlanContent(
        uid="p", title="計画", organization=OrganizationName(code="014681", name="下川町")
    )
    words = unpacked(render_zip(bare, None))["README.txt"].decode("utf-8-sig")
    assert "出典：下川町「計画」案\r\n" in words
    assert "■ 利用条件\r\n計画に利用条件が書かれていません。" in words
    assert "■ 更新履歴\r\n記録はありません。" in words
    assert "■ 問合せ先\r\n計画に書かれていません。" in words


def test_rows_that_wait_for_a_revision_are_no_history() -> None:
    words = unpacked(render_zip(demo_plan("shimokawa"), None))["README.txt"].decode("utf-8-sig")
    assert words.split("■ 更新履歴\r\n")[1].split("\r\n\r\n")[0] == (
        "・1 版　策定：平成 30 年 7 月 12 日　新規策定(平成 30 年 7 月 12 日施行)　総務課"
    )


def test_the_history_and_the_files_are_told() -> None:
    words = unpacked(render_zip(everything(), record()))["README.txt"].decode("utf-8-sig")
    assert "・初版　平成30年7月12日　新しく定めた　企画課\r\n" in words
    assert "・第2版　令和2年3月31日　施策を一つ加えた　国の計画が改まったため　企画部\r\n" in words
    assert "kpi_values.csv　KPIの基準値と目標値（5件）\r\n" in words

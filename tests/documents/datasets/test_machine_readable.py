"""Every file that is given away as data keeps the rules on machine readability."""

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from documents.content import PlanContent
from documents.renderers.csv import render_zip
from documents.renderers.xlsx import render_xlsx
from tests.documents.assemble.test_completeness import PLANS
from tests.documents.datasets.machine_readable import (
    BOM,
    CHECKS,
    READ_ME,
    faults,
    workbook_faults,
)
from tests.documents.datasets.readers import Files, rows_of, unpacked
from tests.documents.samples import everything, record

# Every rule, with the test that holds it or the reason why no program can decide it.
RULES = {
    **dict.fromkeys(CHECKS, "test_the_files_keep_the_rules"),
    "L1-07": "whether a text says one thing or two takes a reader; what is coded, counted or dated"
    " has columns of its own (L2-01, L2-04, L3-05)",
    "L1-10": "test_the_workbook_keeps_the_rules",
    "L1-11": "test_the_workbook_keeps_the_rules",
    "L1-12": "test_the_workbook_keeps_the_rules",
    "L1-13": "test_the_workbook_keeps_the_rules",
    "L2-06": "test_the_workbook_keeps_the_rules",
    "L3-07": "test_the_columns_are_the_same_for_every_plan",
}
IDS = [
    *(f"L1-{number:02d}" for number in range(1, 16)),
    *(f"L2-{number:02d}" for number in range(1, 7)),
    *(f"L3-{number:02d}" for number in range(1, 10)),
]


@cache
def plan(name: str) -> PlanContent:
    return PLANS[name]()


@cache
def package(name: str) -> bytes:
    return render_zip(plan(name), record())


def test_each_of_the_thirty_rules_is_tested_or_says_why_not() -> None:
    assert sorted(RULES) == sorted(IDS)
    tests = {word for word in RULES.values() if word.startswith("test_")}
    assert tests - set(globals()) == set()


@pytest.mark.parametrize("name", PLANS)
def test_the_files_keep_the_rules(name: str) -> None:
    assert faults(unpacked(package(name))) == {}


@pytest.mark.parametrize("name", PLANS)
def test_the_workbook_keeps_the_rules(name: str) -> None:
    assert workbook_faults(render_xlsx(plan(name), record())) == {}


def test_the_columns_are_the_same_for_every_plan() -> None:
    heads = [
        {name: rows_of(data)[0] for name, data in unpacked(package(one)).items() if name != READ_ME}
        for one in PLANS
    ]
    assert heads[1:] == heads[:-1]


# --- the checker can fail ------------------------------------------------------------------------


def changed(name: str, old: str, new: str) -> Callable[[Files], None]:
    """Return what changes the first place of a text in a file."""

    def change(files: Files) -> None:
        assert old.encode() in files[name]
        files[name] = files[name].replace(old.encode(), new.encode(), 1)

    return change


def added(name: str, text: str) -> Callable[[Files], None]:
    """Return what adds a text at the end of a file."""

    def change(files: Files) -> None:
        files[name] = files.get(name, b"") + text.encode()

    return change


def without_bom(files: Files) -> None:
    files["kpis.csv"] = files["kpis.csv"].removeprefix(BOM)


def with_a_title(files: Files) -> None:
    files["kpis.csv"] = BOM + "指標の一覧\r\n".encode() + files["kpis.csv"].removeprefix(BOM)


BAD = [
    ("L1-01", added("表.pdf", "%PDF")),
    ("L1-02", added("terms.csv", "footnote_id,text\r\n")),
    ("L1-03", added("terms.csv", ",,,,,,,\r\n")),
    ("L1-04", changed("terms.csv", "壱の説明", "壱の説明,メモ")),
    ("L1-05", changed("terms.csv", "explanation", "x1y")),
    ("L1-06", changed("terms.csv", "壱の説明", "　壱の説明")),
    ("L1-08", changed("codes.csv", "折れ線グラフ", "折れ線①")),
    ("L1-09", changed("terms.csv", "壱の説明", "")),
    ("L1-14", changed("terms.csv", "壱の説明", '"壱の\n説明"')),
    ("L1-15", changed("table_cells.csv", "長い表の1番目", "長い,表の1番目")),
    ("L2-01", changed("kpi_values.csv", ",1200,", ",1200施設,")),
    ("L2-02", changed("footnotes.csv", "\r\n080004,架空県,everything", "\r\n,,")),
    ("L2-03", changed("terms.csv", "reading", "word")),
    ("L2-04", changed("kpis.csv", ",ratio,", ",割合,")),
    ("L2-05", changed("columns.csv", "section_title", "section_words")),
    ("L3-01", with_a_title),
    ("L3-02", changed("codes.csv", "割合,全体に占める割合", "割合,")),
    ("L3-03", changed("kpi_values.csv", ",1200,", ",X,")),
    ("L3-04", changed("columns.csv", "unitの列による", "")),
    ("L3-05", changed("kpi_values.csv", "2017-04-01", "H29.4.1")),
    ("L3-06", changed("plan.csv", "080004", "080005")),
    ("L3-08", without_bom),
    ("L3-08", changed(READ_ME, "更新履歴", "履歴")),
    ("L3-09", changed("kpi_values.csv", "value_written", "value_2019")),
]


@pytest.mark.parametrize(("rule", "change"), BAD, ids=[rule for rule, _ in BAD])
def test_a_broken_rule_is_seen(rule: str, change: Callable[[Files], None]) -> None:
    files = unpacked(package("everything"))
    change(files)
    assert rule in faults(files)


def test_every_check_is_broken_once() -> None:
    assert {rule for rule, _ in BAD} == set(CHECKS)


def merged(sheet) -> None:
    sheet.merge_cells("A1:B1")


def hidden(sheet) -> None:
    sheet.row_dimensions[5].hidden = True


def computed(sheet) -> None:
    sheet["A1"] = "=1+1"


def coloured(sheet) -> None:
    sheet["Z99"].fill = PatternFill("solid", fgColor="FF0000")


def drawn(sheet) -> None:
    from openpyxl.chart import BarChart

    sheet.add_chart(BarChart(), "A1")


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("L1-10", drawn),
        ("L1-11", coloured),
        ("L1-12", merged),
        ("L1-13", hidden),
        ("L2-06", computed),
    ],
)
def test_a_broken_workbook_is_seen(rule: str, change: Callable) -> None:
    book = openpyxl.load_workbook(BytesIO(render_xlsx(everything(), record())))
    change(book.worksheets[0])
    buffer = BytesIO()
    book.save(buffer)
    assert rule in workbook_faults(buffer.getvalue())


# --- the page that tells of it -------------------------------------------------------------------

PAGE = (Path(__file__).parents[3] / "docs" / "open-data.md").read_text(encoding="utf-8")


def test_the_page_names_every_file() -> None:
    said = re.findall(r"^\| `(\w+\.csv)` \|", PAGE, re.MULTILINE)
    assert said == [name for name in unpacked(package("everything")) if name != READ_ME]


def test_the_page_says_of_every_rule_how_it_is_held() -> None:
    said = dict(re.findall(r"^\| (L\d-\d\d) \| .+? \| (a test|CSV|no program)", PAGE, re.MULTILINE))
    assert {rule for rule, how in said.items() if how == "no program"} == {
        rule for rule, how in RULES.items() if not how.startswith("test_")
    }
    assert list(said) == IDS

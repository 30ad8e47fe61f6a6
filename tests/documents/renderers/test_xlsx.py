"""The workbook for people: nothing of a measure is left out, nothing is computed, it can be printed."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from documents import content as c
from documents.eras import DateReading
from documents.renderers.errors import RenderError
from documents.renderers.xlsx import render_xlsx
from documents.schema import hints_of
from documents.validation import walk
from tests.documents.assemble.test_completeness import PLANS, is_text
from tests.documents.datasets.test_datasets import plan_with
from tests.documents.mean_texts import CHARACTERS, FORMULAS, mean_plan
from tests.documents.renderers.test_same_bytes import A_YEAR, CLOCK
from tests.documents.sample_blocks import NASTY
from tests.documents.samples import everything, record

ROOT = Path(__file__).parents[3]
SHEETS = ["施策一覧", "施策の内容", "KPI一覧", "スケジュール"]


def opened(data: bytes) -> Any:
    """Return the workbook; the stubs do not know all of it."""
    return openpyxl.load_workbook(BytesIO(data))


@cache
def book(name: str) -> Any:
    return opened(render_xlsx(PLANS[name](), record()))


def texts(sheet: Any) -> list[list[str]]:
    """Return the rows of a sheet from the head of its table on."""
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    head = int(str(sheet.print_title_rows).removeprefix("$").split(":")[0])
    return rows[head - 1 :]


def cells(found: Any) -> Iterator[str]:
    for sheet in found.worksheets:
        for row in sheet.iter_rows():
            yield from (cell.value for cell in row if cell.value is not None)


def read(content: c.PlanContent, title: str) -> list[list[str]]:
    return texts(opened(render_xlsx(content, record()))[title])


def test_there_are_four_sheets() -> None:
    assert book("everything").sheetnames == SHEETS


# --- what stands there -------------------------------------------------------------------------

# Texts of a measure that are printed nowhere in the book either.
UNPRINTED = {
    ("Mark", "ref"),
    ("Origin", "edition"),
    ("Origin", "key"),
    ("NationalLink", "code"),
    ("Chart", "alt"),
}


@pytest.mark.parametrize("name", PLANS)
def test_every_text_of_every_measure_stands_in_a_cell(name: str) -> None:
    found = list(cells(book(name)))
    lost = []
    for _place, part in walk(PLANS[name]().measures, "measures"):
        if isinstance(part, str):
            continue
        kind: Any = type(part)
        for field, hint in hints_of(kind).items():
            if is_text(hint) and (kind.__name__, field) not in UNPRINTED:
                value = getattr(part, field)
                for text in value if isinstance(value, tuple) else (value,):
                    if not any(text in cell for cell in found):
                        lost.append((kind.__name__, field, text))
    assert lost == []


def test_the_list_of_measures() -> None:
    head, *rows = texts(book("everything")["施策一覧"])
    assert [dict(zip(head, row, strict=True)) for row in rows][:1] == [
        {
            "番号": "（１）",
            "施策": f"◎全部ある施策{NASTY}",
            "章": "第2章　施策の章",
            "再掲": "（４）　再び載せる節",
            "区分": "拡充",
            "分類": "基本的な方針の柱：柱の名\n重点分野：分野の名\n独自の分類",
            "担当課": "総務課",
            "連携先": "商工会",
            "共同で行う団体": "隣の町と村",
            "KPI": "利用率\n整備済みの施設",
            "スケジュール": "随時実施する。\n段階を追って進める。",
        }
    ]


def test_what_a_measure_says() -> None:
    _head, *rows = texts(book("everything")["施策の内容"])
    assert [row[2:] for row in rows] == [
        ["本文", "全部ある施策の本文"],
        ["現状と課題", "現状の文"],
        ["独自の見出し", "施策の表の題\n施策の表の頭\n施策の表の値"],
        ["対応する国の施策", "No.2　国の施策の名（令和元年版）"],
        ["類似の事例", "事例3　よその事例（架空市）\nhttps://example.jp/case"],
        ["支援策", "国の補助金"],
        ["予算", "1,200万円\n（令和2年度）"],
        ["関連施策", "名前のない施策の文\n言葉だけの施策"],
        ["注", "施策の末尾の注"],
        ["本文", "名前のない施策の文\n名前のない施策の二つ目の段落"],
    ]


def test_national_measures_are_left_out_where_the_plan_does_not_print_them() -> None:
    content = replace(everything(), prints_national_measures=False)
    assert "対応する国の施策" not in [row[2] for row in read(content, "施策の内容")]


def test_the_list_of_kpis_has_a_column_a_year() -> None:
    head, *rows = texts(book("everything")["KPI一覧"])
    assert head == [
        "番号", "施策", "指標", "種別", "単位", "基準値", "基準値の時点", "基準値の出典",
        "令和元年度\n（2019年度）", "令和2年度\n（2020年度）", "目標値", "算定方法", "担当", "備考",
    ]  # fmt: skip
    assert [row[2:] for row in rows] == [
        ["利用率", "効果", "%", "約3割", "平成29年度末", "住民調査", "40%",
         "五割以上\n（平成32年度）", "", "利用者÷人口", "調査統計係", "利用率の注記"],
        ["整備済みの施設", "進捗", "施設", "1,200施設", "", "", "", "", "全部", "", "", ""],
        ["規格への準拠", "", "件数", "", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip


def test_many_years_of_targets_stand_in_one_column() -> None:
    targets = tuple(
        c.KpiTarget(uid=f"t-{year}", value=Decimal(year), fiscal_year=year)
        for year in range(2018, 2029)
    )
    kpi = c.Kpi(uid="k", name="指標", unit="件", targets=targets)
    head, row = read(plan_with(c.Measure(uid="m", name="施策", kpis=(kpi,))), "KPI一覧")
    assert (head[3:], row[4].split("\n")[:2]) == (
        ["単位", "年度ごとの目標値"],
        ["平成30年度（2018年度）：2,018件", "令和元年度（2019年度）：2,019件"],
    )


def scheduled(*steps: c.ScheduleStep, due: str = "") -> list[list[str]]:
    item = c.ScheduleItem(
        uid="s", written="進める。", steps=steps, due=DateReading.parse(due) if due else None
    )
    content = plan_with(c.Measure(uid="m", name="施策", schedule=(item,)))
    return [row[2:] for row in read(content, "スケジュール")]


def step(start: str = "", end: str = "", **more) -> c.ScheduleStep:
    return c.ScheduleStep(
        uid=f"step-{start or 'x'}-{end or 'x'}".lower(),
        label="工程",
        start=DateReading.parse(start) if start else None,
        end=DateReading.parse(end) if end else None,
        **more,
    )


def test_the_grid_shows_steps_milestones_deadlines_and_open_ends() -> None:
    assert scheduled(
        step("FY2018", "FY2019"),
        step("2020-02", milestone=True),
        step("FY2019", open_end="別に定める日まで"),
        due="FY2021",
    ) == [
        ["スケジュール（計画の文）", "工程", "時期・期限", "平成30年度\n（2018年度）",
         "令和元年度\n（2019年度）", "令和2年度\n（2020年度）", "令和3年度\n（2021年度）"],
        ["進める。", "", "令和3年度（2021年度）", "", "", "", "▼"],
        ["進める。", "工程", "平成30年度（2018年度）から令和元年度（2019年度）まで", "■", "■", "", ""],
        ["進める。", "工程", "◆ 令和2年2月（2020年2月）", "", "◆", "", ""],
        ["進める。", "工程", "令和元年度（2019年度）から 別に定める日まで", "", "■", "→", "→"],
    ]  # fmt: skip


def test_a_grid_of_many_years_ends_with_arrows() -> None:
    head, _statement, row = scheduled(step("FY1990", "FY2040"))
    assert (len(head) - 3, head[3], row[3], row[4], row[-1]) == (
        15,
        "平成2\n年度\n1990",
        "■",
        "■",
        "■→",
    )


def test_a_grid_of_many_years_begins_with_the_plan() -> None:
    item = c.ScheduleItem(uid="s", written="進める。", steps=(step("FY1990", "FY2040"),))
    content = replace(
        plan_with(c.Measure(uid="m", name="施策", schedule=(item,))),
        period=c.Period(start=DateReading(2018, is_fiscal=True)),
    )
    head, _statement, row = read(content, "スケジュール")
    assert (head[5], row[5], row[-1]) == ("平成30\n年度\n2018", "←■", "■→")


def test_a_schedule_without_years_has_no_grid() -> None:
    assert scheduled() == [["スケジュール（計画の文）"], ["進める。"]]


def test_what_is_not_there_is_said() -> None:
    found = opened(render_xlsx(plan_with(), record()))
    assert [texts(sheet)[1][0] for sheet in found.worksheets] == [
        "この計画には、施策が書かれていません。",
        "この計画には、施策の内容が書かれていません。",
        "この計画には、KPIが書かれていません。",
        "この計画には、スケジュールが書かれていません。",
    ]


@pytest.mark.parametrize("edition", [record(), None])
def test_a_draft_says_so_on_every_sheet(edition: c.EditionRecord | None) -> None:
    content = replace(everything(), stage=c.Stage.FINAL)
    found = opened(render_xlsx(content, edition))
    assert [sheet.oddHeader.right.text for sheet in found.worksheets] == [
        "架空県　第2版" if edition else "架空県　案"
    ] * 4


# --- cells (attack cases 26, 31 and 32) ------------------------------------------------------------


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_text(text: str) -> None:
    data = render_xlsx(mean_plan(everything(), text), record())
    found = opened(data)
    kinds = {
        (cell.data_type, cell.number_format)
        for sheet in found.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert kinds == {("s", "@")}
    quoted = {
        cell.quotePrefix
        for sheet in found.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value or "").startswith(("=", "+", "-", "@", "\t"))
    }
    assert quoted <= {True}
    with ZipFile(BytesIO(data)) as package:
        sheets = [package.read(name) for name in package.namelist() if "/worksheets/" in name]
    assert len(sheets) == 4
    assert [sheet.count(b"<f>") + sheet.count(b"<f ") for sheet in sheets] == [0, 0, 0, 0]
    assert text in list(cells(found))


@pytest.mark.parametrize("text", CHARACTERS)
def test_odd_characters_stand_as_they_were_written(text: str) -> None:
    assert text in list(cells(opened(render_xlsx(mean_plan(everything(), text), record()))))


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ud800", "\ufffe", "\u202e"])
def test_a_character_that_no_workbook_can_carry_is_refused(character: str) -> None:
    content = plan_with(c.Measure(uid="m", name=f"施策{character}"))
    with pytest.raises(
        RenderError, match="Excelファイルに書けない文字があります。シート「施策一覧」"
    ):
        render_xlsx(content, record())


def test_a_running_head_takes_no_codes_from_the_title() -> None:
    found = opened(render_xlsx(replace(everything(), title="A&P&D計画"), record()))
    assert found.worksheets[0].oddHeader.left.text == "A&&P&&D計画"


# --- how it looks ------------------------------------------------------------------------------


@pytest.mark.parametrize("title", SHEETS)
def test_a_sheet_prints_on_a3(title: str) -> None:
    sheet = book("shimokawa")[title]
    head = 4 if title == "スケジュール" else 3
    assert (
        sheet.page_setup.orientation,
        sheet.page_setup.paperSize,
        sheet.page_setup.fitToWidth,
        sheet.page_setup.fitToHeight,
        sheet.sheet_properties.pageSetUpPr.fitToPage,
        sheet.print_title_rows,
        sheet.freeze_panes,
        sheet.auto_filter.ref,
        sheet.print_area,
        sheet.oddFooter.center.text,
    ) == (
        "landscape",
        8,
        1,
        0,
        True,
        f"${head}:${head}",
        f"C{head + 1}",
        f"A{head}:{sheet.dimensions.split(':')[1]}",
        f"'{title}'!$A$1:${sheet.dimensions.split(':')[1].rstrip('0123456789')}${sheet.max_row}",
        "&P / &N",
    )


def test_every_cell_is_set_in_a_gothic_face() -> None:
    fonts = {
        cell.font.name
        for sheet in book("shimokawa").worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert fonts == {"BIZ UDPゴシック"}


def test_a_text_too_long_for_a_row_goes_on_in_the_next() -> None:
    text = "".join(f"{number}番目の文。" for number in range(2500))
    content = plan_with(c.Measure(uid="m", name="施策", body=(c.Paragraph(uid="b", text=text),)))
    sheet = opened(render_xlsx(content, record()))["施策の内容"]
    _head, *rows = texts(sheet)
    assert len(rows) > 5
    assert "".join(row[-1] for row in rows) == text
    assert {tuple(row[:2]) for row in rows} == {("(1)", "施策")}
    assert max(one.height for one in sheet.row_dimensions.values() if one.height) < 409


def test_the_properties_name_the_organisation_and_no_library() -> None:
    data = render_xlsx(everything(), record())
    properties = opened(data).properties
    custom = {one.name: one.value for one in opened(data).custom_doc_props.props}
    assert (
        properties.title,
        properties.creator,
        properties.lastModifiedBy,
        properties.language,
        properties.created.isoformat(),
        properties.modified.isoformat(),
        custom,
    ) == (
        f"何でもある計画{NASTY}",
        "架空県",
        "架空県",
        "ja",
        "2020-03-31T00:00:00",
        "2020-03-31T00:00:00",
        {"内容のSHA-256": "0" * 64},
    )
    with ZipFile(BytesIO(data)) as package:
        found = [name for name in package.namelist() if b"openpyxl" in package.read(name).lower()]
    assert found == []


WRITE = """
import datetime, hashlib
from documents.renderers.csv import render_zip
from documents.renderers.xlsx import render_xlsx
from tests.documents.samples import everything, record
print(datetime.date.today().year)
for edition in (record(), None):
    for render in (render_xlsx, render_zip):
        print(hashlib.sha256(render(everything(), edition)).hexdigest())
"""


def test_the_same_plan_gives_the_same_bytes_at_any_time(tmp_path: Path) -> None:
    found = []
    for name, shift, seed in (("now", 0, "1"), ("later", 3 * A_YEAR, "2")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(CLOCK.format(shift=shift))
        done = subprocess.run(
            [sys.executable, "-c", WRITE],
            cwd=ROOT,
            env={"PYTHONPATH": f"{folder}:{ROOT}", "PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
        )
        found.append(done.stdout.split())
    (year, *hashes), (later, *others) = found
    assert int(later) - int(year) == 3
    assert len(set(hashes)) == 4
    assert hashes == others

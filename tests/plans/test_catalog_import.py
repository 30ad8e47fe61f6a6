"""manage.py catalog_import."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalog.models import NationalMeasure, NationalMeasureEdition
from documents.workbooks.limits import MEGABYTE
from plans.models import Plan
from tests.catalog.exchange.workbooks import HEADS, book, numbered
from tests.plans.second_edition import add_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path: Path):
    """Run the command on a workbook; return what it prints."""

    def run(data: bytes, *arguments: str) -> str:
        path = tmp_path / "list.xlsx"
        path.write_bytes(data)
        printed = io.StringIO()
        call_command("catalog_import", path, *arguments, stdout=printed)
        return printed.getvalue()

    return run


def test_it_imports_and_says_so(run):
    printed = run(book(numbered(2)), "--edition", "R9", "--title", "別の題")
    edition = NationalMeasureEdition.objects.get()
    assert (edition.code, edition.title, edition.imported_by, printed.splitlines()) == (
        "R9",
        "別の題",
        "catalog_import",
        [
            "R9 別の題（令和9年4月時点）2件",
            "加わる行 2件",
            "  No 1（01-01）第1の施策",
            "  No 2（01-02）第2の施策",
            "内容の変わる行 0件",
            "番号の変わる行 0件",
            "なくなる行 0件",
            "同じ行 0件",
            "取り込みました。",
        ],
    )


def test_a_dry_run_tells_the_same_and_writes_nothing(run):
    heads = (*HEADS, "掲載時期", "備考")
    run(
        book([[1, "01-01", "甲の施策", "時期調整中", "注"], [2, "01-02", "乙の施策"]], heads=heads),
        "--edition",
        "R8",
    )
    printed = run(
        book(
            [[2, "01-03", "甲の施策", None, "注\n二行目"], [1, "09-09", "新しい取組"]], heads=heads
        ),
        "--edition",
        "R9",
        "--dry-run",
    )
    assert (
        [edition.code for edition in NationalMeasureEdition.objects.all()],
        printed.splitlines(),
    ) == (
        ["R8"],
        [
            "R9 国の施策一覧（令和9年4月時点）2件",
            "比べた版：R8",
            "注意：見出し「備考」は「その他の欄」として、そのまま取り込みます。",
            "加わる行 1件",
            "  No 1（09-09）新しい取組",
            "内容の変わる行 1件",
            "  No 2（01-03）甲の施策",
            "    No：",
            "      - 1",
            "      + 2",
            "    国の施策番号：",
            "      - 01-01",
            "      + 01-03",
            "    掲載時期：",
            "      - 時期調整中",
            "      + （空欄）",
            "    備考：",
            "      - 注",
            "      + 注",
            "      + 二行目",
            "番号の変わる行 1件",
            "  No 1（01-01）甲の施策 → No 2（01-03）",
            "なくなる行 1件",
            "  No 2（01-02）乙の施策",
            "同じ行 0件",
            "確かめただけで、取り込んでいません。",
        ],
    )


def test_the_same_edition_again_is_compared_with_itself(run):
    run(book(numbered(1)), "--edition", "R9")
    printed = run(book(numbered(1)), "--edition", "R9", "--title", "改めた題", "--dry-run")
    assert printed.splitlines()[1:5] == [
        "比べた版：R9（この版の、いま登録されている内容）",
        "  題：",
        "      - 国の施策一覧",
        "      + 改めた題",
    ]


def test_every_fault_is_told_and_nothing_is_written(run):
    with pytest.raises(CommandError) as refused:
        run(book([[1, "6-16", "施策"], ["二", "01-02", ""]]), "--edition", "R9")
    assert (str(refused.value).splitlines(), NationalMeasure.objects.count()) == (
        [
            "list.xlsx：誤りが3件あります。何も取り込んでいません。",
            "  シート「国の施策」のB2：国の施策番号が「06-16」の形ではありません。",
            "  シート「国の施策」のA3：整数ではありません。",
            "  シート「国の施策」のC3：空です。",
        ],
        0,
    )


def test_a_row_that_a_plan_uses_does_not_go(run, plan: Plan):
    run(book(numbered(2)), "--edition", "R9")
    add_link(plan, "01-02", edition="R9")
    with pytest.raises(CommandError) as refused:
        run(book(numbered(1)), "--edition", "R9")
    assert str(refused.value).splitlines()[1:] == [
        f"  No 2（01-02）第2の施策 がファイルにありません。下川町「{plan.title}」で使われているため、除けません。"
    ]


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(CommandError, match="ファイルを読めません"):
        call_command("catalog_import", tmp_path / "ない.xlsx", "--edition", "R9")


def test_too_large_a_file_is_told(run):
    with pytest.raises(CommandError, match="ファイルが大きすぎます"):
        run(b"PK\x03\x04" + bytes(6 * MEGABYTE), "--edition", "R9")

"""manage.py catalog_export: the catalogue as JSON, in a file or on standard output."""

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from catalog.exchange.writing import export_workbook
from catalog.exporting import (
    export_checklist,
    export_crosswalk,
    export_guide,
    export_measures,
)
from catalog.models import (
    Checklist,
    CrosswalkRow,
    GuideEdition,
    NationalMeasure,
    NationalMeasureEdition,
)
from tests.catalog.reference_files import checklist, crosswalk, guide, measures


@pytest.fixture
def filled(load) -> None:
    """One small edition of everything."""
    for content in (guide(), measures(3), crosswalk(), checklist()):
        load(content)


def written(path: Path, *arguments: str) -> str:
    """What the command writes into a file."""
    call_command("catalog_export", *arguments, "-o", str(path))
    return path.read_text(encoding="utf-8")


def data_of(part: str) -> Any:
    """What the part is as data."""
    match part:
        case "measures":
            return export_measures(NationalMeasureEdition.objects.get(code="R9"))
        case "guide":
            return export_guide(GuideEdition.objects.get(code="R8"))
        case "checklist":
            return export_checklist(Checklist.objects.get())
        case _:
            return export_crosswalk("R8", NationalMeasureEdition.objects.get(code="R9"))


PARTS = {
    "measures": ("measures", "--edition", "R9"),
    "guide": ("guide", "--edition", "R8"),
    "checklist": ("checklist",),
    "crosswalk": ("crosswalk", "--from", "R8", "--to", "R9"),
}


@pytest.mark.parametrize("part", PARTS)
def test_the_file_holds_the_part_as_readable_json(filled, tmp_path, part):
    data = data_of(part)
    text = written(tmp_path / "out.json", *PARTS[part])
    assert (text, bool(data)) == (json.dumps(data, ensure_ascii=False, indent=2) + "\n", True)


def test_a_list_is_written_as_the_workbook_that_can_be_imported(filled, tmp_path):
    path = tmp_path / "list.xlsx"
    call_command("catalog_export", "workbook", "--edition", "R9", "-o", str(path))
    assert path.read_bytes() == export_workbook(NationalMeasureEdition.objects.get(code="R9"))


@pytest.mark.parametrize("name", ["r9.xlsx", "R9.XLSX"])
def test_the_measures_go_into_a_workbook_where_the_file_is_named_so(filled, tmp_path, name):
    path = tmp_path / name
    call_command("catalog_export", *PARTS["measures"], "-o", str(path))
    assert path.read_bytes() == export_workbook(NationalMeasureEdition.objects.get(code="R9"))


@pytest.mark.parametrize("part", ["guide", "checklist", "crosswalk"])
def test_nothing_else_goes_into_a_workbook(filled, tmp_path, part):
    with pytest.raises(CommandError) as refused:
        written(tmp_path / "out.xlsx", *PARTS[part])
    assert (str(refused.value), list(tmp_path.glob("out*"))) == (
        "Excelブック（.xlsx）に書き出せるのは国の施策一覧だけです。.jsonのファイルにしてください。",
        [],
    )


def test_a_list_with_a_cell_too_long_for_excel_is_not_written(filled, tmp_path):
    NationalMeasure.objects.update(overview=["長" * 32_768])
    with pytest.raises(CommandError, match="32,768文字あり"):
        call_command(
            "catalog_export", "workbook", "--edition", "R9", "-o", str(tmp_path / "list.xlsx")
        )
    assert list(tmp_path.glob("*.xlsx")) == []


def test_the_command_says_what_it_wrote(filled, tmp_path, capsys):
    path = tmp_path / "out.json"
    written(path, "checklist")
    assert capsys.readouterr().out == (
        f"{path} に書き出しました（{path.stat().st_size:,}バイト）。\n"
    )


@pytest.mark.parametrize("output", [[], ["-o", "-"]])
def test_without_a_file_it_goes_to_standard_output_in_utf_8(filled, monkeypatch, output):
    out = TextIOWrapper(BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", out)
    call_command("catalog_export", "checklist", *output)
    assert json.loads(out.buffer.getvalue().decode()) == data_of("checklist")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("measures", "--edition", "R8"),
            "国の施策一覧の版 R8 はありません（登録されている版：R9）。",
        ),
        (("guide", "--edition", "R9"), "手引の版 R9 はありません（登録されている版：R8）。"),
        (
            ("crosswalk", "--from", "R8", "--to", "R10"),
            "国の施策一覧の版 R10 はありません（登録されている版：R9）。",
        ),
        (
            ("crosswalk", "--from", "H30", "--to", "R9"),
            "H30 から R9 への対照はありません（登録されている対照：R8→R9）。",
        ),
    ],
)
def test_a_wrong_edition_is_said_and_nothing_written(filled, tmp_path, arguments, message):
    with pytest.raises(CommandError) as refused:
        written(tmp_path / "out.json", *arguments)
    assert (str(refused.value), list(tmp_path.glob("out*"))) == (message, [])


def test_a_crosswalk_of_proposals_only_is_none(filled, tmp_path):
    CrosswalkRow.objects.update(confirmed_at=None, confirmed_by="")
    with pytest.raises(CommandError) as refused:
        written(tmp_path / "out.json", *PARTS["crosswalk"])
    assert str(refused.value) == ("R8 から R9 への対照はありません（登録されている対照：なし）。")


def test_an_empty_catalogue_is_said(db, tmp_path):
    messages = []
    for arguments in (PARTS["measures"], PARTS["checklist"]):
        with pytest.raises(CommandError) as refused:
            written(tmp_path / "out.json", *arguments)
        messages.append(str(refused.value))
    assert messages == [
        "国の施策一覧の版 R9 はありません（登録されている版：なし）。",
        "点検表が登録されていません。先に manage.py load_reference を実行してください。",
    ]


def test_a_file_that_cannot_be_written_is_said(filled, tmp_path):
    path = tmp_path / "nowhere" / "out.json"
    with pytest.raises(CommandError) as refused:
        written(path, "checklist")
    assert str(refused.value) == f"{path} に書けません（No such file or directory）。"


def test_what_stood_there_stays_when_writing_fails(filled, tmp_path, monkeypatch):
    path = tmp_path / "out" / "out.json"
    path.parent.mkdir()
    path.write_text("before", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(CommandError):
        written(path, "checklist")
    assert (path.read_text(encoding="utf-8"), [one.name for one in path.parent.iterdir()]) == (
        "before",
        ["out.json"],
    )

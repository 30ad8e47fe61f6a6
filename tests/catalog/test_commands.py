"""manage.py load_reference and check_masters."""

import pytest
from django.core.management import CommandError, call_command

from catalog.models import Municipality
from tests.catalog.reference_files import measures, municipalities, save


def run(capsys, command: str, *arguments: object) -> list[str]:
    """What a command prints, line by line."""
    call_command(command, *arguments)
    lines: list[str] = capsys.readouterr().out.splitlines()
    return lines


def test_load_reference_tells_what_was_loaded(db, capsys, tmp_path):
    path = save(measures(2), tmp_path)
    assert run(capsys, "load_reference", path) == [
        "file.json（R9）",
        "  国の施策一覧の版 1件：追加1件・変更0件・削除0件",
        "  国の施策 2件：追加2件・変更0件・削除0件",
    ]


def test_load_reference_tells_that_nothing_changed(db, capsys, tmp_path):
    path = save(municipalities(), tmp_path)
    run(capsys, "load_reference", path)
    assert run(capsys, "load_reference", path) == ["file.json", "  地方公共団体 4件：変更なし"]


def test_load_reference_loads_what_the_product_ships(db, capsys):
    assert run(capsys, "load_reference") == [
        "municipalities.json",
        "  地方公共団体 1,788件：追加1,788件・変更0件・削除0件",
        "guide_h30.json（H30）",
        "  手引の版 1件：追加1件・変更0件・削除0件",
        "  総論の章 10件：追加10件・変更0件・削除0件",
        "  雛型の項 7件：追加7件・変更0件・削除0件",
        "  柱 6件：追加6件・変更0件・削除0件",
        "  施策の記載例 33件：追加33件・変更0件・削除0件",
        "  記載例に対応する国の施策 31件：追加31件・変更0件・削除0件",
        "  記載例に対応する事例 12件：追加12件・変更0件・削除0件",
        "national_measures_r1.json（R1）",
        "  国の施策一覧の版 1件：追加1件・変更0件・削除0件",
        "  国の施策 75件：追加75件・変更0件・削除0件",
        "retired_sites.json",
        "  閉じたサイト 1件：追加1件・変更0件・削除0件",
        "crosswalk_h30_r1.json（H30→R1）",
        "  版の対照 28件：追加28件・変更0件・削除0件",
        "checklist_municipal.json",
        "  点検表 1件：追加1件・変更0件・削除0件",
        "  点検表の組 5件：追加5件・変更0件・削除0件",
        "  点検項目 27件：追加27件・変更0件・削除0件",
        "terms.json",
        "  変わった用語 36件：追加36件・変更0件・削除0件",
        "example_shimokawa.json",
        "  例とする計画 1件：追加1件・変更0件・削除0件",
        "  計画の例 26件：追加26件・変更0件・削除0件",
    ]


def test_load_reference_refuses_a_wrong_file(db, tmp_path):
    path = save({"kind": "plans"}, tmp_path)
    with pytest.raises(CommandError) as refused:
        call_command("load_reference", path)
    assert str(refused.value) == (
        "file.json の kind：種類が municipalities・guide・national_measures・retired_sites・crosswalk・checklist・terms・"
        "examples のどれでもありません。"
    )


def test_check_masters_is_content_with_what_the_product_ships(db, capsys):
    run(capsys, "load_reference")
    assert run(capsys, "check_masters") == [
        "○ 都道府県 47件",
        "○ 市 792件",
        "○ 町 743件",
        "○ 村 183件",
        "○ 特別区 23件",
        "○ 団体コードの検査数字",
        "○ 団体コードの重なりなし",
        "○ 同じ都道府県に同じ名称の団体なし",
        "○ 名称の末尾と種別の一致",
        "○ よみは平仮名",
        "○ 都道府県と団体コードの頭2桁の一致",
        "○ 設置日は廃止日より前",
        "○ 国の施策（R1）75件",
        "○ 手引（H30）の雛型の項 7件",
        "○ 手引（H30）の柱 6件",
        "○ 手引（H30）の施策の記載例 33件",
        "○ 記載例の柱は同じ版の手引の柱",
        "○ 記載例が挙げる国の施策の、R1との対照",
        "団体の一覧と国の資料に誤りはありません。",
    ]


def test_check_masters_fails_and_names_the_first_faults(db, capsys):
    run(capsys, "load_reference")
    Municipality.objects.filter(kind="special_ward").update(name_kana="")
    with pytest.raises(CommandError) as refused:
        call_command("check_masters")
    failed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("×")]
    assert (str(refused.value), failed) == (
        "誤りが1種類あります。manage.py load_reference を実行してください。",
        [
            "× よみは平仮名：131016 千代田区、131024 中央区、131032 港区、131041 新宿区、"
            "131059 文京区 ほか18件"
        ],
    )

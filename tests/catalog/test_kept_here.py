"""What an administrator made of an edition on the site, reference files leave as it is."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from catalog.loading import TableReport
from catalog.loading.national_measures import KEPT_HERE
from catalog.models import CrosswalkRow, Erratum, NationalMeasure, NationalMeasureEdition
from tests.catalog.reference_files import SOURCE, erratum, measures, save

AT = datetime(2027, 5, 1, tzinfo=UTC)


def imported() -> None:
    NationalMeasureEdition.objects.update(
        imported_by="管理者", imported_at=AT, imported_file="0" * 64
    )


def released() -> None:
    NationalMeasureEdition.objects.update(released_by="管理者", released_at=AT)


def corrected() -> None:
    Erratum.objects.create(
        **erratum(edition_code="R9", date=date(2027, 5, 1)), entered_by="管理者", entered_at=AT
    )


@pytest.mark.parametrize("deed", [imported, released, corrected])
def test_a_file_changes_nothing_in_an_edition_that_is_kept_here(load, deed):
    load(measures(2))
    deed()
    before = [
        *NationalMeasureEdition.objects.values_list(),
        *NationalMeasure.objects.order_by("pk").values_list(),
    ]
    content = measures(1)
    content["rows"][0]["name"] = "ファイルの名称"
    report = load(content)
    after = [
        *NationalMeasureEdition.objects.values_list(),
        *NationalMeasure.objects.order_by("pk").values_list(),
    ]
    assert (after, report.writes, report.note) == (before, 0, KEPT_HERE)


@pytest.mark.parametrize("deed", [imported, released, corrected])
def test_a_crosswalk_to_an_edition_that_is_kept_here_is_left_alone(load, deed):
    load(measures(2))
    content = {
        "kind": "crosswalk",
        "source": dict(SOURCE),
        "from_edition": "R8",
        "to_edition": "R9",
        "confirmed": {"by": "本システム", "at": "2026-11-21T00:00:00+09:00"},
        "rows": [{"name": "施策1", "relation": "same", "to_no": 1, "reason": "同じ。"}],
    }
    load(content)
    before = list(CrosswalkRow.objects.values())
    deed()
    NationalMeasure.objects.filter(no=1).update(no=7, name="改めた名")
    report = load(content)
    assert (list(CrosswalkRow.objects.values()), report.note) == (before, KEPT_HERE)


def test_an_erratum_of_the_file_does_not_keep_an_edition_here(load):
    content = measures(1, released_at="2019-10-11T00:00:00+09:00")
    content["rows"][0]["name"] = "施策一"
    content["errata"] = [erratum()]
    load(content)
    assert load(content).note == ""


def test_what_searches_ask_for_is_derived_anew(load):
    load(measures(2))
    imported()
    NationalMeasure.objects.filter(no=1).update(search_text="古い", leads="")
    report = load(measures(2))
    assert report.tables == (TableReport(label="国の施策", total=2, added=0, changed=1, removed=0),)
    assert NationalMeasure.objects.search("進捗の指標").filter(leads="|総務省|").count() == 2


def test_the_command_says_so(load, tmp_path, capsys):
    load(measures(1))
    released()
    call_command("load_reference", save(measures(1), tmp_path, "r9.json"))
    assert capsys.readouterr().out == (f"r9.json（R9）\n  {KEPT_HERE}\n  国の施策 1件：変更なし\n")

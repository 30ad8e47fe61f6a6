"""Loading of a crosswalk: targets, relations, and what an administrator has judged."""

from datetime import UTC, datetime

import pytest
from django.db.models import ProtectedError

from catalog.errors import FixtureError
from catalog.exporting import export_crosswalk
from catalog.models import CrosswalkRow, NationalMeasure, NationalMeasureEdition
from tests.catalog.reference_files import crosswalk, measures

CONFIRMED = datetime(2027, 4, 30, 15, tzinfo=UTC)


@pytest.fixture
def later(load) -> NationalMeasureEdition:
    """The edition R9 with three measures."""
    load(measures(3))
    return NationalMeasureEdition.objects.get(code="R9")


def rows() -> list[tuple]:
    return list(
        CrosswalkRow.objects.values_list(
            "position", "name", "relation", "target__code", "reason", "confirmed_by"
        )
    )


LOADED = [
    (1, "施策1", "same", "01-01", "同じ。", "本システム"),
    (2, "前の施策", "related", "01-02", "近い。", "本システム"),
    (3, "消えた施策", "none", None, "ない。", "本システム"),
]


def test_rows_lead_to_the_measures_of_their_numbers(load, later):
    load(crosswalk())
    assert rows() == LOADED


def test_a_former_edition_that_is_known_by_name_has_no_sources(load, later):
    load(crosswalk())
    found = {(row.from_edition, row.source, row.confirmed_at) for row in CrosswalkRow.objects.all()}
    assert found == {("R8", None, CONFIRMED)}


def test_a_second_load_writes_nothing(load, later, verbs):
    load(crosswalk())
    before = list(CrosswalkRow.objects.values())
    with verbs() as found:
        report = load(crosswalk())
    # kept here, edition, measures, rows
    assert (found, report.writes) == (["SELECT"] * 4, 0)
    assert list(CrosswalkRow.objects.values()) == before


@pytest.mark.parametrize("count", [3, 30])
def test_queries_do_not_grow_with_the_rows(load, verbs, count):
    load(measures(count))
    content = crosswalk()
    content["rows"] = [
        {"name": f"施策{no}", "relation": "same", "to_no": no, "reason": "同じ。"}
        for no in range(1, count + 1)
    ]
    with verbs() as found:
        load(content)
    content["rows"].reverse()
    with verbs() as changed:
        load(content)
    assert (found, changed) == (
        [*["SELECT"] * 4, "INSERT"],
        [*["SELECT"] * 4, "UPDATE", "UPDATE"],
    )


def test_rows_change_places_and_stay_themselves(load, later):
    load(crosswalk())
    pks = dict(CrosswalkRow.objects.values_list("name", "pk"))
    content = crosswalk()
    content["rows"].reverse()
    load(content)
    found = CrosswalkRow.objects.values_list("name", "position", "pk")
    assert list(found) == [
        ("消えた施策", 1, pks["消えた施策"]),
        ("前の施策", 2, pks["前の施策"]),
        ("施策1", 3, pks["施策1"]),
    ]


def test_a_row_that_the_file_no_longer_has_goes(load, later):
    load(crosswalk())
    content = crosswalk()
    del content["rows"][0]
    report = load(content)
    assert (report.tables[0].removed, [row[:2] for row in rows()]) == (
        1,
        [(1, "前の施策"), (2, "消えた施策")],
    )


def test_what_an_administrator_has_judged_stays(load, later):
    load(crosswalk())
    CrosswalkRow.objects.filter(name="前の施策").update(
        relation="renamed", reason="見比べた。", confirmed_by="山田"
    )
    content = crosswalk()
    content["rows"].reverse()
    report = load(content)
    assert rows() == [
        (1, "消えた施策", "none", None, "ない。", "本システム"),
        (2, "前の施策", "renamed", "01-02", "見比べた。", "山田"),
        (3, "施策1", "same", "01-01", "同じ。", "本システム"),
    ]
    assert (report.tables[0].total, report.tables[0].changed) == (3, 2)


def test_a_row_that_an_administrator_judged_stays_though_the_file_has_lost_it(load, later):
    load(crosswalk())
    CrosswalkRow.objects.filter(name="施策1").update(confirmed_by="山田")
    content = crosswalk()
    del content["rows"][0]
    load(content)
    assert [(row[0], row[1], row[5]) for row in rows()] == [
        (1, "前の施策", "本システム"),
        (2, "消えた施策", "本システム"),
        (3, "施策1", "山田"),
    ]


def test_what_an_administrator_has_taken_back_stays(load, later):
    load(crosswalk())
    CrosswalkRow.objects.filter(name="前の施策").update(
        reason="まだ分からない。", confirmed_by="", confirmed_at=None
    )
    assert load(crosswalk()).writes == 0
    assert rows()[1][4:] == ("まだ分からない。", "")


def test_what_an_import_has_proposed_gives_way_to_the_file(load, later):
    load(crosswalk())
    before = rows()
    CrosswalkRow.objects.filter(name="前の施策").update(
        reason="似ています。", confirmed_by="", confirmed_at=None, is_proposal=True
    )
    load(crosswalk())
    assert (rows(), CrosswalkRow.objects.filter(is_proposal=True).count()) == (before, 0)


def test_a_measure_that_a_row_leads_to_is_not_removed(load, later):
    load(crosswalk())
    with pytest.raises(ProtectedError):
        NationalMeasure.objects.get(code="01-02").delete()


def test_a_proposal_is_not_exported(load, later):
    load(crosswalk())
    CrosswalkRow.objects.filter(name="前の施策").update(confirmed_by="", confirmed_at=None)
    assert [row["name"] for row in export_crosswalk("R8", later)] == ["施策1", "消えた施策"]


def changed(index: int, **cells: object) -> dict:
    """The file with other cells in one row."""
    content = crosswalk()
    content["rows"][index] |= cells
    return content


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (changed(1, name="施策1"), "rows[1].name：施策名「施策1」が二度あります。"),
        (
            changed(1, to_no=None),
            "rows[1].to_no：none のときは null とし、そのほかのときは番号を書きます。",
        ),
        (
            changed(2, to_no=3),
            "rows[2].to_no：none のときは null とし、そのほかのときは番号を書きます。",
        ),
        (changed(1, to_no=4), "rows[1].to_no：No 4 の施策は、版 R9 にありません。"),
        (
            changed(0, to_no=2),
            "rows[0].relation：same は同じ名称のときだけです（No 2 は「施策2」）。",
        ),
        (changed(0, relation="equal"), "rows[0].relation：値が same・renamed・related・none の"),
        (changed(0, reason=""), "rows[0].reason：空です。"),
        (
            crosswalk() | {"to_edition": "R10"},
            "to_edition：版 R10 の国の施策一覧が登録されていません。",
        ),
        (crosswalk() | {"from_edition": "R9"}, "to_edition：前の版と同じです。"),
        (
            crosswalk() | {"confirmed": {"by": "", "at": "2027-05-01T00:00:00+09:00"}},
            "confirmed.by：空です。",
        ),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_written(load, later, content, message):
    with pytest.raises(FixtureError) as refused:
        load(content)
    assert (str(refused.value)[: len(f"file.json の {message}")], rows()) == (
        f"file.json の {message}",
        [],
    )


def test_the_same_name_in_another_width_is_the_same(load):
    content = measures(1)
    content["rows"][0]["name"] = "Wi-Fi の整備"
    load(content)
    file = crosswalk()
    file["rows"] = [{"name": "Ｗｉ-Ｆｉの整備", "relation": "same", "to_no": 1, "reason": "同じ。"}]
    load(file)
    assert rows()[0][3] == "01-01"

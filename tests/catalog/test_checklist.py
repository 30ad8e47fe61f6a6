"""Loading of a checklist: marks, places, refusals."""

import pytest

from catalog.errors import FixtureError
from catalog.exporting import export_checklist
from catalog.models import Checklist, ChecklistItem
from tests.catalog.reference_files import checklist, item


def refusal(load, content) -> str:
    with pytest.raises(FixtureError) as refused:
        load(content)
    return str(refused.value)


def stored() -> dict:
    return export_checklist(Checklist.objects.get())


def test_what_is_loaded_is_what_the_file_says(load):
    content = checklist()
    load(content)
    head = Checklist.objects.values("code", "title", "source_note", "source_url").get()
    assert (head, stored()["groups"]) == (content["checklist"], content["rows"])


@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_a_first_load_do_not_grow_with_the_items(load, verbs, count):
    content = checklist()
    content["rows"][0]["items"] = [item(f"項目{no}") for no in range(count)]
    with verbs() as found:
        load(content)
    # checklist, groups, items: look, insert
    assert found == ["SELECT", "INSERT"] * 3


@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_a_change_do_not_grow_with_the_items(load, verbs, count):
    content = checklist()
    content["rows"][0]["items"] = [item(f"項目{no}") for no in range(count)]
    load(content)
    for row in content["rows"][0]["items"]:
        row["recommended"] = True
    with verbs() as found:
        report = load(content)
    assert (found, report.writes) == (["SELECT"] * 3 + ["UPDATE"], count)


def test_a_changed_mark_is_written_into_the_same_row(load):
    load(checklist())
    pk = ChecklistItem.objects.get(text="評価").pk
    content = checklist()
    content["rows"][1]["items"][0]["effective"] = True
    load(content)
    row = ChecklistItem.objects.get(text="評価")
    assert (row.pk, row.important, row.effective) == (pk, True, True)


def test_what_the_file_no_longer_has_is_removed(load):
    load(checklist())
    content = checklist()
    del content["rows"][1]
    del content["rows"][0]["items"][1]
    report = load(content)
    assert ([table.removed for table in report.tables], stored()["groups"]) == (
        [0, 1, 2],
        content["rows"],
    )


def test_two_checklists_stand_side_by_side(load):
    load(checklist())
    other = checklist()
    other["checklist"]["code"] = "other"
    del other["rows"][1]
    load(other)
    assert [
        (row.code, [group.title for group in row.groups.all()]) for row in Checklist.objects.all()
    ] == [("other", ["目的"]), ("own", ["目的", "要求項"])]


def without_items(content: dict) -> None:
    content["rows"][0]["items"] = []


def without_groups(content: dict) -> None:
    content["rows"] = []


def twice(content: dict) -> None:
    content["rows"][0]["items"].append(item("公開"))


def unknown_mark(content: dict) -> None:
    content["rows"][1]["items"][0]["urgent"] = True


def mark_in_words(content: dict) -> None:
    content["rows"][1]["items"][0]["important"] = "重要"


def without_source(content: dict) -> None:
    content["checklist"]["source_note"] = ""


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (without_items, "file.json の rows[0].items：項目がありません。"),
        (without_groups, "file.json の rows：組がありません。"),
        (twice, "file.json の rows[0].items[2]：項目「公開」が同じ組に二度あります。"),
        (unknown_mark, "file.json の rows[1].items[0]：項目「urgent」は使えません。"),
        (
            mark_in_words,
            "file.json の rows[1].items[0].important：true か false ではありません。",
        ),
        (without_source, "file.json の checklist.source_note：空です。"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_written(load, spoil, message):
    content = checklist()
    spoil(content)
    assert (refusal(load, content), Checklist.objects.count()) == (message, 0)

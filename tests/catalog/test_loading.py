"""Loading of small files: writes, refusals, nothing half written."""

import copy

import pytest

from catalog.errors import FixtureError
from catalog.loading import load_directory
from catalog.models import (
    Checklist,
    ChecklistGroup,
    ChecklistItem,
    GuideChapter,
    GuideEdition,
    GuideSection,
    Municipality,
    NationalMeasure,
    NationalMeasureEdition,
    OutdatedTerm,
    Pillar,
    SampleCaseRef,
    SampleMeasure,
    SampleNationalMeasure,
)
from tests.catalog.reference_files import (
    body,
    checklist,
    crosswalk,
    guide,
    measure,
    measures,
    municipalities,
    sample,
    save,
    terms,
)

MODELS = (
    Checklist,
    ChecklistGroup,
    ChecklistItem,
    GuideChapter,
    GuideEdition,
    GuideSection,
    Municipality,
    NationalMeasure,
    NationalMeasureEdition,
    OutdatedTerm,
    Pillar,
    SampleCaseRef,
    SampleMeasure,
    SampleNationalMeasure,
)


def refusal(load, content) -> str:
    with pytest.raises(FixtureError) as refused:
        load(content)
    return str(refused.value)


def stored() -> dict:
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELS}


FILES = {
    "municipalities": (municipalities, ["SELECT"]),
    "measures": (lambda: measures(3), ["SELECT"] * 4),
    "guide": (guide, ["SELECT"] * 8),
    "checklist": (checklist, ["SELECT"] * 3),
    "terms": (terms, ["SELECT"]),
}


@pytest.mark.parametrize("name", FILES)
def test_a_second_load_writes_nothing(load, verbs, name):
    make, expected = FILES[name]
    load(make())
    before = stored()
    with verbs() as found:
        report = load(make())
    assert (found, report.writes, stored()) == (expected, 0, before)


@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_a_first_load_do_not_grow_with_the_rows(load, verbs, count):
    with verbs() as found:
        load(measures(count))
    # kept here: look; edition: look, insert; rows: look, insert; errata: look
    assert found == ["SELECT", "SELECT", "INSERT", "SELECT", "INSERT", "SELECT"]


@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_a_change_do_not_grow_with_the_rows(load, verbs, count):
    content = measures(count)
    load(content)
    for row in content["rows"]:
        row["name"] += "改"
    with verbs() as found:
        report = load(content)
    assert (found, report.writes) == (["SELECT", "SELECT", "SELECT", "UPDATE", "SELECT"], count)


def test_first_load_reports_what_was_added(load):
    tables = [
        (table.label, table.total, table.added, table.changed, table.removed)
        for table in load(guide()).tables
    ]
    assert tables == [
        ("手引の版", 1, 1, 0, 0),
        ("総論の章", 1, 1, 0, 0),
        ("雛型の項", 1, 1, 0, 0),
        ("柱", 1, 1, 0, 0),
        ("施策の記載例", 1, 1, 0, 0),
        ("記載例に対応する国の施策", 1, 1, 0, 0),
        ("記載例に対応する事例", 1, 1, 0, 0),
        ("正誤", 0, 0, 0, 0),
    ]


def test_load_keeps_the_row_and_writes_the_change(load):
    content = municipalities()
    load(content)
    pk = Municipality.objects.get(code="014681").pk
    content["rows"][1]["url"] = "https://www.town.example.lg.jp/"
    report = load(content)
    row = Municipality.objects.get(code="014681")
    assert (row.pk, row.url, report.writes) == (pk, "https://www.town.example.lg.jp/", 1)


def test_a_body_is_added_together_with_its_prefecture(load):
    load({**municipalities(), "rows": municipalities()["rows"][:2]})
    load(municipalities())
    rows = Municipality.objects.values_list("name", "prefecture__name")
    assert rows.get(code="131016") == ("千代田区", "東京都")


def test_abolished_municipality_stays_with_its_day(load):
    content = municipalities()
    load(content)
    content["rows"][1] |= {"valid_from": "1949-11-01", "valid_to": "2027-03-31"}
    load(content)
    names = [row.name for row in Municipality.objects.current()]
    assert names == ["北海道", "東京都", "千代田区"]


def test_unreleased_edition_loses_a_row_that_the_file_dropped(load):
    load(measures(3))
    report = load(measures(2))
    assert ([row.code for row in NationalMeasure.objects.all()], report.writes) == (
        ["01-01", "01-02"],
        1,
    )


def test_renumbered_measures_stay_the_same_rows(load):
    content = measures(2)
    load(content)
    pks = {row.code: row.pk for row in NationalMeasure.objects.all()}
    content["rows"][0]["no"], content["rows"][1]["no"] = 2, 1
    load(content)
    assert [(row.no, row.code, row.pk) for row in NationalMeasure.objects.all()] == [
        (1, "01-02", pks["01-02"]),
        (2, "01-01", pks["01-01"]),
    ]


def test_corrected_code_takes_the_number_of_the_wrong_one(load):
    content = measures(1)
    load(content)
    content["rows"][0]["code"] = "01-11"
    load(content)
    assert list(NationalMeasure.objects.values_list("no", "code")) == [(1, "01-11")]


def test_samples_lose_what_the_file_dropped_and_gain_what_is_new(load):
    content = guide()
    load(content)
    rows = content["rows"]
    rows["pillars"].append(rows["pillars"][0] | {"no": 2, "name": "二本目"})
    rows["sample_measures"] = [sample(1) | {"group_no": 2, "case_refs": []}, sample(2)]
    load(content)
    rows["pillars"] = rows["pillars"][1:]
    rows["sample_measures"] = [rows["sample_measures"][0]]
    load(content)
    assert (
        [pillar.name for pillar in Pillar.objects.all()],
        [(row.seq, row.pillar.no) for row in SampleMeasure.objects.all()],
        SampleNationalMeasure.objects.count(),
        SampleCaseRef.objects.count(),
    ) == (["二本目"], [(1, 2)], 1, 0)


def test_guide_row_by_row(load):
    load(guide())
    section = GuideSection.objects.get()
    row = SampleMeasure.objects.get()
    assert (
        GuideChapter.objects.values_list("position", "title", "paragraphs").get(),
        (section.example_paragraphs, section.explanation, section.footnotes),
        (row.pillar.name, row.mark, row.field, row.body, row.kpis, row.schedule),
        row.national_measures.values_list("position", "name", "recap", "bullets").get(),
        row.case_refs.values_list("position", "no", "title", "organisation").get(),
    ) == (
        (1, "はじめに", ["総論の段落。"]),
        (
            ["例の一。", "例の二。"],
            ["解説の段落。"],
            [{"no": 1, "after": "例の一", "text": "脚注。"}],
        ),
        ("柱の名", "○", "電子行政", ["本文。"], ["件数"], ["令和9年度までに実施"]),
        (1, "国の施策", True, ["説明。"]),
        (1, "1-1", "事例", "柏市"),
    )


def test_readings_are_stored_apart_from_the_cells(load):
    content = measures(2) | {
        "readings": {"audience_fit": {"01-02": {"fit": "rewrite", "reason": "県の役割"}}}
    }
    load(content)
    fits = list(NationalMeasure.objects.values_list("code", "audience_fit"))
    assert fits == [("01-01", ""), ("01-02", "rewrite")]


def test_readings_of_samples(load):
    load(guide() | {"readings": {"audience_fit": {"1": {"fit": "both", "reason": "どちらも"}}}})
    assert SampleMeasure.objects.get().audience_fit == "both"


def put(content, path, value):
    """Put `value` where `path` leads; the value ... takes the key away."""
    *steps, last = path
    target = content
    for step in steps:
        target = target[step]
    if value is ...:
        del target[last]
    else:
        target[last] = value
    return content


REFUSED = [
    (municipalities, ("kind",), "plans", " の kind：種類が municipalities・guide・national_measures・retired_sites・crosswalk・checklist・terms・examples のどれでもありません。"),
    (municipalities, ("kind",), ..., "：項目「kind」がありません。"),
    (municipalities, ("source",), ..., "：項目「source」がありません。"),
    (municipalities, ("source", "note"), ..., " の source：項目「note」がありません。"),
    (municipalities, ("edition",), {}, "：項目「edition」は使えません。"),
    (municipalities, ("rows", 1, "extra"), 1, " の rows[1]：項目「extra」は使えません。"),
    (municipalities, ("rows", 1, "code"), "014682", " の rows[1].code：団体コード 014682 が6桁の数字でないか、検査数字が合いません。"),
    (municipalities, ("rows", 1, "code"), "010006", " の rows[1].code：団体コード 010006 が二度あります。"),
    (municipalities, ("rows", 1, "kind"), "county", " の rows[1].kind：値が prefecture・city・town・village・special_ward のどれでもありません。"),
    (municipalities, ("rows", 1, "kind"), "city", " の rows[1].name：名称「下川町」の末尾が種別（市）と合いません。"),
    (municipalities, ("rows", 1, "prefecture"), None, " の rows[1].prefecture：市区町村には都道府県のコードを付け、都道府県は null とします。"),
    (municipalities, ("rows", 0, "prefecture"), "130001", " の rows[0].prefecture：市区町村には都道府県のコードを付け、都道府県は null とします。"),
    (municipalities, ("rows", 1, "prefecture"), "130001", " の rows[1].prefecture：都道府県のコードと団体コードの頭2桁が違います。"),
    (municipalities, ("rows", 0), body("014699", "上川町", "かみかわちょう", "town", "010006"), " の rows[0].prefecture：コード 010006 の都道府県がこのファイルにありません。"),
    (municipalities, ("rows", 1, "valid_to"), "2005-13-01", " の rows[1].valid_to：日付（2019-10-11 の形）ではありません。"),
    (municipalities, ("rows", 1, "url"), "ftp://example.jp/", " の rows[1].url：http:// か https:// で始まるURLではありません。"),
    (measures, ("edition",), ..., "：項目「edition」がありません。"),
    (measures, ("rows",), {}, " の rows：並び（[ ]）ではありません。"),
    (measures, ("rows", 0, "no"), 0, " の rows[0].no：1から9999までの整数ではありません。"),
    (measures, ("rows", 0, "code"), "1-01", " の rows[0].code：国の施策番号が「06-16」の形ではありません。"),
    (measures, ("rows", 0, "code"), "06-1６", " の rows[0].code：国の施策番号が「06-16」の形ではありません。"),
    (measures, ("rows", 0, "name"), "施" * 201, " の rows[0].name：201文字あります。200文字までです。"),
    (measures, ("rows", 0, "overview"), "段落", " の rows[0].overview：並び（[ ]）ではありません。"),
    (measures, ("rows", 0, "overview", 1), "", " の rows[0].overview[1]：空です。"),
    (measures, ("rows", 0, "pillar_no"), 7, " の rows[0].pillar_no：1から6までの整数ではありません。"),
    (measures, ("rows", 0, "pillar"), None, " の rows[0].pillar_no：印刷された柱がないのに番号があります。"),
    (measures, ("rows", 0, "timing"), "", " の rows[0].timing：空です。"),
    (measures, ("rows", 0, "benefit_marks"), 5, " の rows[0].benefit_marks：0から4までの整数ではありません。"),
    (measures, ("rows", 0, "support"), "<b>\x07", " の rows[0].support：使えない文字（U+0007）があります。"),
    (measures, ("rows", 0, "references", 0, "url"), "javascript:alert(1)", " の rows[0].references[0].url：http:// か https:// で始まるURLではありません。"),
    (measures, ("rows", 0, "ministries", 0, "lead"), 1, " の rows[0].ministries[0].lead：true か false ではありません。"),
    (measures, ("readings",), {"audience_fit": {"09-99": {"fit": "both", "reason": "どちらも"}}}, " の readings.audience_fit.09-99：この読みが指す行がありません。"),
    (measures, ("readings",), {"audience_fit": {"01-01": {"fit": "all", "reason": "x"}}}, " の readings.audience_fit.01-01.fit：値が prefecture・municipality・both・rewrite のどれでもありません。"),
    (measures, ("readings",), {"audience_fit": {"01-01": {"fit": "both", "reason": ""}}}, " の readings.audience_fit.01-01.reason：空です。"),
    (measures, ("edition", "columns"), [{"field": "price", "head": "価格"}], " の edition.columns[0].field：この欄はありません。"),
    (measures, ("rows", 0, "benefits"), [4], " の rows[0].benefits[0]：0から3までの整数ではありません。"),
    (guide, ("rows", "general"), ..., " の rows：項目「general」がありません。"),
    (guide, ("edition", "audience"), "nation", " の edition.audience：値が prefecture・municipality のどれでもありません。"),
    (guide, ("rows", "sections", 0, "no"), 8, " の rows.sections[0].no：1から7までの整数ではありません。"),
    (guide, ("rows", "sections", 0, "example"), "", " の rows.sections[0].example：空です。"),
    (guide, ("rows", "pillars", 0, "law_article_source"), "", " の rows.pillars[0].law_article_source：法の条項と、その典拠は、両方書くか両方空にします。"),
    (guide, ("rows", "sample_measures", 0, "mark"), "〇", " の rows.sample_measures[0].mark：値が ◎・○ のどれでもありません。"),
    (guide, ("rows", "sample_measures", 0, "group_no"), 2, " の rows.sample_measures[0].group_no：番号 2 の柱がこのファイルにありません。"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "path", "value", "message"), REFUSED)
def test_refusals_name_the_place_and_write_nothing(load, make, path, value, message):
    text = refusal(load, put(make(), path, value))
    assert (text, set(map(len, stored().values()))) == (f"file.json{message}", {0})


TWICE = [
    (lambda: measures(2), ("rows", 1, "no"), 1, "rows[1].no：No 1 が二度あります。"),
    (lambda: measures(2), ("rows", 1, "code"), "01-01", "rows[1].code：国の施策番号 01-01 が二度あります。"),
    (guide, ("rows", "sections"), guide()["rows"]["sections"] * 2, "rows.sections[1].no：項の番号 1 が二度あります。"),
    (guide, ("rows", "pillars"), guide()["rows"]["pillars"] * 2, "rows.pillars[1].no：柱の番号 1 が二度あります。"),
    (guide, ("rows", "sample_measures"), [sample(3), sample(3)], "rows.sample_measures[1].seq：通し番号 3 が二度あります。"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "path", "value", "message"), TWICE)
def test_a_number_given_twice_is_refused(load, make, path, value, message):
    assert refusal(load, put(make(), path, value)) == f"file.json の {message}"


@pytest.mark.parametrize("content", [[], "text", None, 1])
def test_a_file_that_is_no_object_is_refused(load, content):
    assert refusal(load, content) == "file.json：項目「kind」がありません。"


def test_a_fault_in_the_last_row_leaves_the_stored_rows_alone(load):
    load(measures(75))
    before = stored()
    content = measures(75)
    for row in content["rows"]:
        row["name"] = "改めた名"
    content["rows"][69]["benefit_marks"] = 9
    text = refusal(load, content)
    assert (text, stored()) == (
        "file.json の rows[69].benefit_marks：0から4までの整数ではありません。",
        before,
    )


def test_a_stored_municipality_may_not_vanish(load):
    load(municipalities())
    content = municipalities()
    del content["rows"][1]
    before = stored()
    text = refusal(load, content)
    assert (text, stored()) == (
        "file.json の rows：登録済みの団体 014681 下川町 がありません。"
        "廃止された団体は valid_to を入れて残します。",
        before,
    )


def test_a_row_in_use_is_not_removed_and_nothing_else_is_written(load):
    """A second edition's sample stands in for the work of users that hangs on a row."""
    load(guide())
    content = guide()
    content["edition"]["code"] = "R7"
    load(content)
    SampleMeasure.objects.filter(edition__code="R7").update(
        pillar=Pillar.objects.get(edition__code="R8")
    )
    before = stored()
    content = guide()
    content["rows"]["sections"][0]["title"] = "改めた題"
    content["rows"]["pillars"] = []
    content["rows"]["sample_measures"] = []
    text = refusal(load, content)
    assert (text, stored()) == (
        "file.json：柱（柱の名）は計画などで使われているため、除けません。",
        before,
    )


def test_directory_loads_kinds_in_order_and_files_of_a_kind_by_name(db, tmp_path):
    other = terms() | {"rows": []}
    save(other, tmp_path, "a.json")
    save(crosswalk(), tmp_path, "b.json")
    save(terms(), tmp_path, "c.json")
    save(measures(3), tmp_path, "d.json")
    save(municipalities(), tmp_path, "e.json")
    save(municipalities(), tmp_path, "f.txt")
    assert [report.file for report in load_directory(tmp_path)] == [
        "e.json",
        "d.json",
        "b.json",
        "a.json",
        "c.json",
    ]


def test_directory_keeps_the_files_before_the_refused_one(db, tmp_path):
    save(municipalities(), tmp_path, "a.json")
    save(measures() | {"rows": {}}, tmp_path, "b.json")
    with pytest.raises(FixtureError):
        load_directory(tmp_path)
    assert Municipality.objects.count() == 4


def test_directory_loads_nothing_where_a_file_is_of_no_kind(db, tmp_path):
    save(municipalities(), tmp_path, "a.json")
    save({"kind": "plans"}, tmp_path, "b.json")
    with pytest.raises(FixtureError):
        load_directory(tmp_path)
    assert Municipality.objects.count() == 0


def test_empty_directory_is_refused(db, tmp_path):
    with pytest.raises(FixtureError) as refused:
        load_directory(tmp_path)
    assert refused.value.reason == "読み込むファイル（*.json）がありません。"


def test_loading_does_not_change_what_it_was_given(load):
    content = measures(2)
    before = copy.deepcopy(content)
    load(content)
    assert content == before


def test_two_editions_stand_side_by_side(load):
    load(measures(2))
    second = measures(1)
    second["edition"]["code"] = "R10"
    second["rows"] = [measure(1) | {"name": "別の版の施策"}]
    load(second)
    rows = NationalMeasure.objects.order_by("pk").values_list("edition__code", "code", "name")
    assert list(rows) == [
        ("R9", "01-01", "施策1"),
        ("R9", "01-02", "施策2"),
        ("R10", "01-01", "別の版の施策"),
    ]

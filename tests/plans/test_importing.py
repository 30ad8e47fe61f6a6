"""Plan files that are wrong: a Japanese message with the place, and nothing written."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from django.db import DataError, connection, models

from documents.codec import canonical_plan
from documents.schema import LARGEST_INTEGER
from documents.validation import LARGEST_SECTION, ContentError
from plans.content import (
    _KPI_COLUMNS,
    _LINK_COLUMNS,
    _SCHEDULE_COLUMNS,
    _TAG_COLUMNS,
    CHAPTER_COLUMNS,
    MEASURE_COLUMNS,
)
from plans.importing import import_plan, import_plan_file
from plans.models import (
    Chapter,
    Event,
    Kpi,
    Measure,
    NationalLink,
    Plan,
    PlanFact,
    ScheduleItem,
    Tag,
)
from tests.conftest import Cast
from tests.factories import IBARAKI, make_organization
from tests.plans.samples import NOON, small_content, small_plan

Data = dict[str, Any]


def _data(cast: Cast) -> Data:
    data: Data = json.loads(canonical_plan(small_content(cast.town)))
    return data


def _load(cast: Cast, data: Data | bytes) -> None:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    import_plan_file(raw, organization=cast.town, by=cast.author, at=NOON)


def _counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Plan, Chapter, Measure, PlanFact, Event))


def _measure(data: Data) -> Data:
    measure: Data = data["plan"]["measures"][0]
    return measure


CASES: dict[str, tuple[Callable[[Data], object], str]] = {
    "wrong organisation": (
        lambda d: d["plan"]["organization"].update(code=IBARAKI),
        "plan.organization.code：団体コード 080004 の計画です。"
        "下川町（014681）には取り込めません。",
    ),
    "code of five digits": (
        lambda d: d["plan"]["organization"].update(code="01468"),
        'plan.organization.code：形が違います："01468"（6桁の数字）',
    ),
    "unknown field": (
        lambda d: d["plan"].update(mayor="x"),
        "plan：知らない項目です：mayor",
    ),
    "missing title": (
        lambda d: d["plan"].pop("title"),
        "plan：必要な項目「title」がありません。",
    ),
    "text for a list": (
        lambda d: d["plan"].update(measures="なし"),
        'plan.measures：一覧（[ ]）で書いてください："なし"',
    ),
    "unknown kind of block": (
        lambda d: _measure(d)["body"][0].update(type="video"),
        'plan.measures[0].body[0]：ブロックの種類（type）が分かりません："video"',
    ),
    "unknown fiscal year": (
        lambda d: _measure(d)["kpis"][0]["targets"][0].update(fiscal_year=30),
        "plan.measures[0].kpis[0]：年度「30」は西暦の年度ではありません。",
    ),
    "KPI of 1e999": (
        lambda d: _measure(d)["kpis"][0]["targets"][0].update(value="1e999"),
        'plan.measures[0].kpis[0].targets[0].value：形が違います："1e999"（数値）',
    ),
    "KPI as a number": (
        lambda d: _measure(d)["kpis"][0]["targets"][0].update(value=10),
        "plan.measures[0].kpis[0].targets[0].value：文字列で書いてください：10",
    ),
    "date that is none": (
        lambda d: _measure(d)["schedule"][0].update(due="2029-02-29"),
        "plan.measures[0].schedule[0].due：2029-02-29：暦にない日付です。",
    ),
    "over-long text": (
        lambda d: d["plan"].update(title="長" * 501),
        "plan.title：長すぎます（501字。500字まで）。",
    ),
    "line break in a title": (
        lambda d: d["plan"].update(title="一\n二"),
        'plan.title：改行は使えません："一\\n二"',
    ),
    "control character": (
        lambda d: d["plan"].update(subtitle="a\u0000b"),
        "plan.subtitle：2文字目に使えない文字（U+0000）があります。",
    ),
    "identifier used twice": (
        lambda d: d["plan"]["chapters"][0].update(uid="online"),
        "plan.measures[0].uid：識別子「online」は plan.chapters[0] でも使われています。",
    ),
    "placement of no measure": (
        lambda d: d["plan"]["chapters"][1]["children"][1]["placements"][0].update(measure="gone"),
        "plan.chapters[1].children[1].placements[0].measure：施策「gone」がこのファイルにありません。",
    ),
    "measure in two places": (
        lambda d: d["plan"]["chapters"][1]["children"][1]["placements"][0].update(reprint=False),
        "plan.measures[0]：施策「online」が二か所にあります。二つ目からは再掲にしてください。",
    ),
    "measure in no place": (
        lambda d: d["plan"]["chapters"][1]["children"][0]["placements"].pop(),
        "plan.measures[1]：施策「review」がどの章にも置かれていません。",
    ),
    "empty title": (
        lambda d: d["plan"].update(title=""),
        "plan.title：計画の名称が空です。",
    ),
    "empty name of the body": (
        lambda d: d["plan"]["organization"].update(name=" "),
        "plan.organization.name：団体の名称が空です。",
    ),
    "negative number of a national measure": (
        lambda d: _measure(d).update(
            national_measures=[{"uid": "n", "edition": "r1", "name": "手続", "no": -1}]
        ),
        "plan.measures[0].national_measures[0].no：番号「-1」は0以上にしてください。",
    ),
    "negative section of the guide": (
        lambda d: d["plan"]["chapters"][0].update(guide_section=-1),
        "plan.chapters[0].guide_section：手引の節「-1」は1から32767までにしてください。",
    ),
    "section of the guide beyond its column": (
        lambda d: d["plan"]["chapters"][1]["children"][0].update(guide_section=32_768),
        "plan.chapters[1].children[0].guide_section：手引の節「32768」は1から32767までにしてください。",
    ),
    "unknown edition of the guide": (
        lambda d: d["plan"].update(guide_edition="H99"),
        "plan.guide_edition：手引の版「H99」は登録されていません。",
    ),
    "figure without a file": (
        lambda d: _measure(d)["body"].append(
            {"type": "figure", "uid": "f", "sha256": "0" * 64, "media_type": "image/png"}
        ),
        "plan.measures[0].body[1].sha256：この図のファイルが登録されていません。",
    ),
    "logo without a file": (
        lambda d: d["plan"].update(
            look={"logo": {"sha256": "0" * 64, "media_type": "image/png", "alt": "町章"}}
        ),
        "plan.look.logo.sha256：このロゴのファイルが登録されていません。",
    ),
    "base document without a file": (
        lambda d: d["plan"].update(look={"base_document": "0" * 64}),
        "plan.look.base_document：このWordのひな形が登録されていません。"
        "団体の「体裁」の画面で先に登録するか、この項目を除いてください。",
    ),
    "link to a script": (
        lambda d: _measure(d)["body"][0].update(
            marks=[{"kind": "link", "start": 0, "end": 2, "ref": "javascript:alert(1)"}]
        ),
        "plan.measures[0].body[0].marks[0].ref：リンク先は"
        "http:// 又は https:// で始まるURLにしてください。",
    ),
    "another format": (
        lambda d: d.update(format="word"),
        "format：計画ファイルではありません（format が planbuilder-plan でない）。",
    ),
    "a version of the future": (
        lambda d: d.update(version=99),
        "version：書式の版 99 は、この版の planbuilder（1）では読めません。"
        "planbuilder を新しくしてください。",
    ),
}


@pytest.mark.parametrize("case", list(CASES))
def test_wrong_file_is_refused_at_its_place_and_nothing_is_written(case: str, cast: Cast) -> None:
    spoil, message = CASES[case]
    data = _data(cast)
    spoil(data)
    before = _counts()
    with pytest.raises(ContentError) as error:
        _load(cast, data)
    assert str(error.value) == message
    assert _counts() == before


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "1行1文字目：JSONとして読めません。"),
        (b'{"format":\n "planbuilder-plan",}', "2行21文字目：JSONとして読めません。"),
        (b"\xff\xfe", "1バイト目がUTF-8の文字ではありません。"),
        (b'{"a": 1, "a": 2}', "項目「a」が二度書かれています。"),
        (b'{"a": NaN}', "数値として「NaN」は使えません。"),
        (b"[" * 100_000, "JSONとして読めません（入れ子が深すぎるか、数が大きすぎます）。"),
        (b"[]", "format：計画ファイルではありません（format が planbuilder-plan でない）。"),
    ],
)
def test_file_that_is_no_plan_is_refused(raw: bytes, message: str, cast: Cast) -> None:
    with pytest.raises(ContentError) as error:
        _load(cast, raw)
    assert str(error.value) == message
    assert Plan.objects.count() == 0


def test_what_only_the_database_refuses_is_said_in_japanese(cast: Cast) -> None:
    before = _counts()
    content = replace(small_content(cast.town), title="")
    with pytest.raises(ContentError) as error:
        import_plan(content, organization=cast.town, by=cast.author, at=NOON)
    assert str(error.value) == "plan：計画：計画の名称を入れてください。"
    assert _counts() == before


def test_a_value_that_fits_no_column_is_said_in_japanese(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise DataError("value too long for type character varying(500)")

    monkeypatch.setattr("plans.importing.store_content", refuse)
    before = _counts()
    with pytest.raises(ContentError) as error:
        _load(cast, _data(cast))
    assert str(error.value) == (
        "plan：データベースに入らない値があります（数が大きすぎる、文が長すぎるなど）。"
    )
    assert _counts() == before


def test_every_number_of_the_format_fits_its_column(cast: Cast) -> None:
    """A number that the rules let through and the column does not would end in an error page."""
    largest = {
        ("章", "guide_section"): LARGEST_SECTION,
        ("対応する国の施策", "no"): LARGEST_INTEGER,
    }
    columns: tuple[tuple[type[models.Model], Iterable[str]], ...] = (
        (Chapter, CHAPTER_COLUMNS),
        (Measure, MEASURE_COLUMNS),
        (Kpi, _KPI_COLUMNS),
        (ScheduleItem, _SCHEDULE_COLUMNS),
        (NationalLink, _LINK_COLUMNS),
        (Tag, _TAG_COLUMNS),
        (Plan, Plan.written_fields),
    )
    most = {}
    for model, names in columns:
        for field in (model._meta.get_field(name) for name in names):
            if isinstance(field, models.IntegerField):
                limit = connection.ops.integer_field_range(field.get_internal_type())[1]
                most[str(model._meta.verbose_name), field.name] = limit
    assert most.keys() == largest.keys()
    assert [key for key, limit in most.items() if limit and limit < largest[key]] == []


def test_every_fault_is_named_at_once(cast: Cast) -> None:
    data = _data(cast)
    data["plan"]["title"] = 1
    data["plan"]["licence"] = 2
    with pytest.raises(ContentError) as error:
        _load(cast, data)
    assert sorted(problem.place for problem in error.value.problems) == [
        "plan.licence",
        "plan.title",
    ]


def test_markup_in_text_is_kept_as_it_is(cast: Cast) -> None:
    data = _data(cast)
    data["plan"]["title"] = '<script>alert("{{ x }}")</script>'
    _load(cast, data)
    assert Plan.objects.get().title == '<script>alert("{{ x }}")</script>'


def test_a_second_import_is_a_new_plan(cast: Cast) -> None:
    first = small_plan(cast.town, slug="same")
    second = small_plan(cast.town, slug="same")
    assert (first.slug, second.slug, first.pk != second.pk) == ("same", "same-1", True)


def test_import_of_another_prefecture_leaves_no_trace(cast: Cast) -> None:
    other = make_organization(IBARAKI)
    with pytest.raises(ContentError):
        import_plan_file(
            canonical_plan(small_content(cast.town)).encode(),
            organization=other,
            by=None,
            at=NOON,
        )
    assert Plan.objects.count() == 0

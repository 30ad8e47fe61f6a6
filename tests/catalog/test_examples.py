"""Loading of the examples of a plan: the rows come from the plan file."""

import json
from pathlib import Path
from typing import Any

import pytest

from catalog.errors import FixtureError
from catalog.models import Example, ExamplePlan, Municipality
from documents.codec import canonical_plan
from documents.content import (
    Chapter,
    Kpi,
    Measure,
    OrganizationName,
    Paragraph,
    Placement,
    PlanContent,
    ScheduleItem,
)
from tests.catalog.reference_files import SOURCE, municipalities


def paragraph(uid: str, text: str) -> Paragraph:
    return Paragraph(uid=uid, text=text)


def plan(count: int = 1, *, title: str = "下川町の計画", name: str = "施策") -> PlanContent:
    """A plan of 下川町 with one section and `count` measures."""
    numbers = range(1, count + 1)
    section = Chapter(
        uid="c-1", title="現状", guide_section=1, body=(paragraph("p-1", "ＡＩの現状。"),)
    )
    theme = Chapter(
        uid="c-2",
        title="施策",
        placements=tuple(Placement(uid=f"pl-{no}", measure=f"m-{no}") for no in numbers),
    )
    return PlanContent(
        uid="plan",
        title=title,
        organization=OrganizationName(code="014681", name="下川町"),
        chapters=(section, theme),
        measures=tuple(
            Measure(
                uid=f"m-{no}",
                name=f"{name}{no}",
                body=(paragraph(f"m-{no}-p", "本文。"),),
                kpis=(Kpi(uid=f"m-{no}-k", name="件数"),),
                schedule=(ScheduleItem(uid=f"m-{no}-s", written="随時"),),
            )
            for no in numbers
        ),
    )


def content(**changes: Any) -> dict[str, Any]:
    """The file that names the plan."""
    return {
        "kind": "examples",
        "source": dict(SOURCE),
        "plan": {
            "code": "own",
            "plan_file": "fixtures/plan.json",
            "source_note": "下川町の公表資料。",
        }
        | changes,
    }


@pytest.fixture
def shelf(load, settings, tmp_path) -> Path:
    """Where the plan file lies; 下川町 is stored."""
    load(municipalities())
    settings.BASE_DIR = tmp_path
    (tmp_path / "fixtures").mkdir()
    path: Path = tmp_path / "fixtures" / "plan.json"
    path.write_text(canonical_plan(plan()), encoding="utf-8")
    return path


def test_the_rows_come_from_the_plan(load, shelf):
    load(content())
    head = ExamplePlan.objects.values("code", "municipality__code", "title", "source_note").get()
    rows = Example.objects.order_by("-kind").values(
        "kind", "seq", "guide_section", "pillar_no", "name", "body", "kpis", "schedule"
    )
    assert (head, list(rows)) == (
        {
            "code": "own",
            "municipality__code": "014681",
            "title": "下川町の計画",
            "source_note": "下川町の公表資料。",
        },
        [
            {
                "kind": "section",
                "seq": 1,
                "guide_section": 1,
                "pillar_no": None,
                "name": "現状",
                "body": ["ＡＩの現状。"],
                "kpis": [],
                "schedule": [],
            },
            {
                "kind": "measure",
                "seq": 1,
                "guide_section": None,
                "pillar_no": None,
                "name": "施策1",
                "body": ["本文。"],
                "kpis": ["件数"],
                "schedule": ["随時"],
            },
        ],
    )


def test_what_is_searched_is_normalised(load, shelf):
    load(content())
    texts = Example.objects.order_by("-kind").values_list("search_text", flat=True)
    assert list(texts) == ["現状\naiの現状。", "施策1\n本文。\n件数\n随時"]


@pytest.mark.parametrize("count", [1, 30])
def test_queries_do_not_grow_with_the_plan(load, shelf, verbs, count):
    shelf.write_text(canonical_plan(plan(count)), encoding="utf-8")
    with verbs() as found:
        load(content())
    with verbs() as again:
        report = load(content())
    # body; plan: look, insert; examples: look, insert
    assert (found, again, report.writes) == (
        ["SELECT", "SELECT", "INSERT", "SELECT", "INSERT"],
        ["SELECT"] * 3,
        0,
    )


def test_what_the_plan_no_longer_has_goes_and_the_rest_stays_itself(load, shelf):
    shelf.write_text(canonical_plan(plan(2)), encoding="utf-8")
    load(content())
    pk = Example.objects.get(name="施策1").pk
    shelf.write_text(canonical_plan(plan(1, title="改めた題")), encoding="utf-8")
    report = load(content())
    assert (
        [(table.changed, table.removed) for table in report.tables],
        ExamplePlan.objects.get().title,
        Example.objects.get(kind="measure").pk,
    ) == ([(1, 0), (0, 1)], "改めた題", pk)


def refusal(load, file: dict[str, Any]) -> tuple[str, int]:
    with pytest.raises(FixtureError) as refused:
        load(file)
    return str(refused.value), ExamplePlan.objects.count()


def test_a_plan_file_outside_the_fixtures_is_refused(load, shelf):
    shelf.rename(shelf.parent.parent / "plan.json")
    assert refusal(load, content(plan_file="plan.json")) == (
        "file.json の plan.plan_file：fixtures の外のファイルは読めません。",
        0,
    )


def test_a_missing_plan_file_is_refused(load, shelf):
    assert refusal(load, content(plan_file="fixtures/other.json")) == (
        "other.json：ファイルを読めません。",
        0,
    )


def test_a_plan_file_that_is_none_is_refused_with_its_first_fault(load, shelf):
    data = json.loads(shelf.read_text(encoding="utf-8"))
    del data["plan"]["title"]
    shelf.write_text(json.dumps(data), encoding="utf-8")
    assert refusal(load, content()) == (
        "plan.json の plan：必要な項目「title」がありません。",
        0,
    )


def test_a_body_that_is_not_stored_is_refused(load, shelf):
    Municipality.objects.filter(code="014681").delete()
    assert refusal(load, content()) == (
        "file.json の plan.plan_file：計画の団体（014681 下川町）が登録されていません。",
        0,
    )


def test_a_name_that_is_too_long_is_refused(load, shelf):
    shelf.write_text(canonical_plan(plan(name="長" * 200)), encoding="utf-8")
    assert refusal(load, content()) == (
        "file.json の plan.plan_file：名称「長長長長長長長長長長長長長長長長長長長長…」が"
        "200文字を超えています。",
        0,
    )


def test_text_of_the_plan_has_no_place_in_the_file(load, shelf):
    assert refusal(load, content(title="下川町の計画")) == (
        "file.json の plan：項目「title」は使えません。",
        0,
    )


@pytest.mark.usefixtures("shipped")
@pytest.mark.django_db
def test_the_shipped_examples_are_seven_sections_and_nineteen_measures():
    found = ExamplePlan.objects.get(code="shimokawa")
    rows = found.examples
    assert (
        found.municipality.code,
        found.title,
        list(rows.filter(kind="section").values_list("guide_section", flat=True)),
        list(rows.filter(kind="measure").values_list("pillar_no", flat=True)),
    ) == (
        "014681",
        "下川町官民データ活用推進計画",
        [1, 2, 3, 4, 5, 6, 7],
        [1] * 3 + [2] * 3 + [3] * 2 + [4] * 4 + [5] * 4 + [6] * 3,
    )

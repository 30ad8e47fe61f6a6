"""Nothing that is done to a national list deletes a row that a plan uses, or a word of a plan.

One plan answers to rows in its draft, in a sealed edition and by a decision on a newer list. Then
the site's administrator does everything that the pages, the commands and the reference files offer;
after each deed the tables of the plans are compared row by row.
"""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db.models import ProtectedError
from django.test import Client

from catalog.crosswalks import confirm, seen_of
from catalog.enums import CrosswalkRelation
from catalog.errors import FixtureError
from catalog.loading import load_directory, load_file
from catalog.models import CrosswalkRow, NationalMeasure, NationalMeasureEdition
from plans.decisions import DecisionFacts
from plans.models import Measure, NationalLink, Plan
from plans.switching import accept
from plans.uses import uses_of
from plans.workflow import decide, start_revision, submit
from tests.catalog.exchange.workbooks import HEADS, book, edited, export, without_rows
from tests.conftest import Cast
from tests.plans.samples import NOON, small_plan
from tests.plans.second_edition import add_link

REFERENCE = settings.BASE_DIR / "fixtures" / "catalog"
HOME = "/staff/catalogue/editions/"
CODES = ("01-05", "01-06", "01-07")  # the first three of R1

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def rows_of_plans() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table of plans and people."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for app in ("accounts", "plans", "publishing")
        for model in apps.get_app_config(app).get_models()
        if model.__name__ != "User"  # it notes the last sign-in
    }


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A plan that uses three rows of R1, one of which it has switched to R2."""
    load_directory(REFERENCE)
    # As before its release: then a workbook may still be loaded over it.
    NationalMeasureEdition.objects.update(released_at=None)
    plan = small_plan(cast.town, by=cast.author)
    for code in CODES:
        add_link(plan, code)
    submission = submit(plan, by=cast.author, at=NOON, summary="新規策定")
    facts = DecisionFacts(decided_on=NOON.date())
    sha = submission.content_sha256
    decide(plan, by=cast.approver, at=NOON, content_sha256=sha, facts=facts)
    start_revision(plan, by=cast.author, at=NOON, reason="改定")
    return plan


@pytest.fixture
def newer(plan: Plan, cast: Cast, run: Callable[..., None]) -> NationalMeasureEdition:
    """R2, the same list again, with the first link of the plan switched to it."""
    run(export("R1"), "R2")
    edition = NationalMeasureEdition.objects.get(code="R2")
    row = CrosswalkRow.objects.select_related("target").get(to_edition=edition, position=1)
    assert row.target is not None
    relation, seen = CrosswalkRelation(row.relation), seen_of(row)
    confirm(
        row, relation=relation, target=row.target, reason=row.reason, seen=seen, by="管", at=NOON
    )
    link = NationalLink.objects.get(plan=plan, code=CODES[0])
    version = Measure.objects.get(pk=link.measure_id).version
    row.target.edition = edition
    # Released for the switch alone: afterwards a workbook may be loaded over it again.
    edition.released_at = NOON
    accept(link, edition, row.target, version=version, by=cast.author, at=NOON)
    edition.released_at = None
    return edition


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., None]:
    """Run catalog_import on a workbook."""

    def run(data: bytes, edition: str, *options: str) -> None:
        path = tmp_path / "list.xlsx"
        path.write_bytes(data)
        call_command("catalog_import", path, "--edition", edition, *options)

    return run


@pytest.fixture
def admin(cast: Cast, signed_in: Callable[..., Client]) -> Client:
    """A browser in which the site's administrator is signed in."""
    return signed_in(cast.superuser)


@pytest.fixture
def unchanged(newer: NationalMeasureEdition) -> Callable[[], None]:
    """Return a function that fails unless the plans say and use what they did at first."""
    before = rows_of_plans()
    used = uses_of(list(NationalMeasure.objects.all()))
    assert sorted(len(names) for names in used.values()) == [1, 1, 1, 1]

    def compare() -> None:
        assert rows_of_plans() == before
        assert uses_of(list(NationalMeasure.objects.filter(pk__in=used))) == used

    return compare


def refused(deed: Callable[[], object], error: type[Exception], *words: str) -> None:
    with pytest.raises(error) as told:
        deed()
    assert [word for word in words if word not in str(told.value)] == []


def test_a_workbook_without_a_used_row_is_refused(unchanged, plan, run) -> None:
    for code in ("R1", "R2"):
        data = without_rows(export(code), 2, 3, 4)
        refused(partial(run, data, code), CommandError, f"「{plan.title}」", "除けません")
        unchanged()


def test_a_page_cannot_be_made_to_remove_a_used_row(unchanged, admin) -> None:
    for code in ("R1", "R2"):
        data = without_rows(export(code), 2, 3, 4)
        form = {"file": SimpleUploadedFile("a.xlsx", data), "edition": code}
        address = admin.post(f"{HOME}import/", form).url
        assert "除けません" in admin.get(address).text
        for digest in ("", "0" * 64):
            answer = admin.post(address, {"edition": code, "title": "", "digest": digest})
            assert answer.status_code in {409, 422}
        unchanged()


def test_a_workbook_that_changes_and_renumbers_every_row_changes_no_plan(unchanged, run) -> None:
    for code in ("R1", "R2"):
        rows = NationalMeasure.objects.filter(edition__code=code).order_by("-no")
        turned = [[no, f"{90 + no // 50}-{no % 50:02}", row.name] for no, row in enumerate(rows, 1)]
        run(book(turned), code)
        unchanged()
        run(edited(export(code), {f"C{line}": f"別の名{line}" for line in range(2, 77)}), code)
        unchanged()


def test_a_further_edition_changes_no_plan(unchanged, run) -> None:
    run(book([[1, "01-05", "まったく別の施策"]], heads=HEADS), "R3")
    run(book([[1, "01-05", "古い施策"]], heads=HEADS), "H29")
    unchanged()


def test_reference_files_remove_no_used_row(plan: Plan, tmp_path: Path) -> None:
    before = rows_of_plans()
    content = json.loads((REFERENCE / "national_measures_r1.json").read_text(encoding="utf-8"))
    content["rows"] = [row for row in content["rows"] if row["code"] not in CODES]
    content["edition"]["released_at"] = None
    content.pop("readings")
    path = tmp_path / "r1.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    refused(lambda: load_file(path), FixtureError, "計画などで使われているため、除けません。")
    load_directory(REFERENCE)
    assert rows_of_plans() == before


def test_reference_files_leave_what_was_imported_here(unchanged, run, tmp_path: Path) -> None:
    content = json.loads((REFERENCE / "national_measures_r1.json").read_text(encoding="utf-8"))
    content["edition"]["code"] = "R2"
    content["rows"] = content["rows"][10:]
    content.pop("readings")
    path = tmp_path / "r2.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    load_file(path)
    load_directory(REFERENCE)
    unchanged()
    assert NationalMeasure.objects.filter(edition__code="R2").count() == 75


def test_crosswalks_change_no_plan(unchanged, admin) -> None:
    for row in CrosswalkRow.objects.filter(position__lte=4):
        answer = f"{HOME}{row.to_edition.code}/answers/{row.pk}/"
        admin.post(
            answer,
            {"seen": seen_of(row), "relation": "none", "target": "", "reason": "なくなった。"},
        )
        row.refresh_from_db()
        assert (row.relation, row.is_confirmed) == ("none", True)
        admin.post(f"{answer}undo/", {"seen": seen_of(row)})
        unchanged()


def test_release_and_errata_change_no_plan(unchanged, admin, run) -> None:
    for code in ("R1", "R2"):
        admin.post(f"{HOME}{code}/release/")
        unchanged()
        refused(partial(run, export(code), code), CommandError, "確定済み")
        for row in CODES:
            for field, text in (("name", "改めた施策名"), ("support", ""), ("no", "99")):
                address = f"{HOME}{code}/errata/{row}/{field}/"
                seen = admin.get(address).context["form"]["seen"].value()
                form = {"seen": seen, "text": text, "source": "事務連絡", "day": "2020-06-01"}
                admin.post(address, form)
        unchanged()
    names = NationalMeasure.objects.filter(code__in=CODES).values_list("name", flat=True)
    assert set(names) == {"改めた施策名"}
    load_directory(REFERENCE)
    unchanged()


def test_the_database_itself_keeps_every_used_row(unchanged) -> None:
    used = uses_of(list(NationalMeasure.objects.all()))
    for row in NationalMeasure.objects.filter(pk__in=used):
        refused(row.delete, ProtectedError)
    for many in (
        NationalMeasure.objects.filter(pk__in=used),
        NationalMeasure.objects.filter(edition__code="R1"),
        NationalMeasureEdition.objects.filter(code="R2"),
    ):
        refused(many.delete, ProtectedError)
    unchanged()

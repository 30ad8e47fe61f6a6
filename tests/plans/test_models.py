"""Each constraint of the plan's tables, broken once."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from catalog.models import NationalMeasure, NationalMeasureEdition
from documents.content import TagScheme
from plans.enums import Deed, EditionState, FactKind, LinkDecision, SubmissionOutcome
from plans.models import (
    BaseDocumentFile,
    Chapter,
    Edition,
    EditionNational,
    Event,
    FigureFile,
    HouseLook,
    Kpi,
    KpiActual,
    LinkChange,
    LookApplication,
    LookChange,
    Measure,
    NationalLink,
    Placement,
    Plan,
    PlanFact,
    ScheduleItem,
    Submission,
    Tag,
)
from tests.conftest import Cast
from tests.factories import BIFUKA, make_organization
from tests.plans.samples import NOON

PARTS: list[type[models.Model]] = [PlanFact, Chapter, Measure, Kpi, ScheduleItem]


def _row(model: type[models.Model], plan: Plan, **fields: Any) -> models.Model:
    """Return a sound unsaved row of `model`."""
    measure = Measure.objects.get(plan=plan, uid="review")
    defaults: dict[type[models.Model], dict[str, Any]] = {
        Plan: {"organization": plan.organization, "slug": "new", "uid": "new", "title": "新"},
        PlanFact: {"plan": plan, "uid": "new", "kind": FactKind.TERM},
        Tag: {"plan": plan, "uid": "new", "scheme": TagScheme.OWN.value, "label": "新"},
        Chapter: {"plan": plan, "uid": "new", "title": "新"},
        Measure: {"plan": plan, "uid": "new"},
        Kpi: {"plan": plan, "uid": "new", "measure": measure, "name": "新"},
        ScheduleItem: {"plan": plan, "uid": "new", "measure": measure, "written": "新"},
        Placement: {
            "plan": plan,
            "uid": "new",
            "measure": measure,
            "chapter": Chapter.objects.get(plan=plan, uid="theme-2"),
            "reprint": True,
        },
        NationalLink: {
            "plan": plan,
            "uid": "new",
            "measure": measure,
            "edition": "R1",
            "name": "新",
        },
        KpiActual: {"plan": plan, "kpi_uid": "online-kpi", "fiscal_year": 2026},
        FigureFile: {
            "organization": plan.organization,
            "sha256": "0" * 64,
            "media_type": "image/png",
            "size": 1,
            "file": "x",
        },
        Submission: {
            "plan": plan,
            "content_json": "{}",
            "content_sha256": "0" * 64,
            "drafter_id": plan.organization.memberships.get(user__username="author").user_id,
            "submitted_at": NOON,
        },
        Edition: {
            "plan": plan,
            "no": 1,
            "title": "新",
            "content_json": "{}",
            "content_sha256": "0" * 64,
            "record_json": "{}",
            "record_sha256": "0" * 64,
            "created_at": NOON,
        },
        EditionNational: {"edition": _edition(plan), "source": _national()},
        LinkChange: {
            "plan": plan,
            "link": _link(plan),
            "to_edition": _national().edition,
            "decision": LinkDecision.DECLINED,
            "former": {},
            "decided_by_id": plan.organization.memberships.get(user__username="author").user_id,
            "decided_at": NOON,
        },
        HouseLook: {**_by_author(plan, "updated"), "organization": plan.organization},
        LookChange: {
            **_by_author(plan, "changed"),
            "house_look": _house_look(plan),
            "version": 2,
            "changed_by_name": "x",
        },
        LookApplication: {"change": _look_change(plan), "plan": plan},
        BaseDocumentFile: {
            **_by_author(plan, "uploaded"),
            "organization": plan.organization,
            "sha256": "0" * 64,
            "size": 1,
            "name": "ひな形.docx",
            "file": "x",
        },
        Event: {"plan": plan, "seq": 9, "deed": Deed.CREATE, "at": NOON, "by_name": "x"},
    }
    return model(**{**defaults[model], **fields})


def _by_author(plan: Plan, deed: str) -> dict[str, Any]:
    """Return who did a deed on the look and when."""
    author = plan.organization.memberships.get(user__username="author").user_id
    return {f"{deed}_by_id": author, f"{deed}_at": NOON}


def _house_look(plan: Plan) -> HouseLook:
    """Return the stored house look of the neighbouring town; that of the plan's is yet to be."""
    look, _ = HouseLook.objects.get_or_create(
        organization=make_organization(BIFUKA), defaults=_by_author(plan, "updated")
    )
    return look


def _look_change(plan: Plan) -> LookChange:
    """Return a stored change of a house look."""
    change, _ = LookChange.objects.get_or_create(
        house_look=_house_look(plan),
        version=9,
        defaults={**_by_author(plan, "changed"), "changed_by_name": "x"},
    )
    return change


def _national() -> NationalMeasure:
    """Return a row of a newer national list."""
    edition, _ = NationalMeasureEdition.objects.get_or_create(code="R9", title="一覧")
    found, _ = NationalMeasure.objects.get_or_create(
        edition=edition, no=1, code="01-01", name="国の施策", benefit_marks=0
    )
    return found


def _edition(plan: Plan) -> Edition:
    """Return a stored edition of the plan."""
    seal = {"content_json": "{}", "content_sha256": "0", "record_json": "{}", "record_sha256": "0"}
    edition, _ = Edition.objects.get_or_create(
        plan=plan, no=7, defaults={"title": "版", "created_at": NOON, **seal}
    )
    return edition


def _link(plan: Plan) -> NationalLink:
    """Return a stored link of the plan."""
    measure = Measure.objects.get(plan=plan, uid="review")
    link, _ = NationalLink.objects.get_or_create(
        plan=plan, uid="kept", measure=measure, edition="R1", name="国の施策"
    )
    return link


def _insert(row: models.Model) -> None:
    with transaction.atomic():
        row.save(force_insert=True)


BREAKS: dict[str, tuple[type[models.Model], list[dict[str, Any]]]] = {
    "plan_state_known": (Plan, [{"state": "x"}]),
    "plan_pattern_known": (Plan, [{"pattern": "x"}]),
    "plan_stage_known": (Plan, [{"stage": "x"}]),
    "plan_title_not_empty": (Plan, [{"title": ""}]),
    "plan_version_positive": (Plan, [{"version": 0}]),
    "planfact_kind_known": (PlanFact, [{"kind": "x"}]),
    "tag_uid_unique_in_plan": (Tag, [{}, {}]),
    "tag_scheme_known": (Tag, [{"scheme": "x"}]),
    "chapter_kind_known": (Chapter, [{"kind": "x"}]),
    "measure_status_known": (Measure, [{"status": "x"}]),
    "kpi_kind_known": (Kpi, [{"kind": "x"}]),
    "kpi_role_known": (Kpi, [{"role": "x"}]),
    "kpi_direction_known": (Kpi, [{"direction": "x"}]),
    "placement_uid_unique_in_plan": (Placement, [{}, {}]),
    "placement_once_unless_reprint": (Placement, [{"reprint": False}]),
    "nationallink_uid_unique_in_plan": (NationalLink, [{}, {}]),
    "kpiactual_one_a_year": (KpiActual, [{}, {}]),
    "figurefile_once": (FigureFile, [{}, {}]),
    "submission_one_pending": (Submission, [{}, {}]),
    "submission_closed_pair": (Submission, [{"outcome": SubmissionOutcome.RETURNED}]),
    "edition_no_unique": (Edition, [{}, {}]),
    "edition_state_known": (Edition, [{"state": "x"}]),
    "edition_published_pair": (Edition, [{"published_at": NOON}]),
    "edition_public_has_date": (Edition, [{"state": EditionState.PUBLISHED}]),
    "edition_national_unique": (EditionNational, [{}, {}]),
    "link_change_one_standing": (LinkChange, [{}, {}]),
    "link_change_decision_known": (LinkChange, [{"decision": "x"}]),
    "link_change_target_if_accepted": (LinkChange, [{"decision": LinkDecision.ACCEPTED}]),
    "link_change_undone_pair": (LinkChange, [{"undone_at": NOON}]),
    "houselook_version_positive": (HouseLook, [{"version": 0}]),
    "lookchange_version_once": (LookChange, [{}, {}]),
    "lookapplication_once": (LookApplication, [{}, {}]),
    "basedocumentfile_once": (BaseDocumentFile, [{}, {}]),
    "basedocumentfile_hash_whole": (BaseDocumentFile, [{"sha256": "0" * 63}]),
    "basedocumentfile_not_empty": (BaseDocumentFile, [{"size": 0}]),
    "event_seq_unique": (Event, [{}, {}]),
    "event_deed_known": (Event, [{"deed": "x"}]),
    **{f"{model._meta.model_name}_uid_unique_in_plan": (model, [{}, {}]) for model in PARTS},
    **{
        f"{model._meta.model_name}_removed_pair": (model, [{"removed_at": NOON}]) for model in PARTS
    },
    **{f"{model._meta.model_name}_version_positive": (model, [{"version": 0}]) for model in PARTS},
}
ELSEWHERE = {
    "chapter_not_own_parent",  # below: needs a saved row
    "edition_one_published",  # below: needs people
    "submission_not_decided_by_drafter",  # test_workflow.py
}


def _names() -> set[str]:
    return {
        constraint.name
        for model in apps.get_app_config("plans").get_models()
        for constraint in model._meta.constraints
    }


def test_every_constraint_is_broken_by_a_test() -> None:
    assert set(BREAKS) | ELSEWHERE == _names()


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_database_refuses_what_the_constraint_forbids(name: str, plan: Plan) -> None:
    model, rows = BREAKS[name]
    *sound, wrong = rows
    for fields in sound:
        _insert(_row(model, plan, **fields))
    with pytest.raises(IntegrityError) as error:
        _insert(_row(model, plan, **wrong))
    assert name in str(error.value) or "UNIQUE constraint failed" in str(error.value)


@pytest.mark.parametrize("name", sorted({model for model, _ in BREAKS.values()}, key=str))
def test_the_sound_row_is_accepted(name: type[models.Model], plan: Plan) -> None:
    _insert(_row(name, plan))


def test_chapter_is_not_its_own_parent(plan: Plan) -> None:
    chapter = Chapter.objects.get(plan=plan, uid="aims")
    chapter.parent = chapter
    with pytest.raises(IntegrityError, match="chapter_not_own_parent"), transaction.atomic():
        chapter.save()


def test_one_edition_is_published_at_a_time(plan: Plan, cast: Cast) -> None:
    public = {
        "state": EditionState.PUBLISHED,
        "published_at": NOON,
        "published_by": cast.approver,
    }
    _insert(_row(Edition, plan, **public))
    with pytest.raises(IntegrityError):
        _insert(_row(Edition, plan, no=2, **public))


def test_every_constraint_speaks_japanese() -> None:
    silent = [
        constraint.name
        for model in apps.get_app_config("plans").get_models()
        for constraint in model._meta.constraints
        if not any("ぁ" <= char <= "ん" for char in str(constraint.violation_error_message))
    ]
    assert silent == []


def test_what_people_wrote_is_protected_from_cascades() -> None:
    cascading = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("plans").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete is not models.PROTECT
    ]
    assert cascading == []

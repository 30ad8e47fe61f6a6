"""Addresses of the staff pages; parts of a plan are named by their uid."""

from django.urls import path, register_converter

from documents.limits import UID
from plans.views import (
    catalogue,
    catalogue_crosswalk,
    catalogue_editions,
    catalogue_errata,
    catalogue_import,
    chapters,
    history,
    home,
    measures,
    picking,
    reading,
    review,
    switching,
    workspace,
)

app_name = "plans"


class UidConverter:
    """The identifier of a part; an address with anything else in its place is none of ours."""

    regex = UID.pattern

    def to_python(self, value: str) -> str:
        """Return the uid."""
        return value

    def to_url(self, value: str) -> str:
        """Return the uid."""
        return value


class CatalogueKey:
    """The code of an edition, a measure or a plan of the catalogue: any sign but 「/」."""

    regex = r"[^/\x00-\x1f\x7f]{1,40}"

    def to_python(self, value: str) -> str:
        """Return the key."""
        return value

    def to_url(self, value: str) -> str:
        """Return the key."""
        return value


class RowNumber:
    """The number of a row within its edition; of no more digits than a database compares."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return its digits."""
        return str(value)


register_converter(UidConverter, "uid")
register_converter(CatalogueKey, "key")
register_converter(RowNumber, "number")

urlpatterns = [
    path("", home.home, name="home"),
    path("organizations/<int:organization_pk>/plans/new/", home.plan_create, name="plan-create"),
    path("catalogue/", catalogue.national, name="catalogue"),
    path("catalogue/samples/", catalogue.samples, name="catalogue-samples"),
    # the national lists themselves, for the site's administrator
    path("catalogue/editions/", catalogue_editions.editions, name="catalogue-editions"),
    path(
        "catalogue/editions/sample.xlsx",
        catalogue_editions.sample,
        name="catalogue-sample-workbook",
    ),
    path("catalogue/editions/import/", catalogue_import.upload, name="catalogue-import"),
    path(
        "catalogue/editions/import/<uid:sha256>/",
        catalogue_import.check,
        name="catalogue-import-check",
    ),
    path("catalogue/editions/<key:edition>/", catalogue_editions.edition, name="catalogue-edition"),
    path(
        "catalogue/editions/<key:edition>/export.xlsx",
        catalogue_editions.export,
        name="catalogue-export",
    ),
    path(
        "catalogue/editions/<key:edition>/release/",
        catalogue_editions.release_edition,
        name="catalogue-release",
    ),
    path(
        "catalogue/editions/<key:edition>/crosswalk/<key:former>/",
        catalogue_crosswalk.crosswalk,
        name="catalogue-crosswalk",
    ),
    path(
        "catalogue/editions/<key:edition>/answers/<number:pk>/",
        catalogue_crosswalk.answer,
        name="catalogue-answer",
    ),
    path(
        "catalogue/editions/<key:edition>/answers/<number:pk>/confirm/",
        catalogue_crosswalk.answer_confirm,
        name="catalogue-answer-confirm",
    ),
    path(
        "catalogue/editions/<key:edition>/answers/<number:pk>/undo/",
        catalogue_crosswalk.answer_undo,
        name="catalogue-answer-undo",
    ),
    path(
        "catalogue/editions/<key:edition>/errata/<key:key>/",
        catalogue_errata.errata,
        name="catalogue-errata",
    ),
    path(
        "catalogue/editions/<key:edition>/errata/<key:key>/<key:field>/",
        catalogue_errata.correct,
        name="catalogue-correct",
    ),
    path("catalogue/examples/", catalogue.examples, name="catalogue-examples"),
    path("catalogue/guide/", reading.guide, name="catalogue-guide"),
    path("catalogue/guide/<key:edition>/", reading.guide, name="catalogue-guide-edition"),
    path("catalogue/checklist/", reading.checklist, name="catalogue-checklist"),
    path("catalogue/terms/", reading.terms, name="catalogue-terms"),
    path(
        "catalogue/national/<key:edition>/<key:code>/",
        catalogue.national_row,
        name="catalogue-national-row",
    ),
    path(
        "catalogue/samples/<key:edition>/<number:seq>/", catalogue.sample, name="catalogue-sample"
    ),
    path(
        "catalogue/examples/<key:plan>/<key:kind>/<number:seq>/",
        catalogue.example,
        name="catalogue-example",
    ),
    path("plans/<int:pk>/", workspace.overview, name="workspace"),
    path("plans/<int:pk>/basics/", workspace.plan_facts, name="plan-facts"),
    path("plans/<int:pk>/pillars/", workspace.pillars, name="pillars"),
    path("plans/<int:pk>/removed/", workspace.removed, name="removed"),
    path(
        "plans/<int:pk>/parts/<str:kind>/<uid:uid>/history/",
        history.part_history,
        name="part-history",
    ),
    path("plans/<int:pk>/facts/<str:kind>/", workspace.facts, name="facts"),
    path("plans/<int:pk>/facts/<str:kind>/new/", workspace.fact_edit, name="fact-add"),
    path("plans/<int:pk>/facts/<str:kind>/<uid:uid>/", workspace.fact_edit, name="fact-edit"),
    path(
        "plans/<int:pk>/parts/<str:kind>/<uid:uid>/remove/",
        workspace.part_remove,
        name="part-remove",
    ),
    path(
        "plans/<int:pk>/parts/<str:kind>/<uid:uid>/restore/",
        workspace.part_restore,
        name="part-restore",
    ),
    # chapters
    path("plans/<int:pk>/chapters/new/", chapters.chapter_add, name="chapter-add"),
    path("plans/<int:pk>/chapters/<uid:uid>/", chapters.chapter_edit, name="chapter-edit"),
    path("plans/<int:pk>/chapters/<uid:uid>/move/", chapters.chapter_move, name="chapter-move"),
    path(
        "plans/<int:pk>/chapters/<uid:uid>/measures/new/",
        measures.measure_add,
        name="measure-add",
    ),
    # measures and their places
    path("plans/<int:pk>/measures/<uid:uid>/", measures.measure_edit, name="measure-edit"),
    path(
        "plans/<int:pk>/measures/<uid:uid>/difference/",
        measures.measure_difference,
        name="measure-difference",
    ),
    path(
        "plans/<int:pk>/measures/<uid:uid>/places/new/",
        chapters.placement_add,
        name="placement-add",
    ),
    path(
        "plans/<int:pk>/measures/<uid:uid>/places/<uid:placement_uid>/move/",
        chapters.placement_move,
        name="placement-move",
    ),
    path(
        "plans/<int:pk>/measures/<uid:uid>/places/<uid:placement_uid>/change/",
        chapters.placement_change,
        name="placement-change",
    ),
    path(
        "plans/<int:pk>/measures/<uid:uid>/places/<uid:placement_uid>/remove/",
        chapters.placement_remove,
        name="placement-remove",
    ),
    path("plans/<int:pk>/pick/national/", picking.national, name="pick-national"),
    path("plans/<int:pk>/pick/samples/", picking.samples, name="pick-samples"),
    path("plans/<int:pk>/pick/examples/", picking.examples, name="pick-examples"),
    # the editions of the national measures
    path("plans/<int:pk>/national/", switching.links, name="national-links"),
    path(
        "plans/<int:pk>/national/switch/<key:edition>/",
        switching.switch,
        name="national-switch",
    ),
    path(
        "plans/<int:pk>/national/switch/<key:edition>/<uid:uid>/accept/",
        switching.switch_accept,
        name="national-accept",
    ),
    path(
        "plans/<int:pk>/national/switch/<key:edition>/<uid:uid>/decline/",
        switching.switch_decline,
        name="national-decline",
    ),
    path(
        "plans/<int:pk>/national/switch/<key:edition>/<uid:uid>/undo/",
        switching.switch_undo,
        name="national-undo",
    ),
    # deeds
    path("plans/<int:pk>/submit/", review.plan_submit, name="submit"),
    path("plans/<int:pk>/withdraw/", review.plan_withdraw, name="withdraw"),
    path("plans/<int:pk>/review/", review.review, name="review"),
    path("plans/<int:pk>/decide/", review.plan_decide, name="decide"),
    path("plans/<int:pk>/return/", review.plan_return, name="return"),
    path("plans/<int:pk>/record-external/", review.plan_record_external, name="record-external"),
    path("plans/<int:pk>/start-revision/", review.plan_start_revision, name="start-revision"),
    path("plans/<int:pk>/events/", review.events, name="events"),
]

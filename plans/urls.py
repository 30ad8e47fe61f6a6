"""Addresses of the staff pages; parts of a plan are named by their uid."""

from django.urls import path

from plans.views import chapters, home, measures, picking, review, workspace

app_name = "plans"

urlpatterns = [
    path("", home.home, name="home"),
    path("organizations/<int:organization_pk>/plans/new/", home.plan_create, name="plan-create"),
    path("plans/<int:pk>/", workspace.overview, name="workspace"),
    path("plans/<int:pk>/basics/", workspace.plan_facts, name="plan-facts"),
    path("plans/<int:pk>/pillars/", workspace.pillars, name="pillars"),
    path("plans/<int:pk>/removed/", workspace.removed, name="removed"),
    path("plans/<int:pk>/facts/<str:kind>/", workspace.facts, name="facts"),
    path("plans/<int:pk>/facts/<str:kind>/new/", workspace.fact_edit, name="fact-add"),
    path("plans/<int:pk>/facts/<str:kind>/<str:uid>/", workspace.fact_edit, name="fact-edit"),
    path(
        "plans/<int:pk>/parts/<str:kind>/<str:uid>/remove/",
        workspace.part_remove,
        name="part-remove",
    ),
    path(
        "plans/<int:pk>/parts/<str:kind>/<str:uid>/restore/",
        workspace.part_restore,
        name="part-restore",
    ),
    # chapters
    path("plans/<int:pk>/chapters/new/", chapters.chapter_add, name="chapter-add"),
    path("plans/<int:pk>/chapters/<str:uid>/", chapters.chapter_edit, name="chapter-edit"),
    path("plans/<int:pk>/chapters/<str:uid>/move/", chapters.chapter_move, name="chapter-move"),
    path(
        "plans/<int:pk>/chapters/<str:uid>/measures/new/",
        measures.measure_add,
        name="measure-add",
    ),
    # measures and their places
    path("plans/<int:pk>/measures/<str:uid>/", measures.measure_edit, name="measure-edit"),
    path(
        "plans/<int:pk>/measures/<str:uid>/places/new/",
        chapters.placement_add,
        name="placement-add",
    ),
    path(
        "plans/<int:pk>/measures/<str:uid>/places/<str:placement_uid>/move/",
        chapters.placement_move,
        name="placement-move",
    ),
    path(
        "plans/<int:pk>/measures/<str:uid>/places/<str:placement_uid>/change/",
        chapters.placement_change,
        name="placement-change",
    ),
    path(
        "plans/<int:pk>/measures/<str:uid>/places/<str:placement_uid>/remove/",
        chapters.placement_remove,
        name="placement-remove",
    ),
    path("plans/<int:pk>/pick/national/", picking.national, name="pick-national"),
    path("plans/<int:pk>/pick/samples/", picking.samples, name="pick-samples"),
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

"""Addresses of the public site, and of the pages on which staff see a plan as a document."""

from django.urls import path

from publishing.views import downloads, editions, health, jobs, looks, open_data, plans, preview

app_name = "publishing"

_EDITION = "plans/<slug:slug>/editions/<int:no>/"
_STAFF_PLAN = "staff/plans/<int:pk>/"
_LOOK = "staff/organizations/<int:pk>/look/"
_STAFF_EDITION = "staff/plans/<int:pk>/editions/<int:no>/"

urlpatterns = [
    path("", plans.plan_list, name="plan-list"),
    path("healthz/", health.health, name="health"),
    path("plans/<slug:slug>/", plans.plan, name="plan"),
    path(_EDITION, plans.edition, name="edition"),
    path(f"{_EDITION}data/", open_data.open_data, name="open-data"),
    path(f"{_EDITION}data/<slug:name>.csv", open_data.table, name="table"),
    path(f"{_EDITION}<str:format>/", downloads.download, name="download"),
    path("figures/<slug:slug>/<int:no>/<str:sha256>", downloads.figure, name="figure"),
    path(f"{_STAFF_PLAN}preview/", preview.preview, name="preview"),
    path(f"{_STAFF_PLAN}preview/<str:format>/", preview.preview_file, name="preview-file"),
    path(f"{_STAFF_PLAN}preview/part/<str:anchor>.pdf", preview.preview_part, name="preview-part"),
    path(f"{_STAFF_PLAN}preview/make/<str:format>/", jobs.make_draft, name="draft-make"),
    path(f"{_STAFF_PLAN}jobs/<int:number>/", jobs.job, name="job"),
    path(f"{_STAFF_PLAN}jobs/<int:number>/cancel/", jobs.cancel_job, name="job-cancel"),
    path(f"{_STAFF_PLAN}jobs/<int:number>/file/", jobs.job_file, name="job-file"),
    path(f"{_STAFF_PLAN}figures/<str:sha256>", preview.preview_figure, name="preview-figure"),
    # the look of an organisation's books
    path(_LOOK, looks.look, name="look"),
    path(f"{_LOOK}undo/", looks.look_undo, name="look-undo"),
    path(f"{_LOOK}sample/", looks.look_sample, name="look-sample"),
    path(f"{_LOOK}sample/<str:format>/", looks.look_sample_file, name="look-sample-file"),
    path(f"{_LOOK}pictures/<str:sha256>", looks.look_picture, name="look-picture"),
    path("staff/colours/<str:colour>.css", looks.look_colour, name="look-colour"),
    path(_STAFF_EDITION, editions.edition_staff, name="edition-staff"),
    path(f"{_STAFF_EDITION}publish/", editions.publish, name="publish"),
    path(f"{_STAFF_EDITION}unpublish/", editions.unpublish, name="unpublish"),
    path(f"{_STAFF_EDITION}make/", editions.make_edition, name="edition-make"),
    path(f"{_STAFF_EDITION}<str:format>/", editions.download_staff, name="download-staff"),
]

"""Where each part of the site hangs."""

from django.urls import include, path

urlpatterns = [
    path("", include("publishing.urls")),
    path("accounts/", include("accounts.urls")),
    path("staff/", include("plans.urls")),
]

handler400 = "publishing.views.errors.bad_request"
handler403 = "publishing.views.errors.forbidden"
handler404 = "publishing.views.errors.not_found"
handler500 = "publishing.views.errors.server_error"

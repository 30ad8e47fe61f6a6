"""The open data of public editions: the page that lists the tables, and each table as CSV."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from publishing.names import content_disposition, file_name
from publishing.open_data import open_data_of, package_of, table_of
from publishing.views.downloads import public_edition
from publishing.views.failures import explains_failure
from publishing.views.sending import PUBLIC, bytes_response

_CSV = "text/csv; charset=utf-8"


@login_not_required
@explains_failure
@require_safe
def open_data(request: HttpRequest, slug: str, no: int) -> HttpResponse:
    """The tables of a public edition, with their source and terms."""
    edition = public_edition(slug, no)
    plan_url = reverse("publishing:edition", args=[slug, no])
    context = {
        "edition": edition,
        "data": open_data_of(edition, at=timezone.now()),
        "breadcrumbs": [
            ("公表された計画", reverse("publishing:plan-list")),
            (f"{edition.title}（第{no}版）", plan_url),
            ("データ", ""),
        ],
    }
    response = render(request, "publishing/open_data.html", context)
    if not request.user.is_authenticated:
        # As with the page of the edition: what is withdrawn must not come back out of a cache.
        response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@explains_failure
@require_safe
def table(request: HttpRequest, slug: str, no: int, name: str) -> HttpResponse:
    """One table of a public edition as CSV, out of its stored package."""
    edition = public_edition(slug, no)
    package, sha256 = package_of(edition, at=timezone.now())
    data = table_of(package, name)
    if data is None:
        raise Http404
    etag = quote_etag(f"{sha256}-{name}")
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = bytes_response(request, data, media_type=_CSV)
        response["Content-Disposition"] = content_disposition(
            file_name(edition.title, mark=f"_第{no}版_{name}", extension="csv"),
            fallback=f"{slug}-{no}-{name}.csv",
        )
    response["ETag"] = etag
    response["Cache-Control"] = PUBLIC
    return response

"""The editions of the national list, for the site's administrator: overview, workbooks, release."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from catalog.correcting import errata_of
from catalog.crosswalks import Progress, progress_of, progress_of_all
from catalog.editions import in_order
from catalog.errors import DeedRefused
from catalog.exchange.writing import export_workbook, sample_workbook
from catalog.models import NationalMeasureEdition
from catalog.releasing import release
from documents.workbooks import MEDIA_TYPE, WorkbookError
from plans.permissions import get_site_administrator
from plans.views.session import signature

ROWS_ON_A_PAGE = 100
TITLE = "国の施策一覧の管理"


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """List every edition with how far it has come."""
    get_site_administrator(request)
    progress: dict[int, list[Progress]] = progress_of_all()
    rows = in_order(NationalMeasureEdition.objects.annotate(rows=Count("measures")))
    context = {
        "rows": [(edition, progress.get(edition.pk, [])) for edition in reversed(rows)],
        "breadcrumbs": [(TITLE, "")],
    }
    return render(request, "plans/catalogue_editions.html", context)


@require_safe
def edition(request: HttpRequest, edition: str) -> HttpResponse:
    """One edition: where it stands, what can be done with it, its rows."""
    get_site_administrator(request)
    found = find_edition(edition)
    page = Paginator(found.measures.order_by("no"), ROWS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    errata = errata_of(found)
    context = {
        "edition": found,
        "progress": progress_of(found),
        "page": page,
        "rows": [(row, errata.get(row.code, 0)) for row in page],
        "own_errata": errata.get("", 0),
        "breadcrumbs": trail(found),
    }
    return render(request, "plans/catalogue_edition.html", context)


@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """Send a workbook to begin with."""
    get_site_administrator(request)
    return _workbook(sample_workbook(), "national_measures_sample.xlsx")


@require_safe
def export(request: HttpRequest, edition: str) -> HttpResponse:
    """Send an edition as the workbook that can be imported again."""
    get_site_administrator(request)
    found = find_edition(edition)
    try:
        data = export_workbook(found)
    except WorkbookError as error:
        messages.error(request, str(error))
        return redirect("plans:catalogue-edition", found.code)
    return _workbook(data, f"national_measures_{found.code}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def release_edition(request: HttpRequest, edition: str) -> HttpResponse:
    """Ask whether to release an edition, and do it."""
    user = get_site_administrator(request)
    found = find_edition(edition)
    if found.is_released:
        messages.info(request, f"{found.code}は既に確定しています。")
        return redirect("plans:catalogue-edition", found.code)
    if request.method == "POST":
        try:
            release(found, by=signature(user), at=timezone.now())
        except DeedRefused as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request, f"{found.code}を確定しました。これからは正誤だけで変えられます。"
            )
        return redirect("plans:catalogue-edition", found.code)
    context = {
        "edition": found,
        "count": found.measures.count(),
        "progress": progress_of(found),
        "breadcrumbs": trail(found, ("確定", "")),
    }
    return render(request, "plans/catalogue_release.html", context)


def find_edition(code: str) -> NationalMeasureEdition:
    """Return the edition of an address, or raise 404."""
    return get_object_or_404(NationalMeasureEdition, code=code)


def trail(edition: NationalMeasureEdition, *below: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the breadcrumbs of a page of an edition; `below` are those behind the edition's."""
    here = reverse("plans:catalogue-edition", args=[edition.code]) if below else ""
    return [(TITLE, reverse("plans:catalogue-editions")), (edition.code, here), *below]


def _workbook(data: bytes, name: str) -> HttpResponse:
    """Return a download; the names are ours and ASCII."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=MEDIA_TYPE, headers=headers)

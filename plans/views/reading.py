"""The pages of the catalogue that are read from top to bottom: guide, checklist, moved words."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.cells import year_of
from catalog.models import Checklist, OutdatedTerm, RetiredSite
from catalog.models.site import retired_site_of
from catalog.whole_guide import guide_editions, whole_guide
from plans.permissions import get_bodies
from plans.views.shelves import CHECKLIST, GUIDE, SHELVES, TERMS


@require_safe
def guide(request: HttpRequest, edition: str | None = None) -> HttpResponse:
    """The whole guide: the newest edition, or the one whose code stands in the address."""
    get_bodies(request)
    editions = guide_editions()
    chosen = next((each for each in editions if edition in (None, each.code)), None)
    if chosen is None and edition is not None:
        raise Http404
    context = {
        "shelf": GUIDE,
        "shelves": SHELVES,
        "editions": editions,
        "guide": whole_guide(chosen) if chosen else None,
    }
    if chosen is not None:
        site = retired_site_of(chosen.source_url, RetiredSite.objects.all())
        context["since"] = f"{year_of(chosen)}当時のリンク" if site else ""
        context["site"] = site
    return render(request, "plans/catalogue_guide.html", context)


@require_safe
def checklist(request: HttpRequest) -> HttpResponse:
    """The checklists, each under the words that say whose summary it is."""
    get_bodies(request)
    checklists = Checklist.objects.prefetch_related("groups__items")
    context = {"shelf": CHECKLIST, "shelves": SHELVES, "checklists": checklists}
    return render(request, "plans/catalogue_checklist.html", context)


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """The words whose law or name has moved, with what may stand in their place."""
    get_bodies(request)
    context = {"shelf": TERMS, "shelves": SHELVES, "terms": OutdatedTerm.objects.all()}
    return render(request, "plans/catalogue_terms.html", context)

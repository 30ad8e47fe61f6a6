"""The public site: the list of plans, and the page of each plan and edition.

Everything here is read from editions that are public at this moment; whatever is not is a 404.
"""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.enums import EditionState
from plans.models import Edition
from publishing.listing import listed_plans, present_editions
from publishing.pages import edition_links, edition_page
from publishing.views.failures import explains_failure


@login_not_required
@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """The list of published plans, with a search."""
    search = request.GET.get("q", "").strip()
    plans, page = listed_plans(search=search, page=request.GET.get("page", "1"))
    context = {
        "plans": plans,
        "page": page,
        "search": search,
        "query": urlencode({"q": search}) if search else "",
    }
    return render(request, "publishing/plan_list.html", context)


def _present_edition(slug: str) -> Edition | None:
    return (
        present_editions()
        .filter(plan__slug=slug)
        .select_related("plan__organization__municipality__prefecture")
        .first()
    )


@login_not_required
@explains_failure
@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The edition of a plan that counts now."""
    edition = _present_edition(slug)
    if edition is None:
        raise Http404
    return _edition_response(request, edition, trail=[(edition.title, "")], newer=None)


@login_not_required
@explains_failure
@require_safe
def edition(request: HttpRequest, slug: str, no: int) -> HttpResponse:
    """One public edition, with a banner where a newer one counts."""
    shown = (
        Edition.objects.public()
        .filter(plan__slug=slug, no=no)
        .select_related("plan__organization__municipality__prefecture")
        .first()
    )
    if shown is None:
        raise Http404
    newer = None
    if shown.state == EditionState.SUPERSEDED:
        newer = Edition.objects.filter(plan=shown.plan, state=EditionState.PUBLISHED).first()
    trail = [(shown.title, reverse("publishing:plan", args=[slug])), (f"第{no}版", "")]
    return _edition_response(request, shown, trail=trail, newer=newer)


def _edition_response(
    request: HttpRequest, shown: Edition, *, trail: list[tuple[str, str]], newer: Edition | None
) -> HttpResponse:
    slug, no = shown.plan.slug, shown.no
    editions = (
        Edition.objects.public().filter(plan=shown.plan).defer("content_json").order_by("-no")
    )
    context = {
        "shown": edition_page(
            shown,
            figure_url=lambda sha256: reverse("publishing:figure", args=[slug, no, sha256]),
            download_url=lambda format: reverse("publishing:download", args=[slug, no, format]),
            data_url=reverse("publishing:open-data", args=[slug, no]),
        ),
        "editions": edition_links(
            list(editions),
            shown=shown,
            url=lambda number: reverse("publishing:edition", args=[slug, number]),
        ),
        "newer": newer,
        "is_superseded": shown.state == EditionState.SUPERSEDED,
        "breadcrumbs": [("公表された計画", reverse("publishing:plan-list")), *trail],
        "plan_url": reverse("publishing:plan", args=[slug]),
    }
    response = render(request, "publishing/plan.html", context)
    if not request.user.is_authenticated:
        # A page of an edition that is withdrawn must not come back out of a cache.
        response["Cache-Control"] = "no-cache"
    return response

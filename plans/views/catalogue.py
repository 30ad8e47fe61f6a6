"""The pages on which staff look through what the state and other bodies offer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog.answers import answers_of, named_by
from catalog.browsing import example_page, national_page, sample_page
from catalog.cells import cells_of, corrections_of, corrections_of_sample
from catalog.editions import told_editions
from catalog.enums import Audience
from catalog.facets import CataloguePage
from catalog.models import Example, Municipality, NationalMeasure, RetiredSite, SampleMeasure
from catalog.query import CatalogueQuery
from plans.permissions import get_bodies, sees_drafts
from plans.uses import MOST_SHOWN, own_uses, published_uses
from plans.views.session import signed_in
from plans.views.shelves import EXAMPLES, NATIONAL, SAMPLES, SHELVES, Shelf


def audience_of(bodies: list[Municipality]) -> Audience:
    """Return for whom rows are put first: a municipality needs the help more than a prefecture."""
    is_prefecture = bool(bodies) and all(body.is_prefecture for body in bodies)
    return Audience.PREFECTURE if is_prefecture else Audience.MUNICIPALITY


@require_safe
def national(request: HttpRequest) -> HttpResponse:
    """The national measures, with a search and facets."""
    audience = audience_of(get_bodies(request))
    page = national_page(
        CatalogueQuery.read(request.GET), fits_first=audience, drafts=sees_drafts(request)
    )
    return _list(request, NATIONAL, page, audience)


@require_safe
def samples(request: HttpRequest) -> HttpResponse:
    """The guide's sample measures, with a search and facets."""
    audience = audience_of(get_bodies(request))
    page = sample_page(CatalogueQuery.read(request.GET), fits_first=audience)
    return _list(request, SAMPLES, page, audience)


@require_safe
def examples(request: HttpRequest) -> HttpResponse:
    """Sections and measures of other bodies' plans, with a search and facets."""
    audience = audience_of(get_bodies(request))
    return _list(request, EXAMPLES, example_page(CatalogueQuery.read(request.GET)), audience)


def _list(
    request: HttpRequest, shelf: Shelf, page: CataloguePage[Any], audience: Audience
) -> HttpResponse:
    context = {"shelf": shelf, "shelves": SHELVES, "page": page, "reader": audience.label}
    return render(request, "plans/catalogue.html", context)


@require_safe
def national_row(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """One national measure: every cell under its printed head, and what has to do with it."""
    get_bodies(request)
    drafts = sees_drafts(request)
    row = get_object_or_404(
        NationalMeasure.objects.select_related("edition"),
        edition__in=told_editions(drafts=drafts),
        edition__code=edition,
        code=code,
    )
    answers = answers_of(row, drafts=drafts)
    published = published_uses(row)
    context = {
        "row": row,
        "cells": cells_of(row, retired=RetiredSite.objects.all()),
        "corrections": corrections_of(row),
        "answers": answers,
        "published": published[:MOST_SHOWN],
        "published_count": len(published),
        "own": own_uses(row, names=answers.names, user=signed_in(request)),
        "breadcrumbs": _trail(NATIONAL, row.name),
    }
    return render(request, "plans/catalogue_national.html", context)


@require_safe
def sample(request: HttpRequest, edition: str, seq: int) -> HttpResponse:
    """One sample measure, with what answers to the national measures that it names."""
    get_bodies(request)
    row = get_object_or_404(
        SampleMeasure.objects.select_related("edition", "pillar"), edition__code=edition, seq=seq
    )
    context = {
        "row": row,
        "named": named_by(row, drafts=sees_drafts(request)),
        "cases": row.case_refs.all(),
        "corrections": corrections_of_sample(row),
        "breadcrumbs": _trail(SAMPLES, row.name),
    }
    return render(request, "plans/catalogue_sample.html", context)


@require_safe
def example(request: HttpRequest, plan: str, kind: str, seq: int) -> HttpResponse:
    """One section or measure of another body's plan."""
    get_bodies(request)
    row = get_object_or_404(
        Example.objects.select_related("plan__municipality"),
        plan__code=plan,
        kind=kind,
        seq=seq,
    )
    context = {"row": row, "breadcrumbs": _trail(EXAMPLES, row.name)}
    return render(request, "plans/catalogue_example.html", context)


def _trail(shelf: Shelf, title: str) -> list[tuple[str, str]]:
    return [(shelf.title, reverse(shelf.address)), (title, "")]

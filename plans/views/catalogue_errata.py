"""The errata of a released edition, entered by the site's administrator."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from catalog.cells import corrections_of, corrections_of_edition
from catalog.correcting import (
    Correctable,
    Correction,
    cells_of_row,
    correct_edition,
    correct_row,
    facts_of_edition,
)
from catalog.errors import DeedRefused, StaleRow
from catalog.models import NationalMeasure, NationalMeasureEdition
from plans.forms.catalogue import CorrectionForm
from plans.permissions import get_site_administrator
from plans.views.catalogue_editions import find_edition, trail
from plans.views.session import posted, signature

# Stands in addresses for the edition itself; no row has such a code.
EDITION = "edition"


@require_safe
def errata(request: HttpRequest, edition: str, key: str) -> HttpResponse:
    """Show the cells of a row, or the facts of the edition, with their errata."""
    get_site_administrator(request)
    found = find_edition(edition)
    row = _row(found, key)
    context = {
        "edition": found,
        "row": row,
        "key": key,
        "cells": cells_of_row(row) if row else facts_of_edition(found),
        "corrections": corrections_of(row) if row else corrections_of_edition(found),
        "breadcrumbs": trail(found, (_title(row), "")),
    }
    return render(request, "plans/catalogue_errata.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, edition: str, key: str, field: str) -> HttpResponse:
    """Enter an erratum of one cell."""
    user = get_site_administrator(request)
    found = find_edition(edition)
    row = _row(found, key)
    if not found.is_released:
        messages.error(
            request, "確定していない版に正誤は付けません。ファイルを直して、もう一度取り込みます。"
        )
        return redirect("plans:catalogue-errata", found.code, key)
    cell = _cell(found, row, field, request.GET.get("part", ""))
    form = CorrectionForm(posted(request), initial={"text": cell.text, "seen": cell.seen})
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["seen"] != cell.seen:
                raise StaleRow
            _enter(found, row, cell, form, user)
        except DeedRefused as error:
            form.tell(error, seen=cell.seen)
        else:
            messages.success(request, f"「{cell.head}」の正誤を登録しました。")
            return redirect("plans:catalogue-errata", found.code, key)
    context = {
        "edition": found,
        "row": row,
        "key": key,
        "cell": cell,
        "form": form,
        "page_errors": form.is_bound,
        "breadcrumbs": trail(
            found,
            (_title(row), reverse("plans:catalogue-errata", args=[found.code, key])),
            (cell.head, ""),
        ),
    }
    return render(request, "plans/catalogue_correct.html", context, status=form.status)


def _enter(
    edition: NationalMeasureEdition,
    row: NationalMeasure | None,
    cell: Correctable,
    form: CorrectionForm,
    user: User,
) -> None:
    correction = Correction(
        cell=cell,
        text=form.cleaned_data["text"],
        source=form.cleaned_data["source"],
        day=form.cleaned_data["day"],
    )
    who, now, today = signature(user), timezone.now(), timezone.localdate()
    if row is None:
        correct_edition(edition, correction, by=who, at=now, today=today)
    else:
        correct_row(row, correction, by=who, at=now, today=today)


def _row(edition: NationalMeasureEdition, key: str) -> NationalMeasure | None:
    """Return the row of an address, or None for the edition itself."""
    if key == EDITION:
        return None
    rows = NationalMeasure.objects.select_related("edition")
    return get_object_or_404(rows, edition=edition, code=key)


def _cell(
    edition: NationalMeasureEdition, row: NationalMeasure | None, field: str, part: str
) -> Correctable:
    cells = cells_of_row(row) if row else facts_of_edition(edition)
    for cell in cells:
        if (cell.field, cell.part) == (field, part):
            return cell
    raise Http404


def _title(row: NationalMeasure | None) -> str:
    return f"{row.code} {row.name}" if row else "版の題と出典"

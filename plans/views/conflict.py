"""The 409 page: both texts side by side, neither lost."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from plans.models import Plan

# The field by which the 409 page says that its save replaces the text it showed.
REPLACES = "replaces"


def replaces(request: HttpRequest) -> bool:
    """Say whether a save comes from the 409 page: a decision for one text against the other."""
    return REPLACES in request.POST


def conflict_page(
    request: HttpRequest,
    plan: Plan,
    *,
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
    version: int,
    title: str,
) -> HttpResponse:
    """Show what the person typed on a screen of a plan beside what is stored now."""
    trail = [(plan.title, reverse("plans:workspace", args=[plan.pk])), (title, request.path)]
    return conflict_response(
        request, request.POST, mine=mine, theirs=theirs, version=version, title=title, trail=trail
    )


def conflict_response(
    request: HttpRequest,
    sent: QueryDict,
    *,
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
    version: int,
    title: str,
    trail: Sequence[tuple[str, str]],
) -> HttpResponse:
    """Show what the person typed beside what is stored now (409).

    `mine` and `theirs` map labels to text; `trail` leads from the first page of staff to here. The
    page carries `sent` on as hidden fields with the present version: saving it again is a decision
    that a person takes, and what it replaces stays in the history.
    """
    labels = dict.fromkeys([*mine, *theirs])
    rows = [
        {"label": label, "mine": mine.get(label, ""), "theirs": theirs.get(label, "")}
        for label in labels
        if mine.get(label, "") != theirs.get(label, "")
    ]
    hidden = [
        (key, value)
        for key, values in sent.lists()
        if key not in {"csrfmiddlewaretoken", "version", REPLACES}
        for value in values
    ]
    return render(
        request,
        "plans/conflict.html",
        {
            "title": title,
            "rows": rows,
            "hidden": [*hidden, (REPLACES, "1")],
            "version": version,
            "back": request.path,
            "breadcrumbs": [
                ("自分の計画", reverse("plans:home")),
                *trail,
                ("保存の重なり", ""),
            ],
            "page_errors": True,
        },
        status=409,
    )

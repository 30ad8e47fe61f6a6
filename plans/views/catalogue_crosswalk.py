"""The crosswalk from one edition to the next, confirmed row by row by the site's administrator."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from catalog.crosswalks import confirm, progress_of, seen_of, undo
from catalog.enums import CrosswalkRelation
from catalog.errors import DeedRefused
from catalog.models import CrosswalkRow, NationalMeasureEdition
from plans.forms.catalogue import AnswerForm, SeenForm
from plans.permissions import get_site_administrator
from plans.views.catalogue_editions import find_edition, trail
from plans.views.session import posted, signature

ROWS_ON_A_PAGE = 25
FILTERS = (("open", "まだ確認していないもの"), ("confirmed", "確認したもの"), ("all", "全て"))


@require_safe
def crosswalk(request: HttpRequest, edition: str, former: str) -> HttpResponse:
    """List the rows of a former edition with what answers to each."""
    get_site_administrator(request)
    found = find_edition(edition)
    progress = {each.from_edition: each for each in progress_of(found)}
    if former not in progress:
        raise Http404
    show = _filter(request.GET)
    rows = (
        CrosswalkRow.objects.between(former, found.code)
        .select_related("source__edition", "target__edition")
        .order_by("position")
    )
    if show != "all":
        rows = rows.filter(confirmed_at__isnull=show == "open")
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": found,
        "former": former,
        "progress": progress[former],
        "filters": FILTERS,
        "show": show,
        "page": page,
        "rows": [(row, seen_of(row)) for row in page],
        "query": urlencode({"show": show}),
        "breadcrumbs": trail(found, (f"{former}からの対照", "")),
    }
    return render(request, "plans/catalogue_crosswalk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Change what a row answers to, and confirm it."""
    user = get_site_administrator(request)
    found, row = _find(edition, pk)
    form = AnswerForm(
        posted(request),
        row=row,
        choices=found.measures.order_by("no"),
        initial={"seen": seen_of(row)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _confirm(row, form.cleaned_data, user)
        except DeedRefused as error:
            _, row = _find(edition, pk)
            form.tell(error, seen=seen_of(row))
        else:
            messages.success(request, f"「{row.name}」の対照を確認しました。")
            return redirect(_list(row, request.GET))
    context = {
        "edition": found,
        "row": row,
        "form": form,
        "back": _list(row, request.GET),
        "page_errors": form.is_bound,
        "breadcrumbs": trail(
            found, (f"{row.from_edition}からの対照", _list(row, request.GET)), (row.name, "")
        ),
    }
    return render(request, "plans/catalogue_answer.html", context, status=form.status)


@require_POST
def answer_confirm(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Confirm a row as it stands."""
    user = get_site_administrator(request)
    _, row = _find(edition, pk)
    form = SeenForm(request.POST)
    judgement = {
        "relation": row.relation, "target": row.target, "reason": row.reason,
        "seen": form.cleaned_data["seen"] if form.is_valid() else "",
    }  # fmt: skip
    try:
        _confirm(row, judgement, user)
    except DeedRefused as error:
        messages.error(request, f"「{row.name}」：{error}")
    else:
        messages.success(request, f"「{row.name}」の対照を確認しました。")
    return redirect(_list(row, request.POST))


@require_POST
def answer_undo(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Take the confirmation of a row back."""
    get_site_administrator(request)
    _, row = _find(edition, pk)
    form = SeenForm(request.POST)
    try:
        undo(row, seen=form.cleaned_data["seen"] if form.is_valid() else "")
    except DeedRefused as error:
        messages.error(request, f"「{row.name}」：{error}")
    else:
        messages.success(
            request, f"「{row.name}」の確認を取り消しました。書いた内容は残っています。"
        )
    return redirect(_list(row, request.POST))


def _confirm(row: CrosswalkRow, judgement: dict[str, Any], user: User) -> None:
    confirm(
        row,
        relation=CrosswalkRelation(judgement["relation"]),
        target=judgement["target"],
        reason=judgement["reason"],
        seen=judgement["seen"],
        by=signature(user),
        at=timezone.now(),
    )


def _find(edition: str, pk: int) -> tuple[NationalMeasureEdition, CrosswalkRow]:
    found = find_edition(edition)
    rows = CrosswalkRow.objects.select_related("source__edition", "target__edition", "to_edition")
    return found, get_object_or_404(rows, pk=pk, to_edition=found)


def _filter(query: QueryDict) -> str:
    show = query.get("show", "open")
    return show if show in dict(FILTERS) else "open"


def _list(row: CrosswalkRow, query: QueryDict) -> str:
    """Return the address of the list as the person had narrowed it."""
    page = query.get("page", "")
    place = {"show": _filter(query)} | ({"page": page} if page.isdigit() and len(page) < 6 else {})
    address = reverse("plans:catalogue-crosswalk", args=[row.to_edition.code, row.from_edition])
    return f"{address}?{urlencode(place)}"

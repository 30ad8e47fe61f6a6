"""The national measures of a plan and their editions: the links, and the switch to a newer list."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from catalog.editions import told_editions
from catalog.models import NationalMeasure, NationalMeasureEdition
from plans.enums import LinkDecision, SwitchKind
from plans.errors import DeedNotAllowed, StalePart
from plans.forms.switching import LIST_ID, AcceptForm, DecisionForm
from plans.models import LinkChange, NationalLink, Plan
from plans.permissions import Action, get_plan
from plans.switching import accept, decline, undo
from plans.views.session import signed_in
from plans.work_list import WorkItem, newer_editions, past_switches, present_links, work_list

ON_A_PAGE = 20
SHOWN = {"open": "まだ判断していないもの", "decided": "判断したもの", "all": "全て"}
_TONES = {SwitchKind.SAME: "success", SwitchKind.GONE: "danger"}


@dataclass(frozen=True, slots=True)
class Place:
    """What of the work list is on the page."""

    show: str
    page: str

    @classmethod
    def of(cls, data: QueryDict) -> "Place":
        """Return the place that a request names; what it does not know is the beginning."""
        show = data.get("show", "")
        return cls(show if show in SHOWN else "open", data.get("page", "")[:9])

    def shows(self, item: WorkItem) -> bool:
        """Say whether an item belongs here."""
        return self.show == "all" or item.is_open == (self.show == "open")

    def url(self, plan: Plan, edition: NationalMeasureEdition, **more: str) -> str:
        """Return the address of this place."""
        path = reverse("plans:national-switch", args=[plan.pk, edition.code])
        return f"{path}?{urlencode({'show': self.show, 'page': self.page, **more})}"


@dataclass(frozen=True, slots=True)
class Row:
    """An item as the page shows it."""

    item: WorkItem
    tags: tuple[tuple[str, str], ...]  # (words, tone)
    form: AcceptForm | None  # where a person may name another row

    @classmethod
    def of(cls, item: WorkItem, form: AcceptForm | None) -> "Row":
        """Return the row of an item."""
        tags = tuple((str(kind.label), _TONES.get(kind, "warning")) for kind in item.kinds)
        return cls(item, tags, form)


@require_safe
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the national measures of a plan with their editions, and the newer editions."""
    plan, _ = get_plan(request, pk, Action.EDIT)
    context = {
        "plan": plan,
        "links": list(present_links(plan)),
        "offers": newer_editions(plan),
        "past": past_switches(plan),
        "breadcrumbs": _breadcrumbs(plan, ("国の施策の版", "")),
    }
    return render(request, "plans/national_links.html", context)


@require_safe
def switch(request: HttpRequest, pk: int, edition: str) -> HttpResponse:
    """Show the work list of a switch to an edition."""
    plan, _ = get_plan(request, pk, Action.EDIT)
    return _page(request, plan, _edition(edition), Place.of(request.GET))


@require_POST
def switch_accept(request: HttpRequest, pk: int, edition: str, uid: str) -> HttpResponse:
    """Pin a link to a row of the newer list."""
    plan, link = _link(request, pk, uid)
    newer, by, now = _edition(edition), signed_in(request), timezone.now()

    def deed(data: Mapping[str, Any]) -> None:
        accept(link, newer, data["code"], version=data["version"], by=by, at=now)

    form = AcceptForm(request.POST, uid=uid, edition=newer)
    return _done(request, plan, newer, uid, form, deed, last=uid)


@require_POST
def switch_decline(request: HttpRequest, pk: int, edition: str, uid: str) -> HttpResponse:
    """Leave a link as it is."""
    plan, link = _link(request, pk, uid)
    newer, by, now = _edition(edition), signed_in(request), timezone.now()

    def deed(data: Mapping[str, Any]) -> None:
        decline(link, newer, version=data["version"], by=by, at=now)

    return _done(request, plan, newer, uid, DecisionForm(request.POST), deed, last=uid)


@require_POST
def switch_undo(request: HttpRequest, pk: int, edition: str, uid: str) -> HttpResponse:
    """Take the last decision on a link back."""
    plan, link = _link(request, pk, uid)
    newer, by, now = _edition(edition), signed_in(request), timezone.now()
    change = LinkChange.objects.filter(link=link, to_edition=newer).order_by("-pk").first()
    if change is None:
        raise Http404
    change.plan = plan

    def deed(data: Mapping[str, Any]) -> None:
        undo(change, version=data["version"], by=by, at=now)
        name = change.former["name"]
        messages.success(request, f"「{name}」の判断を取り消し、前のとおりに戻しました。")

    return _done(request, plan, newer, uid, DecisionForm(request.POST), deed)


def _link(request: HttpRequest, pk: int, uid: str) -> tuple[Plan, NationalLink]:
    plan, _ = get_plan(request, pk, Action.EDIT)
    link = get_object_or_404(NationalLink, plan=plan, uid=uid)
    link.plan = plan
    return plan, link


def _edition(code: str) -> NationalMeasureEdition:
    return get_object_or_404(told_editions(drafts=False), code=code)


def _breadcrumbs(plan: Plan, *here: tuple[str, str]) -> list[tuple[str, str]]:
    overview = reverse("plans:workspace", args=[plan.pk])
    return [("自分の計画", reverse("plans:home")), (plan.title, overview), *here]


def _done(
    request: HttpRequest,
    plan: Plan,
    edition: NationalMeasureEdition,
    uid: str,
    form: DecisionForm,
    deed: Callable[[Mapping[str, Any]], None],
    **more: str,
) -> HttpResponse:
    """Do a deed with what a form says and lead back to the same place of the work list."""
    place = Place.of(request.POST)
    if not form.is_valid():
        return _page(request, plan, edition, place, at=uid, wrong=form)
    try:
        deed(form.cleaned_data)
    except StalePart:
        return _page(request, plan, edition, place, at=uid, is_stale=True)
    except DeedNotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(place.url(plan, edition))
    return redirect(place.url(plan, edition, **more))


def _page(
    request: HttpRequest,
    plan: Plan,
    edition: NationalMeasureEdition,
    place: Place,
    *,
    at: str = "",
    wrong: DecisionForm | None = None,
    is_stale: bool = False,
) -> HttpResponse:
    """Show the work list; `at` is the link whose form was wrong or stale."""
    items = work_list(plan, edition)
    shown = [item for item in items if place.shows(item)]
    if at and at not in {item.link.uid for item in shown}:
        place, shown = Place("all", ""), items
    paginator = Paginator(shown, ON_A_PAGE)
    found = next((n for n, item in enumerate(shown) if item.link.uid == at), None)
    page = paginator.get_page(place.page if found is None else found // ON_A_PAGE + 1)
    place = Place(place.show, str(page.number))

    def row(item: WorkItem) -> Row:
        if item.link.uid == at and isinstance(wrong, AcceptForm):
            return Row.of(item, wrong)
        if not (item.is_open and item.is_by_hand):
            return Row.of(item, None)
        return Row.of(item, AcceptForm(uid=item.link.uid, edition=edition))

    rows = [row(item) for item in page]
    decisions = Counter(item.change.decision for item in items if item.change is not None)
    last = request.GET.get("last", "")
    context = {
        "plan": plan,
        "edition": edition,
        "rows": rows,
        "page": page,
        "place": place,
        "query": urlencode({"show": place.show}),
        "filters": list(SHOWN.items()),
        "total": len(items),
        "accepted": decisions[LinkDecision.ACCEPTED],
        "declined": decisions[LinkDecision.DECLINED],
        "decided": decisions.total(),
        "open": len(items) - decisions.total(),
        "last": next((i for i in items if i.link.uid == last and not i.is_open), None),
        "wrong": [] if wrong is None else [wrong],
        "is_stale": is_stale,
        "page_errors": wrong is not None or is_stale,
        "list_id": LIST_ID,
        "choices": NationalMeasure.objects.filter(edition=edition).values_list("code", "name")
        if any(row.form for row in rows)
        else [],
        "breadcrumbs": _breadcrumbs(
            plan,
            ("国の施策の版", reverse("plans:national-links", args=[plan.pk])),
            (f"{edition.code}への切替え", ""),
        ),
    }
    status = 422 if wrong is not None else 409 if is_stale else 200
    return render(request, "plans/national_switch.html", context, status=status)

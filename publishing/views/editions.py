"""An edition as colleagues see it in any state, and the two deeds of publication.

`publish` and `unpublish` only call plans/workflow.py; the files are asked for after it, outside its
transaction, for nothing in plans may know of them.
"""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from plans import workflow
from plans.enums import EditionState
from plans.errors import DeedNotAllowed
from plans.models import Edition, Plan
from plans.permissions import Action, get_plan
from publishing.forms import PublishForm, UnpublishForm
from publishing.jobs.asking import ask_for_edition
from publishing.pages import edition_links, edition_page
from publishing.views.downloads import edition_file, format_or_404
from publishing.views.failures import explains_failure
from publishing.views.sending import PRIVATE

_TONES = {
    EditionState.DECIDED: "info",
    EditionState.PUBLISHED: "success",
    EditionState.UNPUBLISHED: "warning",
    EditionState.SUPERSEDED: "neutral",
    EditionState.ABOLISHED: "neutral",
}


def _edition_of(plan: Plan, no: int) -> Edition:
    edition = Edition.objects.filter(plan=plan, no=no).first()
    if edition is None:
        raise Http404
    edition.plan = plan  # it comes with its organisation
    return edition


def _trail(edition: Edition, here: str = "") -> list[tuple[str, str]]:
    """Return the way from the first page of staff to the edition, and on to `here`."""
    own = reverse("publishing:edition-staff", args=[edition.plan_id, edition.no])
    trail = [
        ("自分の計画", reverse("plans:home")),
        (edition.plan.title, reverse("plans:workspace", args=[edition.plan_id])),
        (f"第{edition.no}版", own if here else ""),
    ]
    return [*trail, (here, "")] if here else trail


def _deed_by(request: HttpRequest, pk: int, no: int) -> tuple[User, Edition]:
    """Return who does it and on which edition; only who may publish gets that far."""
    plan, access = get_plan(request, pk, Action.PUBLISH)
    return access.user, _edition_of(plan, no)


@explains_failure
@require_safe
def edition_staff(request: HttpRequest, pk: int, no: int) -> HttpResponse:
    """One edition in any state, with what may be done with it.

    Files that it does not have yet are asked for here, so that they are there when it is published.
    """
    plan, access = get_plan(request, pk, Action.VIEW)
    shown = _edition_of(plan, no)
    editions = plan.editions.defer("content_json").order_by("-no")
    publishable = shown.state in {EditionState.DECIDED, EditionState.UNPUBLISHED}
    page = edition_page(
        shown,
        figure_url=lambda sha256: reverse("publishing:preview-figure", args=[pk, sha256]),
        download_url=lambda format: reverse("publishing:download-staff", args=[pk, no, format]),
    )
    job = None
    if page.is_incomplete:
        job = ask_for_edition(shown, by=access.user, at=timezone.now())
    context = {
        "plan": plan,
        "breadcrumbs": _trail(shown),
        "shown": page,
        "job": job,
        "editions": edition_links(
            list(editions),
            shown=shown,
            url=lambda number: reverse("publishing:edition-staff", args=[pk, number]),
        ),
        "state": EditionState(shown.state),
        "tone": _TONES[EditionState(shown.state)],
        "may_retry": access.can(Action.PUBLISH),
        "may_publish": access.can(Action.PUBLISH) and publishable,
        "may_unpublish": access.can(Action.PUBLISH) and shown.is_public,
    }
    return render(request, "publishing/edition_staff.html", context)


@explains_failure
@require_safe
def download_staff(request: HttpRequest, pk: int, no: int, format: str) -> HttpResponseBase:
    """A file of an edition in any state, for colleagues."""
    wanted = format_or_404(format)
    plan, access = get_plan(request, pk, Action.VIEW)
    edition = _edition_of(plan, no)
    return edition_file(request, edition, wanted, by=access.user, cache=PRIVATE)


@explains_failure
@require_POST
def make_edition(request: HttpRequest, pk: int, no: int) -> HttpResponse:
    """Have the missing files of an edition made now, though it has failed just before."""
    user, edition = _deed_by(request, pk, no)
    job = ask_for_edition(edition, by=user, at=timezone.now(), again=True)
    return redirect("publishing:job", pk, job.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int, no: int) -> HttpResponse:
    """公表: ask for the day, then make the edition public and its files."""
    user, edition = _deed_by(request, pk, no)
    now = timezone.now()
    form = PublishForm(
        request.POST if request.method == "POST" else None, today=timezone.localdate(now)
    )
    if request.method != "POST" or not form.is_valid():
        return _ask(request, "publishing/publish.html", edition, form, "公表")
    try:
        published = workflow.publish(
            edition, by=user, at=now, published_on=form.cleaned_data["published_on"]
        )
    except DeedNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, f"第{no}版を公表しました。ファイルは、できたものから受け取れるようになります。"
        )
        ask_for_edition(published, by=user, at=now, again=True)
    return redirect("publishing:edition-staff", pk, no)


def _ask(
    request: HttpRequest, template: str, edition: Edition, form: Form, here: str
) -> HttpResponse:
    wrong = form.is_bound and not form.is_valid()
    context = {
        "edition": edition,
        "plan": edition.plan,
        "form": form,
        "forms": [form],
        "breadcrumbs": _trail(edition, here),
        "page_errors": wrong,
    }
    return render(request, template, context, status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def unpublish(request: HttpRequest, pk: int, no: int) -> HttpResponse:
    """公表の取下げ: ask for the reason, then take the edition off the public site."""
    user, edition = _deed_by(request, pk, no)
    form = UnpublishForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, "publishing/unpublish.html", edition, form, "公表の取下げ")
    try:
        workflow.unpublish(edition, by=user, at=timezone.now(), reason=form.cleaned_data["reason"])
    except DeedNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"第{no}版の公表を取り下げました。")
    return redirect("publishing:edition-staff", pk, no)

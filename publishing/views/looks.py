"""The look of an organisation's books: its settings beside a sample that follows them."""

import base64
import logging
from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Organization
from catalog.storage import sha256_of_bytes
from documents.content import Look
from documents.limits import COLOUR
from plans.errors import DeedNotAllowed, StalePart
from plans.forms.look import LookForm, LookVersionForm
from plans.look_words import differing, look_words
from plans.looks import (
    Changed,
    Taker,
    changes_of,
    find_house_look,
    keep_base_document,
    keep_logo,
    look_from,
    save_house_look,
    takers,
    undo_last_change,
)
from plans.models import BaseDocumentFile, HouseLook
from plans.permissions import Action, get_organization
from plans.views.conflict import conflict_response
from plans.views.session import signed_in
from publishing.enums import MEDIA_TYPES
from publishing.figures import figures_of
from publishing.look_sample import (
    SAMPLE_FORMATS,
    Sample,
    sample_content,
    sample_file,
    sample_name,
    sample_of,
)
from publishing.names import content_disposition
from publishing.rendering import Figures
from publishing.views.downloads import figure_response, format_or_404
from publishing.views.failures import explains_failure
from publishing.views.sending import PRIVATE, bytes_response

TITLE = "体裁"
_CHANGES_SHOWN = 10
_NOT_KEPT = (
    "送られたファイルを保管できませんでした（保管場所の空きがないか、書き込めません）。"
    "体裁は保存していません。ほかの欄は入力したまま残っています。"
    "管理者に連絡し、あとでファイルを選び直してから、もう一度保存してください。"
)
logger = logging.getLogger(__name__)


class _Screen:
    """The form of one request, filled from what was sent, with what it is about."""

    def __init__(self, request: HttpRequest, pk: int) -> None:
        self.request = request
        self.organization = get_organization(request, pk, Action.SET_LOOK)
        self.house_look = find_house_look(self.organization)
        self.takers = takers(self.house_look)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        self.form = LookForm(*sent, house_look=self.house_look, takers=self.takers)
        self.is_sound = self.form.is_valid()

    def look(self) -> Look:
        """Return the look to show: what was sent, as far as it is right, or what is stored."""
        return self.form.look() if self.form.is_bound else self.form.present

    def wrong(self) -> list[str]:
        """Return the labels of the fields that are wrong."""
        if not self.form.is_bound:
            return []
        return [
            str(self.form.fields[name].label)
            for name in self.form.errors
            if name in self.form.fields
        ]


def _base_names(organization: Organization) -> dict[str, str]:
    return dict(
        BaseDocumentFile.objects.filter(organization=organization).values_list("sha256", "name")
    )


# --- the page --------------------------------------------------------------------------------


@explains_failure
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the settings with a sample; save them and give them to the ticked drafts."""
    screen = _Screen(request, pk)
    if request.method == "POST" and screen.is_sound:
        try:
            changed = _save(screen)
        except StalePart as stale:
            return _conflict(screen, stale.current)
        except DeedNotAllowed as refusal:
            screen.form.add_error(None, str(refusal))
        except OSError:
            logger.exception("the storage refuses a file of organisation %s", pk)
            screen.form.add_error(None, _NOT_KEPT)
            return _page(screen, status=507)
        else:
            messages.success(request, f"体裁を保存しました。{_told(changed)}")
            return redirect("publishing:look", pk)
    return _page(screen, status=422 if screen.form.is_bound else 200)


def _save(screen: _Screen) -> Changed:
    """Keep the files that were sent, then save; a file that no look names does no harm."""
    form, organization = screen.form, screen.organization
    by, at = signed_in(screen.request), timezone.now()
    if form.picture is not None:
        keep_logo(organization, form.picture)
    if form.base is not None:
        keep_base_document(organization, form.base, name=form.base_title, by=by, at=at)
    return save_house_look(
        organization,
        look=form.look(),
        plans=form.cleaned_data["plans"],
        version=form.cleaned_data["version"],
        by=by,
        at=at,
    )


def _keep_files(screen: _Screen) -> None:
    """Let the files that were sent wait with the form; say where the storage takes none."""
    try:
        screen.form.keep_files(at=timezone.now())
    except OSError:
        logger.exception("the storage refuses a file of %s", screen.organization)
        if not screen.form.has_error(NON_FIELD_ERRORS):
            screen.form.add_error(None, _NOT_KEPT)


def _told(changed: Changed) -> str:
    names = "".join(f"「{plan.title}」" for plan in changed.plans)
    left = "".join(f"「{plan.title}」" for plan in changed.left)
    words = f"{names}の体裁も変わりました。" if names else ""
    if left:
        words += f"{left}は、そのあとに変えられたか、下書きでないため、そのままです。"
    return words


def _page(screen: _Screen, *, status: int = 200) -> HttpResponse:
    """Show the form, the sample and the record of changes."""
    request, form, organization = screen.request, screen.form, screen.organization
    if form.is_bound:
        _keep_files(screen)
    names = _base_names(organization)
    present = form.present
    changes = [
        (
            change,
            differing(
                look_words(look_from(change.former), names),
                look_words(look_from(change.data), names),
            ),
            [application.plan.title for application in change.applications.all()],
        )
        for change in changes_of(screen.house_look, most=_CHANGES_SHOWN)
    ]
    context = {
        "organization": organization,
        "form": form,
        "has_drafts": any(taker.may_take for taker in screen.takers),
        "settled": [taker.plan for taker in screen.takers if not taker.may_take],
        "logo": present.logo,
        "logo_url": _picture_url(organization, present.logo.sha256) if present.logo else "",
        "base_name": names.get(present.base_document or "", ""),
        "has_base": present.base_document is not None,
        "sample": _sample(screen),
        "formats": [(format.value, format.label) for format in SAMPLE_FORMATS],
        "changes": changes,
        "version": screen.house_look.version,
        "wrong": screen.wrong(),
        "page_errors": bool(form.errors) if form.is_bound else False,
        "breadcrumbs": _trail(organization),
    }
    return render(request, "publishing/look.html", context, status=status)


def _trail(organization: Organization) -> list[tuple[str, str]]:
    return [("自分の計画", reverse("plans:home")), (f"{organization.name}の{TITLE}", "")]


def _conflict(screen: _Screen, current: HouseLook) -> HttpResponse:
    """Show both looks in words; the files that were sent are carried on."""
    _keep_files(screen)
    names = _base_names(screen.organization)
    mine_look = screen.form.look()
    if screen.form.base is not None:
        names = {sha256_of_bytes(screen.form.base): screen.form.base_title, **names}
    chosen = set(screen.form.cleaned_data["plans"])
    sent = screen.form.data
    assert isinstance(sent, QueryDict)  # it was posted
    return conflict_response(
        screen.request,
        sent,
        mine=_words(mine_look, names, screen.takers, lambda taker: taker.plan.pk in chosen),
        theirs=_words(look_from(current.data), names, takers(current), lambda taker: taker.follows),
        version=current.version,
        title=f"{screen.organization.name}の{TITLE}",
        trail=[(f"{screen.organization.name}の{TITLE}", screen.request.path)],
    )


def _words(
    look: Look, names: dict[str, str], plans: list[Taker], takes: Callable[[Taker], bool]
) -> dict[str, str]:
    drafts = [taker.plan.title for taker in plans if taker.may_take and takes(taker)]
    return {**look_words(look, names), "この体裁にする計画": "\n".join(drafts)}


@require_POST
def look_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the last change back, and give the plans the looks that they had."""
    organization = get_organization(request, pk, Action.SET_LOOK)
    form = LookVersionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "画面の情報が足りません。この画面から、もう一度押してください。")
        return redirect("publishing:look", pk)
    try:
        changed = undo_last_change(
            organization,
            version=form.cleaned_data["version"],
            by=signed_in(request),
            at=timezone.now(),
        )
    except StalePart:
        messages.error(
            request,
            "あなたが開いたあとに、ほかの人が体裁を保存しました。何も元に戻していません。"
            "下の「変更の記録」を見て、もう一度選んでください。",
        )
    except DeedNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"最後の変更を元に戻しました。{_told(changed)}")
    return redirect("publishing:look", pk)


# --- the sample ------------------------------------------------------------------------------


def _picture_url(organization: Organization, sha256: str) -> str:
    return reverse("publishing:look-picture", args=[organization.pk, sha256])


def _sample(screen: _Screen) -> Sample:
    """Return the sample of what was sent; a logo that is not kept yet comes in the page itself."""
    picture = screen.form.picture

    def url(sha256: str) -> str:
        if picture is None or sha256_of_bytes(picture.data) != sha256:
            return _picture_url(screen.organization, sha256)
        encoded = base64.b64encode(picture.data).decode("ascii")
        return f"data:{picture.media_type};base64,{encoded}"

    return sample_of(screen.look(), screen.organization, figure_url=url)


@explains_failure
@require_POST
def look_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sample in the look that was sent; nothing is saved.

    htmx gets the sample alone, a browser without it the whole page with what was typed.
    """
    screen = _Screen(request, pk)
    if "HX-Request" in request.headers:
        context = {"sample": _sample(screen), "wrong": screen.wrong()}
        return render(request, "publishing/parts/look_sample.html", context)
    return _page(screen, status=200 if screen.is_sound else 422)


@explains_failure
@require_POST
def look_sample_file(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """The sample as a file in the look that was sent; nothing is saved."""
    wanted = format_or_404(format)
    if wanted not in SAMPLE_FORMATS:
        raise Http404
    screen = _Screen(request, pk)
    if not screen.is_sound:
        return _page(screen, status=422)
    data = sample_file(screen.look(), screen.organization, wanted, _files(screen))
    response = bytes_response(request, data, media_type=MEDIA_TYPES[wanted])
    response["Cache-Control"] = PRIVATE
    response["Content-Disposition"] = content_disposition(
        sample_name(wanted), fallback=f"look-sample.{wanted.value}"
    )
    return response


def _files(screen: _Screen) -> Figures:
    """Return the bytes of the logo and the base document, stored or just sent."""
    look, fresh = screen.look(), dict[str, bytes]()
    if screen.form.picture is not None:
        data = screen.form.picture.data
        look, fresh = replace(look, logo=None), {sha256_of_bytes(data): data}
    if screen.form.base is not None:
        data = screen.form.base
        look, fresh = replace(look, base_document=None), {**fresh, sha256_of_bytes(data): data}
    kept = figures_of(sample_content(look, screen.organization), screen.organization)
    return {**kept, **fresh}


@explains_failure
@require_safe
def look_picture(request: HttpRequest, pk: int, sha256: str) -> HttpResponse:
    """A picture of the organisation, for who may set its look."""
    organization = get_organization(request, pk, Action.SET_LOOK)
    return figure_response(request, organization.pk, sha256, cache=PRIVATE)


@require_safe
def look_colour(request: HttpRequest, colour: str) -> HttpResponse:
    """The style sheet that gives the sample its colour, six hexadecimal digits.

    The content security policy allows no style in a page; so the colour stands in an address.
    """
    if not COLOUR.matches(f"#{colour}"):
        raise Http404
    response = HttpResponse(f".look-sheet {{ --accent: #{colour}; }}\n", content_type="text/css")
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response

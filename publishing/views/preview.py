"""The working copy as a document, for colleagues; everything is marked 案.

The whole is a page, and a chapter or measure a PDF, at once; whole files are made by jobs.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from documents.tree import Heading
from plans.enums import EditionState, PlanState
from plans.models import Plan
from plans.permissions import Action, get_plan
from publishing.drafts import (
    DRAFT_AT_ONCE,
    DRAFT_FORMATS,
    SEALED_FORMATS,
    draft_file,
    draft_name,
    draft_of,
    part_file,
)
from publishing.enums import FORMAT_USES, MEDIA_TYPES, Format
from publishing.errors import PartTooLarge
from publishing.job_pages import own_jobs
from publishing.names import content_disposition, plain_name
from publishing.pages import Download
from publishing.rendering import render_page
from publishing.views.downloads import figure_response, format_or_404
from publishing.views.failures import explains_failure
from publishing.views.sending import PRIVATE, bytes_response

# What stands under a heading, by the first letter of its anchor (documents/assemble/outline.py).
_PARTS = {"c": "この章", "m": "この施策", "p": "この施策"}


@explains_failure
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole draft on one page, and the files that its reader has made of it."""
    plan, access = get_plan(request, pk, Action.VIEW)
    draft = draft_of(plan)

    def part_link(heading: Heading) -> tuple[str, str]:
        what = _PARTS.get(heading.anchor.partition("-")[0], "ここ")
        href = reverse("publishing:preview-part", args=[pk, heading.anchor])
        return f"{what}だけPDF", href

    context = {
        "plan": plan,
        "standing": _standing(plan, draft.sha256),
        "breadcrumbs": [
            ("自分の計画", reverse("plans:home")),
            (plan.title, reverse("plans:workspace", args=[pk])),
            ("下見", ""),
        ],
        "page": render_page(
            draft.content,
            None,
            figure_url=lambda sha256: reverse("publishing:preview-figure", args=[pk, sha256]),
            part_link=part_link,
        ),
        "makes": [
            Download(
                url=reverse("publishing:draft-make", args=[pk, format]),
                format=format.label,
                use=FORMAT_USES[format],
                size="",
            )
            for format in DRAFT_FORMATS
        ],
        "at_once": [
            Download(
                url=reverse("publishing:preview-file", args=[pk, format]),
                format=format.label,
                use=FORMAT_USES[format],
                size="",
            )
            for format in DRAFT_AT_ONCE
        ],
        "jobs": own_jobs(plan, access),
        "draft_sha256": draft.sha256,
    }
    return render(request, "publishing/preview.html", context)


def _standing(plan: Plan, sha256: str) -> str:
    """Say how the working copy stands to the editions, in words."""
    last = plan.editions.defer("content_json").order_by("-no").first()
    match PlanState(plan.state):
        case PlanState.CIRCULATING:
            return "決裁を待っている（回議中の）計画です。まだ公表されていません。"
        case PlanState.SETTLED if last is not None and last.content_sha256 == sha256:
            return f"第{last.no}版（{EditionState(last.state).label}）と同じ内容です。"
        case _ if last is not None:
            return f"第{last.no}版のあとの改定で、書きかけの計画です。まだ公表されていません。"
        case _:
            return "公表されていない書きかけの計画です。"


@explains_failure
@require_safe
def preview_file(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """The draft as a file that takes no time to make; the slow ones are made by jobs."""
    wanted = format_or_404(format)
    if wanted in DRAFT_FORMATS or wanted in SEALED_FORMATS:
        raise Http404
    plan, _ = get_plan(request, pk, Action.VIEW)
    return _attached(
        request,
        draft_file(plan, wanted),
        format=wanted,
        name=draft_name(plan, wanted),
        fallback=plain_name(f"{plan.slug}-draft", wanted),
    )


@explains_failure
@require_safe
def preview_part(request: HttpRequest, pk: int, anchor: str) -> HttpResponse:
    """One chapter or measure of the draft as PDF, with the numbers that it has in the whole."""
    plan, _ = get_plan(request, pk, Action.VIEW)
    try:
        name, rendered = part_file(plan, anchor)
    except KeyError:
        raise Http404 from None
    except PartTooLarge as refusal:
        messages.error(request, str(refusal))
        return redirect("publishing:preview", pk)
    return _attached(
        request, rendered.data, format=Format.PDF, name=name, fallback=f"{plan.slug}-part.pdf"
    )


def _attached(
    request: HttpRequest, data: bytes, *, format: Format, name: str, fallback: str
) -> HttpResponse:
    response = bytes_response(request, data, media_type=MEDIA_TYPES[format])
    response["Cache-Control"] = PRIVATE
    response["Content-Disposition"] = content_disposition(name, fallback=fallback)
    return response


@explains_failure
@require_safe
def preview_figure(request: HttpRequest, pk: int, sha256: str) -> HttpResponse:
    """A picture of the plan's organisation, for its members."""
    plan, _ = get_plan(request, pk, Action.VIEW)
    return figure_response(request, plan.organization_id, sha256, cache=PRIVATE)

"""The working copy as a document, for colleagues: everything is marked 案 and kept nowhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.permissions import Action, get_plan
from publishing.drafts import DRAFT_FORMATS, draft_file, draft_name
from publishing.enums import FORMAT_USES, MEDIA_TYPES
from publishing.names import content_disposition
from publishing.pages import Download
from publishing.reading import read_working_copy
from publishing.rendering import render_page
from publishing.views.downloads import PRIVATE, figure_response, file_response, format_or_404
from publishing.views.failures import explains_failure


@explains_failure
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole draft on one page."""
    plan, _ = get_plan(request, pk, Action.VIEW)
    content = read_working_copy(plan)
    context = {
        "plan": plan,
        "breadcrumbs": [
            ("自分の計画", reverse("plans:home")),
            (plan.title, reverse("plans:workspace", args=[pk])),
            ("下見", ""),
        ],
        "page": render_page(
            content,
            None,
            figure_url=lambda sha256: reverse("publishing:preview-figure", args=[pk, sha256]),
        ),
        "downloads": [
            Download(
                url=reverse("publishing:preview-file", args=[pk, format]),
                format=format.label,
                use=FORMAT_USES[format],
                size="",
            )
            for format in DRAFT_FORMATS
        ],
    }
    return render(request, "publishing/preview.html", context)


@explains_failure
@require_safe
def preview_file(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """The draft as a file, made for this request alone."""
    wanted = format_or_404(format)
    plan, _ = get_plan(request, pk, Action.VIEW)
    data = draft_file(plan, wanted)
    response = file_response(request, data, media_type=MEDIA_TYPES[wanted])
    response["Cache-Control"] = PRIVATE
    response["Content-Disposition"] = content_disposition(
        draft_name(plan, wanted), fallback=f"{plan.slug}-draft.{wanted.value}"
    )
    return response


@explains_failure
@require_safe
def preview_figure(request: HttpRequest, pk: int, sha256: str) -> HttpResponse:
    """A picture of the plan's organisation, for its members."""
    plan, _ = get_plan(request, pk, Action.VIEW)
    return figure_response(request, plan.organization_id, sha256, cache=PRIVATE)

"""The making of files in the background: asked for, looked at, cancelled, fetched.

Whoever may see a plan may see its jobs; the number of a job of another plan is a 404.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.models import Plan
from plans.permissions import Access, Action, get_plan
from publishing.drafts import DRAFT_FORMATS, draft_name, draft_of
from publishing.enums import MEDIA_TYPES, Format, JobKind, JobState
from publishing.errors import JobRefused, RenderingFailed
from publishing.job_pages import job_page, jobs_before, may_cancel
from publishing.jobs import leases
from publishing.jobs.asking import ask_for_draft
from publishing.jobs.starting import attend
from publishing.models import Job
from publishing.names import plain_name
from publishing.views.downloads import format_or_404
from publishing.views.failures import explains_failure
from publishing.views.sending import PRIVATE, stored_response


def _job_of(plan: Plan, number: int) -> Job:
    job = (
        Job.objects.filter(plan=plan, pk=number)
        .select_related("file", "edition")
        .defer("content_json", "edition__content_json")
        .first()
    )
    if job is None:
        raise Http404
    return job


@explains_failure
@require_POST
def make_draft(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """Ask for a file of the whole draft, and lead to its job."""
    wanted = format_or_404(format)
    if wanted not in DRAFT_FORMATS:
        raise Http404
    plan, access = get_plan(request, pk, Action.VIEW)
    try:
        job = ask_for_draft(plan, wanted, by=access.user, at=timezone.now())
    except JobRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("publishing:preview", pk)
    return redirect("publishing:job", pk, job.pk)


@require_safe
def job(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """How far a job is; the page looks again by itself until the job has ended."""
    plan, access = get_plan(request, pk, Action.VIEW)
    shown = _job_of(plan, number)
    if shown.is_open and attend(shown, at=timezone.now()):
        shown = _job_of(plan, number)
    way = ("下見", reverse("publishing:preview", args=[pk]))
    if shown.edition is not None:
        no = shown.edition.no
        way = (f"第{no}版", reverse("publishing:edition-staff", args=[pk, no]))
    context = {
        "plan": plan,
        "breadcrumbs": [
            ("自分の計画", reverse("plans:home")),
            (plan.title, reverse("plans:workspace", args=[pk])),
            way,
            ("ファイルの作成", ""),
        ],
        "shown": job_page(shown, access, before=jobs_before(shown)),
        "is_outdated": _is_outdated(plan, shown),
        "again_url": _again_url(shown, access) if shown.state == JobState.FAILED else "",
    }
    return render(request, "publishing/job.html", context)


def _again_url(job: Job, access: Access) -> str:
    """Return where a press of a button has the same made once more; "" for who may not."""
    if job.edition is None:
        return reverse("publishing:draft-make", args=[job.plan_id, job.format])
    if access.can(Action.PUBLISH):
        return reverse("publishing:edition-make", args=[job.plan_id, job.edition.no])
    return ""


def _is_outdated(plan: Plan, job: Job) -> bool:
    """Say whether the draft has changed since a file of it was asked for."""
    if job.kind != JobKind.DRAFT or job.state != JobState.DONE:
        return False
    try:
        return draft_of(plan).sha256 != job.content_sha256
    except RenderingFailed:  # it could be read then, and cannot now
        return True


@require_POST
def cancel_job(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """取消: end an open job; the process that works on it is stopped."""
    plan, access = get_plan(request, pk, Action.VIEW)
    shown = _job_of(plan, number)
    if shown.is_open and not may_cancel(shown, access):
        raise PermissionDenied
    if leases.cancel(shown.pk, at=timezone.now()):
        messages.success(request, "ファイルの作成を取り消しました。")
    else:
        messages.info(request, "もう終わっているので、取り消すものはありません。")
    return redirect("publishing:job", pk, number)


@explains_failure
@require_safe
def job_file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The file that a job has made of a draft."""
    plan, access = get_plan(request, pk, Action.VIEW)
    shown = _job_of(plan, number)
    file = shown.file
    if file is None:
        raise Http404
    format = Format(file.format)
    response = stored_response(
        request,
        name=file.name,
        size=file.size,
        sha256=file.sha256,
        media_type=MEDIA_TYPES[format],
        file_name=draft_name(plan, format),
        fallback=plain_name(f"{plan.slug}-draft", format),
        cache=PRIVATE,
    )
    if response is None:
        context = {
            "plan": plan,
            "title": job_page(shown, access).title,
            "again_url": _again_url(shown, access),
        }
        response = render(request, "publishing/lost.html", context, status=503)
        response["Cache-Control"] = PRIVATE
    return response

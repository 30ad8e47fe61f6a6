"""起案, 差戻し, 決裁, 引戻し, 外部決裁の記録, 改定の開始; and the record of deeds."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.assemble import assemble
from documents.codec import load_json, plan_from_json
from documents.renderers.html import render_html
from plans.checks import findings
from plans.content import working_copy
from plans.enums import Deed, SubmissionOutcome
from plans.errors import PlanError
from plans.forms.review import (
    DecideForm,
    ExternalForm,
    ReasonForm,
    ReturnForm,
    SubmitForm,
    WithdrawForm,
)
from plans.models import Event, Plan, Submission
from plans.permissions import Access, Action, get_plan
from plans.transitions import may
from plans.views.session import posted, signed_in
from plans.views.tree import finding_links, workspace
from plans.workflow import (
    decide,
    record_external,
    return_to_drafter,
    start_revision,
    submit,
    withdraw,
)

EVENTS_ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def plan_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a plan up for decision."""
    plan, access = get_plan(request, pk, Action.SUBMIT)
    form = SubmitForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            submit(plan, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
        except PlanError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "起案しました。承認者の画面に出ています。")
            return redirect("plans:workspace", pk)
    context = workspace(plan, access, working_copy(plan), here="起案")
    links = finding_links(plan, context["found"], access)
    context |= {
        "form": form,
        "page_errors": form.is_bound,
        "blocking": [link for link in links if link.is_must],
        "advice": [link for link in links if not link.is_must],
        "may_submit": may(plan, Deed.SUBMIT),
    }
    return render(request, "plans/submit.html", context, status=422 if form.is_bound else 200)


def _refused(request: HttpRequest, pk: int, form: Form) -> HttpResponse:
    """Say what is wrong in a form that has no page of its own, and do nothing."""
    for field in form:
        for error in field.errors:
            messages.error(request, f"{field.label}：{error}")
    return redirect("plans:workspace", pk)


@require_POST
def plan_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a submission back."""
    plan, _ = get_plan(request, pk, Action.WITHDRAW)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _refused(request, pk, form)
    try:
        withdraw(plan, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
    except PlanError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "引き戻しました。また直せます。")
    return redirect("plans:workspace", pk)


def _pending(plan_pk: int) -> Submission | None:
    return (
        Submission.objects.filter(plan=plan_pk, outcome=SubmissionOutcome.PENDING)
        .select_related("drafter")
        .first()
    )


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the submitted content, whole and frozen, with the forms of the decision."""
    plan, access = get_plan(request, pk, Action.VIEW)
    submission = _pending(plan.pk)
    if submission is None:
        messages.info(request, "この計画は、いま回議中ではありません。")
        return redirect("plans:workspace", pk)
    initial = {"content_sha256": submission.content_sha256}
    return _review_page(
        request,
        plan=plan,
        access=access,
        submission=submission,
        decide_form=DecideForm(initial=initial, prefix="decide"),
        return_form=ReturnForm(initial=initial, prefix="return"),
    )


def _review_page(
    request: HttpRequest,
    *,
    plan: Plan,
    access: Access,
    submission: Submission,
    decide_form: DecideForm,
    return_form: ReturnForm,
) -> HttpResponse:
    content = plan_from_json(load_json(submission.content_json.encode()))
    bound = decide_form.is_bound or return_form.is_bound
    context = {
        "plan": plan,
        "submission": submission,
        "decide_form": decide_form,
        "return_form": return_form,
        "breadcrumbs": [
            ("自分の計画", reverse("plans:home")),
            (plan.title, reverse("plans:workspace", args=[plan.pk])),
            ("起案された内容", ""),
        ],
        "text": render_html(
            assemble(content, None),
            heading_offset=1,
            figure_url=lambda sha256: reverse("publishing:preview-figure", args=[plan.pk, sha256]),
        ),
        "findings": finding_links(plan, findings(content), access),
        "is_own": submission.drafter_id == request.user.pk,
        "may_decide": access.can(Action.DECIDE),
        "page_errors": bound,
    }
    return render(request, "plans/review.html", context, status=422 if bound else 200)


@require_POST
def plan_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide on the version shown."""
    plan, access = get_plan(request, pk, Action.DECIDE)
    form = DecideForm(request.POST, prefix="decide", today=timezone.localdate())
    if form.is_valid():
        try:
            edition = decide(
                plan,
                by=signed_in(request),
                at=timezone.now(),
                content_sha256=form.cleaned_data["content_sha256"],
                facts=form.facts(),
            )
        except PlanError as refusal:
            messages.error(request, str(refusal))
            return redirect("plans:workspace", pk)
        messages.success(request, "決裁しました。続けて公表できます。")
        return redirect("publishing:edition-staff", pk, edition.no)
    return _retry(request, plan, access, decide_form=form)


@require_POST
def plan_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the submission back with a reason."""
    plan, access = get_plan(request, pk, Action.DECIDE)
    form = ReturnForm(request.POST, prefix="return")
    if form.is_valid():
        try:
            return_to_drafter(plan, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
        except PlanError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "差し戻しました。理由は起案した人の画面に出ます。")
        return redirect("plans:workspace", pk)
    return _retry(request, plan, access, return_form=form)


def _retry(
    request: HttpRequest,
    plan: Plan,
    access: Access,
    *,
    decide_form: DecideForm | None = None,
    return_form: ReturnForm | None = None,
) -> HttpResponse:
    """Show the review page again with the errors of one form and what was typed in it."""
    submission = _pending(plan.pk)
    if submission is None:
        messages.error(request, "回議中の起案がありません。もう決裁か差戻しが済んでいます。")
        return redirect("plans:workspace", plan.pk)
    initial = {"content_sha256": submission.content_sha256}
    return _review_page(
        request,
        plan=plan,
        access=access,
        submission=submission,
        decide_form=decide_form or DecideForm(initial=initial, prefix="decide"),
        return_form=return_form or ReturnForm(initial=initial, prefix="return"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def plan_record_external(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a decision that was taken in another system or on paper."""
    plan, access = get_plan(request, pk, Action.RECORD_EXTERNAL)
    form = ExternalForm(posted(request), today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            edition = record_external(
                plan, by=signed_in(request), at=timezone.now(), facts=form.facts()
            )
        except PlanError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "外部の決裁を記録しました。")
            return redirect("publishing:edition-staff", pk, edition.no)
    context = workspace(plan, access, working_copy(plan), here="外部決裁の記録")
    context |= {"form": form, "page_errors": form.is_bound}
    return render(
        request, "plans/record_external.html", context, status=422 if form.is_bound else 200
    )


@require_POST
def plan_start_revision(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a decided plan again for the next edition."""
    plan, _ = get_plan(request, pk, Action.START_REVISION)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _refused(request, pk, form)
    try:
        start_revision(plan, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
    except PlanError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "改定を始めました。公表中の版は、次の公表まで変わりません。")
    return redirect("plans:workspace", pk)


@require_safe
def events(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the record of deeds on the plan, the last first."""
    plan, _ = get_plan(request, pk, Action.VIEW)
    rows = Event.objects.filter(plan=plan).order_by("-seq")
    page = Paginator(rows, EVENTS_ON_A_PAGE).get_page(request.GET.get("page"))
    breadcrumbs = [
        ("自分の計画", reverse("plans:home")),
        (plan.title, reverse("plans:workspace", args=[pk])),
        ("これまでの記録", ""),
    ]
    context = {"plan": plan, "page": page, "breadcrumbs": breadcrumbs}
    return render(request, "plans/events.html", context)

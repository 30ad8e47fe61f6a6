"""The first page of staff, and the beginning of a plan."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from accounts.models import Membership
from catalog.models import GuideEdition, Pillar
from documents.assemble.facts import period_text
from documents.codec import decode
from documents.content import Period
from plans.assigned import assigned_to
from plans.forms.plan import NewPlanForm
from plans.models import Plan
from plans.permissions import Action, get_organization, role_allows
from plans.starting import start_plan
from plans.views.session import posted, signed_in
from plans.waiting import waiting_for

PLANS_ON_A_PAGE = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the person's plans, what waits for them and what their department is to write."""
    user = signed_in(request)
    memberships = list(
        Membership.objects.filter(user=user, is_active=True).select_related(
            "organization__municipality", "department"
        )
    )
    roles = {membership.organization_id: Role(membership.role) for membership in memberships}
    plans = Plan.objects.visible_to(user).select_related("organization__municipality")

    def may(organization_id: int, action: Action) -> bool:
        return role_allows(roles.get(organization_id), action, is_superuser=user.is_superuser)

    page = Paginator(plans, PLANS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "plans/home.html",
        {
            "page": page,
            "rows": [(plan, period_text(decode(Period, plan.period))) for plan in page],
            "waiting": waiting_for(user, roles),
            "assigned": assigned_to(memberships),
            "memberships": memberships,
            "may_create": [
                membership.organization
                for membership in memberships
                if may(membership.organization_id, Action.CREATE)
            ],
            "may_manage": [
                membership.organization
                for membership in memberships
                if roles[membership.organization_id] is Role.ADMIN
            ],
        },
    )


def _newest_guide() -> GuideEdition | None:
    return GuideEdition.objects.filter(audience="prefecture").order_by("-code").first()


@require_http_methods(["GET", "HEAD", "POST"])
def plan_create(request: HttpRequest, organization_pk: int) -> HttpResponse:
    """Begin a plan from the guide's template."""
    organization = get_organization(request, organization_pk, Action.CREATE)
    edition = _newest_guide()
    if edition is None:
        messages.error(
            request, "手引が登録されていません。管理者に load_reference を頼んでください。"
        )
        return redirect("plans:home")
    form = NewPlanForm(
        posted(request),
        organization=organization,
        pillars=list(Pillar.objects.filter(edition=edition)),
    )
    if request.method == "POST" and form.is_valid():
        plan = start_plan(
            organization,
            by=signed_in(request),
            at=timezone.now(),
            edition=edition,
            wish=form.wish(),
            uid=form.cleaned_data["uid"],
        )
        messages.success(
            request, "計画をつくりました。左の一覧から章や施策を選んで書き進めてください。"
        )
        return redirect("plans:workspace", plan.pk)
    return render(
        request,
        "plans/plan_create.html",
        {
            "form": form,
            "organization": organization,
            "edition": edition,
            "page_errors": form.is_bound,
        },
        status=422 if form.is_bound else 200,
    )

"""The one door for rights: `can` says yes or no, `get_plan` finds a plan or ends the request.

A stranger gets 404 (the plan's existence is not told), a colleague without the right 403. The
state of the plan is no matter of rights: plans/workflow.py guards it with a reason.
"""

from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db.models import F, FilteredRelation, Q
from django.http import Http404, HttpRequest

from accounts.enums import Role
from accounts.models import Membership, Organization, User
from catalog.models import Municipality
from plans.models import Chapter, Measure, Plan


class Action(StrEnum):
    """What somebody may want to do with a plan; CREATE and SET_LOOK, with an organisation's."""

    VIEW = "view"
    CREATE = "create"
    EDIT = "edit"  # the whole plan: structure, facts, every part
    EDIT_PART = "edit_part"  # one chapter or measure
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    DECIDE = "decide"
    RECORD_EXTERNAL = "record_external"
    PUBLISH = "publish"
    START_REVISION = "start_revision"
    SET_LOOK = "set_look"  # how the organisation's books look


_WRITING = frozenset(
    {
        Action.CREATE,
        Action.EDIT,
        Action.EDIT_PART,
        Action.SUBMIT,
        Action.WITHDRAW,
        Action.START_REVISION,
    }
)

# Role → what it may do. EDIT_PART of a contributor holds only for parts of their department.
RIGHTS: dict[Role, frozenset[Action]] = {
    Role.VIEWER: frozenset({Action.VIEW}),
    Role.CONTRIBUTOR: frozenset({Action.VIEW, Action.EDIT_PART}),
    Role.AUTHOR: frozenset({Action.VIEW}) | _WRITING,
    Role.APPROVER: frozenset({Action.VIEW, Action.DECIDE, Action.RECORD_EXTERNAL, Action.PUBLISH}),
    Role.ADMIN: frozenset({Action.VIEW, Action.RECORD_EXTERNAL, Action.PUBLISH, Action.SET_LOOK})
    | _WRITING,
}


def membership_of(user: User, organization: Organization) -> Membership | None:
    """Return the active membership of `user` in `organization`, or None."""
    return Membership.objects.filter(user=user, organization=organization, is_active=True).first()


def role_allows(role: Role | None, action: Action, *, is_superuser: bool = False) -> bool:
    """Say whether a role may do `action` at all; a superuser may, whatever the role.

    The separation of duties (no approval of one's own 起案) is no matter of roles: it is guarded
    in plans/workflow.py and binds superusers too.
    """
    if is_superuser:
        return True
    return role is not None and action in RIGHTS[role]


class Access:
    """What one user may do with one plan; made by `get_plan`, handed to templates as a set."""

    def __init__(self, *, user: User, role: Role | None, department_id: int | None) -> None:
        self.user = user
        self.role = role
        self.department_id = department_id

    def can(self, action: Action, part: Chapter | Measure | None = None) -> bool:
        """Say whether the user may do `action`, on `part` where the action is EDIT_PART."""
        if not role_allows(self.role, action, is_superuser=self.user.is_superuser):
            return False
        if action is Action.EDIT_PART and not self.can(Action.EDIT):
            return (
                part is not None
                and part.department_id is not None
                and part.department_id == self.department_id
            )
        return True

    def demand(self, action: Action, part: Chapter | Measure | None = None) -> None:
        """Raise PermissionDenied (403) unless the user may do `action`."""
        if not self.can(action, part):
            raise PermissionDenied

    @property
    def actions(self) -> frozenset[Action]:
        """The allowed actions, EDIT_PART left out (it depends on the part)."""
        return frozenset(a for a in Action if a is not Action.EDIT_PART and self.can(a))


def access_to(user: User, organization: Organization) -> Access:
    """Return what `user` may do with the plans of `organization`."""
    membership = membership_of(user, organization)
    return Access(
        user=user,
        role=Role(membership.role) if membership else None,
        department_id=membership.department_id if membership else None,
    )


def can(
    user: User, action: Action, subject: Plan | Organization, part: Chapter | Measure | None = None
) -> bool:
    """Say whether `user` may do `action` on a plan or organisation (on `part` for EDIT_PART)."""
    organization = subject.organization if isinstance(subject, Plan) else subject
    return access_to(user, organization).can(action, part)


def _signed_in(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def find_plan(request: HttpRequest, pk: int) -> tuple[Plan, Access]:
    """Return the plan and the user's access in one query; a stranger gets 404."""
    user = _signed_in(request)
    plan = (
        Plan.objects.select_related("organization__municipality", "guide_edition")
        .annotate(
            own_membership=FilteredRelation(
                "organization__memberships",
                condition=Q(
                    organization__memberships__user=user,
                    organization__memberships__is_active=True,
                ),
            )
        )
        .annotate(
            own_role=F("own_membership__role"),
            own_department_id=F("own_membership__department_id"),
        )
        .filter(pk=pk)
        .first()
    )
    if plan is None:
        raise Http404
    role_name, department_id = vars(plan)["own_role"], vars(plan)["own_department_id"]
    if role_name is None and not user.is_superuser:
        raise Http404
    role = Role(role_name) if role_name else None
    return plan, Access(user=user, role=role, department_id=department_id)


def get_plan(
    request: HttpRequest, pk: int, action: Action, part: Chapter | Measure | None = None
) -> tuple[Plan, Access]:
    """Return the plan with the user's access, or raise 404 (stranger) or 403 (no right)."""
    plan, access = find_plan(request, pk)
    access.demand(action, part)
    return plan, access


def get_bodies(request: HttpRequest) -> list[Municipality]:
    """Return the bodies that the user works for; whoever works for none gets 403.

    The catalogue is open to everybody who works for some body: it is the state's, and that it is
    there is no secret. A superuser may look without working for one.
    """
    user = _signed_in(request)
    bodies = list(
        Municipality.objects.filter(
            organization__memberships__user=user, organization__memberships__is_active=True
        ).order_by("code")
    )
    if not bodies and not user.is_superuser:
        raise PermissionDenied
    return bodies


def get_site_administrator(request: HttpRequest) -> User:
    """Return the user who looks after the state's data for all bodies of the site, or raise 403.

    That is a superuser: no role in a body gives a right over what all bodies share.
    """
    user = _signed_in(request)
    if not user.is_superuser:
        raise PermissionDenied
    return user


def sees_drafts(request: HttpRequest) -> bool:
    """Say whether the user sees unreleased national lists and unconfirmed crosswalks.

    Only who looks after them does: to all others they would look like what the state says.
    """
    return _signed_in(request).is_superuser


def get_organization(request: HttpRequest, pk: int, action: Action) -> Organization:
    """Return an organisation in which the user may do `action`; 404 or 403 otherwise."""
    user = _signed_in(request)
    organization = Organization.objects.select_related("municipality").filter(pk=pk).first()
    if organization is None:
        raise Http404
    access = access_to(user, organization)
    if not access.can(Action.VIEW):
        raise Http404
    if not access.can(action):
        raise PermissionDenied
    return organization

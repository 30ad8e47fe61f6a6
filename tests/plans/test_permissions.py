"""Role × action × state, as tables compared with ==."""

import pytest

from accounts.enums import Role
from plans.enums import Deed, PlanState
from plans.models import Chapter, Measure, Plan
from plans.permissions import RIGHTS, Action, can
from plans.transitions import TRANSITIONS
from tests.conftest import Cast

V, C, A, P, M = Role.VIEWER, Role.CONTRIBUTOR, Role.AUTHOR, Role.APPROVER, Role.ADMIN

WHO_MAY: dict[Action, set[Role]] = {
    Action.VIEW: {V, C, A, P, M},
    Action.CREATE: {A, M},
    Action.EDIT: {A, M},
    Action.EDIT_PART: {C, A, M},
    Action.SUBMIT: {A, M},
    Action.WITHDRAW: {A, M},
    Action.DECIDE: {P},
    Action.RECORD_EXTERNAL: {P, M},
    Action.PUBLISH: {P, M},
    Action.START_REVISION: {A, M},
    Action.SET_LOOK: {M},
}

DRAFT, ROUND, SETTLED = PlanState.DRAFTING, PlanState.CIRCULATING, PlanState.SETTLED

# deed → who may do it in which state (the separation of duties comes on top)
TABLE: dict[Deed, dict[PlanState, set[Role]]] = {
    Deed.SUBMIT: {DRAFT: {A, M}, ROUND: set(), SETTLED: set()},
    Deed.WITHDRAW: {DRAFT: set(), ROUND: {A, M}, SETTLED: set()},
    Deed.RETURN: {DRAFT: set(), ROUND: {P}, SETTLED: set()},
    Deed.DECIDE: {DRAFT: set(), ROUND: {P}, SETTLED: set()},
    Deed.RECORD_EXTERNAL: {DRAFT: {P, M}, ROUND: set(), SETTLED: set()},
    Deed.START_REVISION: {DRAFT: set(), ROUND: set(), SETTLED: {A, M}},
}

ACTION_OF: dict[Deed, Action] = {
    Deed.SUBMIT: Action.SUBMIT,
    Deed.WITHDRAW: Action.WITHDRAW,
    Deed.RETURN: Action.DECIDE,
    Deed.DECIDE: Action.DECIDE,
    Deed.RECORD_EXTERNAL: Action.RECORD_EXTERNAL,
    Deed.START_REVISION: Action.START_REVISION,
}


def test_rights_of_roles() -> None:
    assert {
        action: {role for role in Role if action in RIGHTS[role]} for action in Action
    } == WHO_MAY


def test_role_by_deed_by_state() -> None:
    assert {
        deed: {
            state: {role for role in Role if ACTION_OF[deed] in RIGHTS[role]}
            if state in transition.sources
            else set()
            for state in PlanState
        }
        for deed, transition in TRANSITIONS.items()
    } == TABLE


def test_every_right_holds_for_the_own_organisation_only(plan: Plan, cast: Cast) -> None:
    assert {action for action in Action if can(cast.stranger, action, plan)} == set()
    assert {action for action in Action if can(cast.stranger, action, cast.other_town)} == {
        action for action in Action if Role.ADMIN in WHO_MAY[action]
    }


def test_superuser_has_every_right(plan: Plan, cast: Cast) -> None:
    assert {action for action in Action if can(cast.superuser, action, plan)} == set(Action)


def test_right_ends_with_the_membership(plan: Plan, cast: Cast) -> None:
    cast.author.memberships.update(is_active=False)
    assert {action for action in Action if can(cast.author, action, plan)} == set()


@pytest.mark.parametrize("model", [Chapter, Measure])
def test_contributor_edits_parts_of_their_department_only(
    model: type[Chapter] | type[Measure], plan: Plan, cast: Cast
) -> None:
    part = model.objects.filter(plan=plan).first()
    assert part is not None
    assert not can(cast.contributor, Action.EDIT_PART, plan, part)
    part.department = cast.department
    assert can(cast.contributor, Action.EDIT_PART, plan, part)


def test_contributor_without_department_edits_nothing(plan: Plan, cast: Cast) -> None:
    cast.contributor.memberships.update(department=None)
    part = Chapter.objects.filter(plan=plan).first()
    assert not can(cast.contributor, Action.EDIT_PART, plan, part)

"""What waits for a person: submissions to decide, plans that came back, editions to publish."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from accounts.enums import Role
from accounts.models import User
from plans.enums import EditionState, PlanState, SubmissionOutcome
from plans.models import Edition, Submission
from plans.permissions import Action, role_allows

MOST = 50

RowT = TypeVar("RowT", bound=Model)


@dataclass(frozen=True, slots=True)
class Waiting:
    """At most fifty of each, the oldest first; `is_cut` says that there are more."""

    to_decide: list[Submission]
    returned: list[Submission]
    to_publish: list[Edition]
    is_cut: bool

    def __bool__(self) -> bool:
        return bool(self.to_decide or self.returned or self.to_publish)


def waiting_for(user: User, roles: Mapping[int, Role]) -> Waiting:
    """Return what waits for `user`, whose roles are given by the key of the organisation.

    Three queries, whatever there is.
    """

    def where(action: Action) -> Q:
        if user.is_superuser:
            return Q()
        allowed = [key for key, role in roles.items() if role_allows(role, action)]
        return Q(plan__organization__in=allowed)

    later = Submission.objects.filter(plan=OuterRef("plan"), pk__gt=OuterRef("pk"))
    newer = Edition.objects.filter(
        plan=OuterRef("plan"), no__gt=OuterRef("no"), state=EditionState.PUBLISHED
    )
    to_decide, cut_1 = _first(
        Submission.objects.filter(where(Action.DECIDE), outcome=SubmissionOutcome.PENDING)
        .exclude(drafter=user)
        .select_related("plan", "drafter")
        .defer("content_json")
    )
    returned, cut_2 = _first(
        Submission.objects.filter(
            ~Exists(later),
            where(Action.SUBMIT),
            drafter=user,
            outcome=SubmissionOutcome.RETURNED,
            plan__state=PlanState.DRAFTING,
        )
        .select_related("plan")
        .defer("content_json")
    )
    to_publish, cut_3 = _first(
        Edition.objects.filter(
            ~Exists(newer), where(Action.PUBLISH), state=EditionState.DECIDED
        ).defer("content_json", "record_json")
    )
    return Waiting(to_decide, returned, to_publish, is_cut=cut_1 or cut_2 or cut_3)


def _first(rows: QuerySet[RowT]) -> tuple[list[RowT], bool]:
    found = list(rows.order_by("pk")[: MOST + 1])
    return found[:MOST], len(found) > MOST

"""What departments were asked to write: 「書く部署」 of chapters and measures in drafting plans."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.db.models import Exists, OuterRef, Q

from accounts.enums import Role
from accounts.models import Membership
from plans.enums import PlanState
from plans.models import Chapter, Measure, Placement
from plans.permissions import Action, role_allows

MOST = 50


@dataclass(frozen=True, slots=True)
class Assigned:
    """At most fifty chapters and fifty measures, plan by plan; `is_cut` says there are more."""

    parts: list[Chapter | Measure]
    is_cut: bool

    @property
    def lines(self) -> list[tuple[Chapter | Measure, bool, bool]]:
        """The parts, each with whether it is a measure and whether that has no text yet."""
        return [
            (part, True, not (part.body or part.sections))
            if isinstance(part, Measure)
            else (part, False, False)
            for part in self.parts
        ]


def assigned_to(memberships: Iterable[Membership]) -> Assigned:
    """Return the parts that the departments of `memberships` may write now.

    Left out are removed parts and measures that stand in no chapter. Two queries, whatever there
    is; none for a person who is in no department or may not write.
    """
    departments = [
        membership.department_id
        for membership in memberships
        if membership.department_id is not None
        and role_allows(Role(membership.role), Action.EDIT_PART)
    ]
    if not departments:
        return Assigned([], is_cut=False)
    own = Q(department__in=departments, plan__state=PlanState.DRAFTING)
    order = ("plan_id", "position", "pk")
    chapters = list(
        Chapter.objects.present()
        .filter(own)
        .select_related("plan")
        .only("uid", "title", "is_inserted", "plan__title")
        .order_by(*order)[: MOST + 1]
    )
    shown = Placement.objects.filter(measure=OuterRef("pk"), chapter__removed_at=None)
    measures = list(
        Measure.objects.present()
        .filter(own, Exists(shown))
        .select_related("plan")
        .only("uid", "name", "mark", "body", "sections", "is_inserted", "plan__title")
        .order_by(*order)[: MOST + 1]
    )
    parts: list[Chapter | Measure] = list(chain(chapters[:MOST], measures[:MOST]))
    parts.sort(key=lambda part: part.plan_id)  # stable: chapters, then measures of each plan
    return Assigned(parts, is_cut=max(len(chapters), len(measures)) > MOST)

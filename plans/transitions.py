"""The table of deeds on the working copy: from which states each leads where.

plans/workflow.py acts by it, the tests compare it with what is expected, templates ask `may`.
"""

from dataclasses import dataclass

from plans.enums import Deed, PlanState
from plans.models import Plan


@dataclass(frozen=True, slots=True)
class Transition:
    """What a deed on the working copy needs and does."""

    sources: frozenset[PlanState]
    target: PlanState
    refusal: str  # said where the plan is in another state


TRANSITIONS: dict[Deed, Transition] = {
    Deed.SUBMIT: Transition(
        frozenset({PlanState.DRAFTING}),
        PlanState.CIRCULATING,
        "起案できるのは下書きの計画です。",
    ),
    Deed.WITHDRAW: Transition(
        frozenset({PlanState.CIRCULATING}),
        PlanState.DRAFTING,
        "引き戻せるのは回議中の計画です。",
    ),
    Deed.RETURN: Transition(
        frozenset({PlanState.CIRCULATING}),
        PlanState.DRAFTING,
        "差し戻せるのは回議中の計画です。",
    ),
    Deed.DECIDE: Transition(
        frozenset({PlanState.CIRCULATING}),
        PlanState.SETTLED,
        "決裁できるのは回議中の計画です。",
    ),
    Deed.RECORD_EXTERNAL: Transition(
        frozenset({PlanState.DRAFTING}),
        PlanState.SETTLED,
        "外部決裁を記録できるのは下書きの計画です。",
    ),
    Deed.START_REVISION: Transition(
        frozenset({PlanState.SETTLED}),
        PlanState.DRAFTING,
        "改定を始められるのは決裁済みの計画です。",
    ),
}


def may(plan: Plan, deed: Deed) -> bool:
    """Say whether the state of the working copy admits `deed` (for showing buttons)."""
    transition = TRANSITIONS.get(deed)
    return transition is None or plan.state in transition.sources

"""Which plans answer to a national measure: published ones, one's own, and all of the site."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from catalog.models import NationalMeasure
from plans.enums import PUBLIC_EDITION_STATES, EditionState
from plans.models import EditionNational, LinkChange, NationalLink, Plan

# More plans than somebody reads; the number of all is told beside them.
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class PublishedUse:
    """A published plan that answers to a measure, in its newest public edition that does."""

    slug: str
    title: str
    organization: str
    edition_no: int
    is_current: bool


def published_uses(row: NationalMeasure) -> list[PublishedUse]:
    """Return the published plans of all bodies that answer to a row, one each, in one query.

    They stand in the order of the bodies' codes. What they answer to was written down when they
    were decided.
    """
    body = "edition__plan__organization__municipality__"
    found = (
        EditionNational.objects.filter(source=row, edition__state__in=PUBLIC_EDITION_STATES)
        .order_by(f"{body}code", "edition__plan_id", "-edition__no")
        .values_list(
            "edition__plan__slug",
            "edition__title",
            f"{body}prefecture__name",
            f"{body}name",
            "edition__no",
            "edition__state",
        )
    )
    uses: dict[str, PublishedUse] = {}
    for slug, title, prefecture, name, no, state in found:
        is_current = state == EditionState.PUBLISHED
        if slug not in uses or (is_current and not uses[slug].is_current):
            where = f"{prefecture}　{name}" if prefecture else name
            uses[slug] = PublishedUse(slug, title, where, no, is_current)
    return list(uses.values())


def own_uses(
    row: NationalMeasure, *, names: Iterable[tuple[str, str]], user: User
) -> list[NationalLink]:
    """Return the links of the user's own plans to a row, at most MOST_SHOWN, in one query.

    Args:
        row: the measure.
        names: (code of an edition, name) under which it is surely known; a measure that was
            picked from the guide's samples links to such a name and to no row.
        user: who looks; other bodies' plans are not told.
    """
    linked = Q(source=row)
    for edition, name in sorted(names):
        linked |= Q(source=None, edition=edition, name=name)
    return list(
        NationalLink.objects.filter(linked, measure__removed_at=None)
        .filter(plan__in=Plan.objects.visible_to(user))
        .select_related("plan__organization__municipality", "measure")
        .order_by("plan__title", "plan_id", "measure__position", "pk")[:MOST_SHOWN]
    )


def uses_of(rows: Sequence[NationalMeasure]) -> dict[int, list[str]]:
    """Return the plans that use each row, as 「下川町「…計画」」, in five queries.

    Removed measures and decisions that were taken back count as well: they can be brought back.

    Args:
        rows: stored rows.

    Returns:
        by primary key, without the rows that no plan uses.
    """
    pks = [row.pk for row in rows]
    pairs = {
        *NationalLink.objects.filter(source__in=pks).values_list("source_id", "plan_id"),
        *EditionNational.objects.filter(source__in=pks).values_list("source_id", "edition__plan"),
        *LinkChange.objects.filter(target__in=pks).values_list("target_id", "plan_id"),
        *LinkChange.objects.filter(former_source__in=pks).values_list(
            "former_source_id", "plan_id"
        ),
    }
    plans = Plan.objects.select_related("organization__municipality").in_bulk(
        {plan for _, plan in pairs}
    )
    found: dict[int, list[str]] = {}
    for row, plan in sorted(pairs, key=lambda pair: (pair[0] or 0, pair[1])):
        if row is not None:
            found.setdefault(row, []).append(
                f"{plans[plan].organization.name}「{plans[plan].title}」"
            )
    return found

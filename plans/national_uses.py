"""Who uses rows of the national list: plans whose links, editions or decisions name them."""

from collections.abc import Sequence

from catalog.models import NationalMeasure
from plans.models import EditionNational, LinkChange, NationalLink, Plan


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

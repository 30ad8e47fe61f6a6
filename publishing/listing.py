"""The public list: which edition of a plan counts now, and how people find it.

Everything shown comes from sealed editions and the master of municipalities. A plan's own row is
its working copy, and no word of it is public.
"""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, JSONField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast

from catalog.search import normalise, words
from documents.assemble.book import date_text
from documents.assemble.facts import period_text
from documents.codec import Json, decode
from documents.content import Period
from plans.editions import record_of_edition
from plans.enums import EditionState
from plans.models import Edition

PAGE_SIZE = 50
LONGEST_SEARCH = 100

_PLACE = "plan__organization__municipality"


def present_editions() -> QuerySet[Edition]:
    """Return one edition for each plan that the public may read.

    It is the published one; where that was withdrawn, the newest of those before it.
    """
    first = (
        Edition.objects.public()
        .filter(plan=OuterRef("plan"))
        .order_by(Case(When(state=EditionState.PUBLISHED, then=Value(0)), default=Value(1)), "-no")
        .values("pk")[:1]
    )
    return Edition.objects.public().filter(pk=Subquery(first))


@dataclass(frozen=True, slots=True)
class ListedPlan:
    """A row of the public list."""

    slug: str
    title: str
    short_name: str
    organization: str
    prefecture: str  # "" for a prefecture's own plan
    edition_no: int
    is_current: bool
    published_on: str
    period: str  # "" where the plan prints none


def _listed(edition: Edition, period: Json) -> ListedPlan:
    place = edition.plan.organization.municipality
    return ListedPlan(
        slug=edition.plan.slug,
        title=edition.title,
        short_name=edition.short_name,
        organization=place.name,
        prefecture=place.prefecture.name if place.prefecture else "",
        edition_no=edition.no,
        is_current=edition.state == EditionState.PUBLISHED,
        published_on=date_text(record_of_edition(edition).published_on),
        period=period_text(decode(Period, period)),
    )


def _found(search: str) -> list[int]:
    """Return the ids of the present editions that have every word of `search` in their names.

    Words meet after NFKC and case folding, which no database does for us: the names are read and
    compared here. They are few: a plan or two for each of the 1,788 bodies of the country.
    """
    wanted = words(search[:LONGEST_SEARCH])
    names = (
        "title",
        "short_name",
        f"{_PLACE}__name",
        f"{_PLACE}__name_kana",
        f"{_PLACE}__prefecture__name",
    )
    rows = (
        present_editions()
        .order_by(f"{_PLACE}__code", "title", "pk")
        .values_list("pk", *(names if wanted else ()))
    )
    found: list[int] = []
    for pk, *texts in rows:
        text = normalise(" ".join(text for text in texts if text))
        if all(word in text for word in wanted):
            found.append(pk)
    return found


def listed_plans(*, search: str, page: str) -> tuple[list[ListedPlan], Page[int]]:
    """Return the rows of one page of the public list, and where it stands among the pages.

    The order is by code of the organisation; it takes two queries, however long the list is. Of
    the contents only the periods leave the database.

    Args:
        search: words, all of which must stand in the title or the names of the organisation and
            its prefecture (kana too); "" for all.
        page: number of the page as it came in the address; a wrong one gives the nearest.
    """
    ids = Paginator(_found(search), PAGE_SIZE).get_page(page)
    editions = (
        Edition.objects.filter(pk__in=list(ids))
        .select_related(f"{_PLACE}__prefecture")
        .defer("content_json")
        .alias(content=Cast("content_json", JSONField()))
        .annotate(period=F("content__plan__period"))
        .in_bulk()
    )
    return [_listed(editions[pk], vars(editions[pk])["period"]) for pk in ids], ids

"""What a newer national list says of the measures that a plan answers to.

What answers to what is read from the crosswalk, and only from rows that an administrator has
confirmed. Nothing is written here; plans/switching.py does that.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from catalog.editions import order_of
from catalog.enums import CrosswalkRelation
from catalog.models import CrosswalkRow, NationalMeasure, NationalMeasureEdition
from catalog.search import normalise
from plans.cell_changes import FieldChange, changed_cells
from plans.enums import LinkDecision, SwitchKind
from plans.models import LinkChange, NationalLink, Plan

# Where no row of the newer list is the same measure: a person names one, or declines.
BY_HAND = frozenset({SwitchKind.GONE, SwitchKind.CANDIDATE, SwitchKind.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Pinned:
    """The row of one edition that a link names, in the words that the link keeps."""

    source: int | None  # key of the row, None where only its name is known
    edition: str
    no: int | None
    code: str
    name: str

    @classmethod
    def of_link(cls, link: NationalLink) -> Self:
        """Return what a link says now."""
        return cls(link.source_id, link.edition, link.no, link.code, link.name)

    @classmethod
    def of_row(cls, row: NationalMeasure, edition: NationalMeasureEdition) -> Self:
        """Return what a link to a row says."""
        return cls(row.pk, edition.code, row.no, row.code, row.name)

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON data, as LinkChange keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One link of a plan, what the newer list says of it, and what was decided.

    `former` is the link as it stands or, once accepted, as it stood. `target` is the row that the
    crosswalk names (for CANDIDATE a proposal only). `is_double` says that the measure answers to
    `target` by another link already; `over` names editions between the two, to which an UNKNOWN
    link may be switched first.
    """

    link: NationalLink
    former: Pinned
    kinds: tuple[SwitchKind, ...]
    target: NationalMeasure | None = None
    reason: str = ""
    fields: tuple[FieldChange, ...] = ()
    change: LinkChange | None = None
    is_double: bool = False
    over: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Say whether nobody has decided yet."""
        return self.change is None

    @property
    def is_by_hand(self) -> bool:
        """Say whether a person has to name the row of the newer list."""
        return not BY_HAND.isdisjoint(self.kinds)


class Crosswalk:
    """The confirmed rows that lead to one edition, to be asked for many links."""

    def __init__(self, edition: NationalMeasureEdition) -> None:
        """Read the rows, in one query."""
        self._by_source: dict[int, CrosswalkRow] = {}
        self._by_name: dict[tuple[str, str], CrosswalkRow] = {}
        for row in _confirmed(CrosswalkRow.objects.filter(to_edition=edition)).select_related(
            "source__edition", "target__edition"
        ):
            if row.source_id is not None:
                self._by_source.setdefault(row.source_id, row)
            self._by_name.setdefault((row.from_edition, normalise(row.name)), row)

    def row_for(self, pinned: Pinned) -> CrosswalkRow | None:
        """Return what the crosswalk says of a row, or None.

        A link without a row (the names in the samples of the guide) is found by edition and name.
        """
        if pinned.source in self._by_source:
            return self._by_source[pinned.source]
        return self._by_name.get((pinned.edition, normalise(pinned.name)))

    def item_for(
        self, link: NationalLink, former: Pinned, change: LinkChange | None = None
    ) -> WorkItem:
        """Return the item of a link that stands, or stood, at `former`."""
        row = self.row_for(former)
        if row is None:
            return WorkItem(link, former, (SwitchKind.UNKNOWN,), change=change)
        if row.target is None:
            return WorkItem(link, former, (SwitchKind.GONE,), reason=row.reason, change=change)
        fields = changed_cells(row.source, row.target) if row.source else ()
        is_candidate = row.relation == CrosswalkRelation.RELATED
        return WorkItem(
            link,
            former,
            (SwitchKind.CANDIDATE,) if is_candidate else _kinds(former, row.target, fields),
            target=row.target,
            reason=row.reason,
            fields=fields,
            change=change,
        )


def _confirmed(rows: QuerySet[CrosswalkRow]) -> QuerySet[CrosswalkRow]:
    return rows.filter(confirmed_at__isnull=False)


def _kinds(
    former: Pinned, target: NationalMeasure, fields: tuple[FieldChange, ...]
) -> tuple[SwitchKind, ...]:
    """Return what changed between a row and the same measure of the newer list.

    What a link does not say (the number of a name in the guide) is no change; nor is the width of
    a letter in a name.
    """
    new_number = former.no not in (None, target.no) or former.code not in ("", target.code)
    found = {
        SwitchKind.RENUMBERED: new_number,
        SwitchKind.RENAMED: normalise(former.name) != normalise(target.name),
        SwitchKind.REWORDED: bool(fields),
    }
    return tuple(kind for kind, holds in found.items() if holds) or (SwitchKind.SAME,)


def present_links(plan: Plan) -> QuerySet[NationalLink]:
    """Return the links of the measures that nobody removed, in the order of the measures."""
    return (
        NationalLink.objects.filter(plan=plan, measure__removed_at=None)
        .select_related("measure")
        .order_by("measure__position", "measure_id", "position", "pk")
    )


def work_list(plan: Plan, edition: NationalMeasureEdition) -> list[WorkItem]:
    """Return one item for each link of the plan that is not of `edition`, decided ones too.

    Links of a later edition are left out: a switch never leads back. Four queries, whatever the
    size of plan and list.
    """
    crosswalk = Crosswalk(edition)
    succession = Succession()
    later = succession.after(edition.code)
    changes = {
        change.link_id: change
        for change in LinkChange.objects.filter(
            plan=plan, to_edition=edition, undone_at=None
        ).select_related("target", "decided_by")
    }
    links = list(present_links(plan))
    taken: dict[int, set[int | None]] = defaultdict(set)
    for link in links:
        taken[link.measure_id].add(link.source_id)
    items = []
    for link in links:
        change = changes.get(link.pk)
        if change is not None:
            items.append(crosswalk.item_for(link, Pinned(**change.former), change))
        elif link.edition != edition.code and link.edition not in later:
            item = crosswalk.item_for(link, Pinned.of_link(link))
            is_double = item.target is not None and item.target.pk in taken[link.measure_id]
            is_unknown = SwitchKind.UNKNOWN in item.kinds
            over = succession.between(link.edition, edition.code) if is_unknown else ()
            items.append(replace(item, is_double=is_double, over=over))
    return items


class Succession:
    """Which released editions follow which, as far as confirmed rows lead to them."""

    def __init__(self) -> None:
        """Read the pairs of editions, in one query."""
        self._steps: dict[str, set[str]] = defaultdict(set)
        pairs = CrosswalkRow.objects.told(drafts=False).values_list(
            "from_edition", "to_edition__code"
        )
        for former, later in pairs.order_by().distinct():
            self._steps[former].add(later)

    def after(self, code: str) -> set[str]:
        """Return the codes of all editions that follow an edition, over others too."""
        found: set[str] = set()
        waiting = [code]
        while waiting:
            new = self._steps[waiting.pop()] - found
            found |= new
            waiting.extend(new)
        return found - {code}

    def between(self, former: str, later: str) -> tuple[str, ...]:
        """Return the editions that follow at once on `former` and lead on to `later`."""
        return tuple(sorted(c for c in self._steps[former] if later in self.after(c)))


@dataclass(frozen=True, slots=True)
class Offer:
    """A newer edition, and how many links of a plan wait for a decision on it."""

    edition: NationalMeasureEdition
    open_links: int


def newer_editions(plan: Plan) -> list[Offer]:
    """Return the editions to which links of the plan may be switched, in one query.

    An edition is newer than another when the crosswalk leads from that one to it, and is offered
    when it is released and an administrator has confirmed every row between the two.
    """
    between = CrosswalkRow.objects.filter(
        from_edition=OuterRef("edition"), to_edition=OuterRef(OuterRef("pk"))
    )
    decided = LinkChange.objects.filter(
        link=OuterRef("pk"), to_edition=OuterRef(OuterRef("pk")), undone_at=None
    )
    waiting = (
        NationalLink.objects.filter(
            Exists(_confirmed(between)),
            ~Exists(between.filter(confirmed_at=None)),
            ~Exists(decided),
            plan=plan,
            measure__removed_at=None,
        )
        .order_by()
        .values("plan")
        .annotate(number=Count("pk"))
        .values("number")
    )
    editions = NationalMeasureEdition.objects.annotate(open_links=Subquery(waiting))
    found = [
        Offer(edition, edition.open_links)
        for edition in editions.filter(open_links__isnull=False, released_at__isnull=False)
    ]
    return sorted(found, key=lambda offer: order_of(offer.edition.code))


@dataclass(frozen=True, slots=True)
class PastSwitch:
    """An edition on which something was decided, and how much."""

    code: str
    accepted: int
    declined: int


def past_switches(plan: Plan) -> list[PastSwitch]:
    """Return the editions on which decisions of the plan stand, in one query."""
    rows = (
        LinkChange.objects.filter(plan=plan, undone_at=None, link__measure__removed_at=None)
        .order_by()
        .values("to_edition__code")
        .annotate(
            accepted=Count("pk", filter=Q(decision=LinkDecision.ACCEPTED)),
            declined=Count("pk", filter=Q(decision=LinkDecision.DECLINED)),
        )
        .values_list("to_edition__code", "accepted", "declined")
    )
    return sorted((PastSwitch(*row) for row in rows), key=lambda past: order_of(past.code))

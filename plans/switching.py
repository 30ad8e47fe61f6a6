"""Switching the national measures of a plan to a newer list, one link at a time.

Each function locks the plan (it must be a draft), checks the version of the measure, which stands
for its whole screen, raises it, and keeps a LinkChange. Only the link itself changes: never the
measure's own text. The same call again finds what was decided and writes nothing.
"""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from catalog.models import NationalMeasure, NationalMeasureEdition
from plans.editing import lock_for_editing
from plans.enums import LinkDecision
from plans.errors import DeedNotAllowed, StalePart
from plans.models import LinkChange, Measure, NationalLink
from plans.work_list import Crosswalk, Pinned, Succession

DECIDED = "この国の施策は既に判断されています。変えるときは、先にその判断を取り消してください。"


def accept(
    link: NationalLink,
    edition: NationalMeasureEdition,
    target: NationalMeasure,
    *,
    version: int,
    by: User,
    at: datetime,
) -> LinkChange:
    """Pin a link to a row of a newer list and return the change.

    `target` is what the person saw or, where the list names no same measure, chose by hand;
    `version` the version of the measure that they saw. Raises StalePart where the measure is
    newer, DeedNotAllowed where the link cannot go there.
    """
    with transaction.atomic():
        lock_for_editing(link.plan)
        standing = _standing(link, edition)
        if standing is not None:
            if standing.decision == LinkDecision.ACCEPTED and standing.target_id == target.pk:
                return standing
            raise DeedNotAllowed(DECIDED)
        measure, current = _opened(link, edition, version)
        former = Pinned.of_link(current)
        item = Crosswalk(edition).item_for(current, former)
        if target.edition_id != edition.pk:
            raise DeedNotAllowed("選んだ国の施策は、この版のものではありません。")
        if not item.is_by_hand and (item.target is None or item.target.pk != target.pk):
            raise DeedNotAllowed(
                "あなたが開いたあとに、版の対照が変わりました。新しい内容を確かめてください。"
            )
        made = Pinned.of_row(target, edition)
        _pin(current, made)
        _raise_version(measure)
        return LinkChange.objects.create(
            plan_id=link.plan_id,
            link=current,
            to_edition=edition,
            target=target,
            decision=LinkDecision.ACCEPTED,
            former=former.as_data(),
            former_source_id=former.source,
            made=made.as_data(),
            decided_by=by,
            decided_at=at,
        )


def decline(
    link: NationalLink,
    edition: NationalMeasureEdition,
    *,
    version: int,
    by: User,
    at: datetime,
) -> LinkChange:
    """Keep a link as it is, whatever the newer list says, and return the record of it.

    Raises as `accept` does.
    """
    with transaction.atomic():
        lock_for_editing(link.plan)
        standing = _standing(link, edition)
        if standing is not None:
            if standing.decision == LinkDecision.DECLINED:
                return standing
            raise DeedNotAllowed(DECIDED)
        measure, current = _opened(link, edition, version)
        former = Pinned.of_link(current)
        _raise_version(measure)
        return LinkChange.objects.create(
            plan_id=link.plan_id,
            link=current,
            to_edition=edition,
            decision=LinkDecision.DECLINED,
            former=former.as_data(),
            former_source_id=former.source,
            decided_by=by,
            decided_at=at,
        )


def undo(change: LinkChange, *, version: int, by: User, at: datetime) -> LinkChange:
    """Take a decision back, exactly, and return it; the link is open again.

    Raises StalePart where the measure is newer than `version`, and DeedNotAllowed where the link
    no longer says what the change made of it.
    """
    with transaction.atomic():
        lock_for_editing(change.plan)
        current = LinkChange.objects.select_for_update().get(pk=change.pk)
        if current.undone_at is not None:
            return current
        link = NationalLink.objects.select_for_update().get(pk=current.link_id)
        measure = _locked_measure(link, version)
        if current.decision == LinkDecision.ACCEPTED:
            if Pinned.of_link(link).as_data() != current.made:
                raise DeedNotAllowed(
                    f"この国の施策は、そのあと「{link.edition}」の「{link.name}」に"
                    "改められています。先にそちらを取り消してください。"
                )
            _pin(link, Pinned(**current.former))
        _raise_version(measure)
        current.undone_by, current.undone_at = by, at
        current.save(update_fields=["undone_by", "undone_at"])
        return current


def _standing(link: NationalLink, edition: NationalMeasureEdition) -> LinkChange | None:
    return LinkChange.objects.filter(link=link, to_edition=edition, undone_at=None).first()


def _opened(
    link: NationalLink, edition: NationalMeasureEdition, version: int
) -> tuple[Measure, NationalLink]:
    """Return measure and link, locked, of a link that may go to `edition`."""
    measure = _locked_measure(link, version)
    current = NationalLink.objects.select_for_update().get(pk=link.pk)
    _check_newer(current, edition)
    return measure, current


def _locked_measure(link: NationalLink, version: int) -> Measure:
    measure = Measure.objects.select_for_update().get(pk=link.measure_id)
    if measure.is_removed:
        raise DeedNotAllowed(
            "この施策は取り除かれています。先に「取り除いたもの」から元に戻してください。"
        )
    if measure.version != version:
        raise StalePart(measure)
    return measure


def _check_newer(link: NationalLink, edition: NationalMeasureEdition) -> None:
    if not edition.is_released:
        raise DeedNotAllowed(f"国の施策一覧の{edition.code}は、まだ確定していません。")
    if link.edition == edition.code or link.edition in Succession().after(edition.code):
        raise DeedNotAllowed("この国の施策は、既にこの版か、より新しい版のものです。")


def _pin(link: NationalLink, to: Pinned) -> None:
    link.source_id, link.edition, link.no, link.code, link.name = (
        to.source,
        to.edition,
        to.no,
        to.code,
        to.name,
    )
    link.save(update_fields=["source", "edition", "no", "code", "name"])


def _raise_version(measure: Measure) -> None:
    measure.version += 1
    measure.save(update_fields=["version"])

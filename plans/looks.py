"""The look of an organisation's books, and the plans that take it.

A plan keeps a copy of its own; so the house look reaches a plan only by a deed: at its start, or
when a person ticks it here. That goes through the door of every other save (plans/editing.py), and
what each plan had before is kept with the change, so that the last change can be undone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import transaction

from accounts.models import Organization, User
from catalog.storage import keep, sha256_of_bytes
from documents.codec import decode, encode
from documents.content import Look
from plans.editing import save_plan_facts
from plans.errors import DeedNotAllowed, StalePart
from plans.models import (
    BaseDocumentFile,
    FigureFile,
    HouseLook,
    LookApplication,
    LookChange,
    Plan,
)
from plans.pictures import CleanPicture

FIGURES = "figures"
BASE_DOCUMENTS = "base-documents"


def look_from(data: dict[str, Any]) -> Look:
    """Return a stored look as its content class."""
    return cast(Look, decode(Look, data))


def find_house_look(organization: Organization) -> HouseLook:
    """Return the house look; one that nobody has set yet is not saved and says the defaults."""
    found = HouseLook.objects.filter(organization=organization).first()
    if found is None:
        return HouseLook(organization=organization)
    found.organization = organization  # with all that its caller has selected
    return found


# --- the plans that may take it --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Taker:
    """A plan of the organisation; `follows` says that its look is the house look.

    Only a draft can take another look: what circulates or is decided stays as it is.
    """

    plan: Plan
    follows: bool

    @property
    def may_take(self) -> bool:
        """Say whether the plan is a draft."""
        return self.plan.is_editable


def takers(house_look: HouseLook) -> list[Taker]:
    """Return all plans of the organisation with what they have of its look, in one query."""
    present = look_from(house_look.data)
    plans = Plan.objects.filter(organization=house_look.organization).only(
        "title", "slug", "state", "look", "organization_id"
    )
    return [Taker(plan, follows=look_from(plan.look) == present) for plan in plans]


# --- files -----------------------------------------------------------------------------------


def keep_logo(organization: Organization, picture: CleanPicture) -> None:
    """Keep a picture among the figures of the organisation, where looks can name it.

    The file is written before its row, outside any transaction; the same picture is kept once.
    """
    sha256 = sha256_of_bytes(picture.data)
    name = keep(picture.data, folder=FIGURES, extension=picture.extension)
    FigureFile.objects.get_or_create(
        organization=organization,
        sha256=sha256,
        defaults={"media_type": picture.media_type, "size": len(picture.data), "file": name},
    )


def keep_base_document(
    organization: Organization, data: bytes, *, name: str, by: User, at: datetime
) -> None:
    """Keep a .docx of the organisation that was looked at, where looks can name it.

    `name` is what the person called it. The same bytes are kept once, under their first name.
    """
    sha256 = sha256_of_bytes(data)
    file = keep(data, folder=BASE_DOCUMENTS, extension="docx")
    BaseDocumentFile.objects.get_or_create(
        organization=organization,
        sha256=sha256,
        defaults={
            "size": len(data),
            "name": name,
            "file": file,
            "uploaded_by": by,
            "uploaded_at": at,
        },
    )


# --- deeds -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Changed:
    """What a deed did: which plans have another look now, and which could not be given back."""

    plans: tuple[Plan, ...] = ()
    left: tuple[Plan, ...] = ()


def save_house_look(
    organization: Organization,
    *,
    look: Look,
    plans: Collection[int],
    version: int,
    by: User,
    at: datetime,
) -> Changed:
    """Save the house look and give it to the drafts with the keys `plans`.

    Unchanged input writes nothing. Takes six queries, and four more for each plan that changes.

    Raises:
        StalePart: somebody saved it since `version`; `current` is the house look.
        DeedNotAllowed: one of the plans is no draft (any more); then nothing is written.
    """
    data = encode(look)
    with transaction.atomic():
        current = _locked(organization, version)
        rows = _locked_plans(organization, plans)
        for plan in rows:
            if not plan.is_editable:
                raise DeedNotAllowed(
                    f"「{plan.title}」は{plan.get_state_display()}なので、体裁を変えられません。"
                    "その計画の印を外してください。何も保存していません。"
                )
        takes = [plan for plan in rows if look_from(plan.look) != look]
        if look_from(current.data) == look and not takes:
            return Changed()
        _record(current, data, [(plan, data) for plan in takes], by=by, at=at)
    return Changed(plans=tuple(takes))


def undo_last_change(
    organization: Organization, *, version: int, by: User, at: datetime
) -> Changed:
    """Put back what the last change replaced: the house look and the look of each plan.

    A plan that has got another look since, or is no draft any more, stays as it is and is told of
    in `left`. The undoing is a change like any other and can be undone itself.

    Raises:
        StalePart: somebody saved the house look since `version`.
        DeedNotAllowed: there is nothing to undo.
    """
    with transaction.atomic():
        current = _locked(organization, version)
        last = current.changes.first() if current.pk else None
        if last is None:
            raise DeedNotAllowed("体裁はまだ一度も変えられていません。")
        before = {each.plan_id: each.former for each in last.applications.all()}
        rows = _locked_plans(organization, before)
        given = look_from(last.data)
        back = [p for p in rows if p.is_editable and look_from(p.look) == given]
        _record(current, last.former, [(p, before[p.pk]) for p in back], by=by, at=at)
    return Changed(plans=tuple(back), left=tuple(plan for plan in rows if plan not in back))


def _locked(organization: Organization, version: int) -> HouseLook:
    """Return the house look under the lock of its organisation's row; it may be unsaved."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    current = find_house_look(organization)
    if current.version != version:
        raise StalePart(current)
    return current


def _locked_plans(organization: Organization, keys: Collection[int]) -> list[Plan]:
    plans = Plan.objects.select_for_update().filter(organization=organization, pk__in=keys)
    return list(plans.order_by("pk"))


def _record(
    current: HouseLook,
    data: dict[str, Any],
    looks: list[tuple[Plan, dict[str, Any]]],
    *,
    by: User,
    at: datetime,
) -> None:
    """Save the house look, the record of its change, and the looks of the plans."""
    former = current.data
    current.data = data
    current.version += 1
    current.updated_by, current.updated_at = by, at
    current.save()
    change = LookChange.objects.create(
        house_look=current,
        version=current.version,
        former=former,
        data=data,
        changed_by=by,
        changed_by_name=by.name,
        changed_at=at,
    )
    LookApplication.objects.bulk_create(
        LookApplication(change=change, plan=plan, former=plan.look) for plan, _ in looks
    )
    for plan, look in looks:
        save_plan_facts(plan, by=by, at=at, version=plan.version, changes={"look": look})


def look_of_new_plan(organization: Organization) -> dict[str, Any]:
    """Return the look with which a new plan of the organisation begins, as it is stored."""
    data: dict[str, Any] = find_house_look(organization).data
    return data


def changes_of(house_look: HouseLook, *, most: int) -> list[LookChange]:
    """Return the last changes with the plans that took part, the newest first."""
    if not house_look.pk:
        return []
    return list(house_look.changes.prefetch_related("applications__plan")[:most])

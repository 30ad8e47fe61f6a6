"""The append-only, hash-chained record of deeds on a plan."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from accounts.models import User
from plans.enums import Deed
from plans.models import Event, Plan


def event_hash(event: Event) -> str:
    """Return the SHA-256 over everything that an event says and the hash before it."""
    said = {
        "seq": event.seq,
        "deed": event.deed,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": event.by_id,
        "by_name": event.by_name,
        "comment": event.comment,
        "data": event.data,
        "previous_hash": event.previous_hash,
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def append_event(
    plan: Plan,
    deed: Deed,
    *,
    by: User | None,
    at: datetime,
    comment: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    """Write the event of a deed and move the head on the plan object.

    The plan's row is locked by the caller, who also saves `event_count` and `head_hash`.
    """
    event = Event(
        plan=plan,
        seq=plan.event_count + 1,
        deed=deed,
        at=at,
        by=by,
        by_name=by.name if by else "（コマンド）",
        comment=comment,
        data=data or {},
        previous_hash=plan.head_hash,
    )
    event.hash = event_hash(event)
    event.save(force_insert=True)
    plan.event_count = event.seq
    plan.head_hash = event.hash
    return event


def broken_events(plan: Plan) -> list[str]:
    """Return what is wrong with the chain of `plan`, in Japanese; empty where it is whole."""
    faults: list[str] = []
    previous, expected = "", 1
    for event in Event.objects.filter(plan=plan).order_by("seq"):
        if event.seq != expected:
            faults.append(f"記録{expected}がありません。")
            expected = event.seq
        if event.previous_hash != previous:
            faults.append(f"記録{event.seq}が前の記録につながっていません。")
        if event.hash != event_hash(event):
            faults.append(f"記録{event.seq}が書き換えられています。")
        previous, expected = event.hash, expected + 1
    if (previous, expected - 1) != (plan.head_hash, plan.event_count):
        faults.append("最後の記録が計画の控えと合いません。")
    return faults

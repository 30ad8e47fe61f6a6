"""The record of an edition: what is known only by or after its decision."""

from dataclasses import dataclass
from enum import StrEnum

from documents.content.written import WrittenDate
from documents.limits import Long, Sha256, Short


class Capacity(StrEnum):
    """As what somebody decided."""

    SELF = "self"  # 本人
    DEPUTY = "deputy"  # 代決
    DELEGATED = "delegated"  # 専決
    EXTERNAL = "external"  # 外部決裁の記録


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of the route, bound to the hash of the content decided on."""

    step: int
    name: Short
    capacity: Capacity
    decided_on: WrittenDate | None = None
    post: Short = ""
    comment: Long = ""
    evidence: Long = ""
    recorded_by: Short = ""
    content_sha256: Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierEdition:
    """An edition decided before, as the 改定履歴 of a later one prints it."""

    label: Short
    date: WrittenDate | None = None
    description: Long = ""
    department: Short = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRecord:
    """What is known of an edition only by or after its decision; hashed apart from the content."""

    edition_no: int
    edition_label: Short
    content_sha256: Sha256
    decisions: tuple[Decision, ...]
    document_number: Short = ""
    decided_on: WrittenDate | None = None
    established_on: WrittenDate | None = None
    effective_on: WrittenDate | None = None
    published_on: WrittenDate | None = None
    summary: Long = ""  # 改定内容
    reason: Long = ""
    department: Short = ""
    earlier: tuple[EarlierEdition, ...] = ()  # oldest first

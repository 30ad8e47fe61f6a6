"""What people enter with a decision."""

from dataclasses import dataclass
from datetime import date

from documents.content import WrittenDate


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What the decider enters with a decision; every date may be missing."""

    decided_on: date
    document_number: str = ""
    established_on: date | None = None
    effective_on: date | None = None
    comment: str = ""
    post: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class ExternalFacts:
    """A decision taken outside the system, with what proves it."""

    decider: str
    evidence: str
    decided_on: WrittenDate
    document_number: str = ""
    established_on: WrittenDate | None = None
    effective_on: WrittenDate | None = None
    edition_label: str = ""
    summary: str = ""
    department: str = ""

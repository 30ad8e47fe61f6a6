"""What a page says about a plan and an edition besides the text; what is missing stays missing."""

from documents.assemble.book import date_text
from documents.content import Capacity, Contact, Decision, EditionRecord, Period, PlanContent
from documents.eras import format_reading

Fact = tuple[str, str]


def period_text(period: Period | None) -> str:
    """Return a period as it was written; where nothing was written, our reading of it."""
    if period is None:
        return ""
    if period.written:
        return period.written
    start = format_reading(period.start) if period.start else ""
    end = format_reading(period.end) if period.end else ""
    return f"{start}～{end}" if start or end else ""


def _printed_label(record: EditionRecord) -> str:
    """The edition's number, and what the plan itself calls it where that differs."""
    ours = f"第{record.edition_no}版"
    if record.edition_label in {"", ours}:
        return ours
    return f"{ours}（計画書では「{record.edition_label}」）"


def is_external(record: EditionRecord) -> bool:
    """Say whether the edition was decided outside this system."""
    return any(decision.capacity is Capacity.EXTERNAL for decision in record.decisions)


def facts_of(content: PlanContent, record: EditionRecord) -> list[Fact]:
    """Return (name, value) of what is known of an edition, in the order of the page."""
    hats = [f"{hat.law}{hat.article}" for hat in content.hats]
    facts = [
        ("団体", content.organization.name),
        ("版", _printed_label(record)),
        ("計画期間", period_text(content.period)),
        ("根拠", "、".join(hats)),
        ("策定日", date_text(record.established_on)),
        ("施行日", date_text(record.effective_on)),
        ("公表日", date_text(record.published_on)),
        ("文書番号", record.document_number),
        ("作成部署", record.department),
        ("改定の内容", record.summary),
        ("利用条件", content.licence),
    ]
    if not is_external(record):
        facts.insert(4, ("決裁日", date_text(record.decided_on)))
    return [(name, value) for name, value in facts if value]


def external_decision_of(record: EditionRecord) -> list[Fact]:
    """Return what was recorded of a decision taken elsewhere; empty where there is none."""
    return [
        fact
        for decision in record.decisions
        if decision.capacity is Capacity.EXTERNAL
        for fact in _external(decision)
    ]


def _external(decision: Decision) -> list[Fact]:
    facts = [
        ("決裁者", decision.name),
        ("決裁日", date_text(decision.decided_on)),
        ("決裁を示す資料", decision.evidence),
    ]
    return [(name, value) for name, value in facts if value]


def contact_of(contact: Contact | None) -> list[Fact]:
    """Return (name, value) of whom to ask; mail and web addresses are not among them."""
    if contact is None:
        return []
    facts = [
        ("担当", contact.department),
        ("所在地", contact.postal_address),
        ("電話", contact.phone),
        ("ファクス", contact.fax),
    ]
    return [(name, value) for name, value in facts if value]

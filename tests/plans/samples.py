"""Small plans for tests, made as content and imported like any plan file."""

from datetime import UTC, datetime
from decimal import Decimal

from accounts.models import Organization, User
from documents import content as c
from documents.eras import DateReading
from plans.importing import import_plan
from plans.models import Plan

NOON = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)


def paragraph(uid: str, text: str) -> c.Paragraph:
    """Return a paragraph."""
    return c.Paragraph(uid=uid, text=text)


def small_content(organization: Organization) -> c.PlanContent:
    """Return a plan with two chapters and two measures, one of them shown twice."""
    return c.PlanContent(
        uid="small",
        title="小さな計画",
        organization=c.OrganizationName(code=organization.code, name=organization.name),
        period=c.Period(
            written="令和8年度から令和11年度まで",
            start=DateReading(2026, is_fiscal=True),
            end=DateReading(2029, is_fiscal=True),
        ),
        hats=(c.Hat(uid="hat", law="官民データ活用推進基本法", article="第9条第3項"),),
        contact=c.Contact(department="総務課", phone="0000-00-0000"),
        tags=(c.Tag(uid="pillar-1", scheme=c.TagScheme.PILLAR, code="1", label="手続"),),
        chapters=(
            c.Chapter(
                uid="aims",
                title="目的",
                body=(paragraph("aims-1", "便利にすることを目的とする。"),),
            ),
            c.Chapter(
                uid="measures",
                title="個別施策",
                kind=c.ChapterKind.MEASURES,
                children=(
                    c.Chapter(
                        uid="theme-1",
                        title="手続",
                        kind=c.ChapterKind.THEME,
                        tags=("pillar-1",),
                        placements=(
                            c.Placement(uid="place-1", measure="online"),
                            c.Placement(uid="place-2", measure="review"),
                        ),
                    ),
                    c.Chapter(
                        uid="theme-2",
                        title="その他",
                        kind=c.ChapterKind.THEME,
                        placements=(c.Placement(uid="place-3", measure="online", reprint=True),),
                    ),
                ),
            ),
        ),
        measures=(
            c.Measure(
                uid="online",
                name="申請のオンライン化",
                body=(paragraph("online-1", "申請をオンラインで受け付ける。"),),
                tags=("pillar-1",),
                responsibilities=(c.Responsibility(uid="online-lead", name="総務課"),),
                kpis=(
                    c.Kpi(
                        uid="online-kpi",
                        name="オンラインの手続",
                        unit="件",
                        targets=(
                            c.KpiTarget(
                                uid="online-target",
                                written="10件",
                                value=Decimal(10),
                                fiscal_year=2029,
                            ),
                        ),
                    ),
                ),
                schedule=(
                    c.ScheduleItem(
                        uid="online-when",
                        written="令和11年度までに実施",
                        due=DateReading(2029, is_fiscal=True),
                    ),
                ),
            ),
            c.Measure(
                uid="review",
                name="事務の見直し",
                body=(paragraph("review-1", "事務を見直す。"),),
            ),
        ),
    )


def small_plan(organization: Organization, *, by: User | None = None, slug: str = "small") -> Plan:
    """Return the small plan, imported as a draft."""
    return import_plan(
        small_content(organization), organization=organization, by=by, at=NOON, slug=slug
    )

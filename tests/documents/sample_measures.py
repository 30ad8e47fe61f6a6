"""Measures of the made-up plan in samples.py."""

from decimal import Decimal

from documents.content import (
    CaseLink,
    Direction,
    Kpi,
    KpiBaseline,
    KpiKind,
    KpiRole,
    KpiTarget,
    Measure,
    MeasureSection,
    MeasureStatus,
    NationalLink,
    Origin,
    OriginKind,
    Paragraph,
    Responsibility,
    ResponsibilityRole,
    ScheduleItem,
    ScheduleStep,
    SectionKind,
    WrittenDate,
)
from tests.documents.sample_blocks import NASTY, reading, table

FULL_MEASURE = Measure(
    uid="m-full",
    name=f"全部ある施策{NASTY}",
    mark="◎",
    status=MeasureStatus.EXPANDED,
    body=(Paragraph(uid="m-full-b", text="全部ある施策の本文"),),
    sections=(
        MeasureSection(
            uid="m-full-s1",
            kind=SectionKind.SITUATION,
            body=(Paragraph(uid="m-full-s1-b", text="現状の文"),),
        ),
        MeasureSection(
            uid="m-full-s2",
            kind=SectionKind.OTHER,
            title="独自の見出し",
            body=(
                table("m-full-s2-t", ("施策の表の頭",), ("施策の表の値",), caption="施策の表の題"),
            ),
        ),
    ),
    kpis=(
        Kpi(
            uid="k-1",
            name="利用率",
            kind=KpiKind.RATIO,
            role=KpiRole.EFFECT,
            unit="%",
            direction=Direction.UP,
            baseline=KpiBaseline(
                written="約3割",
                date=WrittenDate(written="平成29年度末", reading=reading("FY2017")),
                source="住民調査",
            ),
            targets=(
                KpiTarget(uid="k-1-1", value=Decimal("40"), fiscal_year=2019),
                KpiTarget(
                    uid="k-1-2",
                    written="五割以上",
                    value=Decimal("50"),
                    fiscal_year=2020,
                    year_written="平成32年度",
                ),
            ),
            method="利用者÷人口",
            department="調査統計係",
            note="利用率の注記",
        ),
        Kpi(
            uid="k-2",
            name="整備済みの施設",
            role=KpiRole.PROGRESS,
            unit="施設",
            baseline=KpiBaseline(value=Decimal("1200")),
            targets=(KpiTarget(uid="k-2-1", written="全部"),),
        ),
    ),
    schedule=(
        ScheduleItem(uid="s-1", written="随時実施する。", open_end="次期更新時まで"),
        ScheduleItem(
            uid="s-2",
            written="段階を追って進める。",
            open_end="終わりは別に定める",
            steps=(
                ScheduleStep(
                    uid="s-2-1", label="設計", start=reading("2018-10"), end=reading("FY2019")
                ),
                ScheduleStep(
                    uid="s-2-2", label="運用", start=reading("FY2020"), open_end="廃止の日まで"
                ),
                ScheduleStep(uid="s-2-3", label="開所式", start=reading("2019-05"), milestone=True),
            ),
        ),
    ),
    responsibilities=(
        Responsibility(uid="r-1", name="総務課"),
        Responsibility(uid="r-2", name="商工会", role=ResponsibilityRole.PARTNER),
    ),
    joint_with="隣の町と村",
    support="国の補助金",
    budget="1,200万円\n（令和2年度）",
    national_measures=(
        NationalLink(uid="nl-1", edition="令和元年版", name="国の施策の名", no=2, code="01-06"),
    ),
    cases=(
        CaseLink(
            uid="cl-1",
            title="よその事例",
            organization="架空市",
            no="事例3",
            url="https://example.jp/case",
        ),
    ),
    related=("m-nameless", "m-words"),
    tags=("tag-pillar", "tag-field", "tag-own"),
    notes=(Paragraph(uid="m-full-n", text="施策の末尾の注"),),
    origin=Origin(kind=OriginKind.NATIONAL, edition="R1", key="01-06"),
)

MEASURES = (
    FULL_MEASURE,
    Measure(
        uid="m-nameless",
        body=(
            Paragraph(uid="m-nameless-b", text="名前のない施策の文"),
            Paragraph(uid="m-nameless-b2", text="名前のない施策の二つ目の段落"),
        ),
    ),
    Measure(
        uid="m-words",
        name="言葉だけの施策",
        kpis=(Kpi(uid="k-3", name="規格への準拠", kind=KpiKind.DONE, unit="件数"),),
        schedule=(
            ScheduleItem(
                uid="s-3",
                written="長く続ける。",
                steps=(
                    ScheduleStep(
                        uid="s-3-1", label="長い工程", start=reading("2005"), end=reading("FY2040")
                    ),
                ),
            ),
        ),
    ),
)

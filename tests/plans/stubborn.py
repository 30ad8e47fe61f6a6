"""A plan that the format allows and that forms are tempted to tidy up: odd blanks, twins, readings.

Nothing in it is wrong. What somebody imported or another screen wrote must come through a screen
that they did not touch exactly as it was.
"""

from decimal import Decimal

from documents import content as c
from documents.eras import DateReading

LEAD, PARTNER = c.ResponsibilityRole.LEAD, c.ResponsibilityRole.PARTNER


def paragraph(uid: str, text: str) -> c.Paragraph:
    """Return a paragraph."""
    return c.Paragraph(uid=uid, text=text)


MEASURE = c.Measure(
    uid="odd",
    name="  前後に空白　のある\t名前 ",
    mark="◎（重点的に取り組む施策）",
    body=(
        paragraph("odd-b1", " 字下げ\u2028行区切り"),
        paragraph("odd-b2", "か\u3099とは\u309aをふくむ文"),
        paragraph("odd-b3", ""),
        paragraph("odd-b4", "- 箇条書きに見える文\n1. 番号に見える文\n| 表に | 見える |"),
        c.Table(
            uid="odd-t",
            header_rows=2,
            header_column=True,
            rows=tuple(
                c.TableRow(
                    uid=f"odd-t{row}",
                    cells=(c.TableCell(text=f"{row}|甲"), c.TableCell(text="一\n二 ")),
                )
                for row in range(3)
            ),
            source=" 出典 ",
        ),
    ),
    sections=(
        c.MeasureSection(uid="odd-s1", kind=c.SectionKind.EFFECTS, body=()),
        c.MeasureSection(
            uid="odd-s2", kind=c.SectionKind.SITUATION, body=(paragraph("odd-s2b", "現状"),)
        ),
        c.MeasureSection(
            uid="odd-s3",
            kind=c.SectionKind.SITUATION,
            title="現状（二つ目）",
            body=(paragraph("odd-s3b", "二つ目の現状"),),
        ),
        c.MeasureSection(
            uid="odd-s4", kind=c.SectionKind.OTHER, title="ほか", body=(paragraph("odd-s4b", "x"),)
        ),
    ),
    responsibilities=(
        c.Responsibility(uid="odd-r1", name="商工会", role=PARTNER),
        c.Responsibility(uid="odd-r2", name="総務課、税務課（共管）"),
        c.Responsibility(uid="odd-r3", name="企画課"),
        c.Responsibility(uid="odd-r4", name="企画課"),
        c.Responsibility(uid="odd-r5", name="民間" * 240, role=PARTNER),
    ),
    kpis=(
        c.Kpi(
            uid="odd-k1",
            name="単位を書かない指標",
            targets=(
                c.KpiTarget(uid="odd-k1t1", written="10件", value=Decimal("12.50")),
                c.KpiTarget(uid="odd-k1t2", written="10件", value=Decimal(10)),
                c.KpiTarget(uid="odd-k1t3", value=Decimal(7)),
                c.KpiTarget(uid="odd-k1t4", written=" 20件 ", fiscal_year=2027),
                c.KpiTarget(uid="odd-k1t5", written="平成31年度：5件", fiscal_year=2019),
                c.KpiTarget(uid="odd-k1t6", fiscal_year=2020),
                c.KpiTarget(uid="odd-k1t7", written="年間：3件"),
                c.KpiTarget(
                    uid="odd-k1t8", written="3割", fiscal_year=2022, year_written=" 平成34年度"
                ),
                c.KpiTarget(uid="odd-k1t9", fiscal_year=2023, year_written="計画の最終年度"),
            ),
            baseline=c.KpiBaseline(
                written="約3割",
                value=Decimal(28),
                date=c.WrittenDate(written="昨年度", reading=DateReading(2017, is_fiscal=True)),
            ),
        ),
        c.Kpi(uid="odd-k2", name="", kind=c.KpiKind.NONE, baseline=c.KpiBaseline(value=Decimal(1))),
        c.Kpi(uid="odd-k3", name="空の基準値", baseline=c.KpiBaseline()),
    ),
    schedule=(
        c.ScheduleItem(uid="odd-w1", written="令和8年度までに実施"),
        c.ScheduleItem(
            uid="odd-w2", written="令和9年度に検証", due=DateReading(2030, is_fiscal=True)
        ),
        c.ScheduleItem(uid="odd-w3", written=" 平成32年までに\n実施 ", due=DateReading(2020)),
        c.ScheduleItem(uid="odd-w4", written="2019年に終える", due=DateReading(2019, 4)),
        c.ScheduleItem(uid="odd-w5", written=""),
    ),
    joint_with="隣の町\u3000",
    support="\n\n 国の補助\t（二分の一）\n\n",
    budget="  ",
    tags=("odd-tag-2", "odd-tag-1"),
    notes=(c.TermNote(uid="odd-n", term="odd-term"),),
)


def stubborn_content(organization: c.OrganizationName) -> c.PlanContent:
    """Return the plan as that of `organization`."""
    return c.PlanContent(
        uid="stubborn",
        title=" 計画の名称 ",
        organization=organization,
        subtitle="副題\t",
        vision="\n目指す姿\n\n",
        licence=" CC BY 4.0",
        cover_date=c.WrittenDate(written="あの日", reading=DateReading(2018, 7)),
        period=c.Period(
            written=" 平成30年4月から令和2185年度まで",
            start=DateReading(2018, 4),
            end=DateReading(2199, is_fiscal=True),
            extension="議決により延ばした",
        ),
        contact=c.Contact(department=" 総務課 ", url="https://example.jp/"),
        hats=(
            c.Hat(
                uid="odd-h",
                law=" 基本法 ",
                description="\n根拠\n",
                period=c.Period(start=DateReading(2018, is_fiscal=True)),
            ),
        ),
        related_plans=(c.RelatedPlan(uid="odd-p", relation=c.Relation.UPPER, title="総合計画 "),),
        governance=(
            c.GovernanceBody(uid="odd-g1", name="本部", members="甲\n\n"),
            c.GovernanceBody(uid="odd-g2", name="部会", parent="odd-g1"),
        ),
        process=(
            c.ProcessStep(
                uid="odd-ps",
                title="会議",
                date=c.WrittenDate(written="先月", reading=DateReading(2018, 6)),
            ),
        ),
        terms=(c.Term(uid="odd-term", word="用語 ", explanation="説明\n"),),
        tags=tuple(
            c.Tag(uid=f"odd-tag-{number}", scheme=c.TagScheme.OWN, label=f"分類{number}")
            for number in (1, 2)
        ),
        chapters=(
            c.Chapter(
                uid="odd-c",
                title=" 章 ",
                numbered=False,
                guide_section=3,
                body=(
                    paragraph("odd-cb", " か\u3099 \u2028 "),
                    c.ListBlock(
                        uid="odd-l",
                        ordered=True,
                        items=(
                            c.ListItem(uid="odd-l1", text="一"),
                            c.ListItem(uid="odd-l2", text="", level=1),
                        ),
                    ),
                    c.ListBlock(
                        uid="odd-m", ordered=True, items=(c.ListItem(uid="odd-m1", text="別"),)
                    ),
                ),
                shows=(c.Shown.TERMS,),
                tags=("odd-tag-2", "odd-tag-1"),
                placements=(c.Placement(uid="odd-place", measure="odd"),),
            ),
        ),
        measures=(MEASURE,),
    )

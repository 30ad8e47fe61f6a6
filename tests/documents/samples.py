"""A made-up plan that fills every field of the format, with characters that break things."""

from decimal import Decimal
from hashlib import sha256
from io import BytesIO

from PIL import Image

from documents.content import (
    Capacity,
    CaseLink,
    Chapter,
    ChapterKind,
    Chart,
    ChartKind,
    ChartSeries,
    Contact,
    Decision,
    Direction,
    EditionRecord,
    Figure,
    Footnote,
    Foreword,
    GovernanceBody,
    Hat,
    Kpi,
    KpiBaseline,
    KpiKind,
    KpiRole,
    KpiTarget,
    ListBlock,
    ListItem,
    Look,
    Mark,
    MarkKind,
    Measure,
    MeasureSection,
    MeasureStatus,
    NationalLink,
    Note,
    NumberStyle,
    OrganizationName,
    Origin,
    OriginKind,
    Paragraph,
    Pattern,
    Period,
    Placement,
    PlanContent,
    ProcessStep,
    RelatedPlan,
    Relation,
    Responsibility,
    ResponsibilityRole,
    RevisionRow,
    ScheduleItem,
    ScheduleStep,
    SectionKind,
    Shown,
    Stage,
    Table,
    TableCell,
    TableRow,
    Tag,
    TagScheme,
    Term,
    TermNote,
    WrittenDate,
)
from documents.eras import DateReading

NASTY = "𠮷野家と葛\U000e0100飾区の髙橋さん①㈱〜<script>alert(1)</script>{{ settings.SECRET_KEY }}&amp;\"'"


def png(width: int, height: int, colour: str) -> bytes:
    """Return a small picture."""
    buffer = BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()


PICTURE = png(240, 120, "#336699")
ORNAMENT = png(600, 20, "#dddddd")
FIGURES = {sha256(data).hexdigest(): data for data in (PICTURE, ORNAMENT)}


def reading(text: str) -> DateReading:
    """Return a reading by its spelling."""
    return DateReading.parse(text)


def marked(uid: str, text: str, *marks: tuple[MarkKind, str, str]) -> Paragraph:
    """Return a paragraph; each mark is a kind, the words it lies on and its reference."""
    found = []
    for kind, words, ref in marks:
        start = text.index(words)
        # A footnote stands after the words.
        begin = start + len(words) if kind is MarkKind.FOOTNOTE else start
        found.append(Mark(kind=kind, start=begin, end=start + len(words), ref=ref))
    return Paragraph(uid=uid, text=text, marks=tuple(sorted(found, key=lambda mark: mark.start)))


def table(uid: str, *rows: tuple[str, ...], **more: object) -> Table:
    """Return a table of plain cells."""
    return Table(
        uid=uid,
        rows=tuple(
            TableRow(uid=f"{uid}-r{index}", cells=tuple(TableCell(text=text) for text in row))
            for index, row in enumerate(rows)
        ),
        **more,  # type: ignore[arg-type]
    )


LONG_TABLE = table(
    "b-long",
    ("番号", "手続の名称", "所管"),
    *((f"{n}号", f"長い表の{n}番目の手続の名称がここに入る", f"第{n}課") for n in range(1, 71)),
    caption="手続の一覧",
    source="庁内調べ（長い表）",
)

CHARTS = tuple(
    Chart(
        uid=f"b-chart-{kind.value}",
        kind=kind,
        categories=("平成30年", "令和元年", "令和2年"),
        series=(
            ChartSeries(
                name=f"申請（{kind.value}）", values=(Decimal("1200"), None, Decimal("2400.5"))
            ),
            ChartSeries(
                name=f"届出（{kind.value}）", values=(Decimal("-300"), Decimal("0"), Decimal("90"))
            ),
        ),
        caption=f"件数の推移（{kind.value}）",
        unit="件",
        alt=f"件数が増えていく図（{kind.value}）",
        source=f"統計書（{kind.value}）",
    )
    for kind in ChartKind
)

MANY_YEARS = Chart(
    uid="b-chart-years",
    kind=ChartKind.BAR,
    categories=tuple(f"{year}年の値" for year in range(2010, 2022)),
    series=(ChartSeries(name="人口", values=tuple(Decimal(year) for year in range(12))),),
)

CHAPTERS = (
    Chapter(
        uid="part-1",
        title="総論の部",
        kind=ChapterKind.PART,
        children=(
            Chapter(
                uid="c-intro",
                title=f"はじめの章{NASTY}",
                body=(
                    marked(
                        "b-marks",
                        "太い字とリンクの字と注の字と用語の字、\n同じ注をもう一度。",
                        (MarkKind.BOLD, "太い字", ""),
                        (MarkKind.LINK, "リンクの字", "https://example.jp/a?b=1&c=2"),
                        (MarkKind.FOOTNOTE, "注の字", "fn-1"),
                        (MarkKind.TERM, "用語の字", "term-1"),
                        (MarkKind.FOOTNOTE, "もう一度", "fn-1"),
                    ),
                    Paragraph(uid="b-nasty", text=f"段落の{NASTY}終わり"),
                    ListBlock(
                        uid="b-list",
                        items=(
                            ListItem(uid="i-1", text="一段目の甲"),
                            ListItem(uid="i-2", text="二段目の甲", level=1),
                            ListItem(uid="i-3", text="三段目の甲", level=2),
                            ListItem(
                                uid="i-4",
                                text="一段目の乙と注",
                                marks=(Mark(kind=MarkKind.FOOTNOTE, start=7, end=7, ref="fn-2"),),
                            ),
                        ),
                    ),
                    ListBlock(
                        uid="b-numbers",
                        ordered=True,
                        items=(
                            ListItem(uid="n-1", text="番号の甲"),
                            ListItem(uid="n-2", text="番号の甲の一", level=1),
                            ListItem(uid="n-3", text="番号の甲の一の一", level=2),
                            ListItem(uid="n-4", text="番号の甲の二", level=1),
                            ListItem(uid="n-5", text="番号の乙"),
                        ),
                    ),
                ),
            ),
            Chapter(
                uid="c-place",
                title="位置付けの章",
                shows=(Shown.POSITION, Shown.GOVERNANCE, Shown.PROCESS),
                tags=("tag-aim",),
            ),
        ),
    ),
    Chapter(
        uid="part-2",
        title="各論の部",
        kind=ChapterKind.PART,
        children=(
            Chapter(
                uid="c-blocks",
                title="いろいろな塊の章",
                body=(
                    Table(
                        uid="b-table",
                        rows=(
                            TableRow(
                                uid="b-table-1",
                                cells=(
                                    TableCell(text="左の見出し"),
                                    TableCell(
                                        text="右の見出し",
                                        marks=(Mark(kind=MarkKind.BOLD, start=0, end=1),),
                                    ),
                                ),
                            ),
                            TableRow(
                                uid="b-table-2",
                                cells=(
                                    TableCell(text=f"行の見出し{NASTY}"),
                                    TableCell(
                                        text="値の一行目\n値の二行目と注",
                                        marks=(
                                            Mark(
                                                kind=MarkKind.FOOTNOTE, start=13, end=13, ref="fn-3"
                                            ),
                                        ),
                                    ),
                                ),
                            ),
                            TableRow(
                                uid="b-table-3",
                                cells=(TableCell(text="空の隣"), TableCell()),
                            ),
                        ),
                        caption="小さな表の題",
                        header_column=True,
                        source="小さな表の出典",
                    ),
                    Figure(
                        uid="b-figure",
                        sha256=sha256(PICTURE).hexdigest(),
                        media_type="image/png",
                        alt="青い四角",
                        caption="四角の題",
                        source="四角の出典",
                        rights="四角の権利者",
                    ),
                    Figure(
                        uid="b-ornament",
                        sha256=sha256(ORNAMENT).hexdigest(),
                        media_type="image/png",
                        decorative=True,
                    ),
                    *CHARTS,
                    MANY_YEARS,
                    Note(
                        uid="b-note",
                        title="囲みの題",
                        text="囲みの太字の一行目\n囲みの二行目",
                        marks=(Mark(kind=MarkKind.BOLD, start=3, end=5),),
                    ),
                    Note(uid="b-note-2", text="題のない囲み"),
                    TermNote(uid="b-term", term="term-1"),
                    LONG_TABLE,
                ),
            ),
            Chapter(
                uid="c-theme",
                title="施策の章",
                kind=ChapterKind.THEME,
                placements=(
                    Placement(uid="p-1", measure="m-full"),
                    Placement(uid="p-2", measure="m-nameless"),
                    Placement(uid="p-3", measure="m-words"),
                ),
                tags=("tag-pillar",),
                children=(
                    Chapter(
                        uid="c-deep",
                        title="再び載せる節",
                        placements=(
                            Placement(uid="p-4", measure="m-full", reprint=True),
                            Placement(uid="p-5", measure="m-nameless", reprint=True),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Chapter(uid="c-glossary", title="用語集の章", kind=ChapterKind.GLOSSARY, numbered=False),
    Chapter(uid="c-contact", title="問合せの章", kind=ChapterKind.APPENDIX, shows=(Shown.CONTACT,)),
)

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
                KpiTarget(uid="k-1-2", written="五割以上", value=Decimal("50"), fiscal_year=2020),
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


def everything() -> PlanContent:
    """Return the plan."""
    return PlanContent(
        uid="everything",
        title=f"何でもある計画{NASTY}",
        organization=OrganizationName(code="080004", name="架空県"),
        subtitle="副題の文字",
        short_name="略称の文字",
        vision="目指す姿の一行目\n目指す姿の二行目",
        pattern=Pattern.EMBEDDED,
        stage=Stage.DRAFT,
        guide_edition="H30",
        cover_date=WrittenDate(written="平成 30 年 7 月", reading=reading("2018-07")),
        period=Period(
            written="平成30年度から平成32年度まで",
            start=reading("FY2018"),
            end=reading("FY2020"),
            extension="議決により一年延ばした",
        ),
        hats=(
            Hat(
                uid="h-1",
                law="官民データ活用推進基本法",
                article="第9条第1項",
                description="根拠の説明",
                period=Period(start=reading("FY2018"), extension="根拠ごとの延長"),
            ),
        ),
        related_plans=tuple(
            RelatedPlan(
                uid=f"rp-{relation.value}",
                relation=relation,
                title=f"関わる計画（{relation.value}）",
                url="https://example.jp/plan" if relation is Relation.PARENT else "",
                pages="12～20ページ" if relation is Relation.PARENT else "",
                note="廃止した理由" if relation is Relation.PREDECESSOR else "",
                abolished=relation is Relation.PREDECESSOR,
            )
            for relation in Relation
        ),
        prefectural_plan_note="県の計画を勘案した点",
        foreword=Foreword(
            title="知事のことば",
            body=(Paragraph(uid="fw-1", text="ごあいさつの文"),),
            signature="架空県知事\u3000髙橋𠮷子",
        ),
        revision_rows=(
            RevisionRow(
                uid="rev-1",
                edition="初版",
                date=WrittenDate(written="平成30年7月12日"),
                description="新しく定めた",
                department="企画課",
            ),
        ),
        revision_notes=(Paragraph(uid="rev-n", text="改定のときの注意"),),
        chapters=CHAPTERS,
        measures=MEASURES,
        terms=(
            Term(uid="term-1", word="用語の壱", explanation="壱の説明", reading="ようごのいち"),
            Term(uid="term-2", word="用語の弐", explanation="弐の説明", reading="アアア"),
        ),
        footnotes=(
            Footnote(uid="fn-3", text="表の中の注の文"),
            Footnote(uid="fn-1", text="一つ目の注の文"),
            Footnote(uid="fn-2", text="一覧の注の文"),
            Footnote(uid="fn-4", text="呼ばれない注の文"),
        ),
        tags=(
            Tag(uid="tag-pillar", scheme=TagScheme.PILLAR, label="柱の名", code="1"),
            Tag(uid="tag-field", scheme=TagScheme.FIELD, label="分野の名"),
            Tag(uid="tag-own", scheme=TagScheme.OWN, label="独自の分類"),
            Tag(uid="tag-aim", scheme=TagScheme.AIM, label="目的の名"),
            Tag(uid="tag-unused", scheme=TagScheme.SDG, label="使っていない分類"),
        ),
        governance=(
            GovernanceBody(
                uid="g-1",
                name="推進本部",
                head="知事",
                members="部長\n課長",
                office="企画課事務局",
                reporting_rhythm="年に一度",
                role="進み具合を見る",
            ),
            GovernanceBody(uid="g-2", name="作業部会", parent="g-1"),
        ),
        process=(
            ProcessStep(
                uid="ps-1",
                title="意見の募集",
                date=WrittenDate(written="平成30年5月"),
                parties="住民",
                description="三十日間",
            ),
        ),
        contact=Contact(
            department="企画部企画課",
            postal_address="架空県架空市1-1",
            phone="000-000-0000",
            fax="000-000-0001",
            email="kikaku@example.jp",
            url="https://example.jp/kikaku",
        ),
        licence="CC BY 4.0",
        look=Look(
            numbering=(NumberStyle.CHAPTER, NumberStyle.PAREN_WIDE, NumberStyle.CIRCLED),
            kpi_label="＜指標の札＞",
            schedule_label="＜予定の札＞",
            header_text="柱の文字",
        ),
    )


def record() -> EditionRecord:
    """Return a record decided in the system, with every field."""
    return EditionRecord(
        edition_no=2,
        edition_label="第2版",
        content_sha256="0" * 64,
        decisions=(
            Decision(
                step=1,
                name="髙橋𠮷子",
                post="知事",
                capacity=Capacity.DEPUTY,
                decided_on=WrittenDate(written="令和2年3月30日", reading=reading("2020-03-30")),
                content_sha256="0" * 64,
            ),
        ),
        document_number="企第123号",
        decided_on=WrittenDate(written="令和2年3月30日", reading=reading("2020-03-30")),
        established_on=WrittenDate(written="令和2年3月31日", reading=reading("2020-03-31")),
        effective_on=WrittenDate(written="令和2年4月1日", reading=reading("2020-04-01")),
        published_on=WrittenDate(written="令和2年4月2日", reading=reading("2020-04-02")),
        summary="施策を一つ加えた",
        reason="国の計画が改まったため",
        department="企画部",
    )

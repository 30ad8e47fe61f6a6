"""A made-up plan that fills every field of the format, with characters that break things."""

from hashlib import sha256

from documents.content import (
    Capacity,
    Contact,
    CoverageRow,
    Decision,
    EditionRecord,
    Footnote,
    Foreword,
    GovernanceBody,
    Hat,
    Logo,
    Look,
    NumberStyle,
    OrganizationName,
    Paragraph,
    Pattern,
    Period,
    PlanContent,
    ProcessStep,
    RelatedPlan,
    Relation,
    RevisionRow,
    RevisionTable,
    Stage,
    Tag,
    TagScheme,
    Term,
    WrittenDate,
)
from tests.documents.sample_blocks import FIGURES, NASTY, PICTURE, reading
from tests.documents.sample_chapters import CHAPTERS
from tests.documents.sample_measures import MEASURES

__all__ = ["FIGURES", "NASTY", "everything", "record"]


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
        revision_table=RevisionTable(
            title="改定のあゆみ",
            edition="版の欄",
            date="日付の欄",
            description="内容の欄",
            department="部署の欄",
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
        coverage=(
            CoverageRow(
                uid="cov-1",
                element="求められる事項の壱",
                chapter="c-intro",
                place="第3章（12～15ページ）",
                note="対応の備考",
            ),
            CoverageRow(uid="cov-2", element="求められる事項の弐", note="載せない理由"),
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
            logo=Logo(sha256=sha256(PICTURE).hexdigest(), media_type="image/png", alt="県章"),
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

"""What a plan says of itself as rows: the plan, its bases, relations, history, bodies, words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from documents.content import (
    EditionRecord,
    Pattern,
    Period,
    PlanContent,
    Relation,
    Stage,
    TagScheme,
    WrittenDate,
)
from documents.datasets.codes import RevisionKind
from documents.datasets.columns import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Whose plan a row is from, and in which edition; in front of every row of every table."""

    organization_code: Annotated[
        str,
        Fact(
            "全国地方公共団体コード",
            "団体の6桁のコード（総務省）。先頭の0も含む文字列。",
            required=True,
        ),
    ]
    organization_name: Annotated[
        str, Fact("地方公共団体名", "計画をつくった団体の正式な名称。", required=True)
    ]
    plan_id: Annotated[
        str,
        Fact(
            "計画ID",
            "計画の識別子。版が改まっても変わらない。",
            required=True,
            identifies=True,
        ),
    ]
    edition_no: Annotated[
        int | None,
        Fact("版番号", "公表した版の通し番号。公表していない案では空欄。", unit="版"),
    ]


def source_of(content: PlanContent, record: EditionRecord | None) -> Source:
    """Return what stands in front of every row."""
    return Source(
        organization_code=content.organization.code,
        organization_name=content.organization.name,
        plan_id=content.uid,
        edition_no=None if record is None else record.edition_no,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """The plan itself."""

    title: Annotated[str, Fact("計画名", "計画の名称。", required=True)]
    subtitle: Annotated[str, Fact("副題", "計画の副題。")]
    short_name: Annotated[
        str, Fact("略称", "計画の略称。ほかの計画に盛り込む場合は、この計画としての名称。")
    ]
    vision: Annotated[str, Fact("目指す姿", "計画が掲げる目指す姿。")]
    pattern: Annotated[
        Pattern, Fact("つくり方", "単独の計画か、ほかの計画に盛り込む計画か。", required=True)
    ]
    stage: Annotated[Stage, Fact("段階", "骨子、素案、案、決定のどこにあるか。", required=True)]
    guide_edition: Annotated[str, Fact("手引の版", "つくるときに用いた国の手引の版。")]
    foreword_title: Annotated[str, Fact("はじめの言葉の題", "団体の長などのあいさつの題。")]
    foreword_signature: Annotated[str, Fact("はじめの言葉の署名", "団体の長などのあいさつの署名。")]
    cover_date: Annotated[WrittenDate | None, Fact("表紙の日付", "表紙に印刷されている日付。")]
    period: Annotated[
        Period | None, Fact("計画期間", "計画の期間。期間を定めていない計画では空欄。")
    ]
    prefectural_plan_note: Annotated[
        str, Fact("都道府県計画を勘案した点", "官民データ活用推進基本法第9条第3項による記載。")
    ]
    edition_label: Annotated[str, Fact("版の呼び名", "計画書での版の呼び名。")]
    decided_on: Annotated[WrittenDate | None, Fact("決裁日", "この版が決裁された日。")]
    established_on: Annotated[WrittenDate | None, Fact("策定日", "この版が策定又は改定された日。")]
    effective_on: Annotated[WrittenDate | None, Fact("施行日", "この版が施行された日。")]
    published_on: Annotated[WrittenDate | None, Fact("公表日", "この版が公表された日。")]
    document_number: Annotated[str, Fact("文書番号", "決裁の文書番号。")]
    contact_department: Annotated[str, Fact("担当部署", "計画についての問合せ先。")]
    contact_address: Annotated[str, Fact("所在地", "問合せ先の所在地。")]
    contact_phone: Annotated[str, Fact("電話番号", "問合せ先の電話番号。")]
    contact_fax: Annotated[str, Fact("ファクス番号", "問合せ先のファクス番号。")]
    contact_email: Annotated[str, Fact("メールアドレス", "問合せ先のメールアドレス。")]
    contact_url: Annotated[str, Fact("ウェブサイト", "問合せ先のURL。")]
    licence: Annotated[str, Fact("利用条件", "計画とこのデータの利用条件。")]
    content_sha256: Annotated[
        str, Fact("内容のハッシュ", "決裁された内容（計画ファイル）のSHA-256。")
    ]


def plan_row(content: PlanContent, record: EditionRecord | None) -> PlanRow:
    """Return the one row of the plan."""
    contact = content.contact
    return PlanRow(
        title=content.title,
        subtitle=content.subtitle,
        short_name=content.short_name,
        vision=content.vision,
        pattern=content.pattern,
        stage=content.stage,
        guide_edition=content.guide_edition,
        foreword_title="" if content.foreword is None else content.foreword.title,
        foreword_signature="" if content.foreword is None else content.foreword.signature,
        cover_date=content.cover_date,
        period=content.period,
        prefectural_plan_note=content.prefectural_plan_note,
        edition_label="" if record is None else record.edition_label,
        decided_on=None if record is None else record.decided_on,
        established_on=None if record is None else record.established_on,
        effective_on=None if record is None else record.effective_on,
        published_on=None if record is None else record.published_on,
        document_number="" if record is None else record.document_number,
        contact_department="" if contact is None else contact.department,
        contact_address="" if contact is None else contact.postal_address,
        contact_phone="" if contact is None else contact.phone,
        contact_fax="" if contact is None else contact.fax,
        contact_email="" if contact is None else contact.email,
        contact_url="" if contact is None else contact.url,
        licence=content.licence,
        content_sha256="" if record is None else record.content_sha256,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasisRow:
    """A legal basis (根拠)."""

    legal_basis_id: Annotated[str, Fact("根拠ID", "根拠の識別子。", required=True, identifies=True)]
    law: Annotated[str, Fact("法令名", "根拠となる法令の名称。", required=True)]
    article: Annotated[str, Fact("条項", "法令の条項。")]
    description: Annotated[str, Fact("説明", "根拠についての説明。")]
    period: Annotated[Period | None, Fact("根拠ごとの期間", "この根拠についての計画期間。")]


def legal_basis_rows(content: PlanContent) -> Iterator[LegalBasisRow]:
    """Yield the legal bases."""
    for hat in content.hats:
        yield LegalBasisRow(
            legal_basis_id=hat.uid,
            law=hat.law,
            article=hat.article,
            description=hat.description,
            period=hat.period,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedPlanRow:
    """Another plan (関連する計画)."""

    related_plan_id: Annotated[
        str, Fact("関連計画ID", "関連する計画の識別子。", required=True, identifies=True)
    ]
    relation: Annotated[Relation, Fact("関係", "この計画との関係。", required=True)]
    title: Annotated[str, Fact("計画名", "関連する計画の名称。", required=True)]
    url: Annotated[str, Fact("URL", "関連する計画のURL。")]
    pages: Annotated[str, Fact("該当ページ", "関連する計画の該当するページ。")]
    note: Annotated[str, Fact("備考", "関係についての説明。")]
    is_abolished: Annotated[bool, Fact("廃止", "廃止された計画かどうか。", required=True)]


def related_plan_rows(content: PlanContent) -> Iterator[RelatedPlanRow]:
    """Yield the plans around this one."""
    for plan in content.related_plans:
        yield RelatedPlanRow(
            related_plan_id=plan.uid,
            relation=plan.relation,
            title=plan.title,
            url=plan.url,
            pages=plan.pages,
            note=plan.note,
            is_abolished=plan.abolished,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow:
    """A line of the history of editions (改定履歴)."""

    position: Annotated[int, Fact("順", "古いものからの順番。", unit="番目", required=True)]
    revision_kind: Annotated[
        RevisionKind, Fact("改定履歴の別", "どこに書かれている履歴か。", required=True)
    ]
    edition: Annotated[str, Fact("版の呼び名", "履歴での版の呼び名。")]
    date: Annotated[WrittenDate | None, Fact("改定日", "策定又は改定の日。")]
    description: Annotated[str, Fact("内容", "改定の内容。")]
    reason: Annotated[str, Fact("理由", "改定の理由。")]
    department: Annotated[str, Fact("作成部署", "作成した部署。")]


def revision_rows(content: PlanContent, record: EditionRecord | None) -> Iterator[RevisionRow]:
    """Yield the printed history, then the editions decided before, then this one."""
    rows = [
        (RevisionKind.WRITTEN, row.edition, row.date, row.description, "", row.department)
        for row in content.revision_rows
    ]
    if record is not None:
        rows += [
            (RevisionKind.EARLIER, row.label, row.date, row.description, "", row.department)
            for row in record.earlier
        ]
        day = record.established_on or record.decided_on
        own = (record.edition_label, day, record.summary, record.reason, record.department)
        rows.append((RevisionKind.THIS, *own))
    for position, (kind, edition, date, description, reason, department) in enumerate(rows, 1):
        yield RevisionRow(
            position=position,
            revision_kind=kind,
            edition=edition,
            date=date,
            description=description,
            reason=reason,
            department=department,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernanceRow:
    """A body of the 推進体制."""

    body_id: Annotated[str, Fact("組織ID", "組織の識別子。", required=True, identifies=True)]
    parent_body_id: Annotated[
        str | None, Fact("上位の組織のID", "上位の組織の識別子。", identifies=True)
    ]
    name: Annotated[str, Fact("組織名", "組織の名称。", required=True)]
    head: Annotated[str, Fact("長", "組織の長。")]
    members: Annotated[str, Fact("構成員", "組織の構成員。")]
    office: Annotated[str, Fact("事務局", "組織の事務局。")]
    reporting_rhythm: Annotated[str, Fact("開催・報告", "開催又は報告の頻度。")]
    role: Annotated[str, Fact("役割", "組織の役割。")]


def governance_rows(content: PlanContent) -> Iterator[GovernanceRow]:
    """Yield the bodies that carry the plan."""
    for body in content.governance:
        yield GovernanceRow(
            body_id=body.uid,
            parent_body_id=body.parent,
            name=body.name,
            head=body.head,
            members=body.members,
            office=body.office,
            reporting_rhythm=body.reporting_rhythm,
            role=body.role,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRow:
    """A step of the 策定経過."""

    process_step_id: Annotated[
        str, Fact("策定経過ID", "策定経過の識別子。", required=True, identifies=True)
    ]
    position: Annotated[int, Fact("順", "載っている順番。", unit="番目", required=True)]
    title: Annotated[str, Fact("事項", "行ったこと。", required=True)]
    date: Annotated[WrittenDate | None, Fact("時期", "行った時期。")]
    parties: Annotated[str, Fact("関係者", "関わった人又は団体。")]
    description: Annotated[str, Fact("内容", "行ったことの内容。")]


def process_rows(content: PlanContent) -> Iterator[ProcessRow]:
    """Yield how the plan came about."""
    for position, step in enumerate(content.process, start=1):
        yield ProcessRow(
            process_step_id=step.uid,
            position=position,
            title=step.title,
            date=step.date,
            parties=step.parties,
            description=step.description,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A word of the 用語集."""

    term_id: Annotated[str, Fact("用語ID", "用語の識別子。", required=True, identifies=True)]
    word: Annotated[str, Fact("用語", "用語。", required=True)]
    reading: Annotated[str, Fact("読み", "用語の読みがな。")]
    explanation: Annotated[str, Fact("説明", "用語の説明。", required=True)]


def term_rows(content: PlanContent) -> Iterator[TermRow]:
    """Yield the glossary."""
    for term in content.terms:
        yield TermRow(
            term_id=term.uid, word=term.word, reading=term.reading, explanation=term.explanation
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FootnoteRow:
    """A footnote (脚注)."""

    footnote_id: Annotated[str, Fact("脚注ID", "脚注の識別子。", required=True, identifies=True)]
    text: Annotated[str, Fact("脚注", "脚注の文。", required=True)]


def footnote_rows(content: PlanContent) -> Iterator[FootnoteRow]:
    """Yield the footnotes."""
    for footnote in content.footnotes:
        yield FootnoteRow(footnote_id=footnote.uid, text=footnote.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRow:
    """A value of the plan's own vocabulary (分類)."""

    tag_id: Annotated[str, Fact("分類ID", "分類の識別子。", required=True, identifies=True)]
    scheme: Annotated[TagScheme, Fact("分類の種類", "何による分類か。", required=True)]
    code: Annotated[str, Fact("分類の番号", "計画での分類の番号。")]
    label: Annotated[str, Fact("分類名", "分類の名称。", required=True)]


def tag_rows(content: PlanContent) -> Iterator[TagRow]:
    """Yield all tags, also those that nothing carries."""
    for tag in content.tags:
        yield TagRow(tag_id=tag.uid, scheme=tag.scheme, code=tag.code, label=tag.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """A row of the 対応表."""

    coverage_id: Annotated[
        str, Fact("対応表ID", "対応表の行の識別子。", required=True, identifies=True)
    ]
    element: Annotated[str, Fact("求められる事項", "手引又は法律が求める事項。", required=True)]
    chapter_id: Annotated[
        str | None, Fact("章ID", "記載しているこの計画の章の識別子。", identifies=True)
    ]
    place: Annotated[str, Fact("記載箇所", "盛り込み先の計画などでの記載箇所。")]
    note: Annotated[str, Fact("備考", "対応についての説明。")]


def coverage_rows(content: PlanContent) -> Iterator[CoverageRow]:
    """Yield where what is asked for is treated."""
    for row in content.coverage:
        yield CoverageRow(
            coverage_id=row.uid,
            element=row.element,
            chapter_id=row.chapter,
            place=row.place,
            note=row.note,
        )

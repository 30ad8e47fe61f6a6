"""Measures as rows: what they are, who carries them, what they answer to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from documents.assemble.book import first_text
from documents.assemble.measures import NAMELESS
from documents.assemble.outline import Outline
from documents.content import (
    Chapter,
    Measure,
    MeasureStatus,
    OriginKind,
    PlanContent,
    ResponsibilityRole,
    TagScheme,
)
from documents.datasets.columns import Fact
from documents.datasets.text_rows import chapters_below
from documents.numbering import plain_number


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A measure (施策)."""

    measure_id: Annotated[
        str,
        Fact("施策ID", "施策の識別子。版が改まっても変わらない。", required=True, identifies=True),
    ]
    position: Annotated[int, Fact("順", "計画の中で初めて載る順番。", unit="番目", required=True)]
    chapter_id: Annotated[
        str | None,
        Fact("章ID", "初めて載る章の識別子。どの章にも載らない施策では空欄。", identifies=True),
    ]
    chapter_title: Annotated[str, Fact("章名", "初めて載る章の題。")]
    number: Annotated[
        str,
        Fact(
            "番号",
            "初めて載るところで印刷される番号。丸数字などは普通の数字で書く。",
        ),
    ]
    mark: Annotated[str, Fact("印", "名称の前に印刷される印（◎、○など）。")]
    name: Annotated[str, Fact("施策名", "施策の名称。名称を付けていない計画では空欄。")]
    measure_status: Annotated[
        MeasureStatus | None, Fact("区分", "新規、継続、拡充の別。書かれていなければ空欄。")
    ]
    joint_with: Annotated[str, Fact("共同で行う団体", "共同で行うほかの団体。")]
    support: Annotated[str, Fact("支援策", "国などの支援策。")]
    budget: Annotated[str, Fact("予算", "予算についての記載。金額として読み取ってはいない。")]
    origin_kind: Annotated[
        OriginKind | None, Fact("写した元の種類", "初めの文を写した元。写していなければ空欄。")
    ]
    origin_edition: Annotated[str, Fact("写した元の版", "初めの文を写した元の版。")]
    origin_key: Annotated[str, Fact("写した元の番号", "初めの文を写した元の中での番号。")]


@dataclass(frozen=True, slots=True)
class PlacedMeasure:
    """A measure and the first chapter that shows it, or None."""

    measure: Measure
    chapter: Chapter | None


def name_of(measure: Measure) -> str:
    """Return what rows call a measure: its name without the mark, or the first of its text."""
    return measure.name or first_text(measure.body) or NAMELESS


def measures_in_order(content: PlanContent) -> list[PlacedMeasure]:
    """Return every measure once: as the book shows them first, then those that stand nowhere."""
    by_uid = {measure.uid: measure for measure in content.measures}
    placed: dict[str, PlacedMeasure] = {}
    for chapter, _, _ in chapters_below(content.chapters):
        for placement in chapter.placements:
            found = PlacedMeasure(by_uid[placement.measure], chapter)
            placed.setdefault(placement.measure, found)
    rest = (PlacedMeasure(one, None) for one in content.measures if one.uid not in placed)
    return [*placed.values(), *rest]


def measure_rows(content: PlanContent, outline: Outline) -> Iterator[MeasureRow]:
    """Yield the measures in the order in which the book shows them first."""
    for position, placed in enumerate(measures_in_order(content), start=1):
        measure, chapter, origin = placed.measure, placed.chapter, placed.measure.origin
        yield MeasureRow(
            measure_id=measure.uid,
            position=position,
            chapter_id=None if chapter is None else chapter.uid,
            chapter_title="" if chapter is None else chapter.title,
            number=plain_number(outline.homes[measure.uid].number),
            mark=measure.mark,
            name=measure.name,
            measure_status=measure.status,
            joint_with=measure.joint_with,
            support=measure.support,
            budget=measure.budget,
            origin_kind=None if origin is None else origin.kind,
            origin_edition="" if origin is None else origin.edition,
            origin_key="" if origin is None else origin.key,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementRow:
    """A place where the book shows a measure."""

    placement_id: Annotated[
        str, Fact("置き場所ID", "置き場所の識別子。", required=True, identifies=True)
    ]
    position: Annotated[int, Fact("順", "計画の中で載っている順番。", unit="番目", required=True)]
    chapter_id: Annotated[str, Fact("章ID", "載せる章の識別子。", required=True, identifies=True)]
    measure_id: Annotated[str, Fact("施策ID", "施策の識別子。", required=True, identifies=True)]
    number: Annotated[
        str,
        Fact("番号", "そこで印刷される番号。丸数字などは普通の数字で書く。"),
    ]
    is_reprint: Annotated[bool, Fact("再掲", "再掲かどうか。", required=True)]


def placement_rows(content: PlanContent, outline: Outline) -> Iterator[PlacementRow]:
    """Yield the places of the measures in the order of the book."""
    position = 0
    for chapter, _, _ in chapters_below(content.chapters):
        for placement in chapter.placements:
            position += 1
            place = outline.placements[placement.uid]
            yield PlacementRow(
                placement_id=placement.uid,
                position=position,
                chapter_id=chapter.uid,
                measure_id=placement.measure,
                number=plain_number(place.number),
                is_reprint=place.reprint,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePart:
    """What stands in front of everything that belongs to a measure."""

    measure_id: Annotated[str, Fact("施策ID", "施策の識別子。", required=True, identifies=True)]
    measure_name: Annotated[
        str, Fact("施策名", "施策の名称。名称のない施策では、文の初め。", required=True)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTagRow(MeasurePart):
    """A tag of a measure."""

    tag_id: Annotated[str, Fact("分類ID", "分類の識別子。", required=True, identifies=True)]
    scheme: Annotated[TagScheme, Fact("分類の種類", "何による分類か。", required=True)]
    tag_label: Annotated[str, Fact("分類名", "分類の名称。", required=True)]


def measure_tag_rows(content: PlanContent) -> Iterator[MeasureTagRow]:
    """Yield every tag of every measure."""
    tags = {tag.uid: tag for tag in content.tags}
    for placed in measures_in_order(content):
        for uid in placed.measure.tags:
            yield MeasureTagRow(
                measure_id=placed.measure.uid,
                measure_name=name_of(placed.measure),
                tag_id=uid,
                scheme=tags[uid].scheme,
                tag_label=tags[uid].label,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityRow(MeasurePart):
    """Who carries a measure."""

    responsibility_id: Annotated[
        str, Fact("担当ID", "担当の識別子。", required=True, identifies=True)
    ]
    responsibility_role: Annotated[
        ResponsibilityRole, Fact("担当の別", "担当課か連携先か。", required=True)
    ]
    name: Annotated[str, Fact("担当名", "課、団体などの名称。", required=True)]


def responsibility_rows(content: PlanContent) -> Iterator[ResponsibilityRow]:
    """Yield who carries which measure."""
    for placed in measures_in_order(content):
        for one in placed.measure.responsibilities:
            yield ResponsibilityRow(
                measure_id=placed.measure.uid,
                measure_name=name_of(placed.measure),
                responsibility_id=one.uid,
                responsibility_role=one.role,
                name=one.name,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalMeasureRow(MeasurePart):
    """A national measure that a measure answers to."""

    national_link_id: Annotated[
        str, Fact("対応ID", "対応の識別子。", required=True, identifies=True)
    ]
    national_edition: Annotated[str, Fact("国の施策一覧の版", "国の施策一覧のどの版によるか。")]
    national_no: Annotated[int | None, Fact("国の施策の番号", "その版の中での番号。", unit="番")]
    national_code: Annotated[str, Fact("国の施策のコード", "その版の中でのコード。")]
    national_name: Annotated[str, Fact("国の施策名", "国の施策の名称。", required=True)]


def national_measure_rows(content: PlanContent) -> Iterator[NationalMeasureRow]:
    """Yield which measure answers to which national one."""
    for placed in measures_in_order(content):
        for link in placed.measure.national_measures:
            yield NationalMeasureRow(
                measure_id=placed.measure.uid,
                measure_name=name_of(placed.measure),
                national_link_id=link.uid,
                national_edition=link.edition,
                national_no=link.no,
                national_code=link.code,
                national_name=link.name,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow(MeasurePart):
    """A similar case elsewhere."""

    case_id: Annotated[str, Fact("事例ID", "事例の識別子。", required=True, identifies=True)]
    title: Annotated[str, Fact("事例名", "事例の名称。", required=True)]
    case_organization: Annotated[str, Fact("事例の団体", "事例の団体。")]
    case_no: Annotated[str, Fact("事例の番号", "事例の番号。")]
    url: Annotated[str, Fact("URL", "事例のURL。")]


def case_rows(content: PlanContent) -> Iterator[CaseRow]:
    """Yield the similar cases of each measure."""
    for placed in measures_in_order(content):
        for case in placed.measure.cases:
            yield CaseRow(
                measure_id=placed.measure.uid,
                measure_name=name_of(placed.measure),
                case_id=case.uid,
                title=case.title,
                case_organization=case.organization,
                case_no=case.no,
                url=case.url,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedMeasureRow(MeasurePart):
    """Another measure that a measure refers to (関連施策)."""

    related_measure_id: Annotated[
        str, Fact("関連施策ID", "関連する施策の識別子。", required=True, identifies=True)
    ]
    related_measure_name: Annotated[
        str,
        Fact("関連施策名", "関連する施策の名称。名称のない施策では、文の初め。", required=True),
    ]


def related_measure_rows(content: PlanContent) -> Iterator[RelatedMeasureRow]:
    """Yield which measure refers to which."""
    by_uid = {measure.uid: measure for measure in content.measures}
    for placed in measures_in_order(content):
        for uid in placed.measure.related:
            yield RelatedMeasureRow(
                measure_id=placed.measure.uid,
                measure_name=name_of(placed.measure),
                related_measure_id=uid,
                related_measure_name=name_of(by_uid[uid]),
            )

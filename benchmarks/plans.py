"""Plans of any size for the benchmarks, made from the texts of the repository; no chance in them.

The front matter is that of the printed plan of 下川町; the measures take their texts from its
nineteen and from the state's list (fixtures/catalog/), in turn. Each has paragraphs, facts, a KPI
table over four years, a schedule over five and a link or two: about a page.
"""

import json
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from documents.codec import parse_plan
from documents.content import (
    CaseLink,
    Chapter,
    ChapterKind,
    Chart,
    ChartKind,
    ChartSeries,
    EditionRecord,
    Footnote,
    Kpi,
    KpiBaseline,
    KpiRole,
    KpiTarget,
    Mark,
    MarkKind,
    Measure,
    MeasureStatus,
    NationalLink,
    Paragraph,
    Placement,
    PlanContent,
    Responsibility,
    ScheduleItem,
    ScheduleStep,
    Shown,
    WrittenDate,
)
from documents.eras import DateReading

SMALL, MIDDLE, LARGE = 36, 60, 200  # measures: about 40, 60 and 200 pages

_FIXTURES = Path(__file__).parents[1] / "fixtures"
_PER_CHAPTER = 10
_LONG = 200
_FIRST_YEAR = 2020
_DEPARTMENTS = ("総務課", "企画課", "税務住民課", "保健福祉課", "建設水道課", "教育課")


@cache
def _demo() -> PlanContent:
    return parse_plan((_FIXTURES / "demo" / "shimokawa.json").read_bytes())


@cache
def _national() -> tuple[tuple[int, str, str], ...]:
    """Number, name and text of each measure of the state's list."""
    rows = json.loads((_FIXTURES / "catalog" / "national_measures_r1.json").read_bytes())["rows"]
    return tuple((row["no"], row["name"], "".join(row["overview"])) for row in rows)


def _demo_texts(index: int) -> tuple[str, ...]:
    measures = _demo().measures
    body = measures[index % len(measures)].body
    return tuple(block.text for block in body if isinstance(block, Paragraph))


def _kpi(uid: str, index: int, name: str, role: KpiRole) -> Kpi:
    return Kpi(
        uid=uid,
        name=name,
        role=role,
        unit="件",
        baseline=KpiBaseline(value=Decimal(100 + index)),
        targets=tuple(
            KpiTarget(
                uid=f"{uid}-t-{year}",
                value=Decimal((100 + index) * (year - _FIRST_YEAR + 2)),
                fiscal_year=year,
            )
            for year in range(_FIRST_YEAR, _FIRST_YEAR + 4)
        ),
    )


def _step(uid: str, label: str, start: int, end: int) -> ScheduleStep:
    first, last = (DateReading(_FIRST_YEAR + year, is_fiscal=True) for year in (start, end))
    return ScheduleStep(uid=uid, label=label, start=first, end=last)


def _schedule(uid: str) -> tuple[ScheduleItem, ...]:
    return (
        ScheduleItem(
            uid=f"{uid}-s-1",
            written="方策の検討",
            steps=(_step(f"{uid}-s-1-1", "決定", 0, 1),),
        ),
        ScheduleItem(
            uid=f"{uid}-s-2",
            written="整備と運用",
            steps=(
                _step(f"{uid}-s-2-1", "設計", 1, 2),
                _step(f"{uid}-s-2-2", "運用", 3, 4),
            ),
        ),
    )


def _body(uid: str, index: int, national: str) -> tuple[Paragraph, ...]:
    # Long texts of the state's list stand alone, so that a measure takes about a page.
    texts = (_demo_texts(index)[0], national) if len(national) < _LONG else (national,)
    marks = (Mark(kind=MarkKind.FOOTNOTE, start=8, end=8, ref="fn-b"),) if index == 3 else ()
    return tuple(
        Paragraph(uid=f"{uid}-b-{number}", text=text, marks=marks if number == 0 else ())
        for number, text in enumerate(texts)
    )


def _case(uid: str, index: int) -> CaseLink:
    return CaseLink(
        uid=f"{uid}-c",
        title="先に取り組んだ町の事例",
        organization="架空町",
        url=f"https://example.jp/cases/{index + 1}",
    )


def _measure(index: int) -> Measure:
    uid = f"bench-{index + 1:03}"
    number, name, text = _national()[index % len(_national())]
    body = _body(uid, index, text)
    return Measure(
        uid=uid,
        name=f"{name}（その{index + 1}）",
        mark="◎" if index % 3 == 0 else "",
        status=tuple(MeasureStatus)[index % 3] if index % 2 else None,
        body=body,
        kpis=(
            _kpi(f"{uid}-k-1", index, "オンラインで受け付けた申請", KpiRole.PROGRESS),
            _kpi(f"{uid}-k-2", index, "窓口で待つ時間が短くなった手続", KpiRole.EFFECT),
        ),
        schedule=_schedule(uid),
        responsibilities=(
            Responsibility(uid=f"{uid}-r", name=_DEPARTMENTS[index % len(_DEPARTMENTS)]),
        )
        if index % 2
        else (),
        national_measures=(
            NationalLink(uid=f"{uid}-n", edition="令和元年版", name=name, no=number),
        ),
        cases=() if index % 3 else (_case(uid, index),),
        related=(f"bench-{index:03}",) if index % 4 == 3 else (),
    )


def _chart(uid: str, kind: ChartKind) -> Chart:
    return Chart(
        uid=uid,
        kind=kind,
        categories=tuple(f"令和{year}年度" for year in range(2, 7)),
        series=(
            ChartSeries(name="申請", values=tuple(Decimal(100 * n) for n in range(1, 6))),
            ChartSeries(name="届出", values=tuple(Decimal(60 * n + 20) for n in range(1, 6))),
        ),
        caption="件数の推移",
        unit="件",
        alt="件数が毎年増えていく図",
        source="庁内調べ",
    )


def plan(measures: int) -> PlanContent:
    """Return a plan with so many measures; the same number gives the same plan.

    SMALL, MIDDLE and LARGE are those of 40, 60 and 200 pages.
    """
    demo = _demo()
    sheets = tuple(_measure(index) for index in range(measures))
    chapters = tuple(
        Chapter(
            uid=f"bench-ch-{start}",
            title=f"施策のまとまり{start // _PER_CHAPTER + 1}",
            kind=ChapterKind.MEASURES,
            body=(_chart(f"bench-chart-{start}", tuple(ChartKind)[start // _PER_CHAPTER % 3]),)
            if start % (2 * _PER_CHAPTER) == 0
            else (),
            placements=tuple(
                Placement(uid=f"{sheet.uid}-p", measure=sheet.uid)
                for sheet in sheets[start : start + _PER_CHAPTER]
            ),
        )
        for start in range(0, measures, _PER_CHAPTER)
    )
    text, rest = demo.chapters
    front = replace(
        rest,
        children=tuple(replace(child, placements=(), children=()) for child in rest.children),
    )
    return replace(
        demo,
        uid=f"bench-plan-{measures}",
        title=f"{measures}の施策を持つ計画",
        measures=sheets,
        chapters=(
            text,
            front,
            Chapter(
                uid="bench-part",
                title="個別施策",
                kind=ChapterKind.PART,
                shows=(Shown.GOVERNANCE,),
                children=chapters,
            ),
        ),
        footnotes=(*demo.footnotes, Footnote(uid="fn-b", text="条文は巻末に掲げる。")),
    )


def record() -> EditionRecord:
    """Return the record of the edition that the benchmarks print."""
    return EditionRecord(
        edition_no=1,
        edition_label="第1版",
        content_sha256="0" * 64,
        decisions=(),
        established_on=WrittenDate(
            written="令和2年3月31日", reading=DateReading.parse("2020-03-31")
        ),
    )

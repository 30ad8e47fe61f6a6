"""What a plan lacks: for each finding a text that trips it, and one that comes close and does not."""

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings

from accounts.models import Organization
from catalog.models import Municipality
from documents import content as c
from documents.codec import parse_plan
from plans.checks import Finding, Level, Target, blocking, findings
from tests.plans.samples import paragraph, small_content

TOWN = Organization(municipality=Municipality(code="014681", name="下川町"))
SMALL = small_content(TOWN)
MUST, SHOULD = Level.MUST, Level.SHOULD

Line = tuple[Level, str, str]

# What the small plan lacks from the start: its second measure has a name and a text only.
BEFORE: list[Line] = [
    (SHOULD, "review", "kpis"),
    (SHOULD, "review", "schedule"),
    (SHOULD, "review", "responsibilities"),
]


def lines(content: c.PlanContent) -> list[Line]:
    """Return (level, uid, field) of each finding."""
    return [(found.level, found.uid, found.field) for found in findings(content)]


def added(content: c.PlanContent) -> list[Line]:
    """Return what is found in `content` beyond what the small plan lacks."""
    return [line for line in lines(content) if line not in BEFORE]


def plan(**changes: Any) -> c.PlanContent:
    """Return the small plan with some fields changed."""
    return replace(SMALL, **changes)


def chapter(**changes: Any) -> c.PlanContent:
    """Return the small plan with its first chapter changed."""
    first, *rest = SMALL.chapters
    return replace(SMALL, chapters=(replace(first, **changes), *rest))


def measure(**changes: Any) -> c.PlanContent:
    """Return the small plan with its first measure changed."""
    first, *rest = SMALL.measures
    return replace(SMALL, measures=(replace(first, **changes), *rest))


def test_what_the_small_plan_lacks() -> None:
    assert lines(SMALL) == BEFORE
    assert blocking(SMALL) == []


def test_a_finding_names_its_place_and_what_to_do() -> None:
    assert blocking(chapter(title="○○県の目的")) == [
        Finding(MUST, Target.CHAPTER, "aims", "title", "○○県の目的", "題名に「○○」が残っています。")
    ]
    assert blocking(measure(budget="○○円")) == [
        Finding(
            MUST,
            Target.MEASURE,
            "online",
            "budget",
            "申請のオンライン化",
            "予算に「○○」「○年」など、埋めていないところがあります。",
        )
    ]


FIGURE = c.Figure(uid="f", sha256="0" * 64, media_type="image/png")
HAT = SMALL.hats[0]
ONLINE = SMALL.measures[0]
THEME = c.Chapter(uid="empty", title="題", kind=c.ChapterKind.THEME)

TRIPS: dict[str, tuple[c.PlanContent, c.PlanContent, list[Line]]] = {
    # name: (trips it, comes close and does not, what is found)
    "no measure": (
        plan(measures=(), chapters=SMALL.chapters[:1]),
        plan(measures=SMALL.measures[:1]),
        [(MUST, "small", "measures")],
    ),
    "no period": (
        plan(period=None),
        plan(period=None, hats=(replace(HAT, period=c.Period(written="4年間")),)),
        [(SHOULD, "small", "first_year")],
    ),
    "no legal basis": (
        plan(hats=()),
        plan(hats=(c.Hat(uid="h", law="条例"),)),
        [(SHOULD, "small", "hats")],
    ),
    "no contact": (
        plan(contact=None),
        plan(contact=c.Contact(phone="1")),
        [(SHOULD, "small", "contact_department")],
    ),
    "open title": (
        plan(title="○○県計画"),
        plan(title="○×県計画"),
        [(MUST, "small", "title")],
    ),
    "open subtitle": (
        plan(subtitle="平成○年"),
        plan(subtitle="二〇二〇年"),
        [(MUST, "small", "subtitle")],
    ),
    "open vision": (
        plan(vision="【要記入】"),
        plan(vision="【要確認】"),
        [(MUST, "small", "vision")],
    ),
    "open note": (
        plan(prefectural_plan_note="〇〇県の計画"),
        plan(prefectural_plan_note="北海道の計画"),
        [(MUST, "small", "prefectural_plan_note")],
    ),
    "empty chapter": (
        chapter(body=()),
        chapter(body=(), kind=c.ChapterKind.GLOSSARY),
        [(MUST, "aims", "body")],
    ),
    "empty chapter of the guide": (
        chapter(body=(), guide_section=1),
        chapter(body=(), guide_section=3, shows=(c.Shown.POSITION,)),
        [(SHOULD, "aims", "body")],
    ),
    "empty theme": (
        plan(chapters=(*SMALL.chapters, THEME)),
        plan(chapters=(*SMALL.chapters, replace(THEME, body=(paragraph("x", "文"),)))),
        [(MUST, "empty", "measures")],
    ),
    "open chapter title": (
        chapter(title="○○県の目的"),
        chapter(title="○の目的"),
        [(MUST, "aims", "title")],
    ),
    "open chapter text": (
        chapter(body=(paragraph("x", "平成○年に始める。"),)),
        chapter(body=(paragraph("x", "○人材の育成"),)),
        [(MUST, "aims", "body")],
    ),
    "open chapter below": (
        chapter(children=(c.Chapter(uid="below", title="題", body=(paragraph("x", "○○"),)),)),
        chapter(children=(c.Chapter(uid="below", title="題", body=(paragraph("x", "○"),)),)),
        [(MUST, "below", "body")],
    ),
    "figure without words": (
        chapter(body=(FIGURE,)),
        chapter(body=(replace(FIGURE, decorative=True), replace(FIGURE, uid="g", alt="図"))),
        [(MUST, "aims", "body")],
    ),
    "measure of nothing": (
        measure(name="", body=()),
        measure(name="", body=(paragraph("x", "文"),)),
        [(MUST, "online", "name")],
    ),
    "measure of a name": (
        measure(body=()),
        measure(body=(), sections=(c.MeasureSection(uid="s", kind=c.SectionKind.MEANS),)),
        [(SHOULD, "online", "body")],
    ),
    "open measure text": (
        measure(body=(paragraph("x", "利用者を○％増やす。"),)),
        measure(body=(paragraph("x", "一〇〇％にする。"),)),
        [(MUST, "online", "body")],
    ),
    "open section": (
        measure(
            sections=(
                c.MeasureSection(
                    uid="s", kind=c.SectionKind.EFFECTS, body=(paragraph("x", "○団体"),)
                ),
            )
        ),
        measure(
            sections=(
                c.MeasureSection(
                    uid="s", kind=c.SectionKind.EFFECTS, body=(paragraph("x", "○団体の参加"),)
                ),
            )
        ),
        [(MUST, "online", "section_effects")],
    ),
    "open notes": (
        measure(notes=(paragraph("x", "○月○日"),)),
        measure(notes=(paragraph("x", "毎月三〇日"),)),
        [(MUST, "online", "notes")],
    ),
    "open name": (
        measure(name="○○業務の改革"),
        measure(name="○業務の改革"),
        [(MUST, "online", "name")],
    ),
    "open KPI": (
        measure(kpis=(replace(ONLINE.kpis[0], targets=(c.KpiTarget(uid="t", written="○件"),)),)),
        measure(kpis=(replace(ONLINE.kpis[0], targets=(c.KpiTarget(uid="t", written="0件"),)),)),
        [(MUST, "online", "kpis")],
    ),
    "open schedule": (
        measure(schedule=(c.ScheduleItem(uid="w", written="○年度までに実施"),)),
        measure(schedule=(c.ScheduleItem(uid="w", written="○年度計画を見直す"),)),
        [(MUST, "online", "schedule")],
    ),
    "open support": (
        measure(support="国が○割を補助"),
        measure(support="国が六割を補助"),
        [(MUST, "online", "support")],
    ),
    "open budget": (
        measure(budget="◯◯円"),
        measure(budget="〇円"),
        [(MUST, "online", "budget")],
    ),
    "no KPI": (measure(kpis=()), SMALL, [(SHOULD, "online", "kpis")]),
    "KPI without a target": (
        measure(kpis=(replace(ONLINE.kpis[0], targets=()),)),
        measure(kpis=(replace(ONLINE.kpis[0], targets=(), kind=c.KpiKind.NONE),)),
        [(SHOULD, "online", "kpi-online-kpi-target_lines")],
    ),
    "no schedule": (measure(schedule=()), SMALL, [(SHOULD, "online", "schedule")]),
    "nobody": (measure(responsibilities=()), SMALL, [(SHOULD, "online", "responsibilities")]),
}  # fmt: skip


@pytest.mark.parametrize("name", TRIPS)
def test_a_finding_is_tripped(name: str) -> None:
    tripped, _, expected = TRIPS[name]
    assert [line for line in added(tripped) if line[1] != "review"] == expected


@pytest.mark.parametrize("name", TRIPS)
def test_what_comes_close_is_not_found(name: str) -> None:
    _, close, expected = TRIPS[name]
    assert [line for line in added(close) if line in expected] == []


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("○○県", True),
        ("〇○市町村", True),
        ("令和○年○月", True),
        ("件数○件を達成", True),
        ("（○割）", True),
        ("○か所以上", True),
        ("実施する。○年度末までに終える", True),
        ("○地域の活性化", False),
        ("整備する。○社会の変化", False),
        ("○日常の暮らし", False),
        ("　○人口の減少", False),
        ("◎○", False),
        ("一〇〇年", False),
        ("二〇〇〇年", False),
        ("可：○ 不可：×", False),
    ],
)
def test_what_a_template_left_open(text: str, is_open: bool) -> None:
    assert bool(added(plan(vision=text))) is is_open


@pytest.mark.parametrize("name", ["shimokawa", "ibaraki"])
def test_the_demo_plans_could_be_put_up_for_decision(name: str) -> None:
    content = parse_plan((settings.BASE_DIR / "fixtures" / "demo" / f"{name}.json").read_bytes())
    assert blocking(content) == []

"""What is still missing in a plan: findings over its content, each with the place to mend it.

Only what makes the output wrong blocks 起案; the rest is advice, as the guide says 原則 (Ⅰ chapter
6: 具体的な目標及びその達成の時期を定めることを原則とする).
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalog.models import Municipality
from documents import content as c
from documents.markup import plain_text
from documents.validation import walk
from plans.own_name import Doubt, doubts_in, past_deadlines
from plans.terms import Terms
from plans.texts import chapter_texts, measure_texts, section_field

# What a template leaves open: ○○県, 平成○年, ○件, 【要記入】. A single ring that begins a
# sentence is mostly the sign of a list (「○人材の育成」), and one among kanji figures is a nought
# (「二〇二〇年」).
_FIGURES = "一二三四五六七八九十百千万"
_COUNTED = "[年月日件％%回人社割]|団体|自治体|[箇か]所|時間"
_PLACEHOLDER = re.compile(
    rf"""【要記入】
    | (?<![{_FIGURES}○〇◯]) [○〇◯]{{2}}
    | (?<![\s。{_FIGURES}○〇◯]) (?<!^) [○〇◯] (?=[年月日件％%回人社割分団数地箇か])
    | (?:^|(?<=[\s。])) [○〇◯] (?=
        年度?末?まで | (?:{_COUNTED}) (?:$|[^\w]|[○〇◯]|以上|程度|未満|を達成)
      )""",
    re.MULTILINE | re.VERBOSE,
)


class Level(StrEnum):
    """How grave a finding is."""

    MUST = "must"  # 要修正: blocks 起案
    SHOULD = "should"  # 注意


class Target(StrEnum):
    """The screen on which a finding is mended."""

    PLAN = "plan"
    CHAPTER = "chapter"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something missing: `uid` names the chapter or measure, `field` the form field."""

    level: Level
    target: Target
    uid: str
    field: str
    title: str
    message: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What the rows know beside the content: who writes, today, whose text is as inserted."""

    municipality: Municipality
    today: date
    inserted: Collection[str] = ()  # uids of chapters and measures
    terms: Terms | None = None  # words that have moved


def findings(content: c.PlanContent, beside: Beside | None = None) -> list[Finding]:
    """Return everything missing in `content`, in the order of the book.

    Without `beside`, as for frozen content, nothing is said of inserted text and of old terms.
    """
    return [
        *_plan_findings(content),
        *(found for chapter in content.chapters for found in _chapter_findings(chapter, beside)),
        *(
            found
            for measure in content.measures
            for found in (*_measure_findings(measure), *_beside_findings(measure, beside))
        ),
    ]


def blocking(content: c.PlanContent) -> list[Finding]:
    """Return the findings that forbid 起案."""
    return [found for found in findings(content) if found.level is Level.MUST]


def _plan_findings(content: c.PlanContent) -> Iterator[Finding]:
    def found(level: Level, field: str, message: str) -> Finding:
        return Finding(level, Target.PLAN, content.uid, field, "計画の基本情報", message)

    if not content.measures:
        yield found(
            Level.MUST,
            "measures",
            "施策が一つもありません。国の施策一覧か記載例から選ぶか、自分で書いてください。",
        )
    if content.period is None and not any(hat.period for hat in content.hats):
        yield found(Level.SHOULD, "first_year", "計画期間がありません。")
    if not content.hats:
        yield found(Level.SHOULD, "hats", "計画の根拠となる法の条がありません。")
    if content.contact is None:
        yield found(
            Level.SHOULD,
            "contact_department",
            "問い合わせ先がありません。手引は公表時に載せるよう求めています。",
        )
    for field in ("title", "subtitle", "vision", "prefectural_plan_note"):
        if _PLACEHOLDER.search(getattr(content, field)):
            yield found(Level.MUST, field, "「○○」「○年」など、埋めていないところがあります。")


def _chapter_findings(chapter: c.Chapter, beside: Beside | None) -> Iterator[Finding]:
    def found(level: Level, field: str, message: str) -> Finding:
        return Finding(level, Target.CHAPTER, chapter.uid, field, chapter.title, message)

    prints_by_itself = chapter.shows or chapter.kind is c.ChapterKind.GLOSSARY
    if not (chapter.body or prints_by_itself or chapter.placements or chapter.children):
        level = Level.MUST if chapter.guide_section is None else Level.SHOULD
        if chapter.kind is c.ChapterKind.THEME:
            message = "施策がありません。施策を入れるか、「取り上げる柱を選ぶ」で外してください。"
            yield found(level, "measures", message)
        else:
            yield found(level, "body", "本文がありません。書くか、章を取り除いてください。")
    if _PLACEHOLDER.search(chapter.title):
        yield found(Level.MUST, "title", "題名に「○○」が残っています。")
    yield from _text_findings(chapter.body, Target.CHAPTER, chapter.uid, "body", chapter.title)
    yield from _beside_findings(chapter, beside)
    for child in chapter.children:
        yield from _chapter_findings(child, beside)


def doubts_of(texts: Iterable[tuple[str, str]], beside: Beside) -> list[tuple[str, Doubt]]:
    """Return (field, doubt) of every place in the texts of a part that a person must read."""
    return [
        (field, doubt)
        for field, text in texts
        for doubt in (
            *doubts_in(text, beside.municipality),
            *past_deadlines(text, beside.today),
        )
    ]


def _beside_findings(part: c.Chapter | c.Measure, beside: Beside | None) -> Iterator[Finding]:
    """Name a part whose text nobody has read yet, each kind of place to mend in it, old terms."""
    if beside is None:
        return
    if isinstance(part, c.Chapter):
        target, title, texts = Target.CHAPTER, part.title, list(chapter_texts(part))
    else:
        target, title, texts = Target.MEASURE, _title(part), list(measure_texts(part))

    def found(field: str, message: str) -> Finding:
        return Finding(Level.SHOULD, target, part.uid, field, title, message)

    old = beside.terms.found_in(text for _, text in texts) if beside.terms else []
    if old:
        words = "".join(f"「{each.term.old}」" for each in old)
        count = sum(each.count for each in old)
        yield found("terms", f"変わった用語が{count}か所あります：{words}。")
    if part.uid not in beside.inserted:
        return
    yield found(
        "inserted", "写したままの文です。読んで、直すか「この文を確認した」を押してください。"
    )
    fields: dict[str, str] = {}
    phrases: dict[str, dict[str, None]] = {}
    for field, doubt in doubts_of(texts, beside):
        fields.setdefault(doubt.advice, field)
        phrases.setdefault(doubt.advice, {})[f"「{doubt.phrase}」"] = None
    for advice, quoted in phrases.items():
        yield found(fields[advice], f"{''.join(quoted)}は{advice}。")


def _text_findings(
    blocks: tuple[c.Block, ...], target: Target, uid: str, field: str, title: str
) -> Iterator[Finding]:
    if _PLACEHOLDER.search(plain_text(blocks)):
        message = "本文に「○○」「○年」など、埋めていないところがあります。"
        yield Finding(Level.MUST, target, uid, field, title, message)
    for block in blocks:
        if isinstance(block, c.Figure) and not block.alt and not block.decorative:
            message = "図に代わりの文（代替テキスト）がありません。"
            yield Finding(Level.MUST, target, uid, field, title, message)


# Parts of a measure that are not blocks, and how they are called.
_CHECKED = {
    "name": "施策名",
    "kpis": "KPI",
    "schedule": "スケジュール",
    "support": "支援策",
    "budget": "予算",
}


def _title(measure: c.Measure) -> str:
    return measure.name or plain_text(measure.body)[:30] or "（名前のない施策）"


def _measure_findings(measure: c.Measure) -> Iterator[Finding]:
    title = _title(measure)

    def found(level: Level, field: str, message: str) -> Finding:
        return Finding(level, Target.MEASURE, measure.uid, field, title, message)

    if not (measure.name or measure.body or measure.sections):
        yield found(Level.MUST, "name", "施策名も内容もありません。")
    if measure.name and not (measure.body or measure.sections):
        yield found(Level.SHOULD, "body", "施策の内容がありません。")
    yield from _text_findings(measure.body, Target.MEASURE, measure.uid, "body", title)
    for section in measure.sections:
        field = section_field(section)
        yield from _text_findings(section.body, Target.MEASURE, measure.uid, field, title)
    yield from _text_findings(measure.notes, Target.MEASURE, measure.uid, "notes", title)
    for field, label in _CHECKED.items():
        texts = (text for _, text in walk(getattr(measure, field), "") if isinstance(text, str))
        if _PLACEHOLDER.search("\n".join(texts)):
            message = f"{label}に「○○」「○年」など、埋めていないところがあります。"
            yield found(Level.MUST, field, message)
    if not measure.kpis:
        yield found(Level.SHOULD, "kpis", "KPIがありません。")
    for kpi in measure.kpis:
        if not kpi.targets and kpi.kind is not c.KpiKind.NONE:
            name = f"「{kpi.name}」" if kpi.name else ""
            message = f"KPI{name}に目標値がありません。"
            yield found(Level.SHOULD, f"kpi-{kpi.uid}-target_lines", message)
    if not measure.schedule:
        yield found(Level.SHOULD, "schedule", "スケジュール（いつまでに）がありません。")
    if not measure.responsibilities:
        yield found(Level.SHOULD, "responsibilities", "担当課がありません。")

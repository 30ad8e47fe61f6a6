"""The rules of plan content that a JSON Schema cannot say.

The plan and its body have names, identifiers are unique in the plan and never dangle, marks lie
inside their text, tables are rectangular, numbers fit their columns, text holds no character that
a document cannot carry.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any

from documents.content import (
    Chapter,
    Chart,
    ListBlock,
    Mark,
    MarkKind,
    Measure,
    NationalLink,
    PlanContent,
    Table,
    TermNote,
)
from documents.eras import FIRST_YEAR, LAST_YEAR, DateReading
from documents.limits import URL
from documents.text import forbidden_character

MOST_PROBLEMS = 20
DEEPEST_CHAPTER = 6
DEEPEST_ITEM = 5
LARGEST_SECTION = 32_767  # of the guide: the largest number of a small column


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault: the place in the file, such as `plan.measures[3].kpis[0]`, and what to do."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}：{self.message}" if self.place else self.message


class ContentError(Exception):
    """A plan file that cannot be read; `problems` are for the user, in Japanese."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def walk(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Yield every content object and string below `value` with its place, depth first."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, f"{place}[{index}]")
    elif isinstance(value, DateReading | Enum):
        return
    elif isinstance(value, str):
        yield place, value
    elif is_dataclass(value):
        yield place, value
        for item in fields(value):
            yield from walk(getattr(value, item.name), f"{place}.{item.name}")


def _uid_problems(parts: list[tuple[str, Any]]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for place, value in parts:
        uid = getattr(value, "uid", None)
        if uid is None:
            continue
        if uid in seen:
            yield Problem(f"{place}.uid", f"識別子「{uid}」は {seen[uid]} でも使われています。")
        seen.setdefault(uid, place)


def _mark_problems(place: str, text: str, marks: tuple[Mark, ...]) -> Iterator[Problem]:
    last_end = 0
    for index, mark in enumerate(marks):
        where = f"{place}.marks[{index}]"
        point = mark.kind is MarkKind.FOOTNOTE
        if not 0 <= mark.start <= mark.end <= len(text) or point != (mark.start == mark.end):
            yield Problem(where, "印の位置が文の範囲に合いません。")
        elif mark.start < last_end:
            yield Problem(where, "印が重なっているか、順に並んでいません。")
        if mark.kind is MarkKind.LINK and (not mark.ref or not URL.matches(mark.ref)):
            yield Problem(f"{where}.ref", f"リンク先は{URL.hint}にしてください。")
        last_end = max(last_end, mark.end)


def _block_problems(place: str, value: Any) -> Iterator[Problem]:
    marks = getattr(value, "marks", None)
    if marks:
        yield from _mark_problems(place, value.text, marks)
    match value:
        case Table(rows=rows, header_rows=header_rows):
            widths = {len(row.cells) for row in rows}
            if len(widths) != 1 or widths == {0}:
                yield Problem(place, "表の行の長さがそろっていないか、表が空です。")
            elif not 0 <= header_rows <= len(rows):
                yield Problem(place, "見出し行の数が表の行数に合いません。")
        case ListBlock(items=items):
            if not items:
                yield Problem(place, "一覧に項目がありません。")
            level = -1
            for index, item in enumerate(items):
                if not 0 <= item.level <= min(level + 1, DEEPEST_ITEM):
                    yield Problem(f"{place}.items[{index}]", "一覧の段が飛んでいます。")
                level = item.level
        case Chart(categories=categories, series=series):
            for index, row in enumerate(series):
                if len(row.values) != len(categories):
                    yield Problem(f"{place}.series[{index}]", "値の数が項目の数に合いません。")


def _reference_problems(parts: list[tuple[str, Any]], content: PlanContent) -> Iterator[Problem]:
    known = {
        "施策": {measure.uid for measure in content.measures},
        "分類": {tag.uid for tag in content.tags},
        "用語": {term.uid for term in content.terms},
        "脚注": {footnote.uid for footnote in content.footnotes},
        "推進体制": {body.uid for body in content.governance},
    }

    def check(place: str, kind: str, uid: str) -> Iterator[Problem]:
        if uid not in known[kind]:
            yield Problem(place, f"{kind}「{uid}」がこのファイルにありません。")

    for place, value in parts:
        match value:
            case Chapter(placements=placements, tags=tags):
                for index, placement in enumerate(placements):
                    yield from check(
                        f"{place}.placements[{index}].measure", "施策", placement.measure
                    )
                for index, uid in enumerate(tags):
                    yield from check(f"{place}.tags[{index}]", "分類", uid)
            case Measure(related=related, tags=tags):
                for index, uid in enumerate(related):
                    yield from check(f"{place}.related[{index}]", "施策", uid)
                for index, uid in enumerate(tags):
                    yield from check(f"{place}.tags[{index}]", "分類", uid)
            case TermNote(term=term):
                yield from check(f"{place}.term", "用語", term)
            case Mark(kind=MarkKind.FOOTNOTE, ref=ref):
                yield from check(f"{place}.ref", "脚注", ref)
            case Mark(kind=MarkKind.TERM, ref=ref):
                yield from check(f"{place}.ref", "用語", ref)
    chapters = {value.uid for _, value in parts if isinstance(value, Chapter)}
    for index, row in enumerate(content.coverage):
        if row.chapter is not None and row.chapter not in chapters:
            yield Problem(
                f"plan.coverage[{index}].chapter",
                f"章「{row.chapter}」がこのファイルにありません。",
            )
    bodies = {body.uid: body for body in content.governance}
    for index, body in enumerate(content.governance):
        place = f"plan.governance[{index}].parent"
        if body.parent is not None:
            yield from check(place, "推進体制", body.parent)
        above, seen = body.parent, {body.uid}
        while above in bodies:
            if above in seen:
                yield Problem(place, "推進体制の上下が輪になっています。")
                break
            seen.add(above)
            above = bodies[above].parent


def _placement_problems(content: PlanContent) -> Iterator[Problem]:
    def placements(chapters: tuple[Chapter, ...], depth: int) -> Iterator[tuple[str, bool]]:
        for chapter in chapters:
            if depth > DEEPEST_CHAPTER:
                raise ContentError(
                    [Problem("plan.chapters", f"章の段は{DEEPEST_CHAPTER}段までです。")]
                )
            for placement in chapter.placements:
                yield placement.measure, placement.reprint
            yield from placements(chapter.children, depth + 1)

    first = [uid for uid, reprint in placements(content.chapters, 1) if not reprint]
    shown = {placement for placement, _ in placements(content.chapters, 1)}
    for index, measure in enumerate(content.measures):
        if measure.uid not in shown:
            yield Problem(
                f"plan.measures[{index}]",
                f"施策「{measure.uid}」がどの章にも置かれていません。",
            )
        if first.count(measure.uid) > 1:
            yield Problem(
                f"plan.measures[{index}]",
                f"施策「{measure.uid}」が二か所にあります。二つ目からは再掲にしてください。",
            )


def _year_problems(content: PlanContent) -> Iterator[Problem]:
    for index, measure in enumerate(content.measures):
        for number, kpi in enumerate(measure.kpis):
            place = f"plan.measures[{index}].kpis[{number}]"
            years = [t.fiscal_year for t in kpi.targets if t.fiscal_year is not None]
            for year in years:
                if not FIRST_YEAR <= year <= LAST_YEAR:
                    yield Problem(place, f"年度「{year}」は西暦の年度ではありません。")
            if len(years) != len(set(years)):
                yield Problem(place, "同じ年度の目標値が二つあります。")


def _name_problems(content: PlanContent) -> Iterator[Problem]:
    if not content.title.strip():
        yield Problem("plan.title", "計画の名称が空です。")
    if not content.organization.name.strip():
        yield Problem("plan.organization.name", "団体の名称が空です。")


def _number_problems(parts: list[tuple[str, Any]]) -> Iterator[Problem]:
    for place, value in parts:
        match value:
            case NationalLink(no=int(no)) if no < 0:
                yield Problem(f"{place}.no", f"番号「{no}」は0以上にしてください。")
            case Chapter(guide_section=int(section)) if not 1 <= section <= LARGEST_SECTION:
                yield Problem(
                    f"{place}.guide_section",
                    f"手引の節「{section}」は1から{LARGEST_SECTION}までにしてください。",
                )


def _text_problems(parts: list[tuple[str, Any]]) -> Iterator[Problem]:
    for place, value in parts:
        if isinstance(value, str) and (found := forbidden_character(value)) is not None:
            yield Problem(place, found.message)


def check_content(content: PlanContent) -> None:
    """Raise ContentError with up to twenty faults of `content`; return None where it is sound."""
    parts = list(walk(content, "plan"))
    problems: list[Problem] = []

    def collect() -> Iterator[Problem]:
        yield from _name_problems(content)
        yield from _text_problems(parts)
        yield from _number_problems(parts)
        yield from _uid_problems(parts)
        for place, value in parts:
            yield from _block_problems(place, value)
        yield from _reference_problems(parts, content)
        yield from _placement_problems(content)
        yield from _year_problems(content)

    for problem in collect():
        problems.append(problem)
        if len(problems) == MOST_PROBLEMS:
            break
    if problems:
        raise ContentError(problems)

"""The two real plans in fixtures/demo, whole: canonical files that lost no character."""

from collections.abc import Iterator

import pytest

from documents.codec import canonical_plan
from documents.content import PlanContent
from tests.documents.printed import block_lines, demo_bytes, demo_plan, digest, measures_of


@pytest.mark.parametrize("name", ["shimokawa", "ibaraki"])
def test_the_file_is_its_own_canonical_form(name: str) -> None:
    assert canonical_plan(demo_plan(name)).encode() == demo_bytes(name)


def shimokawa_lines(plan: PlanContent) -> Iterator[str]:
    """Yield the body of the plan as printed: numbers, titles, texts, KPI and schedules."""
    measures = measures_of(plan)
    # The original mixes a Latin and a Roman numeral.
    for mark, part in zip(("I", "Ⅱ"), plan.chapters, strict=True):
        yield f"{mark} {part.title}"
        for number, chapter in enumerate(part.children, start=1):
            yield f"{number} {chapter.title}"
            yield from block_lines(plan, chapter.body)
            for sub, section in enumerate(chapter.children, start=1):
                yield f"({sub}) {section.title}"
                yield from block_lines(plan, section.body)
                for circled, placement in zip("①②③④", section.placements, strict=False):
                    measure = measures[placement.measure]
                    yield circled + measure.name
                    yield from block_lines(plan, measure.body)
                    yield plan.look.kpi_label
                    for kpi in measure.kpis:
                        yield " ".join([kpi.name, *(target.written for target in kpi.targets)])
                        yield kpi.note
                    yield plan.look.schedule_label
                    yield from (item.written for item in measure.schedule)
                    yield from block_lines(plan, measure.notes)


def ibaraki_lines(plan: PlanContent) -> Iterator[str]:
    """Yield the plan as the slides print it; the marks of its lists count as printed."""
    measures = measures_of(plan)
    for number, chapter in enumerate(plan.chapters, start=2):
        # Slides 2 to 4 bear their number; a dash stands before each line of a list.
        yield (f"{number}. " if number <= 4 else "") + chapter.title
        for line in block_lines(plan, chapter.body):
            in_list = chapter.uid == "ch-3" or line.endswith("取組")
            yield ("- " if in_list else "") + line
        if chapter.uid == "ch-3":
            yield from ("*" + footnote.text for footnote in plan.footnotes)
        for section in chapter.children:
            yield "○" + section.title
            is_list = [block.type == "list" for block in section.body]
            for line in block_lines(plan, section.body):
                yield ("- ・ " if any(is_list) else "") + line
            for placement in section.placements:
                measure = measures[placement.measure]
                again = "【再掲】" if placement.reprint else ""
                yield "- ・ " + "".join(block_lines(plan, measure.body)) + again
                for part in measure.sections:
                    yield part.title
                    yield from block_lines(plan, part.body)


def test_every_character_of_shimokawa_is_there_in_order() -> None:
    # Taken from the printed plan, from 「I 総論」 to its end: a line for each paragraph, spaces
    # kept, paragraphs cut by a page break rejoined.
    assert digest(shimokawa_lines(demo_plan("shimokawa"))) == (
        10432,
        "db052b4a1a8cee7a9e372ddeda00f8398b3197b59d3b0ba9900235067c138410",
    )


def test_every_character_of_ibaraki_is_there_in_order() -> None:
    # Taken from the slides, from 「2. 都道府県官民データ活用推進計画の目的」 to their end: a line
    # for each paragraph, spaces kept; without bold type, the call of the footnote, the break in
    # the last title and the spaces after ○.
    assert digest(ibaraki_lines(demo_plan("ibaraki"))) == (
        2154,
        "2fdb780d55ef8e9ed4539ccc30d842d07f61869edfa1c93fc758570d8dba3ad2",
    )

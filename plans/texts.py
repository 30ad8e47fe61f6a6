"""The words of a chapter or a measure, field by field, for checks that read them."""

from collections.abc import Iterator

from documents import content as c
from documents.markup import plain_text


def chapter_texts(chapter: c.Chapter) -> Iterator[tuple[str, str]]:
    """Yield (field of the form, text) of what a chapter itself says, without what is below it."""
    yield "title", chapter.title
    yield "body", plain_text(chapter.body)


def measure_texts(measure: c.Measure) -> Iterator[tuple[str, str]]:
    """Yield (field of the form, text) of what a measure says, its KPI and schedule included."""
    yield "name", measure.name
    yield "body", plain_text(measure.body)
    for section in measure.sections:
        yield section_field(section), "\n".join([section.title, plain_text(section.body)])
    yield "notes", plain_text(measure.notes)
    yield "support", measure.support
    yield "budget", measure.budget
    for kpi in measure.kpis:
        targets = [target.written for target in kpi.targets]
        yield "kpis", "\n".join([kpi.name, *targets, kpi.method, kpi.note])
    for item in measure.schedule:
        steps = [step.label for step in item.steps]
        yield "schedule", "\n".join([item.written, item.open_end, *steps])


def section_field(section: c.MeasureSection) -> str:
    """Return the field in which a named block is edited; what has none is read with the body."""
    is_shown = section.kind is not c.SectionKind.OTHER
    return f"section_{section.kind.value}" if is_shown else "body"

"""PlanContent → rows: a whole content as the rows of a new plan."""

from catalog.models import GuideEdition, NationalMeasure
from documents import content as c
from documents.codec import encode
from documents.validation import ContentError, Problem
from plans.content import CHAPTER_COLUMNS, FACTS, MEASURE_COLUMNS, Data
from plans.models import (
    Chapter,
    Kpi,
    Measure,
    NationalLink,
    Placement,
    Plan,
    PlanFact,
    ScheduleItem,
    Tag,
)


def plan_columns(content: c.PlanContent) -> Data:
    """Return the columns of the plan's own row for `content`; raise ContentError on an edition
    of the guide that is not loaded."""
    data = encode(content)
    columns: Data = {"uid": content.uid}
    for name in Plan.written_fields:
        if name in data:
            columns[name] = data[name]
    columns["prints_national_measures"] = content.prints_national_measures
    if content.guide_edition:
        edition = GuideEdition.objects.filter(code=content.guide_edition).first()
        if edition is None:
            raise ContentError(
                [
                    Problem(
                        "plan.guide_edition",
                        f"手引の版「{content.guide_edition}」は登録されていません。",
                    )
                ]
            )
        columns["guide_edition"] = edition
    return columns


def store_content(plan: Plan, content: c.PlanContent, *, inserted: bool = False) -> None:
    """Write the parts of `content` as rows of `plan`, which is saved and has no parts yet.

    With `inserted`, the text of its chapters is marked as one that nobody has read yet.
    The number of statements does not depend on the size of the content (the depth of the tree of
    chapters adds one each). Runs inside the caller's transaction.
    """
    data = encode(content)
    PlanFact.objects.bulk_create(
        PlanFact(
            plan=plan,
            uid=fact.pop("uid"),
            kind=kind,
            position=position,
            data=fact,
        )
        for kind, (_, name) in FACTS.items()
        for position, fact in enumerate(data.get(name, []))
    )
    Tag.objects.bulk_create(
        Tag(plan=plan, position=position, **tag)
        for position, tag in enumerate(data.get("tags", []))
    )
    measures = _store_measures(plan, data.get("measures", []))
    _store_chapters(plan, data.get("chapters", []), measures, inserted=inserted)


def _store_measures(plan: Plan, measures: list[Data]) -> dict[str, Measure]:
    rows = Measure.objects.bulk_create(
        Measure(
            plan=plan,
            position=position,
            **{name: data[name] for name in MEASURE_COLUMNS if name in data},
        )
        for position, data in enumerate(measures)
    )
    pairs = list(zip(rows, measures, strict=True))
    kpis = []
    for row, data in pairs:
        for position, kpi in enumerate(data.get("kpis", [])):
            department = kpi.pop("department", "")
            kpis.append(
                Kpi(plan=plan, measure=row, position=position, department_name=department, **kpi)
            )
    Kpi.objects.bulk_create(kpis)
    ScheduleItem.objects.bulk_create(
        ScheduleItem(plan=plan, measure=row, position=position, **item)
        for row, data in pairs
        for position, item in enumerate(data.get("schedule", []))
    )
    links = [
        (row, position, link)
        for row, data in pairs
        for position, link in enumerate(data.get("national_measures", []))
    ]
    sources = {
        (source.edition.code, source.code): source
        for source in NationalMeasure.objects.filter(
            code__in={link["code"] for _, _, link in links if "code" in link}
        ).select_related("edition")
    }
    NationalLink.objects.bulk_create(
        NationalLink(
            plan=plan,
            measure=row,
            position=position,
            source=sources.get((link["edition"], link.get("code", ""))),
            **link,
        )
        for row, position, link in links
    )
    return {row.uid: row for row in rows}


def _store_chapters(
    plan: Plan, chapters: list[Data], measures: dict[str, Measure], *, inserted: bool
) -> None:
    level: list[tuple[Chapter | None, int, Data]] = [
        (None, position, data) for position, data in enumerate(chapters)
    ]
    placements: list[Placement] = []
    while level:
        rows = Chapter.objects.bulk_create(
            Chapter(
                plan=plan,
                parent=parent,
                position=position,
                is_inserted=inserted and bool(data.get("body")),
                **{name: data[name] for name in CHAPTER_COLUMNS if name in data},
            )
            for parent, position, data in level
        )
        below: list[tuple[Chapter | None, int, Data]] = []
        for row, (_, _, data) in zip(rows, level, strict=True):
            placements += [
                Placement(
                    plan=plan,
                    uid=placement["uid"],
                    chapter=row,
                    measure=measures[placement["measure"]],
                    position=position,
                    reprint=placement.get("reprint", False),
                )
                for position, placement in enumerate(data.get("placements", []))
            ]
            below += [
                (row, position, child) for position, child in enumerate(data.get("children", []))
            ]
        level = below
    Placement.objects.bulk_create(placements)

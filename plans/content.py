"""Rows → PlanContent: the last ORM code on the way out (plans/storing.py is the way in).

`content_of` reads the working copy in a fixed number of queries, whatever its size. Removed parts,
and measures that no chapter shows, are not content. `working_copy` gives the rows themselves with
it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, cast

from documents import content as c
from documents.codec import decode, encode
from plans.enums import FactKind
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

# Kind of fact → its content class and its field of PlanContent.
FACTS: dict[FactKind, tuple[type, str]] = {
    FactKind.HAT: (c.Hat, "hats"),
    FactKind.RELATED_PLAN: (c.RelatedPlan, "related_plans"),
    FactKind.GOVERNANCE_BODY: (c.GovernanceBody, "governance"),
    FactKind.PROCESS_STEP: (c.ProcessStep, "process"),
    FactKind.REVISION_ROW: (c.RevisionRow, "revision_rows"),
    FactKind.TERM: (c.Term, "terms"),
    FactKind.FOOTNOTE: (c.Footnote, "footnotes"),
    FactKind.COVERAGE_ROW: (c.CoverageRow, "coverage"),
}

Data = dict[str, Any]

CHAPTER_COLUMNS = ("uid", "title", "kind", "numbered", "guide_section", "body", "shows", "tags")
MEASURE_COLUMNS = (
    "uid",
    "name",
    "mark",
    "status",
    "body",
    "sections",
    "notes",
    "responsibilities",
    "cases",
    "related",
    "tags",
    "joint_with",
    "support",
    "budget",
    "origin",
)
_KPI_COLUMNS = (
    "uid",
    "name",
    "kind",
    "role",
    "unit",
    "direction",
    "baseline",
    "targets",
    "method",
    "note",
)
_SCHEDULE_COLUMNS = ("uid", "written", "due", "open_end", "steps")
_LINK_COLUMNS = ("uid", "edition", "no", "code", "name")
_TAG_COLUMNS = ("uid", "scheme", "label", "code")
# Fields that the format demands of KPI, statements, links, tags and chapters, be they empty.
_DEMANDED = {"name", "title", "written", "label", "edition"}


def _columns(row: Any, names: Iterable[str]) -> Data:
    """Return the named columns as content data; what is empty may be left out, as in the format."""
    values = {name: getattr(row, name) for name in names}
    return {
        key: value
        for key, value in values.items()
        if value not in (None, "", []) or key in _DEMANDED
    }


# --- rows → content --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """What the working copy of a plan says, and the rows that say it.

    The rows are the present chapters and measures, with those that stand nowhere, and the links
    to national measures with their source and its edition.
    """

    content: c.PlanContent
    chapters: tuple[Chapter, ...]
    measures: tuple[Measure, ...]
    links: tuple[NationalLink, ...]

    @property
    def inserted(self) -> frozenset[str]:
        """The uids of the chapters and measures whose text nobody has edited or confirmed."""
        rows: list[Chapter | Measure] = [*self.chapters, *self.measures]
        return frozenset(row.uid for row in rows if row.is_inserted)

    def assigned_to(self, department: int | None) -> frozenset[str]:
        """Return the uids of what the department with this key is to write; none for None."""
        rows: list[Chapter | Measure] = [*self.chapters, *self.measures]
        return frozenset(r.uid for r in rows if department and r.department_id == department)


def content_of(plan: Plan) -> c.PlanContent:
    """Return what the working copy of `plan` says; queries and errors as of `working_copy`."""
    return working_copy(plan).content


def working_copy(plan: Plan) -> WorkingCopy:
    """Return what the working copy of `plan` says with its rows, in eight queries.

    `plan` comes with its organisation, municipality and guide edition selected, or each costs one
    more. Raises ContentError where a stored column does not fit the format.
    """
    facts: dict[str, list[Data]] = defaultdict(list)
    for fact in PlanFact.objects.present().filter(plan=plan):
        _, name = FACTS[FactKind(fact.kind)]
        facts[name].append({"uid": fact.uid, **fact.data})
    chapter_rows = tuple(Chapter.objects.present().filter(plan=plan))
    measure_rows = tuple(Measure.objects.present().filter(plan=plan))
    links = tuple(
        NationalLink.objects.filter(plan=plan)
        .select_related("source__edition")
        .defer("source__search_text")
    )
    chapters = _chapter_data(plan, chapter_rows)
    placed = set(_placed_uids(chapters))
    data: Data = {
        "uid": plan.uid,
        "organization": {
            "code": plan.organization.code,
            "name": plan.organization_name or plan.organization.name,
        },
        **_columns(plan, plan.written_fields),
        "prints_national_measures": plan.prints_national_measures,
        **facts,
        "tags": [_columns(tag, _TAG_COLUMNS) for tag in Tag.objects.filter(plan=plan)],
        "chapters": chapters,
        "measures": [m for m in _measure_data(plan, measure_rows, links) if m["uid"] in placed],
    }
    if plan.guide_edition is not None:
        data["guide_edition"] = plan.guide_edition.code
    content = cast(
        c.PlanContent,
        decode(
            c.PlanContent,
            _without_dangling(data, {chapter.uid for chapter in chapter_rows}),
            "plan",
        ),
    )
    return WorkingCopy(content, chapter_rows, measure_rows, links)


def _without_dangling(data: Data, chapters: set[str]) -> Data:
    """Return content data without what points at removed parts; it is back when they are.

    These are marks and notes of removed terms and footnotes, related measures, the body above a
    body of the 推進体制, and the chapter of a row of the 対応表.
    """
    known = {
        "term": {term["uid"] for term in data.get("terms", ())},
        "footnote": {footnote["uid"] for footnote in data.get("footnotes", ())},
    }

    def is_kept(value: Any) -> bool:
        if not isinstance(value, dict):
            return True
        if value.get("type") == c.TermNote.type:
            return value["term"] in known["term"]
        return value.get("kind") not in known or value.get("ref") in known[value["kind"]]

    def kept(value: Any) -> Any:
        if isinstance(value, list):
            return [kept(item) for item in value if is_kept(item)]
        if isinstance(value, dict):
            return {key: kept(item) for key, item in value.items()}
        return value

    cleaned: Data = kept(data)
    measures = {measure["uid"] for measure in cleaned["measures"]}
    for measure in cleaned["measures"]:
        if "related" in measure:
            measure["related"] = [uid for uid in measure["related"] if uid in measures]
    bodies = {body["uid"] for body in cleaned.get("governance", ())}
    for name, key, known_uids in (
        ("governance", "parent", bodies),
        ("coverage", "chapter", chapters),
    ):
        for row in cleaned.get(name, ()):
            if row.get(key) not in known_uids:
                row.pop(key, None)
    return cleaned


def _chapter_data(plan: Plan, rows: Iterable[Chapter]) -> list[Data]:
    placements: dict[int, list[Data]] = defaultdict(list)
    for placement in Placement.objects.filter(plan=plan, measure__removed_at=None).select_related(
        "measure"
    ):
        placements[placement.chapter_id].append(
            {
                "uid": placement.uid,
                "measure": placement.measure.uid,
                "reprint": placement.reprint,
            }
        )
    below: dict[int | None, list[Chapter]] = defaultdict(list)
    for chapter in rows:
        below[chapter.parent_id].append(chapter)

    def build(parent: int | None) -> list[Data]:
        return [
            {
                **_columns(chapter, CHAPTER_COLUMNS),
                "numbered": chapter.numbered,
                "placements": placements[chapter.pk],
                "children": build(chapter.pk),
            }
            for chapter in below[parent]
        ]

    return build(None)


def _placed_uids(chapters: list[Data]) -> Iterable[str]:
    for chapter in chapters:
        for placement in chapter["placements"]:
            yield placement["measure"]
        yield from _placed_uids(chapter["children"])


def _measure_data(
    plan: Plan, rows: Iterable[Measure], link_rows: Iterable[NationalLink]
) -> list[Data]:
    kpis: dict[int, list[Data]] = defaultdict(list)
    for kpi in Kpi.objects.present().filter(plan=plan):
        data = _columns(kpi, _KPI_COLUMNS)
        if kpi.department_name:
            data["department"] = kpi.department_name
        kpis[kpi.measure_id].append(data)
    schedule: dict[int, list[Data]] = defaultdict(list)
    for item in ScheduleItem.objects.present().filter(plan=plan):
        schedule[item.measure_id].append(_columns(item, _SCHEDULE_COLUMNS))
    links: dict[int, list[Data]] = defaultdict(list)
    for link in link_rows:
        links[link.measure_id].append(_columns(link, _LINK_COLUMNS))
    return [
        {
            **_columns(measure, MEASURE_COLUMNS),
            "kpis": kpis[measure.pk],
            "schedule": schedule[measure.pk],
            "national_measures": links[measure.pk],
        }
        for measure in rows
    ]


# --- facts -----------------------------------------------------------------------------------


def fact_data(value: Any) -> Data:
    """Return the `data` column for a fact's content object: its encoding without the uid."""
    data = cast(Data, encode(value))
    del data["uid"]
    return data


def fact_from(row: PlanFact) -> Any:
    """Return the content object that a row of facts holds."""
    cls, _ = FACTS[FactKind(row.kind)]
    known = {item.name for item in fields(cls)}
    return decode(cls, {"uid": row.uid, **{k: v for k, v in row.data.items() if k in known}})

"""The left column of the workspace: the tree of chapters and measures with what they lack."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from documents.assemble.outline import outline_of
from documents.content import Block, Chapter, Measure, PlanContent
from documents.markup import plain_text
from plans.checks import Beside, Finding, Level, Target, doubts_of, findings
from plans.content import WorkingCopy
from plans.difference import differing
from plans.models import Plan
from plans.own_name import Doubt
from plans.permissions import Access, Action
from plans.terms import FoundTerm, all_terms
from plans.texts import chapter_texts, measure_texts


@dataclass(frozen=True, slots=True)
class TreeNode:
    """One line of the tree."""

    uid: str
    number: str
    title: str
    url: str
    is_measure: bool
    is_current: bool
    is_empty: bool
    must: int
    should: int
    is_inserted: bool
    differs: bool  # from the national list that it was copied from
    is_own: bool  # assigned to the department of who looks
    children: tuple["TreeNode", ...] = ()


@dataclass(frozen=True, slots=True)
class FindingLink:
    """A finding with the address of the field that mends it."""

    title: str
    message: str
    url: str
    is_must: bool


def measure_title(measure: Measure) -> str:
    """Return what stands for a measure in lists; some have no name but only text."""
    return measure.mark + (measure.name or shortened(measure.body) or "（名前のない施策）")


def shortened(body: tuple[Block, ...]) -> str:
    """Return the first words of a body, for a line of a list."""
    text = plain_text(body).replace("\n", " ")
    return text if len(text) <= 30 else text[:30] + "…"


def build_tree(
    plan: Plan, copy: WorkingCopy, found: list[Finding], current: str, department: int | None
) -> Any:
    """Return the nodes of the top level; `department` is the key of that of who looks."""
    content, inserted = copy.content, copy.inserted
    # Every page of a plan builds the tree: it asks for no row that its links do not bring along,
    # so a copy that was switched to another edition is told on the page of the measure only.
    changed = differing(copy, plan.organization.municipality, look_up=False)
    own = copy.assigned_to(department)
    outline = outline_of(content)
    measures = {measure.uid: measure for measure in content.measures}
    counts = Counter((finding.uid, finding.level) for finding in found)

    def measure_node(placement_uid: str, uid: str) -> TreeNode:
        measure, place = measures[uid], outline.placements[placement_uid]
        return TreeNode(
            uid=uid,
            number=place.number,
            title=measure_title(measure) + ("【再掲】" if place.reprint else ""),
            url=reverse("plans:measure-edit", args=[plan.pk, uid]),
            is_measure=True,
            is_current=uid == current,
            is_empty=not (measure.body or measure.sections),
            must=counts[uid, Level.MUST],
            should=counts[uid, Level.SHOULD],
            is_inserted=uid in inserted,
            differs=uid in changed,
            is_own=uid in own,
        )

    def chapter_node(chapter: Chapter) -> TreeNode:
        return TreeNode(
            uid=chapter.uid,
            number=outline.chapters[chapter.uid].number,
            title=chapter.title,
            url=reverse("plans:chapter-edit", args=[plan.pk, chapter.uid]),
            is_measure=False,
            is_current=chapter.uid == current,
            is_empty=not (chapter.body or chapter.shows or chapter.placements or chapter.children),
            must=counts[chapter.uid, Level.MUST],
            should=counts[chapter.uid, Level.SHOULD],
            is_inserted=chapter.uid in inserted,
            differs=False,
            is_own=chapter.uid in own,
            children=(
                *(measure_node(p.uid, p.measure) for p in chapter.placements),
                *(chapter_node(child) for child in chapter.children),
            ),
        )

    return tuple(chapter_node(chapter) for chapter in content.chapters)


_FIELDS = {Target.CHAPTER: "plans:chapter-edit", Target.MEASURE: "plans:measure-edit"}


def finding_links(plan: Plan, found: list[Finding], access: Access) -> list[FindingLink]:
    """Return the findings with the addresses of their fields.

    Missing measures lead to the page where they are picked; who may not pick is led to the
    chapter, or for the whole plan to its overview.
    """
    may_pick = plan.is_editable and access.can(Action.EDIT)
    links = []
    for finding in found:
        is_of_plan = finding.target is Target.PLAN
        if finding.field == "measures" and (may_pick or is_of_plan):
            name = "plans:pick-national" if may_pick else "plans:workspace"
            url = reverse(name, args=[plan.pk])
            url += "" if is_of_plan else f"?chapter={finding.uid}"
        elif is_of_plan and finding.field == "hats":
            url = reverse("plans:facts", args=[plan.pk, "hat"])
        elif is_of_plan:
            url = reverse("plans:plan-facts", args=[plan.pk]) + f"#id_{finding.field}"
        else:
            url = reverse(_FIELDS[finding.target], args=[plan.pk, finding.uid])
            url += f"#{_ANCHORS.get(finding.field, f'id_{finding.field}')}"
        links.append(FindingLink(finding.title, finding.message, url, finding.level is Level.MUST))
    return links


_ANCHORS = {
    "measures": "main",
    "inserted": "inserted",
    "terms": "terms",
    "kpis": "kpis",
    "schedule": "schedule",
    "responsibilities": "id_lead",
}


def beside(plan: Plan, copy: WorkingCopy) -> Beside:
    """Return what the checks know beside the content."""
    return Beside(
        municipality=plan.organization.municipality,
        today=timezone.localdate(),
        inserted=copy.inserted,
        terms=all_terms(),
    )


def part_in(content: PlanContent, uid: str) -> Chapter | Measure | None:
    """Return the chapter or measure with this uid, or None where the book does not show it."""

    def below(chapters: tuple[Chapter, ...]) -> Iterator[Chapter]:
        for chapter in chapters:
            yield chapter
            yield from below(chapter.children)

    parts: list[Chapter | Measure] = [*below(content.chapters), *content.measures]
    return next((part for part in parts if part.uid == uid), None)


def _doubts(copy: WorkingCopy, uid: str, checked: Beside) -> list[Doubt]:
    """Return the places to read in the part that the page shows, if its text was inserted once."""
    part = part_in(copy.content, uid)
    if isinstance(part, Chapter):
        was_inserted = part.guide_section is not None or uid in checked.inserted
        return [doubt for _, doubt in doubts_of(chapter_texts(part), checked) if was_inserted]
    if isinstance(part, Measure) and part.origin is not None:
        return [doubt for _, doubt in doubts_of(measure_texts(part), checked)]
    return []


def _old_terms(copy: WorkingCopy, uid: str, checked: Beside) -> list[FoundTerm]:
    part = part_in(copy.content, uid)
    if part is None or checked.terms is None:
        return []
    texts = chapter_texts(part) if isinstance(part, Chapter) else measure_texts(part)
    return checked.terms.found_in(text for _, text in texts)


def workspace(
    plan: Plan, access: Access, copy: WorkingCopy, *, current: str = "", here: str = ""
) -> dict[str, Any]:
    """Return what every page of the workspace shows: tree, counts, allowed actions.

    `current` is the uid of the part that the page shows; `here` is the name of the page, empty
    for the overview. `found` are all findings, for a page that lists them; `doubts` the places
    that a person must read in the part, once it was inserted from the catalogue; `old_terms` the
    words in it that have moved.
    """
    checked = beside(plan, copy)
    found = findings(copy.content, checked)
    overview = reverse("plans:workspace", args=[plan.pk])
    return {
        "plan": plan,
        "found": found,
        "actions": access.actions,
        "tree": build_tree(plan, copy, found, current, access.department_id),
        "must_count": sum(1 for finding in found if finding.level is Level.MUST),
        "should_count": sum(1 for finding in found if finding.level is Level.SHOULD),
        "own_findings": finding_links(
            plan, [f for f in found if f.uid == current and f.field != "inserted"], access
        ),
        "doubts": _doubts(copy, current, checked),
        "old_terms": _old_terms(copy, current, checked),
        "breadcrumbs": [
            ("自分の計画", reverse("plans:home")),
            (plan.title, overview if here else ""),
            *([(here, "")] if here else []),
        ],
    }

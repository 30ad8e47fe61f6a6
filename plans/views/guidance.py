"""What stands beside the text of a part: the guide's words, the law, words that have moved."""

from dataclasses import dataclass

from catalog.enums import ExampleKind, LawArticleSource
from catalog.models import Example, GuideSection, Pillar
from documents.content import TagScheme
from plans.content import WorkingCopy
from plans.models import Chapter, Measure, Plan
from plans.starting import LAW, legal_basis


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """An article of the Act, what of the plan rests on it, and who says so ("" where it is law)."""

    article: str
    subject: str
    source: str = ""


def guide_section(plan: Plan, chapter: Chapter) -> GuideSection | None:
    """Return the section of the plan's guide that speaks of this chapter.

    A plan that came from elsewhere names no guide; it is shown the newest.
    """
    if chapter.guide_section is None:
        return None
    sections = GuideSection.objects.filter(no=chapter.guide_section).select_related("edition")
    if plan.guide_edition_id is not None:
        sections = sections.filter(edition=plan.guide_edition_id)
    return sections.order_by("-edition__code").first()


def section_examples(plan: Plan, chapter: Chapter) -> list[Example]:
    """Return how other municipalities wrote this section; a prefecture has the guide's own."""
    if chapter.guide_section is None or plan.organization.municipality.is_prefecture:
        return []
    return list(
        Example.objects.filter(
            kind=ExampleKind.SECTION, guide_section=chapter.guide_section
        ).select_related("plan__municipality")
    )


def legal_bases(plan: Plan, copy: WorkingCopy, part: Chapter | Measure) -> list[LegalBasis]:
    """Return the articles on which a part rests: that of the plan, and those of its pillars."""
    numbers = {
        int(tag.code)
        for tag in copy.content.tags
        if tag.scheme is TagScheme.PILLAR and tag.uid in part.tags and tag.code.isdecimal()
    }
    pillars = Pillar.objects.filter(no__in=numbers).exclude(law_article="")
    if plan.guide_edition_id is not None:
        pillars = pillars.filter(edition=plan.guide_edition_id)
    newest = {pillar.no: pillar for pillar in pillars.order_by("no", "edition__code")}
    return [
        LegalBasis(f"{LAW}{legal_basis(plan.organization.municipality)}", "計画の策定"),
        *(
            LegalBasis(
                pillar.law_article,
                pillar.short_name,
                LawArticleSource(pillar.law_article_source).label,
            )
            for pillar in newest.values()
        ),
    ]

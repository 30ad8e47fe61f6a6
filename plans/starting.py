"""A new plan begins from filled text: the guide's seven sections, spoken in the body's own name.

The guide's words live in the catalogue; only the shape of the book (which section is of which
kind, what it shows) is said here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from django.db import transaction

from accounts.models import Organization, User
from catalog.models import GuideEdition, GuideSection, Municipality, Pillar
from documents import content as c
from documents.codec import encode
from documents.eras import DateReading, fiscal_year_label
from documents.markup import paragraphs_from_text
from plans.editing import new_uid
from plans.enums import Deed
from plans.importing import free_slug
from plans.looks import look_of_new_plan
from plans.models import Plan
from plans.own_name import adapted
from plans.storing import store_content
from plans.workflow import note_birth

LAW = "官民データ活用推進基本法（平成28年法律第103号）"

# No of the guide's section → (kind of chapter, what it shows after its text).
_SHAPE: dict[int, tuple[c.ChapterKind, tuple[c.Shown, ...]]] = {
    3: (c.ChapterKind.TEXT, (c.Shown.POSITION,)),
    4: (c.ChapterKind.TEXT, (c.Shown.GOVERNANCE,)),
    5: (c.ChapterKind.BASIC_POLICIES, ()),
    6: (c.ChapterKind.MEASURES, ()),
    7: (c.ChapterKind.SECURITY, ()),
}

# In section 5 the guide prints the pillars' policies after its opening; they become chapters.
_FIRST_PILLAR = re.compile(r"\s*[(（][1１][)）]")


@dataclass(frozen=True, slots=True)
class Wish:
    """What staff say when they begin a plan; fiscal years may be missing."""

    title: str
    pattern: c.Pattern
    first_year: int | None = None
    last_year: int | None = None
    pillars: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    with_examples: bool = True
    parent_title: str = ""
    parent_url: str = ""
    parent_pages: str = ""


def legal_basis(municipality: Municipality) -> str:
    """Return the paragraph of the Act: 第1項 obliges prefectures, 第3項 asks municipalities."""
    return "第9条第1項" if municipality.is_prefecture else "第9条第3項"


def period_of(first_year: int | None, last_year: int | None) -> c.Period | None:
    """Return a period of whole fiscal years (西暦), or None where neither end is given."""
    if first_year is None and last_year is None:
        return None
    first = fiscal_year_label(first_year) if first_year is not None else ""
    last = fiscal_year_label(last_year) if last_year is not None else ""
    return c.Period(
        written=f"{first}から{last}まで"
        if first and last
        else f"{first}から"
        if first
        else f"{last}まで",
        start=DateReading(first_year, is_fiscal=True) if first_year is not None else None,
        end=DateReading(last_year, is_fiscal=True) if last_year is not None else None,
    )


def default_title(municipality: Municipality) -> str:
    """Return the usual name of the plan."""
    return f"{municipality.name}官民データ活用推進計画"


def start_plan(
    organization: Organization,
    *,
    by: User,
    at: datetime,
    edition: GuideEdition,
    wish: Wish,
    uid: str = "",
) -> Plan:
    """Return a new plan made from the guide's template; under the same uid it is made once."""
    content = template_content(organization, edition=edition, wish=wish, uid=uid or new_uid())
    encoded = encode(content)
    with transaction.atomic():
        Organization.objects.select_for_update().get(pk=organization.pk)
        made = Plan.objects.filter(organization=organization, uid=content.uid).first()
        if made is not None:
            return made
        plan = Plan.objects.create(
            organization=organization,
            slug=free_slug(organization),
            created_at=at,
            uid=content.uid,
            guide_edition=edition,
            title=content.title,
            pattern=content.pattern.value,
            period=encoded.get("period"),
            look=look_of_new_plan(organization),
        )
        store_content(plan, content, inserted=True)
        note_birth(plan, Deed.CREATE, by=by, at=at, data={"guide": edition.code})
    return plan


def template_content(
    organization: Organization, *, edition: GuideEdition, wish: Wish, uid: str
) -> c.PlanContent:
    """Return the content that a new plan with this uid begins with."""
    municipality = organization.municipality
    of_edition = list(Pillar.objects.filter(edition=edition))
    pillars = [p for p in of_edition if p.no in wish.pillars]
    takes_all = all(p in pillars for p in of_edition if p.policy)
    tags = {p.no: _pillar_tag(p) for p in pillars}
    sections = GuideSection.objects.filter(edition=edition).order_by("no")
    related = (
        (
            c.RelatedPlan(
                uid=new_uid(),
                relation=c.Relation.PARENT,
                title=wish.parent_title,
                url=wish.parent_url,
                pages=wish.parent_pages,
            ),
        )
        if wish.parent_title
        else ()
    )
    return c.PlanContent(
        uid=uid,
        title=wish.title,
        organization=c.OrganizationName(code=organization.code, name=organization.name),
        pattern=wish.pattern,
        guide_edition=edition.code,
        period=period_of(wish.first_year, wish.last_year),
        hats=(c.Hat(uid=new_uid(), law=LAW, article=legal_basis(municipality)),),
        related_plans=related,
        chapters=tuple(
            _section_chapter(section, municipality, pillars, tags, wish, takes_all=takes_all)
            for section in sections
        ),
        tags=tuple(tags.values()),
    )


def _pillar_tag(pillar: Pillar) -> c.Tag:
    return c.Tag(uid=new_uid(), scheme=c.TagScheme.PILLAR, code=str(pillar.no), label=pillar.name)


def own_paragraphs(lines: Iterable[str], municipality: Municipality) -> tuple[c.Block, ...]:
    """Return the paragraphs of guide text as blocks, as they are put into a plan."""
    text = "\n\n".join(adapted(line, municipality) for line in lines if line)
    return paragraphs_from_text(text, new_uid)


def _section_chapter(
    section: GuideSection,
    municipality: Municipality,
    pillars: Iterable[Pillar],
    tags: dict[int, c.Tag],
    wish: Wish,
    *,
    takes_all: bool,
) -> c.Chapter:
    kind, shows = _SHAPE.get(section.no, (c.ChapterKind.TEXT, ()))
    children: tuple[c.Chapter, ...] = ()
    if kind is c.ChapterKind.BASIC_POLICIES:
        children = tuple(
            c.Chapter(
                uid=new_uid(),
                title=pillar.name,
                body=own_paragraphs(pillar.policy.split("\n"), municipality)
                if wish.with_examples
                else (),
                tags=(tags[pillar.no].uid,),
            )
            for pillar in pillars
            if pillar.policy
        )
    elif kind is c.ChapterKind.MEASURES:
        children = tuple(
            c.Chapter(
                uid=new_uid(),
                title=pillar.name,
                kind=c.ChapterKind.THEME,
                tags=(tags[pillar.no].uid,),
            )
            for pillar in pillars
        )
    example = section.example_paragraphs
    if kind is c.ChapterKind.BASIC_POLICIES:
        # The opening counts and names the pillars: it is true only of a plan that has them all.
        opening = takewhile(lambda line: not _FIRST_PILLAR.match(line), example)
        example = list(opening) if takes_all else []
    return c.Chapter(
        uid=new_uid(),
        title=adapted(section.title, municipality),
        kind=kind,
        guide_section=section.no,
        body=own_paragraphs(example, municipality) if wish.with_examples else (),
        shows=shows,
        children=children,
    )

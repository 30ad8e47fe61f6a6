"""Measures picked from the state's catalogue into a plan; the copy keeps a link to its source."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from accounts.models import User
from catalog.models import Example, Municipality, NationalMeasure, SampleMeasure
from documents import content as c
from documents.codec import encode
from documents.markup import paragraphs_from_text
from plans.chapters import listed_chapters
from plans.editing import (
    add_part,
    lock_for_editing,
    new_uid,
    next_position,
    part_added,
    place_measure,
)
from plans.errors import DeedNotAllowed
from plans.models import Chapter, Kpi, Measure, NationalLink, Plan, ScheduleItem
from plans.own_name import adapted, in_own_name_of
from plans.starting import own_paragraphs

OTHER_PILLAR = 6  # 「その他」 of the guide

SourceT = TypeVar("SourceT", NationalMeasure, SampleMeasure, Example)


def _paragraphs(lines: Iterable[str], municipality: Municipality) -> list[dict[str, Any]]:
    return [encode(block) for block in own_paragraphs(lines, municipality)]


def write_own(
    plan: Plan, chapter: Chapter, *, name: str, uid: str = "", by: User, at: datetime
) -> Measure:
    """Add an own measure at the end of a chapter and return it; a uid is added once."""
    with transaction.atomic():
        locked = lock_for_editing(plan)
        added = part_added(Measure, locked, uid)
        if added is not None:
            return added
        measure = Measure(plan=plan, uid=uid or new_uid(), name=name)
        return _add(measure, locked, chapter, by=by, at=at)


def _add(measure: Measure, locked: Plan, chapter: Chapter, *, by: User, at: datetime) -> Measure:
    measure.position = next_position(Measure.objects.filter(plan=locked))
    measure.tags = chapter.tags
    measure.is_inserted = measure.origin is not None
    add_part(measure, by=by, at=at, plan=locked)
    place_measure(measure, chapter)
    return measure


def _pick(
    plan: Plan,
    sources: Iterable[SourceT],
    copy: Callable[[SourceT, str, Plan], Measure],
    *,
    batch: str,
) -> list[Measure]:
    """Copy each source by `copy` (source, uid, locked plan) unless this batch has done so."""
    with transaction.atomic():
        locked = lock_for_editing(plan)
        measures = []
        for source in sources:
            uid = f"{batch}-{source.pk}" if batch else new_uid()
            measures.append(part_added(Measure, locked, uid) or copy(source, uid, locked))
    return measures


def pick_national(
    plan: Plan,
    sources: Iterable[NationalMeasure],
    *,
    chapter: Chapter | None = None,
    batch: str = "",
    by: User,
    at: datetime,
) -> list[Measure]:
    """Copy national measures as drafts and return them.

    Without `chapter` each goes into the theme of its pillar, without one into その他 or the last
    theme. Under the same `batch` (a uid) a
    measure is copied once, however often it is sent. Name and overview are copied. The
    state's KPI, support and budget are the state's: they are shown beside the form as candidates
    and not written into the plan. Raises DeedNotAllowed for a row of an unreleased edition.
    """
    municipality = plan.organization.municipality

    def copy(source: NationalMeasure, uid: str, locked: Plan) -> Measure:
        if not source.edition.is_released:
            raise DeedNotAllowed(
                f"国の施策一覧の{source.edition.code}はまだ確定していないため、入れられません。"
            )
        edition = source.edition.code
        measure = _add(
            Measure(
                plan=plan,
                uid=uid,
                name=source.name,
                body=_paragraphs(source.overview, municipality),
                origin=encode(
                    c.Origin(kind=c.OriginKind.NATIONAL, edition=edition, key=source.code)
                ),
            ),
            locked,
            chapter or _chapter_for(locked, source.pillar_no),
            by=by,
            at=at,
        )
        NationalLink.objects.create(
            plan=plan,
            uid=new_uid(),
            measure=measure,
            source=source,
            edition=edition,
            no=source.no,
            code=source.code,
            name=source.name,
        )
        return measure

    return _pick(plan, sources, copy, batch=batch)


def pick_samples(
    plan: Plan,
    sources: Iterable[SampleMeasure],
    *,
    chapter: Chapter | None = None,
    batch: str = "",
    by: User,
    at: datetime,
) -> list[Measure]:
    """Copy the guide's sample measures as drafts, in the body's own name, and return them.

    `chapter` and `batch` are as in `pick_national`. KPI and schedule come with them;
    what the guide leaves open (○件, 平成○年) stays open and is listed among what is missing.
    """
    municipality = plan.organization.municipality

    def copy(source: SampleMeasure, uid: str, locked: Plan) -> Measure:
        edition = source.edition.code
        measure = _add(
            Measure(
                plan=plan,
                uid=uid,
                name=adapted(source.name, municipality),
                mark=source.mark,
                body=_paragraphs(source.body, municipality),
                cases=[
                    encode(
                        c.CaseLink(
                            uid=new_uid(),
                            title=case.title,
                            organization=case.organisation,
                            no=case.no,
                        )
                    )
                    for case in source.case_refs.all()
                ],
                origin=encode(
                    c.Origin(kind=c.OriginKind.SAMPLE, edition=edition, key=str(source.seq))
                ),
            ),
            locked,
            chapter or _chapter_for(locked, source.pillar.no),
            by=by,
            at=at,
        )
        _add_rows(
            measure,
            locked,
            kpis=[adapted(line, municipality) for line in source.kpis],
            schedule=[adapted(line, municipality) for line in source.schedule],
            by=by,
            at=at,
        )
        _copy_links(measure, source, locked)
        return measure

    return _pick(plan, sources, copy, batch=batch)


def _add_rows(
    measure: Measure,
    locked: Plan,
    *,
    kpis: Iterable[str],
    schedule: Iterable[str],
    by: User,
    at: datetime,
) -> None:
    for position, name in enumerate(kpis):
        kpi = Kpi(plan=locked, measure=measure, position=position, name=name)
        add_part(kpi, by=by, at=at, plan=locked)
    for position, statement in enumerate(schedule):
        item = ScheduleItem(plan=locked, measure=measure, position=position, written=statement)
        add_part(item, by=by, at=at, plan=locked)


def _copy_links(measure: Measure, source: SampleMeasure, locked: Plan) -> None:
    for position, national in enumerate(source.national_measures.all()):
        NationalLink.objects.create(
            plan=locked,
            uid=new_uid(),
            measure=measure,
            position=position,
            edition=source.edition.code,
            name=national.name,
        )


def pick_examples(
    plan: Plan,
    sources: Iterable[Example],
    *,
    chapter: Chapter | None = None,
    batch: str = "",
    by: User,
    at: datetime,
) -> list[Measure]:
    """Copy measures of another body's plan as drafts and return them.

    `chapter` and `batch` are as in `pick_national`. KPI and schedule come as they are printed
    there, the other body's numbers and dates with them; the mark of an inserted text says so.
    """
    municipality = plan.organization.municipality

    def copy(source: Example, uid: str, locked: Plan) -> Measure:
        def own(text: str) -> str:
            return in_own_name_of(text, source.plan.municipality, municipality)

        text = "\n\n".join(own(line) for line in source.body if line)
        measure = _add(
            Measure(
                plan=plan,
                uid=uid,
                name=own(source.name),
                body=[encode(block) for block in paragraphs_from_text(text, new_uid)],
                origin=encode(
                    c.Origin(
                        kind=c.OriginKind.EXAMPLE, edition=source.plan.code, key=str(source.seq)
                    )
                ),
            ),
            locked,
            chapter or _chapter_for(locked, source.pillar_no),
            by=by,
            at=at,
        )
        _add_rows(
            measure,
            locked,
            kpis=[own(line) for line in source.kpis],
            schedule=[own(line) for line in source.schedule],
            by=by,
            at=at,
        )
        return measure

    return _pick(plan, sources, copy, batch=batch)


def chapters_for_measures(plan: Plan) -> list[Chapter]:
    """Return the chapters that may hold measures, those for measures first, in tree order."""
    holders = [c.ChapterKind.THEME.value, c.ChapterKind.MEASURES.value]
    chapters = [listed.chapter for listed in listed_chapters(plan)]
    return sorted(chapters, key=lambda chapter: chapter.kind not in holders)


def chapter_for_pillar(plan: Plan, pillar_no: int | None) -> Chapter | None:
    """Return the theme chapter that carries the tag of a pillar, or None."""
    tags = set(
        plan.tags.filter(scheme=c.TagScheme.PILLAR.value, code=str(pillar_no)).values_list(
            "uid", flat=True
        )
    )
    for listed in listed_chapters(plan):
        is_theme = listed.chapter.kind == c.ChapterKind.THEME.value
        if is_theme and tags & set(listed.chapter.tags):
            return listed.chapter
    return None


def _chapter_for(plan: Plan, pillar_no: int | None) -> Chapter:
    """Return where a measure of a pillar goes; raise DeedNotAllowed where there is no chapter.

    Without a theme of its pillar it goes to その他, or to the last theme: directly in the chapter
    of measures it would be counted before the themes and shift their numbers.
    """
    chapter = chapter_for_pillar(plan, pillar_no) or chapter_for_pillar(plan, OTHER_PILLAR)
    if chapter is None:
        chapters = chapters_for_measures(plan)
        themes = [each for each in chapters if each.kind == c.ChapterKind.THEME.value]
        chapter = next(iter(themes[-1:] or chapters), None)
    if chapter is None:
        raise DeedNotAllowed("施策を入れる章がありません。先に章を足してください。")
    return chapter

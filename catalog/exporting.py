"""The catalogue as plain data, cell by cell as printed; what we read into it is left out."""

from typing import Any

from catalog.enums import LawArticleSource
from catalog.models import (
    Checklist,
    CrosswalkRow,
    GuideEdition,
    NationalMeasure,
    NationalMeasureEdition,
    SampleMeasure,
)

Data = dict[str, Any]


def export_measures(edition: NationalMeasureEdition) -> list[Data]:
    """Return the rows of an edition of the national list, in order of No."""
    return [_measure(row) for row in edition.measures.order_by("no")]


def _measure(row: NationalMeasure) -> Data:
    return {
        "no": row.no,
        "code": row.code,
        "name": row.name,
        "kpi_progress": row.kpi_progress,
        "kpi_effect": row.kpi_effect,
        "overview": row.overview,
        "pillar": row.pillar_printed,
        "pillar_no": row.pillar_no,
        "timing": row.timing,
        "benefit_marks": row.benefit_marks,
        "support": row.support,
        "budget_programmes": row.budget_programmes,
        "references": row.references,
        "ministries": row.ministries,
    }


def export_guide(edition: GuideEdition) -> Data:
    """Return an edition of the guide: Ⅰ総論, the template, the pillars and the sample measures.

    `footnotes` holds those that belong to no section, each with the heading it stands under. An
    article of the Act that we read into a pillar is left out: the guide does not print it.
    """
    chapters = list(edition.chapters.order_by("position"))
    samples = edition.sample_measures.select_related("pillar").prefetch_related(
        "national_measures", "case_refs"
    )
    return {
        "general": [{"title": row.title, "paragraphs": row.paragraphs} for row in chapters],
        "sections": [
            {
                "no": row.no,
                "title": row.title,
                "example": row.example,
                "explanation": row.explanation,
                "footnotes": row.footnotes,
            }
            for row in edition.sections.order_by("no")
        ],
        "pillars": [
            {
                "no": row.no,
                "name": row.name,
                "short_name": row.short_name,
                "policy": row.policy,
                "law_article": row.law_article
                if row.law_article_source == LawArticleSource.GUIDE
                else "",
            }
            for row in edition.pillars.order_by("no")
        ],
        "sample_measures": [_sample(row) for row in samples.order_by("seq")],
        "footnotes": [
            *(_footnote(note, row.title) for row in chapters for note in row.footnotes),
            *(_footnote(note, "Ⅱ 雛型") for note in edition.footnotes),
        ],
    }


def _footnote(note: Data, place: str) -> Data:
    return {"no": note["no"], "place": place, "after": note["after"], "text": note["text"]}


def _sample(row: SampleMeasure) -> Data:
    return {
        "seq": row.seq,
        "group_no": row.pillar.no,
        "mark": row.mark,
        "name": row.name,
        "field": row.field,
        "body": row.body,
        "kpis": row.kpis,
        "schedule": row.schedule,
        "national_measures": [
            {"name": item.name, "recap": item.recap, "bullets": item.bullets}
            for item in row.national_measures.all()
        ],
        "case_refs": [
            {"no": item.no, "title": item.title, "organisation": item.organisation}
            for item in row.case_refs.all()
        ],
    }


def export_checklist(checklist: Checklist) -> Data:
    """Return the groups of a checklist with their items, in order, in two queries."""
    return {
        "groups": [
            {
                "title": group.title,
                "items": [
                    {
                        "text": item.text,
                        "optional": item.optional,
                        "recommended": item.recommended,
                        "important": item.important,
                        "effective": item.effective,
                    }
                    for item in group.items.all()
                ],
            }
            for group in checklist.groups.order_by("position").prefetch_related("items")
        ]
    }


def export_crosswalk(former: str, later: NationalMeasureEdition) -> list[Data]:
    """Return what the measures of the edition `former` answer to in `later`, in order.

    Rows that nobody has confirmed are proposals, and left out.
    """
    rows = CrosswalkRow.objects.between(former, later.code).filter(confirmed_at__isnull=False)
    return [
        {
            "name": row.name,
            "relation": row.relation,
            "to_no": row.target.no if row.target else None,
            "reason": row.reason,
        }
        for row in rows.select_related("target").order_by("position")
    ]

"""The lists of the catalogue that people look through: measures of the state, samples, examples.

Each function answers a CatalogueQuery (CatalogueQuery.read(request.GET)) with a CataloguePage,
which templates/plans/parts/catalogue_filter.html and the parts beside it show.
"""

import re
from collections.abc import Callable, Sequence

from django.db.models import Case, IntegerField, Q, Value, When

from catalog.editions import Edition, newest_first, told_editions
from catalog.enums import Audience, AudienceFit, ExampleKind, SampleMark
from catalog.facets import ALL, NONE, CataloguePage, Grouping, narrowed_page
from catalog.models import (
    Example,
    ExamplePlan,
    GuideEdition,
    NationalMeasure,
    NationalMeasureEdition,
    Pillar,
    SampleMeasure,
)
from catalog.query import CatalogueQuery
from documents.eras import find_dates

# Guide and list are those for prefectures: 要書換え says that a municipality has to write a text
# anew, whereas a prefecture takes it as it stands.
FITTING: dict[Audience, tuple[tuple[AudienceFit, ...], ...]] = {
    Audience.MUNICIPALITY: (
        (AudienceFit.MUNICIPALITY, AudienceFit.BOTH),
        (AudienceFit.REWRITE,),
        (AudienceFit.PREFECTURE,),
    ),
    Audience.PREFECTURE: (
        (AudienceFit.PREFECTURE, AudienceFit.BOTH, AudienceFit.REWRITE),
        (AudienceFit.MUNICIPALITY,),
    ),
}
# A pillar that is printed under another name than one of the six.
OTHER = "other"
YES_NO = {"yes": "あり", "no": "なし"}


def national_page(
    query: CatalogueQuery, *, fits_first: Audience, drafts: bool = False
) -> CataloguePage[NationalMeasure]:
    """Return a page of the national measures of the released editions, in eleven queries.

    Without a choice it shows the newest released edition. With `drafts`, for the site's
    administrator, the unreleased editions may be chosen too.

    Those that fit `fits_first` come first, those for others last; within that the newest edition
    first, then by No. The rows have their `edition` at hand.

    Facets: edition, fit, pillar, lead (ministry), timing, support, budget.
    """
    editions = newest_first(told_editions(drafts=drafts))
    groupings = (
        _list_edition(editions),
        _fit(),
        Grouping(
            name="pillar",
            label="対応する柱",
            fields=("pillar_no", "pillar_printed"),
            values=lambda no, printed: [str(no or (OTHER if printed else NONE))],
            rows=_rows_of_pillar,
            word={**_pillar_names(), OTHER: "ほかの名"}.get,
            order=lambda value: (value == NONE, value == OTHER, value),
        ),
        Grouping(
            name="lead",
            label="主担当の府省庁",
            fields=("leads",),
            values=lambda leads: [name for name in leads.split("|") if name] or [NONE],
            rows=lambda value: Q(leads="") if value == NONE else Q(leads__contains=f"|{value}|"),
        ),
        Grouping(
            name="timing",
            label="掲載時期",
            fields=("timing",),
            values=lambda timing: [timing or NONE],
            rows=lambda value: Q(timing__isnull=True) if value == NONE else Q(timing=value),
            order=_in_time,
        ),
        _present("support", "都道府県等への支援策", "has_support"),
        _present("budget", "予算事業", "has_budget"),
    )
    return narrowed_page(
        NationalMeasure.objects.filter(edition__in=editions)
        .select_related("edition")
        .defer("search_text"),
        groupings,
        query,
        order=(_fitting(fits_first), *_place(editions), "no"),
    )


def sample_page(query: CatalogueQuery, *, fits_first: Audience) -> CataloguePage[SampleMeasure]:
    """Return a page of the guide's sample measures, in nine queries.

    The order is that of `national_page`. The rows have their `edition` and `pillar` at hand.

    Facets: edition, fit, pillar, field, mark.
    """
    editions = newest_first(GuideEdition.objects.all())
    groupings = (
        _edition(editions),
        _fit(),
        _pillar("pillar__no"),
        _plain("field", "分野"),
        _plain("mark", "印", word=dict(SampleMark.choices).get),
    )
    return narrowed_page(
        SampleMeasure.objects.select_related("edition", "pillar").defer("search_text"),
        groupings,
        query,
        order=(_fitting(fits_first), *_place(editions), "seq"),
    )


def example_page(
    query: CatalogueQuery, *, kind: ExampleKind | None = None
) -> CataloguePage[Example]:
    """Return a page of the sections and measures of other bodies' plans, in seven queries.

    With `kind`, of those of one kind. The order is that of the plans, sections first. The rows
    have their `plan` with its municipality at hand.

    Facets: plan, kind, pillar.
    """
    rows = Example.objects.select_related("plan__municipality").defer("search_text")
    groupings = (
        Grouping(
            name="plan",
            label="計画",
            fields=("plan__code", "plan__title"),
            values=lambda code, title: [code],
            rows=lambda value: Q(plan__code=value),
            word=dict(ExamplePlan.objects.values_list("code", "title")).get,
        ),
        _plain("kind", "種類", word=dict(ExampleKind.choices).get),
        _pillar("pillar_no"),
    )
    return narrowed_page(
        rows if kind is None else rows.filter(kind=kind),
        groupings,
        query,
        order=("plan__code", "-kind", "seq"),
    )


def _fitting(audience: Audience) -> Case:
    """Return the place of a row by whom it fits; one that nobody has judged is in the middle."""
    first, *others = FITTING[audience]
    return Case(
        When(audience_fit__in=first, then=Value(0)),
        When(audience_fit="", then=Value(1)),
        *(When(audience_fit__in=fits, then=Value(2 + n)) for n, fits in enumerate(others)),
        output_field=IntegerField(),
    )


def _place(editions: Sequence[Edition]) -> list[Case]:
    """Return the place of a row by its edition; no order where there is no edition."""
    cases = [When(edition=edition.pk, then=Value(n)) for n, edition in enumerate(editions)]
    return [Case(*cases, output_field=IntegerField())] if cases else []


def _edition(editions: Sequence[Edition]) -> Grouping:
    codes = [edition.code for edition in editions]
    words = {edition.code: f"{edition.code}（{edition.as_of}）" for edition in editions}
    return Grouping(
        name="edition",
        label="版",
        fields=("edition__code",),
        values=lambda code: [code],
        rows=lambda value: Q(edition__code=value),
        word=words.get,
        order=lambda value: (codes.index(value) if value in codes else len(codes), value),
    )


def _list_edition(editions: Sequence[NationalMeasureEdition]) -> Grouping:
    """Return the facet of the editions of the list, which begins with the newest released one."""
    codes = [edition.code for edition in editions]
    newest = next((edition.code for edition in editions if edition.is_released), "")
    words = {
        edition.code: f"{edition.code}（{edition.as_of}）{'' if edition.is_released else '未確定'}"
        for edition in editions
    }
    return Grouping(
        name="edition",
        label="版",
        fields=("edition__code",),
        values=lambda code: [code, ALL] if len(codes) > 1 else [code],
        rows=lambda value: Q(pk__isnull=False) if value == ALL else Q(edition__code=value),
        word={**words, ALL: "すべての版"}.get,
        order=lambda value: (codes.index(value) if value in codes else len(codes), value),
        default=newest if len(codes) > 1 else "",
    )


def _fit() -> Grouping:
    words: dict[str, str] = {fit.value: fit.label for fit in AudienceFit} | {NONE: "未判定"}
    order = list(words)
    return Grouping(
        name="fit",
        label="向く団体",
        fields=("audience_fit",),
        values=lambda fit: [fit or NONE],
        rows=lambda value: Q(audience_fit="" if value == NONE else value),
        word=words.get,
        order=lambda value: (order.index(value) if value in order else len(order), value),
        is_ours=True,
    )


def _pillar(field: str) -> Grouping:
    """Return the facet of a column that holds the number of a pillar, or null."""
    return Grouping(
        name="pillar",
        label="柱",
        fields=(field,),
        values=lambda no: [str(no or NONE)],
        rows=lambda value: _numbered(field, value),
        word=_pillar_names().get,
        order=lambda value: (value == NONE, value),
    )


def _numbered(field: str, value: str) -> Q:
    if value == NONE:
        return Q(**{f"{field}__isnull": True})
    return Q(**{field: int(value)}) if re.fullmatch("[1-6]", value) else Q(pk__in=[])


def _rows_of_pillar(value: str) -> Q:
    if value == OTHER:
        return Q(pillar_no=None, pillar_printed__isnull=False)
    if value == NONE:
        return Q(pillar_printed=None)
    return _numbered("pillar_no", value)


def _pillar_names() -> dict[str, str]:
    """Return the names of the pillars by number, without what the list leaves out behind them."""
    names: dict[str, str] = {}
    for pillar in Pillar.objects.order_by("edition__code", "no"):
        names[str(pillar.no)] = f"{pillar.no} {pillar.name.removesuffix('に係る取組')}"
    return names


def _plain(name: str, label: str, *, word: Callable[[str], str | None] | None = None) -> Grouping:
    """Return the facet of a column that holds its value as it is."""
    return Grouping(
        name=name,
        label=label,
        fields=(name,),
        values=lambda value: [value],
        rows=lambda value: Q(**{name: value}),
        word=word,
    )


def _present(name: str, label: str, field: str) -> Grouping:
    """Return the facet of a column that says whether there is something."""
    return Grouping(
        name=name,
        label=label,
        fields=(field,),
        values=lambda is_there: ["yes" if is_there else "no"],
        rows=lambda value: Q(**{field: value == "yes"}) if value in YES_NO else Q(pk__in=[]),
        word=YES_NO.get,
        order=lambda value: (value != "yes", value),
    )


def _in_time(timing: str) -> tuple[bool, bool, str, str]:
    """Order 掲載時期 by the year that it names; what names none comes last."""
    dates = [found.reading for found in find_dates(timing) if found.reading is not None]
    return (timing == NONE, not dates, str(dates[0]) if dates else "", timing)

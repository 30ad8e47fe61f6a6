"""Two small editions of the national list, the confirmed crosswalk, and a plan that answers to it."""

from typing import Any

from catalog.enums import CrosswalkRelation
from catalog.models import CrosswalkRow, NationalMeasure, NationalMeasureEdition
from plans.models import Measure, NationalLink, Plan
from tests.plans.samples import NOON

FORMER: dict[str, dict[str, Any]] = {
    "01-01": {"no": 1, "name": "変わらない施策"},
    "01-02": {"no": 2, "name": "番号の変わる施策"},
    "01-03": {"no": 3, "name": "名称の変わる施策"},
    "01-04": {
        "no": 4,
        "name": "内容の変わる施策",
        "overview": ["前の概要", "二段落目"],
        "kpi_effect": ["前のKPI"],
    },
    "01-05": {"no": 5, "name": "なくなる施策"},
    "01-06": {"no": 6, "name": "分かれる施策", "overview": ["分かれる前の概要"]},
    "01-07": {"no": 7, "name": "対照のない施策"},
}
LATER: dict[str, dict[str, Any]] = {
    "01-01": {"no": 1, "name": "変わらない施策"},
    "02-02": {"no": 3, "name": "番号の変わる施策"},
    "01-03": {"no": 4, "name": "新しい名称の施策"},
    "01-04": {
        "no": 5,
        "name": "内容の変わる施策",
        "overview": ["新しい概要", "二段落目"],
        "kpi_progress": ["新しいKPI"],
        "kpi_effect": ["前のKPI"],
    },
    "01-06": {"no": 6, "name": "分かれた施策の一つ", "overview": ["分かれた後の概要"]},
    "01-08": {"no": 8, "name": "名前だけの施策ＡＩ"},
}
# Code of the former row (or its name alone, of H30) → relation, code of the later row.
SAME, RENAMED = CrosswalkRelation.SAME, CrosswalkRelation.RENAMED
RELATED, NONE = CrosswalkRelation.RELATED, CrosswalkRelation.NONE
ANSWERS: dict[str, tuple[CrosswalkRelation, str | None]] = {
    "01-01": (SAME, "01-01"),
    "01-02": (SAME, "02-02"),
    "01-03": (RENAMED, "01-03"),
    "01-04": (SAME, "01-04"),
    "01-05": (NONE, None),
    "01-06": (RELATED, "01-06"),
}
NAME_ONLY = "名前だけの施策AI"


def make_edition(code: str, rows: dict[str, dict[str, Any]]) -> NationalMeasureEdition:
    """Make an edition with its rows."""
    edition = NationalMeasureEdition.objects.create(
        code=code,
        title=f"一覧（{code}）",
        as_of="ある時点",
        source_note="出典",
        released_at=NOON,
    )
    NationalMeasure.objects.bulk_create(
        NationalMeasure(edition=edition, code=key, benefit_marks=0, **row)
        for key, row in rows.items()
    )
    return edition


def row_of(edition: NationalMeasureEdition, code: str) -> NationalMeasure:
    """Return the row of an edition."""
    return NationalMeasure.objects.get(edition=edition, code=code)


def add_answer(
    edition: NationalMeasureEdition,
    name: str,
    relation: CrosswalkRelation,
    target: str | None,
    *,
    former: str = "H30",
    source: NationalMeasure | None = None,
    confirmed: bool = True,
) -> CrosswalkRow:
    """Add a row of the crosswalk to an edition."""
    return CrosswalkRow.objects.create(
        from_edition=former,
        position=CrosswalkRow.objects.filter(from_edition=former, to_edition=edition).count(),
        name=name,
        source=source,
        to_edition=edition,
        relation=relation,
        target=row_of(edition, target) if target else None,
        reason=f"「{name}」の理由。",
        confirmed_at=NOON if confirmed else None,
        confirmed_by="管理者" if confirmed else "",
    )


def make_second_edition() -> NationalMeasureEdition:
    """Make R1, R2 and the confirmed crosswalk from R1 and from the names of H30; return R2."""
    former = make_edition("R1", FORMER)
    later = make_edition("R2", LATER)
    for code, (relation, target) in ANSWERS.items():
        source = row_of(former, code)
        add_answer(later, source.name, relation, target, former="R1", source=source)
    add_answer(later, NAME_ONLY, SAME, "01-08")
    return later


def add_link(
    plan: Plan,
    code: str,
    *,
    measure: str = "online",
    edition: str = "R1",
    name: str = "",
    number: int = 0,
) -> NationalLink:
    """Let a measure of a plan answer to a row, or without `code` to a name alone."""
    source = NationalMeasure.objects.get(edition__code=edition, code=code) if code else None
    owner = Measure.objects.get(plan=plan, uid=measure)
    return NationalLink.objects.create(
        plan=plan,
        uid=f"link-{code or 'name'}-{number}",
        measure=owner,
        position=owner.national_links.count(),
        source=source,
        edition=edition,
        no=source.no if source else None,
        code=code,
        name=source.name if source else name,
    )


def add_all_links(plan: Plan) -> None:
    """Let the measures of the small plan answer to every row of R1 and to a name of H30."""
    for code in FORMER:
        add_link(plan, code, measure="online" if code < "01-05" else "review")
    add_link(plan, "", edition="H30", name=NAME_ONLY, measure="review")

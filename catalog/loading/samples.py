"""The sample measures of a guide file → unsaved rows, and what hangs on each of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from catalog.enums import ErratumKind, SampleMark
from catalog.loading.node import Node
from catalog.loading.reconcile import Column, Table, columns
from catalog.models import (
    GuideEdition,
    Pillar,
    SampleCaseRef,
    SampleMeasure,
    SampleNationalMeasure,
)

SAMPLES = Table(
    model=SampleMeasure,
    kind=ErratumKind.SAMPLE_MEASURE,
    printed=(
        Column("group_no", "pillar", attrgetter("pillar.no")),
        *columns("mark", "name", "field", "body", "kpis", "schedule"),
    ),
    ours=columns("audience_fit", "audience_fit_reason", "search_text"),
)
NATIONALS = Table(
    model=SampleNationalMeasure,
    kind=ErratumKind.SAMPLE_NATIONAL_MEASURE,
    printed=columns("name", "recap", "bullets"),
)
CASES = Table(
    model=SampleCaseRef,
    kind=ErratumKind.SAMPLE_CASE_REF,
    printed=columns("no", "title", "organisation"),
)


@dataclass(slots=True)
class Samples:
    """Samples by seq; what hangs on them by "seq/position"."""

    measures: dict[str, SampleMeasure] = field(default_factory=dict)
    nationals: dict[str, SampleNationalMeasure] = field(default_factory=dict)
    cases: dict[str, SampleCaseRef] = field(default_factory=dict)

    def point_to_pillars(self, saved: Mapping[str, Pillar]) -> None:
        """Put the saved pillar in place of the unsaved one that the file made."""
        for row in self.measures.values():
            row.pillar = saved[str(row.pillar.no)]

    def point_to_measures(self, saved: Mapping[str, SampleMeasure]) -> None:
        """Put the saved sample in place of the unsaved one that the file made."""
        for national in self.nationals.values():
            national.sample = saved[str(national.sample.seq)]
        for case in self.cases.values():
            case.sample = saved[str(case.sample.seq)]


def read_samples(nodes: Node, *, edition: GuideEdition, pillars: Mapping[str, Pillar]) -> Samples:
    """Read the sample measures of a file.

    Args:
        nodes: the list of samples.
        edition: the edition they belong to.
        pillars: the pillars of the same file by number; `group_no` must name one.

    Raises:
        FixtureError: a malformed sample, a seq given twice, a group without its pillar.
    """
    samples = Samples()
    for node in nodes.items():
        cell = node.members(
            "seq", "group_no", "mark", "name", "field", "body", "kpis", "schedule",
            "national_measures", "case_refs",
        )  # fmt: skip
        seq = cell["seq"].integer(1, 9_999)
        if str(seq) in samples.measures:
            cell["seq"].fail(f"通し番号 {seq} が二度あります。")
        group_no = cell["group_no"].integer(1, 6)
        if str(group_no) not in pillars:
            cell["group_no"].fail(f"番号 {group_no} の柱がこのファイルにありません。")
        sample = SampleMeasure(
            edition=edition,
            seq=seq,
            pillar=pillars[str(group_no)],
            mark=str(cell["mark"].choice(SampleMark)),
            name=cell["name"].text(200),
            field=cell["field"].text(60),
            body=cell["body"].texts(),
            kpis=cell["kpis"].texts(),
            schedule=cell["schedule"].texts(),
        )
        nationals = [
            _read_national(item, sample, position)
            for position, item in enumerate(cell["national_measures"].items(), start=1)
        ]
        cases = [
            _read_case(item, sample, position)
            for position, item in enumerate(cell["case_refs"].items(), start=1)
        ]
        sample.search_text = sample.compose_search_text(nationals, cases)
        samples.measures[str(seq)] = sample
        samples.nationals |= {f"{seq}/{row.position}": row for row in nationals}
        samples.cases |= {f"{seq}/{row.position}": row for row in cases}
    return samples


def _read_national(node: Node, sample: SampleMeasure, position: int) -> SampleNationalMeasure:
    cell = node.members("name", "recap", "bullets")
    return SampleNationalMeasure(
        sample=sample,
        position=position,
        name=cell["name"].text(200),
        recap=cell["recap"].boolean(),
        bullets=cell["bullets"].texts(),
    )


def _read_case(node: Node, sample: SampleMeasure, position: int) -> SampleCaseRef:
    cell = node.members("no", "title", "organisation")
    return SampleCaseRef(
        sample=sample,
        position=position,
        no=cell["no"].text(10),
        title=cell["title"].text(200),
        organisation=cell["organisation"].text(60),
    )

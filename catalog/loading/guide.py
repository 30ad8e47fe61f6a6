"""The file of one edition of the guide → chapters, sections, pillars and sample measures."""

from catalog.enums import Audience, ErratumKind, LawArticleSource
from catalog.loading.edition import load_edition, read_fits
from catalog.loading.node import Node
from catalog.loading.reconcile import (
    Table,
    cells_by_row,
    columns,
    compare,
    remove,
    write,
)
from catalog.loading.report import FileReport
from catalog.loading.samples import CASES, NATIONALS, SAMPLES, Samples, read_samples
from catalog.models import (
    GuideChapter,
    GuideEdition,
    GuideSection,
    Pillar,
    SampleCaseRef,
    SampleMeasure,
    SampleNationalMeasure,
)

EDITIONS = Table(
    model=GuideEdition,
    kind=ErratumKind.GUIDE_EDITION,
    printed=columns(
        "title", "audience", "published_on", "as_of", "source_note", "source_url", "footnotes"
    ),
    ours=columns("released_at"),
)
CHAPTERS = Table(
    model=GuideChapter,
    kind=ErratumKind.GUIDE_CHAPTER,
    printed=columns("title", "paragraphs", "footnotes"),
)
SECTIONS = Table(
    model=GuideSection,
    kind=ErratumKind.GUIDE_SECTION,
    printed=columns("title", "example", "explanation", "footnotes", "required_note"),
)
PILLARS = Table(
    model=Pillar,
    kind=ErratumKind.PILLAR,
    printed=columns("name", "short_name", "policy", "law_article", "law_article_source"),
)
KINDS = (
    ErratumKind.GUIDE_EDITION,
    ErratumKind.GUIDE_CHAPTER,
    ErratumKind.GUIDE_SECTION,
    ErratumKind.PILLAR,
    ErratumKind.SAMPLE_MEASURE,
    ErratumKind.SAMPLE_NATIONAL_MEASURE,
    ErratumKind.SAMPLE_CASE_REF,
)


def load_guide(root: Node) -> FileReport:
    """Load an edition of the guide.

    Rows are known again by their number: chapters by position, sections and pillars by no,
    samples by seq.

    Raises:
        FixtureError: see `load_file`.
    """
    members = root.members("kind", "source", "edition", "rows", optional=("errata", "readings"))
    edition, ledger, edition_report = load_edition(
        EDITIONS,
        _read_edition(members["edition"]),
        node=members["edition"],
        errata=members.get("errata"),
        kinds=KINDS,
    )
    rows = members["rows"].members("general", "sections", "pillars", "sample_measures")
    chapters = _read_chapters(rows["general"], edition=edition)
    sections = _read_sections(rows["sections"], edition=edition)
    pillars = _read_pillars(rows["pillars"], edition=edition)
    samples = read_samples(rows["sample_measures"], edition=edition, pillars=pillars)
    for key, (fit, reason) in read_fits(members.get("readings"), known=samples.measures).items():
        samples.measures[key].audience_fit = fit
        samples.measures[key].audience_fit_reason = reason
    ledger.check(
        cells_by_row(EDITIONS, {"": edition})
        | cells_by_row(CHAPTERS, chapters)
        | cells_by_row(SECTIONS, sections)
        | cells_by_row(PILLARS, pillars)
        | cells_by_row(SAMPLES, samples.measures)
        | cells_by_row(NATIONALS, samples.nationals)
        | cells_by_row(CASES, samples.cases)
    )

    stored_chapters = {str(row.position): row for row in edition.chapters.all()}
    stored_sections = {str(row.no): row for row in edition.sections.all()}
    stored_pillars = {str(row.no): row for row in edition.pillars.all()}
    stored = _stored_samples(edition)

    chapter_changes = compare(CHAPTERS, stored=stored_chapters, wanted=chapters, ledger=ledger)
    section_changes = compare(SECTIONS, stored=stored_sections, wanted=sections, ledger=ledger)
    pillar_changes = compare(PILLARS, stored=stored_pillars, wanted=pillars, ledger=ledger)
    write(chapter_changes)
    write(section_changes)
    write(pillar_changes)
    samples.point_to_pillars(pillars | stored_pillars)
    sample_changes = compare(
        SAMPLES, stored=stored.measures, wanted=samples.measures, ledger=ledger
    )
    write(sample_changes)
    samples.point_to_measures(samples.measures | stored.measures)
    national_changes = compare(
        NATIONALS, stored=stored.nationals, wanted=samples.nationals, ledger=ledger
    )
    case_changes = compare(CASES, stored=stored.cases, wanted=samples.cases, ledger=ledger)
    write(national_changes)
    write(case_changes)

    # What hangs on a row goes before the row.
    remove(case_changes, file=ledger.file)
    remove(national_changes, file=ledger.file)
    remove(sample_changes, file=ledger.file)
    remove(pillar_changes, file=ledger.file)
    remove(section_changes, file=ledger.file)
    remove(chapter_changes, file=ledger.file)
    return FileReport(
        file=ledger.file,
        edition=edition.code,
        tables=(
            edition_report,
            chapter_changes.report,
            section_changes.report,
            pillar_changes.report,
            sample_changes.report,
            national_changes.report,
            case_changes.report,
            ledger.record(KINDS),
        ),
    )


def _stored_samples(edition: GuideEdition) -> Samples:
    """Return the samples of the database with the keys of the file, in three queries."""
    return Samples(
        measures={
            str(row.seq): row
            for row in SampleMeasure.objects.filter(edition=edition).select_related("pillar")
        },
        nationals={
            f"{row.sample.seq}/{row.position}": row
            for row in SampleNationalMeasure.objects.filter(sample__edition=edition).select_related(
                "sample"
            )
        },
        cases={
            f"{row.sample.seq}/{row.position}": row
            for row in SampleCaseRef.objects.filter(sample__edition=edition).select_related(
                "sample"
            )
        },
    )


def _read_edition(node: Node) -> GuideEdition:
    cell = node.members(
        "code", "title", "audience", "published_on", "as_of", "source_note", "source_url",
        "footnotes", "released_at",
    )  # fmt: skip
    return GuideEdition(
        code=cell["code"].text(20),
        title=cell["title"].text(200),
        audience=str(cell["audience"].choice(Audience)),
        published_on=cell["published_on"].or_none(Node.day),
        as_of=cell["as_of"].text(60),
        source_note=cell["source_note"].text(lines=True),
        source_url=cell["source_url"].url(500, blank=True),
        footnotes=_read_footnotes(cell["footnotes"]),
        released_at=cell["released_at"].or_none(Node.moment),
    )


def _read_chapters(nodes: Node, *, edition: GuideEdition) -> dict[str, GuideChapter]:
    rows = {}
    for position, node in enumerate(nodes.items(), start=1):
        cell = node.members("title", "paragraphs", "footnotes")
        rows[str(position)] = GuideChapter(
            edition=edition,
            position=position,
            title=cell["title"].text(200),
            paragraphs=cell["paragraphs"].texts(),
            footnotes=_read_footnotes(cell["footnotes"]),
        )
    return rows


def _read_sections(nodes: Node, *, edition: GuideEdition) -> dict[str, GuideSection]:
    rows: dict[str, GuideSection] = {}
    for node in nodes.items():
        cell = node.members("no", "title", "example", "explanation", "footnotes", "required_note")
        no = cell["no"].integer(1, 7)
        if str(no) in rows:
            cell["no"].fail(f"項の番号 {no} が二度あります。")
        rows[str(no)] = GuideSection(
            edition=edition,
            no=no,
            title=cell["title"].text(200),
            example=cell["example"].text_or_none(lines=True),
            explanation=cell["explanation"].texts(),
            footnotes=_read_footnotes(cell["footnotes"]),
            required_note=cell["required_note"].text(blank=True, lines=True),
        )
    return rows


def _read_pillars(nodes: Node, *, edition: GuideEdition) -> dict[str, Pillar]:
    rows: dict[str, Pillar] = {}
    for node in nodes.items():
        cell = node.members(
            "no", "name", "short_name", "policy", "law_article", "law_article_source"
        )
        no = cell["no"].integer(1, 6)
        if str(no) in rows:
            cell["no"].fail(f"柱の番号 {no} が二度あります。")
        law_article = cell["law_article"].text(40, blank=True)
        source = str(cell["law_article_source"].choice(LawArticleSource, blank=True))
        if bool(law_article) != bool(source):
            cell["law_article_source"].fail("法の条項と、その典拠は、両方書くか両方空にします。")
        rows[str(no)] = Pillar(
            edition=edition,
            no=no,
            name=cell["name"].text(100),
            short_name=cell["short_name"].text(60),
            policy=cell["policy"].text(blank=True, lines=True),
            law_article=law_article,
            law_article_source=source,
        )
    return rows


def _read_footnotes(nodes: Node) -> list[dict[str, int | str]]:
    """Return footnotes: number, the words that carry the mark, and the note."""
    notes: list[dict[str, int | str]] = []
    for node in nodes.items():
        cell = node.members("no", "after", "text")
        notes.append(
            {
                "no": cell["no"].integer(1, 999),
                "after": cell["after"].text(200),
                "text": cell["text"].text(),
            }
        )
    return notes

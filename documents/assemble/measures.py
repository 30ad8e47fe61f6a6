"""A placed measure → its sheet (個別施策)."""

from documents import tree
from documents.assemble.blocks import block_nodes
from documents.assemble.book import Book, first_text, head, link_or_text, paragraph, plain
from documents.assemble.kpis import kpi_nodes
from documents.assemble.outline import Place
from documents.assemble.schedules import SIGNS, first_year, schedule_nodes
from documents.content import (
    Measure,
    MeasureSection,
    MeasureStatus,
    NationalLink,
    Paragraph,
    ResponsibilityRole,
    SectionKind,
    Tag,
    TagScheme,
)

REPRINT = "【再掲】"
NAMELESS = "（名称のない施策）"
HIGHEST_LEVEL = 6

STATUS_WORDS = {
    MeasureStatus.NEW: "新規",
    MeasureStatus.CONTINUED: "継続",
    MeasureStatus.EXPANDED: "拡充",
}
SECTION_TITLES = {
    SectionKind.SITUATION: "現状と課題",
    SectionKind.ACTIONS: "取組内容",
    SectionKind.EFFECTS: "期待される効果",
    SectionKind.MEANS: "主な推進方策",
    SectionKind.OTHER: "",
}
SCHEME_WORDS = {
    TagScheme.PILLAR: "基本的な方針の柱",
    TagScheme.FIELD: "重点分野",
    TagScheme.ARTICLE: "基本法の条",
    TagScheme.BENEFIT: "期待される効果",
    TagScheme.ISSUE: "課題",
    TagScheme.AIM: "目的",
    TagScheme.SDG: "SDGs",
    TagScheme.OWN: "",
}


def facts_table(
    rows: list[tuple[str, tuple[tree.Inlines, ...]]],
    role: tree.TableRole = tree.TableRole.FACTS,
) -> list[tree.Node]:
    """Return a two-column table of names and values, without the empty ones; [] for none."""
    filled = [(name, value) for name, value in rows if any(value)]
    if not filled:
        return []
    return [
        tree.Table(
            head=(),
            rows=tuple((head(name), tree.Cell(paragraphs=value)) for name, value in filled),
            widths=(3, 10),
            role=role,
        )
    ]


def tag_texts(tags: list[Tag], titles: tuple[str, ...]) -> tuple[str, ...]:
    """Return one text per scheme with the labels of `tags`.

    A pillar that a title above already says is not said again.
    """
    texts = []
    for scheme, word in SCHEME_WORDS.items():
        labels = [
            tag.label
            for tag in tags
            if tag.scheme is scheme
            and not (scheme is TagScheme.PILLAR and any(tag.label in title for title in titles))
        ]
        if labels:
            joined = "、".join(labels)
            texts.append(f"{word}：{joined}" if word else joined)
    return tuple(texts)


def measure_name(measure: Measure) -> str:
    """Return what a reference calls a measure: its name, or the first words of its text."""
    name = f"{measure.mark}{measure.name}"
    return name or first_text(measure.body) or NAMELESS


def _facts(book: Book, measure: Measure) -> list[tree.Node]:
    tags = [book.tags[uid] for uid in measure.tags]
    titles = book.outline.titles.get(measure.uid, ())

    def people(role: ResponsibilityRole) -> str:
        return "、".join(one.name for one in measure.responsibilities if one.role is role)

    def value(*texts: str) -> tuple[tree.Inlines, ...]:
        return tuple(plain(text) for text in texts if text)

    status = "" if measure.status is None else STATUS_WORDS[measure.status]
    return facts_table(
        [
            ("区分", value(status)),
            ("分類", value(*tag_texts(tags, titles))),
            ("担当課", value(people(ResponsibilityRole.LEAD))),
            ("連携先", value(people(ResponsibilityRole.PARTNER))),
            ("共同で行う団体", value(measure.joint_with)),
        ]
    )


def _sections(book: Book, sections: tuple[MeasureSection, ...]) -> list[tree.Node]:
    nodes: list[tree.Node] = []
    for section in sections:
        title = section.title or SECTION_TITLES[section.kind]
        if title:
            nodes.append(tree.Label(text=title))
        nodes.extend(block_nodes(book, section.body))
    return nodes


def _bullets(label: str, items: list[tree.Inlines]) -> list[tree.Node]:
    if not items:
        return []
    rows = tuple(tree.Item(level=0, number="", inlines=item) for item in items)
    return [tree.Label(text=label), tree.ItemList(items=rows)]


def national_text(link: NationalLink) -> str:
    """Return a national measure as print names it: number, name, edition."""
    number = "" if link.no is None else f"No.{link.no}\u3000"
    return f"{number}{link.name}（{link.edition}）" if link.edition else f"{number}{link.name}"


def _cases(measure: Measure) -> list[tree.Inlines]:
    items = []
    for case in measure.cases:
        number = plain(f"{case.no}\u3000") if case.no else ()
        organization = plain(f"（{case.organization}）") if case.organization else ()
        items.append((*number, *link_or_text(case.title, case.url), *organization))
    return items


def _related(book: Book, measure: Measure) -> list[tree.Inlines]:
    items: list[tree.Inlines] = []
    for uid in measure.related:
        place = book.outline.homes[uid]
        name = measure_name(book.measures[uid])
        items.append((tree.Reference(number=place.number, text=name, anchor=place.anchor),))
    return items


def _references(book: Book, measure: Measure) -> list[tree.Node]:
    nodes: list[tree.Node] = []
    if book.content.prints_national_measures:
        national = [plain(national_text(link)) for link in measure.national_measures]
        nodes.extend(_bullets("対応する国の施策", national))
    nodes.extend(_bullets("類似の事例", _cases(measure)))
    nodes.extend(
        facts_table(
            [
                ("支援策", (plain(measure.support),)),
                ("予算", (plain(measure.budget),)),
            ]
        )
    )
    nodes.extend(_bullets("関連施策", _related(book, measure)))
    return nodes


def _nameless_body(book: Book, measure: Measure, place: Place, *, reprint: bool) -> list[tree.Node]:
    """The text in place of a heading, with the number before it: 「・…」."""
    anchor = book.issue(place.anchor)
    first, rest = measure.body[:1], measure.body[1:]
    lead: tree.Inlines = ()
    if first and isinstance(first[0], Paragraph):
        lead = book.inlines(first[0].text, first[0].marks)
    else:
        rest = measure.body
    words = (*plain(measure.mark), *lead, *plain(REPRINT if reprint else ""))
    opener = tree.Paragraph(
        inlines=words or plain(NAMELESS),
        role=tree.ParagraphRole.BULLET if place.number else tree.ParagraphRole.BODY,
        anchor=anchor,
        number=place.number,
        counter=place.counter,
    )
    return [opener, *_facts(book, measure), *block_nodes(book, rest)]


def _schedule(book: Book, measure: Measure) -> list[tree.Node]:
    """The schedule; under the first grid of the book stands what its signs mean."""
    period = book.content.period
    end = None if period is None else period.end
    nodes = schedule_nodes(
        measure.schedule,
        book.content.look.schedule_label,
        last_year=None if end is None else first_year(end),
    )
    grids = [
        index
        for index, node in enumerate(nodes)
        if isinstance(node, tree.Table) and any(one.bar for row in node.rows for one in row)
    ]
    if grids and not book.signs_said:
        book.signs_said = True
        nodes.insert(grids[0] + 1, paragraph(SIGNS, tree.ParagraphRole.SOURCE))
    return nodes


def measure_nodes(book: Book, measure: Measure, place: Place, *, reprint: bool) -> list[tree.Node]:
    """Return the sheet of a measure at `place`, in full also where it is a 再掲.

    Order: heading, facts, body, named blocks, KPIs, schedule, national measures, cases, support
    and budget, related measures, notes. A measure without a name has its text for a heading.
    """
    look = book.content.look
    nodes: list[tree.Node]
    if measure.name:
        heading = tree.Heading(
            level=min(place.level, HIGHEST_LEVEL),
            number=place.number,
            counter=place.counter,
            text=f"{measure.mark}{measure.name}",
            anchor=book.issue(place.anchor),
            marks=(REPRINT,) if reprint else (),
        )
        nodes = [heading, *_facts(book, measure), *block_nodes(book, measure.body)]
    else:
        nodes = _nameless_body(book, measure, place, reprint=reprint)
    nodes.extend(_sections(book, measure.sections))
    nodes.extend(kpi_nodes(measure.kpis, look.kpi_label))
    nodes.extend(_schedule(book, measure))
    nodes.extend(_references(book, measure))
    nodes.extend(block_nodes(book, measure.notes))
    return nodes

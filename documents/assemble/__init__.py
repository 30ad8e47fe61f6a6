"""PlanContent → Document: order, numbering, contents list, cross-references.

Printed in this order: cover, foreword, 改定履歴, 目次, 図表目次, chapters with their measures,
measures that stand in no chapter, この計画について with the 奥付. Every string that a person wrote
stands somewhere in the document; tests/documents/assemble/test_completeness.py names the
exceptions.
"""

from dataclasses import replace

from documents import tree
from documents.assemble.blocks import block_nodes
from documents.assemble.book import Book, shown_of
from documents.assemble.colophon import colophon_nodes, unplaced_nodes
from documents.assemble.facts import SHOWN_TITLES, shown_nodes
from documents.assemble.frame import framed
from documents.assemble.front import cover_node, foreword_nodes, revision_nodes
from documents.assemble.measures import HIGHEST_LEVEL, measure_nodes
from documents.content import (
    Chapter,
    ChapterKind,
    EditionRecord,
    Pattern,
    PlanContent,
)

CONTENTS_LEVELS = 3
_ON_A_NEW_PAGE = frozenset({ChapterKind.PART, ChapterKind.GLOSSARY, ChapterKind.APPENDIX})


def _chapter_nodes(book: Book, chapter: Chapter) -> list[tree.Node]:
    place = book.outline.chapters[chapter.uid]
    heading = tree.Heading(
        level=min(place.level, HIGHEST_LEVEL),
        number=place.number,
        counter=place.counter,
        text=chapter.title,
        anchor=book.issue(place.anchor),
        starts_page=place.level == 1 and chapter.kind in _ON_A_NEW_PAGE,
    )
    nodes: list[tree.Node] = [heading, *block_nodes(book, chapter.body)]
    shows = shown_of(chapter)
    for shown in shows:
        facts = shown_nodes(book, shown)
        if facts and len(shows) > 1:
            nodes.append(tree.Label(text=SHOWN_TITLES[shown]))
        nodes.extend(facts)
    for placement in chapter.placements:
        measure = book.measures[placement.measure]
        where = book.outline.placements[placement.uid]
        nodes.extend(measure_nodes(book, measure, where, reprint=where.reprint))
    for child in chapter.children:
        nodes.extend(_chapter_nodes(book, child))
    # The heading would stand alone on a page where the next thing is a table turned sideways.
    opens = len(nodes) > 1 and isinstance(nodes[1], tree.Table)
    return _turned_whole(nodes) if opens or len(shows) == 1 else nodes


def _turned_whole(nodes: list[tree.Node]) -> list[tree.Node]:
    """Turn a chapter sideways with its heading where it has one table and that one is turned."""
    heading, *rest = nodes
    tables = [node for node in rest if isinstance(node, tree.Table)]
    others = all(isinstance(node, tree.Table | tree.Paragraph) for node in rest)
    if not (others and len(tables) == 1 and tables[0].landscape):
        return nodes
    assert isinstance(heading, tree.Heading)
    return [
        replace(heading, landscape=True),
        *(replace(n, landscape=False) if isinstance(n, tree.Table) else n for n in rest),
    ]


def _contents(nodes: list[tree.Node]) -> list[tree.Node]:
    entries = tuple(
        tree.ContentsEntry(
            level=node.level,
            number=node.number,
            text=node.text + "".join(node.marks),
            anchor=node.anchor,
        )
        for node in nodes
        if isinstance(node, tree.Heading) and node.level <= CONTENTS_LEVELS
    )
    return [tree.Contents(title="目次", entries=entries)] if entries else []


def _caption_contents(nodes: list[tree.Node]) -> list[tree.Node]:
    """The 図表目次: figures, then tables; nothing where there is no figure."""
    entries: dict[tree.CaptionKind, list[tree.ContentsEntry]] = {
        kind: [] for kind in tree.CaptionKind
    }
    for node in nodes:
        if not isinstance(node, tree.Figure | tree.Chart | tree.Diagram | tree.Table):
            continue
        caption = node.caption
        if caption is not None and node.anchor:  # printed again, it has no anchor
            number = tree.caption_number(caption)
            entries[caption.kind].append(
                tree.ContentsEntry(level=1, number=number, text=caption.text, anchor=node.anchor)
            )
    if not entries[tree.CaptionKind.FIGURE]:
        return []
    return [
        tree.Contents(
            title="図表目次" if kind is tree.CaptionKind.FIGURE else "",
            entries=tuple(found),
            captions=kind,
        )
        for kind, found in entries.items()
        if found
    ]


def assemble(content: PlanContent, record: EditionRecord | None) -> tree.Document:
    """Return the document of an edition, or of a draft (marked 案) where `record` is None.

    `content` is sound by documents.validation.check_content; a reference to nothing raises
    KeyError. The same arguments give an equal document.
    """
    book = Book.of(content)
    front = [
        cover_node(content, record),
        *foreword_nodes(book),
        *revision_nodes(book, record),
    ]
    body: list[tree.Node] = []
    for chapter in content.chapters:
        body.extend(_chapter_nodes(book, chapter))
    body.extend(unplaced_nodes(book))
    body.extend(colophon_nodes(book, record))
    own_name = content.short_name if content.pattern is Pattern.EMBEDDED else ""
    return framed(
        content,
        record,
        title=content.title,
        header=own_name or content.title,
        nodes=(*front, *_contents(body), *_caption_contents([*front, *body]), *body),
        footnotes=book.called_footnotes(),
    )

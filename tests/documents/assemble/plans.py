"""Small plans for tests of the assembly."""

from dataclasses import replace
from typing import Any

from documents.assemble import assemble
from documents.content import (
    Chapter,
    Measure,
    OrganizationName,
    Paragraph,
    Placement,
    PlanContent,
)
from documents.tree import Document, Node, strings_of


def plan(**fields: Any) -> PlanContent:
    """Return an almost empty plan with `fields` set."""
    empty = PlanContent(
        uid="plan", title="計画", organization=OrganizationName(code="080004", name="県")
    )
    return replace(empty, **fields)


def chapter(uid: str, *children: Chapter, **fields: Any) -> Chapter:
    """Return a chapter titled by its uid."""
    return Chapter(uid=uid, title=uid, children=children, **fields)


def text(uid: str, words: str) -> Paragraph:
    """Return a paragraph."""
    return Paragraph(uid=uid, text=words)


def with_measure(measure: Measure, **fields: Any) -> PlanContent:
    """Return a plan of one chapter that places one measure."""
    place = Placement(uid="p-1", measure=measure.uid)
    return plan(chapters=(chapter("c1", placements=(place,)),), measures=(measure,), **fields)


def draft(content: PlanContent) -> Document:
    """Return the document of a draft."""
    return assemble(content, None)


def after_heading(document: Document, title: str) -> tuple[Node, ...]:
    """Return the nodes that stand after the heading with this text."""
    nodes = document.nodes
    places = [index for index, node in enumerate(nodes) if getattr(node, "text", "") == title]
    return nodes[places[0] + 1 :]


def words(nodes: tuple[Node, ...]) -> list[str]:
    """Return the strings of nodes."""
    return strings_of(Document(title="", author="", subject="", nodes=nodes))

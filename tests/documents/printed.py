"""How the two demo plans read on paper: their texts as lists of printed lines."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from documents.codec import parse_plan
from documents.content import (
    Block,
    ListBlock,
    Measure,
    Paragraph,
    PlanContent,
    TermNote,
)

DEMO = Path(__file__).parents[2] / "fixtures" / "demo"


def demo_bytes(name: str) -> bytes:
    return (DEMO / f"{name}.json").read_bytes()


def demo_plan(name: str) -> PlanContent:
    return parse_plan(demo_bytes(name))


def block_lines(plan: PlanContent, blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the text of blocks, one string a paragraph or item, as the plans print it."""
    terms = {term.uid: term for term in plan.terms}
    for block in blocks:
        match block:
            case Paragraph(text=text):
                yield text
            case ListBlock(items=items):
                yield from (item.text for item in items)
            case TermNote(term=uid):
                yield "※" + terms[uid].word
                yield terms[uid].explanation
            case _:
                raise AssertionError(f"the printed plans hold no such block: {block}")


def measures_of(plan: PlanContent) -> dict[str, Measure]:
    """Return the measures by uid."""
    return {measure.uid: measure for measure in plan.measures}


def length(plan: PlanContent, blocks: tuple[Block, ...]) -> int:
    """Count the characters of blocks, white space left out."""
    return sum(len("".join(line.split())) for line in block_lines(plan, blocks))


def digest(lines: Iterable[str]) -> tuple[int, str]:
    """Return length and SHA-256 of the lines that hold text, a line feed between them."""
    text = "\n".join(line for line in lines if line)
    return len(text), hashlib.sha256(text.encode()).hexdigest()


def table(text: str) -> list[list[str]]:
    """Split a typed table: a row a line, cells between bars."""
    return [line.split("|") for line in text.strip("\n").split("\n")]

"""What a person may write into a text field does nothing in a PDF but stand there (attack 28, 30)."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from itertools import cycle, islice, repeat
from typing import Any

import pikepdf
import pytest

from documents.assemble import assemble
from documents.renderers import pdf
from documents.renderers.pdf import render_pdf
from documents.tree import (
    Cell,
    Cover,
    Document,
    Heading,
    Item,
    ItemList,
    Paragraph,
    Table,
    Text,
    strings_of,
)
from documents.validation import DEEPEST_ITEM
from tests.documents.renderers.test_pdf_structure import actions
from tests.documents.samples import FIGURES, everything, record

HOSTILE = (
    '<img src="http://169.254.169.254/latest/meta-data/">',
    '<img src="file:///etc/passwd">',
    '<link rel=attachment href="file:///etc/passwd">',
    '<link rel=stylesheet href="http://169.254.169.254/a.css">',
    "<style>@import url(file:///etc/passwd);@page{background:url(http://169.254.169.254/)}</style>",
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    '<object data="file:///etc/passwd"></object><iframe src="http://169.254.169.254/"></iframe>',
    '&#60;img src="http://169.254.169.254/"&#62;',
    '"} @page { content: url(http://169.254.169.254/) } \\',
    '<a href="javascript:alert(1)">x</a><a rel=attachment href="file:///etc/passwd">y</a>',
)

# Fields that hold no words of people: names inside the program, checked by their own patterns.
_NO_WORDS = frozenset(
    {"anchor", "href", "sha256", "media_type", "accent", "language", "content_sha256"}
)


def spoiled(part: Any, texts: Iterator[str]) -> Any:
    """Return a part of a document with one of `texts` before the words of every text field."""
    if isinstance(part, tuple):
        return tuple(next(texts) + one if type(one) is str else spoiled(one, texts) for one in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    changes: dict[str, Any] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name in _NO_WORDS:
            continue
        if type(value) is str:
            changes[field.name] = next(texts) + value if value else value
        else:
            changes[field.name] = spoiled(value, texts)
    return replace(part, **changes)


@pytest.fixture(scope="module")
def edition() -> Document:
    return assemble(everything(), record())


@pytest.fixture(scope="module")
def usual(edition: Document) -> set[tuple[str, str]]:
    """Kind and address of the links of the plan itself."""
    with pikepdf.open(BytesIO(render_pdf(edition, figures=FIGURES).data)) as opened:
        return set(actions(opened))


@pytest.mark.parametrize("first", [0, 5])
def test_markup_in_every_field_asks_for_nothing_and_embeds_nothing(
    monkeypatch: pytest.MonkeyPatch, edition: Document, usual: set[tuple[str, str]], first: int
) -> None:
    asked: list[str] = []
    real = pdf.FigureFetcher.fetch

    def fetch(self: pdf.FigureFetcher, url: str, headers: object = None) -> Any:
        asked.append(url)
        return real(self, url, headers)

    monkeypatch.setattr(pdf.FigureFetcher, "fetch", fetch)
    texts = islice(cycle(HOSTILE), first, None)
    result = render_pdf(spoiled(edition, texts), figures=FIGURES)
    assert {url.removeprefix("pb-figure:") for url in asked} == set(FIGURES)
    with pikepdf.open(BytesIO(result.data)) as opened:
        assert list(opened.attachments) == []
        assert set(actions(opened)) == usual
        # The title is the first field of a document.
        assert str(opened.docinfo["/Title"]) == HOSTILE[first] + edition.title


def test_the_spoiling_reaches_every_field(edition: Document) -> None:
    spoilt = spoiled(edition, repeat("※"))
    untouched = [text for text in strings_of(spoilt) if not text.startswith("※")]
    # Lines that begin with a number or a word of the program.
    assert [text for text in untouched if "※" not in text] == []
    assert spoilt.header == "※" + edition.header


def small(*nodes: Any) -> Document:
    return Document(title="題", author="県", subject="", nodes=(Cover(title="題"), *nodes))


def test_a_word_without_an_end_is_broken_into_lines() -> None:
    word = "a" * 20_000  # as long as a text may be
    result = render_pdf(small(Paragraph(inlines=(Text(text=word),), anchor="word")))
    with pikepdf.open(BytesIO(result.data)) as opened:
        # 160 mm hold 86 letters of half a width, a page 39 lines; the cover is a page.
        assert len(opened.pages) == 1 + -(-20_000 // (86 * 39))


def test_a_table_of_many_rows_goes_over_many_pages_with_its_heads() -> None:
    def row(number: int) -> tuple[Cell, ...]:
        return tuple(Cell(paragraphs=((Text(text=f"{number}号"),),)) for _ in range(3))

    head = tuple(Cell(paragraphs=((Text(text=name),),), is_head=True) for name in "甲乙丙")
    table = Table(head=(head,), rows=tuple(map(row, range(500))), widths=(1, 1, 1))
    result = render_pdf(small(table))
    with pikepdf.open(BytesIO(result.data)) as opened:
        kinds = [
            str(found.S)
            for found in opened.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/S") in ("/THead", "/TD")
        ]
        assert kinds.count("/TD") == 1500
        assert kinds.count("/THead") == len(opened.pages) - 1


def test_a_list_that_is_nested_as_deeply_as_may_be_is_printed_whole() -> None:
    levels = range(DEEPEST_ITEM + 1)
    items = tuple(
        Item(level=level, number="", inlines=(Text(text=f"{level}段目"),)) for level in levels
    )
    result = render_pdf(small(ItemList(items=items)))
    with pikepdf.open(BytesIO(result.data)) as opened:
        kinds = [
            str(found.S)
            for found in opened.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/S") in ("/L", "/LI")
        ]
    assert (kinds.count("/L"), kinds.count("/LI")) == (len(levels), len(levels))


def test_a_heading_of_a_whole_page_is_printed() -> None:
    heading = Heading(level=1, number="1", text="見出し" * 400, anchor="long")
    result = render_pdf(small(heading, Paragraph(inlines=(Text(text="文"),))))
    assert result.pages["long"] == 2

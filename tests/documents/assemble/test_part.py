"""A chapter or a measure by itself: as it stands in the whole, and nothing else."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from documents.assemble import assemble
from documents.assemble.part import part_of, part_title
from documents.renderers.pdf import render_pdf
from documents.tree import (
    Box,
    Caption,
    CaptionKind,
    Cell,
    Contents,
    ContentsEntry,
    Cover,
    Diagram,
    DiagramKind,
    Document,
    Footnote,
    FootnoteMark,
    Heading,
    Inline,
    Item,
    ItemList,
    Link,
    Node,
    Note,
    Paragraph,
    Reference,
    Table,
    Text,
)
from tests.documents.samples import FIGURES, everything


def heading(level: int, text: str, number: str = "", *, starts_page: bool = False) -> Heading:
    return Heading(level=level, number=number, text=text, anchor=text, starts_page=starts_page)


def words(*inlines: Inline | str) -> Paragraph:
    return Paragraph(inlines=tuple(Text(text=i) if isinstance(i, str) else i for i in inlines))


def document(*nodes: Node, footnotes: tuple[Footnote, ...] = ()) -> Document:
    return Document(
        title="計画",
        author="町",
        subject="",
        nodes=nodes,
        footnotes=footnotes,
        header="柱書き",
        footer_marks=("案",),
    )


ONE = heading(1, "one", "1", starts_page=True)
SUB = heading(2, "sub", "(1)")
TWO = heading(1, "two", "2")


def test_a_part_goes_on_to_the_next_heading_of_its_level() -> None:
    whole = document(ONE, words("a"), SUB, words("b"), TWO, words("c"))
    assert part_of(whole, "sub").nodes == (SUB, words("b"))
    assert part_of(whole, "two").nodes == (TWO, words("c"))


def test_the_first_page_is_the_part_s_own() -> None:
    whole = document(ONE, words("a"), SUB, words("b"), TWO)
    begins = heading(1, "one", "1")
    assert part_of(whole, "one").nodes == (begins, words("a"), SUB, words("b"))


def test_what_holds_for_the_whole_holds_for_the_part() -> None:
    part = part_of(document(Cover(title="計画"), ONE, TWO), "two")
    assert part == document(TWO)


def test_front_matter_ends_before_the_contents() -> None:
    entry = ContentsEntry(level=1, number="", text="two", anchor="two")
    whole = document(heading(1, "foreword"), words("a"), Contents(title="目次", entries=(entry,)))
    assert part_of(whole, "foreword").nodes == (heading(1, "foreword"), words("a"))


def test_a_measure_without_a_name_goes_on_to_the_next_one() -> None:
    first = Paragraph(inlines=(Text(text="一つ目"),), anchor="m-1")
    second = Paragraph(inlines=(Text(text="二つ目"),), anchor="m-2")
    whole = document(ONE, first, words("a"), second, words("b"), TWO)
    assert part_of(whole, "m-1").nodes == (first, words("a"))
    assert part_of(whole, "m-2").nodes == (second, words("b"))


@pytest.mark.parametrize("anchor", ["", "nowhere", "t-1", "fn-1"])
def test_there_is_no_other_part(anchor: str) -> None:
    table = Table(head=(), rows=((Cell(paragraphs=()),),), widths=(1,), anchor="t-1")
    with pytest.raises(KeyError):
        part_of(document(ONE, table), anchor)


def test_footnotes_that_are_not_called_stay_away_and_the_others_keep_their_numbers() -> None:
    notes = tuple(Footnote(number=n, inlines=(Text(text=f"注{n}"),)) for n in (1, 2, 3))
    cell = Cell(paragraphs=((FootnoteMark(number=3),),))
    table = Table(head=(), rows=((cell,),), widths=(1,))
    whole = document(
        ONE, words(FootnoteMark(number=1)), TWO, words(FootnoteMark(number=2)), table,
        footnotes=notes,
    )  # fmt: skip
    assert part_of(whole, "two").footnotes == notes[1:]


OUT, IN = Link(text="外へ", href="#one"), Link(text="中へ", href="#two")
WEB = Link(text="外のページ", href="https://example.jp/#one")


def test_links_that_lead_out_are_words_wherever_they_stand() -> None:
    plain = Text(text="外へ")
    whole = document(
        ONE,
        TWO,
        words(OUT, IN, WEB),
        ItemList(items=(Item(level=0, number="", inlines=(OUT,)),)),
        Note(title="", paragraphs=((OUT,),)),
        Table(head=(), rows=((Cell(paragraphs=((OUT, IN),)),),), widths=(1,)),
    )
    assert part_of(whole, "two").nodes[1:] == (
        words(plain, IN, WEB),
        ItemList(items=(Item(level=0, number="", inlines=(plain,)),)),
        Note(title="", paragraphs=((plain,),)),
        Table(head=(), rows=((Cell(paragraphs=((plain, IN),)),),), widths=(1,)),
    )


def test_a_reference_that_leads_out_keeps_its_number() -> None:
    here = Reference(number="2", text="two", anchor="two")
    there = Reference(number="1", text="one", anchor="one")
    whole = document(ONE, TWO, words(here, there))
    assert part_of(whole, "two").nodes[1:] == (words(here, "1　one"),)


def test_boxes_of_a_diagram_lead_only_to_what_is_there() -> None:
    def diagram(one: str, two: str) -> Diagram:
        roots = (Box(lines=("一",), anchor=one, children=(Box(lines=("二",), anchor=two),)),)
        caption = Caption(kind=CaptionKind.FIGURE, number=5, text="図の名前")
        return Diagram(kind=DiagramKind.SYSTEM, roots=roots, alt="図", caption=caption)

    whole = document(ONE, TWO, diagram("one", "two"))
    assert part_of(whole, "two").nodes[1:] == (diagram("", "two"),)


def test_a_part_is_called_by_its_number_and_title() -> None:
    bullet = Paragraph(inlines=(Text(text="名前のない施策"),), anchor="m-1")
    whole = document(ONE, bullet)
    assert [part_title(whole, anchor) for anchor in ("one", "m-1")] == ["1one", ""]


WHOLE = assemble(everything(), None)
HEADINGS = [node.anchor for node in WHOLE.nodes if isinstance(node, Heading) and node.anchor]


@pytest.mark.parametrize("anchor", HEADINGS)
def test_every_part_of_a_plan_with_everything_is_made(anchor: str) -> None:
    """The renderer refuses a link to nowhere and a footnote that is missing."""
    data = render_pdf(part_of(WHOLE, anchor), figures=FIGURES).data
    assert data.startswith(b"%PDF-")


def test_print_has_the_footnote_s_number_in_the_whole() -> None:
    notes = tuple(Footnote(number=n, inlines=(Text(text=f"注の文{n}"),)) for n in (1, 7))
    whole = document(
        ONE, words(FootnoteMark(number=1)), TWO, words("本文", FootnoteMark(number=7)),
        footnotes=notes,
    )  # fmt: skip
    pdf = PdfReader(BytesIO(render_pdf(part_of(whole, "two")).data))
    text = "".join(page.extract_text() for page in pdf.pages)
    assert re.findall(r"本文\s*(\d)|(\d)\s*注の文", text) == [("7", ""), ("", "7")]

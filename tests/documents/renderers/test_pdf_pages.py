"""How the text breaks into pages: what belongs together stays together."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.assemble import assemble
from documents.renderers.pdf import render_pdf
from documents.tree import (
    Caption,
    CaptionKind,
    Cell,
    Contents,
    Document,
    Heading,
    Item,
    ItemList,
    Label,
    Paragraph,
    Table,
    Text,
    caption_line,
    heading_line,
)
from tests.documents.extraction import squash
from tests.documents.printed import demo_plan
from tests.documents.renderers.test_pdf_attacks import small
from tests.documents.samples import FIGURES, everything, record

DOCUMENTS = {
    "shimokawa": lambda: assemble(demo_plan("shimokawa"), None),
    "ibaraki": lambda: assemble(demo_plan("ibaraki"), None),
    "everything": lambda: assemble(everything(), record()),
}


def body_lines(document: Document, folder: Path) -> list[list[str]]:
    """Return the lines of each page without white space, running head and foot left out."""
    path = folder / "plan.pdf"
    path.write_bytes(render_pdf(document, figures=FIGURES).data)
    # Points: 25 mm from the top, 248 mm high.
    area = ["-x", "0", "-y", "71", "-W", "595", "-H", "703"]
    text = subprocess.run(
        ["pdftotext", "-layout", *area, str(path), "-"], check=True, capture_output=True
    ).stdout.decode()
    pages = [[squash(line) for line in page.split("\n")] for page in text.split("\f")[:-1]]
    return [[line for line in page if line] for page in pages]


def announcing(document: Document) -> Iterator[str]:
    """Yield the lines that announce what follows: headings, labels, captions of tables."""
    for node in document.nodes:
        match node:
            case Heading():
                yield squash(heading_line(node))
            case Label(text=text) | Contents(title=text):
                yield squash(text)
            case Table(caption=caption) if caption is not None:
                yield squash(caption_line(caption))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_page_ends_with_what_announces_something(name: str, tmp_path: Path) -> None:
    document = DOCUMENTS[name]()
    announced = {line for line in announcing(document) if line}
    last = [lines[-1] for lines in body_lines(document, tmp_path) if lines]
    assert [line for line in last if line in announced] == []


def paragraph(text: str) -> Paragraph:
    return Paragraph(inlines=(Text(text=text),))


@pytest.mark.parametrize("lines", range(24, 32))
def test_a_heading_goes_with_what_it_announces(lines: int, tmp_path: Path) -> None:
    filling = [paragraph(f"{number}行目") for number in range(lines)]
    heading = Heading(level=2, number="1", text="見出し", anchor="a")
    pages = body_lines(small(*filling, heading, paragraph("その文")), tmp_path)
    place = next(index for index, page in enumerate(pages) if "1見出し" in page)
    assert pages[place][pages[place].index("1見出し") + 1] == "その文"


def test_no_line_begins_or_ends_with_a_sign_that_may_not(tmp_path: Path) -> None:
    """禁則: in every width, since the text is shifted by one character from line to line."""
    sentence = "「見直し」（①、②及び③）を行い、データ・バンクー・ッッを、整える。"
    nodes = [paragraph("あ" * shift + sentence * 6) for shift in range(30)]
    lines = [line for page in body_lines(small(*nodes), tmp_path)[1:] for line in page]
    assert [
        line for line in lines if line[0] in "、。，．・：；？！）」』】〕》ーッャュョァィゥェォ々"
    ] == []
    assert [line for line in lines if line[-1] in "（「『【〔《"] == []


def test_a_long_address_is_broken_and_stays_on_the_page(tmp_path: Path) -> None:
    address = "https://example.jp/" + "directoryofplans" * 12 + ".html"
    lines = body_lines(small(paragraph("掲載先：" + address)), tmp_path)[1]
    assert "".join(lines) == "掲載先：" + address
    assert len(lines) > 1


def test_items_of_a_list_keep_their_numbers(tmp_path: Path) -> None:
    items = tuple(
        Item(level=0, number=f"{number}.", inlines=(Text(text="項目の文" * 20),))
        for number in range(1, 60)
    )
    pages = body_lines(small(ItemList(items=items, ordered=True)), tmp_path)
    starts = [line for page in pages for line in page if line[0].isdigit()]
    assert [int(line.partition(".")[0]) for line in starts] == list(range(1, 60))
    assert [page[-1] for page in pages[1:] if page[-1].endswith(".")] == []


@pytest.mark.parametrize("characters", [900, 1600, 3000])
@pytest.mark.parametrize("lines", [5, 20, 30])
def test_a_high_row_breaks_and_leaves_the_table_its_heads(
    lines: int, characters: int, tmp_path: Path
) -> None:
    def row(*texts: str, is_head: bool = False) -> tuple[Cell, ...]:
        return tuple(Cell(paragraphs=((Text(text=text),),), is_head=is_head) for text in texts)

    table = Table(
        head=(row("見出し", "内容", is_head=True),),
        rows=(row("短い", "あ" * characters), *(row(f"行{n}", "い" * 20) for n in range(8))),
        widths=(1, 3),
        caption=Caption(kind=CaptionKind.TABLE, number=1, text="表題"),
    )
    filling = [paragraph(f"{number}行目") for number in range(lines)]
    pages = body_lines(small(*filling, table), tmp_path)[1:]
    first = next(index for index, page in enumerate(pages) if "表1表題" in page)
    assert all("見出し内容" in page for page in pages[first:])
    assert any(line.startswith("短いああ") for line in pages[first])

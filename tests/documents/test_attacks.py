"""Hostile texts in every field of a plan stay texts in every rendering.

The numbers are those of the table of attacks in docs/testing.md.
"""

import re
from collections import Counter
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pikepdf
import pytest

from documents.assemble import assemble
from documents.assemble.summary import assemble_summary
from documents.content import PlanContent
from documents.renderers.docx import render_docx
from documents.renderers.html import render_html
from documents.renderers.pdf import render_pdf
from documents.renderers.text import render_text
from documents.renderers.xlsx import render_xlsx
from documents.tree import Document, strings_of
from documents.validation import ContentError, check_content
from tests.documents.extraction import (
    differences,
    docx_extract,
    html_extract,
    pdf_extract,
    squash,
)
from tests.documents.mean_texts import mean_plan
from tests.documents.samples import FIGURES, everything, record

MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[見る](javascript:alert(1))",
    "<svg onload=alert(1)>",
    "<style>@import url(https://evil.example/x.css);</style>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '"><a href="javascript:alert(1)">見る</a>',
    "]]></w:t></w:r><w:r><w:instrText>DDEAUTO c:\\\\x</w:instrText></w:r>",
)
TEMPLATES = ("{{ settings.SECRET_KEY }}", "{% include '/etc/passwd' %}", "%(secret)s", "${7*7}")
CHARACTERS = ("𠮷野家", "葛\U000e0100飾区", "髙橋", "①㈱〜")

TEXTS = {"27": " ".join(MARKUP), "34": " ".join(TEMPLATES), "32": " ".join(CHARACTERS)}


def mean(text: str) -> PlanContent:
    return mean_plan(everything(), text)


@pytest.fixture(params=TEXTS, scope="module")
def text(request: pytest.FixtureRequest) -> str:
    return TEXTS[request.param]


@pytest.fixture(scope="module")
def document(text: str) -> Document:
    return assemble(mean(text), record())


class _Tags(HTMLParser):
    """Notes every tag and attribute that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.names.add(name)
            if name in ("href", "src"):
                self.addresses.add((value or "").partition(":")[0])


def test_case_27_32_34_in_a_page_nothing_but_our_own_tags(document: Document) -> None:
    html = render_html(document, figure_url=lambda sha256: f"/figures/{sha256}")
    seen = _Tags()
    seen.feed(html)
    assert seen.tags & {"script", "style", "link", "iframe", "object", "embed", "base"} == set()
    assert {name for name in seen.names if name.startswith("on") or name == "style"} == set()
    assert {a for a in seen.addresses if not a.startswith(("#", "/figures/"))} <= {"https"}
    assert differences(strings_of(document), html_extract(html).text) == []


def test_case_27_32_34_in_a_pdf_they_are_words(
    document: Document, text: str, tmp_path: Path
) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(render_pdf(document, figures=FIGURES).data)
    # A row that is higher than a page goes on on the next one, heads are repeated there: so what
    # counts is that no character is missing.
    printed = pdf_extract(path).text
    assert squash(text) in printed
    assert Counter(squash("".join(strings_of(document)))) - Counter(printed) == Counter()
    with pikepdf.open(path) as opened:
        assert opened.attachments == {}
        names = {str(key) for key in opened.Root}
        assert names & {"/OpenAction", "/AA", "/JavaScript", "/AcroForm"} == set()
        actions = {
            str(note.A.S)
            for page in opened.pages
            for note in page.get("/Annots", [])
            if "/A" in note
        }
        assert actions <= {"/URI"}


def test_case_27_32_34_in_a_docx_they_are_words(document: Document) -> None:
    data = render_docx(document, figures=FIGURES)
    assert differences(strings_of(document), docx_extract(data).text) == []
    with ZipFile(BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
    commands = {words.split()[0] for words in re.findall(r"<w:instrText[^>]*>([^<]*)<", body)}
    assert commands <= {"TOC", "PAGEREF", "NOTEREF", "REF", "SEQ", "PAGE"}
    outside = set(re.findall(r'Target="(\w+):[^"]*"[^>]*TargetMode="External"', relations))
    assert outside <= {"https"}
    docx.Document(BytesIO(data))


def test_case_27_32_34_in_a_text_file_they_are_words(document: Document, text: str) -> None:
    assert squash(text) in squash(render_text(document))


def test_case_27_32_34_in_a_workbook_they_are_words(text: str) -> None:
    book = openpyxl.load_workbook(BytesIO(render_xlsx(mean(text), record())))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} == {"s"}
    assert any(cell.value == text for cell in cells)


def test_case_27_32_34_in_a_summary_they_are_words(text: str) -> None:
    document = assemble_summary(mean(text), record())
    html = render_html(document, figure_url=lambda sha256: f"/figures/{sha256}")
    assert differences(strings_of(document), html_extract(html).text) == []


@pytest.mark.parametrize(
    "bad", ["\x00", "\x1b", "\x85", "\ud800", "\ufffe", "\u202e", "\u2066"], ids=ascii
)
def test_case_31_what_no_file_can_carry_is_refused_where_it_stands(bad: str) -> None:
    with pytest.raises(ContentError) as refusal:
        check_content(mean(f"前{bad}後"))
    assert str(refusal.value.problems[0]).startswith("plan.title：")

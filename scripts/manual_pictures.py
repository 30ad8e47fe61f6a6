"""Draws the pages of a book that the manual shows: docs/manual/book/ → docs/images/book-*.png.

Run after a change of how a book looks: `.venv/bin/python scripts/manual_pictures.py`. Needs
pdftoppm (poppler-utils).
"""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from documents.assemble import assemble  # noqa: E402 - the path is set above
from documents.assemble.summary import assemble_summary  # noqa: E402
from documents.codec import parse_plan  # noqa: E402
from documents.content import Capacity, Decision, EditionRecord, WrittenDate  # noqa: E402
from documents.eras import DateReading  # noqa: E402
from documents.renderers.pdf import PdfResult, render_pdf  # noqa: E402

BOOK = ROOT / "docs" / "manual" / "book"
IMAGES = ROOT / "docs" / "images"
_DOTS_PER_INCH = 60
# Name of the picture → anchor whose page it shows ("" is the first page), and how many pages on.
PAGES = {
    "cover": ("", 0),
    "foreword": ("foreword", 0),
    "revisions": ("revisions", 0),
    "contents": ("contents", 0),
    "chart": ("c-ch-1", 0),
    "governance": ("c-ch-3", 0),
    "system": ("c-ch-4", 0),
    "measure": ("m-m-1", 1),
    "figure": ("m-m-2", 0),
    "measure-list": ("c-ap-1", 0),
    "kpi-list": ("c-ap-2", 0),
    "correspondence": ("c-ap-3", 0),
    "colophon": ("about", 0),
}


def record() -> EditionRecord:
    """Return what was decided on the sample."""
    day = WrittenDate(written="令和7年3月24日", reading=DateReading.parse("2025-03-24"))
    decision = Decision(
        step=1,
        name="髙橋\u3000葛\U000e0100子",
        post="町長",
        capacity=Capacity.SELF,
        decided_on=day,
        content_sha256="0" * 64,
    )
    return EditionRecord(
        edition_no=1,
        edition_label="初版",
        content_sha256="0" * 64,
        decisions=(decision,),
        decided_on=day,
        department="企画課",
    )


def draw(result: PdfResult, name: str, page: int) -> None:
    """Write one page of a PDF as docs/images/book-NAME.png, in few colours."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "book.pdf"
        file.write_bytes(result.data)
        where = ["-f", str(page), "-l", str(page), "-singlefile"]
        subprocess.run(
            ["pdftoppm", "-r", str(_DOTS_PER_INCH), "-png", *where, file, Path(folder) / "page"],
            check=True,
        )
        with Image.open(Path(folder) / "page.png") as picture:
            picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=32).save(
                IMAGES / f"book-{name}.png", optimize=True
            )


def main() -> None:
    """Draw them all."""
    content = parse_plan((BOOK / "sample.json").read_bytes())
    pictures = (path.read_bytes() for path in BOOK.glob("*.png"))
    figures = {hashlib.sha256(data).hexdigest(): data for data in pictures}
    book = render_pdf(assemble(content, record()), figures=figures)
    for name, (anchor, later) in PAGES.items():
        draw(book, name, (book.pages[anchor] if anchor else 1) + later)
    draw(render_pdf(assemble_summary(content, record()), figures=figures), "summary", 1)


if __name__ == "__main__":
    main()

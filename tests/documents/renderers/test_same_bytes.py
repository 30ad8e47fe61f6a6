"""The same edition gives the same file, whatever the process, its hash seed and the clock."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

# Read by Python before everything else: moves the clock of the process.
CLOCK = """
import datetime, time
SHIFT = {shift}
_time, _localtime, _gmtime = time.time, time.localtime, time.gmtime
time.time = lambda: _time() + SHIFT
time.localtime = lambda seconds=None: _localtime(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: _gmtime(time.time() if seconds is None else seconds)
class _Datetime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time())
class _Date(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
datetime.datetime, datetime.date = _Datetime, _Date
"""

RENDER = """
import datetime, hashlib
from dataclasses import replace
from documents.assemble import assemble
from documents.renderers.docx import render_docx
from documents.renderers.html import render_html
from documents.renderers.pdf import render_pdf
from documents.renderers.pdf_archive import Attachment, Relationship
from tests.documents.renderers.base_parts import town_base
from tests.documents.samples import FIGURES, everything, record
print(datetime.date.today().year, hash("planbuilder"))
for edition in (record(), None):
    document = assemble(everything(), edition)
    pdf = render_pdf(document, figures=FIGURES)
    json = Attachment(
        name="plan.json", data=b"{}", media_type="application/json", relationship=Relationship.SOURCE
    )
    for data in (
        render_html(document, figure_url=str).encode(),
        pdf.data,
        render_pdf(document, figures=FIGURES, archival=[json]).data,
        render_docx(document, figures=FIGURES, pages=pdf.pages),
        render_docx(
            replace(document, base_document="0" * 64),
            figures=FIGURES,
            pages=pdf.pages,
            base=town_base(),
        ),
    ):
        print(hashlib.sha256(data).hexdigest())
"""

A_YEAR = 366 * 24 * 60 * 60


def rendered(folder: Path, *, shift: int, seed: str) -> tuple[str, list[str]]:
    """Return the year and hash that a fresh process sees, and the hashes of its files."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(CLOCK.format(shift=shift))
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]),
    }
    process = subprocess.run(
        [sys.executable, "-c", RENDER],
        env=environment,
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    first, *hashes = process.stdout.split("\n")
    return first, [line for line in hashes if line]


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, list[str]]]:
    folder = tmp_path_factory.mktemp("clocks")
    return [
        rendered(folder / "now", shift=0, seed="1"),
        rendered(folder / "later", shift=A_YEAR, seed="2"),
    ]


def test_the_processes_differ_in_clock_and_hash_seed(
    two_runs: list[tuple[str, list[str]]],
) -> None:
    (year, seed), (later, other_seed) = (first.split() for first, _hashes in two_runs)
    assert int(later) - int(year) == 1
    assert seed != other_seed


def test_html_pdf_its_archive_and_docx_are_the_same_to_the_byte(
    two_runs: list[tuple[str, list[str]]],
) -> None:
    (_first, hashes), (_second, others) = two_runs
    assert len(set(hashes)) == 10
    assert hashes == others

"""Measures what a document costs beside other programs that make the same one.

    .venv/bin/python -m benchmarks.documents [--rounds 3] [--sizes middle,large]

Every round runs every engine once, each in a process of its own, one after the other; the figures
are medians over the rounds. Prints Markdown: costs as ratios of the naive PDF of the same plan, and
the budgets with what was reached. Ends with 1 where a budget is broken.
"""

import argparse
import json
import pickle
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import plans
from benchmarks.processes import Cost, run
from documents.assemble import assemble
from documents.renderers.docx import render_docx
from documents.renderers.html import render_html
from documents.renderers.pdf import print_html

SIZES = {"small": plans.SMALL, "middle": plans.MIDDLE, "large": plans.LARGE}
_WARM_UP, _WARM_UP_MEASURES = "warm-up", 3
_NAIVE_CSS = Path(__file__).with_name("naive.css")
_CHROMIUM_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One engine: the words of the table and how one run of it is measured."""

    name: str
    sizes: tuple[str, ...]
    measure: Callable[[str, Path], Cost]


def _own(module: str, engine: str, *, warm: bool) -> Callable[[str, Path], Cost]:
    """An engine inside Python: warm, only its second render counts; cold, the whole process."""

    def measure(size: str, folder: Path) -> Cost:
        trees = [str(folder / f"{name}.tree") for name in (size, *([_WARM_UP] if warm else []))]
        trees.insert(1, str(folder / f"{engine}-{size}"))
        cost = run([sys.executable, "-m", f"benchmarks.{module}", engine, *trees], folder=folder)
        said = json.loads(cost.output)
        pages = str(said["pages"] or "")
        return Cost(cpu=said["cpu"] if warm else cost.cpu, memory=cost.memory, output=pages)

    return measure


def _assembling(size: str, folder: Path) -> Cost:
    command = [sys.executable, "-m", "benchmarks.assembling", str(SIZES[size])]
    cost = run(command, folder=folder)
    return Cost(cpu=json.loads(cost.output)["cpu"], memory=cost.memory)


def _chromium(size: str, folder: Path) -> Cost:
    profile = f"--user-data-dir={folder / 'chromium'}"
    output = f"--print-to-pdf={folder / f'chromium-{size}.pdf'}"
    page = (folder / f"{size}.html").as_uri()
    return run(["chromium", *_CHROMIUM_FLAGS, profile, output, page], folder=folder)


def _libreoffice(size: str, folder: Path) -> Cost:
    installation = f"-env:UserInstallation={(folder / 'libreoffice').as_uri()}"
    source = str(folder / f"{size}.docx")
    convert = ["soffice", installation, "--headless", "--convert-to", "pdf"]
    return run([*convert, "--outdir", str(folder), source], folder=folder)


def _pandoc(size: str, folder: Path) -> Cost:
    source, output = (str(folder / name) for name in (f"{size}-web.html", f"{size}-pandoc.docx"))
    return run(["pandoc", "--from=html", "--to=docx", source, "-o", output], folder=folder)


_TWO = ("middle", "large")
_THREE = ("small", "middle", "large")
ROWS = {
    "naive": Row(
        "WeasyPrint, naive style, untagged, warm", _TWO, _own("pdf_engines", "naive", warm=True)
    ),
    "naive tagged": Row(
        "WeasyPrint, naive style, PDF/UA-1, warm",
        _TWO,
        _own("pdf_engines", "naive-tagged", warm=True),
    ),
    "pdf": Row("**ours, PDF/UA-1, warm**", _TWO, _own("pdf_engines", "pdf", warm=True)),
    "archive": Row(
        "**ours, PDF/UA-1 and PDF/A-3a, warm**", _TWO, _own("pdf_engines", "archive", warm=True)
    ),
    "cold": Row("**ours, PDF/UA-1, cold process**", _TWO, _own("pdf_engines", "pdf", warm=False)),
    "chapter": Row(
        "**ours, one chapter by itself, warm**", _TWO, _own("pdf_engines", "chapter", warm=True)
    ),
    "chromium": Row("Chromium, print to PDF, naive style, cold", _TWO, _chromium),
    "libreoffice": Row("LibreOffice, PDF from our DOCX, cold", _TWO, _libreoffice),
    "docx": Row("**ours, DOCX, warm**", _THREE, _own("docx_engines", "docx", warm=True)),
    "docx cold": Row(
        "**ours, DOCX, cold process**", _THREE, _own("docx_engines", "docx", warm=False)
    ),
    "pandoc": Row("pandoc, DOCX from our HTML, cold", _THREE, _pandoc),
    "assemble": Row("**ours, assembling the tree, warm**", _THREE, _assembling),
}
_PROGRAMS = {"chromium": "chromium", "libreoffice": "soffice", "pandoc": "pandoc"}


def _prepare(folder: Path, sizes: list[str]) -> None:
    """Write what the engines start from: the document as a tree, as HTML, as DOCX."""
    for size, measures in {**SIZES, _WARM_UP: _WARM_UP_MEASURES}.items():
        if size not in (*sizes, _WARM_UP):
            continue
        document = assemble(plans.plan(measures), plans.record())
        (folder / f"{size}.tree").write_bytes(pickle.dumps(document))
        style = f"<style>{_NAIVE_CSS.read_text('utf-8')}</style></head>"
        page = print_html(document).replace("</head>", style, 1)
        (folder / f"{size}.html").write_text(page, "utf-8")
        text = render_html(document, figure_url=str)
        web = (
            f'<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>計画</title>{text}</html>'
        )
        (folder / f"{size}-web.html").write_text(web, "utf-8")
        (folder / f"{size}.docx").write_bytes(render_docx(document))


Costs = dict[tuple[str, str], list[Cost]]


def _measured(rounds: int, sizes: list[str], folder: Path) -> Costs:
    costs: Costs = defaultdict(list)
    for number in range(1, rounds + 1):
        for key, row in ROWS.items():
            if key in _PROGRAMS and shutil.which(_PROGRAMS[key]) is None:
                continue
            for size in row.sizes:
                if size in sizes:
                    cost = row.measure(size, folder)
                    costs[key, size].append(cost)
                    line = f"{number} {key} {size}: {cost.cpu:.2f} s, {cost.memory:.0f} MB"
                    print(line, cost.output, file=sys.stderr)
    return costs


def _cpu(costs: Costs, key: str, size: str) -> float | None:
    found = costs.get((key, size))
    return statistics.median(cost.cpu for cost in found) if found else None


def _memory(costs: Costs, key: str, size: str) -> float | None:
    found = costs.get((key, size))
    return statistics.median(cost.memory for cost in found) if found else None


def _pages(costs: Costs, key: str, size: str) -> int | None:
    found = costs.get((key, size))
    return int(found[0].output or 0) or None if found else None


def _table(costs: Costs, sizes: list[str]) -> Iterator[str]:
    shown = [size for size in sizes if size != "small"]
    heads = [f"CPU, {SIZES[size]} measures" for size in shown]
    memory = [f"peak MB, {SIZES[size]}" for size in shown]
    yield "| | " + " | ".join([*heads, *memory]) + " |"
    yield "|---" * (1 + 2 * len(shown)) + "|"
    for key, row in ROWS.items():
        cells = []
        for size in shown:
            base, found = _cpu(costs, "naive tagged", size), costs.get((key, size))
            if found is None or base is None:
                cells.append("not installed" if key in _PROGRAMS else "")
                continue
            ratios = sorted(cost.cpu / base for cost in found)
            middle = statistics.median(ratios)
            digits = 4 if middle < 0.1 else 2
            cells.append(f"{middle:.{digits}f} ({ratios[0]:.{digits}f}–{ratios[-1]:.{digits}f})")
        for size in shown:
            peak = _memory(costs, key, size)
            cells.append("" if peak is None else f"{peak:.0f}")
        yield f"| {row.name} | " + " | ".join(cells) + " |"


@dataclass(frozen=True, slots=True)
class Budget:
    """What issue or design allow, and how it is computed; None where something is missing."""

    name: str
    most: float
    reached: float | None


def _ratio(over: float | None, under: float | None) -> float | None:
    return None if over is None or not under else over / under


def _growth(costs: Costs, key: str, extent: float | None) -> float | None:
    """How much dearer a piece of the large plan is than one of the middle plan.

    `extent` says how many times as large the large plan is.
    """
    return _ratio(_ratio(_cpu(costs, key, "large"), _cpu(costs, key, "middle")), extent)


def _budgets(costs: Costs) -> list[Budget]:
    def ratio(key: str, other: str, size: str) -> float | None:
        return _ratio(_cpu(costs, key, size), _cpu(costs, other, size))

    pages = _ratio(_pages(costs, "pdf", "large"), _pages(costs, "pdf", "middle"))
    measures = SIZES["large"] / SIZES["middle"]
    return [
        Budget(
            "PDF ÷ naive, both tagged, 60 measures", 0.75, ratio("pdf", "naive tagged", "middle")
        ),
        Budget(
            "PDF ÷ naive, both tagged, 200 measures", 0.75, ratio("pdf", "naive tagged", "large")
        ),
        Budget("PDF: cost of a page, large ÷ middle", 1.1, _growth(costs, "pdf", pages)),
        Budget("PDF: peak memory in MB, 60 measures", 300, _memory(costs, "pdf", "middle")),
        Budget("DOCX, cold ÷ pandoc, 40 pages", 1.0, ratio("docx cold", "pandoc", "small")),
        Budget("DOCX: cost of a measure, large ÷ middle", 1.1, _growth(costs, "docx", measures)),
        Budget("assembling ÷ DOCX, 60 measures", 0.05, ratio("assemble", "docx", "middle")),
    ]


def main() -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(description="Costs of documents as ratios, in one run.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", default=",".join(_THREE))
    arguments = parser.parse_args()
    sizes = [size for size in SIZES if size in arguments.sizes.split(",")]
    with tempfile.TemporaryDirectory() as name:
        _prepare(Path(name), sizes)
        costs = _measured(arguments.rounds, sizes, Path(name))
    for size in sizes:
        if pages := _pages(costs, "pdf", size):
            print(f"{SIZES[size]} measures: {pages} pages of ours")
    if sizes != ["small"]:
        print("", *_table(costs, sizes), "", sep="\n")
    print("| budget | at most | reached |\n|---|---|---|")
    broken = False
    for budget in _budgets(costs):
        if budget.reached is None:
            print(f"| {budget.name} | {budget.most:g} | not measured |")
            continue
        over = budget.reached > budget.most
        broken = broken or over
        print(f"| {budget.name} | {budget.most:g} | {budget.reached:.2f}{' (broken)' * over} |")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())

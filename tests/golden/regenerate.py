"""Writes the golden files anew: `.venv/bin/python -m tests.golden.regenerate`, then read the diff."""

from pathlib import Path

from documents.assemble import assemble
from documents.renderers.text import render_text
from tests.documents.printed import demo_plan
from tests.documents.samples import everything, record

FOLDER = Path(__file__).parent


def golden_texts() -> dict[str, str]:
    """Return the text version of each plan by the name of its golden file."""
    return {
        "everything.txt": render_text(assemble(everything(), record())),
        "shimokawa.txt": render_text(assemble(demo_plan("shimokawa"), None)),
        "ibaraki.txt": render_text(assemble(demo_plan("ibaraki"), None)),
    }


if __name__ == "__main__":
    for name, text in golden_texts().items():
        (FOLDER / name).write_text(text, "utf-8")

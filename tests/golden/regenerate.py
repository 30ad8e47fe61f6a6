"""Writes the golden files anew: `.venv/bin/python -m tests.golden.regenerate`, then read the diff."""

import os
from pathlib import Path

import django

import tests.environment  # noqa: F401 - says that this is a test run before settings are read
from documents.assemble import assemble
from documents.renderers.text import render_text
from tests.documents.printed import demo_plan
from tests.documents.samples import everything, record
from tests.golden.trees import golden_trees

FOLDER = Path(__file__).parent


def golden_texts() -> dict[str, str]:
    """Return the text version of each plan by the name of its golden file."""
    from tests.golden.own_names import all_doubts  # needs Django, which is set up by now

    return {
        "trees.txt": golden_trees(),
        "everything.txt": render_text(assemble(everything(), record())),
        "shimokawa.txt": render_text(assemble(demo_plan("shimokawa"), None)),
        "own_name.txt": all_doubts(),
        "ibaraki.txt": render_text(assemble(demo_plan("ibaraki"), None)),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planbuilder.settings")
    django.setup()
    for name, text in golden_texts().items():
        (FOLDER / name).write_text(text, "utf-8")

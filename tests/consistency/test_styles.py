"""The shares of a table's width: written once, for the print and for the pages."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from pytest_django import Settings

from documents.renderers.html_columns import column_classes

ROOT = Path(__file__).parents[2]
COLUMNS = ROOT / "documents" / "assets" / "web" / "columns.css"
OTHERS = [ROOT / "documents" / "assets" / "print.css", *sorted((ROOT / "static/css").glob("*.css"))]
MANIFEST = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def test_every_class_of_a_column_has_its_share() -> None:
    rules = re.findall(r"^\.(\S+) \{ width: (\d+)%; \}$", COLUMNS.read_text("utf-8"), re.MULTILINE)
    assert rules == [(name, str(n)) for n in range(1, 101) for name in [f"pb-col-{n}"]]
    assert {name for n in range(1, 100) for name in column_classes((n, 100 - n))} == {
        name for name, share in rules if share != "100"
    }


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.name)
def test_no_other_style_sheet_says_it_again(path: Path) -> None:
    assert "pb-col-" not in path.read_text("utf-8")


def test_the_page_finds_it_under_its_hashed_name(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": MANIFEST}}
    call_command("collectstatic", interactive=False, verbosity=0)
    links = render_to_string("components/plan_styles.html")
    found = re.findall(r'href="/static/(documents/columns\.[0-9a-f]{12}\.css)"', links)
    assert [(tmp_path / path).read_bytes() for path in found] == [COLUMNS.read_bytes()]
    assert {path.name.split(".")[0] for path in (tmp_path / "documents").iterdir()} == {"columns"}


def test_print_looks_through_no_table_for_each_of_its_cells() -> None:
    """The layout engine would walk through a table of 10,000 rows once for every cell."""
    css = (ROOT / "documents" / "assets" / "print.css").read_text("utf-8")
    assert re.findall(r"^[^{\n]*:has\([^{]*(?<!thead) (?:td|:is\(th, td\))[ ,{]", css, re.M) == []

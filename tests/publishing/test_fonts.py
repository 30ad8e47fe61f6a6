"""What the store knows of the fonts of a machine."""

import re
from pathlib import Path

import pytest

import documents.renderers
from documents.renderers.pdf import FAMILIES
from publishing import fonts
from publishing.checks import check_fonts
from publishing.enums import Format
from publishing.rendering import fingerprint

PRINT_CSS = Path(documents.renderers.__file__).parents[1] / "assets" / "print.css"


@pytest.fixture
def machine(monkeypatch):
    """A machine with the given families; asking it is not remembered beyond the test."""

    def with_fonts(installed: dict[str, tuple[str, ...]], substitute: str = "") -> None:
        monkeypatch.setattr(fonts, "installed_fonts", lambda: installed)
        monkeypatch.setattr(fonts, "_ask", lambda *command: substitute)
        monkeypatch.setattr(fonts, "font_fingerprint", fonts.font_fingerprint.__wrapped__)

    return with_fonts


def test_the_families_are_those_of_the_print_style() -> None:
    stacks = [PRINT_CSS.read_text(encoding="utf-8"), *FAMILIES.values()]
    named = re.findall(r'"((?:BIZ|Noto|Symbola)[^"]*)"', " ".join(stacks))
    assert set(named) == set(fonts.FAMILIES)


def test_this_machine_has_every_font() -> None:
    """What scripts/system_packages.sh installs is enough."""
    assert (fonts.missing_families(), check_fonts(None)) == ((), [])


def test_each_font_file_counts_with_its_hash(machine, tmp_path) -> None:
    file = tmp_path / "mincho.ttf"
    file.write_bytes(b"abc")
    machine({family: (str(file),) for family in fonts.FAMILIES})
    assert fonts.font_fingerprint() == tuple(
        f"{family}: mincho.ttf ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        for family in fonts.FAMILIES
    )


def test_a_missing_font_is_said_by_the_check(machine) -> None:
    machine({family: ("a.ttc",) for family in fonts.FAMILIES if "BIZ" not in family})
    (warning,) = check_fonts(None)
    assert (warning.id, warning.msg) == (
        "publishing.W001",
        "文書のフォントがありません：BIZ UDMincho、BIZ UDGothic。PDFは別のフォントで作られます。",
    )


def test_a_missing_font_changes_the_fingerprint(machine, tmp_path) -> None:
    file = tmp_path / "DejaVuSans.ttf"
    file.write_bytes(b"abc")
    machine({}, substitute=str(file))
    assert fonts.font_fingerprint()[:2] == (
        "BIZ UDMincho: missing, DejaVuSans.ttf",
        "BIZ UDMincho: DejaVuSans.ttf "
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    )


def test_without_fontconfig_everything_is_missing(monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert fonts.installed_fonts.__wrapped__() == {}


@pytest.mark.parametrize(
    ("format", "parts"),
    [
        (Format.PDF, {"pdf", "weasyprint", "pango", "zlib", "BIZ UDMincho:"}),
        (Format.DOCX, {"docx", "python-docx", "pdf", "weasyprint", "BIZ UDMincho:"}),
        (Format.TXT, {"text"}),
        (Format.JSON, {"json"}),
    ],
)
def test_the_fingerprint_names_what_the_bytes_depend_on(format, parts) -> None:
    said = fingerprint(format)
    assert {part for part in parts if any(line.startswith(part) for line in said)} == parts

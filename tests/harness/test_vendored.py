"""The files in static/vendor are exactly those that VENDORED.md lists, and ask nothing of the internet."""

import hashlib
import re
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[2] / "static" / "vendor"
ROW = re.compile(r"^\| (\S+) \| (\S+) \| (\S+) \| (\S+) \| ([0-9a-f]{64}) \|$", re.MULTILINE)


def listed() -> dict[str, str]:
    """Return the SHA-256 that VENDORED.md gives for each file."""
    text = (VENDOR / "VENDORED.md").read_text(encoding="utf-8")
    return {file: digest for _, _, _, file, digest in ROW.findall(text)}


def present() -> dict[str, str]:
    """Return the SHA-256 of each file that is there, VENDORED.md left out."""
    return {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "VENDORED.md"
    }


def test_the_files_are_those_of_the_table() -> None:
    assert present() == listed()


def test_each_folder_has_its_licence() -> None:
    folders = {path for path in VENDOR.iterdir() if path.is_dir()}
    assert {folder for folder in folders if (folder / "LICENSE").is_file()} == folders


@pytest.mark.parametrize("path", sorted(VENDOR.rglob("*.css")), ids=lambda path: path.name)
def test_a_style_sheet_loads_nothing_but_its_own_pictures(path: Path) -> None:
    css = path.read_text(encoding="utf-8")
    addresses = re.findall(r"""url\(\s*["']?([^"')]{0,5})""", css)
    assert {address for address in addresses if address != "data:"} == set()
    assert re.findall(r"@import[^;]*|sourceMappingURL\S*", css) == []


@pytest.mark.parametrize("path", sorted(VENDOR.rglob("*.js")), ids=lambda path: path.name)
def test_a_script_names_no_address_outside(path: Path) -> None:
    script = path.read_text(encoding="utf-8")
    assert re.findall(r"https?://[^\s\"'`]*|sourceMappingURL\S*", script) == []

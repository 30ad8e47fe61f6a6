"""What no file of the repository may say or be called."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Put together here, so that this file does not say what it forbids.
WORK, HOME = "/" + "work", "/" + "root"
INDEX_HOSTS = re.compile("|".join(rf"{name}\.org" for name in ("pypi", "pythonhosted", "npmjs")))
MACHINE_PATHS = re.compile(r"(?<![\w./:-])/(?:work|root)(?:/|\b(?=['\"\s]))")
# `(…)++`, `[…]*+`, `{1,9}+`: Python 3.11.2, which Debian 12 has, reads such patterns wrongly where a
# look-ahead stands inside; an atomic group, `(?>(…)+)`, does the same everywhere.
POSSESSIVE = re.compile(r"[)\]](?:[*+?]|\{\{?\d+,?\d*\}\}?)\+(?![\s=])")
NAMELESS = {"utils", "util", "helpers", "helper", "services", "common", "misc"}


def tracked() -> list[Path]:
    """Return the text files that git knows of and that are there."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:8192]]


@pytest.mark.parametrize("pattern", [INDEX_HOSTS, MACHINE_PATHS], ids=["index", "machine"])
def test_no_file_names_it(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_modules_are_named_for_what_they_are_about() -> None:
    names = {path for path in tracked() if NAMELESS & {path.stem, *path.relative_to(ROOT).parts}}
    assert {str(path.relative_to(ROOT)) for path in names if path.suffix == ".py"} == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"cd {WORK}/main", True),
        (f"HOME={HOME}\n", True),
        (f'"{HOME}"', True),
        (f"https://www.example.jp{WORK}/plan", False),
        ("frame/rooted", False),
    ],
)
def test_a_path_of_a_machine_is_told_from_an_address(text: str, found: bool) -> None:
    assert bool(MACHINE_PATHS.search(text)) == found


def test_no_pattern_repeats_possessively() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in tracked()
        if path.suffix == ".py" and path != Path(__file__)
        for line in path.read_text(encoding="utf-8").splitlines()
        if POSSESSIVE.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("(?:a|b)++c", True),
        ("[^|]*+x", True),
        ("(?:x){{1,2100}}+)", True),
        ("(?>(?:a|b)+)c", False),
        ("[0-9]+", False),
    ],
)
def test_a_possessive_repeat_is_seen(pattern: str, found: bool) -> None:
    assert bool(POSSESSIVE.search(pattern)) == found

"""Which files the fonts of the documents come from on this machine, asked of fontconfig.

WeasyPrint takes fonts by family name from fontconfig, so the same plan looks different where a
family is missing. That must not pass unseen: `missing_families` feeds a system check, and
`font_fingerprint` is part of the key of every PDF.
"""

import hashlib
import subprocess
from functools import cache
from pathlib import Path

# The families that documents/renderers/pdf.py names, in its order of choice.
BOOK_FAMILIES = ("BIZ UDMincho", "BIZ UDGothic")
FALLBACK_FAMILIES = ("Noto Serif CJK JP", "Noto Sans CJK JP")
# Emoji and rare signs, which neither of those has.
SYMBOL_FAMILIES = ("Symbola",)
FAMILIES = BOOK_FAMILIES + FALLBACK_FAMILIES + SYMBOL_FAMILIES

_SECONDS = 30


def _ask(*command: str) -> str:
    """Return what a program of fontconfig prints, or "" where it is not there or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


@cache
def installed_fonts() -> dict[str, tuple[str, ...]]:
    """Return family → its font files, for every family on this machine; asked once a process."""
    files: dict[str, set[str]] = {}
    for line in _ask("fc-list", "--format", "%{file}\t%{family}\n").splitlines():
        file, _, families = line.partition("\t")
        for family in families.split(","):
            files.setdefault(family.strip(), set()).add(file)
    return {family: tuple(sorted(found)) for family, found in files.items()}


def missing_families() -> tuple[str, ...]:
    """Return those of the documents' families that are not installed."""
    installed = installed_fonts()
    return tuple(family for family in FAMILIES if family not in installed)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def font_fingerprint() -> tuple[str, ...]:
    """Return a line for each font file in use: family, file name, SHA-256; asked once a process.

    A family that is missing has a line that says what fontconfig takes in its place.
    """
    installed = installed_fonts()
    lines: list[str] = []
    for family in FAMILIES:
        files = installed.get(family, ())
        if not files:
            substitute = _ask("fc-match", "--format", "%{file}", family)
            lines.append(f"{family}: missing, {Path(substitute).name or 'nothing'}")
            files = (substitute,) if substitute else ()
        lines += [f"{family}: {Path(file).name} {_sha256(Path(file))}" for file in files]
    return tuple(lines)

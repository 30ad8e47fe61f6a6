"""documents/assets/base.docx is what scripts/build_base_docx.py makes."""

import runpy
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[2]


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_file_and_script_agree() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "build_base_docx.py"))
    stored = (ROOT / "documents" / "assets" / "base.docx").read_bytes()
    assert parts(script["base_docx"]()) == parts(stored)

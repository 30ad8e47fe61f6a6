"""documents/assets/base.docx is what scripts/build_base_docx.py makes."""

from io import BytesIO
from zipfile import ZipFile

from scripts.build_base_docx import TARGET, base_docx


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_file_and_script_agree() -> None:
    assert parts(base_docx()) == parts(TARGET.read_bytes())

"""Base documents made from our own, part by part, so that a test may make a wrong one."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from documents.renderers.docx_base import OWN_BASE

TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def own_parts() -> dict[str, bytes]:
    """Return the parts of our own base."""
    with ZipFile(OWN_BASE) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as a package."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def base_with(**parts: str | bytes) -> bytes:
    """Return our own base with parts added or in place of its own."""
    given = {n: p.encode() if isinstance(p, str) else p for n, p in parts.items()}
    return zipped({**own_parts(), **given})


def base_where(part: str, old: str, new: str) -> bytes:
    """Return our own base with a text of one part replaced."""
    text = own_parts()[part].decode()
    assert old in text
    return base_with(**{part: text.replace(old, new)})


def relations(kind: str, target: str, mode: str = "") -> str:
    """Return a part of relations with one of them."""
    outside = f' TargetMode="{mode}"' if mode else ""
    return (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/{kind}" '
        f'Target="{target}"{outside}/></Relationships>'
    )

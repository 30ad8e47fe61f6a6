"""The pictures that a plan names, with their bytes."""

from typing import Any

from accounts.models import Organization
from catalog.storage import read
from documents.content import Figure, PlanContent
from documents.validation import walk
from plans.models import FigureFile
from publishing.errors import RenderingFailed
from publishing.rendering import Figures

_LOST = "図のファイルが見つからないか、壊れています。管理者に連絡してください。"


def bytes_of(file: FigureFile) -> bytes:
    """Return the bytes of a figure; raise RenderingFailed where they are lost or changed."""
    data = read(str(file.file.name), file.sha256)
    if data is None:
        raise RenderingFailed(_LOST)
    return data


def figures_of(content: PlanContent, organization: Organization) -> Figures:
    """Return SHA-256 → bytes of every figure in `content`, in at most one query.

    Raises:
        RenderingFailed: the organisation has no such file, or its bytes are lost.
    """
    named = {value.sha256 for _, value in walk(content, "plan") if isinstance(value, Figure)}
    if not named:
        return {}
    files = FigureFile.objects.filter(organization=organization, sha256__in=named)
    found = {file.sha256: bytes_of(file) for file in files}
    if named - set(found):
        raise RenderingFailed(_LOST)
    return found


def names_figure(data: Any, sha256: str) -> bool:
    """Say whether loaded plan JSON holds a figure block with this hash."""
    if isinstance(data, dict):
        if data.get("type") == Figure.type and data.get("sha256") == sha256:
            return True
        return any(names_figure(value, sha256) for value in data.values())
    if isinstance(data, list):
        return any(names_figure(value, sha256) for value in data)
    return False

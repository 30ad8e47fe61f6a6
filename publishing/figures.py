"""The files that a plan names, with their bytes: pictures, the logo, the base document."""

import warnings
from collections.abc import Set
from io import BytesIO
from typing import Any

from PIL import Image, UnidentifiedImageError

from accounts.models import Organization
from catalog.storage import read
from documents.content import Figure, Logo, PlanContent
from documents.limits import MOST_PIXELS
from documents.tree import Document, pictures_of
from documents.validation import walk
from plans.models import BaseDocumentFile, FigureFile
from publishing.errors import RenderingFailed
from publishing.rendering import Figures

_TOO_LARGE = (
    "図の画像が大きすぎます{size}。"
    f"縦と横をかけて{MOST_PIXELS // 10_000:,}万画素までの画像に直してから、入れ直してください。"
)
_LOST = "図のファイルが見つからないか、壊れています。管理者に連絡してください。"


def bytes_of(file: FigureFile) -> bytes:
    """Return the bytes of a figure; raise RenderingFailed where they are lost or changed."""
    data = read(str(file.file.name), file.sha256)
    if data is None:
        raise RenderingFailed(_LOST)
    return data


def figures_of(content: PlanContent, organization: Organization) -> Figures:
    """Return SHA-256 → bytes of every file that `content` names, in at most two queries.

    These are its figures, the logo and the base document of its look.

    A base document that the organisation has not, or whose bytes are lost, is missing: only what
    needs it fails, and never takes another look.

    Raises:
        RenderingFailed: the organisation has no such picture, its bytes are lost, or it has more
            than MOST_PIXELS.
    """
    figures = (value for _, value in walk(content, "plan") if isinstance(value, Figure | Logo))
    pictures = _figures({figure.sha256 for figure in figures}, organization)
    return {**pictures, **_base(content.look.base_document, organization)}


def figures_in(document: Document, organization: Organization) -> Figures:
    """Return SHA-256 → bytes of every picture that a document shows; raises as `figures_of`."""
    return _figures({picture.sha256 for picture in pictures_of(document)}, organization)


def _base(sha256: str | None, organization: Organization) -> Figures:
    if sha256 is None:
        return {}
    file = BaseDocumentFile.objects.filter(organization=organization, sha256=sha256).first()
    data = None if file is None else read(str(file.file.name), sha256)
    return {} if data is None else {sha256: data}


def _figures(named: Set[str], organization: Organization) -> Figures:
    if not named:
        return {}
    files = FigureFile.objects.filter(organization=organization, sha256__in=named)
    found = {file.sha256: bytes_of(file) for file in files}
    if named - set(found):
        raise RenderingFailed(_LOST)
    for data in found.values():
        _check_pixels(data)
    return found


def _check_pixels(data: bytes) -> None:
    """Refuse a picture that would fill the memory when it is unpacked; only its head is read.

    What is no picture at all is left to the renderer to complain of.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data)) as picture:
                width, height = picture.size
    except Image.DecompressionBombError:
        raise RenderingFailed(_TOO_LARGE.format(size="")) from None
    except (UnidentifiedImageError, OSError):
        return
    if width * height > MOST_PIXELS:
        raise RenderingFailed(_TOO_LARGE.format(size=f"（{width:,}×{height:,}画素）"))


def names_figure(data: Any, sha256: str) -> bool:
    """Say whether loaded plan JSON holds a figure block or a logo with this hash."""
    if isinstance(data, dict):
        if data.get("type") == Figure.type and data.get("sha256") == sha256:
            return True
        logo = data.get("logo")
        if isinstance(logo, dict) and logo.get("sha256") == sha256:
            return True
        return any(names_figure(value, sha256) for value in data.values())
    if isinstance(data, list):
        return any(names_figure(value, sha256) for value in data)
    return False

"""Are the stored files what they were? Every byte is read again and compared with its hash."""

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.storage import drop, read
from plans.models import Edition, FigureFile
from publishing.models import DraftFile, Rendering


@dataclass(frozen=True, slots=True)
class Damage:
    """A file that is lost or changed, and the edition whose files can be made again."""

    name: str
    what: str  # whose file it is, in Japanese
    edition: Edition | None = None


def damaged_files() -> Iterator[Damage]:
    """Yield the files of the storage that are lost or not those that their rows name.

    A figure cannot be made again: it comes back from a backup only.
    """
    renderings = (
        Rendering.objects.select_related("edition__plan__organization")
        .defer("edition__content_json")
        .order_by("pk")
    )
    for row in renderings.iterator():
        if read(row.name, row.sha256) is None:
            yield Damage(row.name, f"{row.edition}（{row.get_format_display()}）", row.edition)
    for draft in DraftFile.objects.order_by("pk").iterator():
        if read(draft.name, draft.sha256) is None:
            yield Damage(draft.name, f"案のファイル（{draft.get_format_display()}）")
    for figure in FigureFile.objects.select_related("organization__municipality").order_by("pk"):
        name = str(figure.file.name)
        if read(name, figure.sha256) is None:
            yield Damage(name, f"{figure.organization.name}の図")


def mend(damage: Damage) -> bool:
    """Take a damaged file that can be made again out of the way; say whether there was one.

    What is missing is made again: an edition's by `render_all`, a draft's when it is asked for.
    """
    if not Rendering.objects.filter(name=damage.name).exists() and not (
        DraftFile.objects.filter(name=damage.name).exists()
    ):
        return False
    drop(damage.name)
    return True

"""What can go wrong when a plan is turned into a file; the message is for the reader."""

from collections.abc import Mapping

from publishing.enums import Format

NO_ROOM = (
    "できたファイルを保管できませんでした（保管場所の空きがないか、書き込めません）。"
    "管理者に連絡してください。"
)


class RenderingFailed(Exception):
    """A plan that could not be turned into a page or a file; the cause is in the log."""


class FileNotKept(RenderingFailed):
    """A file that was made and could not be stored; whoever waits for it may still have it."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes of the file."""
        super().__init__(NO_ROOM)
        self.data = data


class SomeFailed(RenderingFailed):
    """Some files of an edition could not be made; all others were."""

    def __init__(self, reasons: Mapping[Format, str]) -> None:
        """Take the reason of each file that is missing."""
        super().__init__("\n".join(f"{each.label}：{why}" for each, why in reasons.items()))
        self.reasons = dict(reasons)


class PartTooLarge(Exception):
    """A chapter or measure that takes longer to render than a reader waits."""


class JobRefused(Exception):
    """A file that is not made now: too many wait already; the message says which."""

"""Names of downloaded files: Japanese ones that every system can keep, and the header for them."""

import re
import unicodedata
from urllib.parse import quote

from publishing.enums import Format

MOST_CHARACTERS = 150
# Linux file systems keep names of 255 bytes; a browser may add " (1)" to the one it is given.
MOST_BYTES = 240

# Not allowed in names on Windows, or of meaning to a shell or a path.
_SIGNS = re.compile(r'[\\/:*?"<>|]')
# Windows takes these for devices, whatever follows the first full stop.
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])", re.IGNORECASE)
# Characters of an extended header value that need no escape (RFC 8187 §3.2.1, attr-char).
_ATTR_CHARS = "!#$&+-.^_`|~"


def _is_unfit(character: str) -> bool:
    """Say whether a character is a control, a format sign (bidi overrides) or no character."""
    # Variation selectors are Mn, so 葛󠄀 keeps its own; ZWJ and the like are of no use in a name.
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _fits(name: str) -> bool:
    return len(name) <= MOST_CHARACTERS and len(name.encode("utf-8")) <= MOST_BYTES


def file_name(title: str, *, mark: str, extension: str) -> str:
    """Return 「title + mark . extension」 as a name that Windows, macOS and Linux can keep.

    Args:
        title: the plan's title, anything at all.
        mark: what tells this file from others of the plan (「_第1版」, 「（案）」); kept whole.
        extension: without the full stop.

    Signs that are not allowed become 「_」, control characters and bidi overrides are dropped, and
    the title is cut until the whole name has at most 150 characters and 240 bytes.
    """
    kept = "".join(c for c in title if not _is_unfit(c) or c in "\t\n\r")
    kept = _SIGNS.sub("_", re.sub(r"\s+", " ", kept)).strip(" .　")
    kept = kept or "計画"
    if _DEVICES.fullmatch(kept.partition(".")[0].strip()):
        kept = f"_{kept}"
    ending = f"{mark}.{extension}"
    while not _fits(kept + ending):
        kept = kept[:-1]
    return kept.rstrip(" .　") + ending


def content_disposition(name: str, *, fallback: str) -> str:
    """Return the Content-Disposition of a download (RFC 6266).

    Args:
        name: the name to be kept under; any Unicode text.
        fallback: an ASCII name without quotes for clients that do not read `filename*`.

    Raises:
        ValueError: `fallback` is not such a name.
    """
    if not re.fullmatch(r"[A-Za-z0-9._-]+", fallback):
        raise ValueError(f"not a plain ASCII name: {fallback!r}")
    return f"attachment; filename=\"{fallback}\"; filename*=UTF-8''{quote(name, safe=_ATTR_CHARS)}"


def plain_name(stem: str, format: Format) -> str:
    """Return the ASCII name of a file for clients that do not read the Japanese one."""
    variant = f"-{format.variant}" if format.variant else ""
    return f"{stem}{variant}.{format.ending}"


def readable_size(size: int) -> str:
    """Return a number of bytes in the unit that people read (1 KB = 1,024 bytes)."""
    if size < 1024:
        return f"{size}バイト"
    if size < 1024 * 1024:
        return f"{round(size / 1024):,}KB"
    return f"{size / (1024 * 1024):.1f}MB"

"""The ZIP package of an Office file, opened without trust.

Order matters: the size of the file, the end record, the directory with its declared sizes, the
names; only then is anything unpacked, part by part and counted, because headers may lie.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from documents.workbooks.errors import CellProblem, WorkbookError
from documents.workbooks.limits import MEGABYTE, WorkbookLimits

CHUNK = 64 * 1024
_START = b"PK\x03\x04"
# The compound file that Office writes for a password, and that .xls is.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# End of central directory (APPNOTE 4.3.16): disks, entries, size and offset, length of a comment.
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
# Packages above 4 GB; its record would overrule the one that is judged here.
_END_64_MARK = b"PK\x06\x07"
# A directory entry with the longest name that Office would write, and then some.
_ENTRY_BYTES = 512
_ENCRYPTED = 0x1
NO_WORKBOOK = "Excelブック（.xlsx）ではありません。「Excelブック（.xlsx）」として保存してください。"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageWords:
    """What is said of the package of one program, and which parts of it are refused, and why."""

    no_package: str
    broken: str
    misplaced: str
    old_form: str
    fewer: str  # what makes the content smaller
    unreadable: str  # XML that is none
    too_much: str
    refused_parts: tuple[tuple[re.Pattern[str], str], ...]


# Parts that run, or that fetch or carry what is no cell (ECMA-376 part 1, §12 and §15).
EXCEL = PackageWords(
    no_package=NO_WORKBOOK,
    broken="ファイルが壊れています。Excelで開いて保存し直してください。",
    misplaced=("ファイルの中に、置き場所の正しくない部品があります。Excelで保存し直してください。"),
    old_form=(
        "パスワードで保護されているか、古い形式（.xls）のファイルです。パスワードを外し、"
        "「Excelブック（.xlsx）」として保存してください。"
    ),
    fewer="使っていない行・シート・画像を消してください。",
    unreadable="ファイルの中のXMLを読めません。Excelで開いて保存し直してください。",
    too_much="ファイルの中身が多すぎます。使っていない行・列・書式を消してください。",
    refused_parts=(
        (
            re.compile(r"vbaproject|vbadata|(^|/)macrosheets/"),
            "マクロが入っています。マクロのない「Excelブック（.xlsx）」で保存してください。",
        ),
        (
            re.compile(r"(^|/)externallinks/"),
            "ほかのファイルへのリンク（外部参照）が入っています。リンクを消してください。",
        ),
        (
            re.compile(r"(^|/)(connections\.xml|querytables/)"),
            "外部データへの接続が入っています。接続を消してください。",
        ),
        (
            re.compile(r"(^|/)(embeddings|activex|ctrlprops)/"),
            "埋め込まれたファイルや部品（OLE、ActiveX）が入っています。取り除いてください。",
        ),
    ),
)


def refuse(message: str, *, unpacked: int = 0) -> NoReturn:
    """Refuse the file as a whole.

    Raises:
        WorkbookError: always.
    """
    raise WorkbookError([CellProblem("", "", message)], unpacked=unpacked)


class Package:
    """The parts of an Office file by name; unpacked only when they are asked for.

    `unpacked` counts the bytes that have been.
    """

    def __init__(self, data: bytes, limits: WorkbookLimits, words: PackageWords = EXCEL) -> None:
        """Look at everything that can be looked at without unpacking.

        Raises:
            WorkbookError: no package, too large (as it is or as it says to become), too many
                parts, encrypted, broken, or with a part that is not taken.
        """
        self._limits = limits
        self.words = words
        self.unpacked = 0
        _check_ends(data, limits, words)
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, NotImplementedError, ValueError, struct.error):
            refuse(words.broken)  # ValueError: a name that is no UTF-8
        self._parts: dict[str, ZipInfo] = {}
        for info in self._zip.infolist():
            _check_entry(info, words)
            name = info.filename.casefold()
            if name in self._parts:
                refuse(words.broken)
            self._parts[name] = info
        if sum(info.file_size for info in self._parts.values()) > limits.max_unpacked:
            refuse(self._too_large())
        for pattern, message in words.refused_parts:
            if any(pattern.search(name) for name in self._parts):
                refuse(message)

    def names(self) -> list[str]:
        """Return the names of the parts, as they are looked up: casefolded, without a root."""
        return list(self._parts)

    def has(self, name: str) -> bool:
        """Say whether there is such a part; Office finds parts whatever the case of their name."""
        return name.casefold() in self._parts

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part piece by piece.

        Raises:
            WorkbookError: there is none, it is broken, or it grows beyond the limit.
        """
        info = self._parts.get(name.casefold())
        if info is None:
            refuse(self.words.broken, unpacked=self.unpacked)
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(CHUNK):
                    self.unpacked += len(chunk)
                    if self.unpacked > self._limits.max_unpacked:
                        refuse(self._too_large(), unpacked=self.unpacked)
                    yield chunk
        except (BadZipFile, EOFError, NotImplementedError, zlib.error):
            refuse(self.words.broken, unpacked=self.unpacked)

    def _too_large(self) -> str:
        most = self._limits.max_unpacked // MEGABYTE
        return f"ファイルの中身が大きすぎます。展開して{most}MBまでです。{self.words.fewer}"


def _check_ends(data: bytes, limits: WorkbookLimits, words: PackageWords) -> None:
    """Judge the file by its size, its first bytes and its end record."""
    if not data:
        refuse("ファイルが空です。")
    if len(data) > limits.max_bytes:
        refuse(
            f"ファイルが大きすぎます（{len(data) / MEGABYTE:.1f}MB）。"
            f"{limits.max_bytes // MEGABYTE}MBまでです。"
        )
    if data.startswith(_COMPOUND):
        refuse(words.old_form)
    # A file that begins as something else is that something else to other programs.
    if not data.startswith(_START):
        refuse(words.no_package)
    place = data.rfind(_END_MARK)
    if place < 0 or place + _END.size > len(data):
        refuse(words.broken)
    if data[max(place - 20, 0) : place].startswith(_END_64_MARK):
        refuse(words.broken)
    _, disk, first_disk, _, entries, size, _, comment = _END.unpack_from(data, place)
    if disk or first_disk or place + _END.size + comment != len(data):
        refuse(words.broken)
    # zipfile walks the directory by its size, whatever number of entries is declared.
    if entries > limits.max_parts or size > limits.max_parts * _ENTRY_BYTES:
        refuse(f"ファイルの中の部品が多すぎます。{limits.max_parts}個までです。")


def _check_entry(info: ZipInfo, words: PackageWords) -> None:
    if info.flag_bits & _ENCRYPTED:
        refuse("ファイルが暗号化されています。パスワードを外して保存してください。")
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        refuse(words.broken)
    name = info.orig_filename
    if name.startswith("/") or set(name) & set(":\\\0") or ".." in name.split("/"):
        refuse(words.misplaced)

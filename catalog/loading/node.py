"""JSON text → checked values; every complaint names the file and the place in Japanese."""

import json
import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn, TypeVar

from django.db.models import TextChoices

from catalog.errors import FixtureError

Choice = TypeVar("Choice", bound=TextChoices)
Item = TypeVar("Item")

# No reference file comes near this; a larger one is a mistake, not a catalogue.
MAX_BYTES = 20 * 1024 * 1024
LONG = 20_000
URL = re.compile(r"https?://[!-~]+", re.ASCII)
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value with the file it stands in and its place there (「rows[3].name」).

    `folder` is where the file stands, for what it refers to.
    """

    file: str
    place: str
    value: object
    folder: Path = Path()

    def fail(self, reason: str) -> NoReturn:
        """Refuse this value.

        Raises:
            FixtureError: always, with `reason` in Japanese and this node's place.
        """
        raise FixtureError(self.file, self.place, reason)

    def members(self, *required: str, optional: tuple[str, ...] = ()) -> dict[str, "Node"]:
        """Return the members of an object that has all `required` keys and no unknown one."""
        if not isinstance(self.value, dict):
            self.fail("項目の組（{ }）ではありません。")
        for key in required:
            if key not in self.value:
                self.fail(f"項目「{key}」がありません。")
        for key in self.value:
            if key not in required and key not in optional:
                self.fail(f"項目「{key}」は使えません。")
        return {key: self._child(f".{key}", value) for key, value in self.value.items()}

    def member(self, key: str) -> "Node":
        """Return one member of an object, whatever else stands in it."""
        if not isinstance(self.value, dict) or key not in self.value:
            self.fail(f"項目「{key}」がありません。")
        return self._child(f".{key}", self.value[key])

    def items(self) -> list["Node"]:
        """Return the items of a list."""
        if not isinstance(self.value, list):
            self.fail("並び（[ ]）ではありません。")
        return [self._child(f"[{index}]", value) for index, value in enumerate(self.value)]

    def mapping(self) -> dict[str, "Node"]:
        """Return the members of an object whose keys are data."""
        if not isinstance(self.value, dict):
            self.fail("項目の組（{ }）ではありません。")
        return {key: self._child(f".{key}", value) for key, value in self.value.items()}

    def text(self, limit: int = LONG, *, blank: bool = False, lines: bool = False) -> str:
        """Return a text of at most `limit` characters, without blanks at its ends.

        Args:
            limit: how many characters it may have.
            blank: whether "" is allowed.
            lines: whether line feeds are allowed.
        """
        value = self.value
        if not isinstance(value, str):
            self.fail("文字列ではありません。")
        if not value and not blank:
            self.fail("空です。")
        if len(value) > limit:
            self.fail(f"{len(value)}文字あります。{limit}文字までです。")
        if value != value.strip():
            self.fail("前後に空白があります。")
        for char in value:
            if unicodedata.category(char) in {"Cc", "Cs"} and not (lines and char == "\n"):
                self.fail(f"使えない文字（U+{ord(char):04X}）があります。")
        return value

    def text_or_none(self, limit: int = LONG, *, lines: bool = False) -> str | None:
        """Return a text as `text` does, or None for null."""
        return None if self.value is None else self.text(limit, lines=lines)

    def texts(self, *, lines: bool = False) -> list[str]:
        """Return a list of texts, none of them empty; `lines` as in `text`."""
        return [item.text(lines=lines) for item in self.items()]

    def integer(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.fail("整数ではありません。")
        if not low <= self.value <= high:
            self.fail(f"{low}から{high}までの整数ではありません。")
        return self.value

    def boolean(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            self.fail("true か false ではありません。")
        return self.value

    def choice(self, choices: type[Choice], *, blank: bool = False) -> Choice | str:
        """Return one of `choices`, or "" where `blank` allows it."""
        if self.value == "" and blank:
            return ""
        if self.value not in choices.values:
            self.fail(f"値が {'・'.join(choices.values)} のどれでもありません。")
        return choices(self.value)

    def url(self, limit: int, *, blank: bool = False) -> str:
        """Return an http or https address."""
        value = self.text(limit, blank=blank)
        if value and not URL.fullmatch(value):
            self.fail("http:// か https:// で始まるURLではありません。")
        return value

    def day(self) -> date:
        """Return a date written as 2019-10-11."""
        value = self.text(10)
        try:
            if DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:  # such as February 30
            pass
        self.fail("日付（2019-10-11 の形）ではありません。")

    def moment(self) -> datetime:
        """Return a moment written in ISO 8601 with its offset."""
        try:
            value = datetime.fromisoformat(self.text(40))
        except ValueError:
            self.fail("日時（2019-10-11T00:00:00+09:00 の形）ではありません。")
        if value.tzinfo is None:
            self.fail("日時に時差（+09:00 など）がありません。")
        return value

    def path(self, *, within: Path) -> Path:
        """Return the file that a relative path names, seen from the file that says it.

        Args:
            within: the folder that the path must not lead out of.
        """
        target = (self.folder / self.text(200)).resolve()
        if not target.is_relative_to(within.resolve()):
            self.fail(f"{within.name} の外のファイルは読めません。")
        return target

    def or_none(self, read: Callable[["Node"], Item]) -> Item | None:
        """Return None for null, otherwise what `read` makes of this node."""
        return None if self.value is None else read(self)

    def _child(self, step: str, value: object) -> "Node":
        return Node(self.file, f"{self.place}{step}".removeprefix("."), value, self.folder)


def read_bytes(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        FixtureError: the file is missing or too large.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FixtureError(path.name, "", "ファイルを読めません。") from error
    if len(content) > MAX_BYTES:
        raise FixtureError(path.name, "", f"大きすぎます。{MAX_BYTES // (1024 * 1024)}MBまでです。")
    return content


def read_file(path: Path) -> Node:
    """Return the JSON of `path`.

    Raises:
        FixtureError: the file is missing, too large, not UTF-8, not JSON, or names a key twice.
    """
    file = path.name
    content = read_bytes(path)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FixtureError(file, "", "文字コードがUTF-8ではありません。") from error

    def unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
        members: dict[str, object] = {}
        for key, value in pairs:
            if key in members:
                raise FixtureError(file, "", f"項目「{key}」が一つの組に二度あります。")
            members[key] = value
        return members

    def finite(constant: str) -> float:
        # json accepts NaN and Infinity and reads 1e999 as infinity; no cell may hold them.
        number = float(constant)
        if not math.isfinite(number):
            raise FixtureError(file, "", f"数として扱えない値（{constant[:20]}）があります。")
        return number

    try:
        value = json.loads(
            text, object_pairs_hook=unique_keys, parse_constant=finite, parse_float=finite
        )
    except json.JSONDecodeError as error:
        raise FixtureError(
            file, f"{error.lineno}行目の{error.colno}文字目", "JSONとして読めません。"
        ) from error
    except (ValueError, RecursionError) as error:  # endless digits, endless nesting
        raise FixtureError(file, "", "JSONとして読めません。") from error
    return Node(file, "", value, path.parent)

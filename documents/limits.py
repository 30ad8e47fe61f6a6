"""The kinds of string that plan content is made of, each with its limit and its pattern.

The codec checks them and writes them into the JSON Schema; forms use the same figures.
"""

import re
from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class TextKind:
    """A sort of string: most code points, whether line feeds may stand in it, its pattern."""

    name: str  # in Japanese, for messages
    max_length: int
    multiline: bool = False
    pattern: str = ""  # ASCII regular expression for the whole string
    hint: str = ""  # what a right value looks like, in Japanese

    def matches(self, text: str) -> bool:
        """Say whether the whole of `text` fits the pattern."""
        return not self.pattern or re.fullmatch(self.pattern, text, re.ASCII) is not None


SHORT = TextKind("短い文字列", 500)
LONG = TextKind("文章", 20_000, multiline=True)
UID = TextKind(
    "識別子", 64, pattern=r"[a-z0-9][a-z0-9-]{0,63}", hint="英小文字・数字・ハイフン64字まで"
)
CODE = TextKind("団体コード", 6, pattern=r"[0-9]{6}", hint="6桁の数字")
SHA256 = TextKind("SHA-256", 64, pattern=r"[0-9a-f]{64}", hint="16進数64桁")
URL = TextKind(
    "URL", 2_000, pattern=r"(https?://[!-~]+)?", hint="http:// 又は https:// で始まるURL"
)
MEDIA_TYPE = TextKind(
    "画像の種類", 20, pattern=r"image/(png|jpeg)", hint="image/png 又は image/jpeg"
)
COLOUR = TextKind("色", 7, pattern=r"#[0-9a-f]{6}", hint="#1a3f8b の形")

# Most pixels of a picture: an A4 page at 600 dots per inch. Unpacked it takes four bytes each.
MOST_PIXELS = 40_000_000

Short = Annotated[str, SHORT]
Long = Annotated[str, LONG]
Uid = Annotated[str, UID]
Code = Annotated[str, CODE]
Sha256 = Annotated[str, SHA256]
Url = Annotated[str, URL]
MediaType = Annotated[str, MEDIA_TYPE]
Colour = Annotated[str, COLOUR]

"""One form for text that is searched and for the words it is searched with."""

import unicodedata


def normalise(text: str) -> str:
    """Return `text` in the form that searches compare: NFKC, casefolded, controls as blanks.

    Full-width and half-width forms meet (ﾏｲﾅﾝﾊﾞｰ, ａｉ), and so do capital and small letters.
    Control characters become blanks: PostgreSQL refuses NUL in a query.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(" " if unicodedata.category(char) == "Cc" else char for char in folded)


def words(text: str) -> list[str]:
    """Return the normalised words of a search, in order, without empty ones."""
    return normalise(text).split()

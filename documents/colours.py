"""Colours of print: whether words in them can be read on white paper."""

# WCAG 2.2 §1.4.3: the least contrast of text of usual size.
LEAST_CONTRAST = 4.5

_WEIGHTS = (0.2126, 0.7152, 0.0722)  # of red, green and blue in the luminance


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def contrast_on_white(colour: str) -> float:
    """Return the contrast of a colour `#rrggbb` with white: 1 for white itself, 21 for black.

    Source: WCAG 2.2, definitions of contrast ratio and relative luminance.
    """
    parts = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    luminance = sum(w * _linear(part) for w, part in zip(_WEIGHTS, parts, strict=True))
    return 1.05 / (luminance + 0.05)

"""Contrast with white paper, against figures of WCAG 2.2 and its working group's examples."""

import pytest

from documents.colours import LEAST_CONTRAST, contrast_on_white

# Colour → its contrast with white: the ends of the scale by definition, the greys on both sides of
# 4.5 as WebAIM prints them, pure red, green and blue as W3C's techniques G18 compute them.
KNOWN = {
    "#ffffff": 1.0,
    "#000000": 21.0,
    "#767676": 4.54,
    "#777777": 4.48,
    "#ff0000": 4.0,
    "#00ff00": 1.37,
    "#0000ff": 8.59,
}


@pytest.mark.parametrize("colour", KNOWN)
def test_contrast_with_white(colour: str) -> None:
    assert round(contrast_on_white(colour), 2) == KNOWN[colour]


def test_the_least_contrast_parts_the_two_greys() -> None:
    dark_enough = [c for c in KNOWN if contrast_on_white(c) >= LEAST_CONTRAST]
    assert dark_enough == ["#000000", "#767676", "#0000ff"]

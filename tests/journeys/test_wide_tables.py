"""A table that is wider than the screen says so, and is moved with the keyboard too."""

from typing import Any

import pytest
from playwright.sync_api import Locator

from tests.journeys.browser import NARROW, WIDE, OpenPage
from tests.journeys.scene import Scene
from tests.journeys.steps import sign_in

_FRAME = """frame => ({
  isCut: frame.scrollWidth > frame.clientWidth,
  words: getComputedStyle(frame, "::before").content,
  shadows: (getComputedStyle(frame).backgroundImage.match(/gradient/g) || []).length,
  covered: [...frame.querySelectorAll("tbody td")].filter(
    cell => getComputedStyle(cell).backgroundColor !== "rgba(0, 0, 0, 0)").length,
  role: frame.getAttribute("role"),
  isNamed: Boolean(frame.getAttribute("aria-label") || frame.getAttribute("aria-labelledby")),
})"""
_MOVED = "frame => new Promise(done => setTimeout(() => done(frame.scrollLeft), 400))"


def frames(open_page: OpenPage, scene: Scene, width: dict[str, int]) -> list[Locator]:
    """Return the frames of the 改定履歴 of a public plan and of the record of deeds."""
    public, staff = open_page(width=width), open_page(width=width)
    public.goto("/plans/shimokawa/")
    sign_in(staff, "author")
    staff.goto(f"/staff/plans/{scene.circulating}/events/")
    return [public.locator(".pb-table-frame[tabindex]").first, staff.locator(".table-box")]


@pytest.mark.parametrize(
    ("width", "is_cut", "words"), [(NARROW, True, '"横に動かせます →"'), (WIDE, False, "none")]
)
def test_a_table_that_is_cut_off_shows_that_it_moves(
    open_page: OpenPage, scene: Scene, width: dict[str, int], is_cut: bool, words: str
) -> None:
    found: list[dict[str, Any]] = [
        frame.evaluate(_FRAME) for frame in frames(open_page, scene, width)
    ]
    one = {"isCut": is_cut, "words": words, "shadows": 4, "covered": 0}
    assert found == [{**one, "role": "region", "isNamed": True}] * 2


def test_a_table_is_moved_by_the_arrow_keys(open_page: OpenPage, scene: Scene) -> None:
    moved = []
    for frame in frames(open_page, scene, NARROW):
        frame.focus()
        frame.press("ArrowRight")
        moved.append(frame.evaluate(_MOVED) > 0)
    assert moved == [True, True]

"""Pictures of pages, for whoever wants to look at them."""

import os
from pathlib import Path

from playwright.sync_api import Page

_TALLEST = 5000  # pixels; what is longer is a plan, and the rest of it looks alike


def take_picture(page: Page, name: str) -> None:
    """Save the page as NAME-WIDTH.png into the folder that the variable PICTURES names, if any."""
    folder = os.environ.get("PICTURES")
    size = page.viewport_size
    if not folder or size is None:
        return
    # What sticks to an edge of the window would stand in the middle of the picture.
    height = min(page.evaluate("document.documentElement.scrollHeight"), _TALLEST)
    page.set_viewport_size({"width": size["width"], "height": height})
    page.screenshot(path=Path(folder) / f"{name}-{size['width']}.png")
    page.set_viewport_size(size)

"""Every page can be used by everybody: axe finds nothing, nothing runs off a phone.

axe sees a part only; the walks with the keyboard stand in test_keyboard.py.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.browser import NARROW, WIDE, OpenPage
from tests.journeys.pictures import take_picture
from tests.journeys.scene import Scene, walk

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing(open_page: OpenPage, scene: Scene, width: dict[str, int]) -> None:
    axe = Axe()
    found: list[str] = []
    for name, page in walk(open_page, scene, width=width):
        take_picture(page, name)
        for broken in axe.run(page, options=RULES).response["violations"]:
            places = [str(node["target"]) for node in broken["nodes"]]
            found.append(f"{name}: {broken['id']} at {'; '.join(places)}")
    assert found == []


def test_nothing_runs_off_a_phone(open_page: OpenPage, scene: Scene) -> None:
    too_wide = "document.documentElement.scrollWidth > window.innerWidth"
    found = [name for name, page in walk(open_page, scene, width=NARROW) if page.evaluate(too_wide)]
    assert found == []

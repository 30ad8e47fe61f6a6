"""The screen that 各課 open most is light: scripts and styles together, as they are sent."""

import gzip

from playwright.sync_api import Response

from tests.journeys.browser import OpenPage
from tests.journeys.scene import Scene
from tests.journeys.steps import sign_in

BUDGET = 60 * 1024  # bytes, compressed


def test_scripts_and_styles_of_the_measure_screen(open_page: OpenPage, scene: Scene) -> None:
    page = open_page()
    sign_in(page, "author")
    # A fresh browser: nothing comes from its cache.
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    files: list[Response] = []
    page.on(
        "response",
        lambda response: (
            files.append(response)
            if response.request.resource_type in {"script", "stylesheet"}
            else None
        ),
    )
    page.goto(f"/staff/plans/{scene.draft}/measures/{scene.measure}/", wait_until="networkidle")
    sizes = {file.url: len(gzip.compress(file.body())) for file in files}
    assert {url.rsplit(".", 1)[1] for url in sizes} == {"css", "js"}
    assert sum(sizes.values()) <= BUDGET, sizes

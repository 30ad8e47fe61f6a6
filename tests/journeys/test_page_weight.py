"""Screens are light: scripts and styles together, as they are sent."""

import gzip

import pytest
from playwright.sync_api import Response

from tests.journeys.browser import OpenPage
from tests.journeys.scene import Scene
from tests.journeys.steps import sign_in

BUDGET = 60 * 1024  # bytes, compressed


@pytest.mark.parametrize(
    "address", ["/staff/plans/{draft}/measures/{measure}/", "/staff/catalogue/"]
)
def test_scripts_and_styles_of_a_screen(address: str, open_page: OpenPage, scene: Scene) -> None:
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
    page.goto(address.format(**vars(scene)), wait_until="networkidle")
    sizes = {file.url: len(gzip.compress(file.body())) for file in files}
    assert {url.rsplit(".", 1)[1] for url in sizes} == {"css", "js"}
    assert sum(sizes.values()) <= BUDGET, sizes

"""Each item in the list of what is missing leads to the field that mends it."""

from urllib.parse import urlsplit

from tests.journeys.browser import OpenPage
from tests.journeys.scene import Scene
from tests.journeys.steps import sign_in


def test_every_item_leads_to_its_field(open_page: OpenPage, scene: Scene) -> None:
    page = open_page()
    sign_in(page, "author")
    page.goto(f"/staff/plans/{scene.draft}/")
    links = page.locator("#missing .findings a")
    addresses = [str(link.get_attribute("href")) for link in links.all()]
    astray: list[str] = []
    for address in addresses:
        page.goto(address)
        field = urlsplit(address).fragment
        if field and not page.locator(f"#{field}").is_visible():
            astray.append(address)
    assert len(addresses) > 10
    assert astray == []

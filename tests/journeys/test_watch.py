"""The watch over the browser notes what no page may do; without it every journey could be blind."""

import pytest
from playwright.sync_api import Error, Page

from tests.journeys.browser import OpenPage, Watch

ELSEWHERE = "http://127.0.0.1:9/"


@pytest.fixture
def page(open_page: OpenPage, watch: Watch, transactional_db: None) -> Page:
    """The first page of the site, with nothing to say against it."""
    page = open_page()
    page.goto("/")
    assert watch.faults == []
    return page


def noted(watch: Watch) -> list[str]:
    """Return what was noted, and forget it, so that the test itself does not fail for it."""
    faults, watch.faults = watch.faults, []
    return faults


def test_inline_script_is_noted(page: Page, watch: Watch) -> None:
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    )
    [fault] = noted(watch)
    assert fault.startswith("console: Executing inline script violates")


def test_error_of_a_script_is_noted(page: Page, watch: Watch) -> None:
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('broken'); })")
    assert noted(watch) == ["script: broken"]


def test_missing_file_is_noted(page: Page, watch: Watch) -> None:
    page.evaluate("fetch('/static/nothing.css').then((answer) => answer.status)")
    assert [fault.partition(" ")[0] for fault in noted(watch)] == ["404"]


def test_request_to_another_machine_is_noted(page: Page, watch: Watch) -> None:
    with pytest.raises(Error):
        page.goto(ELSEWHERE)
    assert noted(watch) == [f"request to {ELSEWHERE}"]

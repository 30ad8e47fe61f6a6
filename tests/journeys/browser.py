"""How the browser is started and what it is watched for."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, Response

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OpenPage = Callable[..., Page]


class Watch:
    """Takes down what no page may do."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.faults: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Follow every page of `context`."""
        context.on("request", lambda request: self._request(request.url))
        context.on("response", self._response)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("console", lambda line: self._console(line.type, line.text))

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != "data" and parts.netloc != self.host:
            self.faults.append(f"request to {url}")

    def _response(self, response: Response) -> None:
        # A page may say 404, 409 or 422 where the test expects it; a file of a page may not. A file
        # of an edition that is still being made says 503, and when to come again.
        if response.status == 503 and "retry-after" in response.headers:
            return
        least = 500 if response.request.is_navigation_request() else 400
        if response.status >= least:
            self.faults.append(f"{response.status} of {response.url}")

    def _console(self, kind: str, text: str) -> None:
        # What could not be loaded is judged by its status, above.
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.faults.append(f"console: {text}")


def follow(target: Locator, *, timeout: float = 15_000) -> None:
    """Click on what leads to another page and wait for it, which a click alone does not do.

    `timeout` is in milliseconds.
    """
    with target.page.expect_navigation(timeout=timeout):
        target.click(timeout=timeout)

"""Reading what a page says."""

import re
from typing import Any


def errors_of(response: Any) -> list[str]:
    """Return the lines of the error summary of a page, [] where there is none."""
    found = re.search(r'<section class="error-summary".*?</section>', response.text, re.DOTALL)
    return re.findall(r"<li>(?:<a href=[^>]*>)?(.*?)(?:</a>)?</li>", found[0] if found else "")


def title_of(response: Any) -> str:
    """Return the title of a page."""
    found = re.search(r"<title>(.*?)</title>", response.text)
    assert found is not None
    return found[1]


def notices_of(response: Any) -> list[tuple[str, str]]:
    """Return (tone, text) of each notice at the top of a page."""
    return re.findall(r'<p class="notice notice-(\w+)">(.*?)</p>', response.text)

"""A real browser on the live server; each person has a browser context of their own.

A test fails where a page asks another machine, breaks the content security policy, logs an error,
lacks a file or answers with 500.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from accounts.enums import Role
from catalog.loading import load_directory
from tests.factories import SHIMOKAWA, make_department, make_organization, make_user
from tests.journeys.browser import SWITCHES, WIDE, OpenPage, Watch
from tests.journeys.scene import Scene, set_scene

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a journey, so that none can be forgotten."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("Chromium is missing: apt-get install chromium", pytrace=False)
    expect.set_options(timeout=15_000)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's event loop counts as running in this thread, in which set-up uses the ORM.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def watch(live_server: Any) -> Watch:
    """What no page of the test may do is taken down here."""
    return Watch(urlsplit(live_server.url).netloc)


@pytest.fixture
def open_page(chromium: Browser, live_server: Any, watch: Watch) -> Iterator[OpenPage]:
    """Return a function that opens a browser of its own for one more person."""
    contexts: list[BrowserContext] = []

    def open_page(*, width: dict[str, int] = WIDE, scripts: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width["width"], "height": width["height"]},
            java_script_enabled=scripts,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",  # Bootstrap scrolls smoothly; a test would look too early
        )
        context.set_default_timeout(15_000)
        watch.over(context)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert watch.faults == []


@pytest.fixture
def town(transactional_db: None) -> None:
    """下川町 with reference data, two authors, a manager and a 管理者, as on a fresh installation."""
    load_directory(settings.BASE_DIR / "fixtures" / "catalog")
    organization = make_organization(SHIMOKAWA)
    department = make_department(organization, "総務課")
    for username, name, role in (
        ("author", "下川 作成", Role.AUTHOR),
        ("second", "下川 次席", Role.AUTHOR),
        ("manager", "下川 承認", Role.APPROVER),
        ("admin", "下川 管理", Role.ADMIN),
    ):
        make_user(username, name=name, role=role, organization=organization, department=department)
    make_user("site", name="サイト 管理", is_superuser=True)


@pytest.fixture
def scene(town: None) -> Scene:
    """The town at work, with a page of every kind."""
    return set_scene()

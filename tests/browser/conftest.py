"""A real Chromium on the running site, at a desk and on a phone."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from local.running import System

NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = {"desk": 1280, "phone": 360}
OpenPage = Callable[..., Page]


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    """Ask a test to look at a desk and on a phone."""
    return WIDTHS[request.param]


@pytest.fixture
def open_browser(chromium: Browser, site: System) -> Iterator[OpenPage]:
    """Open a window; ``open_browser(360, sign_in=(email, password), javascript=False)``."""
    contexts = []

    def open_window(
        width: int = 1280, sign_in: tuple[str, str] | None = None, *, javascript: bool = True, language: str = "id"
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, base_url=site.site, java_script_enabled=javascript
        )
        context.add_cookies([{"name": "lang", "value": language, "url": site.site}])
        contexts.append(context)
        page = context.new_page()
        if sign_in:
            page.goto("/masuk")
            page.fill("[name=email]", sign_in[0])
            page.fill("[name=password]", sign_in[1])
            page.click("main button[type=submit]")
        return page

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def staff(site: System) -> tuple[str, str]:
    return site.administrator

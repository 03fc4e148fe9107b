"""Windows of a real Chromium on the running site."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from local.running import System

OpenWindow = Callable[..., Page]


@pytest.fixture(scope="module")
def open_window(chromium: Browser, site: System) -> Iterator[OpenWindow]:
    """Open a window: ``open_window(width=360, sign_in=(email, password), javascript=False)``."""
    opened = []

    def open_window(width: int = 1280, sign_in: tuple[str, str] | None = None, *, javascript: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, base_url=site.site, java_script_enabled=javascript
        )
        opened.append(context)
        page = context.new_page()
        if sign_in:
            page.goto("/masuk")
            page.fill("[name=email]", sign_in[0])
            page.fill("[name=password]", sign_in[1])
            with page.expect_navigation():
                page.click("main button[type=submit]")
        return page

    yield open_window
    for context in opened:
        context.close()

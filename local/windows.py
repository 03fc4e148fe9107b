"""A Chromium of this machine, for what people do in a browser."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from local.problems import Problem
from local.running import System

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def started_browser() -> Iterator[Browser]:
    """Start a browser; raises Problem where this machine has none."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        raise Problem("This machine has no Chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def window(browser: Browser, system: System, width: int) -> Page:
    """Open a window of somebody's own on the site."""
    return browser.new_context(base_url=system.site, viewport={"width": width, "height": 900}).new_page()

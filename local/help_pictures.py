"""``python -m local.help_pictures``: take the pictures of the help anew, as a running product walks its first hour."""

import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize, sync_playwright

from local.first_hour import FirstHour
from local.problems import Problem
from local.running import System, running_system

FOLDER = Path(__file__).resolve().parent.parent / "services" / "partners" / "static" / "mulai-di-sini"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
HIGHEST = 1000
IN_PLACE = "document.querySelectorAll('.sticky-actions').forEach(bar => bar.style.setProperty('position', 'static'))"
WIDE, PHONE = ViewportSize(width=1000, height=700), ViewportSize(width=360, height=640)


def take(part: Locator, name: str) -> None:
    """Keep what somebody sees of a part of a page, from its top as far as a picture goes."""
    page = part.page
    phone = page.viewport_size is not None and page.viewport_size["width"] < WIDE["width"]
    page.set_viewport_size(PHONE if phone else WIDE)
    page.evaluate(IN_PLACE)
    box = part.bounding_box()
    if box is None:
        raise Problem(f"There is nothing to see for the picture {name}.")
    clip = FloatRect(x=box["x"], y=box["y"], width=box["width"], height=min(box["height"], HIGHEST))
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled", full_page=True, clip=clip)


def window(browser: Browser, system: System, width: int) -> Page:
    return browser.new_context(base_url=system.site, viewport={"width": width, "height": 900}).new_page()


def main() -> int:
    """Walk the first hour and keep its pictures."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        raise Problem("This machine has no Chromium.")
    FOLDER.mkdir(exist_ok=True)
    new_folder = tempfile.TemporaryDirectory
    with new_folder() as data, new_folder() as lists, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        with running_system(Path(data)) as system:
            FirstHour(system, partial(window, browser, system), take, Path(lists)).walk()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

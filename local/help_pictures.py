"""``python -m local.help_pictures``: take the pictures of the help anew, as a running product walks its first hour."""

import sys
import tempfile
from functools import partial
from pathlib import Path

from playwright.sync_api import FloatRect, Locator, ViewportSize

from local.first_hour import FirstHour
from local.problems import Problem
from local.running import running_system
from local.windows import started_browser, window

FOLDER = Path(__file__).resolve().parent.parent / "services" / "partners" / "static" / "mulai-di-sini"
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


def main() -> int:
    """Walk the first hour and keep its pictures."""
    FOLDER.mkdir(exist_ok=True)
    new_folder = tempfile.TemporaryDirectory
    with (
        new_folder() as data,
        new_folder() as lists,
        started_browser() as browser,
        running_system(Path(data), own_password=False) as system,
    ):
        FirstHour(system, partial(window, browser, system), take, Path(lists)).walk()
    return 0


if __name__ == "__main__":
    sys.exit(main())

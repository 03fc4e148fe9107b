"""What every page must be: without serious barriers, and no wider than a phone."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS = {"serious", "critical"}
PHONE = {"width": 360, "height": 800}


def barriers(page: Page) -> list[tuple[str, list[str]]]:
    """Return what keeps people out of a page: the rule, and where it is broken."""
    violations = Axe().run(page).response["violations"]
    return [(item["id"], item["nodes"][0]["target"]) for item in violations if item["impact"] in SERIOUS]


def width_on_a_phone(page: Page) -> int:
    """Return how wide the page is on a phone, in pixels."""
    page.set_viewport_size(PHONE)
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width

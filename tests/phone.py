"""A page of one service as a phone shows it, without a server between."""

from urllib.parse import urlsplit

from flask.testing import FlaskClient
from playwright.sync_api import Browser, Route

SITE = "http://sinergi.example"
WIDTH = 360


def width_on_a_phone(chromium: Browser, client: FlaskClient, path: str) -> int:
    """Return how wide the page at ``path`` is on a phone, in pixels."""
    context = chromium.new_context(viewport={"width": WIDTH, "height": 800})
    page = context.new_page()
    page.route("**/*", lambda route: _answer(route, client))
    page.goto(SITE + path)
    page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
    width: int = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    return width


def _answer(route: Route, client: FlaskClient) -> None:
    url = urlsplit(route.request.url)
    with client.get(f"{url.path}?{url.query}") as answer:
        route.fulfill(status=answer.status_code, content_type=answer.content_type, body=answer.data)

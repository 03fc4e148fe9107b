"""The kernel's own script and pages in a real browser."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Blueprint, Flask, redirect, render_template_string, request
from flask.typing import ResponseReturnValue
from playwright.sync_api import Browser, Page, expect

from shared.settings import Settings
from shared.web.app import build_app
from shared.web.auth import allow_anyone
from tests.shared.web import desk
from tests.web_servers import serving

pytestmark = pytest.mark.browser

PAGE = """{% extends "layout.html" %}
{% from "macros/forms.html" import csrf, submit %}{% from "macros/parts.html" import confirm_button, card %}
{% from "macros/charts.html" import funnel, bars, hexmap %}
{% block title %}Coba{% endblock %}
{% block content %}
<p class="panel" id="count" data-refresh="/coba" data-every="1">{{ count }}</p>
<form class="panel" method="post">{{ csrf() }}
  <label for="title">Judul</label><input id="title" name="title">{{ submit("Kirim") }}
  <label for="a">A</label><input id="a" name="points-a" type="number" value="4">
  <label for="b">B</label><input id="b" name="points-b" type="number" value="6">
  <p class="sum" data-sum="points-" data-is="10">Jumlah <output>10</output></p>
</form>
{{ confirm_button("Batalkan", "/coba", "Batalkan penawaran ini?") }}
{% call card("Gambar") %}{{ funnel([("Kuota", 10), ("Hadir", 3)], "Kuota") }}{{ bars([("Jul", 3)], "Hadir") }}
{{ hexmap({"64.08.04": 5}, "IKM", {"64.08.04": "/ikm"}) }}{% endcall %}
{% endblock %}"""


class Desk:
    """What the page sent, in order."""

    def __init__(self) -> None:
        self.sent: list[dict[str, list[str]]] = []
        self.pages = Blueprint("try", __name__)
        self.pages.get("/coba")(self.show)
        self.pages.post("/coba")(self.take)

    @allow_anyone
    def show(self) -> str:
        return render_template_string(PAGE, count=len(self.sent))

    @allow_anyone
    def take(self) -> ResponseReturnValue:
        self.sent.append(request.form.to_dict(flat=False))
        return redirect("/coba", 303)


@pytest.fixture
def sent() -> Desk:
    return Desk()


@pytest.fixture
def app(settings: Settings, sent: Desk) -> Iterator[Flask]:
    app = build_app(settings, package="shared.web", pages=[desk.pages, sent.pages])
    yield app
    app.extensions["database"].dispose()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with serving(app) as address:
        yield address


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page: ``visit("/coba", width=360, java_script_enabled=False)``; any console error fails the test."""
    opened, complaints = [], []

    def open_page(path: str, width: int = 1280, **options: bool) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.goto(address + path)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert [text for text in complaints if "Failed to load resource" not in text] == []


def test_two_clicks_are_one_submission(visit: Callable[..., Page], sent: Desk) -> None:
    page = visit("/coba")
    page.get_by_role("button", name="Kirim").dblclick()
    expect(page.locator("#count")).to_have_text("1")
    page.wait_for_timeout(300)
    assert len(sent.sent) == 1


def test_a_question_can_be_answered_with_no(visit: Callable[..., Page], sent: Desk) -> None:
    page = visit("/coba")
    page.locator("summary", has_text="Batalkan").click()
    expect(page.get_by_role("dialog", name="Batalkan penawaran ini?")).to_be_visible()
    page.get_by_role("button", name="Tidak, kembali").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert sent.sent == []


def test_a_question_works_without_a_script(visit: Callable[..., Page], sent: Desk) -> None:
    page = visit("/coba", java_script_enabled=False)
    page.locator("summary", has_text="Batalkan").click()
    page.get_by_role("button", name="Batalkan").click()
    expect(page.locator("#count")).to_have_text("1")


def test_a_part_keeps_itself_fresh(visit: Callable[..., Page], sent: Desk) -> None:
    page = visit("/coba")
    sent.sent.append({})
    expect(page.locator("#count")).to_have_text("1")


def test_a_sum_follows_its_fields_and_shows_when_it_is_off(visit: Callable[..., Page]) -> None:
    page = visit("/coba")
    line = page.locator("[data-sum]")
    page.get_by_label("A", exact=True).fill("7")
    expect(line).to_have_text("Jumlah 13")
    expect(line).to_have_class("sum sum-off")
    page.get_by_label("B", exact=True).fill("3")
    expect(line).to_have_class("sum")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/", "/coba", "/tidak-ada", "/salah/bug", "/api/partners/docs"])
def test_pages_are_accessible_and_fit(visit: Callable[..., Page], path: str, width: int) -> None:
    page = visit(path, width)
    assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_frame_fits_a_phone_in_english_too(visit: Callable[..., Page]) -> None:
    page = visit("/", 360)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

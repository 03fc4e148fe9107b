"""The attendance list on a telephone whose line is cut and comes back, and by keyboard."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select

from services.partners.models import Attendance, Offer
from shared.database import Database
from tests.browser.barriers import barriers
from tests.partners.attendances import held
from tests.web_servers import serving

pytestmark = pytest.mark.browser
Window = Callable[..., Page]


@pytest.fixture
def offer(site: Database) -> Offer:
    with site.transaction() as session:
        return held(session)


@pytest.fixture
def window(app: Flask, chromium: Browser, staff: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """A page of the site in a window of one of staff."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    opened, name = [], app.config["SESSION_COOKIE_NAME"]
    cookie = staff.get_cookie(name)
    assert cookie

    def window(path: str, width: int = 360, *, javascript: bool = True) -> Page:
        shape = {"width": width, "height": 800}
        opened.append(chromium.new_context(viewport=shape, base_url=address, java_script_enabled=javascript))
        opened[-1].add_cookies([{"name": name, "value": cookie.value, "url": address}])
        page = opened[-1].new_page()
        page.goto(path)
        return page

    with serving(app) as address:
        yield window
        for context in opened:
            context.close()


def noted(site: Database) -> list[str]:
    with site.reading() as session:
        return sorted(row.state for row in session.scalars(select(Attendance)))


def one_session(offer: Offer) -> str:
    return f"/penawaran/{offer.id}/daftar-hadir/sesi/{offer.sessions[0].id}"


def status(page: Page, said: str) -> None:
    expect(page.locator("[data-attendance-status]")).to_have_attribute("data-said", said)


def test_what_is_noted_without_a_line_is_kept_and_sent_once_when_it_is_back(
    window: Window, site: Database, offer: Offer
) -> None:
    page = window(one_session(offer))
    page.context.set_offline(True)
    page.get_by_role("button", name="Hadir: IKM 0").click()
    page.get_by_role("button", name="Sakit: IKM 1").click()
    status(page, "kept")
    assert noted(site) == []
    expect(page.get_by_role("button", name="Hadir: IKM 0")).to_have_attribute("aria-pressed", "true")
    page.context.set_offline(False)
    status(page, "done")
    assert noted(site) == ["present", "sick"]
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_is_kept_is_sent_by_the_page_opened_anew(window: Window, site: Database, offer: Offer) -> None:
    page = window(one_session(offer))
    page.route("**/kirim", lambda route: route.abort())
    page.get_by_role("button", name="Hadir: IKM 0").click()
    status(page, "kept")
    page.unroute("**/kirim")
    page.reload()
    status(page, "done")
    assert noted(site) == ["present"]


def test_an_answer_that_was_lost_makes_no_second_entry(window: Window, site: Database, offer: Offer) -> None:
    page = window(one_session(offer))
    lost = []

    def lose_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/kirim", lose_first)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Hadir: IKM 0").click()
    assert noted(site) == ["present"]
    page.evaluate("dispatchEvent(new Event('online'))")
    status(page, "done")
    assert (lost, noted(site)) == ([200], ["present"])


def test_the_whole_list_is_filled_in_by_keyboard_downwards(window: Window, site: Database, offer: Offer) -> None:
    page = window(f"/penawaran/{offer.id}/daftar-hadir", width=1280)
    page.locator('select[name="0.0"]').focus()
    page.keyboard.press("h")
    page.keyboard.press("a")
    status(page, "done")
    assert noted(site) == ["absent", "present"]
    assert barriers(page) == []


def test_the_whole_list_moves_within_itself_on_a_phone(window: Window, offer: Offer) -> None:
    page = window(f"/penawaran/{offer.id}/daftar-hadir")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert barriers(page) == []


def test_without_javascript_the_buttons_save_too(window: Window, site: Database, offer: Offer) -> None:
    page = window(one_session(offer), javascript=False)
    page.get_by_role("button", name="Semua hadir").click()
    page.get_by_role("button", name="Izin: IKM 1").click()
    assert noted(site) == ["excused", "present"]

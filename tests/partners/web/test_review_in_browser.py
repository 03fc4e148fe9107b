"""The review in a real browser: by keyboard alone, with a selection that grows over pages, on a phone and on paper."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect

from services.partners.models import Offer
from shared.database import Database
from shared.events.registry import ContactPoint
from tests.browser.barriers import barriers, width_on_a_phone
from tests.partners import factories
from tests.web_servers import serving

pytestmark = pytest.mark.browser
Window = Callable[..., Page]
TICKS = ".match > input"


@pytest.fixture
def offer(site: Database) -> Offer:
    """Five seats, and 54 who fit: a page and a little."""
    with site.transaction() as session:
        factories.keep_ikm(session, 50, owner_sex="P")
        factories.keep_ikm(session, 4, name="Bapak", owner_sex="L", contact=ContactPoint(name="Pak Udin"))
        return factories.opened(session, quota=5)


@pytest.fixture
def window(app: Flask, chromium: Browser, staff: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """The review in a window of one of staff: ``window(offer, width=360, javascript=False)``."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    opened, name = [], app.config["SESSION_COOKIE_NAME"]
    cookie = staff.get_cookie(name)
    assert cookie

    def window(offer: Offer, width: int = 1280, *, javascript: bool = True) -> Page:
        shape = {"width": width, "height": 900}
        opened.append(chromium.new_context(viewport=shape, base_url=address, java_script_enabled=javascript))
        opened[-1].add_cookies([{"name": name, "value": cookie.value, "url": address}])
        page = opened[-1].new_page()
        page.goto(f"/penawaran/{offer.id}/kecocokan")
        expect(page.get_by_role("heading", name="Pencocokan")).to_be_visible()
        return page

    with serving(app) as address:
        yield window
        for context in opened:
            context.close()


def chosen(page: Page, key: str) -> str:
    return page.locator(f'[data-key="{key}"] [data-chosen]').inner_text()


def test_arrows_walk_space_ticks_enter_opens_and_a_question_mark_shows_the_keys(window: Window, offer: Offer) -> None:
    page = window(offer)
    boxes = page.locator(TICKS)
    boxes.nth(0).focus()
    page.keyboard.press("ArrowDown")
    expect(boxes.nth(1)).to_be_focused()
    page.keyboard.press("Space")
    expect(boxes.nth(1)).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator(".match details.points[open]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".match details.points[open]")).to_have_count(0)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(boxes.nth(0)).to_be_focused()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Tombol daftar ini")
    expect(dialog).to_be_visible()
    assert barriers(page) == []
    dialog.get_by_label("Pakai tombol-tombol ini").uncheck()
    page.keyboard.press("Escape")
    boxes.nth(0).focus()
    page.keyboard.press("ArrowDown")
    expect(boxes.nth(0)).to_be_focused()


def test_what_is_written_into_a_field_is_no_key(window: Window, offer: Offer) -> None:
    page = window(offer)
    page.get_by_label("Cari nama, pemilik, atau produk").press_sequentially("mana?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_label("Cari nama, pemilik, atau produk")).to_have_value("mana?")


def test_the_selection_grows_over_pages_and_the_panel_with_it(window: Window, offer: Offer) -> None:
    page = window(offer)
    page.locator(TICKS).first.check()
    assert (chosen(page, "sex:P"), chosen(page, "sex:L")) == ("1", "0")
    expect(page.locator('[data-code="64.08.10"] .hex-count')).to_have_text("1")
    page.goto(f"{page.url}?hal=2")
    page.locator(TICKS).last.check()
    assert (chosen(page, "sex:P"), chosen(page, "sex:L")) == ("1", "1")
    expect(page.locator("[data-chosen-count]")).to_contain_text("2 dicentang")
    page.get_by_role("button", name="Periksa yang dicentang").click()
    expect(page.get_by_role("heading", name="Tetapkan pilihan")).to_be_visible()
    page.get_by_role("button", name="Undang 2 IKM").click()
    expect(page.get_by_text("2 IKM mendapat tempat")).to_be_visible()
    page.goto(f"/penawaran/{offer.id}/kecocokan")
    expect(page.locator("[data-chosen-count]")).to_be_hidden()
    assert page.locator('[data-key="sex:L"] td').first.inner_text() == "1"


def test_all_ticks_are_taken_away_at_once(window: Window, offer: Offer) -> None:
    page = window(offer)
    page.locator(TICKS).first.check()
    page.goto(f"{page.url}?hal=2")
    page.locator(TICKS).first.check()
    page.get_by_role("button", name="Hapus semua centang").click()
    expect(page.locator("[data-chosen-count]")).to_be_hidden()
    assert chosen(page, "sex:P") == "0"
    page.goto(page.url.partition("?")[0])
    expect(page.locator(f"{TICKS}:checked")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False])
def test_an_ikm_is_laid_down_for_the_plan_from_its_line(window: Window, offer: Offer, javascript: bool) -> None:
    page = window(offer, javascript=javascript)
    line = page.locator(".match").nth(2)
    line.locator("summary", has_text="Jangan usulkan").click()
    box = page.locator("dialog[open]") if javascript else line.locator("details.confirm").nth(1)
    box.get_by_label("Alasan").fill("Sudah tutup")
    box.get_by_role("button", name="Jangan usulkan").click()
    expect(page.get_by_text("Dicatat.")).to_be_visible()
    assert page.url.endswith(f"/penawaran/{offer.id}/kecocokan")
    expect(page.locator(".match").nth(2)).to_contain_text("Sudah tutup")


def test_without_a_script_it_is_a_list_with_buttons(window: Window, offer: Offer) -> None:
    page = window(offer, width=360, javascript=False)
    page.locator(".match").nth(0).get_by_role("link", name=re.compile("^Bandingkan")).click()
    page.locator(".match").nth(1).get_by_role("link", name=re.compile("^Bandingkan dengan ini")).click()
    expect(page.get_by_role("heading", name="Dua IKM berdampingan")).to_be_visible()
    assert width_on_a_phone(page) <= 360
    page.goto(f"/penawaran/{offer.id}/kecocokan")
    expect(page.locator("[data-keys-help]")).to_be_hidden()
    page.locator(TICKS).nth(1).check()
    page.get_by_role("button", name="Periksa yang dicentang").click()
    expect(page.locator('[data-key="sex:P"] [data-chosen]')).to_have_text("1")
    assert width_on_a_phone(page) <= 360


def test_on_paper_the_list_has_its_reasons_and_no_buttons(window: Window, offer: Offer) -> None:
    page = window(offer)
    page.emulate_media(media="print")
    assert page.locator("button:visible, .line-tools:visible").count() == 0
    expect(page.locator(".match").first).to_be_visible()
    expect(page.locator(".coverage-table").last).to_be_visible()

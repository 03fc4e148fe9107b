"""Every mail with a button in a real browser, on a small phone: whoever opens it sees the button without scrolling."""

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from services.notifications.channels.rendering import render
from services.notifications.letters.catalogue import LETTERS
from shared.clock import start_of_day, today
from shared.events.contract import Event
from shared.language import LANGUAGES
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.factories import a_session, an_invitation, an_offer
from tests.notifications.kinds import facts_about, queued

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PHONE = {"width": 360, "height": 640}
REASON = "Jadwalnya belum jelas, dan tempatnya belum ada. " * 20
PLACE = "Balai Desa Bukit Harapan, Kecamatan Kaliorang"
LETTERHEAD = "Pemerintah Kabupaten Kutai Timur\nDinas Perindustrian dan Perdagangan\nBukit Pelangi\nSangatta"
"""As many lines as one may have."""
KNOWN = {
    "title": "Pelatihan kemasan yang menjual untuk keripik pisang",
    "place": PLACE,
    "summary": "Dua hari praktik. " * 50,
    "cost": "Gratis, termasuk makan siang",
    "bring": "Satu produk dan labelnya",
    "map_url": "https://maps.app.goo.gl/contoh",
    "contact_name": "Pak Budi",
    "contact_phone": "081234567890",
}


def said() -> dict[str, Event]:
    first = start_of_day(today() + timedelta(days=20)) + timedelta(hours=9)
    days = [
        a_session(title=title, place=PLACE, starts_at=at, ends_at=at + timedelta(hours=6))
        for title, at in (("Bahan dan label", first), ("Harga", first + timedelta(days=1)))
    ]
    return facts_about(an_invitation(offer=an_offer(**KNOWN), sessions=days), "Budi Santoso", REASON)


@pytest.mark.parametrize("letterhead", ["", LETTERHEAD], ids=["name", "letterhead"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_button_stands_on_the_first_screen(desk: Desk, chromium: Browser, language: str, letterhead: str) -> None:
    plain = settings_for(desk.database, "smtp://127.0.0.1:1")
    settings = replace(plain, office=replace(plain.office, letterhead=letterhead))
    page = chromium.new_page(viewport=PHONE)
    ends, below = {}, {}
    for template in LETTERS:
        email = queued(desk, template, said())
        email.language = language
        page.set_content(render(email, settings).html)
        for button in page.locator(".button a").all():
            box = button.bounding_box()
            assert box
            ends[template] = box["y"] + box["height"]
            if ends[template] > PHONE["height"]:
                below[template] = ends[template]
    page.close()
    assert below == {}
    assert len(ends) > 12

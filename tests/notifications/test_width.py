"""Every kind of mail in a real browser, as wide as a phone, with words that have no place to break."""

import re

import pytest
from playwright.sync_api import Browser

from services.notifications.app import create_app
from services.notifications.channels.rendering import render
from services.notifications.channels.unsubscribe_link import unsubscribe_url
from services.notifications.letters.catalogue import LETTERS
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.kinds import facts_in, queued
from tests.phone import WIDTH, width_on_a_phone

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PHONE = {"width": WIDTH, "height": 800}
WORDS = {"link": f"https://meet.example/{'a1' * 55}", "name": "Keripik" * 20, "capitals": "W" * 190}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_no_mail_is_wider_than_a_phone(desk: Desk, chromium: Browser, words: str) -> None:
    settings = settings_for(desk.database, "smtp://127.0.0.1:1", SINERGI_OFFICE_NAME=words, SINERGI_OFFICE_PHONE=words)
    page = chromium.new_page(viewport=PHONE)
    too_wide = {}
    for template in LETTERS:
        html = render(queued(desk, template, facts_in(words)), settings).html
        # Some mail programs take the style sheet out.
        for shown in (html, re.sub(r"(?s)<style>.*</style>", "", html)):
            page.set_content(shown)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > WIDTH:
                too_wide[template] = width
    page.close()
    assert too_wide == {}


def test_nor_the_page_that_ends_news(desk: Desk, chromium: Browser) -> None:
    settings = settings_for(desk.database, "smtp://127.0.0.1:1", SINERGI_OFFICE_NAME="W" * 190)
    link = unsubscribe_url(queued(desk, "offer_closed"), settings)
    assert link
    client = create_app(settings).test_client()
    assert width_on_a_phone(chromium, client, link.removeprefix(settings.public_url)) <= WIDTH

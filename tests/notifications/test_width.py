"""Every kind of mail in a real browser, as wide as a phone, with words that have no place to break."""

import re

import pytest
from playwright.sync_api import Browser

from services.notifications.actions.rendering import render
from services.notifications.domain.template import TEMPLATES
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.kinds import facts_in, queued

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PHONE = {"width": 360, "height": 800}
WORDS = {"link": f"https://meet.example/{'a1' * 55}", "name": "Keripik" * 20, "capitals": "W" * 190}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_no_mail_is_wider_than_a_phone(desk: Desk, chromium: Browser, words: str) -> None:
    settings = settings_for(desk.database, "smtp://127.0.0.1:1", SINERGI_OFFICE_NAME=words, SINERGI_OFFICE_PHONE=words)
    page = chromium.new_page(viewport=PHONE)
    too_wide = {}
    for template in TEMPLATES:
        html = render(queued(desk, template, facts_in(words)), settings).html
        # Some mail programs take the style sheet out.
        for shown in (html, re.sub(r"(?s)<style>.*</style>", "", html)):
            page.set_content(shown)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > PHONE["width"]:
                too_wide[template] = width
    page.close()
    assert too_wide == {}

"""An owner's phone that keeps no cookies, and the pages that open by a link."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from services.partners.models import Invitation
from services.partners.queries.links import answer_path
from shared.database import Database
from tests.conftest import CHROMIUM, SIGNING_KEY
from tests.partners import factories
from tests.web_servers import serving

pytestmark = pytest.mark.browser
BLOCKED = {"profile": {"default_content_setting_values": {"cookies": 2}}}


@pytest.fixture
def phone(app: Flask, chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A narrow window of a browser whose settings refuse every cookie."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    settings = tmp_path / "phone" / "Default" / "Preferences"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps(BLOCKED))
    with serving(app) as address:
        context = chromium.browser_type.launch_persistent_context(
            settings.parent.parent,
            executable_path=next(filter(None, map(shutil.which, CHROMIUM))),
            args=["--no-sandbox", "--disable-gpu"],
            viewport={"width": 360, "height": 800},
            base_url=address,
        )
        yield context.new_page()
        assert context.cookies() == []
        context.close()


@pytest.fixture
def link(site: Database) -> str:
    with site.transaction() as session:
        factories.confirmed(session)
        return answer_path([SIGNING_KEY], session.scalars(select(Invitation)).first())


def test_whoever_blocks_cookies_answers_in_either_language_and_thinks_again(phone: Page, link: str) -> None:
    phone.goto(link)
    phone.get_by_role("link", name="English").click()
    phone.get_by_role("button", name="Yes, I will come").click()
    expect(phone.get_by_text("Good, we expect you.")).to_be_visible()
    phone.get_by_role("link", name="Indonesia").click()
    phone.get_by_text("Ubah jawaban saya").click()
    phone.locator("summary", has_text="Saya tidak bisa datang").click()
    phone.get_by_label("Atau tulis sendiri").fill("\u200b \u2060")
    phone.get_by_role("button", name=re.compile("^Kirim: ")).click()
    expect(phone.locator("#reason-error")).to_have_text("Tuliskan mengapa tidak bisa datang.")
    phone.get_by_label("Sedang panen").check()
    phone.get_by_role("button", name=re.compile("^Kirim: ")).click()
    expect(phone.get_by_role("heading", name="Terima kasih")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_whoever_blocks_cookies_and_wants_to_sign_in_reads_why_not(phone: Page) -> None:
    phone.goto("/masuk")
    phone.get_by_label("Email").fill("rahma@contoh.id")
    phone.get_by_label("Kata sandi").fill("kalimat yang panjang")
    phone.get_by_role("button", name="Masuk").click()
    expect(phone.get_by_role("alert")).to_contain_text("izinkan cookie untuk situs ini")
    expect(phone.get_by_label("Email")).to_have_value("rahma@contoh.id")

"""The proxy's own page, for when no service answers."""

from pathlib import Path

import pytest

from tests.browser.barriers import barriers, width_on_a_phone

PAGE = Path(__file__).resolve().parents[2] / "deploy" / "unavailable.html"

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]


def test_it_has_no_barrier_and_fits_a_phone(chromium):
    page = chromium.new_page()
    page.goto(PAGE.as_uri())
    assert barriers(page) == []
    assert width_on_a_phone(page) == 360
    page.close()


def test_it_needs_nothing_that_is_not_there():
    text = PAGE.read_text()
    assert "src=" not in text
    assert "href=" not in text

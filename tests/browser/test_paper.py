"""Lists on paper say what they are about, without what only a screen needs; on a phone their filters come folded."""

import re

import pytest
from playwright.sync_api import Page, expect

from local.running import System
from tests.browser.conftest import OpenWindow
from tests.main_job import MainJob

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180), pytest.mark.xdist_group("site")]
A4 = {"width": 672, "height": 1000}
"""The print area of a sheet, with its margins of 16 mm."""


@pytest.fixture
def paper(open_window: OpenWindow, site: System) -> Page:
    page = open_window(sign_in=site.administrator)
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    return page


def test_the_call_list_begins_with_the_first_name(paper: Page, main_job: MainJob) -> None:
    paper.goto("/telepon")
    first = paper.locator("tbody tr").first
    box = first.bounding_box()
    assert box
    assert box["y"] < 150
    expect(first).to_contain_text("☐")
    expect(first.get_by_role("link", name=re.compile("WhatsApp"))).to_be_hidden()


def test_what_the_list_is_about_is_printed_black_and_no_button_is(paper: Page, main_job: MainJob) -> None:
    paper.goto(f"/penawaran/{main_job.offer_id}/peserta")
    name = paper.locator(".lead a")
    expect(name).to_be_visible()
    assert name.evaluate("link => getComputedStyle(link).color") == "rgb(0, 0, 0)"
    assert paper.locator(".btn:visible, button:visible").count() == 0


@pytest.mark.parametrize("javascript", [True, False])
def test_on_a_phone_filters_unfold_with_a_tap(
    open_window: OpenWindow, site: System, main_job: MainJob, javascript: bool
) -> None:
    phone = open_window(width=360, sign_in=site.administrator, javascript=javascript)
    phone.goto("/telepon")
    kecamatan = phone.get_by_label("Kecamatan")
    expect(kecamatan).to_be_hidden()
    phone.locator("summary", has_text="Saring").click()
    kecamatan.select_option(index=1)
    phone.get_by_role("button", name="Tampilkan").click()
    expect(kecamatan).to_be_visible()
    wide = open_window(width=1280, sign_in=site.administrator, javascript=javascript)
    wide.goto("/telepon")
    expect(wide.get_by_label("Kecamatan")).to_be_visible()
    expect(wide.locator("summary", has_text="Saring")).to_be_hidden()

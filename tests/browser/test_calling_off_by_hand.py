"""An offer is cancelled, and whoever has no address is told by hand, without JavaScript."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from local import desk
from local.demo_data import packaging_course
from shared.clock import today
from shared.language import gettext as _
from tests.browser.barriers import barriers, width_on_a_phone

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180), pytest.mark.xdist_group("site")]

TITLE, REASON = "Kunjungan belajar kemasan", "Lokasi kebanjiran."


def offer_with_invited(main_job, title, days):
    """Return an open offer to which somebody without an address is invited."""
    offer = packaging_course(today() + timedelta(days=days), quota=3) | {"title": title}
    body = offer | {"institution_id": main_job.institution_id}
    found = str(main_job.staff.post("/api/partners/v1/offers", body, key=title)["id"])
    main_job.staff.post(f"/api/partners/v1/offers/{found}/submit")
    desk.open_offer(main_job.staff, found)
    suggested = desk.suggestions(main_job.staff, found)["items"]
    desk.confirm(main_job.staff, found, [item["ikm_id"] for item in suggested[-3:]])
    return found


@pytest.fixture(scope="module")
def offer_id(main_job):
    return offer_with_invited(main_job, TITLE, 80)


@pytest.fixture(scope="module")
def called_off_id(main_job):
    found = offer_with_invited(main_job, f"{TITLE}, angkatan kedua", 87)
    main_job.staff.post(f"/api/partners/v1/offers/{found}/cancel", {"reason": REASON})
    return found


def press(place, words):
    button = place.get_by_role("button", name=words).first
    with button.page.expect_navigation():
        button.click()


def test_whoever_must_be_told_by_phone_is_told_once_and_a_mistake_is_undone(open_window, site, main_job, offer_id):
    staff = open_window(sign_in=site.administrator, javascript=False)
    staff.goto(f"/penawaran/{offer_id}")
    box = staff.locator("details", has_text=_("Cancel it for good"))
    box.locator("summary").click()
    box.locator("[name=reason]").fill(REASON)
    press(box, _("Cancel it for good"))

    staff.get_by_role("link", name=_("Open the call list")).click()
    rows = staff.locator("tbody tr", has_text=REASON)
    calls = main_job.staff.get("/api/partners/v1/calls", offer_id=offer_id)
    expect(rows).to_have_count(calls["total"])
    assert "wa.me" in (rows.first.get_by_role("link", name="WhatsApp").get_attribute("href") or "")

    name = calls["items"][0]["contact_name"]
    press(staff, re.compile(_("I have called")))
    expect(rows).to_have_count(calls["total"] - 1)
    staff.goto(f"/telepon?untuk=dikabari&penawaran={offer_id}")
    expect(rows).to_have_count(1)
    assert name in rows.first.inner_text()
    press(staff, re.compile(_("Not told after all")))
    staff.goto(f"/telepon?untuk=kabar&penawaran={offer_id}")
    expect(rows).to_have_count(calls["total"])


@pytest.mark.parametrize(
    "link", ["/telepon?untuk=kabar", "/telepon/{call}", "/penawaran/{offer}", "/penawaran/{offer}/peserta"]
)
def test_pages_of_what_was_called_off_have_no_barrier_and_fit_a_phone(open_window, site, main_job, called_off_id, link):
    calls = main_job.staff.get("/api/partners/v1/calls", offer_id=called_off_id)["items"]
    page = open_window(sign_in=site.administrator)
    page.goto(link.format(call=calls[0]["invitation"]["id"], offer=called_off_id))
    assert REASON in page.inner_text("main")
    assert barriers(page) == []
    assert width_on_a_phone(page) <= 360

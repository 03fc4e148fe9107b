"""The main job as people do it, page by page, most of it without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from local import desk
from local.client import eventually
from local.demo_data import MENTORS, packaging_course
from local.mails import kept_mails
from shared.clock import today
from shared.language import gettext as _

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180), pytest.mark.xdist_group("site")]

LIST = """DAFTAR IKM KECAMATAN KALIORANG;;;;;
;;;;;
No;Nama Usaha;Nama Pemilik;Kecamatan;No HP;Email;Produk
1;Cokelat Wehea;Yosef Lung;Muara Wahau;0812-5550-001;yosef@contoh.id;Cokelat batang
2;Amplang Teluk;Hadijah;Teluk Pandan;08125550002;;Amplang
"""


@pytest.fixture(scope="module")
def staff(open_window, site):
    return open_window(sign_in=site.administrator)


def press(page, words):
    with page.expect_navigation():
        page.get_by_role("button", name=words).first.click()


def upload(page, file):
    page.goto("/impor/baru")
    page.set_input_files("input[type=file]", file)
    press(page, _("Upload and look"))
    press(page, _("Show what would change"))
    expect(page.get_by_role("heading", name=_("Nothing is written yet"))).to_be_visible()


def test_a_list_is_looked_at_then_written_then_undone(staff, tmp_path):
    file = tmp_path / "daftar.csv"
    file.write_text(LIST)
    upload(staff, file)
    assert "Cokelat Wehea" in staff.inner_text("main")
    press(staff, _("Yes, write it into the register"))
    staff.goto("/ikm?cari=wehea")
    expect(staff.get_by_role("link", name="Cokelat Wehea")).to_be_visible()
    staff.goto("/impor")
    staff.locator("main table a, main .cards a, main li a").first.click()
    staff.get_by_text(_("Undo this import"), exact=True).first.click()
    press(staff, _("Undo this import"))
    staff.goto("/ikm?cari=wehea")
    expect(staff.get_by_role("link", name="Cokelat Wehea")).to_have_count(0)


def offer_form(page, offer):
    """Fill the one page on which an institution posts an offer."""
    page.goto("/penawaran/saya/baru")
    for name in ("title", "summary", "place", "starts_on", "ends_on", "answer_by"):
        page.fill(f"[name={name}]", str(offer[name]))
    page.fill("[name=quota]", str(offer["quota"]))
    for name in ("topic", "form", "mode"):
        page.select_option(f"[name={name}]", offer[name])
    for key, value in offer["sessions"][0].items():
        page.fill(f"[name=sessions-0-{key}]", value.removesuffix(":00"))


def test_an_offer_becomes_an_answer_by_hand(staff, open_window, site, tmp_path):
    file = tmp_path / "pemilik.csv"
    file.write_text(LIST.replace("Wehea", "Karangan").replace("Teluk;", "Bengalon;").replace("555", "666"))
    upload(staff, file)
    press(staff, _("Yes, write it into the register"))

    program = desk.sign_in(site.site, *site.administrator)
    password = desk.welcome(program, MENTORS)
    mentor = open_window(sign_in=(MENTORS.email, password), javascript=False)
    offer = packaging_course(today(), quota=2) | {"title": "Mentoring kemasan cokelat"}
    offer_form(mentor, offer)
    press(mentor, _("Submit to the office"))

    staff.goto("/penawaran?status=submitted")
    staff.get_by_role("link", name=offer["title"]).click()
    press(staff, re.compile("^" + _("Open the offer")))
    path = re.search(r"/penawaran/[0-9a-f-]{36}", staff.url).group()

    def suggested():
        staff.goto(f"{path}/kecocokan?cari=Cokelat+Karangan")
        return "Cokelat Karangan" in staff.inner_text("main")

    eventually(suggested, 60, "suggestions")
    staff.get_by_label(re.compile("Cokelat Karangan")).check()
    press(staff, _("Look at the ticked selection"))
    press(staff, re.compile(_("Invite {count} IKM", count="1")))

    (mail,) = eventually(lambda: invitations(site, "yosef@contoh.id", offer["title"]), 60, "the invitation")
    link = re.search(r"/undangan/\S+", mail.text).group()
    phone = open_window(width=360, javascript=False)
    phone.goto(link)
    assert "Cokelat Karangan" in phone.inner_text("body")
    phone.goto(link)
    press(phone, _("Yes, I will come"))
    assert phone.url.endswith(link)

    mentor.goto(path.replace("/penawaran/", "/penawaran/saya/"))
    confirmed = mentor.locator("a, div", has_text=re.compile(rf"^\s*1\s*{_('Confirmed')}"))
    expect(confirmed.first).to_be_visible()


def invitations(site, address, title):
    return [mail for mail in kept_mails(site.place.mail, address) if title in mail.subject]

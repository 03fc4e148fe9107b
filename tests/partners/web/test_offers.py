"""An institution posts an offer in one page; the office sees it at once and moves it on."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from services.partners.models import Institution, Offer
from services.partners.queries.first_page import OFFERS_SHOWN
from services.partners.web.offer_form import MOST_SESSION_ROWS
from shared.clock import today
from shared.database import Database
from shared.web.format import entered as written
from tests.partners import factories
from tests.partners.web.people import Person

FIRST = today() + timedelta(days=30)


@pytest.fixture
def form() -> dict[str, str]:
    """All fields of the page, as a browser sends them; empty session rows stay empty."""
    return {
        "id": str(uuid4()),
        "title": "Klinik kemasan",
        "topic": "PENGEMASAN",
        "form": "PELATIHAN",
        "mode": "LURING",
        "place": "Sangatta",
        "starts_on": FIRST.isoformat(),
        "ends_on": FIRST.isoformat(),
        "quota": "25",
        "answer_by": (FIRST - timedelta(days=5)).isoformat(),
        "sessions-0-title": "Hari pertama",
        "sessions-0-starts_at": f"{FIRST}T09:00",
        "sessions-0-ends_at": f"{FIRST}T12:00",
        "sessions-1-title": "",
        "sessions-1-starts_at": "",
        "eligibility-clusters": "PISANG",
    }


def only_offer(site: Database) -> Offer:
    with site.reading() as session:
        return session.scalars(select(Offer)).one()


def test_one_page_submits_an_offer_that_staff_see_at_once(
    partner_browser: FlaskClient, staff: FlaskClient, site: Database, form: dict[str, str]
) -> None:
    assert partner_browser.post("/penawaran/saya", data={**form, "submit": "1"}).status_code == 303
    offer = only_offer(site)
    assert (offer.state, offer.quota, len(offer.sessions)) == ("submitted", 25, 1)
    assert offer.eligibility["clusters"] == ["PISANG"]
    assert "Diubah" not in partner_browser.get(f"/penawaran/saya/{offer.id}").text
    assert "Klinik kemasan" in staff.get("/penawaran?status=submitted").text


def test_where_people_meet_the_place_is_asked_beside_its_field_and_a_draft_waits_without_it(
    partner_browser: FlaskClient, site: Database, form: dict[str, str]
) -> None:
    refused = partner_browser.post("/penawaran/saya", data={**form, "place": "", "submit": "1"})
    assert refused.status_code == 422
    assert 'id="place-error">Isi tempatnya: gedung dan desa.</div>' in refused.text
    draft = {**form, "id": str(uuid4()), "place": "", "draft": "1"}
    assert partner_browser.post("/penawaran/saya", data=draft).status_code == 303
    assert only_offer(site).state == "draft"


def test_by_internet_no_place_is_asked(partner_browser: FlaskClient, site: Database, form: dict[str, str]) -> None:
    partner_browser.post("/penawaran/saya", data={**form, "mode": "DARING", "place": "", "submit": "1"})
    assert only_offer(site).state == "submitted"


def test_hours_stand_for_a_session_and_what_participants_ask_is_kept(
    partner_browser: FlaskClient, site: Database, form: dict[str, str]
) -> None:
    asked = {"hours_from": "09:00", "hours_until": "15:00", "map_url": "https://maps.app.goo.gl/x", "cost": "Gratis",
             "bring": "Satu produk", "contact_name": "Ratna Dewi", "contact_phone": "0812-3456-7890"}  # fmt: skip
    without_session = {name: value for name, value in form.items() if not name.startswith("sessions-")}
    partner_browser.post("/penawaran/saya", data={**without_session, **asked, "submit": "1"})
    offer = only_offer(site)
    assert offer.state == "submitted"
    assert {name: getattr(offer, name) for name in asked} == asked
    page = partner_browser.get(f"/penawaran/saya/{offer.id}").text
    for shown in (
        "Kapan",
        "09.00–15.00 WITA",
        "Jam ini berlaku untuk setiap hari",
        "https://maps.app.goo.gl/x",
        "Gratis",
        "Satu produk",
        "Ratna Dewi",
    ):
        assert shown in page
    assert "Belum ada pertemuan" not in page


@pytest.mark.parametrize(
    ("typed", "asks_for_sessions"),
    [
        ({"ends_on": (FIRST - timedelta(days=1)).isoformat()}, False),
        ({"hours_until": "08:00"}, False),
        ({"hours_until": "08:00", "ends_on": (FIRST + timedelta(days=9)).isoformat()}, False),
        ({"hours_until": ""}, False),
        ({"hours_from": "pagi"}, False),
        ({"ends_on": (FIRST - timedelta(days=1)).isoformat(), "hours_from": "", "hours_until": ""}, True),
        ({"ends_on": (FIRST + timedelta(days=9)).isoformat()}, True),
    ],
)
def test_sessions_are_asked_for_only_where_hours_are_known_not_to_do(
    partner_browser: FlaskClient, form: dict[str, str], typed: dict[str, str], asks_for_sessions: bool
) -> None:
    hours = {"hours_from": "09:00", "hours_until": "15:00", "submit": "1"}
    without_session = {name: value for name, value in form.items() if not name.startswith("sessions-")}
    page = partner_browser.post("/penawaran/saya", data={**without_session, **hours, **typed})
    assert (page.status_code, 'href="#sessions"' in page.text) == (422, asks_for_sessions)


def test_a_new_form_begins_with_what_usually_holds(
    partner_browser: FlaskClient, staff: FlaskClient, site: Database, partner: Person
) -> None:
    with site.transaction() as session:
        known = session.get_one(Institution, partner.institution_id)
        known.contact_name, known.phone = "Ratna Dewi", "0812-3456-7890"
    for page in (partner_browser.get("/penawaran/saya/baru").text,
                 staff.get(f"/penawaran/baru?lembaga={partner.institution_id}").text):  # fmt: skip
        for value in ("Ratna Dewi", "0812-3456-7890"):
            assert f'value="{value}"' in page
        assert 'id="cost" name="cost" value=""' in page


def test_a_draft_needs_only_title_topic_and_form(partner_browser: FlaskClient, site: Database) -> None:
    form = {"id": str(uuid4()), "title": "Magang", "topic": "EKSPOR", "form": "MAGANG", "draft": "1"}
    partner_browser.post("/penawaran/saya", data=form)
    assert only_offer(site).state == "draft"


def test_the_form_of_another_institution_s_offer_finds_nothing(
    partner_browser: FlaskClient, site: Database, form: dict[str, str]
) -> None:
    with site.transaction() as session:
        theirs = factories.drafted(session, institution_id=factories.institution(session, name="Lembaga Lain").id)
    answer = partner_browser.post("/penawaran/saya", data={**form, "id": str(theirs.id)})
    assert (answer.status_code, "Lembaga Lain" in answer.text) == (404, False)


def test_a_second_click_makes_no_second_offer(
    partner_browser: FlaskClient, site: Database, form: dict[str, str]
) -> None:
    for _ in range(2):
        assert partner_browser.post("/penawaran/saya", data={**form, "submit": "1"}).status_code == 303
    assert only_offer(site).state == "submitted"


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(
    partner_browser: FlaskClient, form: dict[str, str]
) -> None:
    answer = partner_browser.post("/penawaran/saya", data={**form, "quota": "", "mode": "", "submit": "1"})
    assert answer.status_code == 422
    assert 'id="quota-error"' in answer.text
    assert 'id="mode-error"' in answer.text
    assert 'value="Klinik kemasan"' in answer.text


def test_a_thousand_sessions_make_no_long_page_and_no_offer(partner_browser: FlaskClient, site: Database) -> None:
    answer = partner_browser.post("/penawaran/saya", data={f"sessions-{place}-title": "x" for place in range(1000)})
    assert answer.status_code == 422
    assert answer.text.count('<fieldset class="row-set">') == MOST_SESSION_ROWS + 1
    assert "paling banyak 60" in answer.text
    assert len(answer.text) < 150_000
    with site.reading() as session:
        assert session.scalars(select(Offer)).all() == []


def test_more_session_rows_come_without_a_script_and_without_saving(
    partner_browser: FlaskClient, site: Database, form: dict[str, str]
) -> None:
    page = partner_browser.post("/penawaran/saya", data={**form, "more": "1"}).text
    assert 'name="sessions-3-title"' in page
    with site.reading() as session:
        assert session.scalars(select(Offer)).all() == []


def test_whoever_may_not_submit_yet_reads_why_and_is_sent_to_no_field(
    partner: Person, partner_browser: FlaskClient, site: Database, form: dict[str, str]
) -> None:
    with site.transaction() as session:
        session.get_one(Institution, partner.institution_id).state = "prospective"
    answer = partner_browser.post("/penawaran/saya", data={**form, "submit": "1"})
    assert (answer.status_code, "Saat ini statusnya “Calon" in answer.text) == (422, True)
    assert "#institution_id" not in answer.text


def test_a_returned_offer_is_put_right_and_submitted_again(
    partner_browser: FlaskClient, staff: FlaskClient, site: Database, form: dict[str, str]
) -> None:
    partner_browser.post("/penawaran/saya", data={**form, "submit": "1"})
    offer = only_offer(site)
    staff.post(f"/penawaran/{offer.id}/kembalikan", data={"reason": "Kuota terlalu kecil."})
    assert "Kuota terlalu kecil." in partner_browser.get(f"/penawaran/saya/{offer.id}").text
    again = {**form, "quota": "40", "revision": str(only_offer(site).revision), "submit": "1"}
    assert partner_browser.post(f"/penawaran/saya/{offer.id}/ubah", data=again).status_code == 303
    assert (only_offer(site).state, only_offer(site).quota) == ("submitted", 40)


def hidden(page: str, name: str) -> str:
    """What the page would send in a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("place", ["saya/", ""])
def test_a_stale_form_shows_what_is_saved_now_and_may_then_be_sent(
    partner_browser: FlaskClient, staff: FlaskClient, site: Database, form: dict[str, str], place: str
) -> None:
    partner_browser.post("/penawaran/saya", data={**form, "draft": "1"})
    offer = only_offer(site)
    browser, address = (partner_browser if place else staff), f"/penawaran/{place}{offer.id}/ubah"
    opened = {**form, "revision": hidden(browser.get(address).text, "revision"), "draft": "1"}
    other = {**opened, "title": "Judul lain", "mode": "DARING", "sessions-1-title": "Hari kedua",
             "sessions-1-starts_at": f"{FIRST}T13:00", "sessions-1-ends_at": f"{FIRST}T15:00"}  # fmt: skip
    assert browser.post(address, data=other).status_code == 303
    mine = {**opened, "title": "Judul saya"}
    stale = browser.post(address, data=mine)
    assert stale.status_code == 409
    assert 'value="Judul saya"' in stale.text
    assert re.findall(r'id="([\w-]+)-saved">Tersimpan sekarang: ([^<]*)', stale.text) == [
        ("title", "Judul lain"),
        ("mode", "Lewat internet"),
        ("sessions-1-title", "Hari kedua"),
        ("sessions-1-starts_at", written(f"{FIRST}T13:00", "datetime-local")),
        ("sessions-1-ends_at", written(f"{FIRST}T15:00", "datetime-local")),
    ]
    again = {**mine, "revision": hidden(stale.text, "revision")}
    assert browser.post(address, data=again).status_code == 303
    assert only_offer(site).title == "Judul saya"


def test_an_old_tab_of_a_new_offer_shows_what_was_corrected_since_and_may_then_be_sent(
    partner_browser: FlaskClient, staff: FlaskClient, site: Database, form: dict[str, str]
) -> None:
    partner_browser.post("/penawaran/saya", data={**form, "submit": "1"})
    offer = only_offer(site)
    staff.post(f"/penawaran/{offer.id}/kembalikan", data={"reason": "Kuota terlalu kecil."})
    corrected = {**form, "quota": "40", "revision": str(only_offer(site).revision), "draft": "1"}
    partner_browser.post(f"/penawaran/saya/{offer.id}/ubah", data=corrected)
    stale = partner_browser.post("/penawaran/saya", data={**form, "submit": "1"})
    assert stale.status_code == 409
    assert "Tersimpan sekarang: 40" in stale.text
    assert (only_offer(site).state, only_offer(site).quota) == ("returned", 40)
    again = {**form, "quota": "40", "revision": hidden(stale.text, "revision"), "submit": "1"}
    assert partner_browser.post("/penawaran/saya", data=again).status_code == 303
    assert (only_offer(site).state, only_offer(site).quota) == ("submitted", 40)


def test_a_draft_saved_twice_stays_as_it_is(partner_browser: FlaskClient, site: Database, form: dict[str, str]) -> None:
    for _ in range(2):
        assert partner_browser.post("/penawaran/saya", data={**form, "draft": "1"}).status_code == 303
    assert only_offer(site).revision == 1


def test_a_form_saved_for_the_wrong_institution_is_not_saved_for_another(
    staff: FlaskClient, site: Database, form: dict[str, str], partner: Person
) -> None:
    with site.transaction() as session:
        right = factories.institution(session)
    for institution_id, status in ((partner.institution_id, 303), (right.id, 409)):
        answer = staff.post("/penawaran/baru", data={**form, "institution_id": str(institution_id), "draft": "1"})
        assert answer.status_code == status
    assert 'id="institution_id-error"' in answer.text
    assert only_offer(site).institution_id == partner.institution_id


def test_staff_write_an_offer_for_an_institution_that_does_not_sign_in(
    staff: FlaskClient, site: Database, form: dict[str, str], partner: Person
) -> None:
    data = {**form, "institution_id": str(partner.institution_id), "submit": "1"}
    assert staff.post("/penawaran/baru", data=data).status_code == 303
    assert only_offer(site).institution_id == partner.institution_id


def test_an_offer_is_opened_paused_and_closed_by_buttons(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        offer = factories.submitted(session)
    for word, state in (("buka", "open"), ("jeda", "paused"), ("lanjutkan", "open"), ("tutup", "closed")):
        assert staff.post(f"/penawaran/{offer.id}/{word}").status_code == 303
        assert only_offer(site).state == state


def test_an_illegal_step_is_a_sentence_and_changes_nothing(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        offer = factories.submitted(session)
    answer = staff.post(f"/penawaran/{offer.id}/jeda")
    assert answer.status_code == 409
    assert "Tidak bisa dilakukan" in answer.text
    assert only_offer(site).state == "submitted"


def test_the_quota_never_falls_below_the_seats_taken(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        offer = factories.confirmed(session)
    answer = staff.post(f"/penawaran/{offer.id}/kuota", data={"quota": "1", "revision": str(only_offer(site).revision)})
    assert answer.status_code == 409
    assert only_offer(site).quota == 2


@pytest.mark.parametrize("quota", ["0", "10001", "", "banyak"])
def test_the_quota_form_has_the_limits_of_the_offer(staff: FlaskClient, site: Database, quota: str) -> None:
    with site.transaction() as session:
        offer = factories.opened(session)
    assert 'max="10000"' in staff.get(f"/penawaran/{offer.id}").text
    answer = staff.post(f"/penawaran/{offer.id}/kuota", data={"quota": quota, "revision": str(offer.revision)})
    assert answer.status_code == 422
    assert only_offer(site).quota == 2


def test_a_link_in_a_mail_leads_each_audience_to_its_own_page(
    partner: Person, partner_browser: FlaskClient, staff: FlaskClient, site: Database
) -> None:
    with site.transaction() as session:
        offer = factories.submitted(session, institution_id=partner.institution_id)
    assert partner_browser.get(f"/penawaran/{offer.id}").location == f"/penawaran/saya/{offer.id}"
    assert staff.get(f"/penawaran/{offer.id}").status_code == 200


@pytest.mark.parametrize("query", ["?topik=EKSPOR", "?status=draft", "?cari=Zebra", "?terancam=1"])
def test_the_list_is_narrowed_by_link(query: str, staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        factories.submitted(session, title="Klinik kemasan")
    assert "Klinik kemasan" in staff.get("/penawaran").text
    assert "Klinik kemasan" not in staff.get(f"/penawaran{query}").text


@pytest.mark.parametrize("figures", ["9001:2015", "2026-2027", "12-14"])
def test_an_offer_is_found_by_the_figures_of_its_title(figures: str, staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        factories.submitted(session, title="Sertifikasi ISO 9001:2015 tahun 2026-2027, angkatan 12-14")
    assert "Sertifikasi ISO" in staff.get("/penawaran", query_string={"cari": figures}).text


def test_the_first_page_of_staff_and_of_an_institution(
    staff: FlaskClient, partner: Person, partner_browser: FlaskClient, site: Database, hire: Callable[..., Person]
) -> None:
    with site.transaction() as session:
        factories.submitted(session, title="Milik sendiri", institution_id=partner.institution_id)
        factories.submitted(session, title="Milik lembaga lain")
    assert "Milik lembaga lain" in staff.get("/").text
    own = partner_browser.get("/").text
    assert "Milik sendiri" in own
    assert "Milik lembaga lain" not in own


def test_the_first_page_leads_to_the_offers_it_does_not_show(
    partner: Person, partner_browser: FlaskClient, site: Database
) -> None:
    with site.transaction() as session:
        for _ in range(OFFERS_SHOWN):
            factories.drafted(session, institution_id=partner.institution_id)
    assert "Semua 1" not in partner_browser.get("/").text
    with site.transaction() as session:
        factories.drafted(session, institution_id=partner.institution_id)
    assert '<a href="/penawaran/saya">Semua 11 penawaran</a>' in partner_browser.get("/").text

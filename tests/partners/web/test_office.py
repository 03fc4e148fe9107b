"""The page Office: kept by the administrator, shown on every page, told to the other services."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from services.partners.models.institution import Institution
from shared.clock import now
from shared.context import Actor
from shared.database import Database
from shared.events.notifications import OutgoingMailChanged
from shared.messaging.outbox import Outbox
from shared.outgoing_mail import keep_copy
from tests.partners.actions.test_races import at_once
from tests.partners.web.people import Person
from tests.signed_in import bearer

SAID = {
    "revision": 0,
    "name": "Disperindag Kutim",
    "phone": "0549-21000",
    "whatsapp": "0812-3456-7890",
    "email": "ikm@kutim.example",
    "address": "Jl. Syahranie 5\nSangatta",
    "letterhead": "PEMERINTAH KABUPATEN",
    "hours": "Senin–Jumat 08.00–16.00",
    "quiet_from": "21:00",
    "quiet_until": "06:00",
}
BANNER = "belum dapat menghubungi kantor ini"


@pytest.fixture
def admin(hire: Callable[..., Person], browser_of: Callable[[Person], FlaskClient]) -> FlaskClient:
    return browser_of(hire("admin"))


def told(site: Database) -> list[dict[str, object]]:
    with site.reading() as session:
        facts = session.scalars(select(Outbox).where(Outbox.name == "partners.office_changed").order_by(Outbox.id))
        return [fact.payload for fact in facts]


def test_what_the_administrator_says_stands_on_every_page_and_is_told_once(admin: FlaskClient, site: Database) -> None:
    for _ in range(2):
        assert admin.post("/kantor", data=SAID).location == "/kantor"
    page = admin.get("/lembaga").text
    for shown in ("Disperindag Kutim", 'href="tel:+6254921000"', 'href="https://wa.me/6281234567890"', "Senin–Jumat"):
        assert shown in page
    assert [(fact["revision"], fact["whatsapp"], fact["quiet_from"]) for fact in told(site)] == [
        (1, "0812-3456-7890", "21:00")
    ]


def test_on_paper_the_letterhead_stands_above_the_title(admin: FlaskClient) -> None:
    admin.post("/kantor", data=SAID)
    page = admin.get("/telepon").text
    assert page.index(">PEMERINTAH KABUPATEN</p>") < page.index("<h1>")


@pytest.mark.parametrize("path", ["/masuk", "/sandi/lupa", "/bantuan"])
def test_a_stranger_is_offered_no_number_that_nobody_has_said(app: Flask, path: str) -> None:
    page = app.test_client().get(path).text
    assert [shown for shown in ("0549-0000000", "tel:", "mailto:", "Tanyakan kepada kantor") if shown in page] == []


def test_every_number_that_is_offered_can_be_called_and_written_to(admin: FlaskClient, app: Flask) -> None:
    admin.post("/kantor", data=SAID)
    stranger = app.test_client()
    signing_in = stranger.get("/masuk").text
    forgotten = stranger.post("/sandi/lupa", data={"email": "siapa@contoh.id"}).text
    for page in (signing_in, forgotten):
        offered = page[page.index("Tanyakan kepada kantor:") :].partition("</p>")[0]
        for link in ('"tel:+6254921000"', '"https://wa.me/6281234567890"', '"mailto:ikm@kutim.example"'):
            assert f"href={link}" in offered


def test_whoever_may_not_post_yet_is_led_to_each_number_of_the_office(
    admin: FlaskClient, partner_browser: FlaskClient, partner: Person, site: Database
) -> None:
    admin.post("/kantor", data=SAID)
    with site.transaction() as session:
        session.get_one(Institution, partner.institution_id).state = "prospective"
    page = partner_browser.get("/penawaran/saya").text
    asked = page[page.index("Tanya dinas:") :].partition("</p>")[0]
    assert 'href="tel:+6254921000"' in asked
    assert 'href="https://wa.me/6281234567890"' in asked


def test_staff_read_of_what_leads_nowhere_until_it_is_said(
    admin: FlaskClient, staff: FlaskClient, partner_browser: FlaskClient
) -> None:
    assert BANNER in staff.get("/lembaga").text
    assert '<a href="/kantor">' in admin.get("/lembaga").text
    assert '<a href="/kantor">' not in staff.get("/lembaga").text
    assert BANNER not in partner_browser.get("/penawaran/saya").text
    admin.post("/kantor", data=SAID)
    assert BANNER not in staff.get("/lembaga").text


def hear(site: Database, **said: Any) -> None:
    with site.transaction() as session:
        keep_copy(session, OutgoingMailChanged(**{"revision": 1, "kinds": 7, **said}))


def test_staff_read_of_a_sender_that_leads_nowhere_and_the_administrator_is_led_to_where_it_is_said(
    admin: FlaskClient, staff: FlaskClient, site: Database
) -> None:
    admin.post("/kantor", data=SAID)
    hear(site)
    assert "sinergi@localhost.localdomain" in staff.get("/lembaga").text
    assert '<a href="/kantor/server">Isi halaman Kantor</a>' in admin.get("/lembaga").text
    hear(site, revision=2, sender="ikm@kutim.example")
    assert BANNER not in staff.get("/lembaga").text


def test_no_page_fails_because_the_sender_cannot_be_looked_up(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        session.execute(text("DROP TABLE outgoing_mail"))
    assert staff.get("/lembaga").status_code == 200


def test_the_page_office_shows_at_a_glance_how_mail_leaves(admin: FlaskClient, site: Database) -> None:
    assert "Belum pernah dicoba" not in admin.get("/kantor").text
    hear(site)
    assert "Belum pernah dicoba" in admin.get("/kantor").text
    hear(site, revision=2, server="mail.kutim.example", sender="ikm@kutim.example", tried_at=now(), went_out=True,
         chosen=2)  # fmt: skip
    page = admin.get("/kantor").text
    for shown in ("mail.kutim.example", "ikm@kutim.example", "Terkirim, ", "2 dari 7 jenis",
                  'href="/kantor/server"', 'href="/kantor/server#coba"', 'href="/kantor/penerima"'):  # fmt: skip
        assert shown in page
    assert page.count('aria-current="page"') == 3  # the part, and the menu twice


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("phone", "telepon kami", "Tulis nomor telepon"),
        ("phone", "0549-0000000", "Tulis nomor telepon"),
        ("whatsapp", "12", "Tulis nomor telepon"),
        ("email", "ikm@localhost", "Tulis alamat email"),
        ("email", "ikm@localhost.localdomain", "Tulis alamat email"),
        ("letterhead", "a\nb\nc\nd\ne", "Paling banyak 4 baris."),
        ("quiet_from", "25:00", "Tulis jam"),
        ("quiet_until", "22:00", "Jam tenang berakhir di pagi hari"),
    ],
)
def test_what_cannot_be_gets_a_sentence_and_changes_nothing(
    admin: FlaskClient, site: Database, field: str, text: str, sentence: str
) -> None:
    answer = admin.post("/kantor", data={**SAID, field: text})
    assert (answer.status_code, sentence in answer.text, told(site)) == (422, True, [])


def test_whoever_was_slower_sees_what_is_saved_now(admin: FlaskClient, site: Database) -> None:
    admin.post("/kantor", data=SAID)
    answer = admin.post("/kantor", data={**SAID, "phone": "0549-33333"})
    assert (answer.status_code, "Tersimpan sekarang: 0549-21000" in answer.text) == (409, True)
    assert len(told(site)) == 1


def test_of_many_at_once_one_is_kept(app: Flask, admin: FlaskClient, site: Database) -> None:
    sent = [{**SAID, "phone": f"0549-2100{number}"} for number in range(6)]
    cookie = admin.get_cookie("sinergi")
    assert cookie

    def post(data: dict[str, object]) -> None:
        one = app.test_client()
        one.set_cookie("sinergi", cookie.value)
        assert one.post("/kantor", data=data).status_code in (303, 409)

    assert at_once(post, sent) == []
    assert len(told(site)) == 1


def test_what_the_installer_fixed_is_shown_and_not_changed(app: Flask, admin: FlaskClient) -> None:
    settings = app.config["SETTINGS"]
    office = replace(settings.office, phone="0549-99999")
    app.config["SETTINGS"] = replace(settings, fixed=frozenset({"phone"}), office=office)
    try:
        admin.post("/kantor", data=SAID)
        page = admin.get("/kantor").text
        assert 'name="phone"' not in page
        assert "Ini ditetapkan oleh pemasang" in page
        assert "0549-99999" in page
        assert "0549-21000" not in page
    finally:
        app.config["SETTINGS"] = settings


def test_a_program_reads_and_changes_the_office(app: Flask, hire: Callable[..., Person]) -> None:
    person, client = hire("admin"), app.test_client()
    header = bearer(app, Actor(person.id, "Program", "admin"))
    assert client.put("/api/partners/v1/office", json=SAID, headers=header).json["revision"] == 1
    read = client.get("/api/partners/v1/office", headers=header).json
    assert (read["phone"], read["fixed"]) == ("0549-21000", [])


def test_no_message_with_a_link_to_this_machine_alone_is_offered(app: Flask, staff: FlaskClient) -> None:
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, public_url="http://127.0.0.1:8000")
    try:
        assert "yang hanya terbuka di komputer ini" in staff.get("/telepon").text
    finally:
        app.config["SETTINGS"] = settings
    assert "yang hanya terbuka di komputer ini" not in staff.get("/telepon").text

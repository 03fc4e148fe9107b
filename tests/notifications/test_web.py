"""The mail log and blocked addresses, as people and programs use them."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from services.notifications.actions import suppressions
from services.notifications.app import create_app
from services.notifications.channels.unsubscribe_link import unsubscribe_url
from services.notifications.models import Message, Suppression
from shared import clock
from shared.clock import now
from shared.context import Actor
from shared.database import Database
from shared.events.partners import OfferClosed, OfferOpened
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.factories import a_profile, an_account, an_invitation, an_offer
from tests.notifications.mail_servers import mail_server
from tests.notifications.test_delivery import refuse
from tests.signed_in import bearer, browser
from tests.statements import statements_of

API = "/api/notifications/v1"


@pytest.fixture
def app(desk: Desk) -> Iterator[Flask]:
    app = create_app(settings_for(desk.database, "smtp://127.0.0.1:1", SINERGI_PUBLIC_URL="http://localhost"))
    yield app
    app.extensions["database"].dispose()


@pytest.fixture
def sign_in(app: Flask) -> Callable[[str], FlaskClient]:
    return partial(browser, app)


@pytest.fixture
def staff(sign_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return sign_in("staff")


@pytest.fixture
def program(app: Flask) -> dict[str, str]:
    return bearer(app, Actor(uuid4(), "Program", "staff"))


@pytest.fixture
def refused(desk: Desk) -> Message:
    desk.hear(an_invitation())
    refuse(desk, "554 5.7.1 Not now")
    return desk.email("invitation")


@pytest.fixture
def uncertain(desk: Desk) -> Message:
    desk.hear(an_invitation())
    with mail_server(lose="after the body") as server:
        desk.deliver(server.url)
    return desk.email("invitation")


def press(client: FlaskClient, page: str, path: str, **values: object):
    """Send a form as the page offers it, with its token."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert token
    return client.post(path, data={"csrf_token": token.group(1), **values})


def test_the_log_counts_and_lists_and_filters(desk: Desk, staff: FlaskClient, refused: Message) -> None:
    everything = staff.get("/surel").text
    assert "Sari Lestari" in everything
    assert f"/surel/{refused.id}" in staff.get("/surel?status=failed&cari=SARI@").text
    assert f"/surel/{refused.id}" in staff.get(f"/surel?penawaran={refused.offer_id}&jenis=invitation").text
    assert "Tidak ada yang cocok dengan saringan" in staff.get("/surel?cari=nobody").text
    assert "Tidak ada yang cocok dengan saringan" in staff.get(f"/surel?penawaran={uuid4()}").text


@pytest.mark.parametrize("query", ["status=x", "jenis=x", "penawaran=none", "hal=-1", "hal=9999", "cari=%25"])
def test_an_odd_filter_is_still_a_list(staff: FlaskClient, refused: Message, query: str) -> None:
    assert staff.get(f"/surel?{query}").status_code == 200


def test_a_mail_is_shown_without_its_answer_link(staff: FlaskClient, refused: Message) -> None:
    page = staff.get(f"/surel/{refused.id}").text
    preview = staff.get(f"/surel/{refused.id}/pratinjau")
    assert "554 5.7.1 Not now" in page
    assert "rahasia" not in page + preview.text
    assert "Jawab undangan" in preview.text
    assert "sandbox" in preview.headers["Content-Security-Policy"]
    assert "default-src 'none'" in preview.headers["Content-Security-Policy"]
    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_failed_mail_is_sent_again_with_the_message_id_it_had(
    desk: Desk, staff: FlaskClient, refused: Message
) -> None:
    page = f"/surel/{refused.id}"
    answer = press(staff, page, f"{page}/kirim-ulang", revision=refused.revision)
    assert answer.status_code == 303
    with mail_server() as server:
        desk.deliver(server.url)
    assert [mail["Message-ID"] for mail in server.mails] == [refused.message_id]


def test_a_second_click_is_refused_with_a_sentence(desk: Desk, staff: FlaskClient, refused: Message) -> None:
    page = f"/surel/{refused.id}"
    form = staff.get(page).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    answers = [
        staff.post(f"{page}/kirim-ulang", data={"csrf_token": token.group(1), "revision": refused.revision})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [303, 409]
    assert desk.email("invitation").state == "queued"


def test_an_uncertain_mail_is_settled_by_a_person(desk: Desk, staff: FlaskClient, uncertain: Message) -> None:
    page = f"/surel/{uncertain.id}"
    assert press(staff, page, f"{page}/sudah-sampai", revision=uncertain.revision).status_code == 303
    assert (desk.email("invitation").state, desk.email("invitation").reason) == ("sent", "confirmed")


def test_a_failed_mail_cannot_be_confirmed(staff: FlaskClient, refused: Message) -> None:
    page = f"/surel/{refused.id}"
    assert press(staff, page, f"{page}/sudah-sampai").status_code == 409


def test_a_blocked_address_is_allowed_again(desk: Desk, staff: FlaskClient) -> None:
    desk.hear(an_invitation())
    refuse(desk, "550 5.1.1 No such user")
    failed = desk.email("invitation")
    assert press(staff, f"/surel/{failed.id}", f"/surel/{failed.id}/kirim-ulang").status_code == 409
    page = staff.get("/surel/alamat-diblokir").text
    lift = re.search(r'action="(/surel/alamat-diblokir/[^"]+/buka)"', page)
    assert press(staff, "/surel/alamat-diblokir", lift.group(1)).status_code == 303
    assert press(staff, f"/surel/{failed.id}", f"/surel/{failed.id}/kirim-ulang").status_code == 303
    assert press(staff, "/surel", lift.group(1)).status_code == 404


def test_the_head_reads_and_institutions_see_nothing(sign_in: Callable[[str], FlaskClient], refused: Message) -> None:
    head, institution = sign_in("head"), sign_in("institution")
    assert head.get(f"/surel/{refused.id}").status_code == 200
    assert "kirim-ulang" not in head.get(f"/surel/{refused.id}").text
    for path in ("/surel", f"/surel/{refused.id}", f"/surel/{refused.id}/pratinjau", "/surel/alamat-diblokir"):
        assert institution.get(path).status_code == 403


def test_programs_read_and_resend(desk: Desk, app: Flask, program: dict[str, str], refused: Message) -> None:
    client = app.test_client()
    listed = client.get(f"{API}/emails?state=failed", headers=program).json
    assert (listed["total"], listed["counts"]["failed"]) == (1, 1)
    assert "context" not in listed["items"][0]
    one = client.get(f"{API}/emails/{refused.id}", headers=program).json
    assert "rahasia" not in one["text"] + one["html"]
    again = client.post(f"{API}/emails/{refused.id}/resend", json={"revision": one["revision"]}, headers=program)
    assert again.json["state"] == "queued"
    assert client.post(f"{API}/emails/{refused.id}/resend", json={}, headers=program).status_code == 409
    assert client.get(f"{API}/emails").status_code == 401


def test_programs_lift_a_block(desk: Desk, app: Flask, program: dict[str, str]) -> None:
    desk.hear(an_invitation())
    refuse(desk, "550 5.1.1 No such user")
    client = app.test_client()
    (blocked,) = client.get(f"{API}/suppressions", headers=program).json["items"]
    assert blocked["address"] == "sari@ikm.example"
    assert client.delete(f"{API}/suppressions/{blocked['id']}", headers=program).status_code == 204
    assert client.get(f"{API}/suppressions", headers=program).json["total"] == 0


def test_one_click_ends_news_and_opening_the_link_changes_nothing(desk: Desk, app: Flask) -> None:
    desk.hear(OfferClosed(offer=an_offer()))
    path = unsubscribe_url(desk.email("offer_closed"), app.config["SETTINGS"]).removeprefix("http://localhost")
    client = app.test_client()
    assert client.get(path).status_code == 200
    desk.hear(OfferClosed(offer=an_offer()))
    assert [email.state for email in desk.emails()] == ["queued", "queued"]
    assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    desk.hear(OfferClosed(offer=an_offer()))
    assert subjects_of_all(desk) == []
    assert {email.reason for email in desk.emails()} == {"unwanted"}
    client.post(path, data={"again": "1"})
    desk.hear(OfferClosed(offer=an_offer()))
    assert desk.emails()[-1].state == "queued"
    assert client.get(path[:-3]).status_code == 404


def test_the_list_costs_the_same_queries_however_long(desk: Desk, staff: FlaskClient, app: Flask) -> None:
    database: Database = app.extensions["database"]
    counts = []
    for number in range(2):
        desk.hear(an_account(), *(an_invitation(email=f"i{number}-{index}@ikm.example") for index in range(20)))
        with statements_of(database.engine) as asked:
            staff.get("/surel")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_link_that_ends_news_is_never_refused_for_wrong_ones_of_a_neighbour(desk: Desk, app: Flask) -> None:
    desk.hear(OfferClosed(offer=an_offer()))
    path = unsubscribe_path(desk, app)
    client, somewhere = app.test_client(use_cookies=False), {"REMOTE_ADDR": "203.0.113.10"}
    assert {client.get(path, environ_base=somewhere).status_code for _ in range(35)} == {200}
    guesses = [client.get(f"/surel/berhenti/{number}", environ_base=somewhere).status_code for number in range(31)]
    assert (guesses[0], guesses[29], guesses[30]) == (404, 404, 429)
    assert client.get(path, environ_base=somewhere).status_code == 200
    assert client.post(path, data={"List-Unsubscribe": "One-Click"}, environ_base=somewhere).status_code == 200


@pytest.mark.parametrize("later", [timedelta(0), timedelta(hours=13), timedelta(days=3)])
@pytest.mark.parametrize("cookie", [None, "stale.and.wrong", "staff"])
def test_news_ends_without_or_with_any_cookie(desk: Desk, app: Flask, later: timedelta, cookie: str | None) -> None:
    desk.hear(OfferClosed(offer=an_offer()))
    path, client = unsubscribe_path(desk, app), app.test_client()
    if cookie == "staff":
        client = browser(app, "staff")
    elif cookie:
        client.set_cookie("sinergi", cookie)
    with time_machine.travel(clock.now() + later, tick=False):
        page = client.get(f"{path}?bahasa=en")
        assert "Send no more of these" in page.text
        assert "Set-Cookie" not in page.headers
        assert client.post(path).status_code == 200
    assert subjects_of_all(desk) == []
    assert [email.reason for email in desk.emails()] == ["unwanted"]


def subjects_of_all(desk: Desk) -> list[str]:
    with mail_server() as server:
        desk.deliver(server.url)
    return [mail["Subject"] for mail in server.mails]


def unsubscribe_path(desk: Desk, app: Flask) -> str:
    link = unsubscribe_url(desk.email("offer_closed"), app.config["SETTINGS"])
    assert link
    return link.removeprefix("http://localhost")


def test_after_a_step_a_sentence_tells_it(staff: FlaskClient, refused: Message) -> None:
    page = f"/surel/{refused.id}"
    press(staff, page, f"{page}/kirim-ulang", revision=refused.revision)
    assert "<span>Email masuk antrean lagi.</span>" in staff.get(page).text


@pytest.mark.parametrize("words", ["lestari  sari", "SÁRI", "ikm sari@", "Sari-Lestari"])
def test_mails_and_blocked_addresses_are_found_whatever_the_order_and_accents(
    desk: Desk, staff: FlaskClient, words: str
) -> None:
    desk.hear(an_invitation())
    with desk.database.transaction() as session:
        suppressions.block(session, "sari.lestari@ikm.example", "refused")
    email = desk.email("invitation")
    assert f"/surel/{email.id}" in staff.get("/surel", query_string={"cari": words}).text
    assert "sari.lestari@" in staff.get("/surel/alamat-diblokir", query_string={"cari": words}).text
    assert "sari.lestari@" not in staff.get("/surel/alamat-diblokir", query_string={"cari": "budi"}).text


def test_addresses_blocked_at_one_moment_are_allowed_again_with_one_button(desk: Desk, staff: FlaskClient) -> None:
    page = "/surel/alamat-diblokir"
    with desk.database.transaction() as session:
        for number in range(21):
            suppressions.block(session, f"staff{number}@kutim.example", "refused", "550 User unknown")
        suppressions.block(session, "salah@ikm.example", "refused")
        session.execute(
            update(Suppression)
            .where(Suppression.address == "salah@ikm.example")
            .values(since=now() - timedelta(days=9))
        )
    found = staff.get(page).text
    assert "21 alamat diblokir pada satu saat" in found
    moment = {name: re.search(rf'name="{name}" value="([^"]+)"', found).group(1) for name in ("first", "last")}
    assert press(staff, page, f"{page}/buka-semua", first="yesterday", last="").status_code == 422
    assert press(staff, page, f"{page}/buka-semua", **moment).status_code == 303
    with desk.database.reading() as session:
        assert session.scalars(select(Suppression.address)).all() == ["salah@ikm.example"]


def test_what_did_not_arrive_is_listed_until_a_person_settles_it(desk: Desk, staff: FlaskClient) -> None:
    desk.hear(OfferOpened(offer=an_offer(institution_email="salah@unmul")))
    (lost,) = desk.emails()
    assert f"/surel/{lost.id}" in staff.get("/surel?perlu=1").text
    page = f"/surel/{lost.id}"
    assert press(staff, page, f"{page}/sudah-dikabari", revision=lost.revision).status_code == 303
    assert f"/surel/{lost.id}" not in staff.get("/surel?perlu=1").text
    assert press(staff, "/surel/alamat-diblokir", f"{page}/sudah-dikabari").status_code == 409


def test_what_a_blocked_address_held_back_can_be_sent_once_it_is_allowed(desk: Desk, staff: FlaskClient) -> None:
    with desk.database.transaction() as session:
        suppressions.block(session, "kerja.sama@unmul.example", "refused")
    desk.hear(OfferOpened(offer=an_offer()))
    (held,) = desk.emails()
    page = f"/surel/{held.id}"
    assert press(staff, page, f"{page}/kirim-ulang", revision=held.revision).status_code == 409
    with desk.database.transaction() as session:
        suppressions.lift_all(session, now() - timedelta(minutes=1), now())
    assert press(staff, page, f"{page}/kirim-ulang", revision=held.revision).status_code == 303
    assert desk.emails()[0].state == "queued"


def test_a_mail_is_shown_with_each_address_it_went_to_and_where_it_goes_now(
    desk: Desk, staff: FlaskClient, app: Flask, program: dict[str, str], refused: Message
) -> None:
    assert refused.ikm_id is not None
    desk.hear(a_profile(refused.ikm_id, email="sari.baru@ikm.example"))
    page = staff.get(f"/surel/{refused.id}").text
    assert all(words in page for words in ("sari@ikm.example", "554 5.7.1 Not now", "Sekarang dikirim ke"))
    assert "sari.baru@ikm.example" in page
    (delivery,) = app.test_client().get(f"{API}/emails/{refused.id}", headers=program).json["deliveries"]
    assert (delivery["address"], delivery["state"], delivery["attempts"]) == ("sari@ikm.example", "failed", 2)


@pytest.mark.parametrize("values", [{"context": {}}, {"template": "letter_to_come", "subject": None}])
def test_a_mail_that_cannot_be_written_is_listed_shown_and_settled(
    desk: Desk, staff: FlaskClient, app: Flask, program: dict[str, str], values: dict[str, object]
) -> None:
    desk.hear(OfferClosed(offer=an_offer()))
    with desk.database.transaction() as session:
        session.execute(update(Message).values(state="failed", reason="unwritable", template="offer_submitted"))
        session.execute(update(Message).values(**values))
    (odd,) = desk.emails()
    assert f"/surel/{odd.id}" in staff.get("/surel").text
    assert "Email tidak dapat disusun." in staff.get(f"/surel/{odd.id}").text
    assert staff.get(f"/surel/{odd.id}/pratinjau").status_code == 404
    assert app.test_client().get(f"{API}/emails/{odd.id}", headers=program).json["text"] is None
    assert press(staff, f"/surel/{odd.id}", f"/surel/{odd.id}/sudah-dikabari").status_code == 303
    assert desk.emails()[0].settled_at is not None

"""The page of the plan, and its JSON."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from services.partners.models import Invitation, Plan, PlanMiss, PlanOffer
from services.partners.tasks.work import work
from shared.database import Database
from tests.partners import factories
from tests.partners.web.people import PASSWORD, Person

PAGE, BEGIN, ACCEPT, MISSES = "/rencana", "/rencana/buat", "/rencana/terima", "/rencana/tanpa-kursi"
CHECK = "/rencana/periksa"
SHORT, WISH = "/rencana/tempat-kurang", "/rencana/ingin"
API = "/api/partners/v1/plan"


@pytest.fixture
def two_for_one_seat(site: Database) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, 1, name="Keripik Menang", cluster="PISANG")
        factories.keep_ikm(session, 1, name="Keripik Kalah", cluster=None)
        factories.opened(session, title="Bimtek foto produk", quota=1)


def draw(staff: FlaskClient, site: Database) -> None:
    assert staff.post(BEGIN).status_code == 303
    assert work.take_next(site, staff.application.config["SETTINGS"])


@pytest.mark.usefixtures("two_for_one_seat")
def test_one_press_shows_who_would_get_each_seat_and_the_proof(staff: FlaskClient, site: Database) -> None:
    assert "Susun rencana" in staff.get(PAGE).text
    draw(staff, site)
    page = staff.get(PAGE).text
    assert "Tidak ada rencana yang lebih baik." in page
    assert "Keripik Menang" in page
    assert "Keripik Kalah" not in page
    assert "1 dari 1 tempat kosong, 2 IKM cocok" in page


@pytest.mark.usefixtures("two_for_one_seat")
def test_whoever_gets_no_seat_is_listed_with_the_missing_points_and_who_has_it(
    staff: FlaskClient, site: Database
) -> None:
    draw(staff, site)
    row = re.search(r"<tr>\s*<th[^>]*>Keripik Kalah.*?</tr>", staff.get(MISSES).text, re.DOTALL)
    assert row is not None
    assert "15 poin" in row[0]
    assert "Keripik Menang" in row[0]


@pytest.mark.usefixtures("two_for_one_seat")
def test_where_the_search_ended_before_the_exact_number_was_found_it_says_at_least(
    staff: FlaskClient, site: Database
) -> None:
    draw(staff, site)
    assert "paling sedikit" not in staff.get(MISSES).text
    with site.transaction() as session:
        session.scalars(select(PlanMiss)).one().exact = False
        session.scalars(select(PlanOffer)).one().exact = False
    page = staff.get(MISSES).text
    assert "“Paling sedikit” berarti angka pastinya tidak ditemukan." in page
    assert re.search(r"paling sedikit \d+ poin", page)
    assert re.search(r"paling banyak \d+ poin", staff.get(SHORT).text)


@pytest.mark.usefixtures("two_for_one_seat")
def test_before_a_seat_of_the_plan_is_given_it_says_who_gets_mail_and_who_must_be_called(
    staff: FlaskClient, site: Database
) -> None:
    draw(staff, site)
    [plan_id], [offer_id] = (
        set(re.findall(rf'name="{name}" value="([^"]+)"', staff.get(PAGE).text)) for name in ("plan_id", "offer_id")
    )
    checked = staff.post(CHECK, data={"plan_id": plan_id, "offer_id": offer_id, "whole": "1"}).text
    assert "Keripik Menang" in checked
    assert f'action="{ACCEPT}"' in checked
    with site.reading() as session:
        assert session.scalars(select(Invitation)).all() == []
    sent = {name: re.findall(rf'name="{name}" value="([^"]+)"', checked) for name in ("plan_id", "offer_id", "ikm_ids")}
    assert staff.post(ACCEPT, data=sent).status_code == 303
    with site.reading() as session:
        assert len(session.scalars(select(Invitation)).all()) == 1


@pytest.mark.usefixtures("two_for_one_seat")
def test_while_it_is_made_everybody_sees_how_far_it_is_and_a_second_press_adds_nothing(
    staff: FlaskClient, site: Database, hire: Callable[..., Person], browser_of: Callable[[Person], FlaskClient]
) -> None:
    staff.post(BEGIN)
    colleague = browser_of(hire("staff"))
    assert colleague.post(BEGIN).status_code == 303
    assert "Menunggu giliran" in colleague.get(PAGE).text
    settings = staff.application.config["SETTINGS"]
    assert work.take_next(site, settings)
    assert not work.take_next(site, settings)


@pytest.mark.usefixtures("two_for_one_seat")
def test_stopped_it_says_so_and_offers_to_begin(staff: FlaskClient, site: Database) -> None:
    staff.post(BEGIN)
    [stop] = re.findall(r'action="(/sistem/partners/kerja/[^"]+/hentikan)"', staff.get(PAGE).text)
    staff.post(stop)
    work.take_next(site, staff.application.config["SETTINGS"])
    page = staff.get(PAGE).text
    assert "Penyusunan rencana dihentikan." in page
    assert BEGIN in page


def test_without_an_open_offer_it_says_how_to_begin_and_refuses_with_a_sentence(staff: FlaskClient) -> None:
    assert "Buka penawaran dulu." in staff.get(PAGE).text
    refused = staff.post(BEGIN, follow_redirects=True)
    assert "belum ada tempat yang bisa dibagikan" in refused.text


@pytest.mark.usefixtures("two_for_one_seat")
def test_the_head_of_office_reads_and_cannot_begin(
    staff: FlaskClient, site: Database, hire: Callable[..., Person], browser_of: Callable[[Person], FlaskClient]
) -> None:
    head = browser_of(hire("head"))
    assert BEGIN not in head.get(PAGE).text
    draw(staff, site)
    page = head.get(PAGE).text
    assert "Keripik Menang" in page
    assert BEGIN not in page


@pytest.mark.usefixtures("two_for_one_seat")
def test_a_program_asks_for_a_plan_and_reads_it(app: Flask, site: Database, hire: Callable[..., Person]) -> None:
    client = app.test_client()
    account = {"email": hire("staff").email, "password": PASSWORD}
    token = client.post("/api/partners/v1/tokens", json=account).json["token"]  # type: ignore[index]
    bearer = {"Authorization": f"Bearer {token}"}
    assert client.get(API, headers=bearer).status_code == 404
    assert client.post(API, headers=bearer).status_code == 202
    work.take_next(site, app.config["SETTINGS"])
    plan = client.get(API, headers=bearer).json
    assert (plan["gap"], plan["settled"], plan["seats"]) == (0, True, 1)
    [offer] = client.get(f"{API}/offers", headers=bearer).json["items"]
    assert [seat["name"] for seat in offer["seats"]] == ["Keripik Menang"]
    [miss] = client.get(f"{API}/without-seat", headers=bearer).json["items"]
    assert (miss["name"], miss["missing"], miss["taken_by"]) == ("Keripik Kalah", 15, offer["seats"][0]["ikm_id"])


def sent_of(page: str, **more: str) -> dict[str, str]:
    """The hidden fields of the first offer's form."""
    found = {name: re.search(rf'name="{name}" value="([^"]+)"', page) for name in ("plan_id", "offer_id")}
    return {name: value[1] for name, value in found.items() if value} | more


@pytest.mark.usefixtures("two_for_one_seat")
def test_a_whole_offer_is_accepted_and_a_colleague_sees_that_it_is_done(
    staff: FlaskClient, site: Database, hire: Callable[..., Person], browser_of: Callable[[Person], FlaskClient]
) -> None:
    draw(staff, site)
    sent = sent_of(staff.get(PAGE).text, whole="1")
    assert "1 IKM mendapat tempat" in staff.post(ACCEPT, data=sent, follow_redirects=True).text
    colleague = browser_of(hire("staff"))
    page = colleague.get(PAGE).text
    assert "sudah mendapat tempat" in page
    assert ACCEPT not in page
    assert "tidak ada yang diundang dua kali" in colleague.post(ACCEPT, data=sent, follow_redirects=True).text
    assert "Kursi diberikan menurut rencana" in staff.get(f"/penawaran/{sent['offer_id']}").text


@pytest.mark.usefixtures("two_for_one_seat")
def test_nothing_ticked_is_told_and_gives_no_seat(staff: FlaskClient, site: Database) -> None:
    draw(staff, site)
    page = staff.get(PAGE).text
    assert "Belum ada yang dipilih" in staff.post(ACCEPT, data=sent_of(page), follow_redirects=True).text
    assert 'type="checkbox"' in staff.get(PAGE).text


@pytest.mark.usefixtures("two_for_one_seat")
def test_what_changed_since_is_counted_with_a_button_to_make_it_anew(staff: FlaskClient, site: Database) -> None:
    draw(staff, site)
    assert "Yang berubah sejak rencana ini disusun" not in staff.get(PAGE).text
    with site.transaction() as session:
        factories.keep_ikm(session, 2)
    page = staff.get(PAGE).text
    assert "data 2 IKM" in page
    draw(staff, site)
    assert "Yang berubah sejak rencana ini disusun" not in staff.get(PAGE).text


@pytest.mark.usefixtures("two_for_one_seat")
def test_where_seats_are_missing_it_says_whom_to_ask_and_who_would_be_served(
    staff: FlaskClient, site: Database
) -> None:
    draw(staff, site)
    page = staff.get(SHORT).text
    assert "Bimtek foto produk" in page
    assert re.search(r"tambah \d+ poin", page)
    assert "Universitas" in page
    assert "hingga 1 tempat" in page
    assert "Keripik Kalah" in page
    assert "Keripik Menang" not in page


def test_all_whom_more_seats_of_an_offer_would_serve_are_listed(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, 8)
        factories.opened(session, title="Bimtek foto produk", quota=1)
        factories.opened(session, title="Pameran", quota=9, eligibility={"kecamatan": ["64.08.04"]})
    draw(staff, site)
    [link] = set(re.findall(r'href="(/rencana/tanpa-kursi\?penawaran=[^"]+)"', staff.get(SHORT).text))
    page = staff.get(link).text
    assert "Hanya yang kekurangannya paling kecil di “Bimtek foto produk”" in page
    assert page.count('scope="row"') == 7
    assert "404" not in staff.get(f"{MISSES}?penawaran=bukan-id").status


def test_where_every_ikm_has_a_seat_no_seat_is_missing(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, 2)
        factories.opened(session, quota=2)
    draw(staff, site)
    assert "Tidak ada tempat yang kurang" in staff.get(SHORT).text


def ids_of(page: str, name: str) -> dict[str, str]:
    """What the button about an IKM on the list of those without a seat sends."""
    row = re.search(rf"<tr>\s*<th[^>]*>{name}.*?</tr>", page, re.DOTALL)
    assert row is not None
    return dict(re.findall(r'name="(offer_id|ikm_ids)" value="([^"]+)"', row[0]))


@pytest.mark.usefixtures("two_for_one_seat")
def test_staff_lay_down_who_is_always_proposed_with_a_reason_and_take_it_back(
    staff: FlaskClient, site: Database
) -> None:
    draw(staff, site)
    sent = ids_of(staff.get(MISSES).text, "Keripik Kalah")
    assert "Mohon diisi" in staff.post(f"{WISH}/selalu", data=sent, follow_redirects=True).text
    page = staff.post(
        f"{WISH}/selalu", data={**sent, "reason": "Sudah dijanjikan tahun lalu"}, follow_redirects=True
    ).text
    assert "Sudah dijanjikan tahun lalu" in page
    assert "ketetapan petugas tentang 1 IKM" in page
    draw(staff, site)
    assert "Keripik Menang" in staff.get(MISSES).text
    freed = {"offer_id": sent["offer_id"], "ikm_id": sent["ikm_ids"]}
    assert "Sudah dijanjikan" not in staff.post(f"{WISH}/lepas", data=freed, follow_redirects=True).text
    draw(staff, site)
    assert "Keripik Kalah" in staff.get(MISSES).text


def test_seats_of_each_kecamatan_are_asked_for_on_the_page_which_says_what_they_cost(
    staff: FlaskClient, site: Database
) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, 1, name="Keripik Menang", cluster="PISANG", kecamatan_code="64.08.09")
        factories.keep_ikm(session, 1, name="Keripik Jauh", cluster=None, kecamatan_code="64.08.10")
        factories.opened(session, quota=1)
    floors = f"{PAGE}/minimal"
    assert staff.post(floors, data={"seats": "1", "kecamatan": ["64.08.10"]}).status_code == 303
    draw(staff, site)
    page = staff.get(PAGE).text
    assert "Keripik Jauh" in page
    assert "Dalam rencana ini harganya 5 poin." in page
    assert "Paling sedikit 1, kalau ada yang cocok: Kaliorang." in page
    refused = staff.post(floors, data={"seats": "-1", "kecamatan": ["64.08.99"]})
    assert (refused.status_code, "Harus antara 0 dan 100." in refused.text) == (422, True)
    assert staff.post(floors, data={"seats": "0"}).status_code == 303
    page = staff.get(PAGE).text
    assert "Belum diminta" in page
    assert "jumlah tempat minimal tiap kecamatan" in page


@pytest.mark.usefixtures("two_for_one_seat")
def test_a_plan_whose_further_goals_were_given_up_says_so(staff: FlaskClient, site: Database) -> None:
    draw(staff, site)
    words = "Mungkin ada rencana berpoin sama"
    assert words not in staff.get(PAGE).text
    with site.transaction() as session:
        session.scalars(select(Plan)).one().settled = False
    page = staff.get(PAGE).text
    assert words in page
    assert "Tidak ada rencana yang lebih baik." not in page

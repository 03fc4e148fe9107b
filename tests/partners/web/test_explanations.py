"""Why an IKM stands where it stands: its place, what is missing and by how much; and two of them side by side."""

import re
from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from services.partners.actions import invitations, nominations
from services.partners.actions.plan_wishes import wish
from services.partners.models import IkmProfile, Offer
from shared.context import Actor
from shared.database import Database
from tests.partners import factories
from tests.partners.actions.test_plan_acceptance import drawn
from tests.partners.web.people import Person
from tests.signed_in import bearer

LATER = date(2025, 1, 1)


@pytest.fixture
def offer(site: Database) -> Offer:
    """One seat: the first has all the points, the second lacks 15, the third is too far, the fourth was not asked."""
    with site.transaction() as session:
        for name, values in {
            "Keripik Menang": {},
            "Keripik Kalah": {"cluster": None},
            "Keripik Jauh": {"kecamatan_code": "64.08.06", "registered_on": LATER},
            "Keripik Samar": {"kecamatan_code": None},
        }.items():
            factories.keep_ikm(session, name=name, **values)
        return factories.opened(session, quota=1, eligibility={"kecamatan": ["64.08.10"]})


def numbers(site: Database) -> dict[str, UUID]:
    with site.reading() as session:
        return {row.name: row.ikm_id for row in session.scalars(select(IkmProfile))}


def asked(client: FlaskClient, offer: Offer, text: str) -> str:
    return client.get(f"/penawaran/{offer.id}/kecocokan/mengapa", query_string={"cari": text}).text


def test_whoever_fits_reads_its_place_and_how_many_points_it_lacks(staff: FlaskClient, offer: Offer) -> None:
    page = asked(staff, offer, "kalah")
    assert "Urutan ke-2 dari yang cocok." in page
    assert "Tidak kebagian dari 1 tempat kosong: kurang 15 poin." in page
    assert re.search(r"−15</span> <span>Klasternya belum", page)
    assert "Masih kebagian dari 1 tempat kosong." in asked(staff, offer, "menang")


def test_equal_points_behind_the_last_seat_are_a_matter_of_order(
    staff: FlaskClient, offer: Offer, site: Database
) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, name="Keripik Kembar", registered_on=LATER)
    assert "poinnya sama, tetapi urutannya di belakang." in asked(staff, offer, "kembar")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("jauh", "Belum memenuhi syarat:.*Kecamatan Busang di luar wilayah layanan.*urutannya ke-2 dengan"),
        ("samar", "Perlu ditanya dulu:.*Jika ini beres, urutannya ke-2 dengan 85 poin"),
    ],
)
def test_whoever_lacks_an_answer_or_a_condition_reads_which_and_where_it_would_stand(
    staff: FlaskClient, offer: Offer, name: str, said: str
) -> None:
    assert re.search(said, asked(staff, offer, name), re.DOTALL)


def test_an_ikm_under_a_restriction_is_found_and_says_so(staff: FlaskClient, offer: Offer, site: Database) -> None:
    with site.transaction() as session:
        factories.ikm_changes(session, numbers(site)["Keripik Menang"], restricted=True)
    assert "Datanya" in asked(staff, offer, "menang")


def test_what_somebody_decided_stands_before_what_the_machine_thinks(
    staff: FlaskClient, offer: Offer, site: Database
) -> None:
    known = numbers(site)
    with site.transaction() as session:
        invitations.confirm_selection(session, offer.id, [known["Keripik Menang"]])
        nominations.dismiss_nominations(session, offer.id, [known["Keripik Kalah"]], "Sudah tutup")
    assert "Sudah tutup" in asked(staff, offer, "kalah")
    assert "Sudah diputuskan." in asked(staff, offer, "menang")
    assert "Tidak ada tempat kosong." not in asked(staff, offer, "kalah")


def test_with_a_plan_it_says_what_was_missing_there(staff: FlaskClient, offer: Offer, site: Database) -> None:
    with site.transaction() as session:
        drawn(session)
    assert re.search(r"Kurangnya dalam rencana:\s+15 poin", asked(staff, offer, "kalah"))
    assert "dapat tempat di rencana" in asked(staff, offer, "menang")


def test_more_than_it_shows_and_nobody_at_all_are_sentences(staff: FlaskClient, offer: Offer, site: Database) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, 11)
    assert "Ada lebih dari 10 IKM." in asked(staff, offer, "IKM")
    assert "IKM itu tidak ditemukan" in asked(staff, offer, "bengkel motor")


def compared(client: FlaskClient, offer: Offer, *ikm_ids: object) -> str:
    return client.get(f"/penawaran/{offer.id}/kecocokan/banding", query_string={"ikm": list(map(str, ikm_ids))}).text


def test_two_are_compared_point_by_point_in_whatever_order_they_are_named(
    staff: FlaskClient, offer: Offer, site: Database
) -> None:
    known = numbers(site)
    two = [known["Keripik Kalah"], known["Keripik Menang"]]
    for page in (compared(staff, offer, *two), compared(staff, offer, *reversed(two))):
        assert "Keripik Menang unggul 15 poin." in page
        assert re.search(
            r"Klaster prioritas</th>.*?<strong>15</strong>.*?<strong>0</strong>.*?>\+15</td>", page, re.DOTALL
        )


def test_between_equal_points_it_says_what_decides(staff: FlaskClient, offer: Offer, site: Database) -> None:
    with site.transaction() as session:
        (twin,) = factories.keep_ikm(session, name="Keripik Kembar")
        (later,) = factories.keep_ikm(session, name="Keripik Baru", registered_on=LATER)
    known = numbers(site)["Keripik Menang"]
    assert "hanya karena nomornya" in compared(staff, offer, known, twin)
    assert "Keripik Menang didahulukan: terdaftar lebih dulu." in compared(staff, offer, later, known)


def test_whoever_does_not_fit_is_never_ahead(staff: FlaskClient, offer: Offer, site: Database) -> None:
    known = numbers(site)
    page = compared(staff, offer, known["Keripik Jauh"], known["Keripik Kalah"])
    assert "Saat ini tidak keduanya cocok." in page
    assert page.index("Keripik Kalah</th>") < page.index("Keripik Jauh</th>")


def test_anything_but_two_known_ikm_leads_back_to_the_list(staff: FlaskClient, offer: Offer, site: Database) -> None:
    one = numbers(site)["Keripik Menang"]
    for wrong in ([], [one], [one, one], [one, uuid4()], [one, "salah"]):
        assert "Tekan Bandingkan pada satu IKM" in compared(staff, offer, *wrong)


def test_of_an_offer_that_was_never_open_nobody_is_weighed(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        waiting = factories.submitted(session)
    for word in ("mengapa", "banding"):
        answer = staff.get(f"/penawaran/{waiting.id}/kecocokan/{word}")
        assert (answer.status_code, answer.location) == (302, f"/penawaran/{waiting.id}/kecocokan")


def test_an_institution_reads_neither(
    offer: Offer, hire: Callable[..., Person], browser_of: Callable[[Person], FlaskClient]
) -> None:
    partner = browser_of(hire("institution"))
    for word in ("mengapa", "banding"):
        assert partner.get(f"/penawaran/{offer.id}/kecocokan/{word}").status_code == 403


def read(client: FlaskClient, offer: Offer, rest: str) -> TestResponse:
    person = Actor(uuid4(), "Rahma", "staff")
    return client.get(f"/api/partners/v1/offers/{offer.id}/{rest}", headers=bearer(client.application, person))


def test_a_program_reads_the_same(staff: FlaskClient, offer: Offer, site: Database) -> None:
    known = numbers(site)
    with site.transaction() as session:
        drawn(session)
        wish(session, offer.id, [known["Keripik Kalah"]], "pin", "Sudah dijanjikan")
    said = read(staff, offer, f"candidates/{known['Keripik Kalah']}").json
    assert (said["place"], said["lacks"], said["free"], said["missing"], said["proposed"]) == (2, 15, 1, 15, False)
    assert (said["wish"], "decided" in said) == ({"kind": "pin", "reason": "Sudah dijanjikan"}, False)
    seats = read(staff, offer, "coverage").json["kecamatan"]
    assert [part for part in seats if part["part"] == "64.08.10"] == [{"part": "64.08.10", "seats": 0, "of": 2}]
    assert read(staff, offer, f"candidates/{uuid4()}").status_code == 404


def test_a_program_hears_that_nobody_is_weighed_before_the_offer_is_open(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        waiting = factories.submitted(session)
    assert read(staff, waiting, "coverage").status_code == 409
    assert read(staff, waiting, f"candidates/{uuid4()}").status_code == 409

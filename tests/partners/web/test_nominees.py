"""Who was nominated: everything for the office, the permitted little for the institution, which accepts or rejects."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from services.partners.actions import invitations, matches, offers
from services.partners.actions.institutions import move_institution
from services.partners.domain.answer import Answer
from services.partners.models import Invitation, Nomination, Offer
from shared.database import Database
from tests.partners import factories
from tests.partners.web.people import Person


@pytest.fixture
def offer(site: Database, partner: Person) -> Offer:
    """An offer whose institution selects: two are nominated, one waits."""
    with site.transaction() as session:
        return factories.confirmed(session, institution_id=partner.institution_id, selects=True)


def nominated(site: Database) -> list[Nomination]:
    with site.reading() as session:
        return list(session.scalars(select(Nomination).where(Nomination.state == "nominated")))


PERSON = ("Ibu Sari", "sari@contoh.id", "+6281234567890")


def test_an_institution_sees_the_business_first_and_the_person_once_it_accepted(
    partner_browser: FlaskClient, offer: Offer, site: Database
) -> None:
    address = f"/penawaran/saya/{offer.id}/peserta"
    page = partner_browser.get(address).text
    assert all(shown in page for shown in ("IKM 0", "Kaliorang", "keripik pisang", "Pisang"))
    assert not [shown for shown in PERSON if shown in page]
    partner_browser.post(f"{address}/{nominated(site)[0].id}/terima")
    assert not [hidden for hidden in PERSON if hidden not in partner_browser.get(address).text]


def test_a_suspended_institution_sees_and_decides_nothing(
    partner_browser: FlaskClient, partner: Person, offer: Offer, site: Database
) -> None:
    chosen, address = nominated(site)[0].id, f"/penawaran/saya/{offer.id}/peserta"
    with site.transaction() as session:
        move_institution(session, partner.institution_id, "suspend", "Izin dicabut")
    page = partner_browser.get(address).text
    assert "Tidak ditampilkan saat ini" in page
    assert "IKM 0" not in page
    assert partner_browser.post(f"{address}/{chosen}/terima").status_code == 404
    assert partner_browser.post(f"{address}/{chosen}/tolak", data={"reason": "Tidak"}).status_code == 404


def test_why_somebody_cannot_be_invited_is_not_told_to_an_institution(
    partner_browser: FlaskClient, offer: Offer, site: Database
) -> None:
    with site.transaction() as session:
        chosen = session.scalars(select(Nomination).where(Nomination.state == "nominated")).first()
        other = factories.opened(session, title="Rahasia lembaga lain")
        (mine,) = matches.taken_up(session, other, [chosen.ikm_id])
        mine.state = "accepted"
    answer = partner_browser.post(f"/penawaran/saya/{offer.id}/peserta/{chosen.id}/terima")
    assert (answer.status_code, "belum dapat diundang" in answer.text) == (409, True)
    assert "Rahasia lembaga lain" not in answer.text


def test_an_institution_never_sees_who_waits_nor_a_score(partner_browser: FlaskClient, offer: Offer) -> None:
    page = partner_browser.get(f"/penawaran/saya/{offer.id}/peserta").text
    assert "IKM 2" not in page
    assert "skor" not in page.lower()


def test_accepting_invites_at_once_and_twice_invites_once(
    partner_browser: FlaskClient, offer: Offer, site: Database
) -> None:
    chosen = nominated(site)[0]
    for _ in range(2):
        answer = partner_browser.post(f"/penawaran/saya/{offer.id}/peserta/{chosen.id}/terima")
        assert answer.status_code == 303
    with site.reading() as session:
        assert len(session.scalars(select(Invitation)).all()) == 1


def test_rejecting_needs_a_reason_and_moves_the_next_in_line_up(
    partner_browser: FlaskClient, offer: Offer, site: Database
) -> None:
    address = f"/penawaran/saya/{offer.id}/peserta/{nominated(site)[0].id}/tolak"
    assert partner_browser.post(address).status_code == 422
    assert partner_browser.post(address, data={"reason": "Bukan bidang kami."}).status_code == 303
    assert len(nominated(site)) == 2


def test_staff_see_all_and_take_a_seat_back_with_a_reason(staff: FlaskClient, offer: Offer, site: Database) -> None:
    page = staff.get(f"/penawaran/{offer.id}/peserta").text
    assert "IKM 2" in page
    address = f"/penawaran/{offer.id}/peserta/{nominated(site)[0].id}/tarik"
    assert staff.post(address, data={"reason": "Pindah daerah."}).status_code == 303
    assert "Pindah daerah." in staff.get(f"/penawaran/{offer.id}/peserta").text


def test_staff_note_what_an_institution_that_does_not_sign_in_decided(
    staff: FlaskClient, offer: Offer, site: Database
) -> None:
    taken, other = nominated(site)
    page, address = staff.get(f"/penawaran/{offer.id}/peserta").text, f"/penawaran/{offer.id}/peserta"
    for way in (f"{address}/{taken.id}/terima", f"{address}/{other.id}/tolak"):
        assert f'action="{way}"' in page
    assert staff.post(f"{address}/{taken.id}/terima").status_code == 303
    assert staff.post(f"{address}/{other.id}/tolak", data={"reason": "Bukan bidangnya."}).status_code == 303
    with site.reading() as session:
        assert session.scalars(select(Invitation.nomination_id)).all() == [taken.id]
        assert session.get_one(Nomination, other.id).reason == "Bukan bidangnya."


def test_nobody_is_decided_about_where_the_institution_does_not_select(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        offer = factories.confirmed(session)
    assert "/terima" not in staff.get(f"/penawaran/{offer.id}/peserta").text


@pytest.mark.parametrize(("sent", "notice"), [({}, "seat_withdrawn"), ({"by_ikm": "on"}, None)])
def test_whoever_asked_for_it_itself_need_not_be_told(
    staff: FlaskClient, site: Database, sent: dict[str, str], notice: str | None
) -> None:
    with site.transaction() as session:
        invitation = factories.invited(session)
    address = f"/penawaran/{invitation.offer_id}/peserta/{invitation.nomination_id}/tarik"
    assert staff.post(address, data={"reason": "Sakit.", **sent}).status_code == 303
    with site.reading() as session:
        assert session.get_one(Invitation, invitation.id).notice == notice


def test_staff_give_a_seat_again_and_read_who_waits(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        offer = factories.confirmed(session)
        nomination_id = factories.invitations_of(session, offer)[0].nomination_id
    address = f"/penawaran/{offer.id}/peserta/{nomination_id}"
    assert f"{address}/ikut-lagi" not in staff.get(f"/penawaran/{offer.id}/peserta").text
    staff.post(f"{address}/tarik", data={"reason": "Keliru."})
    assert f"{address}/ikut-lagi" in staff.get(f"/penawaran/{offer.id}/peserta").text
    assert staff.post(f"{address}/ikut-lagi").status_code == 303
    assert "masuk daftar tunggu." in staff.get(f"/penawaran/{offer.id}/peserta").text


def test_of_whoever_says_no_twice_the_list_shows_what_was_said_last(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        asked = factories.invited(session)
        for no in (Answer("declined", excuse="harvest"), Answer("declined", reason="Mengantar anak sekolah")):
            invitations.answer_invitation(session, asked.id, no, source="link")
    page = staff.get(f"/penawaran/{asked.offer_id}/peserta").text
    assert "Mengantar anak sekolah" in page
    assert "Sedang panen" not in page


def test_an_unknown_standing_is_not_there(staff: FlaskClient) -> None:
    assert staff.get("/penawaran/peserta?posisi=apa").status_code == 404


def test_a_place_lost_to_a_merger_that_was_undone_is_given_again_only_while_its_offer_gives_seats(
    staff: FlaskClient, site: Database
) -> None:
    with site.transaction() as session:
        gone, kept = factories.keep_ikm(session, 2)
        offer = factories.opened(session)
        invitations.confirm_selection(session, offer.id, [row.ikm_id for row in factories.suggestions(session, offer)])
        factories.merged(session, gone, kept)
        factories.ikm_changes(session, gone, status="registered", merged_into=None)
    address, again, by_phone = "/penawaran/peserta?posisi=parted", "Beri tempat lagi", "sepakati lewat telepon"
    page = staff.get(address).text
    assert again in page
    assert by_phone not in page
    with site.transaction() as session:
        offers.close_offer(session, offer.id)
    page = staff.get(address).text
    assert again not in page
    assert by_phone in page

"""Suggestions are read, selected, confirmed; a selection says beforehand what it will do."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from services.partners.actions import invitations
from services.partners.actions.plan_wishes import wish
from services.partners.models import IkmProfile, Invitation, Nomination, Offer
from shared.clock import today
from shared.database import Database
from shared.events.registry import ContactPoint, PastTraining
from tests.partners import factories
from tests.partners.actions.test_plan_acceptance import drawn, proposed

BY_PHONE = ContactPoint(name="Pak Udin", phone="+6281200000001")


@pytest.fixture
def offer(site: Database) -> Offer:
    """Two seats; three IKM fit, the last of them without an email, and one is outside the service area."""
    with site.transaction() as session:
        factories.keep_ikm(session, 2)
        factories.keep_ikm(session, name="IKM tanpa surel", contact=BY_PHONE)
        factories.keep_ikm(session, name="IKM jauh", kecamatan_code="64.08.06")
        return factories.opened(session, eligibility={"kecamatan": ["64.08.10"]})


def fitting(site: Database) -> list[str]:
    """The three that fit, whatever becomes of them."""
    with site.reading() as session:
        return [str(one) for one in session.scalars(select(IkmProfile.ikm_id).where(IkmProfile.name != "IKM jauh"))]


def ids(site: Database, state: str) -> list[str]:
    with site.reading() as session:
        return [str(one) for one in session.scalars(select(Nomination.ikm_id).where(Nomination.state == state))]


def test_points_come_with_sentences(staff: FlaskClient, offer: Offer) -> None:
    page = staff.get(f"/penawaran/{offer.id}/kecocokan").text
    assert "Membutuhkan bantuan: Pemasaran digital." in page
    assert "IKM jauh" not in page


def test_what_others_have_of_an_ikm_is_told_with_what_to_ask(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, supplies_others="no", workers=None)
        offer = factories.opened(session)
    page = staff.get(f"/penawaran/{offer.id}/kecocokan").text
    told = "Berdampak ke usaha lain: bahan baku lokal, anggota sentra IKM. Belum didata, tanyakan: jumlah pekerja."
    assert told in page


def test_of_equals_it_is_said_what_to_ask_them(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, 3, in_sentra=None)
        offer = factories.opened(session)
    page = staff.get(f"/penawaran/{offer.id}/kecocokan").text
    assert re.search(r"Apakah Bapak/Ibu anggota sentra IKM\?\s*<span[^>]*>belum tercatat pada 3 IKM", page)


def test_whoever_does_not_fit_is_told_what_is_missing(staff: FlaskClient, offer: Offer) -> None:
    page = staff.get(f"/penawaran/{offer.id}/kecocokan?kelompok=not_eligible").text
    assert "IKM jauh" in page
    assert "Kecamatan Busang di luar wilayah layanan." in page


@pytest.mark.parametrize(
    "words", ["nōra", "pisang keripik", "keripik   pisang", "ibu UD. Nora", "0812-3456-7890", "nora  KERIPIK"]
)
def test_suggestions_are_found_as_the_register_finds_them(staff: FlaskClient, site: Database, words: str) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, name="UD Nóra", product="Keripik Pisang", owner_name="Ibu Nora")
        factories.keep_ikm(session, name="Lain", product="Tempe", contact=BY_PHONE)
        offer = factories.opened(session)
    page = staff.get(f"/penawaran/{offer.id}/kecocokan", query_string={"cari": words}).text
    assert ("UD Nóra" in page, "Lain" in page.partition("<tbody")[2]) == (True, False)


def test_a_group_can_be_searched_by_link(staff: FlaskClient, offer: Offer) -> None:
    page = staff.get(f"/penawaran/{offer.id}/kecocokan?cari=tanpa").text
    assert "IKM tanpa surel" in page
    assert "IKM 0" not in page


def test_checking_says_who_is_mailed_called_and_waits(staff: FlaskClient, offer: Offer, site: Database) -> None:
    page = staff.post(f"/penawaran/{offer.id}/kecocokan/periksa", data={"id": fitting(site)}).text
    assert "Undang 2 IKM" in page
    assert "Masuk daftar tunggu" in page
    assert ids(site, "accepted") == []


def test_the_best_are_taken_without_ticking(staff: FlaskClient, offer: Offer) -> None:
    page = staff.post(f"/penawaran/{offer.id}/kecocokan/periksa", data={"best": "1", "count": "1"}).text
    assert "Undang 1 IKM" in page


def test_confirming_gives_the_seats_and_queues_the_rest(staff: FlaskClient, offer: Offer, site: Database) -> None:
    chosen = fitting(site)
    done = staff.post(f"/penawaran/{offer.id}/kecocokan/tetapkan", data={"id": chosen})
    assert done.location == f"/penawaran/{offer.id}/peserta"
    assert len(ids(site, "accepted")) == 2
    assert len(ids(site, "waiting")) == 1
    assert "2 IKM mendapat tempat, 1 masuk daftar tunggu." in staff.get(done.location).text


def test_a_second_click_invites_nobody_twice(staff: FlaskClient, offer: Offer, site: Database) -> None:
    chosen = fitting(site)
    for _ in range(2):
        done = staff.post(f"/penawaran/{offer.id}/kecocokan/tetapkan", data={"id": chosen})
    assert "tidak ada yang diundang dua kali" in staff.get(done.location).text
    with site.reading() as session:
        assert len(session.scalars(select(Invitation)).all()) == 2


def test_an_empty_selection_is_a_sentence(staff: FlaskClient, offer: Offer) -> None:
    answer = staff.post(f"/penawaran/{offer.id}/kecocokan/periksa")
    assert answer.status_code == 409
    assert "Belum ada yang dipilih." in answer.text


def test_a_refused_confirmation_asks_again_without_those_left_out(
    staff: FlaskClient, offer: Offer, site: Database
) -> None:
    with site.transaction() as session:
        session.scalars(select(IkmProfile).where(IkmProfile.name == "IKM 1")).one().restricted = True
    refused = staff.post(f"/penawaran/{offer.id}/kecocokan/tetapkan", data={"id": fitting(site)})
    assert refused.status_code == 409
    assert "Belum ada yang diundang." in refused.text
    assert refused.text.index("Tidak diikutkan") < refused.text.index("IKM 1") < refused.text.index("Datanya")
    still = re.findall(r'name="id" value="([^"]+)"', refused.text)
    assert len(still) == len(fitting(site)) - 1
    assert staff.post(f"/penawaran/{offer.id}/kecocokan/tetapkan", data={"id": still}).status_code == 303
    assert len(ids(site, "accepted")) == 2


def test_whoever_cannot_take_part_is_left_out_before_the_question(
    staff: FlaskClient, offer: Offer, site: Database
) -> None:
    with site.transaction() as session:
        session.scalars(select(IkmProfile).where(IkmProfile.name == "IKM 1")).one().restricted = True
    page = staff.post(f"/penawaran/{offer.id}/kecocokan/periksa", data={"id": fitting(site)}).text
    assert "Tidak diikutkan" in page
    assert "Belum ada yang diundang." not in page


def test_staff_see_before_they_choose_who_must_be_called_and_what_tells_equals_apart(
    staff: FlaskClient, site: Database
) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, 3, cluster=None)
        factories.keep_ikm(session, 2, cluster=None, contact=factories.WITHOUT_EMAIL)
        offer = factories.opened(session, quota=4)
    page = staff.get(f"/penawaran/{offer.id}/kecocokan").text
    assert "Dari 4 terbaik, 2 bisa lewat email. 2 harus ditelepon." in page
    assert "Di kelompok ini 3 bisa lewat email. 2 harus ditelepon." in page
    assert "5 IKM punya nilai sama" in page
    assert "Tempat hanya cukup untuk 4 di antaranya." in page
    assert re.search(r"masuk klaster apa\? <span class=\"soft\">belum tercatat pada 5 IKM", page)


def test_a_refused_confirmation_of_which_nobody_is_left_leads_back_and_names_everybody(
    staff: FlaskClient, offer: Offer, site: Database
) -> None:
    with site.transaction() as session:
        for profile in session.scalars(select(IkmProfile)):
            profile.restricted = True
    refused = staff.post(f"/penawaran/{offer.id}/kecocokan/tetapkan", data={"id": fitting(site)})
    assert (refused.status_code, refused.location) == (303, f"/penawaran/{offer.id}/kecocokan")
    page = staff.get(refused.location).text
    assert "Belum ada yang diundang." in page
    assert "IKM 0: Datanya" in page
    assert "IKM 1: Datanya" in page
    assert ids(site, "accepted") == []


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [({}, "Belum ada yang dipilih."), ({"id": [str(uuid4()) for _ in range(2001)]}, "paling banyak 2.000")],
)
def test_a_selection_is_as_large_as_by_json(
    staff: FlaskClient, offer: Offer, sent: dict[str, list[str]], sentence: str
) -> None:
    address = f"/penawaran/{offer.id}/kecocokan"
    assert sentence in staff.get(staff.post(f"{address}/tetapkan", data=sent).location).text
    for word in ("periksa", "kesampingkan"):
        answer = staff.post(f"{address}/{word}", data={**sent, "reason": "Sudah tutup."})
        assert answer.status_code == 409
        assert sentence in answer.text


def test_the_best_are_no_more_than_can_be_confirmed(staff: FlaskClient, offer: Offer) -> None:
    assert 'max="2000"' in staff.get(f"/penawaran/{offer.id}/kecocokan").text
    answer = staff.post(f"/penawaran/{offer.id}/kecocokan/periksa", data={"best": "1", "count": "2001"})
    assert (answer.status_code, "paling banyak 2.000" in answer.text) == (409, True)


def test_dismissing_needs_a_reason(staff: FlaskClient, offer: Offer, site: Database) -> None:
    address, chosen = f"/penawaran/{offer.id}/kecocokan/kesampingkan", fitting(site)[:1]
    assert staff.post(address, data={"id": chosen}).status_code == 422
    assert staff.post(address, data={"id": chosen, "reason": "Sudah tutup."}).status_code == 303
    assert ids(site, "dismissed") == chosen


def test_the_head_of_office_reads_but_ticks_nothing(hire, browser_of, offer: Offer) -> None:
    page = browser_of(hire("head")).get(f"/penawaran/{offer.id}/kecocokan").text
    assert "IKM 0" in page
    assert 'name="id"' not in page
    assert "/rencana/ingin" not in page


def test_whoever_was_dismissed_gets_a_seat_after_all(staff: FlaskClient, offer: Offer, site: Database) -> None:
    address, (chosen, *_) = f"/penawaran/{offer.id}/kecocokan", fitting(site)
    staff.post(f"{address}/kesampingkan", data={"id": [chosen], "reason": "Salah orang"})
    with site.reading() as session:
        nomination_id = session.scalars(select(Nomination.id)).one()
    again = f"/penawaran/{offer.id}/peserta/{nomination_id}/ikut-lagi"
    assert f'formaction="{again}"' in staff.get(f"{address}?kelompok=dismissed").text
    assert staff.post(again).status_code == 303
    assert ids(site, "accepted") == [chosen]


def lines(page: str) -> dict[str, str]:
    """What the list says of each IKM, by its name."""
    parts = page.split('<li class="match">')[1:]
    return {re.search(r"<strong>(.*?)</strong>", part)[1]: part.partition("</ol>")[0] for part in parts}  # type: ignore[index]


def test_what_the_plan_proposes_stands_on_the_line_here_and_elsewhere(
    staff: FlaskClient, offer: Offer, site: Database
) -> None:
    with site.transaction() as session:
        later = {"starts_on": today() + timedelta(days=200), "eligibility": {"kecamatan": ["64.08.10"]}}
        other = factories.opened(session, title="Klinik kemasan", topic="PENGEMASAN", quota=1, **later)
        drawn(session)
        (elsewhere,) = proposed(session, other.id)
        name = session.get_one(IkmProfile, elsewhere).name
    said = lines(staff.get(f"/penawaran/{offer.id}/kecocokan").text)
    assert sum("dapat tempat di rencana" in line for line in said.values()) == offer.quota
    assert [ikm for ikm, line in said.items() if "di rencana: “Klinik kemasan”" in line] == [name]


@pytest.mark.parametrize(("word", "badge"), [("selalu", "selalu"), ("jangan", "jangan")])
def test_what_staff_lay_down_from_a_line_stands_there_and_is_taken_back_there(
    staff: FlaskClient, offer: Offer, site: Database, word: str, badge: str
) -> None:
    address = f"/penawaran/{offer.id}/kecocokan?kelompok=suggested&hal=1"
    with site.reading() as session:
        chosen = session.scalars(select(IkmProfile.ikm_id).where(IkmProfile.name == "IKM 0")).one()
    assert f'action="/rencana/ingin/{word}"' in lines(staff.get(address).text)["IKM 0"]
    from_there = {"Referer": f"http://localhost{address}"}
    sent = {"offer_id": offer.id, "ikm_ids": [chosen], "reason": "Sudah dibicarakan"}
    assert staff.post(f"/rencana/ingin/{word}", data=sent, headers=from_there).location == address
    line = lines(staff.get(address).text)["IKM 0"]
    assert f">{badge}</span>" in line
    assert "Sudah dibicarakan" in line
    freed = {"offer_id": offer.id, "ikm_id": chosen}
    assert 'action="/rencana/ingin/lepas"' in line
    assert staff.post("/rencana/ingin/lepas", data=freed, headers=from_there).location == address
    assert "Sudah dibicarakan" not in staff.get(address).text


def test_what_stands_against_somebody_is_seen_before_the_tick(staff: FlaskClient, offer: Offer, site: Database) -> None:
    with site.transaction() as session:
        past = [
            PastTraining(topic="PEMASARAN_DIGITAL", title="Bimtek foto", held_on=date(2025, 3, 1)),
            PastTraining(topic="EKSPOR", title="Lain", held_on=date(2025, 4, 1)),
        ]
        factories.keep_ikm(session, name="Pernah Ikut", trainings=past)
        (seated,) = factories.keep_ikm(session, name="Punya Kursi")
        (waits,) = factories.keep_ikm(session, name="Menunggu")
        far = {"starts_on": today() + timedelta(days=200), "title": "Magang", "quota": 1}
        other = factories.opened(session, **far)
        invitations.confirm_selection(session, other.id, [seated])
        invitations.confirm_selection(session, other.id, [waits])
    said = lines(staff.get(f"/penawaran/{offer.id}/kecocokan").text)
    assert "Topik ini sudah pernah diikuti: “Bimtek foto”, 1 Maret 2025." in said["Pernah Ikut"]
    assert "Topik ini sudah pernah diikuti: “Lain”" not in said["Pernah Ikut"]
    assert "Sudah punya tempat di “Magang”, mulai" in said["Punya Kursi"]
    assert "Masuk daftar tunggu “Magang”." in said["Menunggu"]
    assert "Magang" not in said["IKM 0"]


def test_what_stands_against_the_best_is_said_before_they_are_confirmed_unseen(
    staff: FlaskClient, offer: Offer, site: Database
) -> None:
    with site.transaction() as session:
        first = next(one.ikm_id for one in factories.suggestions(session, offer) if one.state == "suggested")
        other = factories.opened(session, title="Magang", starts_on=today() + timedelta(days=200))
        invitations.confirm_selection(session, other.id, [first])
        wish(session, offer.id, [first], "exclude", "Sudah cukup")
    page = staff.post(f"/penawaran/{offer.id}/kecocokan/periksa", data={"best": "1", "count": "3"}).text
    assert "Sudah punya tempat di “Magang”" in page
    assert "Sudah cukup" in page


def test_beside_the_list_stands_whom_the_seats_reach(staff: FlaskClient, offer: Offer, site: Database) -> None:
    with site.transaction() as session:
        (woman,) = factories.keep_ikm(session, name="Ibu", owner_sex="P")
        (man,) = factories.keep_ikm(session, name="Bapak", owner_sex="L")
        invitations.confirm_selection(session, offer.id, [woman])
    page = staff.get(f"/penawaran/{offer.id}/kecocokan").text
    assert covered(page, "sex:P")[0] == "1"
    assert covered(page, "sex:L")[0] == "0"
    assert covered(page, "kecamatan:64.08.06") == ("0", "0", "1")
    assert f"/penawaran/{offer.id}/kecocokan?kecamatan=64.08.10#daftar" in page
    assert re.search(
        rf'value="{man}"[^>]*data-parts="kecamatan:64.08.10 sex:L cluster:PISANG size:MIKRO first:yes"', page
    )


def covered(page: str, key: str) -> tuple[str, str, str]:
    """Seats, chosen and all of the register in one part of the coverage."""
    row = re.search(rf'data-key="{key}".*?</tr>', page, re.DOTALL)
    assert row
    given, chosen, of = re.findall(r"<td[^>]*>([\d.]+)</td>", row[0])
    return given, chosen, of


def test_without_a_script_the_question_before_confirming_counts_the_selection(
    staff: FlaskClient, offer: Offer, site: Database
) -> None:
    page = staff.post(f"/penawaran/{offer.id}/kecocokan/periksa", data={"id": fitting(site)}).text
    assert covered(page, "kecamatan:64.08.10") == ("0", "2", "3")


def test_one_is_picked_for_comparison_and_the_filters_stay(staff: FlaskClient, offer: Offer, site: Database) -> None:
    address = f"/penawaran/{offer.id}/kecocokan?cari=ikm"
    link = re.search(r'href="([^"]+banding=[^"]+)"', lines(staff.get(address).text)["IKM 0"])
    assert link
    page = staff.get(link[1].replace("&amp;", "&")).text
    assert "IKM 0 dibandingkan dengan yang mana?" in page
    assert f"/penawaran/{offer.id}/kecocokan/banding?ikm=" in lines(page)["IKM 1"]
    assert "/banding?ikm=" not in lines(page)["IKM 0"]

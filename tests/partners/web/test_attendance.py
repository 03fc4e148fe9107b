"""The attendance list as the office and the institution fill it in: whole, one session, one person, closed."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from services.partners.actions import attendance, attendance_list
from services.partners.actions.institutions import move_institution
from services.partners.models import Attendance, Enrolment, Offer
from shared.database import Database
from tests.partners.attendances import enrolled, held, note
from tests.partners.factories import announced, ikm_changes
from tests.partners.web.people import Person

Held = tuple[Offer, list[Enrolment]]


@pytest.fixture
def course(site: Database, partner: Person) -> Held:
    """Two people and two sessions, both over."""
    with site.transaction() as session:
        offer = held(session, institution_id=partner.institution_id)
        return offer, enrolled(session, offer)


def address(course: Held, *parts: Any) -> str:
    return "/".join(map(str, (f"/penawaran/{course[0].id}/daftar-hadir", *parts)))


def noted(site: Database) -> dict[tuple[str, str], str]:
    """Name and session to what is noted."""
    with site.reading() as session:
        rows = session.execute(select(Attendance, Enrolment).join(Enrolment, Enrolment.id == Attendance.enrolment_id))
        titles = {item.id: item.title for offer in session.scalars(select(Offer)) for item in offer.sessions}
        return {(who.nomination.profile.name, titles[row.session_id]): row.state for row, who in rows}


def sheet(page: str) -> dict[str, str]:
    """What the form of the whole list sends if nobody touches it."""
    hidden = dict(re.findall(r'name="(people|sessions|letters)" value="([^"]*)"', page))
    cells = re.findall(r'<select name="([\d.]+)"[^>]*>(.*?)</select>', page, re.DOTALL)
    return hidden | {name: re.findall(r"<option selected>(.)", options)[0] for name, options in cells}


def test_the_whole_list_is_saved_at_once_and_only_what_changed(
    partner_browser: FlaskClient, site: Database, course: Held
) -> None:
    sent = sheet(partner_browser.get(address(course)).text)
    assert partner_browser.post(address(course), data=sent | {"0.0": "H", "1.0": "I"}).status_code == 303
    assert noted(site) == {("IKM 0", "Sesi 1"): "present", ("IKM 1", "Sesi 1"): "excused"}
    with site.reading() as session:
        assert {row.source for row in session.scalars(select(Attendance))} == {"institution"}


def test_a_list_saved_late_leaves_what_others_noted_and_says_of_whom(
    staff: FlaskClient, partner_browser: FlaskClient, site: Database, course: Held
) -> None:
    sent = sheet(partner_browser.get(address(course)).text)
    staff.post(address(course), data=sent | {"0.0": "S", "1.1": "A"})
    answer = partner_browser.post(address(course), data=sent | {"0.0": "H", "0.1": "H"}, follow_redirects=True)
    assert "Orang lain sudah mencatat ini, periksa lagi: IKM 0" in answer.text
    assert noted(site) == {
        ("IKM 0", "Sesi 1"): "sick",
        ("IKM 0", "Sesi 2"): "present",
        ("IKM 1", "Sesi 2"): "absent",
    }


@pytest.mark.parametrize(
    "change", [{"people": "x"}, {"letters": "HH"}, {"0.0": "Z"}, {"sessions": ""}, {"letters": "?? ??", "0.0": "H"}]
)
def test_a_list_that_cannot_be_read_changes_nothing(
    staff: FlaskClient, site: Database, course: Held, change: dict[str, str]
) -> None:
    sent = sheet(staff.get(address(course)).text)
    answer = staff.post(address(course), data=sent | change)
    assert answer.status_code == 422
    assert "Daftar ini tidak terbaca" in answer.text
    assert noted(site) == {}


def test_all_present_then_the_exceptions(staff: FlaskClient, site: Database, course: Held) -> None:
    meeting = course[0].sessions[0].id
    page = address(course, "sesi", meeting)
    (who, _) = course[1]
    staff.post(page, data={"mark": f"{who.id}.-.S"})
    staff.post(f"{page}/semua-hadir")
    assert noted(site) == {("IKM 0", "Sesi 1"): "sick", ("IKM 1", "Sesi 1"): "present"}


def test_all_present_from_the_whole_list_keeps_what_was_typed_there(
    staff: FlaskClient, site: Database, course: Held
) -> None:
    sent = sheet(staff.get(address(course)).text) | {"0.0": "A", "1.1": "I"}
    staff.post(address(course, "sesi", course[0].sessions[0].id, "semua-hadir"), data=sent)
    assert noted(site) == {
        ("IKM 0", "Sesi 1"): "absent",
        ("IKM 1", "Sesi 1"): "present",
        ("IKM 1", "Sesi 2"): "excused",
    }


def test_the_same_letter_again_takes_it_back(staff: FlaskClient, site: Database, course: Held) -> None:
    page = address(course, "sesi", course[0].sessions[0].id)
    for _ in range(2):
        value = re.findall(r'value="([^"]+)" data-letter="H"', staff.get(page).text)[0]
        staff.post(page, data={"mark": value})
    assert noted(site) == {("IKM 0", "Sesi 1"): "pending"}


@pytest.mark.parametrize("mark", ["", "x", "x.-.H", f"{UUID(int=1)}.-.Q", f"{UUID(int=1)}.-.H"])
def test_a_button_that_says_nothing_known_changes_nothing(
    staff: FlaskClient, site: Database, course: Held, mark: str
) -> None:
    answer = staff.post(address(course, "sesi", course[0].sessions[0].id), data={"mark": mark})
    assert answer.status_code in (404, 422)
    assert noted(site) == {}


def entries(course: Held, *states: str) -> dict[str, str]:
    """What a browser that was offline sends of the first session."""
    offer, people = course
    return {
        f"entries-{at}-{name}": str(value)
        for at, (who, state) in enumerate(zip(people, states, strict=False))
        for name, value in {"entry_id": uuid4(), "enrolment_id": who.id, "session_id": offer.sessions[0].id,
                            "state": state, "seen": "pending"}.items()
    }  # fmt: skip


def test_what_was_typed_without_a_line_counts_once(partner_browser: FlaskClient, site: Database, course: Held) -> None:
    sent = entries(course, "present", "sick")
    answers = [partner_browser.post(address(course, "kirim"), data=sent).json for _ in range(2)]
    assert [answer["changed"] for answer in answers if answer] == [2, 0]
    assert noted(site) == {("IKM 0", "Sesi 1"): "present", ("IKM 1", "Sesi 1"): "sick"}


def test_a_browser_is_told_what_was_refused_and_what_was_overtaken(
    partner_browser: FlaskClient, site: Database, course: Held
) -> None:
    with site.transaction() as session:
        offer, (who, _) = session.get_one(Offer, course[0].id), course[1]
        attendance.mark(session, who, offer.sessions[0].id, "sick", source="office")
    answer = partner_browser.post(address(course, "kirim"), data=entries(course, "present")).json
    assert answer == {"changed": 0, "overtaken": [[str(who.id), str(course[0].sessions[0].id)]], "refused": []}
    wrong = partner_browser.post(address(course, "kirim"), data=entries(course, "there"))
    assert wrong.status_code == 422
    assert wrong.json["refused"]


def test_a_substitute_is_written_down_with_name_and_relation(staff: FlaskClient, site: Database, course: Held) -> None:
    page = address(course, "peserta", course[1][0].id)
    said = {"session_id": str(course[0].sessions[0].id), "state": "present", "came_instead": "Budi", "relation": "anak"}
    assert staff.post(page, data=said).status_code == 303
    assert "Yang datang: Budi (anak)" in " ".join(staff.get(page).text.split())


def test_the_page_of_a_person_says_what_is_wrong_beside_its_field(staff: FlaskClient, course: Held) -> None:
    answer = staff.post(address(course, "peserta", course[1][0].id), data={"came_instead": "x" * 300})
    assert answer.status_code == 422
    assert all(f'id="{name}-error"' in answer.text for name in ("came_instead", "state", "session_id"))


def test_closing_names_first_what_is_missing_then_closes_once(
    partner_browser: FlaskClient, site: Database, course: Held
) -> None:
    with site.transaction() as session:
        offer = session.get_one(Offer, course[0].id)
        note(session, offer, course[1][0], "HH")
    page = partner_browser.get(address(course, "tutup")).text
    assert "Belum tercatat di semua sesi: 1." in page
    seen = re.findall(r'name="seen" value="([^"]+)"', page)[0]
    for _ in range(2):
        assert partner_browser.post(address(course, "tutup"), data={"seen": seen}).status_code == 303
    with site.reading() as session:
        assert [one.state for one in enrolled(session, course[0])] == ["completed", "no_show"]


def test_a_correction_of_a_closed_list_asks_for_a_reason_and_staff_hear_of_it(
    partner_browser: FlaskClient, site: Database, course: Held
) -> None:
    with site.transaction() as session:
        attendance_list.close_list(session, course[0].id)
    sent = sheet(partner_browser.get(address(course)).text) | {"0.0": "H"}
    refused = partner_browser.post(address(course), data=sent)
    assert refused.status_code == 422
    assert "Daftar sudah ditutup" in refused.text
    assert partner_browser.post(address(course), data=sent | {"reason": "Lupa dicatat"}).status_code == 303
    with site.reading() as session:
        (fact,) = announced(session, "attendance_corrected")
        assert (fact["reason"], fact["by_institution"]) == ("Lupa dicatat", True)
        assert [one.state for one in enrolled(session, course[0])] == ["incomplete", "no_show"]


def test_whoever_can_no_longer_reach_it_is_flagged_the_moment_it_is_true(
    staff: FlaskClient, site: Database, course: Held
) -> None:
    assert "Tidak bisa lagi mencapai batas" not in staff.get(address(course)).text
    staff.post(address(course, "sesi", course[0].sessions[0].id), data={"mark": f"{course[1][0].id}.-.A"})
    assert staff.get(address(course)).text.count("Tidak bisa lagi mencapai batas") == 1


def test_a_programme_without_sessions_says_so(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        offer = held(session, sessions=[], schedule_follows=True)
    for part in ("", "/tutup"):
        assert "Program ini belum punya sesi." in staff.get(f"/penawaran/{offer.id}/daftar-hadir{part}").text


def test_an_institution_does_not_read_the_name_of_whoever_may_not_be_named(
    staff: FlaskClient, partner_browser: FlaskClient, site: Database, course: Held
) -> None:
    with site.transaction() as session:
        ikm_changes(session, course[1][0].nomination.ikm_id, consent_to_share="no")
    for part in ("", f"/sesi/{course[0].sessions[0].id}", "/tutup", f"/peserta/{course[1][0].id}"):
        assert "IKM 0" in staff.get(address(course) + part).text
        assert "IKM 0" not in partner_browser.get(address(course) + part).text


def test_a_suspended_institution_reads_and_notes_nothing(
    partner_browser: FlaskClient, partner: Person, site: Database, course: Held
) -> None:
    with site.transaction() as session:
        move_institution(session, partner.institution_id, "suspend", "Izin dicabut")
    page = address(course, "sesi", course[0].sessions[0].id)
    assert partner_browser.get(page).status_code == 409
    assert partner_browser.post(page, data={"mark": f"{course[1][0].id}.-.H"}).status_code == 409
    assert noted(site) == {}


def test_whoever_was_absent_twice_in_a_row_stands_on_the_call_list_until_called(
    staff: FlaskClient, site: Database, course: Held
) -> None:
    with site.transaction() as session:
        note(session, session.get_one(Offer, course[0].id), course[1][0], "AA")
    page = staff.get("/telepon").text
    assert "Dua kali berturut-turut tidak hadir" in page
    assert "Kami%20tidak%20melihat%20IKM%200" in page
    (call,) = re.findall(r'action="(/telepon/antrean/[^"]+)"', page)
    staff.post(call, data={"how": "phone"})
    assert "Dua kali berturut-turut" not in staff.get("/telepon").text
    assert "Dua kali berturut-turut" in staff.get("/telepon?untuk=dikabari").text

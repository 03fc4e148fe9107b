"""What an owner must know about a programme: the facts in words, in the order of reading."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from shared.events.partners import OfferSummary, SessionTime
from shared.language import use_language
from shared.programme_facts import FIRST, LABELS, Line, programme_facts

MORNING = datetime(2027, 1, 12, 1, tzinfo=UTC)
KNOWN: dict[str, Any] = {
    "offer_id": uuid4(),
    "title": "Klinik kemasan",
    "topic": "PENGEMASAN",
    "form": "PELATIHAN",
    "mode": "LURING",
    "institution_id": uuid4(),
    "institution_name": "Universitas Mulawarman",
    "institution_email": None,
    "starts_on": date(2027, 1, 12),
    "ends_on": date(2027, 1, 13),
    "place": "Balai Desa Kaliorang",
    "quota": 20,
    "answer_by": None,
}
ALL = {
    "summary": "Dua hari praktik.",
    "map_url": "https://maps.app.goo.gl/contoh",
    "cost": "Gratis",
    "bring": "Satu produk",
    "contact_name": "Ratna Dewi",
    "contact_phone": "0812 3456 7890",
}


def meeting(number: int = 0, **values: Any) -> SessionTime:
    at = MORNING + timedelta(days=number)
    known = {"title": f"Hari {number + 1}", "starts_at": at, "ends_at": at + timedelta(hours=4), "place": None}
    return SessionTime(session_id=uuid4(), **{**known, **values})


def said(sessions: list[SessionTime] | None, answer_by: datetime | None = None, **values: Any) -> dict[str, list[str]]:
    with use_language("id"):
        facts = programme_facts(OfferSummary(**{**KNOWN, **values}), sessions, answer_by)
        return {fact.name: [str(line) for line in fact.lines] for fact in facts}


def test_everything_known_is_said_in_the_order_of_reading() -> None:
    facts = said([meeting()], MORNING - timedelta(days=7), **ALL)
    assert facts == {
        "what": ["Klinik kemasan"],
        "when": ["Selasa, 12 Januari 2027, 09.00–13.00 WITA"],
        "where": ["Balai Desa Kaliorang", "Peta: https://maps.app.goo.gl/contoh"],
        "host": ["Universitas Mulawarman"],
        "about": ["Dua hari praktik."],
        "cost": ["Gratis"],
        "bring": ["Satu produk"],
        "contact": ["Ratna Dewi", "0812-3456-7890", "WhatsApp: https://wa.me/6281234567890"],
        "answer_by": ["Selasa, 5 Januari 2027, 09.00 WITA"],
    }
    assert [name for name in LABELS if name in facts] == list(facts)
    assert tuple(facts)[:3] == FIRST


def test_an_offer_of_before_says_what_it_knows() -> None:
    assert list(said([])) == ["what", "when", "where", "host"]


def test_days_without_hours_say_that_these_follow() -> None:
    days = "Selasa, 12 Januari 2027 sampai Rabu, 13 Januari 2027"
    assert said([])["when"] == [days, "Jamnya kami kabari nanti."]
    assert said(None)["when"] == [days]
    assert said([], hours_from="09:00", hours_until="15:00")["when"] == [days, "09.00–15.00 WITA"]


def test_of_many_meetings_the_first_stands_first_and_none_twice() -> None:
    facts = said([meeting(number) for number in range(5)])
    assert facts["when"] == ["Selasa, 12 Januari 2027, 09.00–13.00 WITA: Hari 1", "Setelah itu masih ada 4 pertemuan."]
    assert [line.rpartition(" ")[2] for line in facts["later"]] == ["2", "3", "4", "5"]


def test_the_place_of_a_meeting_is_said_only_where_it_is_another() -> None:
    same, other = said([meeting(place="Balai Desa Kaliorang"), meeting(1, place="Pasar")])["when"]
    assert not same.endswith(")")
    assert other.endswith("(Pasar)")


def test_by_internet_the_place_is_a_link() -> None:
    room = "https://meet.example/abc"
    assert said([], mode="DARING", place=room)["where"] == ["Lewat internet", room]
    assert said([], mode="HIBRIDA")["where"][-1] == "Bisa juga ikut lewat internet."


def test_a_place_nobody_said_yet_is_promised() -> None:
    assert said([], place=None)["where"] == ["Tempatnya kami kabari nanti."]


def test_a_fixed_line_is_called_and_not_written_to() -> None:
    assert said([], contact_phone="0549-21234")["contact"] == ["(0549) 21234"]


def test_a_number_to_call_stands_as_it_is() -> None:
    assert str(Line("0812", "tel:+62812")) == "0812"


def test_what_one_gets_keeps_its_lines() -> None:
    assert said([], summary="Dua hari.\n\n Bawa produk.")["about"] == ["Dua hari.", "Bawa produk."]

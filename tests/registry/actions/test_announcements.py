from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions import announcements, certificates, consents, needs, participations, verification
from services.registry.actions.announcements import announce, announce_many, delete_and_tell
from services.registry.domain.fields import OWN, SHARED
from services.registry.models import Contact, Ikm, Listing, Need
from shared.clock import today
from shared.events.registry import IkmProfileChanged
from tests.registry.factories import announced, registered, set_contact
from tests.statements import statements_of

SECRET = {"investment", "production_value", "nik", "nik_fingerprint", "capacity"}


def test_the_snapshot_says_everything_partners_need(session: Session) -> None:
    ikm = registered(session, workers_male=2, investment=50_000_000)
    set_contact(session, ikm.id, "owner", {"name": "Nora", "email": "nora@contoh.id"})
    certificates.record_certificate(session, ikm.id, "PIRT", "no")
    needs.record_need(session, ikm.id, "PENGEMASAN", 3)
    consents.record_consent(session, ikm.id, "yes", "form")
    participations.put_participation(ikm, "Bimtek", today(), source="daftar", topic="EKSPOR")
    announce(session, ikm)
    fact = announced(session, IkmProfileChanged)[-1]
    assert (fact.size_class, fact.consent_to_share) == ("KECIL", "yes")
    assert (fact.contact.name, fact.contact.email) == ("Nora", "nora@contoh.id")
    assert (fact.holdings[0].state, fact.needs[0].severity, fact.trainings[0].topic) == ("no", 3, "EKSPOR")


def test_what_others_have_of_it_is_told_and_what_is_not_recorded_is_neither_yes_nor_no(session: Session) -> None:
    registered(session, workers_total=7, local_material="yes", supplies_others="no", in_sentra="yes", sentra="Rotan")
    registered(session, name="Melati", workers_male=2)
    told = announced(session, IkmProfileChanged)
    assert [(one.workers, one.local_material, one.supplies_others, one.in_sentra) for one in told] == [
        (7, "yes", "no", "yes"),
        (None, None, None, None),
    ]


def test_no_announcement_carries_a_nik_or_money(session: Session) -> None:
    registered(session, investment=123_456_789, production_value=987_654_321, nik="6408041708900001")
    fact = announced(session, IkmProfileChanged)[0]
    assert not SECRET & vars(fact).keys()
    assert not {"123456789", "987654321", "6408041708900001"} & set(repr(fact).split())


def test_a_field_that_partners_get_travels_though_the_snapshot_has_no_place_for_it(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = [replace(field, shared=True) for field in OWN if field.name in ("commodity", "licence_year", "remarks")]
    monkeypatch.setattr(announcements, "SHARED", (*SHARED, *more))
    ikm = registered(session, commodity="Pisang kepok", licence_year=2020)
    fact = announced(session, IkmProfileChanged)[0]
    assert fact.name == ikm.name
    assert {detail.name: detail.value for detail in fact.details} == {
        "commodity": "Pisang kepok",
        "licence_year": "2020",
    }


def test_whoever_is_restricted_cannot_be_reached_through_copies(session: Session) -> None:
    ikm = registered(session)
    set_contact(session, ikm.id, "owner", {"email": "nora@contoh.id"})
    verification.restrict(session, ikm.id, restricted=True, reason="diminta pemilik")
    fact = announced(session, IkmProfileChanged)[-1]
    assert (fact.restricted, fact.contact.email) == (True, None)


def test_many_take_as_many_queries_as_few(session: Session) -> None:
    few = [registered(session, name=f"Usaha {index}").id for index in range(2)]
    many = [*few, *(registered(session, name=f"Lain {index}").id for index in range(20))]
    assert _queries(session, few) == _queries(session, many)


def test_the_list_shows_what_was_announced(session: Session) -> None:
    ikm = registered(session)
    set_contact(session, ikm.id, "owner", {"phone": "+6281234567890"})
    needs.record_need(session, ikm.id, "EKSPOR", 2)
    line = session.scalars(select(Listing)).one()
    assert (line.phone, line.need_topics) == ("+6281234567890", " EKSPOR ")
    assert "81234567890" in line.search_text


def test_what_is_taken_out_is_told_as_closed_and_stands_nowhere_any_more(session: Session) -> None:
    ikm, other = registered(session), registered(session, name="Lain")
    set_contact(session, ikm.id, "owner", {"name": "Nora", "email": "nora@contoh.id"})
    needs.record_need(session, ikm.id, "EKSPOR", 2)
    before = announced(session, IkmProfileChanged)[-1]
    [gone] = delete_and_tell(session, [ikm.id])
    hidden = replace(before.contact, name=ikm.owner_name or ikm.name, email=None)
    last = replace(before, status="closed", revision=before.revision + 1, contact=hidden)
    assert (gone.number, announced(session, IkmProfileChanged)[-1]) == (ikm.number, last)
    assert session.scalars(select(Ikm.id)).all() == session.scalars(select(Listing.ikm_id)).all() == [other.id]
    assert [session.scalars(select(table)).all() for table in (Contact, Need)] == [[], []]


def test_many_are_taken_out_with_as_many_statements_as_one(session: Session) -> None:
    few, many = ([registered(session).id for _ in range(count)] for count in (1, 20))
    assert _statements(session, lambda: list(delete_and_tell(session, few))) == _statements(
        session, lambda: list(delete_and_tell(session, many))
    )


def _queries(session: Session, ids: list[UUID]) -> int:
    return _statements(session, lambda: announce_many(session, ids))


def _statements(session: Session, act: Callable[[], object]) -> int:
    session.flush()
    with statements_of(session.connection()) as asked:
        act()
    session.flush()
    return len(asked)

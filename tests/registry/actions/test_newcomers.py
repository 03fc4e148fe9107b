"""Thousands at once leave in the database what one by one would."""

from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions import ikm as ikm_actions
from services.registry.actions.announcements import announce_new
from services.registry.actions.certificates import put_certificate
from services.registry.actions.consents import put_consent
from services.registry.actions.contacts import put_contact
from services.registry.actions.needs import put_need
from services.registry.actions.newcomers import insert_all
from services.registry.actions.participations import put_participation
from services.registry.models import Contact, Ikm, Listing
from shared.clock import today
from shared.events.registry import IkmProfileChanged
from tests.registry.factories import ENOUGH, announced, registered, set_contact

REACH = {"phone": "+6281234567890", "email": "nora@contoh.id"}
OWN = {"id", "ikm_id", "created_at", "updated_at", "number", "name", "name_key", "source", "search_text"}


def made(session: Session, *names: str) -> list[Ikm]:
    values = {uuid4(): ENOUGH | {"name": name} for name in names}
    return ikm_actions.new_many(session, values, source="form")


def columns(row) -> dict:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key not in OWN}


def test_they_get_numbers_in_their_order(session: Session) -> None:
    newcomers = made(session, "Usaha 0", "Usaha 1", "Usaha 2")
    insert_all(session, newcomers)
    assert [ikm.number for ikm in newcomers] == ["IKM-00001", "IKM-00002", "IKM-00003"]
    assert session.scalars(select(Ikm.name_key).order_by(Ikm.number)).all() == ["usaha 0", "usaha 1", "usaha 2"]


def test_they_stand_in_every_table_as_if_typed_in(session: Session) -> None:
    typed = registered(session)
    set_contact(session, typed.id, "owner", REACH)
    [newcomer] = made(session, "Amplang Etam")
    put_contact(newcomer, "owner", REACH, source="form")
    insert_all(session, [newcomer])
    announce_new(session, [newcomer])
    for table, key in ((Ikm, Ikm.id), (Contact, Contact.ikm_id), (Listing, Listing.ikm_id)):
        one, other = (columns(session.scalars(select(table).where(key == ikm.id)).one()) for ikm in (typed, newcomer))
        same = one.keys() - {"revision", "profile_revision"}
        assert {name: other[name] for name in same} == {name: one[name] for name in same}


def test_they_are_announced_with_all_that_belongs_to_them(session: Session) -> None:
    [newcomer] = made(session, "Amplang Etam")
    put_contact(newcomer, "owner", REACH, source="form")
    put_certificate(newcomer, "HALAL", "yes", source="form")
    put_need(newcomer, "MEREK", 2, source="form")
    put_consent(newcomer, "yes", channel="form", source="form")
    put_participation(newcomer, "Bimtek Merek", today(), source="form", topic="MEREK")
    insert_all(session, [newcomer])
    announce_new(session, [newcomer])
    [fact] = announced(session, IkmProfileChanged)
    assert (fact.ikm_id, fact.revision, fact.contact.email) == (newcomer.id, 1, "nora@contoh.id")
    assert [held.kind for held in fact.holdings] == ["HALAL"]
    assert [need.topic for need in fact.needs] == ["MEREK"]
    assert [past.title for past in fact.trainings] == ["Bimtek Merek"]
    assert fact.consent_to_share == "yes"
    ikm_actions.edit(session, newcomer.id, {"product": "Amplang"}, cipher=None)
    assert announced(session, IkmProfileChanged)[-1].holdings == fact.holdings

"""Facts from the other services, as they arrive in the inbox."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.registry.actions import contacts
from services.registry.models import Ikm
from services.registry.tasks.consumers import consumers
from shared.change import Change
from shared.clock import now
from shared.database import Database
from shared.events.catalogue import CONSUMERS
from shared.events.contract import Event, dump
from shared.events.notifications import EmailFailed, EmailTriedAgain, address_hash
from shared.events.partners import AccountChanged, SignInEnded
from shared.events.registry import IkmProfileChanged
from shared.sessions import SignIn, has_ended
from tests.registry.factories import announced, answered, registered, set_contact


def message(fact: Event, seq: int = 1) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "producer": fact.event_name.partition(".")[0],
        "seq": seq,
        "name": fact.event_name,
        "version": fact.event_version,
        "correlation_id": "story",
        "attempt": 0,
        "payload": dump(fact),
    }


@pytest.fixture
def ikm(database: Database) -> Ikm:
    with database.transaction() as session:
        made = registered(session)
        set_contact(session, made.id, "owner", {"email": "nora@contoh.id"})
        return made


def test_every_fact_the_catalogue_sends_here_has_its_answer() -> None:
    assert set(consumers.handlers) == {fact for fact, services in CONSUMERS.items() if "registry" in services}


def test_an_answer_delivered_twice_stands_once_in_the_history(database: Database, ikm: Ikm) -> None:
    answer = message(answered(ikm.id))
    for _ in range(2):
        consumers.receive(database, [answer, answer])
    with database.reading() as session:
        assert len(session.get_one(Ikm, ikm.id).participations) == 1


def test_failed_mail_is_announced_as_not_reachable(database: Database, ikm: Ikm) -> None:
    failed = EmailFailed(email_id=uuid4(), template="invitation", reason="550", invitation_id=None, ikm_id=ikm.id)
    consumers.receive(database, [message(failed)])
    with database.reading() as session:
        assert not announced(session, IkmProfileChanged)[-1].contact.reachable


@pytest.mark.parametrize("reason", ["consent_withdrawn", "turned_away"])
def test_mail_held_back_by_its_readers_wish_or_refused_itself_is_no_fault_of_the_address(
    database: Database, ikm: Ikm, reason: str
) -> None:
    unwanted = EmailFailed(
        email_id=uuid4(),
        template="seat_withdrawn",
        reason=reason,
        invitation_id=None,
        ikm_id=ikm.id,
    )
    consumers.receive(database, [message(unwanted)])
    with database.reading() as session:
        assert all(item.contact.reachable for item in announced(session, IkmProfileChanged))


@pytest.mark.parametrize(("sent_to", "reachable"), [("Nora@Contoh.id ", False), ("salah@contoh.id", True)])
def test_only_the_address_that_mail_went_to_is_to_blame(
    database: Database, ikm: Ikm, sent_to: str, reachable: bool
) -> None:
    failed = EmailFailed(
        email_id=uuid4(),
        template="invitation",
        reason="refused",
        invitation_id=None,
        ikm_id=ikm.id,
        sent_to=address_hash(sent_to),
    )
    consumers.receive(database, [message(failed)])
    with database.reading() as session:
        assert announced(session, IkmProfileChanged)[-1].contact.reachable is reachable


@pytest.mark.parametrize(
    ("flagged", "reason", "sent_to", "reachable"),
    [
        ("refused", "refused", "Nora@Contoh.id ", True),
        ("address_blocked", "refused", "nora@contoh.id", True),
        ("refused", "address_blocked", "nora@contoh.id", True),
        ("refused", "refused", "lama@contoh.id", False),
        ("gave_up", "refused", "nora@contoh.id", False),
        ("address_invalid", "address_blocked", "nora@contoh.id", False),
    ],
)
def test_a_mail_that_goes_again_takes_back_only_the_mark_it_has_set(
    database: Database, ikm: Ikm, flagged: str, reason: str, sent_to: str, reachable: bool
) -> None:
    with database.transaction() as session:
        contacts.mark_undeliverable(session, ikm.id, flagged, address_hash("nora@contoh.id"))
    again = message(tried_again(ikm, reason, sent_to))
    consumers.receive(database, [again, again])
    with database.reading() as session:
        assert announced(session, IkmProfileChanged)[-1].contact.reachable is reachable
        noted = session.scalars(select(Change).where(Change.action == "mail_goes_again")).all()
        assert len(noted) == reachable


def tried_again(ikm: Ikm, reason: str, sent_to: str) -> EmailTriedAgain:
    return EmailTriedAgain(
        email_id=uuid4(),
        template="invitation",
        reason=reason,
        invitation_id=None,
        ikm_id=ikm.id,
        sent_to=address_hash(sent_to),
        asks=True,
    )


def test_the_proxy_is_flagged_where_the_mail_went_to_the_proxy(database: Database, ikm: Ikm) -> None:
    with database.transaction() as session:
        set_contact(session, ikm.id, "proxy", {"email": "anak@contoh.id"})
        contacts.mark_undeliverable(session, ikm.id, "refused", address_hash("anak@contoh.id"))
    with database.reading() as session:
        flagged = [item.kind for item in session.get_one(Ikm, ikm.id).contacts if item.undeliverable_since]
        assert flagged == ["proxy"]


def test_a_changed_account_ends_its_old_sessions(database: Database) -> None:
    account_id, before = uuid4(), now()
    changed = AccountChanged(
        account_id=account_id,
        revision=2,
        name="Rahma",
        email="rahma@contoh.id",
        role="staff",
        institution_id=None,
        language="id",
        active=False,
        sessions_valid_from=now(),
    )
    consumers.receive(database, [message(changed)])
    with database.reading() as session:
        assert has_ended(session, account_id, SignIn(uuid4(), before))


def test_a_sign_in_ended_elsewhere_has_ended_here(database: Database) -> None:
    account_id, ended, other = uuid4(), SignIn(uuid4(), now()), SignIn(uuid4(), now())
    consumers.receive(database, [message(SignInEnded(sign_in_id=ended.id, began_at=ended.began_at))] * 2)
    with database.reading() as session:
        assert has_ended(session, account_id, ended)
        assert not has_ended(session, account_id, other)

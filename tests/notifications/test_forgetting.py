"""What the history of mails says of a person goes when the others say so: blocked addresses too."""

import pytest
from sqlalchemy import select

from services.notifications.actions import suppressions
from services.notifications.models import Suppression
from shared.audit import record
from shared.change import Change
from shared.context import Actor, acting_as
from shared.database import new_id
from shared.events.partners import AccountForgotten
from shared.events.registry import IkmForgotten
from shared.history import verify
from tests.notifications.factories import a_profile


@pytest.fixture
def lifted(any_desk):
    """Two addresses that were blocked and are written to again: one is the IKM's, however it was spelt."""
    ikm = a_profile(new_id(), email="Sari@Contoh.id")
    any_desk.hear(ikm)
    for address in ("sari@contoh.id", "other@contoh.id"):
        with any_desk.database.transaction() as session:
            suppressions.block(session, address, "refused")
        with any_desk.database.transaction() as session:
            suppressions.lift(session, session.scalars(select(Suppression.id)).one())
    return ikm


def test_a_blocked_address_of_the_ikm_is_forgotten_and_no_other(any_desk, lifted):
    any_desk.hear(IkmForgotten(ikm_ids=[lifted.ikm_id], basis="Surat 12/2026"), times=2)
    with any_desk.database.reading() as session:
        changes = session.scalars(select(Change).where(Change.noun == "suppression").order_by(Change.id)).all()
        assert [change.old for change in changes] == [{}, {"address": "other@contoh.id"}]
        assert (verify(session).broken, verify(session).erased) == (None, 1)


def test_the_name_of_an_account_is_forgotten(desk):
    account_id = new_id()
    with acting_as(Actor(account_id, "Rahma", "staff")), desk.database.transaction() as session:
        record(session, noun="email", noun_id=new_id(), action="settle")
    desk.hear(AccountForgotten(account_id=account_id, basis="Surat 12/2026"))
    with desk.database.reading() as session:
        assert session.scalars(select(Change).where(Change.action == "settle")).one().actor_name is None

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
from tests.notifications.factories import a_profile, an_invitation
from tests.notifications.test_addresses import delivered


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
    assert lifts_in_history(any_desk) == [{}, {"address": "other@contoh.id"}]
    with any_desk.database.reading() as session:
        assert (verify(session).broken, verify(session).erased) == (None, 1)


def test_an_address_that_was_corrected_after_a_mail_went_there_is_forgotten_too(any_desk, lifted):
    any_desk.hear(an_invitation(ikm_id=lifted.ikm_id))
    delivered(any_desk, to_recipient="451 Later")
    any_desk.hear(a_profile(lifted.ikm_id, 2, email="baru@contoh.id"))
    delivered(any_desk)
    any_desk.hear(IkmForgotten(ikm_ids=[lifted.ikm_id], basis="Surat 12/2026"))
    assert lifts_in_history(any_desk) == [{}, {"address": "other@contoh.id"}]


def lifts_in_history(desk):
    with desk.database.reading() as session:
        changes = session.scalars(select(Change).where(Change.noun == "suppression").order_by(Change.id))
        return [change.old for change in changes]


def test_the_name_of_an_account_is_forgotten(desk):
    account_id = new_id()
    with acting_as(Actor(account_id, "Rahma", "staff")), desk.database.transaction() as session:
        record(session, noun="email", noun_id=new_id(), action="settle")
    desk.hear(AccountForgotten(account_id=account_id, basis="Surat 12/2026"))
    with desk.database.reading() as session:
        assert session.scalars(select(Change).where(Change.action == "settle")).one().actor_name is None

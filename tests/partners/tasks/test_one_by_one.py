"""What partners does by the clock goes on behind an offer, or an IKM, with which something is wrong."""

from datetime import timedelta

import pytest
import time_machine

from services.partners.actions import invitations, seats
from services.partners.tasks import schedule
from shared.clock import now
from shared.messaging.sweep import SomeFailed
from tests.partners.factories import invitations_of, keep_ikm, opened, suggestions


def failing(act, at):
    """Return what does ``act`` but fails where ``at`` says so."""

    def do(session, *args):
        if at(*args):
            raise ZeroDivisionError
        return act(session, *args)

    return do


def test_an_offer_that_fails_does_not_stop_the_expiry_of_those_behind_it(database, monkeypatch):
    with database.transaction() as session:
        keep_ikm(session, 3)
        offers = [opened(session) for _ in range(3)]
        for offer, chosen in zip(offers, suggestions(session, offers[0]), strict=True):
            mine = [row.ikm_id for row in suggestions(session, offer) if row.ikm_id == chosen.ikm_id]
            invitations.confirm_selection(session, offer.id, mine)
    broken = offers[1].id
    monkeypatch.setattr(seats, "fill", failing(seats.fill, lambda offer: offer.id == broken))
    with time_machine.travel(now() + timedelta(days=60)), pytest.raises(SomeFailed, match="1 of 3"):
        schedule.expire_invitations(database)
    with database.reading() as session:
        unanswered = [offer.id for offer in offers if invitations_of(session, offer)[0].state != "expired"]
    assert unanswered == [broken]

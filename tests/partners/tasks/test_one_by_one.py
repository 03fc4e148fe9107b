"""What partners does by the clock goes on behind an offer, or an IKM, with which something is wrong."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select, update

from services.partners.actions import invitations, matches, seats
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.nomination import Nomination
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
            mine = [row.id for row in suggestions(session, offer) if row.ikm_id == chosen.ikm_id]
            invitations.confirm_selection(session, offer.id, mine)
    broken = offers[1].id
    monkeypatch.setattr(seats, "fill", failing(seats.fill, lambda offer: offer.id == broken))
    with time_machine.travel(now() + timedelta(days=60)), pytest.raises(SomeFailed, match="1 of 3"):
        schedule.expire_invitations(database)
    with database.reading() as session:
        unanswered = [offer.id for offer in offers if invitations_of(session, offer)[0].state != "expired"]
    assert unanswered == [broken]


def test_an_ikm_that_fails_does_not_stop_the_suggestions_of_the_others(database, monkeypatch):
    with database.transaction() as session:
        keep_ikm(session, 3)
        session.execute(update(IkmProfile).values(rematch=True))
    with database.reading() as session:
        due = matches.due(session)
    broken = min(due)
    monkeypatch.setattr(matches, "refresh", failing(matches.refresh, lambda ids, rules: broken in ids))
    with pytest.raises(SomeFailed, match="1 of 3"):
        schedule.refresh_suggestions(database)
    with database.reading() as session:
        assert matches.due(session) == {broken}


def test_an_offer_that_cannot_be_weighed_keeps_no_other_from_the_news_of_an_ikm(database, monkeypatch):
    with database.transaction() as session:
        broken, *others = (opened(session).id for _ in range(3))
        keep_ikm(session, 2)

    def suggested():
        with database.reading() as session:
            found = session.execute(select(Nomination.offer_id, func.count()).group_by(Nomination.offer_id))
            return dict(found.all())

    with monkeypatch.context() as patch:
        patch.setattr(matches, "weigh", failing_offer(matches.weigh, broken))
        for _ in range(2):
            with pytest.raises(SomeFailed, match="2 of 2"):
                schedule.refresh_suggestions(database)
        assert suggested() == dict.fromkeys(others, 2)
    schedule.refresh_suggestions(database)
    assert suggested() == dict.fromkeys([broken, *others], 2)


def failing_offer(weigh, broken):
    """Return what weighs as ``weigh`` does, but fails with one offer."""

    def do(running, *args):
        if running.id == broken:
            raise ZeroDivisionError
        return weigh(running, *args)

    return do

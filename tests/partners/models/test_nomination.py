from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from services.partners.actions import matches, offers
from services.partners.models import Invitation, Nomination
from services.partners.models.nomination import engagements, seats_taken, selected
from shared.clock import now
from tests.partners.factories import confirmed, invitations_of, keep_ikm, opened, suggestions


def test_an_ikm_has_one_nomination_for_an_offer(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        (ikm_id,) = engagements(session)
        twin = Nomination(offer_id=offer.id, ikm_id=ikm_id, state="waiting", policy_version=1, suggested_at=now())
        with pytest.raises(IntegrityError), session.begin_nested():
            session.add(twin)


def test_a_nomination_has_one_live_invitation(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        (first,) = invitations_of(session, offer)
        second = Invitation(nomination_id=first.nomination_id, offer_id=offer.id, ikm_id=first.ikm_id, state="issued",
                            channel="phone", nonce="n", issued_at=now(), answer_by=now())  # fmt: skip
        with pytest.raises(IntegrityError), session.begin_nested():
            session.add(second)


def test_a_selection_comes_best_first_then_longest_registered(database):
    with database.transaction() as session:
        keep_ikm(session, name="Tanpa kebutuhan", needs=[])
        keep_ikm(session, name="Baru", registered_on=date(2026, 1, 1))
        keep_ikm(session, name="Lama", registered_on=date(2020, 1, 1))
        offer = opened(session)
        ids = [row.ikm_id for row in suggestions(session, offer)]
        chosen = matches.taken_up(session, offer, ids)
        assert [row.profile.name for row in chosen] == ["Lama", "Baru", "Tanpa kebutuhan"]
        assert {row.profile.name for row in selected(session, offer.id, [row.id for row in chosen])} == {
            "Lama", "Baru", "Tanpa kebutuhan",
        }  # fmt: skip


def test_only_seats_count_as_engagements_not_the_waiting_list(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=3)
        held = engagements(session)
        assert {item.ikm_id for item in invitations_of(session, offer)} == set(held)
        assert seats_taken(session, offer.id) == len(held) == 2


def test_a_cancelled_offer_engages_nobody(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=3)
        offers.cancel_offer(session, offer.id, "Narasumber berhalangan")
        assert engagements(session) == {}

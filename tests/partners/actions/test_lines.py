"""Whoever waits for a seat hears its place in line, and once what came of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from sqlalchemy import select

from services.partners.actions import invitations, lines, nominations, offers
from services.partners.domain.answer import Answer
from services.partners.models import Nomination
from services.partners.models.line import offers_with_a_line
from services.partners.tasks.schedule import end_waiting_in_vain
from shared.clock import now, start_of_day, today
from tests.partners.factories import (
    SOON,
    announced,
    confirmed,
    invitations_of,
    keep_ikm,
    merged,
    opened,
    states,
    suggestions,
)

CANNOT = Answer("declined", reason="Sakit")


def places(session):
    return [(fact["ikm_name"], fact["place"]) for fact in announced(session, "waiting_began")]


def ends(session):
    return [(fact["ikm_name"], fact["why"], fact["reason"]) for fact in announced(session, "waiting_ended")]


def waiting(session, offer):
    line = select(Nomination).where(Nomination.offer_id == offer.id, Nomination.state == "waiting")
    return session.scalars(line.order_by(Nomination.rank).execution_options(populate_existing=True)).all()


def test_each_hears_its_own_place(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=5)
        assert places(session) == [("IKM 2", 1), ("IKM 3", 2), ("IKM 4", 3)]
        invitations.confirm_selection(session, offer.id, [item.ikm_id for item in waiting(session, offer)])
        assert len(places(session)) == 3


def test_later_ones_stand_behind_those_who_wait(database):
    with database.transaction() as session:
        keep_ikm(session, 4)
        offer = opened(session)
        rows = suggestions(session, offer)
        invitations.confirm_selection(session, offer.id, [row.ikm_id for row in rows[:3]])
        invitations.confirm_selection(session, offer.id, [rows[3].ikm_id])
        assert places(session) == [("IKM 2", 1), ("IKM 3", 2)]


def test_a_place_that_leads_to_an_invitation_ends_with_it(database):
    with database.transaction() as session:
        offer = confirmed(session)
        invitations.answer_invitation(session, invitations_of(session, offer)[0].id, CANNOT, source="link")
        assert [fact["promoted"] for fact in announced(session, "invitation_issued")] == [False, False, True]
        offers.cancel_offer(session, offer.id, "Batal")
        assert ends(session) == []


def test_whoever_waited_until_the_programme_began_hears_once_that_no_seat_fell_free(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=4)
    end_waiting_in_vain(database)
    with time_machine.travel(start_of_day(today() + SOON) + timedelta(hours=34)):  # ten in the morning of its last day
        for _ in range(2):
            end_waiting_in_vain(database)
        with database.transaction() as session:
            assert ends(session) == [("IKM 2", "no_seat", None), ("IKM 3", "no_seat", None)]
            assert states(session, offer)["IKM 2"] == "waiting"
            assert offers_with_a_line(session, today()) == []


def test_closing_ends_the_line(database):
    with database.transaction() as session:
        offers.close_offer(session, confirmed(session).id)
    end_waiting_in_vain(database)
    with database.reading() as session:
        assert ends(session) == [("IKM 2", "no_seat", None)]


def test_of_a_programme_that_is_over_nobody_is_told_any_more(database):
    with database.transaction() as session:
        confirmed(session)
    with time_machine.travel(now() + SOON + timedelta(days=9)):
        end_waiting_in_vain(database)
        with database.reading() as session:
            assert ends(session) == []
            assert offers_with_a_line(session, today()) == []


def test_a_cancelled_programme_is_told_to_those_who_wait_too(database):
    with database.transaction() as session:
        offers.cancel_offer(session, confirmed(session).id, "Narasumber sakit")
        assert ends(session) == [("IKM 2", "called_off", "Narasumber sakit")]


@pytest.mark.parametrize(("by_ikm", "told"), [(False, [("IKM 2", "taken_out", "Keliru")]), (True, [])])
def test_whoever_is_taken_out_of_the_line_hears_it_unless_it_asked_for_that(database, by_ikm, told):
    with database.transaction() as session:
        (one,) = waiting(session, confirmed(session))
        nominations.withdraw_nomination(session, one.id, "Keliru", by_ikm=by_ikm)
        assert ends(session) == told


def test_whom_the_institution_refuses_after_a_wait_hears_that_it_waits_no_more_but_not_its_reason(database):
    with database.transaction() as session:
        offer = confirmed(session, selects=True)
        first = next(row for row in suggested(session, offer) if row.state == "nominated")
        nominations.reject_nomination(session, first.id, "Bukan sasaran")
        assert ends(session) == []
        waited = next(row for row in suggested(session, offer) if row.profile.name == "IKM 2")
        nominations.reject_nomination(session, waited.id, "Bukan sasaran")
        assert ends(session) == [("IKM 2", "taken_out", None)]


def suggested(session, offer):
    rows = select(Nomination).where(Nomination.offer_id == offer.id).execution_options(populate_existing=True)
    return sorted(session.scalars(rows), key=lambda row: row.profile.name)


def test_whoever_turns_out_to_be_somebody_who_has_a_seat_is_told_nothing(database):
    with database.transaction() as session:
        offer = confirmed(session)
        (one,) = waiting(session, offer)
        seated = next(row for row in suggested(session, offer) if row.state == "accepted")
        merged(session, one.ikm_id, seated.ikm_id)
        assert ends(session) == []


def test_the_end_is_told_once_by_clocks_that_strike_at_once(database):
    with database.transaction() as session:
        offer_id = offers.close_offer(session, confirmed(session, ikm=4).id).id
    together = Barrier(3)

    def strike(_):
        together.wait()
        with database.transaction() as session:
            return lines.end_in_vain(session, offer_id)

    with ThreadPoolExecutor(3) as clocks:
        assert sorted(clocks.map(strike, range(3))) == [0, 0, 2]
    with database.reading() as session:
        assert len(ends(session)) == 2

"""Whoever waits without email is called about its place, and about what came of it: once, and as long as that is so."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import calls, lines, nominations, offers
from services.partners.actions.readmissions import readmit_nomination
from services.partners.models import LineCall, Nomination, Offer
from shared.context import Actor, acting_as
from shared.database import Database, new_id
from shared.errors import NotFound, RuleBroken
from tests.partners.factories import WITHOUT_EMAIL, announced, confirmed, keep_ikm

SARI, RAHMA = Actor(new_id(), "Sari", "staff"), Actor(new_id(), "Rahma", "staff")


def two_seats(session: Session, ikm: int = 3) -> Offer:
    """An open offer of two seats for which nobody has email."""
    keep_ikm(session, ikm, contact=WITHOUT_EMAIL)
    return confirmed(session, ikm=0)


def in_line(session: Session, offer: Offer) -> Nomination:
    return session.scalars(
        select(Nomination).where(Nomination.offer_id == offer.id, Nomination.state == "waiting")
    ).one()


def to_call(session: Session) -> list[tuple[str, str, str | None]]:
    untold = select(LineCall).where(LineCall.told_at.is_(None)).execution_options(populate_existing=True)
    return sorted((call.nomination.profile.name, call.why, call.reason) for call in session.scalars(untold))


def ended(session: Session) -> LineCall:
    """A call about a wait that just ended."""
    lines.end_in_vain(session, offers.close_offer(session, two_seats(session).id).id)
    return session.scalars(select(LineCall)).one()


def test_whoever_is_put_in_line_without_email_is_called_about_its_place(database: Database) -> None:
    with database.transaction() as session:
        two_seats(session)
        assert to_call(session) == [("IKM 2", "in_line", None)]


def test_of_whoever_was_told_its_place_the_end_is_another_call(database: Database) -> None:
    with database.transaction() as session:
        offer = two_seats(session)
        place = calls.mark_line_told(session, session.scalars(select(LineCall)).one().id, "phone")
        offers.cancel_offer(session, offer.id, "Narasumber sakit")
        assert to_call(session) == [("IKM 2", "called_off", "Narasumber sakit")]
        with pytest.raises(RuleBroken):
            calls.unmark_line_told(session, place.id)


def test_whoever_gets_a_seat_is_called_no_more_about_its_place(database: Database) -> None:
    with database.transaction() as session:
        offer = two_seats(session)
        seated = session.scalars(select(Nomination).where(Nomination.state == "accepted")).first()
        assert seated
        nominations.withdraw_nomination(session, seated.id, "Keliru")
        assert (
            session.scalars(select(Nomination.state).where(Nomination.offer_id == offer.id)).all().count("accepted")
            == 2
        )
        assert to_call(session) == []


def test_whoever_waited_to_the_end_without_email_is_called(database: Database) -> None:
    with database.transaction() as session:
        ended(session)
        assert to_call(session) == [("IKM 2", "no_seat", None)]
        assert [fact["email"] for fact in announced(session, "waiting_ended")] == [None]


def test_whom_mail_tells_nobody_calls(database: Database) -> None:
    with database.transaction() as session:
        lines.end_in_vain(session, offers.close_offer(session, confirmed(session).id).id)
        assert to_call(session) == []


def test_clocks_that_strike_at_once_make_one_call_of_each(database: Database) -> None:
    with database.transaction() as session:
        offer_id = offers.close_offer(session, two_seats(session, ikm=4).id).id
    together = Barrier(3)

    def strike(_: int) -> int:
        together.wait()
        with database.transaction() as session:
            return lines.end_in_vain(session, offer_id)

    with ThreadPoolExecutor(3) as clocks:
        assert sorted(clocks.map(strike, range(3))) == [0, 0, 2]
    with database.reading() as session:
        assert to_call(session) == [("IKM 2", "no_seat", None), ("IKM 3", "no_seat", None)]


def test_a_programme_that_is_off_is_told_by_phone_with_its_reason(database: Database) -> None:
    with database.transaction() as session:
        offers.cancel_offer(session, two_seats(session).id, "Narasumber sakit")
        assert to_call(session) == [("IKM 2", "called_off", "Narasumber sakit")]


@pytest.mark.parametrize(("by_ikm", "called"), [(False, [("IKM 2", "taken_out", "Keliru")]), (True, [])])
def test_whoever_is_taken_out_of_the_line_is_called_unless_it_asked_for_that(
    database: Database, by_ikm: bool, called: list[tuple[str, str, str]]
) -> None:
    with database.transaction() as session:
        nominations.withdraw_nomination(session, in_line(session, two_seats(session)).id, "Keliru", by_ikm=by_ikm)
        assert to_call(session) == called


def test_whoever_waits_again_is_not_called_about_the_wait_before(database: Database) -> None:
    with database.transaction() as session:
        nomination = in_line(session, two_seats(session))
        nominations.withdraw_nomination(session, nomination.id, "Keliru")
        readmit_nomination(session, nomination.id)
        assert to_call(session) == [("IKM 2", "in_line", None)]


def test_whoever_gets_a_seat_after_all_is_not_called_about_the_wait(database: Database) -> None:
    with database.transaction() as session:
        offer = two_seats(session)
        nomination = in_line(session, offer)
        nominations.withdraw_nomination(session, nomination.id, "Keliru")
        seated = session.scalars(select(Nomination).where(Nomination.state == "accepted")).first()
        assert seated
        nominations.withdraw_nomination(session, seated.id, "Keliru")
        assert readmit_nomination(session, nomination.id).state == "accepted"
        assert to_call(session) == []


def test_whoever_told_it_first_stays_on_record(database: Database) -> None:
    with database.transaction() as session:
        call = ended(session)
        for teller, how in ((SARI, "phone"), (RAHMA, "whatsapp")):
            with acting_as(teller, "telepon"):
                calls.mark_line_told(session, call.id, how)
        assert (call.told_by, call.told_how) == (SARI.id, "phone")
        assert to_call(session) == []


def test_two_who_tell_it_at_once_note_it_once(database: Database) -> None:
    with database.transaction() as session:
        call_id = ended(session).id
    together = Barrier(2)

    def tell(who: Actor) -> object:
        together.wait()
        with acting_as(who, "telepon"), database.transaction() as session:
            return calls.mark_line_told(session, call_id, "phone").told_by

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(tell, (SARI, RAHMA)))) == 1


def test_a_mark_set_by_mistake_is_taken_back(database: Database) -> None:
    with database.transaction() as session:
        call = calls.mark_line_told(session, ended(session).id, "phone")
        for _ in range(2):
            calls.unmark_line_told(session, call.id)
        assert to_call(session) == [("IKM 2", "no_seat", None)]


def test_a_mark_is_not_taken_back_once_the_ikm_waits_again(database: Database) -> None:
    with database.transaction() as session:
        nomination = in_line(session, two_seats(session))
        nominations.withdraw_nomination(session, nomination.id, "Keliru")
        untold = select(LineCall).where(LineCall.told_at.is_(None))
        call = calls.mark_line_told(session, session.scalars(untold).one().id, "phone")
        readmit_nomination(session, nomination.id)
        session.expire_all()
        with pytest.raises(RuleBroken):
            calls.unmark_line_told(session, call.id)


def test_a_call_that_is_none_is_not_found(database: Database) -> None:
    with database.transaction() as session, pytest.raises(NotFound):
        calls.mark_line_told(session, new_id(), "phone")

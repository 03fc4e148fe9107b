"""Real threads on both databases: one IKM never gets two seats at the same hours, nor more than a year allows."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from services.partners.actions import invitations, matches, nominations, offers
from services.partners.actions.readmissions import readmit_nomination
from services.partners.domain.answer import Answer
from services.partners.domain.nomination import TAKES_A_SEAT
from services.partners.models import IkmProfile, Nomination, Offer
from services.partners.tasks.consumers import consumers
from shared.database import Database
from shared.errors import NotFound, RuleBroken
from tests.partners.factories import invitations_of, keep_ikm, merged, opened

CANNOT, COME = Answer("declined", reason="Sakit"), Answer("accepted")
DAY = date(2030, 3, 1)
Step = Callable[[Session], object]


def at_once(database: Database, steps: Sequence[Step]) -> set[type[BaseException]]:
    """Take every step in a transaction of its own, all at the same time; return the kinds of errors."""

    def take(step: Step) -> None:
        with database.transaction() as session:
            step(session)

    steps = random.Random(len(steps)).sample(steps, len(steps))
    with ThreadPoolExecutor(max_workers=12) as pool:
        done = [pool.submit(take, step) for step in steps]
    return {type(error) for future in done if (error := future.exception())}


def programmes(database: Database, days: Sequence[date], ikm: int, **values: object) -> list[Offer]:
    with database.transaction() as session:
        keep_ikm(session, ikm)
        return [opened(session, **{"starts_on": day, "quota": ikm, **values}) for day in days]


def everybody(session: Session) -> list[UUID]:
    return list(session.scalars(select(IkmProfile.ikm_id).order_by(IkmProfile.ikm_id)))


def of(session: Session, offer: Offer) -> list[Nomination]:
    return list(session.scalars(select(Nomination).where(Nomination.offer_id == offer.id).order_by(Nomination.ikm_id)))


def ids(database: Database, offer: Offer) -> list[UUID]:
    with database.transaction() as session:
        return everybody(session)


def nomination_ids(database: Database, running: Sequence[Offer]) -> list[UUID]:
    with database.transaction() as session:
        return [row.id for offer in running for row in of(session, offer)]


def confirm(session: Session, offer: Offer, chosen: Sequence[UUID]) -> None:
    invitations.confirm_selection(session, offer.id, chosen)


def seats_an_ikm(database: Database) -> Counter[UUID]:
    taken = (
        select(Nomination.ikm_id, func.count()).where(Nomination.state.in_(TAKES_A_SEAT)).group_by(Nomination.ikm_id)
    )
    with database.transaction() as session:
        return Counter(dict(session.execute(taken).all()))


def absorbed(database: Database) -> set[UUID]:
    with database.transaction() as session:
        return set(session.scalars(select(IkmProfile.ikm_id).where(IkmProfile.merged_into.is_not(None))))


def give_all_but_one(database: Database, running: Sequence[Offer]) -> None:
    """Give every IKM a seat in all these programmes but the last."""
    for offer in running[:-1]:
        with database.transaction() as session:
            confirm(session, offer, everybody(session))


@pytest.mark.parametrize("selects", [False, True])
@pytest.mark.parametrize(("days", "most"), [([DAY] * 2, 1), ([date(2030, month, 1) for month in (3, 4, 5, 6)], 3)])
def test_staff_confirm_the_same_ikm_everywhere_at_once(database, days, most, selects):
    running = programmes(database, days, ikm=10, selects=selects)
    steps = [partial(confirm, offer=offer, chosen=[row]) for offer in running for row in ids(database, offer)]
    assert at_once(database, steps) == {RuleBroken}
    assert set(seats_an_ikm(database).values()) == {most}


def test_whole_selections_that_cross_stand_in_nobody_s_way(database):
    running = programmes(database, [DAY] * 3, ikm=20)
    steps = [partial(confirm, offer=offer, chosen=ids(database, offer)) for offer in running * 3]
    assert at_once(database, steps) == {RuleBroken}
    assert set(seats_an_ikm(database).values()) == {1}


def test_a_yes_after_a_no_meets_a_seat_in_another_programme(database):
    running = programmes(database, [DAY] * 2, ikm=20)
    give_all_but_one(database, running)
    with database.transaction() as session:
        issued = [item.id for item in invitations_of(session, running[0])]
        for invitation_id in issued:
            invitations.answer_invitation(session, invitation_id, CANNOT, source="link")
    again = [partial(invitations.answer_invitation, invitation_id=item, answer=COME, source="link") for item in issued]
    others = [partial(confirm, offer=running[1], chosen=[row]) for row in ids(database, running[1])]
    assert at_once(database, [step for pair in zip(again, others, strict=True) for step in pair]) == {RuleBroken}
    assert set(seats_an_ikm(database).values()) == {1}


def test_seats_given_again_in_both_programmes_at_once(database):
    running = programmes(database, [DAY] * 2, ikm=10, selects=True)
    for offer in running:
        with database.transaction() as session:
            nominations.dismiss_nominations(session, offer.id, everybody(session), "Belum tepat")
    rows = nomination_ids(database, running)
    assert at_once(database, [partial(readmit_nomination, nomination_id=row) for row in rows]) == {RuleBroken}
    assert set(seats_an_ikm(database).values()) == {1}


def test_everybody_moves_up_in_all_programmes_at_once(database):
    """Half of the lines move up by answers, half because the quota grows: in both directions over the same IKM."""
    running = programmes(database, [DAY] * 4, ikm=13, quota=1)
    for number, offer in enumerate(running):
        with database.transaction() as session:
            found = everybody(session)
            confirm(session, offer, [found[number]])
            confirm(session, offer, found[4:])
    with database.transaction() as session:
        issued = [item.id for offer in running for item in invitations_of(session, offer)]
    answers = [partial(invitations.answer_invitation, invitation_id=item, answer=CANNOT, source="link")
               for item in issued]  # fmt: skip
    grown = [partial(offers.change_quota, offer_id=offer.id, quota=9) for offer in running]
    assert at_once(database, [*answers, *grown]) <= {RuleBroken}
    assert set(seats_an_ikm(database).values()) == {1}


def test_the_clock_moves_up_the_lines_of_two_programmes_at_once(database, monkeypatch):
    running = programmes(database, [DAY] * 2, ikm=8, quota=1)
    for number, offer in enumerate(running):
        with database.transaction() as session:
            found = everybody(session)
            confirm(session, offer, [found[number]])
            confirm(session, offer, found[2:])
    late = running[0].answer_by.replace(day=running[0].answer_by.day + 1)
    for module in (invitations,):
        monkeypatch.setattr(module, "now", lambda: late)
    assert at_once(database, [partial(invitations.expire_overdue, offer_id=offer.id) for offer in running * 2]) == set()
    assert set(seats_an_ikm(database).values()) == {1}


def test_two_records_become_one_while_both_are_given_seats(database):
    running = programmes(database, [DAY] * 2, ikm=20)
    with database.transaction() as session:
        found = everybody(session)
    pairs = list(zip(found[:10], found[10:], strict=True))
    seats = [partial(confirm, offer=offer, chosen=[pair[n]]) for pair in pairs for n, offer in enumerate(running)]
    mergers = [partial(merged, ikm_id=gone, into_id=kept) for gone, kept in pairs]
    assert at_once(database, [*seats, *mergers]) <= {RuleBroken, NotFound}
    assert set(seats_an_ikm(database).values()) == {1}
    assert not set(seats_an_ikm(database)) & absorbed(database)


def test_an_institution_accepts_nobody_who_has_a_seat_elsewhere(database):
    """Two nominations at the same hours, as they were given before the seats of an IKM were held."""
    running = programmes(database, [DAY] * 2, ikm=10, selects=True)
    with database.transaction() as session:
        for offer in running:
            matches.taken_up(session, offer, everybody(session))
        session.execute(update(Nomination).values(state="nominated"))
    steps = [partial(nominations.accept_nomination, nomination_id=row) for row in nomination_ids(database, running)]
    assert at_once(database, steps) == {RuleBroken}


@pytest.mark.parametrize("backend", ["postgresql"])
def test_batches_of_facts_and_people_over_the_same_offers_never_lock_each_other_out(database):
    """Each batch stops the same IKM in another order, while their seats are freed and given again."""
    running = programmes(database, [DAY, date(2030, 4, 1)], ikm=12, quota=4)
    with database.transaction() as session:
        for offer in running:
            confirm(session, offer, everybody(session))
        known = session.scalars(select(IkmProfile).order_by(IkmProfile.ikm_id)).all()
        issued = [item.id for offer in running for item in invitations_of(session, offer)]
    batches = [stopped(random.Random(number).sample(list(known), 6)) for number in range(6)]
    answers = [partial(invitations.answer_invitation, invitation_id=item, answer=CANNOT, source="link")
               for item in issued]  # fmt: skip
    with database.transaction() as session:
        before = deadlocks(session)
    with ThreadPoolExecutor(max_workers=8) as pool:
        received = [pool.submit(consumers.receive, database, batch) for batch in batches]
        assert at_once(database, answers) <= {RuleBroken}
    assert [future.exception() for future in received] == [None] * len(batches)
    with database.transaction() as session:
        assert deadlocks(session) == before


def stopped(profiles: Sequence[IkmProfile]) -> list[dict[str, Any]]:
    """A batch of facts, each of which takes its IKM out of all programmes."""
    return [
        {
            "id": str(uuid4()), "producer": "registry", "seq": number, "name": "registry.ikm_profile_changed",
            "version": 1, "attempt": 1, "correlation_id": "test",
            "payload": profile.payload | {"revision": profile.revision + 1, "restricted": True},
        }
        for number, profile in enumerate(profiles)
    ]  # fmt: skip


def deadlocks(session: Session) -> int:
    session.execute(text("SELECT pg_stat_clear_snapshot()"))
    return session.scalar(text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))

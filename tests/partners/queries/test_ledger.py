"""Counts equal rows, on the offer's page and on the first page, whatever happened before."""

import random
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import invitations, nominations, offers
from services.partners.domain.answer import Answer
from services.partners.models import Invitation, Nomination, Offer
from services.partners.queries import ledger
from services.partners.queries.nominees import NomineeFilter, list_nominees, nominees_for_institution
from services.partners.queries.standings import STANDINGS
from shared.clock import today
from shared.database import Database
from shared.errors import RuleBroken
from tests.partners import factories

ANSWERS = (
    Answer("accepted"),
    Answer("declined", reason="Ada pesanan."),
    Answer("delegated", delegate_name="Ani", delegate_relation="istri"),
)


def live_through(session: Session, seed: int) -> None:
    """Two offers, answers and withdrawals as they come."""
    dice = random.Random(seed)
    factories.keep_ikm(session, 8)
    for selects, days in ((False, 30), (True, 60)):
        offer = factories.opened(session, quota=4, selects=selects, starts_on=today() + timedelta(days=days))
        chosen = [row.ikm_id for row in factories.suggestions(session, offer)][:6]
        invitations.confirm_selection(session, offer.id, chosen)
    for invitation in session.scalars(select(Invitation)).all():
        if dice.random() < 0.6:
            invitations.answer_invitation(session, invitation.id, dice.choice(ANSWERS), source="phone")
    for nomination in session.scalars(select(Nomination).where(Nomination.state == "nominated")).all():
        _decide(session, nomination, dice)


def _decide(session: Session, nomination: Nomination, dice: random.Random) -> None:
    step = dice.choice((nominations.accept_nomination, None, _reject, _withdraw))
    if step:
        try:
            step(session, nomination.id)
        except RuleBroken:
            return


def _reject(session: Session, nomination_id: UUID) -> None:
    nominations.reject_nomination(session, nomination_id, "Bukan bidang kami.")


def _withdraw(session: Session, nomination_id: UUID) -> None:
    nominations.withdraw_nomination(session, nomination_id, "Pindah.")


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_equals_the_rows_it_opens(database: Database, seed: int) -> None:
    with database.transaction() as session:
        live_through(session, seed)
    with database.reading() as session:
        everything = ledger.over_all(session, of=None)
        for standing in STANDINGS:
            rows, total = list_nominees(session, NomineeFilter(standing=standing, granted=True), 100, of=None)
            assert (len(rows), total) == (getattr(everything, standing),) * 2, standing


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_of_an_institution_equals_the_rows_it_opens(database: Database, seed: int) -> None:
    with database.transaction() as session:
        live_through(session, seed)
    with database.reading() as session:
        for offer in session.scalars(select(Offer)):
            figures = ledger.of_offer(session, offer.id)
            for standing in ("nominated", "to_decide", "confirmed"):
                rows = nominees_for_institution(session, offer.id, standing, of=offer.institution_id)
                assert len(rows) == getattr(figures, standing), standing


def test_the_whole_is_the_sum_of_the_offers(database: Database) -> None:
    with database.transaction() as session:
        live_through(session, 7)
    with database.reading() as session:
        offer_ids = session.scalars(select(Nomination.offer_id).distinct()).all()
        parts, whole = ledger.of_offers(session, offer_ids).values(), ledger.over_all(session, of=None)
        for figure in ("quota", "nominated", "confirmed", "waiting", "taken"):
            assert sum(getattr(part, figure) for part in parts) == getattr(whole, figure), figure


def test_seats_taken_never_exceed_the_quota_and_waiting_is_not_nominated(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session)
    with database.reading() as session:
        counts = ledger.of_offer(session, offer.id)
    assert (counts.quota, counts.taken, counts.nominated, counts.waiting, counts.free) == (2, 2, 2, 1, 0)


def test_an_offer_nobody_was_nominated_to_has_zeros(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.submitted(session)
    with database.reading() as session:
        assert ledger.of_offer(session, offer.id) == ledger.Ledger(quota=2)


def test_the_quota_of_an_offer_that_is_not_open_is_not_granted(database: Database) -> None:
    with database.transaction() as session:
        factories.submitted(session)
    with database.reading() as session:
        assert ledger.over_all(session, of=None).quota == 0


@pytest.mark.parametrize("move", [offers.cancel_offer, offers.reject_offer])
def test_what_will_not_take_place_has_no_free_seats(database: Database, move: Callable[..., Offer]) -> None:
    with database.transaction() as session:
        offer = factories.submitted(session, quota=30)
        assert ledger.of_offer(session, offer.id).free == 30
        move(session, offer.id, "Narasumber sakit")
        assert ledger.of_offer(session, offer.id).free == 0

"""What needs doing now: each figure counts the rows of the list it opens."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from services.partners.actions import invitations, nominations, offers
from services.partners.models import Offer
from services.partners.queries.first_page import desk
from services.partners.queries.offers import OfferFilter, list_offers
from shared.clock import today
from shared.database import Database
from tests.partners import factories


def titles(session: Session, **wanted: bool) -> list[str]:
    rows, total = list_offers(session, OfferFilter(**wanted), 100, of=None)
    assert total == len(rows)
    return [row.offer.title for row in rows]


def opened(session: Session, title: str, days: int, quota: int = 2) -> Offer:
    return factories.opened(session, title=title, quota=quota, starts_on=today() + timedelta(days=days))


def nominate(session: Session, offer: Offer, count: int) -> None:
    chosen = [row.ikm_id for row in factories.suggestions(session, offer)][:count]
    invitations.confirm_selection(session, offer.id, chosen)


def test_an_open_offer_waits_for_a_selection_until_somebody_was_chosen(database: Database) -> None:
    with database.transaction() as session:
        factories.keep_ikm(session, 3)
        opened(session, "Baru dibuka", 30)
        nominate(session, opened(session, "Sudah dipilih", 31), 1)
        offers.pause_offer(session, opened(session, "Dijeda", 32).id)
        opened(session, "Mulai hari ini", 30).starts_on = today()
        factories.submitted(session, title="Baru diajukan")
        session.flush()
        assert titles(session, untouched=True) == ["Baru dibuka"]
        assert (desk(session).untouched_offers, desk(session).submitted) == (1, 1)


def test_a_selection_that_was_withdrawn_was_a_selection(database: Database) -> None:
    with database.transaction() as session:
        factories.keep_ikm(session, 1)
        offer = opened(session, "Ditarik", 30)
        nominate(session, offer, 1)
        (invitation,) = factories.invitations_of(session, offer)
        nominations.withdraw_nomination(session, invitation.nomination_id, "Pindah.")
        assert titles(session, untouched=True) == []


@pytest.mark.parametrize(("days", "quota", "lapses"), [(21, 2, True), (22, 2, False), (21, 1, False)])
def test_seats_lapse_when_an_offer_starts_within_three_weeks_with_free_ones(
    database: Database, days: int, quota: int, lapses: bool
) -> None:
    with database.transaction() as session:
        factories.keep_ikm(session, 1)
        nominate(session, opened(session, "Segera", days, quota), 1)
        assert titles(session, lapsing=True) == (["Segera"] if lapses else [])
        assert desk(session).lapsing_offers == lapses

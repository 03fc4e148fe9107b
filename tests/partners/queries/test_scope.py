"""Whatever is asked of the offers of one institution finds nothing of another's."""

from uuid import UUID

import pytest

from services.partners.queries import ledger
from services.partners.queries.nominees import NomineeFilter, get_nomination, list_nominees
from services.partners.queries.offers import OfferFilter, count_offers, get_offer, list_offers, states_of
from shared.database import Database
from shared.errors import NotFound
from tests.partners import factories


def test_an_institution_finds_only_its_own(database: Database) -> None:
    with database.transaction() as session:
        invitation = factories.invited(session)
        offer, nomination = invitation.offer_id, invitation.nomination_id
        owner = get_offer(session, offer, of=None).institution_id
        stranger = factories.institution(session).id
    with database.reading() as session:

        def found(of: UUID | None) -> tuple[int, ...]:
            return (
                list_offers(session, OfferFilter(), 10, of=of)[1],
                count_offers(session, OfferFilter(), of=of),
                sum(states_of(session, of=of).values()),
                list_nominees(session, NomineeFilter(), 10, of=of)[1],
                ledger.over_all(session, of=of).nominated,
            )

        assert found(None) == found(owner) == (1, 1, 1, 1, 1)
        assert found(stranger) == (0, 0, 0, 0, 0)
        assert get_offer(session, offer, of=owner).id == offer
        for ask in (
            lambda: get_offer(session, offer, of=stranger),
            lambda: get_nomination(session, nomination, of=stranger),
        ):
            with pytest.raises(NotFound):
                ask()

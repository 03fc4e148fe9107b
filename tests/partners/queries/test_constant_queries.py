"""No page asks more of the database because there are more rows."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from services.partners.models import Offer
from services.partners.queries import first_page, population, review, roster
from services.partners.queries.call_keys import CallFilter
from services.partners.queries.call_list import list_calls
from services.partners.queries.nominees import NomineeFilter, list_nominees, nominees_for_institution
from services.partners.queries.offers import OfferFilter, list_offers
from services.partners.queries.review import ReviewFilter
from shared.clock import today
from shared.database import Database
from shared.events.registry import ContactPoint
from tests.partners import factories
from tests.partners.queries.conftest import CountQueries

BY_PHONE = ContactPoint(name="Pak Udin", phone="+6281200000001")
Read = Callable[[Session, UUID, UUID], object]

READS: dict[str, tuple[Read, int]] = {
    "first page": (lambda session, *_: [row.offer.institution.name for row in first_page.desk(session).offers], 9),
    "offers": (
        lambda session, *_: [
            (row.offer.institution.name, len(row.offer.sessions))
            for row in list_offers(session, OfferFilter(), 50, of=None)[0]
        ],
        5,
    ),
    "suggestions": (
        lambda session, offer, _: [
            row.profile.name
            for seen in [review.review_of(session, session.get_one(Offer, offer))]
            for group in review.GROUPS
            for row in review.list_suggestions(session, seen, ReviewFilter(group), 50)[0]
        ],
        15,
    ),
    "nominees": (
        lambda session, offer, _: [
            (row.profile.name, row.offer.title)
            for row in list_nominees(session, NomineeFilter(offer_id=offer), 50, of=None)[0]
        ],
        3,
    ),
    "nominees of an institution": (
        lambda session, offer, institution: nominees_for_institution(session, offer, of=institution),
        1,
    ),
    "calls": (
        lambda session, *_: [
            (call.profile.name, call.offer.institution.name) for call in list_calls(session, CallFilter(), 50)[0]
        ],
        6,
    ),
}


@pytest.mark.parametrize("page", READS)
def test_the_number_of_queries_does_not_grow_with_the_rows(
    page: str, database: Database, counted: CountQueries
) -> None:
    read, at_most = READS[page]
    sizes = []
    for count, days in ((2, 30), (12, 60)):
        with database.transaction() as session:
            factories.keep_ikm(session, count, contact=BY_PHONE)
            offer = factories.confirmed(session, ikm=0, quota=count - 1, starts_on=today() + timedelta(days=days))
            factories.keep_ikm(session, count)
        with database.reading() as session:
            roster.current(session)
            population.by_kecamatan(session)
        with database.reading() as session, counted() as statements:
            read(session, offer.id, offer.institution_id)
        sizes.append(len(statements))
    assert sizes[0] == sizes[1] <= at_most

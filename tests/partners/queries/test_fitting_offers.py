"""The open offers as one IKM meets them: what fits stands first, and what is missing is said for the others."""

from datetime import timedelta

import pytest

from services.partners.models import IkmProfile
from services.partners.queries.fitting_offers import fitting_offers
from shared.clock import today
from shared.database import Database, new_id
from shared.errors import NotFound
from tests.partners.factories import confirmed, keep_ikm, opened


def test_the_offers_that_fit_stand_before_those_where_something_is_missing(database: Database) -> None:
    with database.transaction() as session:
        keep_ikm(session, 1)
        ikm_id = session.query(IkmProfile).one().ikm_id
        far = opened(
            session, title="Untuk kakao", eligibility={"clusters": ["KAKAO"]}, starts_on=today() + timedelta(days=60)
        )
        near = opened(session, title="Untuk semua", starts_on=today() + timedelta(days=90))
        profile, found = fitting_offers(session, ikm_id)
        assert (profile.ikm_id, [(one.offer.id, one.fits) for one in found]) == (
            ikm_id,
            [(near.id, True), (far.id, False)],
        )


def test_where_somebody_has_decided_nothing_is_weighed_again(database: Database) -> None:
    with database.transaction() as session:
        confirmed(session, ikm=1)
        _, found = fitting_offers(session, session.query(IkmProfile).one().ikm_id)
        assert [(one.fits, one.nomination) for one in found] == [(False, None)]


def test_an_ikm_nobody_has_heard_of_is_not_there(database: Database) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        fitting_offers(session, new_id())

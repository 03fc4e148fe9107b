"""Whoever writes to the one that an IKM lives on in takes both records in the order in which mergers take them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from services.registry.actions import merging
from services.registry.actions.contacts import mark_undeliverable
from services.registry.actions.objections import take_up
from services.registry.actions.participations import record_answer
from services.registry.models import Ikm
from shared.database import Database
from shared.events.partners import ObjectionRemembered
from tests.postgres import until_somebody_waits
from tests.registry.factories import answered, registered

FACTS: list[Callable[[Session, UUID], None]] = [
    lambda session, ikm_id: record_answer(session, answered(ikm_id)),
    lambda session, ikm_id: mark_undeliverable(session, ikm_id, "refused"),
    lambda session, ikm_id: take_up(
        session, ObjectionRemembered(ikm_id=ikm_id, restricted=True, consent_withdrawn=False)
    ),
]


@pytest.mark.parametrize("hear", FACTS)
def test_a_fact_about_a_merged_one_and_an_undo_do_not_wait_for_each_other(
    database: Database, hear: Callable[[Session, UUID], None]
) -> None:
    with database.transaction() as session:
        kept, gone = sorted(registered(session).id for _ in range(2))
        merging.merge(session, kept, gone, "sama")

    def later() -> None:
        with database.transaction() as session:
            hear(session, gone)

    with ThreadPoolExecutor(1) as worker, database.transaction() as session:
        Ikm.locked(session, kept)
        hearing = worker.submit(later)
        until_somebody_waits(database)
        Ikm.locked(session, gone)
        session.commit()
        assert hearing.exception() is None

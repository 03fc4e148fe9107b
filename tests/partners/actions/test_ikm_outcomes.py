"""What came of programmes, as the register says: the newest that was heard is kept, with the offers it is of."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from services.partners.models import IkmOutcome, IkmOutcomeOffer
from shared.database import Database, new_id
from shared.events.registry import OutcomeChanged
from tests.partners.tasks.test_consumers import deliver

FACT = OutcomeChanged(
    outcome_id=new_id(), ikm_id=new_id(), kind="HALAL", state="planned", offers=[new_id()],
    planned_on=date(2026, 6, 1), achieved_on=None, verified_on=None, revision=1,
)  # fmt: skip


def kept(database: Database) -> tuple[str, date | None, list[tuple[str, bool]]]:
    with database.reading() as session:
        outcome = session.scalars(select(IkmOutcome)).one()
        rows = session.scalars(select(IkmOutcomeOffer).order_by(IkmOutcomeOffer.first.desc()))
        return outcome.state, outcome.achieved_on, [(str(row.offer_id), row.first) for row in rows]


def test_the_newest_counts_whatever_comes_last_and_however_often(database: Database) -> None:
    second = new_id()
    newer = replace(FACT, state="achieved", achieved_on=date(2026, 7, 1), offers=[*FACT.offers, second], revision=2)
    deliver(database, newer, FACT, times=2)
    offers = [(str(FACT.offers[0]), True), (str(second), False)]
    assert kept(database) == ("achieved", date(2026, 7, 1), offers)
    deliver(database, replace(newer, state="dropped", offers=[], revision=3))
    assert kept(database) == ("dropped", date(2026, 7, 1), [])

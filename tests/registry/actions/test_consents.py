"""What an owner allows is recorded once, and always says what was heard last; on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.registry.actions.consents import put_consent, record_consent
from services.registry.domain.profile import SHARING, consent_state
from services.registry.models import Consent, Ikm
from shared.change import Change
from shared.database import Database
from shared.events.registry import IkmProfileChanged
from tests.registry.actions.test_races import AT_ONCE, together
from tests.registry.factories import announced, registered

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
Say = Callable[[str], None]


@pytest.fixture
def ikm_id(database: Database) -> UUID:
    with database.transaction() as session:
        return registered(session).id


@pytest.fixture
def say(database: Database, ikm_id: UUID) -> Say:
    """Record in a transaction of its own what the owner says."""

    def record(state: str) -> None:
        with database.transaction() as session:
            record_consent(session, ikm_id, state, "phone")

    return record


def on_record(session: Session, ikm_id: UUID) -> list[str]:
    rows = select(Consent.state).where(Consent.ikm_id == ikm_id).order_by(Consent.recorded_at)
    return list(session.scalars(rows))


def noted(session: Session) -> int:
    return session.scalar(select(func.count(Change.id)).where(Change.action == "consent")) or 0


def told(session: Session) -> list[str]:
    """What the other services hear, in the order of its revisions."""
    facts = announced(session, IkmProfileChanged)
    return [fact.consent_to_share for fact in sorted(facts, key=lambda fact: fact.revision)]


def test_the_same_consent_sent_twice_is_recorded_once(database: Database, ikm_id: UUID, say: Say) -> None:
    say("yes")
    say("yes")
    with database.reading() as session:
        assert (on_record(session, ikm_id), noted(session), told(session)) == (["yes"], 1, ["unknown", "yes"])


def test_the_same_consent_sent_many_times_at_once_is_recorded_once(database: Database, ikm_id: UUID, say: Say) -> None:
    together(say, ["yes"] * AT_ONCE)
    with database.reading() as session:
        assert (on_record(session, ikm_id), noted(session), told(session)) == (["yes"], 1, ["unknown", "yes"])


@pytest.mark.parametrize("begun_with", ["yes", "no", None])
def test_of_consent_and_withdrawal_at_once_the_second_counts_everywhere(
    database: Database, ikm_id: UUID, say: Say, begun_with: str | None
) -> None:
    if begun_with:
        say(begun_with)
    together(say, ["yes", "no"] * (AT_ONCE // 2))
    with database.reading() as session:
        said = on_record(session, ikm_id)
        assert all(one != next_one for one, next_one in pairwise(said))
        assert told(session) == ["unknown", *said]
        assert noted(session) == len(said)
        assert consent_state(session.get_one(Ikm, ikm_id).consents, SHARING) == said[-1]


def test_a_withdrawal_counts_though_its_server_runs_slow(database: Database, ikm_id: UUID, say: Say) -> None:
    for moment, state in ((NOON, "yes"), (NOON - SECOND, "no"), (NOON - 2 * SECOND, "yes"), (NOON, "no")):
        with time_machine.travel(moment, tick=False):
            say(state)
    with database.reading() as session:
        assert on_record(session, ikm_id) == ["yes", "no", "yes", "no"]
        assert told(session)[-1] == "no"


def test_what_was_said_earlier_does_not_undo_what_was_said_since(session: Session) -> None:
    ikm = registered(session)
    with time_machine.travel(NOON, tick=False):
        record_consent(session, ikm.id, "no", "phone")
        for _ in range(2):
            put_consent(ikm, "yes", channel="daftar.csv", source="import", recorded_at=NOON - timedelta(days=300))
    assert sorted(row.state for row in ikm.consents) == ["no", "yes"]
    assert consent_state(ikm.consents, SHARING) == "no"


def test_nobody_can_have_said_it_in_the_future(session: Session) -> None:
    ikm = registered(session)
    with time_machine.travel(NOON, tick=False):
        put_consent(ikm, "yes", channel="daftar.csv", source="import", recorded_at=NOON + timedelta(days=300))
        record_consent(session, ikm.id, "no", "phone")
    assert consent_state(ikm.consents, SHARING) == "no"

"""From what is not known to the new verdict: the call, the fact in the register, the review; on both databases."""

from typing import Any

import pytest
from sqlalchemy import select

from services.partners.actions.question_calls import note_call
from services.partners.domain.question import Heard
from services.partners.queries.call_keys import UNTAKEN, CallFilter
from services.partners.queries.call_list import list_calls
from services.partners.queries.questions import to_ask
from services.partners.queries.ranking import ranking
from services.partners.tasks.consumers import consumers as partners_consumers
from services.registry.actions import certificates
from services.registry.models import Ikm
from services.registry.tasks.consumers import consumers as registry_consumers
from shared.database import Database
from shared.events.contract import load
from shared.messaging.consumers import Consumers
from shared.messaging.outbox import Outbox
from tests.conftest import MakeDatabase
from tests.partners.factories import opened
from tests.registry.factories import registered


class Office:
    """Both databases, and all that one has told brought to the other, each time from the beginning: it acts once."""

    def __init__(self, make_database: MakeDatabase) -> None:
        self.registry, self.partners = make_database("registry"), make_database("partners")

    def facts_arrive(self) -> None:
        self._carry(self.partners, self.registry, registry_consumers)
        self._carry(self.registry, self.partners, partners_consumers)

    def _carry(self, source: Database, target: Database, consumers: Consumers) -> None:
        with source.reading() as session:
            rows = session.scalars(select(Outbox).order_by(Outbox.id)).all()
        heard = [row for row in rows if type(load(row.name, row.version, row.payload)) in consumers.handlers]
        consumers.receive(target, [self._envelope(row, seq) for seq, row in enumerate(heard, 1)])

    def _envelope(self, row: Outbox, seq: int) -> dict[str, Any]:
        return {
            "id": str(row.event_id), "producer": row.name.partition(".")[0], "seq": seq, "name": row.name,
            "version": row.version, "correlation_id": row.correlation_id, "attempt": 0, "payload": row.payload,
        }  # fmt: skip


@pytest.fixture
def office(make_database: MakeDatabase) -> Office:
    made = Office(make_database)
    with made.registry.transaction() as session:
        made.ikm = registered(session).id
    with made.partners.transaction() as session:
        made.offer = opened(session, topic="SERTIFIKASI_HALAL")
    made.facts_arrive()
    return made


def call(office: Office, answer: str) -> None:
    with office.partners.transaction() as session:
        (item,) = to_ask(session, office.offer, None, 10).page
        note_call(session, office.offer.id, item.profile.ikm_id, item.question, Heard(answer), 0)


def sizes(office: Office) -> dict[str, int]:
    with office.partners.reading() as session:
        return dict(ranking(session, office.offer).sizes)


@pytest.mark.parametrize(("answer", "verdict"), [("no", "suggested"), ("yes", "not_eligible")])
def test_what_the_owner_says_is_in_the_register_and_the_review_says_the_new_verdict(
    office: Office, answer: str, verdict: str
) -> None:
    assert sizes(office) == {"to_confirm": 1}
    call(office, answer)
    assert sizes(office) == {"to_confirm": 1}
    for _ in range(2):
        office.facts_arrive()
    assert sizes(office) == {verdict: 1}
    with office.registry.reading() as session:
        (row,) = session.get_one(Ikm, office.ikm).certificates
        assert (row.kind, row.state, row.source) == ("HALAL", answer, "phone")
    with office.partners.reading() as session:
        assert to_ask(session, office.offer, None, 10).total == 0


def test_what_the_register_knew_better_by_then_is_told_on_the_call_list(office: Office) -> None:
    call(office, "no")
    with office.registry.transaction() as session:
        certificates.record_certificate(session, office.ikm, "HALAL", "yes")
    office.facts_arrive()
    assert sizes(office) == {"not_eligible": 1}
    with office.partners.reading() as session:
        (told,), _ = list_calls(session, CallFilter(kind=UNTAKEN), 10)
        assert "sudah mencatat hal lain" in str(told.question.refusal)


def test_while_nothing_gets_through_nobody_is_called_again(office: Office) -> None:
    call(office, "no")
    with office.partners.reading() as session:
        assert to_ask(session, office.offer, None, 10).total == 0
    office.facts_arrive()
    assert sizes(office) == {"suggested": 1}

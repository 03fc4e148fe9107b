"""What was kept before there was a door: masked, and nothing else is touched."""

from uuid import uuid4

import pytest

from services.partners.models.institution import Institution
from shared.clock import now
from shared.database import Database
from shared.messaging.inbox import PARKED, Inbox
from shared.old_text import mask_old_text
from tests.conftest import MakeDatabase
from tests.partners import factories


@pytest.fixture
def database(make_database: MakeDatabase) -> Database:
    return make_database("partners")


def test_old_text_is_masked_and_the_second_time_there_is_none(database: Database) -> None:
    event_id = uuid4()
    with database.transaction() as session:
        institution = factories.institution(session, name="Balai NIK6408041708900001", service_area="Sangatta")
        message = {"id": "x", "payload": {"texts": ["6408–0417–0890–0001", str(event_id)]}}
        parked = {"producer": "registry", "seq": 1, "name": "x", "state": PARKED, "received_at": now()}
        session.add(Inbox(event_id=event_id, message=message, **parked))
        institution_id = institution.id
    with database.transaction() as session:
        assert mask_old_text(session.connection()) == {"institution": 1, "inbox": 1}
    with database.transaction() as session:
        kept = session.get_one(Institution, institution_id)
        assert (kept.name, kept.service_area) == ("Balai NIK640804******0001", "Sangatta")
        row = session.get_one(Inbox, event_id)
        assert row.message["payload"]["texts"] == ["640804******0001", str(event_id)]
        assert mask_old_text(session.connection()) == {}

"""Messages that failed and wait, for programs: the same as on the page of shared/web/parked.py."""

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from shared.messaging import parked
from shared.messaging.inbox import Inbox
from shared.messaging.long_work import ask_to_replay
from shared.rights import Right
from shared.settings import Settings
from shared.web.access import allow
from shared.web.api import one_page
from shared.web.body import ApiBlueprint
from shared.web.paging import PageQuerySchema, page_of
from shared.web.parked import consumers, parked_messages
from shared.web.text import Line
from shared.web.transaction import database, reading, transaction
from shared.web.work_api import WorkSchema
from shared.work.asking import get_work
from shared.work.table import Work


class ParkedSchema(Schema):
    id = fields.UUID()
    name = fields.String(metadata={"description": "Name of the event"})
    producer = fields.String()
    error = fields.String()
    received_at = fields.AwareDateTime()
    correlation_id = fields.String(allow_none=True)
    can_replay = fields.Boolean()


class ReplaySchema(Schema):
    state = fields.String(metadata={"description": "handled, refused (no longer applies) or parked (failed again)"})
    error = fields.String(allow_none=True)


class KindSchema(Schema):
    name = Line(metadata={"description": "Name of the event; without it all of them"})


def parked_api(settings: Settings) -> ApiBlueprint:
    """Return the API blueprint of this service's parked messages."""
    api = ApiBlueprint("parked-messages", __name__, url_prefix=f"/api/{settings.service}/v1/parked-messages")
    api.get("")(api.arguments(PageQuerySchema, location="query")(api.response(200, page_of(ParkedSchema))(index)))
    api.post("/replay")(api.arguments(KindSchema)(api.response(202, WorkSchema)(replay_all)))
    api.post("/<uuid:event_id>/replay")(api.response(200, ReplaySchema)(replay))
    api.post("/<uuid:event_id>/put-aside")(api.response(204)(put_aside))
    return api


@allow(Right.PARKED_READ)
def index(query: dict[str, int]) -> dict[str, Any]:
    """List the parked messages, oldest first."""
    number, size = query["page"], query["page_size"]
    with reading() as session:
        return one_page(parked_messages(session, number, size), parked.count_parked(session), number, size)


@allow(Right.PARKED_MOVE)
def replay_all(kind: dict[str, str]) -> Work:
    """Let all parked messages run again, or those of one name, as long work."""
    with transaction() as session:
        return get_work(session, ask_to_replay(session, kind.get("name")))


@allow(Right.PARKED_MOVE)
def replay(event_id: UUID) -> Inbox:
    """Let a parked message run again."""
    return parked.run_again(consumers(), database(), event_id)


@allow(Right.PARKED_MOVE)
def put_aside(event_id: UUID) -> None:
    """Let a parked message rest for good."""
    with transaction() as session:
        parked.put_aside(session, event_id)

"""Long work for programs: how far it is, what became of it, and stopping it."""

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from shared.rights import Right
from shared.settings import Settings
from shared.web.access import allow
from shared.web.api import one_page
from shared.web.body import ApiBlueprint
from shared.web.paging import PageQuerySchema, offset, page_of
from shared.web.transaction import reading, transaction
from shared.work import asking
from shared.work.table import STATES, Work


class WorkSchema(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    title = fields.Function(lambda work: str(work.heading), metadata={"type": "string"})
    noun = fields.String(allow_none=True, metadata={"description": "What it is about"})
    noun_id = fields.UUID(allow_none=True)
    state = fields.String(required=True, validate=validate.OneOf(list(STATES)))
    done = fields.Integer(required=True)
    of = fields.Integer(allow_none=True, metadata={"description": "Null where nobody can say how much there is"})
    words = fields.Function(lambda work: _words(work), metadata={"type": "string", "nullable": True})
    stopped_by = fields.String(allow_none=True, metadata={"description": "Name of whoever asked it to stop"})
    result = fields.Dict(allow_none=True)
    result_file = fields.String(allow_none=True)
    asked_by = fields.String(attribute="actor_name", required=True)
    asked_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(allow_none=True)
    correlation_id = fields.String(attribute="story", required=True)


def _words(work: Work) -> str | None:
    return str(work.sentence) if work.sentence else None


def work_api(settings: Settings) -> ApiBlueprint:
    """Return the API blueprint of this service's long work."""
    api = ApiBlueprint("long-work", __name__, url_prefix=f"/api/{settings.service}/v1/work")
    api.get("")(api.arguments(PageQuerySchema, location="query")(api.response(200, page_of(WorkSchema))(index)))
    api.get("/<uuid:work_id>")(api.response(200, WorkSchema)(show))
    api.post("/<uuid:work_id>/stop")(api.response(200, WorkSchema)(stop))
    return api


@allow(Right.WORK_READ)
def index(query: dict[str, int]) -> dict[str, Any]:
    """List long work, newest first."""
    number, size = query["page"], query["page_size"]
    with reading() as session:
        found, total = asking.list_work(session, size, offset(number, size))
    return one_page(found, total, number, size)


@allow(Right.WORK_READ)
def show(work_id: UUID) -> Work:
    """Read how far one piece of work is."""
    with reading() as session:
        return asking.get_work(session, work_id)


@allow(Right.WORK_STOP)
def stop(work_id: UUID) -> Work:
    """Ask work to stop at its next step."""
    with transaction() as session:
        return asking.stop(session, work_id)

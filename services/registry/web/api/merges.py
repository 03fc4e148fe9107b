"""Mergers by JSON: read, and undone as they were read."""

from typing import Any
from uuid import UUID

from flask.views import MethodView
from sqlalchemy.orm import Session

from services.registry.actions.unmerging import undo_merge
from services.registry.models.ikm import Ikm
from services.registry.models.merge import Merge
from services.registry.queries.merges import get_merge, list_merges
from services.registry.schemas.decision import ReasonSchema
from services.registry.schemas.merge import MergeOutSchema, MergePageSchema
from services.registry.web.api.ikm import tag
from shared.rights import Right
from shared.web.api import one_page
from shared.web.auth import allow
from shared.web.body import IF_MATCH, ApiBlueprint
from shared.web.paging import PageQuerySchema, offset
from shared.web.transaction import reading, transaction

api = ApiBlueprint(
    "merges-api", __name__, url_prefix="/api/registry/v1/merges", description="Mergers of two records of one business"
)


@api.route("")
class Merges(MethodView):
    @allow(Right.REGISTER_READ)
    @api.arguments(PageQuerySchema, location="query")
    @api.response(200, MergePageSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List mergers, newest first"""
        number, size = query["page"], query["page_size"]
        with reading() as session:
            merges, total = list_merges(session, size, offset(number, size))
        return one_page(merges, total, number, size)


@api.route("/<uuid:merge_id>")
class OneMerge(MethodView):
    @allow(Right.REGISTER_READ)
    @api.etag
    @api.response(200, MergeOutSchema)
    def get(self, merge_id: UUID) -> Merge:
        """Read one merger; its ETag changes with both records"""
        with reading() as session:
            return _current(session, merge_id)


@api.route("/<uuid:merge_id>/undo")
class Undo(MethodView):
    @allow(Right.REGISTER_MERGE)
    @api.doc(parameters=[IF_MATCH])
    @api.etag
    @api.arguments(ReasonSchema)
    @api.response(200, MergeOutSchema)
    def post(self, sent: dict[str, Any], merge_id: UUID) -> Merge:
        """Undo a merger within 30 days: both are as they were, what happened since stays"""
        with transaction() as session:
            undo_merge(session, merge_id, sent["reason"], check=_as_read)
            return _current(session, merge_id)


def _as_read(kept: Ikm, gone: Ikm) -> None:
    api.require_as_read(_tag(kept, gone))


def _current(session: Session, merge_id: UUID) -> Merge:
    session.flush()
    session.expire_all()
    merge = get_merge(session, merge_id)
    api.set_etag(_tag(merge.kept, merge.gone))
    return merge


def _tag(kept: Ikm, gone: Ikm) -> list[list[int]]:
    return [tag(kept), tag(gone)]

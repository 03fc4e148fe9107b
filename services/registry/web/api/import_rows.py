"""Rows of imports for programs: what each does, and a person's word on those that are doubtful."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.registry.actions.import_decisions import decide
from services.registry.actions.import_series import Series, decide_all_alike
from services.registry.domain.doubt import worded
from services.registry.models.import_row import NO_ROW, ImportRow
from services.registry.queries.doubt_groups import doubt_groups
from services.registry.queries.import_row_views import Business, RowView
from services.registry.queries.import_rows import get_row, list_rows, list_waiting
from services.registry.queries.imports import get_batch
from services.registry.schemas.import_rows import (
    AlikeSchema,
    DoubtGroupSchema,
    RowDecisionSchema,
    RowPageSchema,
    RowQuerySchema,
    RowSchema,
    SeriesSchema,
)
from shared.errors import NotFound
from shared.rights import Right
from shared.web.api import one_page
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.paging import PageQuerySchema, offset
from shared.web.transaction import reading, transaction

api = ApiBlueprint(
    "import_rows_api", __name__, url_prefix="/api/registry/v1/imports", description="Rows of imports, and decisions"
)


@api.route("/<uuid:batch_id>/rows")
class Rows(MethodView):
    @allow(Right.IMPORTS_READ)
    @api.arguments(RowQuerySchema, location="query")
    @api.response(200, RowPageSchema)
    def get(self, query: dict[str, Any], batch_id: UUID) -> dict[str, Any]:
        """List what each row does"""
        number, size = query["page"], query["page_size"]
        with reading() as session:
            get_batch(session, batch_id)
            wanted = query.get("verdict"), query.get("search"), size, offset(number, size), query.get("effect")
            rows, total = list_rows(session, batch_id, *wanted)
        return one_page([_row(row) for row in rows], total, number, size)


@api.route("/waiting")
class Waiting(MethodView):
    @allow(Right.IMPORTS_READ)
    @api.arguments(PageQuerySchema, location="query")
    @api.response(200, RowPageSchema)
    def get(self, query: dict[str, int]) -> dict[str, Any]:
        """List rows of all imports that wait for a decision"""
        with reading() as session:
            rows, total = list_waiting(session, None, query["page_size"], offset(query["page"], query["page_size"]))
        return one_page([_row(row) for row in rows], total, query["page"], query["page_size"])


@api.route("/<uuid:batch_id>/rows/<uuid:row_id>/decision")
class Decision(MethodView):
    @allow(Right.IMPORTS_WRITE)
    @api.arguments(RowDecisionSchema)
    @api.response(200, RowSchema)
    def post(self, body: dict[str, Any], batch_id: UUID, row_id: UUID) -> dict[str, Any]:
        """Say whether a doubtful row is the same as a known business"""
        with transaction() as session:
            row, _ = ImportRow.locked(session, row_id)
            if row.batch_id != batch_id:
                raise NotFound(NO_ROW)
            decide(session, row_id, body["decision"], body.get("ikm_id"), body.get("seen"))
        with reading() as session:
            return _row(get_row(session, row_id))


@api.route("/<uuid:batch_id>/rows/<uuid:row_id>/decision/alike")
class DecideAlike(MethodView):
    @allow(Right.IMPORTS_WRITE)
    @api.arguments(AlikeSchema)
    @api.response(200, SeriesSchema)
    def post(self, body: dict[str, Any], batch_id: UUID, row_id: UUID) -> Series:
        """Decide every row of this import that is doubtful for the same reason as this one was decided"""
        with transaction() as session:
            row, _ = ImportRow.locked(session, row_id)
            if row.batch_id != batch_id:
                raise NotFound(NO_ROW)
            return decide_all_alike(session, row_id, body.get("seen"))


@api.route("/waiting/groups")
class WaitingGroups(MethodView):
    @allow(Right.IMPORTS_READ)
    @api.response(200, DoubtGroupSchema(many=True))
    def get(self) -> list[dict[str, Any]]:
        """List what waits by import and reason, where it is many: one of the rows shows what is asked of all"""
        with reading() as session:
            groups = doubt_groups(session)
        return [vars(group) | {"reasons": list(map(str, worded(group.doubt)))} for group in groups]


def _row(row: RowView) -> dict[str, Any]:
    return {
        "id": row.id,
        "sheet": row.sheet,
        "number": row.number,
        "name": row.entry.get("name"),
        "verdict": row.verdict,
        "effects": row.effects,
        "waiting": row.waiting,
        "decision": row.decision,
        "decided_by": row.decided_by,
        "decided_at": row.decided_at,
        "ikm_id": row.target.id if row.target else None,
        "nib_holder": _business(row.nib_holder) if row.nib_holder else None,
        "reasons": [str(reason) for reason in row.reasons],
        "remarks": [str(remark) for remark in (*row.entry.remarks, *row.notes)],
        "doubt": row.doubt,
        "candidates": [
            _business(found.business) | {"reasons": [str(reason) for reason in found.reasons]}
            for found in row.candidates
        ],
        "changes": [
            {"field": str(change.label), "old": str(change.old), "new": str(change.new), "kind": change.kind}
            for change in row.changes
        ],
    }


def _business(business: Business) -> dict[str, Any]:
    return {"ikm_id": business.id, "name": business.name, "number": business.number}

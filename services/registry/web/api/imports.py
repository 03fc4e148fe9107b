"""Imports for programs: the same steps as the wizard."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.registry.actions import imports
from services.registry.actions.import_answers import answer_for_all
from services.registry.actions.import_confirmation import confirm
from services.registry.actions.import_decisions import decide
from services.registry.actions.import_series import Series, decide_all_alike
from services.registry.actions.import_undoing import undo
from services.registry.domain.date_order import read_columns
from services.registry.domain.doubt import worded
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import NO_ROW, ImportRow
from services.registry.queries.doubt_groups import doubt_groups
from services.registry.queries.import_rows import Business, RowView, get_row, list_rows, list_waiting
from services.registry.queries.imports import get_batch, list_batches, written
from services.registry.schemas.import_batch import (
    AlikeSchema,
    AnswersSchema,
    BatchPageSchema,
    BatchSchema,
    ConfirmSchema,
    DoubtGroupSchema,
    MappingSchema,
    RowDecisionSchema,
    RowPageSchema,
    RowQuerySchema,
    RowSchema,
    SeriesSchema,
    UndoQuerySchema,
    UploadSchema,
)
from services.registry.web.uploading import folder, take_in, work_out
from shared.errors import NotFound
from shared.language import Message
from shared.rights import Right
from shared.web.api import IDEMPOTENCY_KEY, id_for_new, one_page
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.paging import PageQuerySchema, offset
from shared.web.transaction import reading, transaction
from shared.web.weight import takes_file
from shared.work.asking import live_about
from shared.work.table import Work

api = ApiBlueprint("imports_api", __name__, url_prefix="/api/registry/v1/imports", description="Imports of lists")


@api.route("")
class Imports(MethodView):
    @allow(Right.IMPORTS_READ)
    @api.arguments(PageQuerySchema, location="query")
    @api.response(200, BatchPageSchema)
    def get(self, query: dict[str, int]) -> dict[str, Any]:
        """List imports, newest first"""
        with reading() as session:
            batches, total = list_batches(session, query["page_size"], offset(query["page"], query["page_size"]))
            done = written(session, batches)
            at_work = live_about(session, imports.NOUN, [batch.id for batch in batches])
        return one_page([_batch(batch, done, at_work) for batch in batches], total, query["page"], query["page_size"])

    @allow(Right.IMPORTS_WRITE)
    @takes_file
    @api.doc(parameters=[IDEMPOTENCY_KEY])
    @api.arguments(UploadSchema, location="files")
    @api.response(201, BatchSchema)
    def post(self, files: dict[str, Any]) -> dict[str, Any]:
        """Upload a list and plan it with guessed columns; nothing is written to the register"""
        batch = take_in(id_for_new(), files["file"])
        if batch.status == "uploaded":
            work_out(batch.id)
        return _read(batch.id)


@api.route("/<uuid:batch_id>")
class OneImport(MethodView):
    @allow(Right.IMPORTS_READ)
    @api.response(200, BatchSchema)
    def get(self, batch_id: UUID) -> dict[str, Any]:
        """Read an import and how far it is"""
        return _read(batch_id)

    @allow(Right.IMPORTS_WRITE)
    @api.response(204)
    def delete(self, batch_id: UUID) -> None:
        """Drop an import that was not confirmed"""
        with transaction() as session:
            imports.discard(session, batch_id, folder())


@api.route("/<uuid:batch_id>/mapping")
class Mapping(MethodView):
    @allow(Right.IMPORTS_WRITE)
    @api.arguments(MappingSchema)
    @api.response(200, BatchSchema)
    def patch(self, body: dict[str, Any], batch_id: UUID) -> dict[str, Any]:
        """Change what columns mean and plan again"""
        with reading() as session:
            batch = get_batch(session, batch_id)
        choice = body["mapping"], body.get("revision"), body.get("date_orders")
        found = imports.days_of(batch, folder())
        with transaction() as session:
            batch = imports.remap(session, batch_id, *choice, found=found)
        if batch.status == "uploaded":
            work_out(batch_id)
        return _read(batch_id)


@api.route("/<uuid:batch_id>/answers")
class Answers(MethodView):
    @allow(Right.IMPORTS_WRITE)
    @api.arguments(AnswersSchema)
    @api.response(200, BatchSchema)
    def patch(self, body: dict[str, Any], batch_id: UUID) -> dict[str, Any]:
        """Say what holds for every row whose cell is empty, and plan again"""
        revision = body.pop("revision", None)
        with transaction() as session:
            answer_for_all(session, batch_id, body, revision)
        return _read(batch_id)


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


@api.route("/<uuid:batch_id>/confirm")
class Confirm(MethodView):
    @allow(Right.IMPORTS_WRITE)
    @api.arguments(ConfirmSchema)
    @api.response(200, BatchSchema)
    def post(self, body: dict[str, str], batch_id: UUID) -> dict[str, Any]:
        """Write the plan; if the register changed meanwhile, the status stays planned and notice says so"""
        with transaction() as session:
            confirm(session, batch_id, body["plan"], folder())
        return _read(batch_id)


@api.route("/<uuid:batch_id>/undo")
class Undo(MethodView):
    @allow(Right.IMPORTS_WRITE)
    @api.arguments(UndoQuerySchema, location="query")
    @api.response(200, BatchSchema)
    def post(self, query: dict[str, bool], batch_id: UUID) -> dict[str, Any]:
        """Undo a whole import, or first the later ones that built on it"""
        with transaction() as session:
            undo(session, batch_id, with_later=query["later"])
        return _read(batch_id)


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


def _read(batch_id: UUID) -> dict[str, Any]:
    with reading() as session:
        batch = get_batch(session, batch_id)
        return _batch(batch, written(session, [batch]), live_about(session, imports.NOUN, [batch_id]))


def _batch(batch: ImportBatch, done: dict[UUID, dict[str, int]], at_work: dict[UUID, Work]) -> dict[str, Any]:
    values = {name: getattr(batch, name) for name in BatchSchema().fields if name not in ("notice", "work")}
    notice = str(Message.from_json(batch.notice)) if batch.notice else None
    return values | {
        "dates": read_columns(batch.dates or {}),
        "notice": notice,
        "work": at_work.get(batch.id),
        "outcome": batch.outcome | done.get(batch.id, {}),
    }


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

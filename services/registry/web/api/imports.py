"""Imports for programs: the same steps as the wizard."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.registry.actions import import_columns, imports
from services.registry.actions.import_answers import answer_for_all
from services.registry.actions.import_confirmation import confirm
from services.registry.actions.import_undoing import undo
from services.registry.domain.date_order import read_columns
from services.registry.domain.left_tables import left_tables_from
from services.registry.models.import_batch import ImportBatch
from services.registry.queries.imports import get_batch, list_batches, written
from services.registry.schemas.import_batch import BatchPageSchema, BatchSchema
from services.registry.schemas.import_sent import (
    AnswersSchema,
    ConfirmSchema,
    MappingSchema,
    SaidRowSchema,
    SheetChoiceSchema,
    UndoQuerySchema,
    UploadSchema,
)
from services.registry.web.uploading import choose_sheets, folder, say_of_row, take_in, work_out
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
        """Upload a list and plan it with the columns that were guessed surely; nothing is written to the register

        Columns that are `asked` are not taken until a mapping names them. Where the name of the business is among them,
        there is no plan before.
        """
        batch = take_in(id_for_new(), files["file"])
        if batch.status == "uploaded" and import_columns.is_named(batch.mapping, batch.columns):
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
        found = import_columns.days_of(batch, folder())
        with transaction() as session:
            batch = import_columns.remap(session, batch_id, *choice, found=found)
        if batch.status == "uploaded":
            work_out(batch_id)
        return _read(batch_id)


@api.route("/<uuid:batch_id>/sheets")
class Sheets(MethodView):
    @allow(Right.IMPORTS_WRITE)
    @api.arguments(SheetChoiceSchema)
    @api.response(200, BatchSchema)
    def patch(self, body: dict[str, Any], batch_id: UUID) -> dict[str, Any]:
        """Choose which hidden sheets are taken in, and plan again"""
        batch = choose_sheets(batch_id, body["taken"], body.get("revision"))
        if batch.status == "uploaded":
            work_out(batch_id)
        return _read(batch_id)


@api.route("/<uuid:batch_id>/said-rows")
class SaidRows(MethodView):
    @allow(Right.IMPORTS_WRITE)
    @api.arguments(SaidRowSchema)
    @api.response(200, BatchSchema)
    def patch(self, body: dict[str, Any], batch_id: UUID) -> dict[str, Any]:
        """Say that a row is a business, or none; a plan is made again"""
        say_of_row(batch_id, body.pop("sheet"), body.pop("row"), **body)
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


def _read(batch_id: UUID) -> dict[str, Any]:
    with reading() as session:
        batch = get_batch(session, batch_id)
        return _batch(batch, written(session, [batch]), live_about(session, imports.NOUN, [batch_id]))


def _batch(batch: ImportBatch, done: dict[UUID, dict[str, int]], at_work: dict[UUID, Work]) -> dict[str, Any]:
    values = {name: getattr(batch, name) for name in BatchSchema().fields if name not in ("notice", "work")}
    notice = str(Message.from_json(batch.notice)) if batch.notice else None
    return values | {
        "dates": read_columns(batch.dates or {}),
        "columns": {
            label: column | {"why": str(Message.from_json(column["why"])), "examples": batch.samples.get(label, [])}
            for label, column in (batch.columns or {}).items()
        },
        "left_tables": left_tables_from(batch.left_tables),
        "notice": notice,
        "work": at_work.get(batch.id),
        "outcome": batch.outcome | done.get(batch.id, {}),
    }

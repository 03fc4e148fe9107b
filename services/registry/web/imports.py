"""The import wizard: upload, columns, plan, yes; then what was done, and undoing it."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.registry.actions import import_columns, imports
from services.registry.actions.import_answers import answer_for_all
from services.registry.actions.import_confirmation import confirm
from services.registry.actions.import_undoing import undo
from services.registry.actions.not_taken import ask_not_taken
from services.registry.domain.change_words import IMPORT_STATES
from services.registry.domain.column_fields import FIELDS
from services.registry.domain.column_guess import Guess
from services.registry.domain.date_order import DATES, read_columns
from services.registry.domain.left_rows import KINDS, SINGLE
from services.registry.domain.left_tables import left_tables_from
from services.registry.domain.wording import ORDERS
from services.registry.models.import_batch import ImportBatch
from services.registry.queries.import_rows import count_waiting
from services.registry.queries.imports import get_batch, list_batches
from services.registry.schemas.import_sent import AnswersSchema, SaidRowSchema
from services.registry.web import import_page
from services.registry.web.uploading import choose_sheets, folder, say_of_row, take_in, work_out
from shared.database import new_id
from shared.language import Message, gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.text import Line, typed
from shared.web.transaction import reading, transaction
from shared.web.weight import takes_file
from shared.web.work import page_of
from shared.work.asking import live_about

pages = Blueprint("imports", __name__, url_prefix="/impor")


@pages.get("")
@allow(Right.IMPORTS_READ)
def index() -> str:
    number = page_number()
    with reading() as session:
        batches, total = list_batches(session, SIZE, offset(number))
        waiting = count_waiting(session)
    return render_template(
        "registry/imports/list.html", page=Page(batches, number, SIZE, total), waiting=waiting, states=IMPORT_STATES
    )


@pages.get("/baru")
@allow(Right.IMPORTS_WRITE)
def new() -> str:
    return _upload_page(Form({"id": new_id()}))


@pages.post("")
@allow(Right.IMPORTS_WRITE)
@takes_file
def upload() -> ResponseReturnValue:
    batch_id = request.form.get("id", type=UUID) or new_id()
    form = Form({"id": new_id()})
    with form.refusing():
        batch = take_in(batch_id, request.files.get("file"))
        return redirect(url_for("imports.show", batch_id=batch.id), 303)
    return _upload_page(form), form.status


@pages.get("/<uuid:batch_id>")
@allow(Right.IMPORTS_READ)
def show(batch_id: UUID) -> ResponseReturnValue:
    with reading() as session:
        batch = get_batch(session, batch_id)
        if batch.status == "uploaded":
            return _columns_page(batch, Form({}))
        if batch.status in imports.BEFORE:
            work = live_about(session, imports.NOUN, [batch_id]).get(batch_id)
            return render_template("registry/imports/progress.html", batch=batch, work=work)
        return import_page.render(session, batch)


@pages.get("/<uuid:batch_id>/kolom")
@allow(Right.IMPORTS_WRITE)
def columns(batch_id: UUID) -> str:
    with reading() as session:
        batch = get_batch(session, batch_id)
    imports.require(batch, "uploaded", "planned")
    return _columns_page(batch, Form({}))


@pages.post("/<uuid:batch_id>/kolom")
@allow(Right.IMPORTS_WRITE)
def plan(batch_id: UUID) -> ResponseReturnValue:
    with reading() as session:
        batch = get_batch(session, batch_id)
    chosen = {label: typed(f"column-{place}", 100, field=Line) for place, label in enumerate(batch.mapping)}
    orders = {label: typed(f"order-{place}", 10, field=Line) for place, label in enumerate(batch.mapping)}
    found = import_columns.days_of(batch, folder())
    form = Form(request.form)
    with form.saving() as session:
        seen = request.form.get("revision", type=int)
        batch = import_columns.remap(session, batch_id, chosen, seen, orders, ask=True, found=found)
    if not form.ok:
        return _columns_page(batch, form), form.status
    if batch.status == "uploaded":
        work_out(batch_id)
    return _back(batch_id)


@pages.post("/<uuid:batch_id>/lembar")
@allow(Right.IMPORTS_WRITE)
def sheets(batch_id: UUID) -> ResponseReturnValue:
    choose_sheets(batch_id, request.form.getlist("sheet"), request.form.get("revision", type=int))
    return redirect(url_for("imports.columns", batch_id=batch_id), 303)


@pages.post("/<uuid:batch_id>/baris")
@allow(Right.IMPORTS_WRITE)
def say_row(batch_id: UUID) -> ResponseReturnValue:
    form = Form.load(SaidRowSchema(), request.form)
    if form.ok:
        with form.refusing():
            say_of_row(batch_id, form.data.pop("sheet"), form.data.pop("row"), **form.data)
    if not form.ok:
        with reading() as session:
            return _columns_page(get_batch(session, batch_id), Form({}), form), form.status
    page = "imports.show" if "plan" in request.form else "imports.columns"
    return redirect(url_for(page, batch_id=batch_id), 303)


@pages.post("/<uuid:batch_id>/lengkapi")
@allow(Right.IMPORTS_WRITE)
def answer(batch_id: UUID) -> ResponseReturnValue:
    form = Form.load(AnswersSchema(), request.form)
    if not form.ok:
        with reading() as session:
            return import_page.render(session, get_batch(session, batch_id), form), form.status
    revision = form.data.pop("revision", None)
    with transaction() as session:
        answer_for_all(session, batch_id, form.data, revision)
    return redirect(url_for("imports.show", batch_id=batch_id, _anchor="draf"), 303)


@pages.post("/<uuid:batch_id>/tulis")
@allow(Right.IMPORTS_WRITE)
def write(batch_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        batch = confirm(session, batch_id, request.form.get("plan", ""), folder())
    if batch.status == "confirmed":
        flash(gettext("The list is in the register."), "success")
    return _back(batch_id)


@pages.post("/<uuid:batch_id>/tidak-diambil")
@allow(Right.IMPORTS_WRITE)
def not_taken(batch_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        work_id = ask_not_taken(session, batch_id)
    return redirect(page_of(work_id), 303)


@pages.post("/<uuid:batch_id>/batal")
@allow(Right.IMPORTS_WRITE)
def discard(batch_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        imports.discard(session, batch_id, folder())
    flash(gettext("The import was dropped. Nothing was changed."), "success")
    return redirect(url_for("imports.index"), 303)


@pages.post("/<uuid:batch_id>/urungkan")
@allow(Right.IMPORTS_WRITE)
def take_back(batch_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        batch = undo(session, batch_id, with_later="later" in request.form)
    if batch.status == "undone":
        flash(gettext("The import was undone."), "success")
    return _back(batch_id)


def _upload_page(form: Form) -> str:
    return render_template("registry/imports/new.html", form=form)


def _columns_page(batch: ImportBatch, form: Form, row_form: Form | None = None) -> str:
    return render_template(
        "registry/imports/columns.html",
        batch=batch,
        notice=_notice(batch),
        form=form,
        row_form=row_form or Form({}),
        fields=FIELDS,
        guesses={label: Guess.from_json(column) for label, column in (batch.columns or {}).items()},
        dates=read_columns(import_columns.days_of(batch, folder()) or {}),
        date_fields=DATES,
        orders=ORDERS,
        run_kinds=KINDS,
        single_kinds=SINGLE,
        left_tables=left_tables_from(batch.left_tables),
    )


def _notice(batch: ImportBatch) -> Message | None:
    return Message.from_json(batch.notice) if batch.notice else None


def _back(batch_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("imports.show", batch_id=batch_id), 303)

"""What a seat of each form of programme is worth: the office's table behind the cost avoided."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.partners.actions import seat_values
from services.partners.models.seat_value import every
from services.partners.schemas.seat_value import DroppedSeatValueSchema, SeatValueSchema
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import reading, transaction

pages = Blueprint("seat_values", __name__, url_prefix="/buku-kuota/nilai")


@pages.get("")
@allow(Right.OFFERS_READ)
def index() -> str:
    with reading() as session:
        return _page(session, Form.blank(SeatValueSchema()))


@pages.post("")
@allow(Right.POLICY_WRITE)
def put() -> ResponseReturnValue:
    form = Form.load(SeatValueSchema(), request.form)
    if form.ok:
        with form.saving() as session:
            seat_values.set_seat_value(session, **form.data)
        if form.ok:
            return _back(gettext("Noted. The ledger counts with it from now on."))
    with reading() as session:
        return _page(session, form), form.status


@pages.post("/hapus")
@allow(Right.POLICY_WRITE)
def drop() -> ResponseReturnValue:
    sent = Form.load(DroppedSeatValueSchema(), request.form).require()
    with transaction() as session:
        seat_values.drop_seat_value(session, sent["form"])
    return _back(gettext("Noted. The ledger counts without it from now on."))


def _page(session: Session, form: Form) -> str:
    return render_template("partners/ledger/values.html", values=every(session), form=form)


def _back(said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("seat_values.index"), 303)

"""How the seats of an offer are divided: what every plan keeps to, laid down by staff."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from services.partners.actions import divisions
from services.partners.domain.assignment.instance import Kind
from services.partners.domain.segment import DIVIDED, KINDS, SEXES
from services.partners.queries import ledger
from services.partners.queries.divisions import division_of
from services.partners.queries.offers import get_offer
from services.partners.schemas.division import DroppedSegmentSchema, SegmentSchema, UnconfirmedSchema
from services.partners.web.audience import scope
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import reading, transaction

pages = Blueprint("divisions", __name__, url_prefix="/penawaran/<uuid:offer_id>/pembagian")


@pages.get("")
@allow(Right.SUGGESTIONS_READ)
def show(offer_id: UUID) -> str:
    with reading() as session:
        return _page(session, offer_id, Form.blank(SegmentSchema(), kind=Kind.RESERVED.value))


@pages.post("")
@allow(Right.SEATS_GIVE)
def add(offer_id: UUID) -> ResponseReturnValue:
    form = Form.load(SegmentSchema(), request.form)
    if form.ok:
        with form.saving() as session:
            divisions.add_segment(session, offer_id, form.data)
        if form.ok:
            return _back(offer_id)
    with reading() as session:
        return _page(session, offer_id, form), form.status


@pages.post("/lepas")
@allow(Right.SEATS_GIVE)
def drop(offer_id: UUID) -> ResponseReturnValue:
    sent = Form.load(DroppedSegmentSchema(), request.form).require()
    with transaction() as session:
        divisions.drop_segment(session, offer_id, sent["segment_id"])
    return _back(offer_id)


@pages.post("/perlu-konfirmasi")
@allow(Right.SEATS_GIVE)
def allow_unconfirmed(offer_id: UUID) -> ResponseReturnValue:
    sent = Form.load(UnconfirmedSchema(), request.form).require()
    with transaction() as session:
        divisions.allow_unconfirmed(session, offer_id, sent["takes_unconfirmed"])
    return _back(offer_id)


def _page(session: Session, offer_id: UUID, form: Form) -> str:
    offer = get_offer(session, offer_id, of=scope(Right.SUGGESTIONS_READ))
    return render_template(
        "partners/divisions/page.html",
        offer=offer,
        division=division_of(session, offer),
        free=ledger.of_offer(session, offer_id).free,
        form=form,
        kinds=KINDS,
        sexes=SEXES,
        can_change=offer.state in DIVIDED,
    )


def _back(offer_id: UUID) -> Response:
    flash(gettext("Noted. It counts from the next plan on; make the plan anew."))
    return redirect(url_for("divisions.show", offer_id=offer_id), 303)

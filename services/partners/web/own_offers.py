"""Offers, as the institution that makes them writes and follows them."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.partners.actions.offers import cancel_offer
from services.partners.domain.offer import CANCELLED, EDITABLE, MACHINE
from services.partners.models.institution import Institution
from services.partners.models.offer import Offer
from services.partners.queries import ledger
from services.partners.queries.calling_off import called_off
from services.partners.queries.divisions import in_words
from services.partners.queries.institutions import get_institution
from services.partners.queries.offers import OfferFilter, count_offers, get_offer, list_offers
from services.partners.queries.timeline import timeline
from services.partners.web import offer_form
from services.partners.web.audience import own_institution
from services.partners.web.history import OFFER_STEPS
from shared.database import new_id
from shared.errors import RuleBroken
from shared.language import gettext, msg
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.text import typed
from shared.web.transaction import reading, transaction

pages = Blueprint("own_offers", __name__, url_prefix="/penawaran/saya")


@pages.get("")
@allow(Right.OWN_OFFERS_READ)
def index() -> str:
    wanted = OfferFilter(state=request.args.get("status"))
    number = page_number()
    with reading() as session:
        rows, total = list_offers(session, wanted, SIZE, offset(number), of=own_institution())
        return render_template(
            "partners/own_offers/list.html",
            page=Page(rows, number, SIZE, total),
            some=bool(rows or count_offers(session, OfferFilter(), of=own_institution())),
            wanted=wanted,
            institution=get_institution(session, own_institution()),
        )


@pages.get("/baru")
@allow(Right.OWN_OFFERS_WRITE)
def new() -> str:
    with reading() as session:
        institution = session.get(Institution, own_institution())
        return _new_page(session, offer_form.new(institution, id=new_id()))


@pages.post("")
@allow(Right.OWN_OFFERS_WRITE)
def create() -> ResponseReturnValue:
    form = offer_form.read(own_institution())
    values = {"id": new_id(), **form.data}
    if form.ok and not offer_form.wants_more_rows():
        with offer_form.saving(form, values["id"], of=own_institution()) as session:
            offer = offer_form.save_new(session, own_institution(), values)
        if form.ok:
            return _saved(offer)
    with reading() as session:
        return _new_page(session, form), form.status


@pages.get("/<uuid:offer_id>")
@allow(Right.OWN_OFFERS_READ)
def show(offer_id: UUID) -> str:
    with reading() as session:
        offer = get_offer(session, offer_id, of=own_institution())
        return render_template(
            "partners/own_offers/page.html",
            offer=offer,
            ledger=ledger.of_offer(session, offer_id),
            steps=timeline(session, "offer", offer_id),
            step_labels=OFFER_STEPS,
            parts=in_words(offer),
            may_edit=offer.state in EDITABLE,
            possible=MACHINE.possible(offer.state),
            off=called_off(session, offer_id) if offer.state == CANCELLED else None,
        )


@pages.get("/<uuid:offer_id>/ubah")
@allow(Right.OWN_OFFERS_WRITE)
def edit(offer_id: UUID) -> str:
    with reading() as session:
        offer = get_offer(session, offer_id, of=own_institution())
        if offer.state not in EDITABLE:
            raise RuleBroken(msg("Only a draft or a returned offer can be changed."))
        return _edit_page(session, offer_id, offer_form.blank(offer))


@pages.post("/<uuid:offer_id>/ubah")
@allow(Right.OWN_OFFERS_WRITE)
def change(offer_id: UUID) -> ResponseReturnValue:
    with reading() as session:
        get_offer(session, offer_id, of=own_institution())
    form = offer_form.read(own_institution())
    if form.ok and not offer_form.wants_more_rows():
        with offer_form.saving(form, offer_id, of=own_institution()) as session:
            offer = offer_form.save_changes(session, offer_id, form.data)
        if form.ok:
            return _saved(offer)
    with reading() as session:
        return _edit_page(session, offer_id, form), form.status


@pages.post("/<uuid:offer_id>/batalkan")
@allow(Right.OWN_OFFERS_WRITE)
def cancel(offer_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        get_offer(session, offer_id, of=own_institution())
        cancel_offer(session, offer_id, typed("reason"))
    flash(gettext("The offer is cancelled. Everybody who knew of it is told once."))
    return redirect(url_for("own_offers.show", offer_id=offer_id), 303)


def _saved(offer: Offer) -> ResponseReturnValue:
    if offer.state in EDITABLE:
        flash(gettext("Saved as a draft. It is not submitted yet."))
    else:
        flash(gettext("Submitted. The office sees it now and answers by email."))
    return redirect(url_for("own_offers.show", offer_id=offer.id), 303)


def _new_page(session: Session, form: Form) -> str:
    return _form_page(session, form, gettext("Post an offer"), url_for("home.index"), url_for("own_offers.create"))


def _edit_page(session: Session, offer_id: UUID, form: Form) -> str:
    back, action = (url_for(f"own_offers.{page}", offer_id=offer_id) for page in ("show", "change"))
    return _form_page(session, form, gettext("Change the offer"), back, action)


def _form_page(session: Session, form: Form, title: str, back: str, action: str) -> str:
    institution = get_institution(session, own_institution())
    return offer_form.page(form, title, back, action=action, institution=institution)

"""Offers that staff write for an institution which does not sign in: a quota letter, a mentor group."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.partners.domain.offer import EDITABLE
from services.partners.models.institution import Institution
from services.partners.queries.institutions import active_institutions
from services.partners.queries.offers import get_offer
from services.partners.web import offer_form
from services.partners.web.arguments import uuid_argument
from services.partners.web.audience import scope
from shared.database import new_id
from shared.errors import InvalidInput, RuleBroken
from shared.language import gettext, msg
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import reading

pages = Blueprint("offers_for_institutions", __name__, url_prefix="/penawaran")


@pages.get("/baru")
@allow(Right.OFFERS_WRITE)
def new() -> str:
    institution_id = uuid_argument("lembaga")
    with reading() as session:
        institution = session.get(Institution, institution_id) if institution_id else None
        return _new_page(session, offer_form.new(institution, id=new_id(), institution_id=institution_id))


@pages.post("/baru")
@allow(Right.OFFERS_WRITE)
def create() -> ResponseReturnValue:
    form = offer_form.read()
    if "institution_id" not in form.read:
        form.also([InvalidInput({"institution_id": [msg("Please fill this in.")]})])
    values = {"id": new_id(), **form.data}
    if form.ok and not offer_form.wants_more_rows():
        with offer_form.saving(form, values["id"], of=scope(Right.OFFERS_WRITE)) as session:
            offer = offer_form.save_new(session, form.data["institution_id"], values)
        if form.ok:
            return _saved(offer.id)
    with reading() as session:
        return _new_page(session, form), form.status


@pages.get("/<uuid:offer_id>/ubah")
@allow(Right.OFFERS_WRITE)
def edit(offer_id: UUID) -> str:
    with reading() as session:
        offer = get_offer(session, offer_id, of=scope(Right.OFFERS_WRITE))
        if offer.state not in EDITABLE:
            raise RuleBroken(msg("Only a draft or a returned offer can be changed."))
        return _edit_page(offer_id, offer_form.blank(offer))


@pages.post("/<uuid:offer_id>/ubah")
@allow(Right.OFFERS_WRITE)
def change(offer_id: UUID) -> ResponseReturnValue:
    with reading() as session:
        institution_id = get_offer(session, offer_id, of=scope(Right.OFFERS_WRITE)).institution_id
    form = offer_form.read(institution_id)
    if form.ok and not offer_form.wants_more_rows():
        with offer_form.saving(form, offer_id, of=scope(Right.OFFERS_WRITE)) as session:
            offer_form.save_changes(session, offer_id, form.data)
        if form.ok:
            return _saved(offer_id)
    return _edit_page(offer_id, form), form.status


def _saved(offer_id: UUID) -> ResponseReturnValue:
    flash(gettext("Saved."))
    return redirect(url_for("offers.show", offer_id=offer_id), 303)


def _new_page(session: Session, form: Form) -> str:
    return offer_form.page(
        form,
        gettext("Write an offer for an institution"),
        url_for("offers.index"),
        action=url_for("offers_for_institutions.create"),
        institutions=active_institutions(session),
    )


def _edit_page(offer_id: UUID, form: Form) -> str:
    back = url_for("offers.show", offer_id=offer_id)
    action = url_for("offers_for_institutions.change", offer_id=offer_id)
    return offer_form.page(form, gettext("Change the offer"), back, action=action)

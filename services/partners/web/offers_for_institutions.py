"""Offers that staff write for an institution which does not sign in: a quota letter, a mentor group."""

from flask import Blueprint, flash, redirect, url_for

from services.partners.queries.institutions import active_institutions
from services.partners.schemas.offer import OfferSchema
from services.partners.web import offer_form
from services.partners.web.arguments import uuid_argument
from shared.database import new_id
from shared.errors import InvalidInput, Refused
from shared.language import gettext, msg
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import reading, transaction

pages = Blueprint("offers_for_institutions", __name__, url_prefix="/penawaran/baru")


@pages.get("")
@allow("staff")
def new():
    return _page(Form.blank(OfferSchema(), id=new_id(), institution_id=uuid_argument("lembaga")))


@pages.post("")
@allow("staff")
def create():
    form = offer_form.read()
    if form.ok and "institution_id" not in form.data:
        form.refuse(InvalidInput({"institution_id": [msg("Please fill this in.")]}))
    if form.ok and not offer_form.wants_more_rows():
        try:
            with transaction() as session:
                offer = offer_form.save_new(session, form.data["institution_id"], {"id": new_id(), **form.data})
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("Saved."))
            return redirect(url_for("offers.show", offer_id=offer.id), 303)
    return _page(form), form.status


def _page(form: Form) -> str:
    with reading() as session:
        institutions = active_institutions(session)
    return offer_form.page(
        form,
        gettext("Write an offer for an institution"),
        url_for("offers.index"),
        action=url_for("offers_for_institutions.create"),
        institutions=institutions,
    )

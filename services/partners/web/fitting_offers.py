"""Which open offers fit one IKM: where the register leads whoever should not stop."""

from uuid import UUID

from flask import Blueprint, render_template

from services.partners.queries.fitting_offers import fitting_offers
from shared.rights import Right
from shared.web.auth import allow
from shared.web.transaction import reading

pages = Blueprint("fitting_offers", __name__, url_prefix="/penawaran/untuk")


@pages.get("/<uuid:ikm_id>")
@allow(Right.SUGGESTIONS_READ)
def show(ikm_id: UUID) -> str:
    with reading() as session:
        profile, found = fitting_offers(session, ikm_id)
        return render_template("partners/explanations/fitting.html", profile=profile, found=found)

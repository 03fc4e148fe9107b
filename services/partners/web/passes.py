"""The pass of whoever said yes, by the link of the invitation: on a phone or on paper, shown at the door."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services.partners.queries.links import invitation_of
from services.partners.queries.offers import get_offer
from services.partners.queries.passes import pass_of
from services.partners.web.facts import facts_of
from services.partners.web.respond import wrong_link
from shared.errors import WrongLink
from shared.language import msg
from shared.paper import qr
from shared.web.auth import allow_anyone
from shared.web.limits import no_guessing
from shared.web.transaction import reading

NO_PASS = msg("There is no pass for this invitation. Whoever says yes and has a place gets one.")
ON_A_PASS = frozenset({"when", "where", "host"})

pages = Blueprint("passes", __name__, url_prefix="/undangan/<token>/kartu")
pages.register_error_handler(WrongLink, wrong_link)


@pages.get("")
@allow_anyone
@no_guessing
def show(token: str) -> ResponseReturnValue:
    with reading() as session:
        invitation = invitation_of(session, token)
        seat = pass_of(session, invitation)
        if seat is None:
            return render_template("partners/respond/sentence.html", sentence=NO_PASS), 404
        offer = get_offer(session, invitation.offer_id, of=None)
        return render_template(
            "partners/respond/pass.html",
            invitation=invitation,
            offer=offer,
            facts=[fact for fact in facts_of(offer) if fact.name in ON_A_PASS],
            code=seat.pass_code,
            image=qr(seat.pass_code),
        )

"""The place in line as whoever waits sees it, without an account; once invited, the same link leads to the question."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.partners.models.invitation import newest_of
from services.partners.queries.line_links import in_line
from services.partners.queries.links import PATH, answer_path
from services.partners.queries.offers import get_offer
from services.partners.web.facts import facts_of
from services.partners.web.respond import place_in_line, wrong_link
from shared.database import signing_keys
from shared.errors import WrongLink
from shared.web.auth import allow_anyone
from shared.web.language import IN_ADDRESS, language_in_address
from shared.web.limits import no_guessing
from shared.web.transaction import reading

pages = Blueprint("line", __name__, url_prefix="/antrean/<token>")
pages.register_error_handler(WrongLink, wrong_link)


@pages.get("")
@allow_anyone
@no_guessing
def show(token: str) -> ResponseReturnValue:
    with reading() as session:
        nomination = in_line(session, token)
        for invitation in newest_of(session, nomination.id):
            answer = answer_path(signing_keys(session), invitation).removeprefix(PATH)
            values: dict[str, Any] = {"token": answer, IN_ADDRESS: language_in_address()}
            return redirect(url_for("respond.show", **values))
        offer = get_offer(session, nomination.offer_id, of=None)
        return render_template(
            "partners/line/page.html",
            nomination=nomination,
            offer=offer,
            facts=facts_of(offer),
            standing=place_in_line(nomination, offer),
        )

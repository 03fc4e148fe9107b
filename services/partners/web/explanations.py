"""Why an IKM stands where it stands in the list of an offer, and two of them side by side."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.partners.models.offer import Offer
from services.partners.models.plan import newest
from services.partners.queries import explanations
from services.partners.queries.offers import get_offer
from services.partners.web.audience import scope
from shared.rights import Right
from shared.web.auth import allow
from shared.web.transaction import reading

pages = Blueprint("explanations", __name__, url_prefix="/penawaran/<uuid:offer_id>/kecocokan")


@pages.get("/mengapa")
@allow(Right.SUGGESTIONS_READ)
def why(offer_id: UUID) -> ResponseReturnValue:
    text = request.args.get("cari", "").strip()
    with reading() as session:
        offer = get_offer(session, offer_id, of=scope(Right.SUGGESTIONS_READ))
        if not offer.opened_at:
            return _nobody_is_weighed(offer_id)
        asked = explanations.found_by(session, text) if text else _asked()
        found = explanations.explained(session, offer, asked[: explanations.MOST_FOUND])
        return render_template(
            "partners/explanations/why.html",
            offer=offer,
            text=text,
            asked=bool(text or asked),
            found=found,
            more=len(asked) > explanations.MOST_FOUND,
            plan=newest(session),
        )


@pages.get("/banding")
@allow(Right.SUGGESTIONS_READ)
def compare(offer_id: UUID) -> ResponseReturnValue:
    with reading() as session:
        offer = get_offer(session, offer_id, of=scope(Right.SUGGESTIONS_READ))
        if not offer.opened_at:
            return _nobody_is_weighed(offer_id)
        return _compared(session, offer)


def _compared(session: Session, offer: Offer) -> str:
    two = explanations.compared(session, offer, _asked())
    return render_template("partners/explanations/compare.html", offer=offer, two=two, plan=newest(session))


def _asked() -> Sequence[UUID]:
    """Return the IKM named in the address; anything that is no id is none."""
    found = []
    for text in request.args.getlist("ikm")[: explanations.MOST_FOUND]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _nobody_is_weighed(offer_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("matches.show", offer_id=offer_id))

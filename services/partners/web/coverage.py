"""Whom the seats reach, beside a list and below a selection before it is confirmed."""

from collections.abc import Mapping
from uuid import UUID

from flask import render_template, url_for
from sqlalchemy.orm import Session

from services.partners.models.offer import Offer
from services.partners.queries.candidates import candidates
from services.partners.queries.coverage import coverage_of
from services.partners.queries.ranking import ranking
from services.partners.web.selection import Selection
from shared.errors import Refused
from shared.vocabulary import KECAMATAN


def map_links(offer_id: UUID) -> Mapping[str, str]:
    """Return where each kecamatan of the map leads: to its part of the list."""
    return {code: url_for("matches.show", offer_id=offer_id, kecamatan=code, _anchor="daftar") for code in KECAMATAN}


def question(
    session: Session,
    offer: Offer,
    selection: Selection,
    *,
    refusal: Refused | None = None,
    plan_id: UUID | None = None,
) -> str:
    """Return the page that asks whether a selection shall be confirmed, with what it would mean."""
    ranked = ranking(session, offer)
    return render_template(
        "partners/matches/confirm.html",
        offer=offer,
        selection=selection,
        refusal=refusal,
        plan_id=plan_id,
        known={one.ikm_id: one for one in candidates(session, offer, ranked, selection.chosen)},
        coverage=coverage_of(session, offer, ranked, [item.ikm_id for item in selection.seated]),
        map_links=map_links(offer.id),
    )

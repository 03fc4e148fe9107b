"""Nominees, as the institution they were nominated to sees and decides on them."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.partners.actions.nominations import accept_nomination, reject_nomination
from services.partners.domain.institution import sees_people
from services.partners.models.nomination import Nomination
from services.partners.queries.nominees import get_nomination, nominees_for_institution
from services.partners.queries.offers import get_offer
from services.partners.queries.standings import CONFIRMED, NOMINATED, TO_DECIDE
from services.partners.web.audience import own_institution
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.text import typed
from shared.web.transaction import reading, transaction

pages = Blueprint("own_nominees", __name__, url_prefix="/penawaran/saya/<uuid:offer_id>/peserta")
FILTERS = frozenset({NOMINATED, CONFIRMED, TO_DECIDE})


@pages.get("")
@allow(Right.OWN_NOMINEES_READ)
def index(offer_id: UUID) -> str:
    asked = request.args.get("posisi")
    with reading() as session:
        offer = get_offer(session, offer_id, of=own_institution())
        standing = asked if asked in FILTERS else None
        nominees = nominees_for_institution(session, offer_id, standing, of=own_institution())
        some = bool(nominees or (standing and nominees_for_institution(session, offer_id, of=own_institution())))
    return render_template(
        "partners/own_nominees/list.html",
        offer=offer,
        nominees=nominees,
        some=some,
        standing=asked,
        sees_people=sees_people(offer.institution.state),
    )


@pages.post("/<uuid:nomination_id>/terima")
@allow(Right.OWN_NOMINEES_ANSWER)
def accept(offer_id: UUID, nomination_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        get_nomination(session, nomination_id, of=own_institution())
        nomination = accept_nomination(session, nomination_id)
    flash(gettext("{name} is accepted and invited now.", name=_named(nomination)))
    return redirect(url_for("own_nominees.index", offer_id=offer_id), 303)


@pages.post("/<uuid:nomination_id>/tolak")
@allow(Right.OWN_NOMINEES_ANSWER)
def reject(offer_id: UUID, nomination_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        get_nomination(session, nomination_id, of=own_institution())
        nomination = reject_nomination(session, nomination_id, typed("reason"))
    flash(gettext("{name} is rejected; the office reads your reason.", name=_named(nomination)))
    return redirect(url_for("own_nominees.index", offer_id=offer_id), 303)


def _named(nomination: Nomination) -> str:
    return nomination.profile.name if nomination.profile.may_be_named else "–"

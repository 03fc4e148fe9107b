"""Offers, as the office reads them and moves them on."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.partners.actions import offers
from services.partners.domain.offer import CANCELLED, MACHINE
from services.partners.models.offer import Offer
from services.partners.queries import ledger
from services.partners.queries.call_keys import CallFilter
from services.partners.queries.call_list import count_calls
from services.partners.queries.calling_off import called_off
from services.partners.queries.divisions import division_of
from services.partners.queries.excuses import count_excuses
from services.partners.queries.offers import OfferFilter, OfferRow, get_offer, list_offers, states_of
from services.partners.queries.review import review_of
from services.partners.queries.timeline import timeline
from services.partners.schemas.offer import SEATS, QuotaSchema
from services.partners.web.about import about_in_query
from services.partners.web.audience import scope
from services.partners.web.history import OFFER_STEPS
from shared.language import Message, gettext, msg, translate
from shared.rights import Right
from shared.web.auth import allow, may
from shared.web.forms import Form
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.text import typed
from shared.web.transaction import reading, transaction

pages = Blueprint("offers", __name__, url_prefix="/penawaran")

COMMANDS: dict[str, tuple[Callable[[Session, UUID], Offer], Message]] = {
    "buka": (offers.open_offer, msg("The offer is open. Its suggestions are ready.")),
    "jeda": (offers.pause_offer, msg("The offer is paused: no seats are given for now.")),
    "lanjutkan": (offers.resume_offer, msg("The offer is open again.")),
    "tutup": (offers.close_offer, msg("The offer is closed. Whoever is invited may still answer.")),
    "selesaikan": (offers.complete_offer, msg("The offer is completed.")),
}
COMMANDS_WITH_REASON: dict[str, tuple[Callable[[Session, UUID, str], Offer], Message]] = {
    "kembalikan": (offers.return_offer, msg("The offer is back with the institution, which reads your reason.")),
    "tolak": (offers.reject_offer, msg("The offer is rejected. The institution reads your reason.")),
    "batalkan": (offers.cancel_offer, msg("The offer is cancelled. Everybody who knew of it is told once.")),
}


@pages.get("")
@allow(Right.OFFERS_READ)
def index() -> str:
    wanted = OfferFilter(
        state=request.args.get("status"),
        search=request.args.get("cari"),
        lapsing="terancam" in request.args,
        untouched="belum" in request.args,
        granted="diberikan" in request.args,
        lapsed="gugur" in request.args,
        about=about_in_query(),
    )
    number, of = page_number(), scope(Right.OFFERS_READ)
    with reading() as session:
        rows, total = list_offers(session, wanted, SIZE, offset(number), of=of)
        page: Page[OfferRow] = Page(rows, number, SIZE, total)
        return render_template("partners/offers/list.html", page=page, wanted=wanted, counts=states_of(session, of=of))


@pages.get("/<uuid:offer_id>")
@allow(Right.OFFERS_READ, Right.OWN_OFFERS_READ)
def show(offer_id: UUID) -> ResponseReturnValue:
    """One address for links in mails; each audience has its own page."""
    if not may(Right.OFFERS_READ):
        return redirect(url_for("own_offers.show", offer_id=offer_id))
    with reading() as session:
        offer = get_offer(session, offer_id, of=scope(Right.OFFERS_READ))
        return render_template(
            "partners/offers/page.html",
            offer=offer,
            ledger=ledger.of_offer(session, offer_id),
            division=division_of(session, offer),
            groups=review_of(session, offer).sizes,
            steps=timeline(session, "offer", offer_id),
            step_labels=OFFER_STEPS,
            possible=MACHINE.possible(offer.state),
            seats=SEATS,
            excuse_counts=count_excuses(session, offer_id),
            to_call=count_calls(session, CallFilter(offer_id=offer_id)),
            off=called_off(session, offer_id) if offer.state == CANCELLED else None,
        )


@pages.post("/<uuid:offer_id>/<any(buka,jeda,lanjutkan,tutup,selesaikan):word>")
@allow(Right.OFFERS_MOVE)
def move(offer_id: UUID, word: str) -> ResponseReturnValue:
    command, done = COMMANDS[word]
    with transaction() as session:
        command(session, offer_id)
    return _back(offer_id, done)


@pages.post("/<uuid:offer_id>/<any(kembalikan,tolak,batalkan):word>")
@allow(Right.OFFERS_MOVE)
def move_with_reason(offer_id: UUID, word: str) -> ResponseReturnValue:
    command, done = COMMANDS_WITH_REASON[word]
    with transaction() as session:
        command(session, offer_id, typed("reason"))
    return _back(offer_id, done)


@pages.post("/<uuid:offer_id>/kuota")
@allow(Right.OFFERS_MOVE)
def change_quota(offer_id: UUID) -> ResponseReturnValue:
    sent = Form.load(QuotaSchema(), request.form).require()
    with transaction() as session:
        offer = offers.change_quota(session, offer_id, sent["quota"], sent.get("revision"))
    flash(gettext("The offer has {count} seats now.", count=offer.quota))
    return redirect(url_for("offers.show", offer_id=offer_id), 303)


def _back(offer_id: UUID, done: Message) -> ResponseReturnValue:
    flash(translate(done))
    return redirect(url_for("offers.show", offer_id=offer_id), 303)

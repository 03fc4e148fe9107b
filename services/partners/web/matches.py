"""The review of suggestions, and the confirmation of a selection."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.partners.actions.invitations import Confirmed, confirm_selection
from services.partners.actions.nominations import dismiss_nominations
from services.partners.domain.nomination import SUGGESTED
from services.partners.queries import ledger, review
from services.partners.queries.offers import get_offer
from services.partners.queries.review import GROUPS, ReviewFilter
from services.partners.schemas.nomination import SELECTED
from services.partners.web.arguments import number_argument
from services.partners.web.audience import scope
from services.partners.web.selection import Selection, require_size, sent_ids
from shared.errors import Refused
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.paging import Page, offset, page_number
from shared.web.text import typed
from shared.web.transaction import reading, transaction

pages = Blueprint("matches", __name__, url_prefix="/penawaran/<uuid:offer_id>/kecocokan")
SIZE = 50


@pages.get("")
@allow(Right.SUGGESTIONS_READ)
def show(offer_id: UUID):
    asked = request.args.get("kelompok", SUGGESTED)
    wanted = ReviewFilter(
        group=asked if asked in GROUPS else SUGGESTED,
        kecamatan=request.args.get("kecamatan"),
        cluster=request.args.get("klaster"),
        search=request.args.get("cari"),
    )
    number = page_number()
    with reading() as session:
        rows, total = review.list_suggestions(session, offer_id, wanted, SIZE, offset(number, SIZE))
        return render_template(
            "partners/matches/review.html",
            offer=get_offer(session, offer_id, of=scope(Right.SUGGESTIONS_READ)),
            page=Page(rows, number, SIZE, total),
            wanted=wanted,
            most=SELECTED.max,
            sizes=review.group_sizes(session, offer_id),
            ledger=ledger.of_offer(session, offer_id),
        )


@pages.post("/periksa")
@allow(Right.SEATS_GIVE)
def check(offer_id: UUID):
    """Show what confirming would do; nothing is changed yet."""
    with reading() as session:
        offer = get_offer(session, offer_id, of=scope(Right.SUGGESTIONS_READ))
        if "best" in request.form:
            chosen = review.best(session, offer_id, _asked_count())
        else:
            chosen = review.chosen(session, offer_id, sent_ids())
        require_size(len(chosen))
        free = ledger.of_offer(session, offer_id).free
    return render_template("partners/matches/confirm.html", offer=offer, selection=Selection(chosen, free))


@pages.post("/tetapkan")
@allow(Right.SEATS_GIVE)
def confirm(offer_id: UUID):
    try:
        with transaction() as session:
            done = confirm_selection(session, offer_id, sent_ids())
    except Refused as refusal:
        # The page before was the answer to a form: there is no going back to it.
        flash(str(refusal.message), "warning")
        return redirect(url_for("matches.show", offer_id=offer_id), 303)
    flash(_what_became_of(done))
    return redirect(url_for("nominees.of_offer", offer_id=offer_id), 303)


@pages.post("/kesampingkan")
@allow(Right.SEATS_GIVE)
def dismiss(offer_id: UUID):
    with transaction() as session:
        dismiss_nominations(session, offer_id, sent_ids(), typed("reason"))
    flash(gettext("Taken off the list."))
    return redirect(url_for("matches.show", offer_id=offer_id), 303)


def _what_became_of(done: Confirmed) -> str:
    if not (done.seated or done.waiting):
        return gettext("They were nominated already; nobody is invited twice.")
    return gettext(
        "{seated} IKM have a seat now, {waiting} are on the waiting list.", seated=done.seated, waiting=done.waiting
    )


def _asked_count() -> int:
    count = number_argument("count")
    require_size(count)
    return count

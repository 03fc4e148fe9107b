"""The review of suggestions, and the confirmation of a selection."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.partners.actions.invitations import Confirmed, confirm_selection
from services.partners.actions.nominations import dismiss_nominations
from services.partners.domain.nomination import SUGGESTED
from services.partners.models.nomination import Nomination
from services.partners.queries import ledger, review
from services.partners.queries.offers import get_offer
from services.partners.queries.review import GROUPS, ReviewFilter
from services.partners.web.arguments import number_argument
from services.partners.web.selection import Selection, sent_ids
from shared.errors import RuleBroken
from shared.language import gettext, msg
from shared.web.auth import allow
from shared.web.paging import Page, offset, page_number
from shared.web.transaction import reading, transaction

pages = Blueprint("matches", __name__, url_prefix="/penawaran/<uuid:offer_id>/kecocokan")
SIZE = 50


@pages.get("")
@allow("staff", "head")
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
            offer=get_offer(session, offer_id),
            page=Page(rows, number, SIZE, total),
            wanted=wanted,
            sizes=review.group_sizes(session, offer_id),
            ledger=ledger.of_offer(session, offer_id),
        )


@pages.post("/periksa")
@allow("staff")
def check(offer_id: UUID):
    """Show what confirming would do; nothing is changed yet."""
    with reading() as session:
        offer = get_offer(session, offer_id)
        if "best" in request.form:
            chosen = review.best(session, offer_id, number_argument("count"))
        else:
            chosen = review.chosen(session, offer_id, sent_ids())
        free = ledger.of_offer(session, offer_id).free
    return _confirmation(offer, chosen, free)


@pages.post("/tetapkan")
@allow("staff")
def confirm(offer_id: UUID):
    with transaction() as session:
        done = confirm_selection(session, offer_id, sent_ids())
    flash(_what_became_of(done))
    return redirect(url_for("nominees.of_offer", offer_id=offer_id), 303)


@pages.post("/kesampingkan")
@allow("staff")
def dismiss(offer_id: UUID):
    with transaction() as session:
        dismiss_nominations(session, offer_id, sent_ids(), request.form.get("reason", ""))
    flash(gettext("Taken off the list."))
    return redirect(url_for("matches.show", offer_id=offer_id), 303)


def _what_became_of(done: Confirmed) -> str:
    if not (done.seated or done.waiting):
        return gettext("They were nominated already; nobody is invited twice.")
    return gettext(
        "{seated} IKM have a seat now, {waiting} are on the waiting list.", seated=done.seated, waiting=done.waiting
    )


def _confirmation(offer, chosen: Sequence[Nomination], free: int) -> str:
    if not chosen:
        raise RuleBroken(msg("Nobody was selected. Tick the IKM that shall take part."))
    return render_template("partners/matches/confirm.html", offer=offer, selection=Selection(chosen, free))

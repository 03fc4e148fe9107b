"""The review of suggestions, and the confirmation of a selection."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.partners.actions.invitations import confirm_selection
from services.partners.actions.nominations import dismiss_nominations
from services.partners.domain.nomination import SUGGESTED
from services.partners.domain.tie import QUESTIONS
from services.partners.models.ikm_profile import IkmProfile
from services.partners.queries import ledger, review
from services.partners.queries.candidates import candidates
from services.partners.queries.choosing import reach_of, tie_of
from services.partners.queries.coverage import coverage_of
from services.partners.queries.offers import get_offer
from services.partners.queries.review import GROUPS, ReviewFilter
from services.partners.schemas.nomination import MOST_SELECTED
from services.partners.web.arguments import number_argument, uuid_argument
from services.partners.web.audience import scope
from services.partners.web.coverage import map_links, question
from services.partners.web.selection import require_size, select_from, sent_ids, sent_with_reason, what_became_of
from shared.errors import Refused
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.paging import Page, offset, page_number
from shared.web.transaction import reading, transaction

pages = Blueprint("matches", __name__, url_prefix="/penawaran/<uuid:offer_id>/kecocokan")
SIZE = 50


@pages.get("")
@allow(Right.SUGGESTIONS_READ)
def show(offer_id: UUID) -> str:
    asked = request.args.get("kelompok", SUGGESTED)
    wanted = ReviewFilter(
        group=asked if asked in GROUPS else SUGGESTED,
        kecamatan=request.args.get("kecamatan"),
        cluster=request.args.get("klaster"),
        search=request.args.get("cari"),
    )
    number = page_number()
    with reading() as session:
        offer = get_offer(session, offer_id, of=scope(Right.SUGGESTIONS_READ))
        seen, figures = review.review_of(session, offer), ledger.of_offer(session, offer_id)
        count = min(figures.free, seen.suggested, MOST_SELECTED)
        rows, total = review.list_suggestions(session, seen, wanted, SIZE, offset(number, SIZE))
        return render_template(
            "partners/matches/review.html",
            offer=offer,
            page=Page(candidates(session, offer, seen.ranked, rows), number, SIZE, total),
            coverage=coverage_of(session, offer, seen.ranked) if seen.ranked else None,
            map_links=map_links(offer_id),
            compared=_compared(session),
            wanted=wanted,
            most=MOST_SELECTED,
            sizes=seen.sizes,
            ledger=figures,
            count=count,
            reach=reach_of(seen, wanted.group),
            best=reach_of(seen, SUGGESTED, count) if count else None,
            tie=tie_of(seen, figures.free),
            questions=QUESTIONS,
        )


@pages.post("/periksa")
@allow(Right.SEATS_GIVE)
def check(offer_id: UUID) -> str:
    """Show what confirming would do; nothing is changed yet."""
    with reading() as session:
        offer = get_offer(session, offer_id, of=scope(Right.SUGGESTIONS_READ))
        if "best" in request.form:
            chosen = review.best(session, offer, _asked_count())
        else:
            chosen = review.chosen(session, offer, sent_ids())
        require_size(len(chosen))
        return question(session, offer, select_from(session, offer, chosen))


@pages.post("/tetapkan")
@allow(Right.SEATS_GIVE)
def confirm(offer_id: UUID) -> ResponseReturnValue:
    ids: list[UUID] = []
    try:
        ids = sent_ids()
        with transaction() as session:
            done = confirm_selection(session, offer_id, ids)
    except Refused as refusal:
        return _ask_again(offer_id, ids, refusal)
    flash(what_became_of(done))
    return redirect(url_for("nominees.of_offer", offer_id=offer_id), 303)


@pages.post("/kesampingkan")
@allow(Right.SEATS_GIVE)
def dismiss(offer_id: UUID) -> ResponseReturnValue:
    ids, reason = sent_with_reason()
    with transaction() as session:
        dismiss_nominations(session, offer_id, ids, reason)
    flash(gettext("Taken off the list."))
    return redirect(url_for("matches.show", offer_id=offer_id), 303)


def _ask_again(offer_id: UUID, ids: list[UUID], refusal: Refused) -> ResponseReturnValue:
    """Leave out those who cannot take part, where somebody of the selection remains; else lead back with a sentence."""
    with reading() as session:
        offer = get_offer(session, offer_id, of=scope(Right.SUGGESTIONS_READ))
        picked = review.chosen(session, offer, ids) if ids else []
        selection = select_from(session, offer, picked)
        if selection.chosen and selection.left_out:
            return question(session, offer, selection, refusal=refusal), refusal.status
    # The page before was the answer to a form: there is no going back to it.
    flash(str(refusal.message), "warning")
    return redirect(url_for("matches.show", offer_id=offer_id), 303)


def _compared(session: Session) -> IkmProfile | None:
    """Return the IKM that another of the list is to be compared with, if one was picked."""
    asked = uuid_argument("banding")
    return session.get(IkmProfile, asked) if asked else None


def _asked_count() -> int:
    count = number_argument("count")
    require_size(count)
    return count

"""Nominees, as the office follows them: over all offers, or of one."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.partners.actions.nominations import accept_nomination, reject_nomination, withdraw_nomination
from services.partners.actions.readmissions import readmit_nomination
from services.partners.domain.excuse import LABELS
from services.partners.domain.nomination import WAITING
from services.partners.models.line_call import untold_of
from services.partners.queries import ledger
from services.partners.queries.nominees import NomineeFilter, count_nominees, list_nominees
from services.partners.queries.offers import get_offer
from services.partners.queries.standings import STANDINGS
from services.partners.web.about import about_in_query
from services.partners.web.arguments import small_number_in_query
from services.partners.web.audience import scope
from services.partners.web.line_text import line_chat
from shared.errors import NotFound
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow, may
from shared.web.office import current_settings
from shared.web.paging import Page, offset, page_number
from shared.web.text import typed
from shared.web.transaction import reading, transaction

pages = Blueprint("nominees", __name__, url_prefix="/penawaran")
SIZE = 50


@pages.get("/peserta")
@allow(Right.NOMINEES_READ)
def index() -> str:
    return _list(None)


@pages.get("/<uuid:offer_id>/peserta")
@allow(Right.NOMINEES_READ, Right.OWN_NOMINEES_READ)
def of_offer(offer_id: UUID) -> ResponseReturnValue:
    """One address for links in mails; each audience has its own page."""
    if not may(Right.NOMINEES_READ):
        return redirect(url_for("own_nominees.index", offer_id=offer_id))
    return _list(offer_id)


@pages.post("/<uuid:offer_id>/peserta/<uuid:nomination_id>/tarik")
@allow(Right.SEATS_GIVE)
def withdraw(offer_id: UUID, nomination_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        by_ikm = "by_ikm" in request.form
        nomination = withdraw_nomination(session, nomination_id, typed("reason"), by_ikm=by_ikm)
    flash(gettext("The seat of {name} is free again.", name=nomination.profile.name))
    return redirect(url_for("nominees.of_offer", offer_id=offer_id), 303)


@pages.post("/<uuid:offer_id>/peserta/<uuid:nomination_id>/terima")
@allow(Right.NOMINEES_ANSWER)
def accept(offer_id: UUID, nomination_id: UUID) -> ResponseReturnValue:
    """Note the yes of an institution that does not sign in."""
    with transaction() as session:
        nomination = accept_nomination(session, nomination_id)
    flash(gettext("{name} is accepted and invited now.", name=nomination.profile.name))
    return redirect(url_for("nominees.of_offer", offer_id=offer_id), 303)


@pages.post("/<uuid:offer_id>/peserta/<uuid:nomination_id>/tolak")
@allow(Right.NOMINEES_ANSWER)
def reject(offer_id: UUID, nomination_id: UUID) -> ResponseReturnValue:
    """Note the no of an institution that does not sign in."""
    with transaction() as session:
        nomination = reject_nomination(session, nomination_id, typed("reason"))
    flash(gettext("{name} is rejected; the next in line moves up.", name=nomination.profile.name))
    return redirect(url_for("nominees.of_offer", offer_id=offer_id), 303)


@pages.post("/<uuid:offer_id>/peserta/<uuid:nomination_id>/ikut-lagi")
@allow(Right.SEATS_GIVE)
def readmit(offer_id: UUID, nomination_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        nomination = readmit_nomination(session, nomination_id)
        waits, name = nomination.state == WAITING, nomination.profile.name
    if waits:
        flash(gettext("All seats are taken. {name} is on the waiting list.", name=name))
    else:
        flash(gettext("{name} has a seat now.", name=name))
    return redirect(url_for("nominees.of_offer", offer_id=offer_id), 303)


def _list(offer_id: UUID | None) -> str:
    wanted = NomineeFilter(
        offer_id=offer_id,
        standing=_standing(),
        due_days=small_number_in_query("tenggat"),
        granted="diberikan" in request.args,
        excuse=_excuse(),
        about=about_in_query(),
    )
    number, of = page_number(), scope(Right.NOMINEES_READ)
    with reading() as session:
        offer = get_offer(session, offer_id, of=of) if offer_id else None
        rows, total = list_nominees(session, wanted, SIZE, offset(number, SIZE), of=of)
        some = bool(rows or count_nominees(session, NomineeFilter(offer_id=offer_id), of=of))
        return render_template(
            "partners/nominees/list.html",
            offer=offer,
            ledger=ledger.of_offer(session, offer_id) if offer_id else ledger.over_all(session, of=of),
            page=Page(rows, number, SIZE, total),
            some=some,
            wanted=wanted,
            standings=STANDINGS,
            line_calls=untold_of(session, [row.nomination.id for row in rows]),
            line_chats={row.nomination.id: line_chat(row, current_settings()) for row in rows},
        )


def _excuse() -> str | None:
    asked = request.args.get("alasan") or None
    if asked and asked not in LABELS:
        raise NotFound
    return asked


def _standing() -> str | None:
    asked = request.args.get("posisi") or None
    if asked and asked not in STANDINGS:
        raise NotFound
    return asked

"""The invitation as its reader sees it, without an account. Reading changes nothing; only a button answers."""

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for

from services.partners.actions.invitations import answer_by_link
from services.partners.actions.links import invitation_of
from services.partners.domain import invitation as rules
from services.partners.domain.offer import RUNNING
from services.partners.models.invitation import Invitation
from services.partners.models.offer import Offer
from services.partners.queries.offers import get_offer
from services.partners.schemas.invitation import AnswerSchema, answer_of
from services.partners.web.calendar import CONTENT_TYPE, calendar_of
from services.partners.web.reader import ONLY_READS, is_office, may_answer, reader
from shared.clock import now
from shared.errors import NotFound, RuleBroken, WrongLink
from shared.language import Message
from shared.web.auth import allow_anyone
from shared.web.forms import Form
from shared.web.language import IN_ADDRESS, language_in_address
from shared.web.limits import no_guessing
from shared.web.transaction import reading, transaction

pages = Blueprint("respond", __name__, url_prefix="/undangan/<token>")


@pages.get("")
@allow_anyone
@no_guessing
def show(token: str):
    invitation, offer = _read(token)
    return _page(token, invitation, offer, Form.blank(AnswerSchema()))


@pages.post("")
@allow_anyone
@no_guessing
def answer(token: str):
    invitation, offer = _read(token)
    holder, form = reader(invitation), Form.load(AnswerSchema(), request.form)
    if form.ok:
        try:
            with holder, transaction() as session:
                answer_by_link(session, token, answer_of(form.data))
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return redirect(_address("show", token), 303)
    return _page(token, invitation, offer, form), form.status


@pages.get("/kalender.ics")
@allow_anyone
@no_guessing
def calendar(token: str):
    invitation, offer = _read(token)
    file = calendar_of(offer, current_app.config["SETTINGS"].office, invitation.revision)
    if file is None or invitation.state not in rules.CONFIRMED:
        raise NotFound
    headers = {"Content-Disposition": 'attachment; filename="undangan.ics"'}
    return Response(file, content_type=CONTENT_TYPE, headers=headers)


def _read(token: str) -> tuple[Invitation, Offer]:
    with reading() as session:
        invitation = invitation_of(session, token)
        return invitation, get_offer(session, invitation.offer_id)


def _page(token: str, invitation: Invitation, offer: Offer, form: Form) -> str:
    return render_template(
        "partners/respond/page.html",
        calendar=_address("calendar", token),
        refused=None if may_answer() else ONLY_READS,
        is_office=is_office(),
        invitation=invitation,
        offer=offer,
        form=form,
        too_late=_too_late(invitation, offer),
        answered=invitation.state in rules.ANSWERS,
        has_calendar=bool(offer.sessions or offer.starts_on),
    )


def _address(page: str, token: str) -> str:
    """Return the address of another page of this link, in the same language."""
    return url_for(f"respond.{page}", token=token, **{IN_ADDRESS: language_in_address()})


def _too_late(invitation: Invitation, offer: Offer) -> Message | None:
    try:
        rules.require_answerable(invitation.state, invitation.answer_by, now(), runs=offer.state in RUNNING)
    except RuleBroken as refusal:
        return refusal.message
    return None


@pages.errorhandler(WrongLink)
def wrong_link(refusal: WrongLink):
    return render_template("partners/respond/sentence.html", sentence=refusal.message), refusal.status

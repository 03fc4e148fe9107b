"""The invitation as its reader sees it, without an account. Reading changes nothing; only a button answers."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.partners.actions.announcements import in_calendars
from services.partners.actions.invitations import answer_by_link, require_answerable
from services.partners.domain import invitation as rules
from services.partners.domain import line
from services.partners.domain.answer import incomplete
from services.partners.domain.offer import CANCELLED
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.queries.links import invitation_of, named_by
from services.partners.queries.offers import get_offer
from services.partners.queries.passes import pass_of
from services.partners.queries.succession import awaits_another, current_of
from services.partners.schemas.invitation import AnswerSchema, answer_of
from services.partners.web.calendar import CONTENT_TYPE, calendar_of
from services.partners.web.facts import called_off, facts_of
from services.partners.web.reader import ONLY_READS, is_office, may_answer, reader
from shared.clock import now
from shared.errors import NotFound, RuleBroken, WrongLink
from shared.language import Message
from shared.programme_facts import FIRST, Fact
from shared.web.auth import allow_anyone
from shared.web.forms import Form
from shared.web.language import IN_ADDRESS, language_in_address
from shared.web.limits import no_guessing
from shared.web.office import current_settings
from shared.web.transaction import reading

pages = Blueprint("respond", __name__, url_prefix="/undangan/<token>")
SAID_FIRST = (*FIRST, "host", "answer_by")


@pages.get("")
@allow_anyone
@no_guessing
def show(token: str) -> str:
    return _page(token, Form.blank(AnswerSchema()))


@pages.post("")
@allow_anyone
@no_guessing
def answer(token: str) -> ResponseReturnValue:
    with reading() as session:
        holder = reader(invitation_of(session, token).nomination)
    form = Form.load(AnswerSchema(), request.form)
    if form.ok:
        with holder, form.saving() as session:
            answer_by_link(session, token, answer_of(form.data))
        if form.ok:
            return redirect(_address("respond.show", token), 303)
    else:
        form.also(incomplete(answer_of(form.read)))
    return _page(token, form), form.status


@pages.get("/kalender.ics")
@allow_anyone
@no_guessing
def calendar(token: str) -> ResponseReturnValue:
    with reading() as session:
        invitation = invitation_of(session, token)
        offer = get_offer(session, invitation.offer_id, of=None)
        known = in_calendars(session, offer, [invitation])[invitation.id]
        file = calendar_of(invitation, offer, current_settings().office, **known)
    if file is None:
        raise NotFound
    headers = {"Content-Disposition": 'attachment; filename="undangan.ics"'}
    return Response(file, content_type=CONTENT_TYPE, headers=headers)


def _page(token: str, form: Form) -> str:
    with reading() as session:
        named = named_by(session, token)
        invitation = current_of(session, named)
        offer = get_offer(session, invitation.offer_id, of=None)
        too_late = _too_late(session, invitation, offer)
        another = awaits_another(session, invitation)
        off = offer.state == CANCELLED or (invitation.state == rules.CANCELLED and not another)
        facts = called_off(offer) if off else facts_of(offer, None if too_late else invitation.answer_by)
        return render_template(
            "partners/respond/page.html",
            off=off,
            facts=facts,
            rest=[fact for fact in facts if fact.name not in SAID_FIRST or _leads_there(fact)],
            calendar=_address("respond.calendar", token),
            pass_page=_address("passes.show", token) if pass_of(session, invitation) else None,
            refused=None if may_answer() else ONLY_READS,
            is_office=is_office(),
            invitation=invitation,
            offer=offer,
            form=form,
            answers=rules.ANSWERS,
            outdated=invitation.id != named.id,
            too_late=too_late,
            awaits_another=another,
            answered=invitation.state in rules.ANSWERS,
            has_calendar=bool(offer.sessions or offer.starts_on) and invitation.state not in rules.UNANSWERED,
        )


def _leads_there(fact: Fact) -> bool:
    return any(line.url for line in fact.lines)


def _address(page: str, token: str) -> str:
    """Return the address of another page of this link, in the same language."""
    values: dict[str, Any] = {"token": token, IN_ADDRESS: language_in_address()}
    return url_for(page, **values)


def _too_late(session: Session, invitation: Invitation, offer: Offer) -> Message | None:
    if awaits_another(session, invitation):
        return place_in_line(invitation.nomination, offer)
    if offer.state == CANCELLED and invitation.state != rules.CANCELLED:
        return line.NOT_TAKING_PLACE
    try:
        require_answerable(session, invitation, offer, rules.TO_IKM)
    except RuleBroken as refusal:
        return refusal.message
    return None


def place_in_line(nomination: Nomination, offer: Offer) -> Message:
    """Return what is to be said to somebody who waits for a seat."""
    return line.standing(nomination.state, nomination.rank, offer.state, started=offer.starts_at <= now())


@pages.errorhandler(WrongLink)
def wrong_link(refusal: WrongLink) -> ResponseReturnValue:
    return render_template("partners/respond/sentence.html", sentence=refusal.message), refusal.status

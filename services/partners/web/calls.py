"""The call list: whom to call, the ready WhatsApp message, the answer heard, and who was told."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.partners.actions.calls import (
    mark_arrived,
    mark_line_told,
    mark_told,
    unmark_line_told,
    unmark_told,
)
from services.partners.actions.invitations import answer_invitation
from services.partners.domain.answer import incomplete
from services.partners.domain.invitation import ANSWERS, TO_STAFF, TOLD_HOW, UNANSWERED
from services.partners.domain.line import IN_LINE, SCHEDULE
from services.partners.models.base import known
from services.partners.models.invitation import Invitation
from services.partners.models.line_call import LineCall
from services.partners.queries.call_keys import ANSWER, ASKED, LINE, NEWS, TIMES, TOLD, UNTAKEN, CallFilter
from services.partners.queries.call_list import Call, count_calls, get_call, list_calls, offers_with_calls
from services.partners.schemas.invitation import RecordedAnswerSchema, answer_of
from services.partners.web.arguments import uuid_argument
from services.partners.web.facts import called_off, facts_of
from services.partners.web.question_list import question_list
from services.partners.web.whatsapp import chat_link, ready_text
from shared.errors import InvalidInput, NotFound
from shared.language import Message, gettext, msg, translate
from shared.programme_facts import Fact
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.office import current_settings
from shared.web.paging import Page, offset, page_number
from shared.web.transaction import reading, transaction

pages = Blueprint("calls", __name__, url_prefix="/telepon")
SIZE = 100
QUESTIONS = "pertanyaan"
"""What to ask is worked out for one offer at a time."""
KINDS = {
    "jawaban": ANSWER, "kabar": NEWS, "jadwal": TIMES, "antrean": LINE, "dikabari": TOLD, "ditanya": ASKED,
    "ditolak": UNTAKEN,
}  # fmt: skip
KIND_LABELS: dict[str, Message] = {
    "jawaban": msg("Hear an answer"),
    "kabar": msg("Tell that it is called off"),
    "jadwal": msg("Tell the new meeting times"),
    "antrean": msg("Tell how it stands in line"),
    QUESTIONS: msg("Ask what is not known yet"),
    "ditolak": msg("Answer that the register did not take"),
    "dikabari": msg("Already told"),
    "ditanya": msg("Already asked"),
}
WAS_TOLD = msg("It is noted that {name} was told. A mistake? You find it under “Already told”.")
ON_THE_LIST_AGAIN = msg("{name} is on the call list again.")
MAIL_IS_THERE = msg("It is noted that the mail to {name} arrived.")


@pages.get("")
@allow(Right.CALLS_READ)
def index() -> str:
    if request.args.get("untuk") == QUESTIONS:
        return question_list(KIND_LABELS)
    kind = _kind()
    wanted = CallFilter(offer_id=uuid_argument("penawaran"), kecamatan=request.args.get("kecamatan"), kind=kind)
    number = page_number()
    with reading() as session:
        calls, total = list_calls(session, wanted, SIZE, offset(number, SIZE))
        offers = dict(offers_with_calls(session, kind))
        told = _to_say(calls)
        some = bool(calls or count_calls(session, CallFilter()))
    return render_template(
        "partners/calls/list.html",
        page=Page(calls, number, SIZE, total),
        some=some,
        wanted=wanted,
        offers=offers,
        told=told,
        kinds=KIND_LABELS,
        filters=_filters(),
        chats={call.subject.id: chat_link(call, current_settings()) for call in calls},
    )


@pages.get("/<uuid:invitation_id>")
@allow(Right.ANSWERS_RECORD)
def show(invitation_id: UUID) -> str:
    return _page(invitation_id, Form.blank(RecordedAnswerSchema(), source="phone"))


@pages.post("/<uuid:invitation_id>")
@allow(Right.ANSWERS_RECORD)
def record(invitation_id: UUID) -> ResponseReturnValue:
    form = Form.load(RecordedAnswerSchema(), request.form)
    if form.ok:
        with form.saving() as session:
            invitation = answer_invitation(session, invitation_id, answer_of(form.data), source=form.data["source"])
            name = invitation.nomination.profile.name
        if form.ok:
            flash(gettext("The answer of {name} is recorded.", name=name))
            return redirect(url_for("calls.index"), 303)
    else:
        form.also(incomplete(answer_of(form.read), TO_STAFF))
    return _page(invitation_id, form), form.status


@pages.post("/<uuid:invitation_id>/dikabari")
@allow(Right.CALLS_NOTE)
def tell(invitation_id: UUID) -> ResponseReturnValue:
    return _noted(WAS_TOLD, mark_told, invitation_id, _how())


@pages.post("/<uuid:invitation_id>/belum-dikabari")
@allow(Right.CALLS_NOTE)
def untell(invitation_id: UUID) -> ResponseReturnValue:
    return _noted(ON_THE_LIST_AGAIN, unmark_told, invitation_id)


@pages.post("/antrean/<uuid:call_id>/dikabari")
@allow(Right.CALLS_NOTE)
def tell_line(call_id: UUID) -> ResponseReturnValue:
    return _noted(WAS_TOLD, mark_line_told, call_id, _how())


@pages.post("/antrean/<uuid:call_id>/belum-dikabari")
@allow(Right.CALLS_NOTE)
def untell_line(call_id: UUID) -> ResponseReturnValue:
    return _noted(ON_THE_LIST_AGAIN, unmark_line_told, call_id)


@pages.post("/<uuid:invitation_id>/sampai")
@allow(Right.CALLS_NOTE)
def arrived(invitation_id: UUID) -> ResponseReturnValue:
    return _noted(MAIL_IS_THERE, mark_arrived, invitation_id)


def _noted(said: Message, note: Callable[..., Invitation | LineCall], *about: Any) -> ResponseReturnValue:
    with transaction() as session:
        name = note(session, *about).nomination.profile.name
    flash(translate(Message(said.template, {"name": name})))
    return redirect(url_for("calls.index", **_filters()), 303)


def _to_say(calls: Sequence[Call]) -> list[tuple[str, list[Fact]]]:
    """Return of each offer what is to be said: the way there only where somebody may still come."""
    offers = {call.offer.id: call.offer for call in calls if not call.question}
    comes = {IN_LINE, SCHEDULE}
    may_come = {call.offer.id for call in calls if call.kind == ANSWER or (call.line and call.line.why in comes)}
    return [(offer.title, facts_of(offer) if offer.id in may_come else called_off(offer)) for offer in offers.values()]


def _how() -> str:
    how = request.form.get("how", "")
    if how not in TOLD_HOW:
        raise InvalidInput({"how": [msg("Say how you told it.")]})
    return how


def _kind() -> str | None:
    asked = request.args.get("untuk") or None
    if asked and asked not in KINDS:
        raise NotFound
    return KINDS[asked] if asked else None


def _filters() -> dict[str, Any]:
    """Return what the list is narrowed to, so that a mark leads back to the same list."""
    names = ("penawaran", "kecamatan", "untuk", "hal")
    return {name: request.args[name] for name in names if request.args.get(name)}


def _page(invitation_id: UUID, form: Form) -> str:
    with reading() as session:
        call = get_call(session, invitation_id)
        invitation = known(call.invitation)
        facts = facts_of(call.offer, invitation.answer_by) if call.kind == ANSWER else called_off(call.offer)
    return render_template(
        "partners/calls/page.html",
        call=call,
        facts=facts,
        form=form,
        answers=ANSWERS,
        waits=invitation.state in UNANSWERED,
        chat=chat_link(call, current_settings()),
        text=ready_text(call, current_settings()),
    )

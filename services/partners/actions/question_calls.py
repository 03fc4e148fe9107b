"""Calls with a question: what came of them; an answer goes to the register as a fact, and what became of it is kept."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.domain.question import NONE_OF_THESE, Heard, Question, wrong
from services.partners.models import question_call
from services.partners.models.account import Account
from services.partners.models.base import known
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.offer import Offer
from services.partners.models.question_call import QuestionCall
from shared.audit import record
from shared.clock import now
from shared.context import actor
from shared.database import new_id
from shared.errors import NotFound, RuleBroken
from shared.events.partners import IkmAnswered
from shared.events.registry import AnswerSettled
from shared.language import msg
from shared.messaging.outbox import publish

RESTRICTED = msg("Its data may not be used: a personal-data request is running.")
UNDER_WAY = msg("This answer is on its way to the register. Wait for what comes of it.")


def note_call(
    session: Session, offer_id: UUID, ikm_id: UUID, question: Question, heard: Heard, tries: int
) -> QuestionCall:
    """Note what came of a call; an answer is told to the register, also where the offer has closed meanwhile.

    ``tries`` is how often something was noted when the caller looked: the same again changes nothing, and of two who
    call at once the second is told. Raises NotFound, RuleBroken, InvalidInput.
    """
    offer, profile = session.get(Offer, offer_id), session.get(IkmProfile, ikm_id)
    if offer is None or profile is None:
        raise NotFound
    if profile.restricted:
        raise RuleBroken(RESTRICTED)
    for error in wrong(question, heard):
        raise error
    call = question_call.held(session, offer_id, ikm_id, question.key)
    if call.tries == tries + 1 and call.called_by == actor().id and call.heard == heard:
        return call
    _require_untouched(session, call, tries)
    _write(call, heard)
    _record(session, call, "ask", new={call.question: heard.answer})
    if heard.is_answer and heard.answer != NONE_OF_THESE:
        call.answer_id, call.settled_at = new_id(), None
        publish(session, _answered(call, question, offer))
    return call


def settle_answer(session: Session, event: AnswerSettled) -> None:
    """Keep what the register made of an answer; of one that waits no more nothing is kept."""
    call = question_call.of_answer(session, event.answer_id)
    if call is not None:
        call.settled_at, call.refusal = now(), event.refusal


def ask_again(session: Session, call_id: UUID) -> QuestionCall:
    """Forget what came of a call: where the register still does not know, the question is on the list again."""
    call = question_call.with_id(session, call_id)
    if call is None:
        raise NotFound
    if call.is_under_way:
        raise RuleBroken(UNDER_WAY)
    if call.answer is not None:
        _record(session, call, "ask_again", old={call.question: call.answer})
        _write(call, None)
    return call


def _require_untouched(session: Session, call: QuestionCall, tries: int) -> None:
    if call.is_under_way:
        raise RuleBroken(UNDER_WAY)
    if call.tries != tries:
        by = session.get(Account, call.called_by) if call.called_by else None
        raise RuleBroken(
            msg("{name} has noted what came of this call meanwhile. Look at it first.", name=by.name if by else "–")
        )


def _write(call: QuestionCall, heard: Heard | None) -> None:
    call.answer = heard.answer if heard else None
    call.number, call.expires_on = (heard.number, heard.expires_on) if heard else (None, None)
    call.called_at, call.called_by = now(), actor().id
    call.answer_id, call.settled_at, call.refusal = None, None, None
    call.tries += 1


def _answered(call: QuestionCall, question: Question, offer: Offer) -> IkmAnswered:
    is_code = question.permit is None and call.number is not None
    return IkmAnswered(
        answer_id=known(call.answer_id),
        ikm_id=call.ikm_id,
        fact=question.fact,
        permit=question.permit,
        value=known(call.number) if is_code else known(call.answer),
        number=None if is_code else call.number,
        expires_on=call.expires_on,
        said_at=call.called_at,
        heard_by=call.called_by,
        heard_by_name=actor().name,
        offer_title=offer.title,
    )


def _record(session: Session, call: QuestionCall, action: str, **change: Any) -> None:
    # Of the IKM, so that it is forgotten with all that is said of it.
    record(session, noun="ikm", noun_id=call.ikm_id, action=action, **change)

"""What owners said on the telephone about what the register does not know; whoever called is told what came of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions.certificates import record_certificate
from services.registry.actions.ikm import change
from services.registry.domain import phone_answer as rules
from services.registry.domain.ikm import check_editable
from services.registry.domain.phone_answer import NIB, PHONE
from services.registry.domain.profile import holdings
from services.registry.models.counter import Counter
from services.registry.models.ikm import Ikm
from shared import context
from shared.change import Change
from shared.clock import WITA
from shared.context import Actor
from shared.errors import InvalidInput, NotFound, RuleBroken
from shared.events.partners import IkmAnswered
from shared.events.registry import AnswerSettled
from shared.language import DEFAULT, msg, translate
from shared.messaging.batch import require_own_transaction
from shared.messaging.outbox import publish
from shared.words import spoken

HEARD_IN = msg("Telephone call of {day} for “{offer}”.")
RESTRICTED = msg("The owner asked that these data be left alone.")
SAID_OTHERWISE = msg("The register says something else by now. Check with the owner and correct it there.")
EMPTIED = msg("After the call somebody took this out of the register. Check with the owner.")


def take(session: Session, answered: IkmAnswered) -> None:
    """Write an answer where nothing is known yet, also on the IKM it lives on in by now, and tell what became of it.

    What is known already is never replaced: it came after the question was asked, or says something else of two that
    became one. What the register refuses is told, with the reason.
    """
    if answered.permit == NIB:
        # The counter is held before any row, as by whoever types a NIB.
        require_own_transaction(session)
        Counter.hold(session, "ikm")
    refusal = None
    try:
        with session.begin_nested(), _on_behalf_of_the_caller(answered):
            _take(session, answered)
    except (RuleBroken, NotFound) as refused:
        refusal = translate(refused.message, DEFAULT)
    except InvalidInput as refused:
        refusal = " ".join(translate(said, DEFAULT) for some in refused.errors.values() for said in some)
    publish(session, AnswerSettled(answer_id=answered.answer_id, refusal=refusal))


def _take(session: Session, answered: IkmAnswered) -> None:
    name, value = rules.fact(answered)
    ikm = Ikm.surviving(session, answered.ikm_id)
    check_editable(ikm.status)
    if ikm.restricted:
        raise RuleBroken(RESTRICTED)
    known = _known(ikm, answered)
    if (known and known != value) or _contradicts_the_nib(ikm, answered):
        raise RuleBroken(SAID_OTHERWISE)
    if known:
        return
    if _was_emptied(session, ikm.id, name, answered):
        raise RuleBroken(EMPTIED)
    _write(session, ikm.id, answered, name, value)


def _write(session: Session, ikm_id: UUID, answered: IkmAnswered, name: str, value: str) -> None:
    heard: dict[str, Any] = {"source": PHONE, "reason": _heard_in(answered)}
    if answered.permit is None:
        change(session, ikm_id, {name: value}, **heard)
        return
    if answered.permit == NIB and answered.number:
        change(session, ikm_id, {"nib": answered.number}, **heard)
    details = {"number": answered.number, "expires_on": answered.expires_on}
    record_certificate(session, ikm_id, name, value, details, **heard)


def _known(ikm: Ikm, answered: IkmAnswered) -> str | None:
    """Return what the register knows of it already."""
    if answered.permit is None:
        known: str | None = getattr(ikm, answered.fact)
        return known
    return next((held.state for held in holdings(ikm.certificates) if held.kind == answered.permit), None)


def _contradicts_the_nib(ikm: Ikm, answered: IkmAnswered) -> bool:
    if answered.permit != NIB or not ikm.nib:
        return False
    return answered.value == "no" or answered.number not in (None, ikm.nib)


def _was_emptied(session: Session, ikm_id: UUID, name: str, answered: IkmAnswered) -> bool:
    later = select(Change).where(Change.noun == "ikm", Change.noun_id == ikm_id, Change.at > answered.said_at)
    return any(name in step.old for step in session.scalars(later))


def _heard_in(answered: IkmAnswered) -> str:
    day = spoken(answered.said_at.astimezone(WITA).date())
    return translate(msg(HEARD_IN.template, day=day, offer=answered.offer_title), DEFAULT)


@contextmanager
def _on_behalf_of_the_caller(answered: IkmAnswered) -> Iterator[None]:
    """The history names whoever heard it, and can forget that name with the account."""
    caller = Actor(answered.heard_by, answered.heard_by_name, "staff")
    with context.acting_as(caller, context.correlation_id()):
        yield

"""Single meetings of a programme that runs: moved, cancelled, added. Everybody who comes is told once."""

from collections.abc import Collection, Sequence
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from services.partners.actions import conclusions, session_news, steps
from services.partners.actions.session_changes import changing, note
from services.partners.actions.session_checks import (
    TIMES,
    Values,
    at_hand,
    is_so,
    require_as_seen,
    running,
    to_add,
    to_move,
)
from services.partners.domain import session as rules
from services.partners.domain.programme import Meeting
from services.partners.models.offer import Offer
from services.partners.models.session import OfferSession
from services.partners.queries.clashes import require_seen


def move_session(
    session: Session, offer_id: UUID, session_id: UUID, values: Values, seen: Collection[UUID] = ()
) -> OfferSession:
    """Give a meeting another time or place, with a reason; the same again changes nothing.

    ``seen`` are the nominations of those IKM of which somebody saw that they have another programme then.
    """
    offer, found = to_move(session, offer_id, session_id, values)
    if is_so(found, values):
        return found
    require_seen(session, offer, _meetings([values]), seen)
    state = rules.MACHINE.after(rules.MOVE, found.state, values["reason"])
    with changing(offer):
        was = found.slot
        times = {name: values[name] for name in TIMES}
        note(session, offer, found, rules.MOVE, times | {"state": state}, values["reason"])
    session_news.tell_moved(session, offer, was, found.slot, found.reason or "")
    return found


def cancel_session(session: Session, offer_id: UUID, session_id: UUID, values: Values) -> OfferSession:
    """Let a meeting not take place, with a reason; the same again changes nothing."""
    offer, found = at_hand(session, offer_id, session_id)
    if (found.state, found.reason) == (rules.CANCELLED, values["reason"]):
        return found
    state = rules.MACHINE.after(rules.CANCEL, found.state, values["reason"])
    require_as_seen(found, values)
    with changing(offer):
        note(session, offer, found, rules.CANCEL, {"state": state}, values["reason"])
    steps.follow_offer(session, offer.id)
    conclusions.conclude_anew(session, offer)
    session_news.tell_cancelled(session, offer, found.slot, found.reason or "")
    return found


def add_sessions(
    session: Session, offer_id: UUID, form_id: UUID, meetings: Sequence[Values], seen: Collection[UUID] = ()
) -> list[OfferSession]:
    """Let a programme meet at further times; the same form again adds nothing."""
    ids = [uuid5(form_id, str(number)) for number in range(len(meetings))]
    if there := [item for item in running(session, offer_id).sessions if item.id in ids]:
        return there
    offer = to_add(session, offer_id, meetings)
    require_seen(session, offer, _meetings(meetings), seen)
    with changing(offer):
        added = [_add(session, offer, one, values) for one, values in zip(ids, meetings, strict=True)]
    conclusions.conclude_anew(session, offer)
    session_news.tell_added(session, offer, [item.slot for item in added])
    return added


def _add(session: Session, offer: Offer, session_id: UUID, values: Values) -> OfferSession:
    number = max((item.number for item in offer.sessions), default=0) + 1
    added = OfferSession(id=session_id, number=number, title=values["title"], state=rules.PLANNED, sequence=0)
    offer.sessions.append(added)
    note(session, offer, added, "add", {name: values[name] for name in TIMES}, None)
    return added


def _meetings(planned: Sequence[Values]) -> list[Meeting]:
    return [Meeting(values["starts_at"], values["ends_at"]) for values in planned]

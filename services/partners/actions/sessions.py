"""Single meetings of a programme that runs: moved, cancelled, added. Everybody who comes is told once."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from services.partners.actions import session_news
from services.partners.actions.offers import offer_for_work
from services.partners.actions.session_changes import changing, note
from services.partners.domain import offer as offer_rules
from services.partners.domain import session as rules
from services.partners.domain.programme import Meeting
from services.partners.models.invitation import latest_deadline
from services.partners.models.offer import Offer
from services.partners.models.session import OfferSession
from services.partners.queries.clashes import require_seen
from shared.clock import now
from shared.errors import NotFound, StaleForm

TIMES = ("starts_at", "ends_at", "place")
Values = Mapping[str, Any]


def move_session(
    session: Session, offer_id: UUID, session_id: UUID, values: Values, seen: Collection[UUID] = ()
) -> OfferSession:
    """Give a meeting another time or place, with a reason; the same again changes nothing.

    ``seen`` are the IKM of which somebody saw that they have another programme at that time.
    """
    offer, found = to_move(session, offer_id, session_id, values)
    if _is_so(found, values):
        return found
    require_seen(session, offer, _meetings([values]), seen)
    state = rules.MACHINE.after(rules.MOVE, found.state, values["reason"])
    with changing(offer):
        was = found.slot
        note(
            session,
            offer,
            found,
            rules.MOVE,
            {name: values[name] for name in TIMES} | {"state": state},
            values["reason"],
        )
    session_news.tell_moved(session, offer, was, found.slot, found.reason or "")
    return found


def to_move(session: Session, offer_id: UUID, session_id: UUID, values: Values) -> tuple[Offer, OfferSession]:
    """Return the meeting that may be moved like this, with its offer; raises what stands against it."""
    offer, found = _at_hand(session, offer_id, session_id)
    if not _is_so(found, values):
        rules.MACHINE.after(rules.MOVE, found.state, values["reason"])
        _require_as_seen(found, values)
        rules.require_not_begun(found.starts_at, now())
        _require_to_come(session, offer, [values])
    return offer, found


def cancel_session(session: Session, offer_id: UUID, session_id: UUID, values: Values) -> OfferSession:
    """Let a meeting not take place, with a reason; the same again changes nothing."""
    offer, found = _at_hand(session, offer_id, session_id)
    if (found.state, found.reason) == (rules.CANCELLED, values["reason"]):
        return found
    state = rules.MACHINE.after(rules.CANCEL, found.state, values["reason"])
    _require_as_seen(found, values)
    with changing(offer):
        note(session, offer, found, rules.CANCEL, {"state": state}, values["reason"])
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
    session_news.tell_added(session, offer, [item.slot for item in added])
    return added


def to_add(session: Session, offer_id: UUID, meetings: Sequence[Values]) -> Offer:
    """Return the offer to which these meetings may be added; raises what stands against it."""
    offer = running(session, offer_id)
    rules.require_room(len(offer.slots) + len(meetings))
    _require_to_come(session, offer, meetings)
    return offer


def _add(session: Session, offer: Offer, session_id: UUID, values: Values) -> OfferSession:
    number = max((item.number for item in offer.sessions), default=0) + 1
    added = OfferSession(id=session_id, number=number, title=values["title"], state=rules.PLANNED, sequence=0)
    offer.sessions.append(added)
    note(session, offer, added, "add", {name: values[name] for name in TIMES}, None)
    return added


def _at_hand(session: Session, offer_id: UUID, session_id: UUID) -> tuple[Offer, OfferSession]:
    offer = running(session, offer_id)
    found = next((item for item in offer.sessions if item.id == session_id), None)
    if found is None:
        raise NotFound
    return offer, found


def running(session: Session, offer_id: UUID) -> Offer:
    """Return an offer whose meetings may change, locked; raises RuleBroken for any other."""
    offer = offer_for_work(session, offer_id)
    if offer.state not in offer_rules.RUNNING:
        raise offer_rules.MACHINE.refused(offer.state)
    session.refresh(offer, ["sessions"])
    return offer


def _require_as_seen(found: OfferSession, values: Values) -> None:
    if values.get("sequence") not in (None, found.sequence):
        raise StaleForm


def _is_so(found: OfferSession, values: Values) -> bool:
    return found.state == rules.PLANNED and all(getattr(found, name) == values[name] for name in TIMES)


def _require_to_come(session: Session, offer: Offer, meetings: Sequence[Values]) -> None:
    deadline = max(filter(None, (latest_deadline(session, offer.id), offer.answer_by)), default=None)
    for values in meetings:
        rules.require_to_come(values["starts_at"], now(), deadline)


def _meetings(planned: Sequence[Values]) -> list[Meeting]:
    return [Meeting(values["starts_at"], values["ends_at"]) for values in planned]

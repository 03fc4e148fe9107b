"""What the attempts say about the mail server: it works, or it is in trouble, which staff are told at once."""

from collections.abc import Sequence

from sqlalchemy import String, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from services.notifications.actions import announcements
from services.notifications.actions.messages import rest_if_stopped
from services.notifications.domain import flow as rules
from services.notifications.domain import message as life
from services.notifications.domain.verdict import NEVER, Verdict
from services.notifications.models import mail_flow
from services.notifications.models.delivery import Delivery, worked_before
from services.notifications.models.mail_flow import ONLY, MailFlow
from services.notifications.models.message import Message
from services.notifications.models.suppression import Suppression
from shared.address import normal
from shared.among import among
from shared.clock import now

REFUSED = ("refused", "turned_away")


def note_taken(session: Session) -> None:
    """The server took a mail: whatever was wrong is over."""
    seen = session.get(MailFlow, ONLY)
    if seen is None or not (seen.untaken or seen.pauses or seen.state == rules.TROUBLED):
        return
    flow = mail_flow.locked(session)
    flow.streak, flow.untaken, flow.pauses, flow.retry_at = flow.streak + 1, [], 0, None
    _become(session, flow, rules.WORKING)


def note_untaken(session: Session, message: Message, verdict: Verdict) -> str:
    """The server did not take a mail: say whether that is its own fault, the address's, or too early to say."""
    flow = mail_flow.locked(session)
    address = normal(message.delivery.address)
    if address not in flow.untaken and len(flow.untaken) < rules.MANY:
        flow.untaken = [*flow.untaken, address]
    blamed = _blame(session, flow, message.delivery, verdict)
    if blamed == rules.THE_SERVER:
        message.delivery.refusals, message.delivery.refused_in = 0, None
        reason = verdict.server_fault or (rules.REFUSING if verdict.outcome == NEVER else rules.PUTTING_OFF)
        _trouble(session, flow, reason, verdict.detail)
    return blamed


def note_unavailable(session: Session, reason: str, detail: str) -> None:
    """There was no talking to the server: it is left in peace for a while, longer each time."""
    flow = mail_flow.locked(session)
    _trouble(session, flow, reason, detail)
    _pause(flow)


def note_pause(session: Session) -> None:
    """The server is in trouble: it is left in peace for a while, longer each time."""
    _pause(mail_flow.locked(session))


def _blame(session: Session, flow: MailFlow, delivery: Delivery, verdict: Verdict) -> str:
    if verdict.server_fault or flow.state == rules.TROUBLED or len(flow.untaken) >= rules.MANY:
        return rules.THE_SERVER
    if verdict.outcome != NEVER:
        return rules.AGAIN
    if delivery.refused_in is None:
        delivery.refused_in = flow.streak
    delivery.refusals += 1
    return rules.to_blame(
        delivery.refusals,
        proven=worked_before(session, delivery.address),
        others_taken=delivery.refused_in < flow.streak,
        others_refused=len(flow.untaken) > 1,
    )


def _trouble(session: Session, flow: MailFlow, reason: str, detail: str) -> None:
    flow.detail = detail
    if flow.state == rules.WORKING:
        _take_back_blame(session, flow)
    _become(session, flow, rules.TROUBLED, reason)


def _take_back_blame(session: Session, flow: MailFlow) -> None:
    """Blame nobody for what the server refused since it last took a mail: those addresses may well work."""
    blocked = delete(Suppression).where(among(Suppression.address, flow.untaken)).returning(Suppression.address)
    _send_again(session, flow, session.scalars(blocked).all())
    at_once = {"claim": None, "claimed_at": None, "next_attempt_at": now(), "revision": Message.revision + 1}
    put_off = Delivery.refused_in == flow.streak, Delivery.state == life.QUEUED
    refused = select(Delivery.message_id).where(*put_off)
    session.execute(update(Message).where(Message.id.in_(refused), Message.state == life.QUEUED).values(at_once))
    session.execute(update(Delivery).where(*put_off).values(refusals=0, refused_in=None))


def _send_again(session: Session, flow: MailFlow, unblocked: Sequence[str]) -> None:
    """Put on the list again what was given up, and what the block of its address held back, each at its own time."""
    in_vain = Message.deliveries.any(Delivery.refused_in == flow.streak)
    refused = and_(in_vain, Message.state == life.FAILED, Message.reason.in_(REFUSED))
    held_back = and_(Message.state == life.SUPPRESSED, Message.reason == "address_blocked")
    for_them = and_(Message.settled_at.is_(None), among(func.lower(Message.address, type_=String), unblocked))
    given_up = or_(refused, and_(held_back, for_them))
    for message in session.scalars(select(Message).where(given_up).order_by(Message.id).with_for_update()):
        announcements.announce_another_try(session, message)
        message.become(life.QUEUED)
        rest_if_stopped(session, message)
    session.flush()


def _become(session: Session, flow: MailFlow, state: str, reason: str | None = None) -> None:
    if (flow.state, flow.reason) == (state, reason):
        return
    if flow.state != state:
        flow.since = now()
    flow.state, flow.reason = state, reason
    if state == rules.WORKING:
        flow.detail = None
    announcements.announce_flow(session, flow)


def _pause(flow: MailFlow) -> None:
    flow.pauses += 1
    flow.retry_at = now() + rules.pause(flow.pauses)

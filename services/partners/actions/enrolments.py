"""Enrolments: begun with a yes, ended with the seat, or concluded when the list is closed. The offer is locked."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from services.partners.actions import history, steps
from services.partners.actions.enrolment_announcement import announce
from services.partners.domain import enrolment as rules
from services.partners.models.enrolment import Enrolment, of_nominations
from services.partners.models.nomination import Nomination
from shared.clock import now


def begin(session: Session, nomination: Nomination) -> Enrolment:
    """Enrol whoever said yes, or has taken the seat again; said twice, it began once."""
    found = of_nominations(session, [nomination.id])
    if not found:
        return _enrol(session, nomination)
    if found[0].state == rules.WITHDREW:
        move(session, found, "return", None)
    return found[0]


def _enrol(session: Session, nomination: Nomination) -> Enrolment:
    enrolment = Enrolment(nomination_id=nomination.id, nomination=nomination, offer_id=nomination.offer_id)
    session.add(enrolment)
    session.flush()
    history.state_changes(session, "enrolment", "begin", [(enrolment.id, None, enrolment.state)])
    steps.follow(session, [nomination.id])
    announce(session, [enrolment])
    return enrolment


def withdraw(session: Session, nominations: Sequence[Nomination], reason: str | None) -> None:
    """End the enrolments of those that have no seat any more."""
    ended = of_nominations(session, [item.id for item in nominations])
    move(session, [item for item in ended if item.state in rules.TAKES_PART], "withdraw", reason)


def move(session: Session, enrolments: Sequence[Enrolment], command: str, reason: str | None) -> None:
    """Give each enrolment one command, with its line in the history and its fact; nothing where there is none."""
    if not enrolments:
        return
    changes = [(item.id, item.state, rules.MACHINE.after(command, item.state, reason)) for item in enrolments]
    for item, (_, _, target) in zip(enrolments, changes, strict=True):
        item.state, item.reason = target, reason
        item.ended_at = None if target == rules.ENROLLED else now()
    session.flush()
    history.state_changes(session, "enrolment", command, changes, reason)
    steps.follow(session, [item.nomination_id for item in enrolments])
    announce(session, enrolments)

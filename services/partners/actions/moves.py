"""Moving nominations and invitations through their states, many at once, each with its line in the history."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, update
from sqlalchemy.orm import Session

from services.partners.actions import enrolments, history
from services.partners.domain import invitation as invitation_rules
from services.partners.domain import nomination as nomination_rules
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination
from shared.among import among
from shared.clock import now
from shared.states import StateMachine


def move_nominations(
    session: Session, nominations: Sequence[Nomination], *commands: str, reason: str | None = None, **values: Any
) -> None:
    """Give each nomination these commands one after the other; raises RuleBroken before anything is written."""
    if not nominations:
        return
    (target,) = {_after(nomination_rules.MACHINE, item.state, commands, reason) for item in nominations}
    changes = [(item.id, item.state, target) for item in nominations]
    history.state_changes(session, "nomination", commands[0], changes, reason)
    session.execute(
        update(Nomination)
        .where(among(Nomination.id, [item.id for item in nominations]))
        .values(state=target, reason=reason, decided_at=now(), revision=Nomination.revision + 1, **values)
    )
    if target == nomination_rules.WITHDRAWN:
        enrolments.withdraw(session, nominations, reason)


def move_invitations(
    session: Session, invitations: Sequence[Invitation], command: str, reason: str | None = None, **values: Any
) -> None:
    """Give each invitation one command; raises RuleBroken before anything is written."""
    if not invitations:
        return
    (target,) = {_after(invitation_rules.MACHINE, item.state, (command,), reason) for item in invitations}
    changes = [(item.id, item.state, target) for item in invitations]
    history.state_changes(session, "invitation", command, changes, reason)
    session.execute(
        update(Invitation)
        .where(among(Invitation.id, [item.id for item in invitations]))
        .values(state=target, reason=reason, revision=Invitation.revision + 1, **values)
    )


def _after(machine: StateMachine, state: str, commands: Sequence[str], reason: str | None) -> str:
    for command in commands:
        state = machine.after(command, state, reason)
    return state


def set_ranks(session: Session, line: Sequence[Nomination], first: int) -> None:
    """Number the waiting list from ``first`` on, in the order given; whoever keeps the number is not written."""
    ranks = {item.id: rank for rank, item in enumerate(line, start=first) if item.rank != rank}
    if not ranks:
        return
    session.execute(
        update(Nomination)
        .where(among(Nomination.id, ranks))
        .values(rank=case(ranks, value=Nomination.id))
        .execution_options(synchronize_session=False)
    )

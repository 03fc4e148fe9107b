"""Whoever comes and whom no mail tells of a meeting that changed is called: once, about how it stands then."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from services.partners.domain.line import SCHEDULE
from services.partners.models.invitation import Invitation
from services.partners.models.line_call import LineCall, drop_untold, untold


def let_call(session: Session, invitations: Sequence[Invitation], reason: str | None = None) -> None:
    """Put these onto the call list; where that waits already, it is one call with the newest reason."""
    waiting = untold(session, [item.nomination_id for item in invitations])
    for item in invitations:
        if item.nomination_id in waiting:
            waiting[item.nomination_id].reason = reason or waiting[item.nomination_id].reason
        else:
            session.add(LineCall(nomination_id=item.nomination_id, why=SCHEDULE, reason=reason))
    session.flush()


def need_not_call(session: Session, invitation: Invitation) -> None:
    """Take it off the call list: the mail goes again, or arrived after all."""
    drop_untold(session, [invitation.nomination_id])

"""The copy of how mail goes in all, for the office's first page."""

from sqlalchemy.orm import Session

from services.partners.models.mail_flow import ONLY, MailFlow
from shared.database import keep_newest
from shared.events.notifications import MailFlowChanged


def keep(session: Session, event: MailFlowChanged) -> None:
    """Keep the newest that was heard."""
    values = {"revision": event.revision, "state": event.state, "reason": event.reason, "since": event.since}
    keep_newest(session, MailFlow, by="revision", id=ONLY, **values)

"""The copy of how mail goes in all, for the office's first page."""

from dataclasses import asdict

from sqlalchemy.orm import Session

from services.partners.models.mail_flow import keep_newest
from shared.events.notifications import MailFlowChanged


def keep(session: Session, event: MailFlowChanged) -> None:
    """Keep the newest that was heard."""
    keep_newest(session, asdict(event))

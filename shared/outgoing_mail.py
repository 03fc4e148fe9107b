"""How the office's mail leaves: as notifications keeps it, and the copy of it in every other service."""

from datetime import datetime
from email.utils import parseaddr

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared.database import KernelBase, UTCDateTime, insert_if_absent
from shared.events.notifications import OutgoingMailChanged
from shared.settings import UNSET_SENDER

ONLY, UNHEARD = 1, 0
SAID = ("server", "sender", "tried_at", "went_out", "chosen", "kinds")


class OutgoingMail(KernelBase):
    """As :class:`OutgoingMailChanged` says it. ``revision`` is 0 before anything was heard."""

    __tablename__ = "outgoing_mail"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=ONLY)
    revision: Mapped[int] = mapped_column(default=UNHEARD)
    server: Mapped[str] = mapped_column(String(400), default="")
    sender: Mapped[str] = mapped_column(String(460), default="")
    tried_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    went_out: Mapped[bool | None]
    chosen: Mapped[int] = mapped_column(default=0)
    kinds: Mapped[int] = mapped_column(default=0)


def locked(session: Session) -> OutgoingMail:
    """Return the row for change; it comes to be where it is missing."""
    insert_if_absent(session, OutgoingMail, id=ONLY)
    return session.get_one(OutgoingMail, ONLY, with_for_update=True, populate_existing=True)


def heard(session: Session) -> OutgoingMail | None:
    """Return what is known of it; None before anything was."""
    row = session.get(OutgoingMail, ONLY)
    return row if row and row.revision != UNHEARD else None


def keep_copy(session: Session, event: OutgoingMailChanged) -> None:
    """Keep the newest snapshot."""
    row = locked(session)
    if event.revision > row.revision:
        row.revision = event.revision
        for name in SAID:
            setattr(row, name, getattr(event, name))


def unsaid_sender(session: Session) -> list[str]:
    """Return the sender that stands on mails because nobody has said another; it cannot be answered."""
    row = heard(session)
    return [parseaddr(UNSET_SENDER)[1]] if row and not row.sender else []

"""The mail server as the administrator gave it, and what the installer fixed instead: one row."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.notifications.models.base import Base
from shared.database import insert_if_absent

ONLY = 1
SAID = ("host", "port", "security", "user", "sender_name", "sender")


class MailServer(Base):
    """``fixed`` is the installer's address of the server, without its login, as the worker knows it: "" where none is.

    ``sealed_password`` can be opened with the secret key alone.
    """

    __tablename__ = "mail_server"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=ONLY)
    revision: Mapped[int] = mapped_column(default=0)
    host: Mapped[str] = mapped_column(String(253), default="")
    port: Mapped[int | None]
    security: Mapped[str] = mapped_column(String(20), default="starttls")
    user: Mapped[str] = mapped_column(String(254), default="")
    sealed_password: Mapped[str] = mapped_column(String(1000), default="")
    sender_name: Mapped[str] = mapped_column(String(200), default="")
    sender: Mapped[str] = mapped_column(String(254), default="")
    fixed: Mapped[str] = mapped_column(String(400), default="")


def the_server(session: Session) -> MailServer | None:
    return session.get(MailServer, ONLY)


def locked(session: Session) -> MailServer:
    """Return the row for change; it comes to be where it is missing."""
    insert_if_absent(session, MailServer, id=ONLY)
    return session.get_one(MailServer, ONLY, with_for_update=True, populate_existing=True)

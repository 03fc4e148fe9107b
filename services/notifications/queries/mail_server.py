"""The mail server as its page shows it; its password is shown to nobody."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from services.notifications.domain.mail_server import LOST
from services.notifications.models.mail_server import SAID, MailServer, the_server
from services.notifications.models.mail_trial import MailTrial, last
from shared import office
from shared.settings import UNSET, Settings

OF_THE_SERVER = frozenset({"host", "port", "security", "user", "password"})
OF_THE_SENDER = frozenset({"sender", "sender_name"})


def mail_server_view(session: Session, settings: Settings) -> dict[str, Any]:
    """Return what was given, and what the installer fixed in its place."""
    row = the_server(session) or MailServer(port=None, **{name: "" for name in SAID if name != "port"}, revision=0)
    return {
        **{name: getattr(row, name) for name in SAID},
        "security": row.security or "starttls",
        "revision": row.revision,
        "has_password": bool(row.sealed_password),
        "fixed": row.fixed or "",
        "fixed_sender": settings.mail_from if "mail_from" in settings.fixed else "",
    }


def sender_in_force(session: Session, settings: Settings) -> str:
    """Return the sender of the mails, "" as long as nobody has said any.

    Mail without a sender of its own is the office's: from its address, so that an answer reaches it.
    """
    if "mail_from" in settings.fixed:
        return settings.mail_from
    row, of_office = the_server(session), office.in_force(session, settings).office.email
    return (row.sender if row else "") or (of_office if of_office != UNSET.email else "")


def open_to_change(view: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return of what was typed only what the installer did not fix: what is kept beside it stays as it is."""
    closed = (OF_THE_SERVER if view["fixed"] else frozenset()) | (
        OF_THE_SENDER if view["fixed_sender"] else frozenset()
    )
    return {name: value for name, value in values.items() if name not in closed}


def last_trial(session: Session) -> MailTrial | None:
    """Return the last trial with its outcome; one whose worker was lost is lost."""
    trial = last(session)
    if trial and trial.outcome is None and not trial.is_live:
        session.expunge(trial)
        trial.outcome = LOST
    return trial

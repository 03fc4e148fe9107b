"""How the office's mail leaves, told to the others: their pages show it, and warn of a sender nobody has said."""

from typing import Any

from sqlalchemy.orm import Session

from services.notifications.domain.mail_server import SENT
from services.notifications.letters.catalogue import TO_STAFF
from services.notifications.models.chosen_reader import count_chosen
from services.notifications.queries.mail_server import last_trial, mail_server_view, sender_in_force
from shared.events.notifications import OutgoingMailChanged
from shared.messaging.outbox import publish
from shared.outgoing_mail import SAID, OutgoingMail, heard, locked
from shared.settings import Settings


def changed(session: Session, settings: Settings) -> bool:
    """Tell whether it leaves otherwise than was announced last."""
    row = heard(session)
    return row is None or _said(row) != _now(session, settings)


def announce(session: Session, settings: Settings) -> None:
    """Announce it, unless another worker just did."""
    row, values = locked(session), _now(session, settings)
    if row.revision and _said(row) == values:
        return
    for name, value in values.items():
        setattr(row, name, value)
    row.revision += 1
    publish(session, _snapshot(row))


def tell(session: Session) -> None:
    """Announce once more what was announced last."""
    row = heard(session)
    if row:
        publish(session, _snapshot(row))


def _now(session: Session, settings: Settings) -> dict[str, Any]:
    view, trial = mail_server_view(session, settings), last_trial(session)
    known = trial if trial and trial.outcome else None
    return {
        "server": view["fixed"] or view["host"],
        "sender": sender_in_force(session, settings),
        "tried_at": known.asked_at if known else None,
        "went_out": known.outcome == SENT if known else None,
        "chosen": count_chosen(session),
        "kinds": len(TO_STAFF),
    }


def _said(row: OutgoingMail) -> dict[str, Any]:
    return {name: getattr(row, name) for name in SAID}


def _snapshot(row: OutgoingMail) -> OutgoingMailChanged:
    return OutgoingMailChanged(revision=row.revision, **_said(row))

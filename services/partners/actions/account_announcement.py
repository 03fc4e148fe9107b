"""What others are told of an account, with each change of it."""

from typing import Any

from sqlalchemy.orm import Session

from services.partners.models.account import Account
from shared.audit import record
from shared.events.partners import AccountChanged
from shared.messaging.outbox import publish


def announce(session: Session, account: Account, action: str, **history: Any) -> None:
    """Keep a change of an account in its history and tell it on."""
    session.flush()
    record(session, noun="account", noun_id=account.id, action=action, **history)
    publish(session, snapshot(account))


def snapshot(account: Account) -> AccountChanged:
    """Return what others are told of an account."""
    return AccountChanged(
        account_id=account.id,
        revision=account.revision,
        name=account.name,
        email=account.email,
        role=account.role,
        institution_id=account.institution_id,
        language=account.language,
        active=account.active,
        sessions_valid_from=account.sessions_valid_from,
    )

"""The browsers and programs that are signed in with an account."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.models.sign_in import live

SHOWN = 100
"""A program may ask for a token each time it does something; older ones end with all others."""


@dataclass(frozen=True)
class SignInView:
    """``seen_at`` is exact to some minutes, and knows only of the pages of this service."""

    id: UUID
    kind: str
    device: str
    began_at: datetime
    seen_at: datetime
    ends_at: datetime
    current: bool


def own_sign_ins(session: Session, account_id: UUID, current: UUID | None) -> list[SignInView]:
    """Return what counts of an account, the one that asks first, then the newest ``SHOWN``."""
    return [
        SignInView(row.id, row.kind, row.device, row.began_at, row.seen_at, row.ends_at, row.id == current)
        for row in live(session, account_id, current, SHOWN)
    ]

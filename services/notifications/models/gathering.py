"""The lock of those who gather into one mail: none begins a second one while another begins the first."""

from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

SPACE = UUID("6f0b1c8e-7f3b-4d3e-9a53-2f5e0c1d7a42")


def hold_digest(session: Session, template: str, address: str, offer_id: UUID | None) -> None:
    """Wait until nobody else gathers for this reader; held until the transaction ends. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        key = uuid5(SPACE, f"{template} {address} {offer_id}").int % 2**63
        session.execute(select(func.pg_advisory_xact_lock(key)))

"""Steps of the first hour that this office leaves out, as one person's office never invites a colleague."""

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base
from shared.database import insert_if_absent


class StepAside(Base):
    __tablename__ = "step_aside"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)


def put(session: Session, key: str) -> bool:
    """Put a step aside; tell whether it was not yet."""
    return insert_if_absent(session, StepAside, key=key)


def take(session: Session, key: str) -> bool:
    """Take a step up again; tell whether it was aside."""
    return session.scalar(delete(StepAside).where(StepAside.key == key).returning(StepAside.key)) is not None


def all_aside(session: Session) -> set[str]:
    return set(session.scalars(select(StepAside.key)))

"""Copy of how an IKM is reached, as the registry last said. The highest revision wins."""

from uuid import UUID

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.notifications.models.base import Base


class Contact(Base):
    """``revision`` is the registry's; 0 means that it is only known so far as what another IKM was merged into."""

    __tablename__ = "contact"

    ikm_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    revision: Mapped[int] = mapped_column(default=0)
    ikm_name: Mapped[str | None] = mapped_column(String(300))
    name: Mapped[str | None] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(320))
    language: Mapped[str] = mapped_column(String(5), default="id")
    restricted: Mapped[bool] = mapped_column(default=False)
    consent: Mapped[str] = mapped_column(String(10), default="unknown")
    merged_into: Mapped[UUID | None] = mapped_column(Uuid)


def remaining_id(session: Session, ikm_id: UUID) -> UUID:
    """Return the IKM in which this one lives on, itself where no merger is known."""
    contact = session.get(Contact, ikm_id)
    return remaining_id(session, contact.merged_into) if contact and contact.merged_into else ikm_id

"""Copy of how an IKM is reached, as the registry last said. The highest revision wins."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.notifications.models.base import Base
from shared.among import among
from shared.chains import last_of, leading_to


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
    merged_into: Mapped[UUID | None] = mapped_column(Uuid, index=True)


def line_of(session: Session, ikm_id: UUID) -> "dict[UUID, Contact | None]":
    """Return what is known of an IKM, of the one it was merged into, and so on to the one it lives on in.

    While late snapshots say that two live on in each other each counts for itself: the next snapshot settles it.
    """
    line: dict[UUID, Contact | None] = {}

    def next_of(one: UUID) -> UUID | None:
        contact = line[one] = session.get(Contact, one)
        return contact.merged_into if contact else None

    return line if last_of(ikm_id, next_of) else {ikm_id: line[ikm_id]}


def remaining_id(session: Session, ikm_id: UUID) -> UUID:
    """Return the IKM in which this one lives on, itself where no merger is known."""
    return list(line_of(session, ikm_id))[-1]


def living_on_in(session: Session, ikm_id: UUID) -> set[UUID]:
    """Return an IKM and all that live on in it."""

    def before(some: Collection[UUID]) -> Iterable[UUID]:
        return session.scalars(select(Contact.ikm_id).where(among(Contact.merged_into, some)))

    return leading_to(ikm_id, before)

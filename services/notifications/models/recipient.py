"""Copy of the accounts that partners owns: who works here and how they are reached. The highest revision wins."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, String, Uuid, and_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.notifications.models.base import Base
from shared.among import among
from shared.rights import Right, roles_with


class Recipient(Base):
    __tablename__ = "recipient"

    account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    revision: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(320))
    role: Mapped[str] = mapped_column(String(20))
    institution_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    language: Mapped[str] = mapped_column(String(5))
    active: Mapped[bool]


def is_staff() -> ColumnElement[bool]:
    """Return the condition for the active accounts of those who work through the office's lists."""
    return and_(Recipient.active, among(Recipient.role, roles_with(Right.WORK_MAIL_RECEIVE)))


def staff(session: Session) -> Sequence[Recipient]:
    """Return the active accounts of the people who work through the office's lists."""
    return session.scalars(select(Recipient).where(is_staff()).order_by(Recipient.email)).all()


def of_institution(session: Session, institution_id: UUID) -> Sequence[Recipient]:
    return session.scalars(
        select(Recipient).where(Recipient.active, Recipient.institution_id == institution_id).order_by(Recipient.email)
    ).all()

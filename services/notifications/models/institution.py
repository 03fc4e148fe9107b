"""Copy of the institutions that partners owns: which is told anything at the moment. The highest revision wins."""

from uuid import UUID

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.models.base import Base


class Institution(Base):
    """``active``: it is a partner at the moment. One of which nothing was heard is taken for active."""

    __tablename__ = "institution"

    institution_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    revision: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(320))
    active: Mapped[bool]

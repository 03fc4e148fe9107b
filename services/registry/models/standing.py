"""How an IKM stood when it was last looked at for a rise."""

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import Base


class Standing(Base):
    """``seen``: the profile's revision of then. ``facts``: what the rules look at."""

    __tablename__ = "standing"

    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm.id", ondelete="CASCADE"), primary_key=True)
    seen: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)

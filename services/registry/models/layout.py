"""What a person once said the columns of a layout mean."""

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import Base


class Layout(Base):
    """``mapping``: key of a heading to field, "" for left out; ``orders``: to what stands first in its days."""

    __tablename__ = "layout"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    mapping: Mapped[dict[str, str]] = mapped_column(JSON)
    orders: Mapped[dict[str, str]] = mapped_column(JSON)
    filename: Mapped[str] = mapped_column(String(255))
    said_by: Mapped[str] = mapped_column(String(200))
    said_at: Mapped[datetime]

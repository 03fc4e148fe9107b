"""A word of this office's own for a kecamatan, a unit, a yes or a no."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import Base


class OfficeWord(Base):
    """``key``: the word as it is compared; ``word``: as it was typed; ``meaning``: a code, or the unit's usual name."""

    __tablename__ = "office_word"

    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    word: Mapped[str] = mapped_column(String(60))
    meaning: Mapped[str] = mapped_column(String(60))
    said_by: Mapped[str] = mapped_column(String(200))
    said_at: Mapped[datetime]

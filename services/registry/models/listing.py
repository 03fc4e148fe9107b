"""What the list of the register searches and shows: one narrow row an IKM, written with every announcement."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import Base


class Listing(Base):
    """A page over 50,000 IKM reads this instead of four wide tables (README, "Measured").

    ``need_topics`` and ``search_text`` are words between blanks, so that one pass answers every filter.
    """

    __tablename__ = "listing"
    __table_args__ = (
        Index("uq_listing_ikm", "ikm_id", unique=True),
        Index("ix_listing_number", "number"),
        Index("ix_listing_kecamatan", "kecamatan_code", "name_key", "ikm_id"),
        # Kept in the order of names: a page stops after its 25 rows, a search reads the table once from end to end.
        # An index on status or cluster would tempt SQLite into 50,000 look-ups instead.
        {"sqlite_with_rowid": False},
    )

    name_key: Mapped[str] = mapped_column(String(200), primary_key=True)
    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    owner_name: Mapped[str | None] = mapped_column(String(200))
    product: Mapped[str | None] = mapped_column(String(300))
    kecamatan_code: Mapped[str | None] = mapped_column(String(8))
    cluster: Mapped[str | None] = mapped_column(String(20))
    branch: Mapped[str | None] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(12))
    restricted: Mapped[bool]
    import_batch_id: Mapped[UUID | None]
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    reachable: Mapped[bool]
    need_topics: Mapped[str] = mapped_column(String(400))
    search_text: Mapped[str] = mapped_column(Text)

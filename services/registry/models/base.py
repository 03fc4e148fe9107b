"""What every table of the registry has in common."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.clock import now
from shared.database import NAMING, UTCDateTime, new_id


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UTCDateTime}  # noqa: RUF012 - SQLAlchemy reads it once


class Identified:
    """A row with an id that may come from the form that made it."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Sourced:
    """A row that says where it came from: typed in, imported by a batch, or learnt from an event."""

    source: Mapped[str]
    import_batch_id: Mapped[UUID | None] = mapped_column(index=True)

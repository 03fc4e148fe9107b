"""What every table of notifications has in common."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Session

from shared.database import NAMING, UTCDateTime, insert_into


def insert_if_absent(session: Session, table: type[DeclarativeBase], **values: Any) -> None:
    """Insert a row unless its key is taken; two workers at once both succeed, on both databases."""
    session.execute(insert_into(session, table).values(values).on_conflict_do_nothing())


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[type, Any]] = {datetime: UTCDateTime}

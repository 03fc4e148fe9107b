"""The metadata all tables of partners belong to."""

from typing import TypeVar

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from shared.database import NAMING

Known = TypeVar("Known")


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


def known(value: Known | None) -> Known:
    """Return what every row says in this state; raises ValueError for one that does not say it yet."""
    if value is None:
        raise ValueError("asked of a row that does not say it yet")
    return value

"""The metadata all tables of partners belong to."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, MetaData, String, cast, func
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


def together(ids: Any) -> ColumnElement[str]:
    """Return all ids of a column written into one text, so that many need not become objects; see :func:`undashed`."""
    return func.aggregate_strings(cast(ids, String), "")


def undashed(written: str | None) -> str:
    """Return such a text in hexadecimal digits alone: PostgreSQL writes dashes."""
    return (written or "").replace("-", "")

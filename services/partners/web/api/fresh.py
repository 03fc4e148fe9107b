"""Rows as they stand after an action, with what goes out beside them."""

from typing import TypeVar

from sqlalchemy.orm import Session

Row = TypeVar("Row")


def fresh(session: Session, row: Row) -> Row:
    """Read a changed row again while the transaction is open: the answer is written after it."""
    session.flush()
    session.refresh(row)
    return row

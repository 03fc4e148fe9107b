"""Whether a trouble of the database may pass, and waiting until it did."""

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

import psycopg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

PASSING_IN_SQLITE = {5, 6, 7, 9, 13, 14, 15, 17}
"""BUSY, LOCKED, NOMEM, INTERRUPT, FULL, CANTOPEN, PROTOCOL, SCHEMA (sqlite.org/rescode.html)."""
PASSING_IN_POSTGRESQL = {"08", "40", "53", "57"}
"""Connection, rollback for another's sake, resources, an operator's doing (PostgreSQL, appendix A)."""
LOCK_NOT_AVAILABLE = "55P03"
PAUSES_SECONDS = (0.2, 1.0, 3.0)
Answer = TypeVar("Answer")


def may_pass(error: Exception) -> bool:
    """Tell whether a statement may succeed if it is only repeated: a connection was lost, a lock was held, room lacked.

    What names no reason is a connection that could not be made or was lost, unless the connection is still good.
    """
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    code, state = getattr(error.orig, "sqlite_errorcode", None), getattr(error.orig, "sqlstate", None)
    if code is not None:
        return code & 0xFF in PASSING_IN_SQLITE
    if state is not None:
        return state[:2] in PASSING_IN_POSTGRESQL or state == LOCK_NOT_AVAILABLE
    refused_by_the_driver = isinstance(error.orig, psycopg.Error | sqlite3.Error) and error.statement is not None
    return error.connection_invalidated or not refused_by_the_driver


def patiently(act: Callable[[], Answer]) -> Answer:
    """Return what ``act`` does in transactions of its own, begun again after a pause where a trouble may pass.

    Raises the database's error where it stays. ``act`` must be such that doing it twice changes nothing more.
    """
    for pause in PAUSES_SECONDS:
        try:
            return act()
        except DBAPIError as error:
            if not may_pass(error):
                raise
            time.sleep(pause)
    return act()

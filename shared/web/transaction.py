"""The only two ways from a request to the database."""

from contextlib import AbstractContextManager

from flask import current_app
from sqlalchemy.orm import Session

from shared.database import Database
from shared.web.asked_again import require_sent


def transaction() -> AbstractContextManager[Session]:
    """Open a transaction that commits at the end of the block, or rolls back on any error.

    Raises AskedAgain where the form of this request is only shown once more.
    """
    return database().transaction()


def reading() -> AbstractContextManager[Session]:
    """Open a session that cannot write."""
    return _database().reading()


def database() -> Database:
    """Return the database of the service that answers this request, to change something in it; as transaction()."""
    require_sent()
    return _database()


def _database() -> Database:
    found: Database = current_app.extensions["database"]
    return found

"""The only two ways from a request to the database."""

from contextlib import AbstractContextManager

from flask import current_app
from sqlalchemy.orm import Session

from shared.database import Database


def transaction() -> AbstractContextManager[Session]:
    """Open a transaction that commits at the end of the block, or rolls back on any error."""
    return database().transaction()


def reading() -> AbstractContextManager[Session]:
    """Open a session that cannot write."""
    return database().reading()


def database() -> Database:
    """Return the database of the service that answers this request."""
    found: Database = current_app.extensions["database"]
    return found
